/* Bars that count marks: where more stand over one stretch of time than there is room for, and in
 * the strip of a folded lane. Each covers the days of its marks to the pixel, and opens their list. */

import { spanInWords } from "./days.js";
import { countsInWords } from "./text.js";

export const COLUMN = 4; // px between heaped marks, side by side
const CROWD_WIDTH = 4 * COLUMN;
const STRIP_WIDTH = 2 * COLUMN;
const TALLEST_CROWD = 42; // px

/* Return the number of the cell of time in which a mark stands. Cells count from a day, not from the
 * edge of the view, so that panning moves no mark. */
export function cellOf({ pixel }, { zero }, width = CROWD_WIDTH) {
  return Math.floor((Math.round((pixel - zero) / COLUMN) * COLUMN) / width);
}

/* Return the bars that count some marks of a lane and axis, each `width` wide or one for all, as
 * high as `heightOf` says for a number of marks. Each mark gets its bar as `bar`. */
function countInBars(marks, scale, { width, heightOf }) {
  const bars = new Map();
  for (const mark of marks) {
    const cell = scale.day ? cellOf(mark, scale, width) : 0;
    const from = scale.day
      ? cell * width + scale.zero - COLUMN / 2
      : (scale.left + scale.right - width) / 2;
    const { axis, lane } = mark;
    if (!bars.has(cell)) {
      bars.set(cell, { kind: "bar", axis, lane, from, to: from + width, marks: [] });
    }
    mark.bar = bars.get(cell);
    mark.bar.marks.push(mark);
  }
  for (const bar of bars.values()) {
    bar.total = bar.marks.length;
    bar.height = heightOf(bar.total);
    bar.pixel = (bar.from + bar.to) / 2;
  }
  return [...bars.values()];
}

/* Count marks that are too many in bars, over which their number is written. */
export function countCrowd(marks, scale) {
  const heightOf = (total) => Math.min(TALLEST_CROWD, Math.round(8 + 5 * Math.sqrt(total)));
  return countInBars(marks, scale, { width: CROWD_WIDTH, heightOf });
}

/* Count the marks of a folded lane of a height in a strip of bars. */
export function countStrip(marks, scale, height) {
  const heightOf = (total) => Math.min(height, Math.round(3 + 3 * Math.sqrt(total)));
  return countInBars(marks, scale, { width: STRIP_WIDTH, heightOf });
}

/* Give bars the address of their list and the texts of their mark. */
export function describeBars(bars, lanes) {
  for (const bar of bars) {
    const days = bar.marks.map(({ day }) => String(day).slice(0, 10)).sort();
    const [first, last] = [days[0], days.at(-1)];
    const isDated = bar.axis === "x";
    const { key, label } = lanes[bar.lane];
    const counts = { round: 0, statement: 0, document: 0 };
    for (const { kind } of bar.marks) counts[kind] += 1;
    bar.path = `lanes/${key}/${isDated ? `${first}/${last}` : "undated"}`;
    if (isDated && !counts.round) bar.path += "/no-rounds";
    bar.title = countsInWords(counts);
    bar.lines = `${label}, ${isDated ? spanInWords(first, last) : "no date given"}`;
  }
}
