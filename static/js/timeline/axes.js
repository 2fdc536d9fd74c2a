/* The three axes of the timeline: their share of the width, their scales, and their ticks. */

import { MS_PER_DAY, toIsoDay, toNumber } from "./days.js";

const MONTH_STEPS = [1, 3, 6, 12, 24, 36, 60];
const DAYS_PER_MONTH = 30.4;

/* Return the domains of the axes, by their names: the rails get the pixels that they need, and the
 * dated time the rest. `plot` is the width of the plot in px. */
export function shareWidth(rails, { plot, isNarrow }) {
  const shareOf = (rail, most) => {
    if (!rail) return 0;
    const pixels = isNarrow ? 13 * rail.slots + 12 : 22 * rail.slots + 14;
    return Math.min(most, pixels / plot);
  };
  const before = shareOf(rails.before, 0.42);
  const ahead = shareOf(rails.ahead, 0.25);
  const gap = (isNarrow ? 6 : 12) / plot;
  const domains = { x: [before && before + gap, 1 - (ahead && ahead + gap)] };
  if (before) domains[rails.before.axis] = [0, before];
  if (ahead) domains[rails.ahead.axis] = [1 - ahead, 1];
  return domains;
}

/* Return the range of a rail, so that its outermost marks are not cut off. */
export function railRange(slots, pixels) {
  if (pixels / slots >= 24 || slots < 2) return [-0.5, slots - 0.5];
  const edge = (12 * (slots - 1)) / Math.max(pixels - 24, 1);
  return [-edge, slots - 1 + edge];
}

/* Return the scale of an axis: from days or slots to pixels of the plot, and back. `day` is the
 * width of a day in px, and `zero` the pixel of the number 0. */
export function makeScale(range, domain, plot) {
  const [from, to] = range.map(toNumber);
  const [left, right] = domain.map((part) => plot * part);
  const unit = (right - left) / (to - from || 1);
  const isTime = typeof range[0] !== "number";
  return {
    left,
    right,
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

/* Return Plotly's ticks for the dated time: years, or months where years stand far apart; where
 * months do too, Plotly chooses days. Labels that would run into a rail's title are left out:
 * `titleSpans` are the pixels that titles take. */
export function makeTicks(scale, range, { titleSpans, isNarrow }) {
  const { left, right, day, toPixel } = scale;
  const monthWidth = isNarrow ? 48 : 64; // px for a month with its year
  const yearWidth = 40; // px
  const step =
    MONTH_STEPS.find(
      (months) => months * DAYS_PER_MONTH * day >= (months < 12 ? monthWidth : yearWidth),
    ) ?? 120;
  if (step * DAYS_PER_MONTH * day > 200) {
    return { nticks: Math.max(2, Math.floor((right - left) / 80)) };
  }
  const [first, last] = range
    .map((end) => new Date(toNumber(end)))
    .map((time) => time.getUTCFullYear() * 12 + time.getUTCMonth());
  const ticks = [];
  for (let month = Math.ceil(first / step) * step; month <= last; month += step) {
    ticks.push(toIsoDay(Date.UTC(Math.floor(month / 12), month % 12)));
  }
  const half = step < 12 ? monthWidth / 2 : 18;
  const isFree = (tick) =>
    !titleSpans.some(([start, end]) => toPixel(tick) + half > start && toPixel(tick) - half < end);
  const monthFormat = isNarrow ? "%b ’%y" : "%b %Y";
  return { tickvals: ticks.filter(isFree), tickformat: step >= 12 ? "%Y" : monthFormat };
}
