import assert from "node:assert/strict";
import { test } from "node:test";
import { arrange, placeTraces } from "../../static/js/timeline/arrangement.js";
import { Marks } from "../../static/js/timeline/marks.js";

const SIZES = {
  round: { wide: 9, tall: 9 },
  statement: { wide: 2, tall: 4 },
  document: { wide: 5, tall: 8 },
};
const HOME = ["2017-01-01", "2017-12-31"];

/* A figure of two lanes: in the first many rounds of one week, in the second a round on a rail. */
function figure() {
  const days = Array.from({ length: 7 }, (_, at) => `2017-06-0${at + 1}`);
  const point = (lane, path) => ({ lane, path, title: path, lines: "" });
  return {
    data: [
      {
        meta: "round",
        customdata: days.map((day) => point(0, `rounds/${day}`)),
        x: days,
        marker: {},
      },
      {
        meta: "extent",
        type: "bar",
        customdata: [{ lane: 0, path: "rounds/2017-06-01" }],
        base: ["2017-06-01"],
        x: [86400000],
      },
      { meta: "round", xaxis: "x2", customdata: [point(1, "rounds/plan")], x: [0], marker: {} },
    ],
    layout: {
      meta: {
        first: "2017-01-01",
        lanes: [{ key: "lake" }, { key: "hill" }],
        rails: { before: { axis: "x2", slots: 1 } },
        marks: SIZES,
      },
      xaxis: { domain: [0, 1] },
      xaxis2: { domain: [0, 0.1] },
    },
  };
}

function arranged({ range = HOME, foldedKeys = [], nameHeight = 20, width = 1000, ...rest } = {}) {
  const drawn = figure();
  const marks = new Marks(drawn);
  const arrangement = arrange(drawn, marks, {
    width,
    range,
    foldedKeys: new Set(foldedKeys),
    nameHeight: () => nameHeight,
    ...rest,
  });
  return { ...arrangement, marks, figure: drawn };
}

test("lanes lie one beneath the other, and marks within their lane", () => {
  const { lanes, marks, height } = arranged();
  const [lake, hill] = lanes;
  assert.equal(lake.line, 0);
  assert.ok(lake.bottom < hill.top && hill.bottom < height);
  for (const mark of marks.all) {
    const { top, bottom } = lanes[mark.lane];
    assert.ok(mark.y - 9 >= top && mark.y + 9 <= bottom, mark.path);
  }
});

test("rounds that would touch stand in rows", () => {
  const { lanes, marks } = arranged();
  const heights = marks.all.filter(({ lane }) => lane === 0).map(({ y }) => y);
  assert.ok(new Set(heights).size > 4);
  assert.ok(lanes[0].height > 4 * 18);
  const near = arranged({ range: ["2017-06-01", "2017-06-08"] });
  assert.ok(near.lanes[0].height < lanes[0].height);
});

test("a lane is as high as its name", () => {
  assert.equal(arranged({ nameHeight: 50 }).lanes[1].height, 50 - 8);
  assert.equal(arranged({ nameHeight: 50, width: 400 }).lanes[1].height, 18);
});

test("a folded lane is low, and a strip of bars counts its marks", () => {
  const { lanes, marks, bars, figure: drawn } = arranged({ foldedKeys: ["lake"] });
  assert.equal(lanes[0].height, 16);
  const counted = marks.all.filter(({ lane }) => lane === 0);
  assert.ok(counted.every(({ bar }) => bars.includes(bar)));
  assert.equal(
    bars.reduce((sum, { total }) => sum + total, 0),
    counted.length,
  );
  placeTraces(drawn, marks, lanes);
  assert.deepEqual(drawn.data[1].y, [null]);
});

test("a lane of which nothing is in view is thin", () => {
  const { lanes } = arranged({ range: ["2017-01-01", "2017-02-01"], nameHeight: 50 });
  assert.deepEqual(
    lanes.map(({ isThin, height }) => [isThin, height]),
    [
      [true, 16],
      [false, 42],
    ],
  );
});

test("lanes keep their height while the view is moved, and shrink when it is zoomed", () => {
  const june = arranged({ range: ["2017-05-01", "2017-07-01"] });
  const august = { range: ["2017-08-01", "2017-10-01"] };
  assert.equal(arranged({ ...august, previous: june }).height, june.height);
  assert.ok(arranged(august).height < june.height);
  const closer = { range: ["2017-08-01", "2017-08-20"], previous: june };
  assert.ok(arranged(closer).height < june.height);
  assert.equal(arranged({ ...closer, isHeld: true }).height, june.height);
});

test("the axes share the width", () => {
  const { figure: drawn, scales, plot } = arranged();
  assert.deepEqual(Object.keys(scales), ["x", "x2"]);
  assert.equal(scales.x.right, plot);
  assert.ok(scales.x2.right < scales.x.left);
  assert.deepEqual(drawn.layout.xaxis2.range, [-0.5, 0.5]);
});

test("bars and marks of a trace stand at the height of their marks", () => {
  const { figure: drawn, marks, lanes } = arranged();
  placeTraces(drawn, marks, lanes);
  const [rounds, bars] = drawn.data;
  assert.deepEqual(bars.y, [marks.find(bars.customdata[0]).y]);
  assert.deepEqual(bars.width, [5]);
  assert.deepEqual(
    rounds.y,
    rounds.customdata.map((point) => marks.find(point).y),
  );
});
