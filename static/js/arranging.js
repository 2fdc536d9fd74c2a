/* Where marks, bars and labels of the timeline stand, in pixels: what timeline.js reckons with and
 * draws by. Nothing here touches the page. */
"use strict";

const ROW = 18; // px between stacked rounds; a round is 17 px
const TICK = 7; // px between heaped statements; a document is two of these high
const COLUMN = 4; // px between heaped statements, side by side
const GAP = 2; // px at least between rounds and what is heaped beneath them
const PAD = 4; // px above and below the marks of a lane
const AXIS = 30; // px for the years on top
const NAME = 24; // px for the name of a lane, and so for a folded one
const MARGIN = 138; // px for the names at the side
const NARROW = 560; // px; below it the lanes' names stand above their marks
const DAY = 86400000;
const LEANS = [0, 1, -1, 2, -2, 3, -3]; // columns that a heaped mark may stand beside its own
const RAILS = { before: "x2", ahead: "x3" };
const KINDS = ["round", "statement", "document"];
const HIGH = 44; // px of the highest bar that stands for a group
const FOLDED = { round: 8, document: 6, statement: 4.3 }; // their sizes as ticks in a folded lane

const BLANK = "\u00a0";

const number = (value) => (typeof value === "number" ? value : Date.parse(`${String(value).slice(0, 10)}T00:00:00Z`));
const isoDay = (time) => new Date(time).toISOString().slice(0, 10);
const clamp = (at, length) => Math.min(length - 1, Math.max(0, at));
const plainly = (escaped) => escaped.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
const note = (text, x, y, rest) => ({ text, x, y, xref: "paper", yref: "paper", showarrow: false, ...rest });
const meet = (a, b) => a[0] < b[1] && b[0] < a[1] && a[2] < b[3] && b[2] < a[3];

/* Two days with room beside them, a share of the time between, so that the outer marks stand whole. */
function padded(first, last, share) {
  if (!first) return [];
  const room = Math.max(0.018, share) * (number(last) - number(first));
  return [isoDay(number(first) - room), isoDay(number(last) + room)];
}

/* The range of a rail of that many slots, so that the outer marks stand whole within its pixels. */
function railRange(slots, pixels) {
  if (pixels / slots >= 24 || slots < 2) return [-0.5, slots - 0.5];
  const edge = (12 * (slots - 1)) / Math.max(pixels - 24, 1);
  return [-edge, slots - 1 + edge];
}

/* From days or slots to pixels of the plot, and back. */
function scale(range, domain, plot) {
  const [from, to] = range.map(number);
  const [left, right] = domain.map((part) => plot * part);
  const unit = (right - left) / (to - from || 1);
  const isTime = typeof range[0] !== "number";
  return {
    left, right,
    day: isTime ? unit * DAY : 0, // px
    zero: left - from * unit,
    px: (value) => left + (number(value) - from) * unit,
    value: (px) => {
      const value = from + (px - left) / unit;
      return isTime ? new Date(value).toISOString().slice(0, 16).replace("T", " ") : value;
    },
  };
}

function columns(from, to) {
  const first = Math.round(from / COLUMN);
  return Array.from({ length: Math.round(to / COLUMN) - first + 1 }, (_, at) => first + at);
}

/* The order in which the keyboard walks the marks: by lane, in time, on a rail first its rounds. */
function inOrder(a, b) {
  const rank = ({ axis, kind }) => ["x2", "x", "x3"].indexOf(axis) + (axis === "x" || kind === "round" ? 0 : 0.5);
  return a.told[0] - b.told[0] || rank(a) - rank(b) || number(a.day) - number(b.day) || a.index - b.index;
}

/* Stack rounds, the leftmost first, each in the first row where it touches no other. Return how far
 * down they reach, by column. */
function stack(marks) {
  const depths = new Map();
  const rows = [];
  for (const mark of marks.sort((a, b) => a.from - b.from || a.index - b.index)) {
    const free = rows.findIndex((end) => end <= mark.from);
    mark.row = free < 0 ? rows.length : free;
    rows[mark.row] = mark.to;
    for (const column of columns(mark.from, mark.to)) {
      depths.set(column, Math.max(depths.get(column) ?? 0, (mark.row + 1) * ROW));
    }
  }
  return depths;
}

/* Heap small marks from the bottom of their lane, each as near to its day as the others let it:
 * they lean a few pixels aside rather than rise high. Return how high they reach, by column. */
