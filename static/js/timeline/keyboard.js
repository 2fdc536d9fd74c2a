/* Walking the marks by keyboard. */

import { textOf } from "./text.js";

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };
const LANE_STEPS = { ArrowDown: 1, ArrowUp: -1 };
const ZOOMS = { "+": "in", "=": "in", "-": "out", 0: "reset" };

/* Holds the mark that the keyboard has reached. `marks()` returns all of them in their order;
 * `onMove(mark)` is called with the mark reached, or none when the reader leaves. */
export class Keyboard {
  #at = -1;

  constructor(timeline, { marks, signal, onMove, open, zoom }) {
    this.timeline = timeline;
    this.marks = marks;
    this.onMove = onMove;
    this.open = open;
    this.zoom = zoom;
    timeline.addEventListener("keydown", (event) => this.#handle(event), { signal });
    timeline.addEventListener("blur", () => this.#moveTo(-1), { signal });
  }

  get mark() {
    return this.marks()[this.#at];
  }

  /* Forget the mark: the figure has others. */
  reset() {
    this.#at = -1;
  }

  #handle(event) {
    const { key } = event;
    if (event.target !== this.timeline || event.ctrlKey || event.metaKey || event.altKey) return;
    const last = this.marks().length - 1;
    if (key in STEPS) this.#moveTo(Math.min(last, Math.max(0, this.#at + STEPS[key])));
    else if (key in LANE_STEPS) this.#moveTo(this.#nearestInLane(LANE_STEPS[key]));
    else if (key === "Home") this.#moveTo(0);
    else if (key === "End") this.#moveTo(last);
    else if (key === "Enter" && this.mark) this.open(this.mark.path);
    else if (key in ZOOMS) this.zoom(ZOOMS[key]);
    else return;
    event.preventDefault();
  }

  /* Return the number of the mark in the next lane, up or down, that stands nearest. */
  #nearestInLane(step) {
    const marks = this.marks();
    const here = marks[Math.max(this.#at, 0)];
    const lane = here.lane + (this.#at < 0 ? 0 : step);
    const [nearest] = marks
      .map((mark, at) => ({ at, gap: Math.abs(mark.pixel - here.pixel), lane: mark.lane }))
      .filter((candidate) => candidate.lane === lane)
      .sort((a, b) => a.gap - b.gap);
    return nearest?.at ?? Math.max(this.#at, 0);
  }

  #moveTo(at) {
    if (at === this.#at) return;
    this.#at = at;
    const { mark } = this;
    if (mark) {
      const place = `${at + 1} of ${this.marks().length}`;
      document.getElementById("timeline-status").textContent = `${textOf(mark)}; ${place}`;
    }
    this.onMove(mark);
  }
}
