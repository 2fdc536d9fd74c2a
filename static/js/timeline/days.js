/* Days as numbers, as ISO texts and in words. */

export const MS_PER_DAY = 86400000;

/* Return the milliseconds since 1970 of an ISO day; a number, such as a slot of a rail, stays. */
export function toNumber(value) {
  if (typeof value === "number") return value;
  return Date.parse(`${String(value).slice(0, 10)}T00:00:00Z`);
}

export function toIsoDay(time) {
  return new Date(time).toISOString().slice(0, 10);
}

/* Return two days, widened at both ends by a share of the time between, so that the outermost marks
 * are not cut off; no days where there are none. */
export function widenDays(first, last, share) {
  if (!first) return [];
  const room = Math.max(0.018, share) * (toNumber(last) - toNumber(first));
  return [toIsoDay(toNumber(first) - room), toIsoDay(toNumber(last) + room)];
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/* Return a day in words, as the site writes it: "8 Jan". */
export function dayInWords(time) {
  const day = new Date(time);
  return `${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]}`;
}

/* Return the days of a round in words: "16 Feb", "23–24 Jan", "23 Feb – 3 Mar". The end is the
 * midnight after the last day. */
export function daysInWords([start, end]) {
  const [first, last] = [start, end - MS_PER_DAY].map((time) => new Date(time));
  if (first.getTime() === last.getTime()) return dayInWords(first);
  const isOneMonth = first.toISOString().slice(0, 7) === last.toISOString().slice(0, 7);
  if (isOneMonth) return `${first.getUTCDate()}–${dayInWords(last)}`;
  return `${dayInWords(first)} – ${dayInWords(last)}`;
}

/* Return two ISO days in words, with their years: "16 Feb 2017", "3–9 Mar 2017". */
export function spanInWords(first, last) {
  const [from, to] = [first, last].map((day) => day.slice(0, 4));
  const end = toNumber(last) + MS_PER_DAY;
  if (from === to) return `${daysInWords([toNumber(first), end])} ${to}`;
  return `${dayInWords(first)} ${from} – ${dayInWords(last)} ${to}`;
}

export const monthInWords = (month) => MONTHS[month];
