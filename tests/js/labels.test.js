import assert from "node:assert/strict";
import { test } from "node:test";
import { boxesOf, isCrossed, overlap, wordings } from "../../static/js/timeline/labels.js";

const DAY = 86400000;
const START = Date.UTC(2017, 1, 16);
const SIZES = { round: { wide: 9, tall: 9 }, document: { wide: 5, tall: 8 } };
const scale = { toPixel: (value) => value };

test("a round without a number is named, with its days where the zoom has room", () => {
  const mark = {
    title: "Astana ministerial meeting",
    extent: [START, START + 2 * DAY],
    isSure: true,
  };
  assert.deepEqual(wordings(mark, "UN-led Geneva talks", 1), [
    "Astana ministerial meeting, 16–17 Feb",
    "Astana ministerial meeting",
    "16–17 Feb",
  ]);
  assert.equal(wordings(mark, "UN-led Geneva talks", 0.5)[0], "Astana ministerial meeting");
});

test("days that are not sure are not written", () => {
  const mark = { title: "Meeting", extent: [START, START + 28 * DAY], isSure: false };
  assert.deepEqual(wordings(mark, "Lake", 1), ["Meeting", "Meeting"]);
});

test("a name is written in full, unless lane and number say it", () => {
  const nameOf = (title, number) => wordings({ title, number }, "Geneva", 1)[0];
  assert.equal(nameOf("Geneva 9: humanitarian", "9"), "Geneva 9: humanitarian");
  assert.equal(nameOf("Geneva, side meeting"), "Geneva, side meeting");
  assert.equal(nameOf("Geneva IV", "4"), undefined);
  assert.equal(nameOf("Geneva 4", "4"), undefined);
});

test("numbered rounds have no label while days are narrow", () => {
  assert.deepEqual(wordings({ title: "Geneva 9: humanitarian", number: "9" }, "Geneva", 0.2), []);
});

test("the escapes of the server are undone", () => {
  assert.equal(wordings({ title: "&lt;b&gt; &amp;amp;" }, "Lake", 1)[0], "<b> &amp;");
});

test("a mark takes a box for itself, its days and its whisker", () => {
  const mark = { kind: "round", pixel: 100, y: 50, extent: [95, 140], dispute: [80, 150] };
  assert.deepEqual(boxesOf(mark, scale, SIZES), [
    [91, 109, 41, 59],
    [95, 140, 45, 55],
    [80, 150, 56, 62],
  ]);
  const group = { kind: "group", from: 10, to: 20, y: 50, height: 30 };
  assert.deepEqual(boxesOf(group, scale, SIZES), [[10, 20, 35, 65]]);
});

test("boxes overlap where both their sides do", () => {
  assert.ok(overlap([0, 10, 0, 10], [9, 20, 9, 20]));
  assert.ok(!overlap([0, 10, 0, 10], [10, 20, 0, 10]));
  assert.ok(!overlap([0, 10, 0, 10], [0, 10, 10, 20]));
});

test("a trail crosses the boxes that it runs through, and no others", () => {
  const trail = { x: [0, 100, null], y: [0, 100, null] };
  assert.ok(isCrossed([40, 60, 45, 55], trail, scale));
  assert.ok(!isCrossed([70, 90, 45, 55], trail, scale));
  assert.ok(!isCrossed([40, 60, 120, 130], trail, scale));
  const level = { x: [0, 100, null], y: [50, 50, null] };
  assert.ok(isCrossed([40, 60, 45, 55], level, scale));
  assert.ok(!isCrossed([120, 160, 45, 55], level, scale));
  assert.ok(!isCrossed([40, 60, 45, 55], undefined, scale));
});

test("a trail between folded lanes crosses nothing", () => {
  assert.ok(!isCrossed([0, 10, 0, 10], { x: [0, 10, null], y: [null, null, null] }, scale));
});
