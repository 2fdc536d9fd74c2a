/* The days in view: how they are read from the address, moved, zoomed and written back. */

import { MS_PER_DAY, toIsoDay, toNumber, widenDays } from "./days.js";

const DAY = /^\d{4}-\d\d-\d\d$/;
const SHORTEST = 14 * MS_PER_DAY;

/* `range` is in view, and `home` the whole time with room at both ends; both are pairs of ISO
 * days, empty where nothing is dated. */
export class View {
  constructor({ first, last }, plotWidth, search) {
    this.home = widenDays(first, last, 14 / plotWidth);
    const days = new URLSearchParams(search).get("view")?.split("/") ?? [];
    const isView = days.length === 2 && days.every((day) => DAY.test(day)) && days[0] < days[1];
    this.range = this.home;
    if (isView) this.moveTo(days);
  }

  get isWhole() {
    return String(this.range) === String(this.home);
  }

  get ends() {
    return this.range.map(toNumber);
  }

  /* Show these days, moved and shortened to lie within the whole. */
  moveTo(range) {
    this.range = this.home.length ? this.#within(range) : this.home;
  }

  #within(range) {
    const [from, to] = range.map(toNumber);
    const [low, high] = this.home.map(toNumber);
    const length = Math.min(to - from, high - low);
    if (length > 0.99 * (high - low)) return this.home; // days were rounded on the way
    const start = Math.min(Math.max(from, low), high - length);
    return [toIsoDay(start), toIsoDay(start + length)];
  }

  /* Return the range that a button asks for. */
  zoomed(way) {
    const [from, to] = this.ends;
    const length = to - from;
    return {
      in: length > SHORTEST ? [from + length / 4, to - length / 4] : [from, to],
      out: [from - length / 2, to + length / 2],
      earlier: [from - length / 3, to - length / 3],
      later: [from + length / 3, to + length / 3],
      reset: this.home.map(toNumber),
    }[way];
  }

  /* Return a range as long as the one in view, with this day in its middle. */
  centredOn(day) {
    const [from, to] = this.ends;
    return [day - (to - from) / 2, day + (to - from) / 2];
  }

  /* Return the range to show around a tapped day: its year, or as many days as are in view now. */
  around(day) {
    if (!this.isWhole) return this.centredOn(day);
    const year = toIsoDay(day).slice(0, 4);
    return widenDays(`${year}-01-01`, `${year}-12-31`, 0.02);
  }

  /* Return the range from one day to another, but not shorter than two weeks. */
  between(one, other) {
    const from = Math.min(one, other);
    return [from, Math.max(one, other, from + SHORTEST)];
  }

  /* Return the days in view, as far as anything is dated in them. */
  within({ first, last }) {
    const [from, to] = this.range;
    return [[first, from].sort()[1], [last, to].sort()[0]];
  }

  /* Write the view into the query of an address. */
  write(parameters) {
    if (this.isWhole) parameters.delete("view");
    else parameters.set("view", this.range.join("/"));
  }
}
