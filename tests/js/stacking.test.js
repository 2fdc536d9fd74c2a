import assert from "node:assert/strict";
import { test } from "node:test";
import { COLUMN } from "../../static/js/timeline/bars.js";
import {
  fillLane,
  fillStrip,
  groupHeight,
  heapMarks,
  MOST_ROUND_ROWS,
  MOST_ROWS,
  stackRounds,
} from "../../static/js/timeline/stacking.js";

const SCALE = { left: 0, right: 1000, zero: 0, day: 0.2, toValue: (pixel) => pixel };
const ROW = 18;

function round(from, to, index) {
  return { kind: "round", axis: "x", from, to, pixel: (from + to) / 2, index };
}

function small(kind, pixel, index, half = 2) {
  return { kind, axis: "x", pixel, from: pixel - half, to: pixel + half, index };
}

/* A sequence of numbers below 1, the same each time. */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  };
}

test("rounds that touch stand in rows of their own, and a later one takes the first free row", () => {
  const rounds = [round(0, 18, 0), round(10, 28, 1), round(20, 38, 2)];
  stackRounds(rounds, ROW);
  assert.deepEqual(
    rounds.map(({ row }) => row),
    [0, 1, 0],
  );
});

test("of rounds on one day the first in the figure stands highest", () => {
  const rounds = [round(0, 18, 1), round(0, 18, 0)];
  stackRounds(rounds, ROW);
  assert.deepEqual(
    new Map(rounds.map(({ index, row }) => [index, row])),
    new Map([
      [0, 0],
      [1, 1],
    ]),
  );
});

test("no round of a row overlaps another, however many there are", () => {
  const next = numbers(7);
  const rounds = Array.from({ length: 300 }, (_, index) => {
    const from = 900 * next();
    return round(from, from + 18 + 40 * next(), index);
  });
  stackRounds(rounds, ROW);
  for (const one of rounds) {
    for (const other of rounds) {
      if (one === other || one.row !== other.row) continue;
      assert.ok(one.to <= other.from || other.to <= one.from);
    }
  }
});

test("depths say how far down the rounds of a column reach", () => {
  const depths = stackRounds([round(0, 18, 0), round(10, 28, 1)], ROW);
  assert.equal(depths.get(0), ROW);
  assert.equal(depths.get(3), 2 * ROW);
  assert.equal(depths.get(20), undefined);
});

test("a round of wide doubt stands beneath the others", () => {
  const vague = { ...round(0, 90, 0), isSure: false };
  const rounds = [vague, round(10, 28, 1), round(40, 58, 2)];
  stackRounds(rounds, ROW);
  assert.equal(vague.row, 1);
  assert.ok(rounds.every((mark) => mark === vague || mark.row === 0));
});

test("marks of one day rise above it, at most 2 px aside, and never share a cell", () => {
  const next = numbers(5);
  const pixels = Array.from({ length: 80 }, () => 100 + 60 * next());
  const marks = pixels.map((pixel, index) =>
    small(index % 5 ? "statement" : "document", pixel, index),
  );
  heapMarks(marks, SCALE);
  assert.ok(marks.every((mark) => Math.abs(mark.pixel - pixels[mark.index]) <= 2));
  const cells = marks.map(({ pixel, row }) => `${pixel} ${row}`);
  assert.equal(new Set(cells).size, 80);
});

test("documents lie at the bottom, and take two rows and three columns", () => {
  const marks = [small("statement", 100, 0), small("document", 100, 1, 5)];
  const heights = heapMarks(marks, SCALE);
  const [statement, document] = [...marks].sort((a, b) => a.index - b.index);
  assert.equal(document.row, 0);
  assert.equal(statement.row, 2);
  assert.equal(heights.get(24), heights.get(26));
});

