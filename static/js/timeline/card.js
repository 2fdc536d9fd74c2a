/* The card beside a mark: its name and what is known of it, for the mouse and for the keyboard. */

import { unescapeMarkup } from "./text.js";

const GAP = 14; // px between a mark and its card

export class Card {
  constructor(timeline) {
    this.timeline = timeline;
    this.element = document.createElement("div");
    this.element.className = "mark-card";
    this.element.hidden = true;
    this.element.ariaHidden = "true"; // a screen reader is told by the status
    timeline.append(this.element);
  }

  /* Show the texts of a mark that stands at a pixel of the timeline, or hide the card. */
  show(mark, { x, y } = {}) {
    this.element.hidden = !mark;
    if (!mark) return;
    const title = document.createElement("strong");
    title.textContent = unescapeMarkup(mark.title);
    const lines = mark.lines.split("<br>").map((line) => {
      const paragraph = document.createElement("span");
      paragraph.textContent = unescapeMarkup(line);
      return paragraph;
    });
    this.element.replaceChildren(title, ...lines);
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const roomAtRight = this.timeline.clientWidth - width;
    const isAbove = y - GAP - height > 0;
    this.element.style.left = `${Math.max(0, Math.min(roomAtRight, x - width / 2))}px`;
    this.element.style.top = `${isAbove ? y - GAP - height : y + GAP}px`;
  }
}
