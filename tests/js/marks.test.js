import assert from "node:assert/strict";
import { test } from "node:test";
import { BLANK, Marks, nearestMark, sortForKeyboard } from "../../static/js/timeline/marks.js";

const SIZES = { round: {}, statement: {}, document: {} };
const JANUARY = Date.UTC(2017, 0, 1);

function figure(...data) {
  return { data, layout: { meta: { marks: SIZES } } };
}

function things(kind, customdata, x, rest = {}) {
  return { meta: kind, customdata, x, ...rest };
}

test("the texts of a thing come once, and all its marks get them", () => {
  const texts = { title: "Geneva 1", lines: "held" };
  const customdata = [
    { lane: 0, path: "rounds/a", ...texts },
    { lane: 1, path: "rounds/a" },
  ];
  const marks = new Marks(figure(things("round", customdata, ["2017-01-01", "2017-01-01"])));
  assert.deepEqual(
    marks.all.map(({ lane, title, lines }) => ({ lane, title, lines })),
    [
      { lane: 0, ...texts },
      { lane: 1, ...texts },
    ],
  );
  assert.equal(marks.find({ lane: 1, path: "rounds/a" }), marks.all[1]);
  assert.equal(customdata[1].title, "Geneva 1"); // so that Plotly shows it too
});

test("an empty number becomes a blank, which Plotly keeps in its place", () => {
  const customdata = [{ lane: 0, path: "rounds/a", title: "A", lines: "" }];
  const trace = things("round", customdata, [0], { text: [""], xaxis: "x2" });
  const [mark] = new Marks(figure(trace)).all;
  assert.deepEqual(trace.text, [BLANK]);
  assert.equal(mark.number, "");
  assert.equal(mark.axis, "x2");
});

test("bars and whiskers give their days to the marks that they name", () => {
  const point = { lane: 0, path: "rounds/a" };
  const round = things("round", [{ ...point, title: "A", lines: "" }], ["2017-01-01"]);
  const bar = { meta: "span", customdata: [point], base: ["2017-01-01"], x: [5] };
  const whisker = {
    meta: "dispute",
    customdata: [point, point, null],
    x: ["2017-01-01", "2017-01-02", null],
  };
  const [mark] = new Marks(figure(bar, round, whisker)).all;
  assert.deepEqual(mark.extent, [JANUARY, JANUARY + 5]);
  assert.equal(mark.isSure, false);
  assert.deepEqual(mark.dispute, [JANUARY, JANUARY + 86400000]);
});

test("the largest total of the groups is known, and is 1 where there is none", () => {
  const point = { lane: 0, path: "lanes/a/2017", title: "", lines: "", total: 47 };
  const group = { meta: "group", xaxis: "x", x: ["2017-01-01"], width: [5], customdata: [point] };
  assert.equal(new Marks(figure(group)).largestTotal, 47);
  assert.equal(new Marks(figure()).largestTotal, 1);
});

test("the keyboard walks by lane, then from the left axis to the right, on rails rounds first", () => {
  const scales = { x2: { left: 0 }, x: { left: 100 }, x3: { left: 900 } };
  const mark = (name, lane, axis, day, kind = "round") => ({
    name,
    lane,
    axis,
    day,
    kind,
    index: 0,
  });
  const marks = [
    mark("f", 1, "x2", 0),
    mark("e", 0, "x3", 0),
    mark("d", 0, "x", "2018-01-01"),
    mark("c", 0, "x", "2017-01-01", "statement"),
    mark("b", 0, "x2", 0, "statement"),
    mark("a", 0, "x2", 1),
  ];
  sortForKeyboard(marks, scales);
  assert.equal(marks.map(({ name }) => name).join(""), "abcdef");
});

test("a tap means the nearest sign, or the days of a round, that a finger can reach", () => {
  const around = (pixel, half) => ({
    axis: "x",
    lane: 0,
    pixel,
    from: pixel - half,
    to: pixel + half,
  });
  const round = { kind: "round", y: 50, ...around(100, 9) };
  const statement = { kind: "statement", y: 50, ...around(112, 2) };
  const hidden = { kind: "statement", y: 50, ...around(520, 2) };
  const bar = { kind: "bar", y: 80, height: 40, ...around(300, 20) };
  const vague = { kind: "round", y: 150, extent: [-900, 600], ...around(-150, 750) };
  const marks = [round, statement, hidden, bar, vague];
  const scales = { x: { left: 0, right: 500, toPixel: (pixel) => pixel } };
  const at = (x, y, reach) => nearestMark(marks, { scales, lanes: [{}] }, { x, y, reach });
  assert.equal(at(101, 52), round);
  assert.equal(at(113, 50), statement);
  assert.equal(at(310, 95), bar);
  assert.equal(at(200, 50), undefined);
  assert.equal(at(520, 50), undefined);
  assert.equal(at(400, 155), vague);
  assert.equal(at(113, 66, 12), undefined);
});
