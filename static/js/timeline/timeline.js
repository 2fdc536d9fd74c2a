/* <talks-timeline>: draws the figure of the page, stacked for the width at hand, and lets mouse,
 * finger and keyboard zoom it, walk it, fold its lanes and open what it shows.
 *
 * The server says what stands in which lane and when; the browser knows the pixels. The script
 * blocks the first paint, so that the height is right by then. Plotly comes later. */

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

const PAPER_WIDTH = 680; // px of 180 mm, which A4 and Letter both have between their margins

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
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    scheme.addEventListener("change", () => this.draw(), { signal });
    window.addEventListener("beforeprint", () => this.drawOnPaper(PAPER_WIDTH), { signal });
    window.addEventListener("afterprint", () => this.drawOnPaper(0), { signal });
    this.resizing = new ResizeObserver(() => {
      if (this.width !== this.arrangement.width) this.draw();
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

  get width() {
    return this.paperWidth || this.clientWidth;
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
    if (!this.isConnected) return;
    await this.draw();
    this.resizing.observe(this);
  }

  /* Find the place of everything, and give the element its height. */
  arrange() {
    const { width } = this;
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
    for (const button of this.parentElement.querySelectorAll("[data-list-dates]")) {
      button.hidden = this.view.isWhole;
    }
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

  /* Draw for paper of a width in px, or for the screen again where it is 0. */
  drawOnPaper(width) {
    this.paperWidth = width;
    this.mayShrink = true;
    this.showCard();
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

  /* Return where a mark stands in the element, in px; what is out of sight, at the edge. */
  pointOf({ axis, pixel, y }) {
    const { left, scales } = this.arrangement;
    const within = Math.min(scales[axis].right, Math.max(scales[axis].left, pixel));
    const box = this.getBoundingClientRect();
    const point = { x: left + within, top: AXIS_HEIGHT + y };
    return { ...point, y: box.top + point.top };
  }

  showCard(mark) {
    if (!mark) return this.card.show();
    const { x, top } = this.pointOf(mark);
    return this.card.show(mark, { x, y: top });
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
