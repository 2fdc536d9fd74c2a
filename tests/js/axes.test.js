import assert from "node:assert/strict";
import { test } from "node:test";
import {
  makeScale,
  makeTicks,
  railRange,
  shareWidth,
  titleOfRail,
} from "../../static/js/timeline/axes.js";

const RAILS = {
  before: { axis: "x2", slots: 3, title: "No date · in order", short_title: "No date" },
};

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

test("the rail gets the pixels that it needs, and the dated time the rest", () => {
  const { x, x2 } = shareWidth(RAILS, { plot: 1000, isNarrow: false });

  assert.deepEqual(x2, [0, 0.08]); // 3 slots of 22 px, and 14 px
  assert.deepEqual(x, [0.092, 1]); // 12 px off the rail
});

test("however many slots there are, the dated time keeps over half of the width", () => {
  const { x } = shareWidth({ before: { axis: "x2", slots: 99 } }, { plot: 300, isNarrow: true });

  assert.ok(x[1] - x[0] > 0.5, String(x));
});

test("a narrow rail has the short title", () => {
  const titleAt = (right) => titleOfRail(RAILS, { x2: { left: 0, right } });
  assert.equal(titleAt(200).text, "No date · in order");
  assert.deepEqual(titleAt(60), { text: "No date", span: [0, 45.5] });
  assert.equal(titleOfRail({}, {}), null);
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

function ticksOf(first, last, { pixels = 600, titleSpans = [] } = {}) {
  const range = [first, last];
  const edges = [-18, pixels + 12];
  return makeTicks(makeScale(range, [0, 1], pixels), range, { titleSpans, edges });
}

const labelsOf = (...rest) => ticksOf(...rest).map(({ label }) => label);

test("ticks are years where these fit, else every second, third or fifth", () => {
  assert.deepEqual(labelsOf("2011-06-01", "2024-06-01").slice(0, 2), ["2012", "2013"]);
  const few = labelsOf("2011-06-01", "2024-06-01", { pixels: 300 });
  assert.deepEqual(few.slice(0, 2), ["2012", "2014"]);
});

test("ticks are months where years stand far apart, and name the year where one begins", () => {
  assert.deepEqual(labelsOf("2016-10-15", "2017-03-15"), [
    "Nov 2016",
    "Dec",
    "Jan 2017",
    "Feb",
    "Mar",
  ]);
});

test("ticks are days where months stand far apart, the day before the month", () => {
  assert.deepEqual(labelsOf("2016-12-20", "2017-01-20"), [
    "21 Dec 2016",
    "26 Dec",
    "1 Jan 2017",
    "6 Jan",
    "11 Jan",
    "16 Jan",
  ]);
  assert.deepEqual(labelsOf("2017-02-27", "2017-03-06", { pixels: 500 }).slice(0, 3), [
    "28 Feb 2017", // the label of the 27th would be cut off
    "1 Mar",
    "2 Mar",
  ]);
});

test("at every zoom and width there are labels, each whole, and none touches another", () => {
  for (const pixels of [180, 240, 600, 1500]) {
    for (let days = 14; days < 5000; days = Math.ceil(days * 1.13)) {
      const last = new Date(Date.UTC(2016, 10, 23 + days)).toISOString().slice(0, 10);
      const ticks = ticksOf("2016-11-23", last, { pixels, titleSpans: [[-40, -5]] });
      const boxes = ticks.map(({ label, middle }) => [
        middle - 3.25 * label.length,
        middle + 3.25 * label.length,
      ]);
      assert.ok(ticks.length > (pixels < 240 ? 0 : 1), `${pixels} ${days}`);
      assert.match(ticks[0].label, /\d{4}$/);
      assert.ok(boxes.every(([from], at) => from >= (boxes[at - 1]?.[1] ?? -18)));
    }
  }
});

test("a tick that would run into the title of a rail is left out", () => {
  const all = labelsOf("2011-06-01", "2024-06-01");
  const left = labelsOf("2011-06-01", "2024-06-01", { titleSpans: [[0, 60]] });
  assert.deepEqual(left, all.slice(1));
});
