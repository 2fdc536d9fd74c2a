/* Where the marks of a lane stand above each other, so that none touches another: each over its
 * day, to half a column. Where too many stand over one day, bars count them. All numbers are
 * pixels. Nothing here touches the page. */

import { COLUMN, cellOf, countCrowd, countStrip } from "./bars.js";

export const HEAP_STEP = 7; // px between heaped marks; a document is two of these high
export const MOST_ROWS = 6; // of heaped marks, before they are counted
export const MOST_ROUND_ROWS = 12; // of rounds, before they are counted
const MOST_LONG_ROWS = 12; // for a mark with days of its own, which may stand above a bar
const GAP = 2; // px at least between rounds and what is heaped beneath them
const WIDE_DOUBT = 60; // px; a round that may lie anywhere in more stands beneath the others
const TALLEST_GROUP = 44;
const LOWEST_GROUP = 5;

/* Return the numbers of the columns from one pixel to another. */
function columnsOf(from, to) {
  const first = Math.round(from / COLUMN);
  return Array.from({ length: Math.round(to / COLUMN) - first + 1 }, (_, at) => first + at);
}

function raise(heights, column, height) {
  heights.set(column, Math.max(heights.get(column) ?? 0, height));
}

function isLong({ from, to }) {
  return to - from > 3 * COLUMN;
}

/* Set the `row` of rounds: the leftmost first, each in the first row where it touches no other; those
 * of wide doubt last. Return how far down they reach, by column. */
export function stackRounds(marks, rowHeight) {
  const depths = new Map();
  const rows = [];
  const isVague = ({ isSure, from, to }) => isSure === false && to - from > WIDE_DOUBT;
  const inOrder = (a, b) => isVague(a) - isVague(b) || a.from - b.from || a.index - b.index;
  for (const mark of marks.sort(inOrder)) {
    const isFree = (row) => row.every(([from, to]) => to <= mark.from || from >= mark.to);
    const free = rows.findIndex(isFree);
    mark.row = free < 0 ? rows.length : free;
    rows[mark.row] ??= [];
    rows[mark.row].push([mark.from, mark.to]);
    for (const column of columnsOf(mark.from, mark.to)) {
      raise(depths, column, (mark.row + 1) * rowHeight);
    }
  }
  return depths;
}

/* Heap statements and documents from the bottom of their lane, around the bars that stand there: set
 * their `row`, and their `pixel` to the middle of the nearest column. Return how high all reach, by
 * column. */
export function heapMarks(marks, { zero, toValue }, bars = []) {
  const heights = new Map();
  const filled = new Set(); // cells, as "column row"
  const fill = (columns, from, rows) => {
    for (const column of columns) {
      for (let row = from; row < from + rows; row += 1) filled.add(`${column} ${row}`);
      raise(heights, column, (from + rows) * HEAP_STEP);
    }
  };
  for (const { from, to, height } of bars) {
    fill(columnsOf(from + 1, to - 1), 0, Math.ceil(height / HEAP_STEP));
  }
  const rowsOf = ({ kind }) => (kind === "document" ? 2 : 1);
  const inOrder = (a, b) => rowsOf(b) - rowsOf(a) || a.pixel - b.pixel || a.index - b.index;
  for (const mark of marks.sort(inOrder)) {
    const rows = rowsOf(mark);
    mark.pixel = Math.round((mark.pixel - zero) / COLUMN) * COLUMN + zero;
    mark.x = toValue(mark.pixel);
    const half = rows === 2 ? COLUMN : 0;
    const columns = isLong(mark)
      ? columnsOf(mark.from, mark.to)
      : columnsOf(mark.pixel - half, mark.pixel + half);
    const isFree = (row) => columns.every((column) => !filled.has(`${column} ${row}`));
    mark.row = 0;
    while (!(isFree(mark.row) && (rows === 1 || isFree(mark.row + 1)))) mark.row += 1;
    fill(columns, mark.row, rows);
  }
  return heights;
}

/* Return the height of the bar of a group that the server counted. It grows with the square root of
 * the total: small groups would vanish beside large ones otherwise. */
export function groupHeight(total, largestTotal) {
  const share = Math.sqrt(total / largestTotal);
  return Math.round(LOWEST_GROUP + (TALLEST_GROUP - LOWEST_GROUP) * share);
}

/* Stack the rounds of a lane's axis from its top, and heap the other marks from its bottom. Return
 * how far down and how high they reach, by column, and the bars that count what is too much: at
 * first statements and documents, and rounds only where they themselves are too many. */
function fillAxis(marks, scale, rowHeight) {
  const crowded = { small: new Set(), round: new Set() };
  const sizeOf = ({ kind }) => (kind === "round" ? "round" : "small");
  const mayBeCounted = (mark) => scale.day > 0 && mark.kind !== "group" && !mark.isAnnounced;
  const isTooFar = (mark) => {
    if (mark.kind === "round") return mark.row >= MOST_ROUND_ROWS;
    return mark.row >= (isLong(mark) ? MOST_LONG_ROWS : MOST_ROWS);
  };
  for (;;) {
    for (const mark of marks) mark.bar = undefined;
    const isCounted = (mark) =>
      mayBeCounted(mark) && crowded[sizeOf(mark)].has(cellOf(mark, scale));
    const bars = countCrowd(marks.filter(isCounted), scale);
    const alone = marks.filter(({ bar }) => !bar);
    const groups = alone.filter(({ kind }) => kind === "group");
    const rounds = alone.filter(({ kind }) => kind === "round");
    const small = alone.filter(({ kind }) => kind === "statement" || kind === "document");
    const depths = stackRounds(rounds, rowHeight);
    const heights = heapMarks(small, scale, [...bars, ...groups]);
    const excess = [...rounds, ...small].filter((mark) => mayBeCounted(mark) && isTooFar(mark));
    if (!excess.length) return { depths, heights, bars };
    for (const mark of excess) {
      crowded.small.add(cellOf(mark, scale));
      if (mark.kind === "round") crowded.round.add(cellOf(mark, scale));
    }
  }
}

/* Stack and heap the marks of a lane, each axis by itself. Return the height that those in view
 * take, and the bars. Rows are given to all marks at this zoom, so that none jumps to another row
 * when the view is moved. */
export function fillLane(marks, scales, rowHeight) {
  const bars = [];
  const heights = Object.entries(scales).map(([axis, scale]) => {
    const isInView = ([column]) =>
      column * COLUMN > scale.left - rowHeight && column * COLUMN < scale.right + rowHeight;
    const filling = fillAxis(
      marks.filter((mark) => mark.axis === axis),
      scale,
      rowHeight,
    );
    bars.push(...filling.bars);
    const depths = new Map([...filling.depths].filter(isInView));
    const sums = [...filling.heights].filter(isInView).map(([column, height]) => {
      const near = [column - 1, column, column + 1].map((at) => depths.get(at) ?? 0);
      const depth = Math.max(...near);
      return height + (depth && depth + GAP);
    });
    return Math.max(0, ...depths.values(), ...sums);
  });
  return { height: Math.max(...heights), bars };
}

/* Count the marks of a folded lane in a strip of bars of at most a height. Return the bars. */
export function fillStrip(marks, scales, height) {
  for (const mark of marks) mark.bar = undefined;
  return Object.entries(scales).flatMap(([axis, scale]) => {
    const counted = marks.filter(
      (mark) => mark.axis === axis && mark.kind !== "group" && !mark.isAnnounced,
    );
    return countStrip(counted, scale, height);
  });
}
