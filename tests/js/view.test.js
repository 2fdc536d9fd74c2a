import assert from "node:assert/strict";
import { test } from "node:test";
import { toIsoDay } from "../../static/js/timeline/days.js";
import { View } from "../../static/js/timeline/view.js";

const PERIOD = { first: "2011-01-01", last: "2020-12-31" };
const view = (search = "") => new View(PERIOD, 1000, search);

test("without days in the address all is in view", () => {
  for (const search of ["", "?view=", "?view=2017", "?view=2018-01-01/2017-01-01", "?view=x/y"]) {
    assert.ok(view(search).isWhole, search);
  }
});

test("the address chooses the view, and gets it back", () => {
  const year = view("?view=2017-01-01/2017-12-31");
  assert.deepEqual(year.range, ["2017-01-01", "2017-12-31"]);
  const parameters = new URLSearchParams("view=old&q=peace");
  year.write(parameters);
  assert.equal(parameters.get("view"), "2017-01-01/2017-12-31");
  view().write(parameters);
  assert.equal(String(parameters), "q=peace");
});

test("a view stays within the whole, and keeps its length where it can", () => {
  const moved = view();
  moved.moveTo(["2000-01-01", "2001-01-01"]);
  assert.equal(moved.range[0], moved.home[0]);
  assert.equal((Date.parse(moved.range[1]) - Date.parse(moved.range[0])) / 86400000, 366);
  moved.moveTo(["1990-01-01", "2050-01-01"]);
  assert.ok(moved.isWhole);
});

test("buttons halve, double and move the view by a third", () => {
  const year = view("?view=2015-01-01/2015-12-31");
  assert.deepEqual(year.zoomed("in").map(toIsoDay), ["2015-04-02", "2015-10-01"]);
  assert.deepEqual(year.zoomed("out").map(toIsoDay), ["2014-07-03", "2016-06-30"]);
  assert.deepEqual(year.zoomed("earlier").map(toIsoDay), ["2014-09-01", "2015-08-31"]);
  assert.deepEqual(year.zoomed("later").map(toIsoDay), ["2015-05-02", "2016-04-30"]);
  assert.deepEqual(year.zoomed("reset").map(toIsoDay), year.home);
});

test("two weeks are the closest view", () => {
  const fortnight = view("?view=2015-01-01/2015-01-15");
  assert.deepEqual(fortnight.zoomed("in").map(toIsoDay), fortnight.range);
  const [from, to] = fortnight.between(Date.parse("2015-02-03"), Date.parse("2015-02-01"));
  assert.deepEqual([from, to].map(toIsoDay), ["2015-02-01", "2015-02-15"]);
});

test("a tap on the strip shows the year where all is in view, else as many days as now", () => {
  const day = Date.parse("2015-06-15");
  assert.deepEqual(view().around(day), ["2014-12-24", "2016-01-07"]);
  const fortnight = view("?view=2013-01-01/2013-01-15");
  assert.deepEqual(fortnight.around(day).map(toIsoDay), ["2015-06-08", "2015-06-22"]);
});

test("where nothing is dated there is nothing to move", () => {
  const empty = new View({ first: null, last: null }, 1000, "?view=2015-01-01/2015-12-31");
  assert.deepEqual(empty.range, []);
});
