/* The timeline: draws the figure of the page, stacked for the width at hand, and lets mouse,
 * finger and keyboard zoom it, walk it and open what it shows.
 *
 * The server says what stands in which lane and when; this element knows pixels. It is defined
 * before the page is parsed, so that its height is right before the first paint. */
"use strict";

const ROW = 20; // px between stacked marks; a mark is 17 px
const TICKS = 18; // px for the row of statements
const PAD = 9; // px above and below the marks of a lane
const AXIS = 30; // px for the years on top
const RAILS = { before: "x2", ahead: "x3" };
const NARROW = 560; // px; below it the lanes' names stand above their marks

class TalksTimeline extends HTMLElement {
  connectedCallback() {
    this.figure = JSON.parse(this.parentElement.querySelector("script").textContent);
    this.meta = this.figure.layout.meta;
    this.home = padded(this.meta.first, this.meta.last);
    const viewed = new URLSearchParams(location.search).get("view")?.split("/") ?? [];
    const days = /^\d{4}-\d\d-\d\d$/;
    const isView = viewed.length === 2 && viewed.every((day) => days.test(day)) && viewed[0] < viewed[1];
    this.range = isView ? this.within(viewed) : this.home;
    this.cursor = -1;
    this.arrange();
    this.stop = new AbortController();
    const until = { signal: this.stop.signal };
    this.addEventListener("keydown", (event) => this.key(event), until);
    this.addEventListener("blur", () => this.point(-1), until);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw(), until);
    this.resized = new ResizeObserver(() => {
      if (this.clientWidth !== this.width) this.draw();
    });
    if (document.readyState === "loading") {
      document.addEventListener("DOMContentLoaded", () => this.start(until), until);
    } else {
      this.start(until);
    }
  }

  disconnectedCallback() {
    this.stop.abort();
    this.resized.disconnect();
    if (this.chart) window.Plotly?.purge(this.chart);
  }

  /* Once what stands around the element is parsed too. */
  start(until) {
    this.chart = this.querySelector(".chart");
    for (const button of this.parentElement.querySelectorAll("[data-zoom]")) {
      button.addEventListener("click", () => this.zoom(button.dataset.zoom), until);
    }
    this.watchOverview(until);
    this.draw();
    this.resized.observe(this);
  }

  /* Where things stand ------------------------------------------------------------------------ */

  /* Give every mark a row of its lane so that none touches another, and every lane its height. */
  arrange() {
    const { layout, data } = this.figure;
    this.width = this.clientWidth;
    this.narrow = this.width < NARROW;
    const left = this.narrow ? 6 : 148;
    const plot = this.width - left - 12;
    const axes = { x: layout.xaxis, x2: layout.xaxis2, x3: layout.xaxis3 };
    for (const [rail, axis] of Object.entries(RAILS)) {
      const { slots = 1 } = this.meta.rails[rail] ?? {};
      axes[axis].range = railRange(slots, plot * (axes[axis].domain[1] - axes[axis].domain[0]));
    }
    const pixel = (axis, value) => {
      const [from, to] = (axis === "x" ? this.range : axes[axis].range).map(number);
      const [start, end] = axes[axis].domain;
      return plot * (start + ((end - start) * (number(value) - from)) / (to - from || 1));
    };
    const lanes = this.meta.lanes.map(() => ({ rows: [], ticks: false }));
    const rounds = [];
    data.forEach((trace) => {
      if (trace.meta === "statement") trace.customdata.forEach(([lane]) => (lanes[lane].ticks = true));
      if (trace.meta !== "round") return;
      trace.customdata.forEach(([lane, path], at) => {
        rounds.push({ lane, path, px: pixel(trace.xaxis ?? "x", trace.x[at]) });
      });
    });
    rounds.sort((a, b) => a.px - b.px);
    const rowOf = new Map();
    for (const { lane, path, px } of rounds) {
      const { rows } = lanes[lane];
      let row = rows.findIndex((last) => px - last >= ROW);
      if (row < 0) row = rows.push(px) - 1;
      rows[row] = px;
      rowOf.set(`${lane} ${path}`, row);
    }
    let top = 0;
    this.lines = [];
    for (const lane of lanes) {
      this.lines.push(top);
      lane.top = top + PAD + (this.narrow ? 18 : 0);
      const kept = this.kept?.[this.lines.length - 1] ?? 0;
      lane.height = Math.max(lane.rows.length * ROW + (lane.ticks ? TICKS : 0), kept);
      top = lane.top + lane.height + PAD;
      lane.middle = lane.top + lane.height / 2;
    }
    if (!this.kept) this.kept = lanes.map((lane) => lane.height);
    this.height = top;
    this.lanes = lanes;
    const y = ([lane, path], isTick) =>
      isTick
        ? lanes[lane].top + lanes[lane].height - TICKS / 2
        : lanes[lane].top + (rowOf.get(`${lane} ${path}`) ?? 0) * ROW + ROW / 2;
    data.forEach((trace) => {
      trace.y = trace.customdata.map((told) => y(told, trace.meta === "statement"));
    });
    this.marks = data
      .filter(({ meta }) => meta === "round" || meta === "statement")
      .flatMap((trace) =>
        trace.customdata.map((told, at) => ({
          told, y: trace.y[at], x: trace.x[at], axis: trace.xaxis ?? "x",
          px: pixel(trace.xaxis ?? "x", trace.x[at]),
        })),
      )
      .sort((a, b) => a.told[0] - b.told[0] || a.px - b.px || a.y - b.y);
    this.style.blockSize = `${AXIS + this.height + 1}px`;
    this.left = left;
  }

  /* Drawing ----------------------------------------------------------------------------------- */

  draw() {
    if (!this.isConnected || !this.chart) return;
    if (this.clientWidth !== this.width) this.kept = undefined;
    this.arrange();
    this.frame();
    if (!window.Plotly) return;
    const touch = matchMedia("(pointer: coarse)").matches;
    const config = {
      displayModeBar: false, showSendToCloud: false, displaylogo: false, doubleClick: false,
      scrollZoom: false, responsive: false,
    };
    const figure = this.painted(touch);
    window.Plotly.react(this.chart, figure.data, figure.layout, config).then(() => {
      if (!this.listening) this.listen();
      this.dataset.drawn = "";
    });
  }

  /* The figure with pixels for lanes and the colours of the style sheet for their names. */
  painted(touch) {
    const style = getComputedStyle(document.documentElement);
    const color = (name) => style.getPropertyValue(name).trim();
    const paint = (value) => {
      if (Array.isArray(value)) return value.map(paint);
      if (value && typeof value === "object") {
        return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, paint(part)]));
      }
      return typeof value === "string" ? value.replace(/^var\((--[\w-]+)\)$/, (_, name) => color(name)) : value;
    };
    const { layout, data } = this.figure;
    const font = { family: getComputedStyle(this).fontFamily, color: color("--muted"), size: 12 };
    const lanes = this.meta.lanes;
    const titles = Object.entries(this.meta.rails).map(([rail, { title }]) => {
      const [from, to] = layout[`xaxis${RAILS[rail].slice(1)}`].domain;
      const room = (this.width - this.left) * (to - from);
      const words = room < 6.5 * title.length ? title.split(" · ")[0] : title;
      const side = rail === "before" ? ["left", from] : ["right", to];
      return note(words, side[1], 1, { xanchor: side[0], yanchor: "bottom", yshift: 5 });
    });
    const names = this.narrow
      ? lanes.map(({ label, tone }, at) => ({
          ...note(label, 0, 0, { xanchor: "left", yanchor: "top" }),
          yref: "y", y: this.lines[at] + 5, font: { size: 12, color: color(tone ? `--tone-${tone}` : "--muted") },
        }))
      : [];
    const rails = Object.keys(this.meta.rails).map((rail) => {
      const [from, to] = layout[`xaxis${RAILS[rail].slice(1)}`].domain;
      return {
        type: "rect", xref: "paper", yref: "y", x0: from, x1: to, y0: 0, y1: this.height,
        fillcolor: color("--soft"), line: { width: 0 }, layer: "below",
      };
    });
    const hairlines = this.lines.map((at) => ({
      type: "line", xref: "paper", yref: "y", x0: 0, x1: 1, y0: at, y1: at,
      line: { color: color("--line"), width: 1 }, layer: "below",
    }));
    const seen = this.marks[this.cursor] ?? this.marks.find(({ told }) => told[1] === this.dataset.opened);
    const ring = {
      type: "scatter", mode: "markers", hoverinfo: "skip", xaxis: seen?.axis ?? "x",
      x: seen ? [seen.x] : [], y: seen ? [seen.y] : [], meta: "cursor",
      marker: { symbol: "circle-open", size: 27, opacity: 1, color: color("--ink"), line: { width: 2 } },
    };
    return {
      data: [
        ...paint(data).map((trace) =>
          trace.type === "bar" ? { ...trace, width: trace.meta === "span" ? 11 : 5 } : trace,
        ),
        ring,
      ],
      layout: {
        ...paint(layout),
        width: this.width, height: AXIS + this.height + 1, font,
        margin: { l: this.left, r: 12, t: AXIS, b: 1, pad: 0 },
        dragmode: touch ? false : "pan",
        uirevision: "asked",
        hoverlabel: {
          bgcolor: color("--ground"), bordercolor: color("--line-strong"), align: "left",
          font: { ...font, color: color("--ink"), size: 13 },
        },
        xaxis: {
          ...paint(layout.xaxis), range: this.range, tickfont: { size: 12 }, ticklen: 4, tickcolor: color("--line"),
          tickangle: 0, ...this.ticks(),
        },
        yaxis: {
          ...paint(layout.yaxis), range: [this.height, 0], ticklen: 0, ticklabelstandoff: 8, anchor: "free", position: 0,
          showticklabels: !this.narrow, tickvals: this.lanes.map((lane) => lane.middle),
          ticktext: lanes.map(({ label }) => wrapped(label)),
        },
        shapes: [...rails, ...hairlines],
        annotations: [...titles, ...names],
      },
    };
  }

  /* Years where they fit, else fewer; months where years stand far apart. */
  ticks() {
    const [from, to] = this.range.map(number);
    const [start, end] = this.figure.layout.xaxis.domain;
    const fit = ((this.width - this.left) * (end - start)) / 64;
    const months = (to - from) / (30.4 * 86400000);
    const step = [3, 6, 12, 24, 36, 60].find((length) => months / length <= fit) ?? 120;
    if (months <= fit || months < 4) return { nticks: Math.max(2, Math.floor(fit)) };
    return { dtick: `M${step}`, tick0: "2000-01-01", tickformat: step < 12 ? "%b %Y" : "%Y" };
  }

  listen() {
    this.listening = true;
    this.chart.on("plotly_click", ({ points }) => {
      const told = points.find(({ customdata }) => customdata)?.customdata;
      if (told) this.open(told[1]);
    });
    this.chart.on("plotly_relayout", (change) => {
      const range = change["xaxis.range"] ?? [change["xaxis.range[0]"], change["xaxis.range[1]"]];
      if (range[0] !== undefined) this.look(range);
    });
  }

  /* Zoom and pan ------------------------------------------------------------------------------ */

  /* Show the days from one to another; the address keeps them. */
  look(range) {
    if (!this.meta.first) return;
    this.range = this.within(range);
    this.draw();
    clearTimeout(this.noted);
    this.noted = setTimeout(() => {
      const address = new URL(location.href);
      if (String(this.range) === String(this.home)) address.searchParams.delete("view");
      else address.searchParams.set("view", this.range.join("/"));
      history.replaceState(history.state, "", decodeURI(address.href).replaceAll("%2F", "/"));
    }, 250);
  }

  /* Move and shorten a span of days so that it lies within the whole. */
  within(range) {
    if (!this.meta.first) return this.home;
    const [from, to] = range.map(number);
    const [low, high] = this.home.map(number);
    const length = Math.min(to - from, high - low);
    const start = Math.min(Math.max(from, low), high - length);
    return [isoDay(start), isoDay(start + length)];
  }

  zoom(way) {
    const [from, to] = this.range.map(number);
    const length = to - from;
    const week = 7 * 86400000;
    const ranges = {
      in: length > 2 * week ? [from + length / 4, to - length / 4] : [from, to],
      out: [from - length / 2, to + length / 2],
      earlier: [from - length / 3, to - length / 3],
      later: [from + length / 3, to + length / 3],
      reset: this.home.map(number),
    };
    this.look(ranges[way]);
  }

  /* The overview strip: its window is what is in view; a drag chooses another. */
  watchOverview(until) {
    this.strip = this.parentElement.querySelector(".overview");
    if (!this.strip) return;
    let from = null;
    const share = (event) => {
      const box = this.strip.getBoundingClientRect();
      return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    };
    const day = (part) => {
      const [first, last] = [this.meta.first, this.meta.last].map(number);
      return first + part * (last - first);
    };
    this.strip.addEventListener("pointerdown", (event) => {
      from = share(event);
      this.strip.setPointerCapture(event.pointerId);
    }, until);
    this.strip.addEventListener("pointerup", (event) => {
      const to = share(event);
      const [a, b] = [Math.min(from, to), Math.max(from, to)];
      const length = this.range.map(number)[1] - this.range.map(number)[0];
      const middle = day((a + b) / 2);
      this.look(b - a > 0.02 ? [day(a), day(b)] : [middle - length / 2, middle + length / 2]);
      from = null;
    }, until);
  }

  /* Place the overview under the dated time, and its window over what is in view. */
  frame() {
    if (!this.strip) return;
    const [low, high] = this.home.map(number);
    const [first, last] = [this.meta.first, this.meta.last].map(number);
    const [from, to] = this.range.map(number);
    const [start, end] = this.figure.layout.xaxis.domain;
    const axis = (this.width - this.left - 12) * (end - start);
    const edge = (axis * (first - low)) / (high - low);
    this.strip.style.marginInlineStart = `${this.left + (axis * start) / (end - start) + edge}px`;
    this.strip.style.inlineSize = `${axis - 2 * edge}px`;
    this.strip.dataset.placed = "";
    const view = this.strip.querySelector(".window");
    const share = (day) => clamp((100 * (day - first)) / (last - first), 101);
    view.setAttribute("x", share(from));
    view.setAttribute("width", Math.max(1, share(to) - share(from)));
  }

  /* Keyboard ---------------------------------------------------------------------------------- */

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const lane = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const zoom = { "+": "in", "=": "in", "-": "out", 0: "reset" }[event.key];
    if (step) this.point(clamp(this.cursor + step, this.marks.length));
    else if (lane) this.point(this.inLane(lane));
    else if (event.key === "Home") this.point(0);
    else if (event.key === "End") this.point(this.marks.length - 1);
    else if (event.key === "Enter" && this.cursor >= 0) this.open(this.marks[this.cursor].told[1]);
    else if (zoom) this.zoom(zoom);
    else return;
    event.preventDefault();
  }

  /* The mark of the next lane, up or down, that stands nearest. */
  inLane(way) {
    const here = this.marks[Math.max(this.cursor, 0)];
    const lane = here.told[0] + (this.cursor < 0 ? 0 : way);
    const near = this.marks
      .map((mark, at) => ({ at, gap: Math.abs(mark.px - here.px), lane: mark.told[0] }))
      .filter((mark) => mark.lane === lane)
      .sort((a, b) => a.gap - b.gap);
    return near[0]?.at ?? Math.max(this.cursor, 0);
  }

  point(at) {
    if (at === this.cursor) return;
    this.cursor = at;
    const mark = this.marks[at];
    if (mark) {
      const told = mark.told.slice(2).join(". ").replaceAll("<br>", ". ");
      const words = new DOMParser().parseFromString(told, "text/html").body.textContent;
      document.getElementById("announcement").textContent = `${words}; ${at + 1} of ${this.marks.length}`;
      this.reveal(mark);
    }
    this.draw();
  }

  /* Pan so that a dated mark is in view. */
  reveal(mark) {
    if (mark.axis !== "x") return;
    const [from, to] = this.range.map(number);
    const day = number(mark.x);
    if (day < from || day > to) this.look([day - (to - from) / 2, day + (to - from) / 2]);
  }

  /* Open a round or statement beside the timeline; the address follows. */
  open(path) {
    if (this.opening === path) return; // a finger may click twice
    this.opening = path;
    this.dataset.opened = path;
    this.draw();
    const address = new URL(location.href);
    address.searchParams.delete("view"); // it is added to whatever is opened
    address.searchParams.set("open", path);
    window.htmx.ajax("GET", this.dataset.url + address.search, {
      target: "#detail", swap: "outerHTML", source: this,
    })
      .catch(() => {}) // what failed is told by the page, what was given up needs no word
      .finally(() => (this.opening = null));
  }
}

