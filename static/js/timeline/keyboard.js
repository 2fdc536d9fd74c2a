/* Walking the marks by keyboard. */

import { textOf } from "./text.js";

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };
const LANE_STEPS = { ArrowDown: 1, ArrowUp: -1 };
const ROUND_KEYS = { r: 1, R: -1 };
const ZOOMS = { "+": "in", "=": "in", "-": "out", 0: "reset" };

/* Holds the mark that the keyboard has reached, and keeps it while the reader is elsewhere. `marks()`
 * returns all of them in their order; the walk begins with the first that `isInView(mark)`.
 * `laneLabel(mark)` names its lane. `onMove(mark)` is called with the mark reached, or none when the
 * reader leaves. */
export class Keyboard {
  #reached;

  constructor(timeline, { signal, ...rest }) {
    Object.assign(this, { timeline, ...rest });
    timeline.addEventListener("keydown", (event) => this.#handle(event), { signal });
    timeline.addEventListener("blur", () => this.onMove(), { signal });
    timeline.addEventListener("focus", () => this.#reached && this.#moveTo(this.#at), { signal });
  }

  /* The mark that the keyboard has reached, while the timeline has the focus. */
  get mark() {
    return this.timeline === document.activeElement ? this.marks()[this.#at] : undefined;
  }

  /* Go on from this mark. */
  reach(mark) {
    this.#reached = mark;
  }

  get #at() {
    const isReached = ({ path, lane }) =>
      path === this.#reached?.path && lane === this.#reached.lane;
    return this.marks().findIndex(isReached);
  }

  #handle(event) {
    const { key, shiftKey } = event;
    if (event.target !== this.timeline || event.ctrlKey || event.metaKey || event.altKey) return;
    const last = this.marks().length - 1;
    if (key in STEPS) this.#step(STEPS[key], { roundsOnly: shiftKey });
    else if (key in ROUND_KEYS) this.#step(ROUND_KEYS[key], { roundsOnly: true });
    else if (key in LANE_STEPS) this.#moveTo(this.#nearestInLane(LANE_STEPS[key]));
    else if (key === "Home") this.#moveTo(0);
    else if (key === "End") this.#moveTo(last);
    else if (key === "Enter" && this.mark) this.open(this.mark.path);
    else if (key in ZOOMS) this.zoom(ZOOMS[key]);
    else return;
    event.preventDefault();
  }

  /* Go to the next mark, or the next round; from nowhere to the one to begin with. */
  #step(step, { roundsOnly }) {
    const marks = this.marks();
    const isWanted = ({ kind }) => !roundsOnly || kind === "round";
    const at = this.#at;
    const start = at < 0 ? this.#findStart(isWanted) : at + step;
    for (let next = start; next >= 0 && next < marks.length; next += step) {
      if (isWanted(marks[next])) return this.#moveTo(next);
    }
    return this.#moveTo(at);
  }

  #findStart(isWanted) {
    const marks = this.marks();
    const start = marks.findIndex((mark) => isWanted(mark) && this.isInView(mark));
    return start < 0 ? marks.findIndex(isWanted) : start;
  }

  /* Return the number of the mark in the next lane, up or down, that stands nearest. */
  #nearestInLane(step) {
    const marks = this.marks();
    const at = this.#at;
    if (at < 0) return this.#findStart(() => true);
    const here = marks[at];
    const lanes = [...new Set(marks.map(({ lane }) => lane))].sort((a, b) => a - b);
    const lane = lanes[lanes.indexOf(here.lane) + step];
    const [nearest] = marks
      .map((mark, number) => ({ number, gap: Math.abs(mark.pixel - here.pixel), lane: mark.lane }))
      .filter((candidate) => candidate.lane === lane)
      .sort((a, b) => a.gap - b.gap);
    return nearest?.number ?? at;
  }

  #moveTo(at) {
    const mark = this.marks()[at];
    if (!mark) return;
    this.#reached = mark;
    const place = `${at + 1} of ${this.marks().length}`;
    const text = `${textOf(mark)}. ${this.laneLabel(mark)}; ${place}`;
    document.getElementById("timeline-status").textContent = text;
    this.onMove(mark);
  }
}
