/* <talks-timeline>: draws the figure of the page, stacked for the width at hand, and lets mouse,
 * finger and keyboard zoom it, walk it, fold its lanes and open what it shows.
 *
 * The server says what stands in which lane and when; the browser knows the pixels. Until the script
 * has come, chart.css hides what is below, so that nothing moves. Plotly comes later. */

import { CONFIG, loadPlotly } from "../plotly_style.js";
import { AddressWriter, askForDates } from "./address.js";
import { AXIS_HEIGHT, arrange, isNarrow, placeTraces, RIGHT } from "./arrangement.js";
import { makeScale } from "./axes.js";
import { AxisLabels } from "./axis_labels.js";
import { Card } from "./card.js";
import { toNumber } from "./days.js";
import { drawFigure } from "./drawing.js";
import { FinerFigure } from "./finer_figure.js";
import { Folding } from "./folding.js";
import { Keyboard } from "./keyboard.js";
import { Marks, sortForKeyboard } from "./marks.js";
import { Overview } from "./overview.js";
import { watchPointer } from "./pointing.js";
import { scrollIntoSight } from "./sight.js";
import { View } from "./view.js";

// px of 180 mm and 225 mm, which A4 and Letter both have between their margins
const PAPER_WIDTH = 680;
const PAPER_HEIGHT = 850;
const PAPER_SCALES = [1, 0.9, 0.8, 0.7, 0.62]; // smaller, its letters could not be read

