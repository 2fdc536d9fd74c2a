import assert from "node:assert/strict";
import { test } from "node:test";
import {
  COLUMN,
  fillLane,
  groupHeight,
  heapMarks,
  stackRounds,
} from "../../static/js/timeline/stacking.js";

const SCALE = { left: 0, right: 1000, zero: 0, toValue: (pixel) => pixel };
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

test("marks of one day lean aside before they rise, and never share a cell", () => {
  const marks = Array.from({ length: 5 }, (_, index) => small("statement", 100, index));
  heapMarks(marks, SCALE);
  const cells = marks.map(({ pixel, row }) => `${pixel} ${row}`);
  assert.equal(new Set(cells).size, 5);
  assert.deepEqual(cells.slice(0, 3), ["100 0", "104 0", "96 0"]);
  assert.ok(Math.max(...marks.map(({ row }) => row)) < 3);
});

test("documents lie at the bottom, and take two rows and three columns", () => {
  const marks = [small("statement", 100, 0), small("document", 100, 1, 5)];
  const heights = heapMarks(marks, SCALE);
  const [statement, document] = [...marks].sort((a, b) => a.index - b.index);
  assert.equal(document.row, 0);
  assert.ok(statement.row >= 2 || Math.abs(statement.pixel - document.pixel) > COLUMN);
  assert.equal(heights.get(24), heights.get(26));
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
  const scales = { x: SCALE };
  assert.equal(fillLane([], scales, ROW), 0);
  assert.equal(fillLane([round(0, 18, 0)], scales, ROW), ROW);
  assert.equal(fillLane([round(91, 109, 0), small("statement", 100, 1)], scales, ROW), ROW + 2 + 7);
  assert.equal(fillLane([round(91, 109, 0), small("statement", 500, 1)], scales, ROW), ROW);
});

test("what is out of view gives a lane no height", () => {
  assert.equal(fillLane([round(2000, 2018, 0)], { x: SCALE }, ROW), 0);
});