function heap(marks, { zero, value }) {
  const heights = new Map();
  const taken = new Set();
  const isFree = (cells, row) => cells.every((column) => !taken.has(`${column} ${row}`));
  const order = (mark) => (mark.kind === "document" ? 0 : 1);
  for (const mark of marks.sort((a, b) => order(a) - order(b) || a.px - b.px || a.index - b.index)) {
    const high = mark.kind === "document" ? 2 : 1;
    // Columns count from a day and not from the edge of the view, so that a pan leaves them alone.
    const home = Math.round((mark.px - zero) / COLUMN) * COLUMN + zero;
    const half = mark.kind === "document" ? COLUMN : 0;
    const isLong = mark.to - mark.from > 3 * COLUMN;
    let best;
    for (const lean of isLong ? [0] : LEANS) {
      const at = home + lean * COLUMN;
      const cells = isLong ? columns(mark.from, mark.to) : columns(at - half, at + half);
      let row = 0;
      while (row < 12 && !(isFree(cells, row) && (high === 1 || isFree(cells, row + 1)))) row += 1;
      const cost = row + (high === 1 ? 0.65 : 1.05) * Math.abs(lean);
      if (!best || cost < best.cost) best = { cost, row, cells, lean };
    }
    mark.row = best.row;
    mark.px = home + best.lean * COLUMN;
    mark.x = value(mark.px);
    for (const column of best.cells) {
      for (let row = best.row; row < best.row + high; row += 1) taken.add(`${column} ${row}`);
      heights.set(column, Math.max(heights.get(column) ?? 0, (best.row + high) * TICK));
    }
  }
  return heights;
}

/* How high the bar of a group stands: twice the area for twice as many would hide the small. */
function heightOf(total, most) {
  return Math.round(5 + (HIGH - 5) * Math.sqrt(total / most));
}

/* How high groups reach, by column. */
function pile(marks) {
  const heights = new Map();
  for (const { from, to, high } of marks) {
    for (const column of columns(from + 1, to - 1)) heights.set(column, Math.max(heights.get(column) ?? 0, high));
  }
  return heights;
}

/* How thick the bar of a mark is: that of a round is a line, a pale one a band. */
function thickness({ kind, sure }) {
  if (kind === "round") return sure ? 5 : 11;
  return sure ? 3 : 6;
}

/* Whether a trail runs through a box. */
function crossed([left, right, top, bottom], trails, { px }) {
  if (!trails) return false;
  const { x, y } = trails;
  const middle = (top + bottom) / 2;
  for (let at = 0; at < x.length; at += 3) {
    if (y[at] === null || Math.min(y[at], y[at + 1]) > bottom || Math.max(y[at], y[at + 1]) < top) continue;
    const [from, to] = [px(x[at]), px(x[at + 1])];
    const level = y[at] === y[at + 1];
    const here = level ? [from, to] : [from + ((to - from) * (middle - y[at])) / (y[at + 1] - y[at])];
    if (Math.min(...here) - 8 < right && Math.max(...here) + 8 > left) return true;
  }
  return false;
}

/* The days of a round in words: "16 Feb", "23–24 Jan", "23 Feb – 3 Mar". */
function daysInWords([from, to]) {
  const [first, last] = [from, to - DAY].map((time) => new Date(time));
  const month = (day) => day.toLocaleDateString("en-GB", { month: "short", timeZone: "UTC" }).slice(0, 3);
  const [a, b] = [first.getUTCDate(), last.getUTCDate()];
  if (first.getTime() === last.getTime()) return `${a} ${month(first)}`;
  return month(first) === month(last) ? `${a}–${b} ${month(first)}` : `${a} ${month(first)} – ${b} ${month(last)}`;
}

/* Break text into lines of at most so many characters. */
function wrapped(text, most) {
  const lines = [""];
  for (const word of text.split(" ")) {
    if (lines.at(-1) && (lines.at(-1) + word).length >= most) lines.push("");
    lines.push(`${lines.pop()} ${word}`.trim());
  }
  return lines.join("<br>");
}

/* A line beneath a line, in the colour of the ground, so that it stands out from what it crosses. */
function haloed(trace, ground) {
  const wide = { color: ground, width: 4 };
  return { ...trace, meta: "halo", line: wide, marker: { ...trace.marker, line: wide } };
}
