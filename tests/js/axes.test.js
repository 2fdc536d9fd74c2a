import assert from "node:assert/strict";
import { test } from "node:test";
import { makeScale, makeTicks, railRange, shareWidth } from "../../static/js/timeline/axes.js";

const RAILS = { before: { axis: "x2", slots: 3 }, ahead: { axis: "x3", slots: 1 } };

test("a scale leads from days to pixels and back", () => {
  const scale = makeScale(["2017-01-01", "2017-01-11"], [0.2, 0.7], 1000);

  assert.deepEqual([scale.left, scale.right], [200, 700]);
  assert.equal(scale.day, 50);
  assert.equal(scale.toPixel("2017-01-03"), 300);
  assert.equal(scale.toValue(300), "2017-01-03 00:00");
  assert.equal(scale.toValue(325), "2017-01-03 12:00");
});

test("a scale leads from slots to pixels and back", () => {
  const scale = makeScale([-0.5, 3.5], [0, 0.4], 1000);

  assert.equal(scale.day, 0);
  assert.equal(scale.toPixel(0), 50);
  assert.equal(scale.toValue(50), 0);
  assert.equal(scale.toPixel(0), scale.zero);
});

test("rails get the pixels that they need, and the dated time the rest", () => {
  const { x, x2, x3 } = shareWidth(RAILS, { plot: 1000, isNarrow: false });

  assert.deepEqual(x2, [0, 0.08]); // 3 slots of 22 px, and 14 px
  assert.deepEqual(x3, [1 - 0.036, 1]);
  assert.deepEqual(
    x.map((end) => Number(end.toFixed(3))),
    [0.092, 0.952], // 12 px off each rail
  );
});

test("however many slots there are, the dated time keeps over a quarter of the width", () => {
  const rails = { before: { axis: "x2", slots: 99 }, ahead: { axis: "x3", slots: 99 } };
  const { x } = shareWidth(rails, { plot: 300, isNarrow: true });

  assert.ok(x[1] - x[0] > 0.25, String(x));
});

test("without rails the dated time has the whole width", () => {
  assert.deepEqual(shareWidth({}, { plot: 1000, isNarrow: false }), { x: [0, 1] });
});

test("the outermost marks of a rail stand whole within its pixels", () => {
  assert.deepEqual(railRange(1, 10), [-0.5, 0.5]);
  assert.deepEqual(railRange(4, 100), [-0.5, 3.5]);
  const [from, to] = railRange(12, 100);
  const scale = makeScale([from, to], [0, 1], 100);
  assert.ok(Math.abs(scale.toPixel(0) - 12) < 1e-9);
  assert.ok(Math.abs(scale.toPixel(11) - 88) < 1e-9);
});

function ticksOf(first, last, { pixels = 600, titleSpans = [], isNarrow = false } = {}) {
  const range = [first, last];
  return makeTicks(makeScale(range, [0, 1], pixels), range, { titleSpans, isNarrow });
}

test("ticks are years where these fit, else every second, third or fifth", () => {
  const years = ticksOf("2011-06-01", "2024-06-01");
  assert.equal(years.tickformat, "%Y");
  assert.deepEqual(years.tickvals.slice(0, 2), ["2012-01-01", "2013-01-01"]);
  const few = ticksOf("2011-06-01", "2024-06-01", { pixels: 300 });
  assert.deepEqual(few.tickvals.slice(0, 2), ["2012-01-01", "2014-01-01"]);
});

test("ticks are months where years stand far apart", () => {
  const { tickvals, tickformat } = ticksOf("2017-01-15", "2017-06-15");
  // That of the first month lies just out of view.
  assert.deepEqual(tickvals.slice(0, 2), ["2017-01-01", "2017-02-01"]);
  assert.equal(tickformat, "%b %Y");
  assert.equal(ticksOf("2017-01-15", "2017-06-15", { isNarrow: true }).tickformat, "%b ’%y");
});

test("Plotly chooses the ticks where months stand far apart", () => {
  assert.deepEqual(ticksOf("2017-01-01", "2017-02-01"), { nticks: 7 });
});

test("a tick that would run into the title of a rail is left out", () => {
  const all = ticksOf("2011-06-01", "2024-06-01").tickvals;
  const { tickvals } = ticksOf("2011-06-01", "2024-06-01", { titleSpans: [[0, 60]] });
  assert.deepEqual(tickvals, all.slice(2));
});
