import assert from "node:assert/strict";
import { test } from "node:test";
import {
  daysInWords,
  MS_PER_DAY,
  toIsoDay,
  toNumber,
  widenDays,
} from "../../static/js/timeline/days.js";

const time = (day) => Date.parse(`${day}T00:00:00Z`);
/* The start of the first day and the end of the last. */
const days = (first, last) => [time(first), time(last) + MS_PER_DAY];

test("days become milliseconds and back, whatever time of the day follows", () => {
  assert.equal(toNumber("2017-02-16"), time("2017-02-16"));
  assert.equal(toNumber("2017-02-16 13:45"), time("2017-02-16"));
  assert.equal(toIsoDay(toNumber("2017-02-16")), "2017-02-16");
});

test("a slot of a rail stays the number that it is", () => {
  assert.equal(toNumber(3.5), 3.5);
});

test("a span gets room at both ends, and at least 1.8 per cent of its length", () => {
  assert.deepEqual(widenDays("2017-01-01", "2017-04-11", 0.1), ["2016-12-22", "2017-04-21"]);
  assert.deepEqual(
    widenDays("2000-01-01", "2010-01-01", 0),
    widenDays("2000-01-01", "2010-01-01", 0.018),
  );
  assert.deepEqual(widenDays("2000-01-01", "2010-01-01", 0), ["1999-10-27", "2010-03-07"]);
});

test("where nothing is dated there is no span", () => {
  assert.deepEqual(widenDays(null, null, 0.1), []);
});

test("days in words name the month once where it is the same", () => {
  assert.equal(daysInWords(days("2017-02-16", "2017-02-16")), "16 Feb");
  assert.equal(daysInWords(days("2017-01-23", "2017-01-24")), "23–24 Jan");
  assert.equal(daysInWords(days("2017-02-23", "2017-03-03")), "23 Feb – 3 Mar");
});

test("months have three letters, September too", () => {
  assert.equal(daysInWords(days("2017-09-14", "2017-09-15")), "14–15 Sep");
});
