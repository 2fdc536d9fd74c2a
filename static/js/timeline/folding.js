/* The names of the lanes, which fold and unfold them, and the record of which are folded. */

import { AXIS_HEIGHT } from "./arrangement.js";
import { countsInWords } from "./text.js";

/* Whether the reader has folded or unfolded anything in this tab: it outlives the page, which is
 * loaded anew where one goes back, and an address cannot say that nothing is folded. */
const choice = {
  key: "lanes-chosen",
  get isThere() {
    return sessionStorage.getItem(this.key) !== null;
  },
  keep() {
    sessionStorage.setItem(this.key, "yes");
  },
  forget() {
    sessionStorage.removeItem(this.key);
  },
};

/* Calls `onChange` when the reader folds or unfolds a lane. On a phone all lanes are folded until the
 * reader chooses otherwise; the address says only what was chosen. */
export class Folding {
  constructor(timeline, { lanes, isFoldedAtFirst, signal, onChange }) {
    this.figure = timeline.parentElement;
    this.lanes = lanes;
    this.onChange = onChange;
    this.foldedKeys = new Set(this.#inputs().map(({ value }) => value));
    this.isChosen =
      choice.isThere || this.foldedKeys.size > 0 || !isFoldedAtFirst || lanes.length < 2;
    if (!this.isChosen) this.foldedKeys = new Set(lanes.map(({ key }) => key));
    this.buttons = lanes.map((lane) => this.#nameButton(lane, signal));
    const names = document.createElement("div");
    names.className = "lane-names";
    names.role = "group";
    names.ariaLabel = "Collapse or expand";
    names.append(...this.buttons);
    timeline.prepend(names);
    this.foldAllButton = this.figure.querySelector("[data-fold]");
    const foldAll = () => this.fold(this.lanes, !this.#anyFolded());
    this.foldAllButton.addEventListener("click", foldAll, { signal });
    // Other lanes have other keys. This runs before the form hears of the change and sends them.
    const forget = () => {
      choice.forget();
      this.isChosen = true;
      this.foldedKeys.clear();
      this.show();
    };
    this.figure.querySelector("#lanes").addEventListener("change", forget, { signal });
    document.addEventListener("htmx:configRequest", ({ detail }) => this.#send(detail), { signal });
    this.show();
  }

  #nameButton(lane, signal) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `lane-name tone-${lane.tone}`;
    button.textContent = lane.label;
    const total = document.createElement("span");
    total.className = "lane-total";
    total.textContent = Object.values(lane.counts).reduce((sum, count) => sum + count, 0);
    total.ariaHidden = "true";
    button.append(total);
    button.title = countsInWords(lane.counts);
    const toggle = () => this.fold([lane], !this.foldedKeys.has(lane.key));
    button.addEventListener("click", toggle, { signal });
    return button;
  }

  fold(lanes, isFolded) {
    choice.keep();
    this.isChosen = true;
    for (const { key } of lanes) {
      if (isFolded) this.foldedKeys.add(key);
      else this.foldedKeys.delete(key);
    }
    this.show();
    this.onChange();
  }

  #anyFolded() {
    return this.lanes.some(({ key }) => this.foldedKeys.has(key));
  }

  #chosenKeys() {
    return this.isChosen ? [...this.foldedKeys] : [];
  }

  #inputs() {
    return [...this.figure.querySelectorAll("input[name=folded]")];
  }

  /* Show which lanes are folded, and put their keys into the form for its next request. */
  show() {
    this.lanes.forEach(({ key }, at) => {
      this.buttons[at].ariaExpanded = String(!this.foldedKeys.has(key));
    });
    this.foldAllButton.hidden = this.lanes.length < 2;
    this.foldAllButton.textContent = this.#anyFolded() ? "Expand all" : "Collapse all";
    for (const input of this.#inputs()) input.remove();
    for (const value of this.#chosenKeys()) {
      const input = document.createElement("input");
      this.figure.append(Object.assign(input, { type: "hidden", name: "folded", value }));
    }
  }

  /* Send with any request the keys that are folded now: links hold those of an earlier moment. */
  #send(request) {
    const [path, query] = request.path.split("?");
    const parameters = new URLSearchParams(query);
    parameters.delete("folded");
    if (query) request.path = `${path}?${parameters}`.replace(/\?$/, "").replaceAll("%2F", "/");
    request.parameters.folded = this.#chosenKeys();
  }

  /* Return the height of the name of a lane. */
  nameHeight(at) {
    return this.buttons[at].scrollHeight;
  }

  /* Put each name beside its lane; on a phone that of a folded lane over all of it. */
  placeNames({ lanes, isNarrow }) {
    this.buttons.forEach((button, at) => {
      const { line, bottom, isThin, isFolded } = lanes[at];
      button.style.insetBlockStart = `${AXIS_HEIGHT + line}px`;
      button.style.blockSize = isNarrow && isFolded ? `${bottom - line}px` : "";
      button.toggleAttribute("data-thin", isThin);
    });
  }

  /* Write the folded keys into the query of an address. */
  write(parameters) {
    parameters.delete("folded");
    for (const key of this.#chosenKeys()) parameters.append("folded", key);
  }
}
