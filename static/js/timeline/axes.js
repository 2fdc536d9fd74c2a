/* The axes of the timeline: their share of the width, their scales, and their ticks. */

import { dayInWords, MS_PER_DAY, monthInWords, toIsoDay, toNumber } from "./days.js";

const LETTER = 6.5; // px; the width of a letter of a label or title
const DAYS_PER_MONTH = 30.4;
const EVERY_DAY = Array.from({ length: 31 }, (_, at) => at + 1);

/* What ticks may be, the finest first: at which times they stand, what they are called, how many
 * days apart they are at least, and the pixels that each must have. */
const TICK_STEPS = [
  ...[
    [1, EVERY_DAY],
    [2, EVERY_DAY.filter((day) => day % 2 && day < 31)],
    [5, [1, 6, 11, 16, 21, 26]],
    [7, [1, 8, 15, 22]],
    [14, [1, 15]],
  ].map(([days, numbers]) => ({
    days,
    width: 62, // of which a day with its year takes more than half
    times: (from, to) => daysOfMonths(numbers, from, to),
    label: dayInWords,
  })),
  ...[1, 3, 6].map((months) => ({
    days: months * DAYS_PER_MONTH,
    width: 44,
    times: (from, to) => firstsOfMonths(months, from, to),
    label: (time) => monthInWords(new Date(time).getUTCMonth()),
  })),
  ...[1, 2, 3, 5, 10].map((years) => ({
    days: 365 * years,
    width: 40,
    times: (from, to) => firstsOfMonths(12 * years, from, to),
    label: (time) => String(new Date(time).getUTCFullYear()),
  })),
];

/* Return the domains of the axes, by their names: the rail of what has no date gets the pixels that
 * it needs, and the dated time the rest. `plot` is the width of the plot in px. */
export function shareWidth({ before }, { plot, isNarrow }) {
  if (!before) return { x: [0, 1] };
  const pixels = isNarrow ? 13 * before.slots + 12 : 22 * before.slots + 14;
  const share = Math.min(0.42, pixels / plot);
  return { x: [share + (isNarrow ? 6 : 12) / plot, 1], [before.axis]: [0, share] };
}

/* Return the title of the rail, if there is one: its `text`, the short one where there is no room
 * for the other, and the pixels that it takes. */
export function titleOfRail({ before }, scales) {
  if (!before) return null;
  const { left, right } = scales[before.axis];
  const hasRoom = right - left >= LETTER * before.title.length;
  const text = hasRoom ? before.title : before.short_title;
  return { text, span: [left, left + LETTER * text.length] };
}

/* Return the range of a rail, so that its outermost marks are not cut off. */
export function railRange(slots, pixels) {
  if (pixels / slots >= 24 || slots < 2) return [-0.5, slots - 0.5];
  const edge = (12 * (slots - 1)) / Math.max(pixels - 24, 1);
  return [-edge, slots - 1 + edge];
}

/* Return the scale of an axis: from days or slots to pixels of the plot, and back. `unit`
 * is the width of 1 in px, `day` that of a day, and `zero` the pixel of the number 0. */
export function makeScale(range, domain, plot) {
  const [from, to] = range.map(toNumber);
  const [left, right] = domain.map((part) => plot * part);
  const unit = (right - left) / (to - from || 1);
  const isTime = typeof range[0] !== "number";
  return {
    left,
    right,
    unit,
    day: isTime ? unit * MS_PER_DAY : 0,
    zero: left - from * unit,
    toPixel: (value) => left + (toNumber(value) - from) * unit,
    toValue: (pixel) => {
      const value = from + (pixel - left) / unit;
      if (!isTime) return value;
      return new Date(value).toISOString().slice(0, 16).replace("T", " ");
    },
  };
}

/* Return the ticks of the dated time, the first to the last in view, each with its `time` in ms, its
 * `label` and the pixel of the label's `middle`: years, months or days, as fine as their labels have
 * room. The year is written with the first, and with each that begins another. Labels that would run
 * into a rail's title are left out: `titleSpans` are the pixels that titles take, and `edges` those
 * between which labels may stand. */
export function makeTicks(scale, range, { titleSpans, edges }) {
  const [first, last] = range.map(toNumber);
  const step = TICK_STEPS.find(({ days, width }) => days * scale.day >= width) ?? TICK_STEPS.at(-1);
  const ticks = [];
  let year = "";
  let free = edges[0];
  for (const time of step.times(first, last)) {
    const yearHere = String(new Date(time).getUTCFullYear());
    const short = step.label(time);
    const label = yearHere === year || short === yearHere ? short : `${short} ${yearHere}`;
    const half = (LETTER * label.length) / 2;
    const middle = scale.toPixel(time);
    const [from, to] = [middle - half, middle + half];
    const isHidden = titleSpans.some(([start, end]) => to > start && from < end);
    if (isHidden || from < free || to > edges[1]) continue;
    ticks.push({ time, label, middle });
    year = yearHere;
    free = to + LETTER;
  }
  return ticks;
}

/* Return the first day of each so manieth month from one time to another. */
function firstsOfMonths(months, from, to) {
  const [first, last] = [from, to].map((time) => {
    const day = new Date(time);
    return day.getUTCFullYear() * 12 + day.getUTCMonth();
  });
  const times = [];
  for (let month = Math.ceil(first / months) * months; month <= last; month += months) {
    times.push(Date.UTC(Math.floor(month / 12), month % 12));
  }
  return times.filter((time) => time >= from && time <= to);
}

/* Return the days from one time to another that are such days of their month. */
function daysOfMonths(numbers, from, to) {
  return firstsOfMonths(1, from - 31 * MS_PER_DAY, to)
    .flatMap((month) => {
      const days = numbers.map((number) => month + (number - 1) * MS_PER_DAY);
      return days.filter((day) => toIsoDay(day).slice(0, 7) === toIsoDay(month).slice(0, 7));
    })
    .filter((day) => day >= from && day <= to);
}
