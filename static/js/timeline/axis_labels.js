/* The axis on top of the timeline: it stays in sight while one scrolls down the lanes. */

import { makeTicks, titleOfRail } from "./axes.js";

/* Shows the ticks of the dated time, and the title of the rail beside it. */
export class AxisLabels {
  constructor(timeline) {
    this.element = document.createElement("div");
    this.element.className = "axis";
    this.element.ariaHidden = "true"; // the list says each date
    timeline.prepend(this.element);
  }

  /* Show what a range needs in an arrangement. Return the times of the ticks, in ms. */
  show({ meta, scales, left, right, range }) {
    const title = titleOfRail(meta.rails, scales);
    const ticks = meta.first
      ? makeTicks(scales.x, range, {
          titleSpans: title ? [title.span] : [],
          edges: [Math.max(-left, scales.x.left - 18), scales.x.right + right],
        })
      : [];
    this.element.replaceChildren(
      ...ticks.map(({ label, middle }) => this.#write(label, left + middle, "tick")),
      ...(title ? [this.#write(title.text, left + title.span[0], "rail-title")] : []),
    );
    return ticks.map(({ time }) => time);
  }

  #write(text, pixel, name) {
    const label = document.createElement("span");
    label.className = name;
    label.textContent = text;
    label.style.left = `${pixel}px`;
    return label;
  }
}
