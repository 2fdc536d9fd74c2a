/* The overview strip: its window is over the days in view. A drag moves the window or one of its
 * edges, or chooses another; a tap goes to its day, and to its year where all is in view. */

import { toNumber } from "./days.js";

export class Overview {
  #drag = null;

  /* `period` holds the ends of the dated time. `look(range)` is called with what the reader
   * chooses, and `release()` when a drag ends. */
  constructor(strip, { view, period, signal, look, release }) {
    this.strip = strip;
    this.view = view;
    this.period = period.map(toNumber);
    this.look = look;
    this.release = release;
    const handlers = {
      pointerdown: (event) => this.#press(event),
      pointermove: (event) => this.#move(event),
      pointerup: (event) => this.#drop(event),
      pointercancel: () => {
        this.#drag = null;
      },
    };
    for (const [name, handler] of Object.entries(handlers)) {
      strip.addEventListener(name, handler, { signal });
    }
  }

  get isDragged() {
    return this.#drag !== null;
  }

  #dayAt({ clientX }) {
    const { left, width } = this.strip.getBoundingClientRect();
    const [first, last] = this.period;
    return first + Math.min(1, Math.max(0, (clientX - left) / width)) * (last - first);
  }

  /* Return what a press here would drag: an edge of a window, whose other edge is the `anchor`, or
   * the window, of this `length` and `grabbed` so far from its start. */
  #gripAt(event) {
    const day = this.#dayAt(event);
    const [from, to] = this.view.ends;
    const [first, last] = this.period;
    const pixels = event.pointerType === "touch" ? 14 : 6;
    const near = (pixels * (last - first)) / this.strip.clientWidth;
    if (this.view.isWhole) return { anchor: day };
    if (Math.abs(day - from) < near) return { anchor: to };
    if (Math.abs(day - to) < near) return { anchor: from };
    return day > from && day < to ? { grabbed: day - from, length: to - from } : { anchor: day };
  }

  #press(event) {
    this.#drag = { ...this.#gripAt(event), x: event.clientX, hasMoved: false, frame: 0 };
    this.strip.setPointerCapture(event.pointerId);
  }

  #move(event) {
    const drag = this.#drag;
    if (!drag) {
      this.strip.style.cursor = "anchor" in this.#gripAt(event) ? "ew-resize" : "grab";
      return;
    }
    drag.hasMoved ||= Math.abs(event.clientX - drag.x) > 4;
    if (!drag.hasMoved || drag.frame) return;
    drag.frame = requestAnimationFrame(() => {
      if (!this.#drag) return;
      this.#drag.frame = 0;
      this.#follow(event, this.#drag);
    });
  }

  #follow(event, { anchor, grabbed, length }) {
    const day = this.#dayAt(event);
    const start = day - grabbed;
    this.look(anchor === undefined ? [start, start + length] : this.view.between(anchor, day));
  }

  #drop(event) {
    const drag = this.#drag;
    this.#drag = null;
    this.release();
    if (drag?.hasMoved) this.#follow(event, drag);
    else if (drag) this.look(this.view.around(this.#dayAt(event)));
  }

  /* Place the strip under the dated time, and its window over the days in view. */
  place({ left: margin, scales }) {
    const [low, high] = this.view.home.map(toNumber);
    const [first, last] = this.period;
    const [from, to] = this.view.ends;
    const { left, right } = scales.x;
    const edge = ((right - left) * (first - low)) / (high - low);
    this.strip.style.marginInlineStart = `${margin + left + edge}px`;
    this.strip.style.inlineSize = `${right - left - 2 * edge}px`;
    this.strip.dataset.placed = "";
    this.strip.toggleAttribute("data-whole", this.view.isWhole);
    const percentOf = (day) => {
      const percent = (100 * (day - first)) / (last - first);
      return Math.min(100, Math.max(0, percent));
    };
    const frame = this.strip.querySelector(".window");
    frame.setAttribute("x", percentOf(from));
    frame.setAttribute("width", Math.max(1, percentOf(to) - percentOf(from)));
  }
}