const number = (value) => (typeof value === "number" ? value : Date.parse(`${String(value).slice(0, 10)}T00:00:00Z`));
const isoDay = (time) => new Date(time).toISOString().slice(0, 10);
const clamp = (at, length) => Math.min(length - 1, Math.max(0, at));

/* Two days with room beside them, so that the outer marks stand whole. */
function padded(first, last) {
  if (!first) return [];
  const room = 0.022 * (number(last) - number(first));
  return [isoDay(number(first) - room), isoDay(number(last) + room)];
}

const note = (text, x, y, rest) => ({ text, x, y, xref: "paper", yref: "paper", showarrow: false, ...rest });

/* The range of a rail of that many slots, so that the outer marks stand whole within its pixels. */
function railRange(slots, pixels) {
  if (slots < 2) return [-1, 1];
  const edge = (12 * (slots - 1)) / Math.max(pixels - 24, 1);
  return [-edge, slots - 1 + edge];
}

/* Break a lane's name into lines that fit the margin. */
function wrapped(label) {
  const lines = [""];
  for (const word of label.split(" ")) {
    if (lines.at(-1) && (lines.at(-1) + word).length > 20) lines.push("");
    lines.push(`${lines.pop()} ${word}`.trim());
  }
  return lines.join("<br>");
}

customElements.define("talks-timeline", TalksTimeline);
