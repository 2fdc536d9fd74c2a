/* Days as numbers, as ISO texts and in words. */

export const MS_PER_DAY = 86400000;

/* Return a day's milliseconds since 1970; a number, such as a slot of a rail, stays as it is. */
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

/* Return the days of a round in words: "16 Feb", "23–24 Jan", "23 Feb – 3 Mar". The end is the
 * midnight after the last day. */
export function daysInWords([start, end]) {
  const [first, last] = [start, end - MS_PER_DAY].map((time) => new Date(time));
  const [firstDay, lastDay] = [first.getUTCDate(), last.getUTCDate()];
  const [firstMonth, lastMonth] = [first, last].map((day) =>
    day.toLocaleDateString("en-GB", { month: "short", timeZone: "UTC" }).slice(0, 3),
  );
  if (first.getTime() === last.getTime()) return `${firstDay} ${firstMonth}`;
  if (firstMonth === lastMonth) return `${firstDay}–${lastDay} ${firstMonth}`;
  return `${firstDay} ${firstMonth} – ${lastDay} ${lastMonth}`;
}