class Timeline extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.chart = this.querySelector(".chart");
    this.show(JSON.parse(this.parentElement.querySelector("script").textContent));
    const { domain } = this.figure.layout.xaxis;
    const plotWidth = this.clientWidth * (domain[1] - domain[0]);
    this.view = new View(this.meta, plotWidth, location.search);
    this.axisLabels = new AxisLabels(this);
    this.card = new Card(this);
    this.folding = this.makeFolding(signal);
    this.keyboard = this.makeKeyboard(signal);
    this.overview = this.makeOverview(signal);
    this.address = new AddressWriter([this.view, this.folding], signal);
    this.finer = new FinerFigure(this.dataset.figure, {
      view: this.view,
      signal,
      show: (figure) => {
        this.show(figure);
        this.draw();
      },
    });
    this.listenToButtons(signal);
    watchPointer(this, signal);
    const redraw = () => this.draw();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw, { signal });
    window.addEventListener("beforeprint", () => this.drawForPaper(true), { signal });
    window.addEventListener("afterprint", () => this.drawForPaper(false), { signal });
    this.resizing = new ResizeObserver(() => {
      if (!this.paperWidth && this.clientWidth !== this.arrangement.width) this.draw();
    });
    this.arrange();
    this.keyboard.reach(this.openMarks()[0]);
    this.load();
  }

  disconnectedCallback() {
    this.stop.abort();
    this.resizing.disconnect();
    window.Plotly?.purge(this.chart);
  }

  makeFolding(signal) {
    const onChange = () => {
      this.address.write();
      this.draw();
    };
    const isFoldedAtFirst = isNarrow(this.clientWidth);
    return new Folding(this, { lanes: this.meta.lanes, isFoldedAtFirst, signal, onChange });
  }

  makeKeyboard(signal) {
    return new Keyboard(this, {
      marks: () => this.marks.all,
      isInView: ({ axis, pixel }) => {
        const { left, right } = this.arrangement.scales.x;
        return axis !== "x" ? this.view.isWhole : pixel >= left && pixel <= right;
      },
      laneLabel: ({ lane }) => this.meta.lanes[lane].label,
      signal,
      onMove: (mark) => {
        if (mark) this.reveal(mark);
        this.draw();
        this.showCard(mark);
        if (mark) scrollIntoSight(this.pointOf(mark).y);
      },
      open: (path) => this.open(path),
      zoom: (way) => this.look(this.view.zoomed(way)),
    });
  }

  /* Return the overview strip, which is there if anything is dated. */
  makeOverview(signal) {
    const strip = this.parentElement.querySelector(".overview");
    if (!strip) return null;
    return new Overview(strip, {
      view: this.view,
      period: [this.meta.first, this.meta.last],
      signal,
      look: (range) => this.look(range),
      release: () => {
        this.mayShrink = true;
      },
    });
  }

  listenToButtons(signal) {
    const listen = (name, onClick) => {
      for (const button of this.parentElement.querySelectorAll(`[data-${name}]`)) {
        button.addEventListener("click", () => onClick(button), { signal });
      }
    };
    listen("zoom", ({ dataset }) => this.look(this.view.zoomed(dataset.zoom)));
    listen("redraw", () => this.load());
    listen("list-dates", () => askForDates(...this.view.within(this.meta)));
    listen("all-dates", () => askForDates("", ""));
  }

  get meta() {
    return this.figure.layout.meta;
  }

  /* Take over a figure of the server. */
  show(figure) {
    this.figure = figure;
    this.marks = new Marks(figure);
  }

  /* Get Plotly and draw; where it does not come, say so. */
  async load() {
    delete this.dataset.failed;
    try {
      await loadPlotly(this.dataset.plotly);
    } catch {
      this.dataset.failed = "";
      return;
    }
    await this.draw();
    if (this.isConnected) this.resizing.observe(this);
  }

  /* Find the place of everything, and give the element its height. */
  arrange() {
    const width = this.paperWidth || this.clientWidth;
    this.toggleAttribute("data-narrow", isNarrow(width)); // before the names are measured
    this.arrangement = arrange(this.figure, this.marks, {
      width,
      range: this.view.range,
      foldedKeys: this.folding.foldedKeys,
      previous: this.mayShrink ? null : this.arrangement,
      isHeld: this.overview?.isDragged ?? false,
      nameHeight: (at) => this.folding.nameHeight(at),
    });
    this.mayShrink = false;
    const { lanes, scales, height } = this.arrangement;
    placeTraces(this.figure, this.marks, lanes);
    sortForKeyboard(this.marks.all, scales);
    this.folding.placeNames(this.arrangement);
    this.style.blockSize = `${AXIS_HEIGHT + height + 1}px`;
    this.overview?.place(this.arrangement);
    this.showAxis(this.view.range, scales);
    const hide = (part, isHidden) =>
      this.parentElement.querySelector(part)?.toggleAttribute("hidden", isHidden);
    hide("[data-list-dates]", this.view.isWhole);
    hide("[data-counted]", !this.arrangement.bars.length && !this.meta.partial);
  }

  showAxis(range, scales) {
    const { left } = this.arrangement;
    const axis = { meta: this.meta, scales, left, right: RIGHT, range };
    this.tickTimes = this.axisLabels.show(axis);
  }

  async draw() {
    if (!this.isConnected) return;
    this.arrange();
    if (!window.Plotly) return;
    const { data, layout } = drawFigure(this, this.figure, this.marks, this.arrangement, {
      range: this.view.range,
      tickTimes: this.tickTimes,
      cursor: this.keyboard.mark,
      openMarks: this.openMarks(),
    });
    await window.Plotly.react(this.chart, data, layout, CONFIG);
    if (!this.isListening) this.listen();
    this.dataset.drawn = "";
  }

  /* Draw as wide as paper is, and small enough to stand on one page; or for the screen again. */
  drawForPaper(isOnPaper) {
    this.showCard();
    for (const scale of isOnPaper ? PAPER_SCALES : [0]) {
      this.mayShrink = true;
      this.paperWidth = scale && PAPER_WIDTH / scale;
      this.style.zoom = scale || "";
      this.arrange();
      if (this.arrangement.height * scale < PAPER_HEIGHT) break;
    }
    this.draw();
  }

  listen() {
    this.isListening = true;
    const rangeOf = (change) =>
      change["xaxis.range"] ?? [change["xaxis.range[0]"], change["xaxis.range[1]"]];
    this.chart.on("plotly_relayouting", (change) => {
      const range = rangeOf(change);
      const { domain } = this.figure.layout.xaxis;
      const x = makeScale(range, domain, this.arrangement.plot);
      this.showAxis(range, { ...this.arrangement.scales, x });
    });
    this.chart.on("plotly_relayout", (change) => {
      const range = rangeOf(change);
      if (range[0] !== undefined) this.look(range);
    });
  }

  /* Return the marks or bars of what is open, one for each of its lanes. */
  openMarks() {
    const isOpen = ({ path }) => path === this.dataset.opened;
    return [...this.marks.all, ...this.arrangement.bars].filter(isOpen);
  }

  /* Return where a mark stands: `x` and `top` in the element, and `y` in the window, in px. What is
   * out of sight stands at the edge. */
  pointOf({ axis, pixel, y }) {
    const { left, scales } = this.arrangement;
    const within = Math.min(scales[axis].right, Math.max(scales[axis].left, pixel));
    const top = AXIS_HEIGHT + y;
    return { x: left + within, top, y: this.getBoundingClientRect().top + top };
  }

  showCard(mark) {
    const { x, top } = mark ? this.pointOf(mark) : {};
    this.card.show(mark, { x, y: top });
  }

  /* Show the days of a range; the address keeps them. */
  look(range) {
    if (!this.meta.first) return;
    this.view.moveTo(range);
    this.address.write();
    this.draw();
    this.showCard(this.keyboard.mark);
    if (this.meta.partial) this.finer.ask();
  }

  /* Pan so that a dated mark is in view. */
  reveal({ axis, day }) {
    if (axis !== "x") return;
    const [from, to] = this.view.ends;
    const time = toNumber(day);
    if (time < from || time > to) this.look(this.view.centredOn(time));
  }

  /* Open the thing or group of a mark beside the timeline; the address follows. */
  open(path, mark) {
    if (this.opening === path) return; // a finger may click twice
    this.opening = path;
    this.showOpened(path, mark);
    const address = new URL(location.href);
    address.searchParams.delete("view"); // it is added to whatever is opened
    address.searchParams.set("open", path);
    window.htmx
      .ajax("GET", this.dataset.url + address.search, {
        target: "#detail",
        swap: "outerHTML",
        source: this,
      })
      .catch(() => {}) // the page reports a failure; an aborted request needs no word
      .finally(() => {
        this.opening = null;
      });
  }

  /* Put a ring around what is open; the keyboard goes on from it. */
  showOpened(path, mark) {
    this.dataset.opened = path;
    const [first] = this.openMarks();
    if (first && !this.openMarks().includes(this.keyboard.mark)) this.keyboard.reach(mark ?? first);
    this.draw();
  }

  /* Scroll so that what is open is not behind a sheet that reaches up to this pixel. */
  keepInSight(bottom) {
    const [mark] = this.openMarks();
    if (mark) scrollIntoSight(this.pointOf(mark).y, bottom);
  }
}

customElements.define("talks-timeline", Timeline);
