/* <talks-timeline>: draws the figure of the page, stacked for the width at hand, and lets mouse,
 * finger and keyboard zoom it, walk it, fold its lanes and open what it shows.
 *
 * The server says what stands in which lane and when; the browser knows the pixels. The script
 * blocks the first paint, so that the height is right by then. */

import { CONFIG, scriptsHaveRun } from "../plotly_style.js";
import { AXIS_HEIGHT, arrange, isNarrow, placeTraces } from "./arrangement.js";
import { toNumber } from "./days.js";
import { drawFigure } from "./drawing.js";
import { Folding } from "./folding.js";
import { Keyboard } from "./keyboard.js";
import { Marks, nearestMark, sortForKeyboard } from "./marks.js";
import { Overview } from "./overview.js";
import { View } from "./view.js";

const PAUSE_TO_WRITE = 250; // ms after the last change, until the address is written
const PAUSE_TO_REFINE = 120; // ms after the last change, until the server is asked

class Timeline extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.chart = this.querySelector(".chart");
    this.show(JSON.parse(this.parentElement.querySelector("script").textContent));
    const { domain } = this.figure.layout.xaxis;
    const plotWidth = this.clientWidth * (domain[1] - domain[0]);
    this.view = new View(this.meta, plotWidth, location.search);
    this.folding = this.makeFolding(signal);
    this.keyboard = this.makeKeyboard(signal);
    this.overview = this.makeOverview(signal);
    for (const button of this.parentElement.querySelectorAll("[data-zoom]")) {
      const zoom = () => this.look(this.view.zoomed(button.dataset.zoom));
      button.addEventListener("click", zoom, { signal });
    }
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    scheme.addEventListener("change", () => this.draw(), { signal });
    this.resizing = new ResizeObserver(() => {
      if (this.clientWidth !== this.arrangement.width) this.draw();
    });
    this.arrange();
    scriptsHaveRun.then(() => {
      if (!this.isConnected) return;
      this.draw();
      this.resizing.observe(this);
    });
  }

  makeFolding(signal) {
    const onChange = () => {
      this.writeAddress();
      this.draw();
    };
    return new Folding(this, { lanes: this.meta.lanes, signal, onChange });
  }

  makeKeyboard(signal) {
    return new Keyboard(this, {
      marks: () => this.marks.all,
      signal,
      onMove: (mark) => {
        if (mark) this.reveal(mark);
        this.draw();
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

  disconnectedCallback() {
    this.stop.abort();
    this.resizing.disconnect();
    clearTimeout(this.writing);
    clearTimeout(this.resting);
    this.refining?.abort();
    window.Plotly?.purge(this.chart);
  }

  get meta() {
    return this.figure.layout.meta;
  }

  /* Take over a figure of the server. */
  show(figure) {
    this.figure = figure;
    this.marks = new Marks(figure);
  }

  /* Find the place of everything, and give the element its height. */
  arrange() {
    const width = this.clientWidth;
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
    this.folding.placeNames(lanes);
    this.style.blockSize = `${AXIS_HEIGHT + height + 1}px`;
    this.overview?.place(this.arrangement);
  }

  async draw() {
    if (!this.isConnected) return;
    this.arrange();
    if (!window.Plotly) return;
    const openMark = this.marks.all.find(({ path }) => path === this.dataset.opened);
    const { data, layout } = drawFigure(this, this.figure, this.marks, this.arrangement, {
      range: this.view.range,
      cursor: this.keyboard.mark ?? openMark,
    });
    await window.Plotly.react(this.chart, data, layout, CONFIG);
    if (!this.isListening) this.listen();
    this.dataset.drawn = "";
  }

  listen() {
    this.isListening = true;
    // After a tap Plotly may still name the mark that was hovered before: find it ourselves.
    this.chart.on("plotly_click", ({ event }) => {
      const { clientX, clientY } = event.changedTouches?.[0] ?? event;
      const box = this.chart.getBoundingClientRect();
      const { left, scales } = this.arrangement;
      const [x, y] = [clientX - box.left - left, clientY - box.top - AXIS_HEIGHT];
      const mark = nearestMark(this.marks.all, scales, x, y);
      if (mark) this.open(mark.path);
    });
    this.chart.on("plotly_relayout", (change) => {
      const range = change["xaxis.range"] ?? [change["xaxis.range[0]"], change["xaxis.range[1]"]];
      if (range[0] !== undefined) this.look(range);
    });
  }

  /* Show the days of a range; the address keeps them. */
  look(range) {
    if (!this.meta.first) return;
    this.view.moveTo(range);
    this.writeAddress();
    this.draw();
    if (this.meta.partial) this.refine();
  }

  /* Pan so that a dated mark is in view. */
  reveal({ axis, day }) {
    if (axis !== "x") return;
    const [from, to] = this.view.ends;
    const time = toNumber(day);
    if (time < from || time > to) this.look(this.view.centredOn(time));
  }

  /* Ask for a finer figure of what is in view, a moment after the view has come to rest. */
  refine() {
    clearTimeout(this.resting);
    this.refining?.abort();
    this.resting = setTimeout(async () => {
      this.refining = new AbortController();
      const address = new URL(this.dataset.figure, location.href);
      address.search = location.search;
      for (const name of ["open", "page", "after", "before", "folded"]) {
        address.searchParams.delete(name);
      }
      this.view.write(address.searchParams);
      try {
        const answer = await fetch(address, { signal: this.refining.signal });
        if (!answer.ok) throw new Error(answer.statusText);
        this.show(await answer.json());
      } catch (error) {
        if (error.name !== "AbortError") document.getElementById("failure").hidden = false;
        return;
      }
      this.keyboard.reset();
      this.draw();
    }, PAUSE_TO_REFINE);
  }

  /* Keep in the address what is in view and what is folded. */
  writeAddress() {
    clearTimeout(this.writing);
    this.writing = setTimeout(() => {
      const address = new URL(location.href);
      this.view.write(address.searchParams);
      this.folding.write(address.searchParams);
      const text = decodeURI(address.href).replaceAll("%2F", "/");
      history.replaceState(history.state, "", text);
    }, PAUSE_TO_WRITE);
  }

  /* Open the thing or group of a mark beside the timeline; the address follows. */
  open(path) {
    if (this.opening === path) return; // a finger may click twice
    this.opening = path;
    this.dataset.opened = path;
    this.draw();
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
}

customElements.define("talks-timeline", Timeline);