test("what would reach too far is counted in a bar over its days, all else stays", () => {
  const crowd = Array.from({ length: 2 * MOST_ROWS }, (_, index) => ({
    ...small("statement", 100, index),
    lane: 0,
  }));
  const [other, meeting] = [small("statement", 300, 99), round(91, 109, 98)];
  const { bars, height } = fillLane([...crowd, other, meeting], { x: SCALE }, ROW);
  assert.equal(bars.length, 1);
  assert.equal(bars[0].total, crowd.length);
  assert.ok(bars[0].from <= 100 && bars[0].to >= 100 && bars[0].to - bars[0].from === 16);
  assert.ok(crowd.every(({ bar }) => bar === bars[0]));
  assert.ok(!other.bar && !meeting.bar);
  assert.ok(height <= ROW + 2 + 7 * MOST_ROWS);
});

test("rounds are counted only where they themselves are too many", () => {
  const rounds = Array.from({ length: MOST_ROUND_ROWS + 1 }, (_, index) => round(91, 109, index));
  const { bars } = fillLane([...rounds, small("statement", 100, 99)], { x: SCALE }, ROW);
  assert.deepEqual(
    bars.map(({ total }) => total),
    [MOST_ROUND_ROWS + 2],
  );
});

test("what has no date, or only an announcement, is not counted with days", () => {
  const rail = { ...SCALE, day: 0 };
  const many = Array.from({ length: 20 }, (_, index) => small("statement", 100, index));
  assert.deepEqual(fillLane(many, { x: rail }, ROW).bars, []);
  const plans = many.map((mark) => ({ ...mark, isAnnounced: true }));
  assert.deepEqual(fillLane(plans, { x: SCALE }, ROW).bars, []);
});

test("the strip of a folded lane counts each mark once, in bars that reach no higher", () => {
  const marks = Array.from({ length: 90 }, (_, index) => small("statement", index * 3, index));
  const bars = fillStrip(marks, { x: SCALE }, 16);
  assert.equal(
    bars.reduce((sum, { total }) => sum + total, 0),
    90,
  );
  assert.ok(bars.every(({ height }) => height <= 16));
  assert.ok(marks.every(({ pixel, bar }) => bar.from - 2 <= pixel && pixel <= bar.to + 2));
});

test("a long mark keeps its place", () => {
  const marks = [small("statement", 100, 0, 30), small("statement", 100, 1, 30)];
  heapMarks(marks, SCALE);
  assert.deepEqual(
    marks.map(({ pixel, row }) => [pixel, row]),
    [
      [100, 0],
      [100, 1],
    ],
  );
});

test("panning moves no mark: columns count from a day, not from the edge of the view", () => {
  const heap = (shift) => {
    const next = numbers(3);
    const marks = Array.from({ length: 60 }, (_, index) =>
      small(index % 4 ? "statement" : "document", 200 * next() + shift, index),
    );
    heapMarks(marks, { zero: shift, toValue: (pixel) => pixel });
    return marks
      .sort((a, b) => a.index - b.index)
      .map(({ pixel, row }) => [Math.round(pixel - shift), row]);
  };
  assert.deepEqual(heap(0), heap(COLUMN * 25));
});

test("the bar of a group is 5 px high at least and 44 px at most, and grows with its total", () => {
  assert.equal(groupHeight(100, 100), 44);
  assert.equal(groupHeight(1, 1e9), 5);
  assert.ok(groupHeight(50, 100) > 44 / 2);
});

test("a lane is as high as its rounds and what is heaped beneath them", () => {
  const heightOf = (marks) => fillLane(marks, { x: SCALE }, ROW).height;
  assert.equal(heightOf([]), 0);
  assert.equal(heightOf([round(0, 18, 0)]), ROW);
  assert.equal(heightOf([round(91, 109, 0), small("statement", 100, 1)]), ROW + 2 + 7);
  assert.equal(heightOf([round(91, 109, 0), small("statement", 500, 1)]), ROW);
});

test("what is out of view gives a lane no height", () => {
  assert.equal(fillLane([round(2000, 2018, 0)], { x: SCALE }, ROW).height, 0);
});
