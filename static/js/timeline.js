/* The timeline: draws the figure of the page, stacked for the width at hand, and lets mouse,
 * finger and keyboard zoom it, walk it, fold its lanes and open what it shows.
 *
 * The server says what stands in which lane and when; this element knows pixels, by the measures
 * and functions of arranging.js, and paints by painting.js; both come before it. It is defined
 * before the page is parsed, so that its height is right before the first paint. */
"use strict";

class TalksTimeline extends HTMLElement {
  connectedCallback() {
    this.figure = JSON.parse(this.parentElement.querySelector("script").textContent);
    this.meta = this.figure.layout.meta;
    const { domain } = this.figure.layout.xaxis;
    this.home = padded(this.meta.first, this.meta.last, 14 / (this.clientWidth * (domain[1] - domain[0])));
    const viewed = new URLSearchParams(location.search).get("view")?.split("/") ?? [];
    const days = /^\d{4}-\d\d-\d\d$/;
    const isView = viewed.length === 2 && viewed.every((day) => days.test(day)) && viewed[0] < viewed[1];
    this.range = isView ? this.within(viewed) : this.home;
    this.folded = new Set(this.inputs().map(({ value }) => value));
    this.cursor = -1;
    this.stop = new AbortController();
    const until = { signal: this.stop.signal };
    this.gather();
    this.name(until);
    this.arrange();
    this.addEventListener("keydown", (event) => this.key(event), until);
    this.addEventListener("blur", () => this.point(-1), until);
    document.addEventListener("htmx:configRequest", (event) => this.carry(event.detail), until);
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
    clearTimeout(this.noted);
    clearTimeout(this.resting);
    this.refining?.abort();
    if (this.chart) window.Plotly?.purge(this.chart);
  }

  /* Once what stands around the element is parsed too. */
  start(until) {
    this.chart = this.querySelector(".chart");
    for (const button of this.parentElement.querySelectorAll("[data-zoom]")) {
      button.addEventListener("click", () => this.zoom(button.dataset.zoom), until);
    }
    this.foldAll = this.parentElement.querySelector("[data-fold]");
    this.foldAll.addEventListener("click", () => this.fold(this.meta.lanes, !this.anyFolded()), until);
    // Other lanes have other keys. It comes before the form hears of the change, and asks.
    this.parentElement.querySelector("#lanes").addEventListener("change", () => {
      this.folded.clear();
      this.tell();
    }, until);
    this.tell();
    this.watchOverview(until);
    this.draw();
    this.resized.observe(this);
  }

  /* Read the marks out of the figure, each with what belongs to it. */
  gather() {
    const { data } = this.figure;
    const told = new Map();
    this.marks = [];
    this.markOf = new Map();
    for (const trace of data.filter(({ meta }) => KINDS.includes(meta))) {
      const numbers = trace.text ?? [];
      // Plotly drops a point's text where it is empty, and then mistakes the others'.
      if (trace.text) trace.text = numbers.map((text) => text || BLANK);
      trace.customdata.forEach((row, at) => {
        if (row.length > 2) told.set(row[1], row.slice(2));
        else row.push(...told.get(row[1])); // it is sent once, with the first of its marks
        const mark = {
          kind: trace.meta, told: row, axis: trace.xaxis ?? "x", day: trace.x[at], x: trace.x[at],
          number: numbers[at] ?? "", index: this.marks.length,
        };
        this.marks.push(mark);
        this.markOf.set(`${row[0]} ${row[1]}`, mark);
      });
    }
    for (const { xaxis, x, width, customdata } of data.filter(({ meta }) => meta === "group")) {
      customdata.forEach((told, at) => {
        const mark = { kind: "group", told, axis: xaxis, day: x[at], length: width[at], number: "", index: this.marks.length };
        this.marks.push(mark);
        this.markOf.set(`${told[0]} ${told[1]}`, mark);
      });
    }
    this.most = Math.max(1, ...this.marks.map(({ told }) => told[4] ?? 0));
    for (const { meta, customdata, base, x } of data) {
      const ends = (at) => (base ? [number(base[at]), number(base[at]) + x[at]] : [number(x[at]), number(x[at + 1])]);
      const name = { extent: "extent", span: "extent", dispute: "dispute" }[meta];
      if (!name) continue;
      customdata.forEach((row, at) => {
        if (row && (base || customdata[at + 1])) {
          Object.assign(this.markOf.get(`${row[0]} ${row[1]}`), { [name]: ends(at), ...(base && { sure: meta === "extent" }) });
        }
      });
    }
  }

  /* Lanes ------------------------------------------------------------------------------------- */

  /* Give each lane its name, a button that folds it. */
  name(until) {
    const names = document.createElement("div");
    names.className = "lane-names";
    names.role = "group";
    names.ariaLabel = "Fold or unfold";
    this.buttons = this.meta.lanes.map((lane, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = `lane-name tone-${lane.tone}`;
      button.textContent = lane.label;
      button.title = KINDS.map((kind, side) => [lane.counts[side], kind]).filter(([many]) => many)
        .map(([many, kind]) => `${many} ${kind}${many === 1 ? "" : "s"}`).join(", ");
      button.addEventListener("click", () => this.fold([lane], !this.folded.has(lane.key)), until);
      names.append(button);
      return button;
    });
    this.prepend(names);
  }

  fold(lanes, folded) {
    for (const { key } of lanes) {
      if (folded) this.folded.add(key);
      else this.folded.delete(key);
    }
    this.tell();
    this.note();
    this.draw();
  }

  anyFolded() {
    return this.meta.lanes.some(({ key }) => this.folded.has(key));
  }

  inputs() {
    return [...this.parentElement.querySelectorAll("input[name=folded]")];
  }

  /* Say which lanes are folded: in their names, and in the form for whatever is asked next. */
  tell() {
    this.meta.lanes.forEach(({ key }, at) => (this.buttons[at].ariaExpanded = String(!this.folded.has(key))));
    this.foldAll.hidden = this.meta.lanes.length < 2;
    this.foldAll.textContent = this.anyFolded() ? "Unfold all" : "Fold all";
    for (const input of this.inputs()) input.remove();
    for (const value of this.folded) {
      this.parentElement.append(Object.assign(document.createElement("input"), { type: "hidden", name: "folded", value }));
    }
  }

  /* Links were written before lanes were folded: what they ask carries what is folded now. */
  carry(request) {
    const [path, query] = request.path.split("?");
    const asked = new URLSearchParams(query);
    asked.delete("folded");
    if (query) request.path = `${path}?${asked}`.replace(/\?$/, "").replaceAll("%2F", "/");
    request.parameters.folded = [...this.folded];
  }

  /* Where things stand ------------------------------------------------------------------------ */

  /* Give every mark a row of its lane so that none touches another, and every lane its height. */
  arrange() {
    const { layout, data } = this.figure;
    this.width = this.clientWidth;
    this.narrow = this.width < NARROW;
    this.toggleAttribute("data-narrow", this.narrow);
    this.left = this.narrow ? 6 : MARGIN;
    const plot = this.width - this.left - 12;
    const axes = { x: layout.xaxis, x2: layout.xaxis2, x3: layout.xaxis3 };
    this.share(axes, plot);
    for (const [rail, axis] of Object.entries(RAILS)) {
      const { slots = 1 } = this.meta.rails[rail] ?? {};
      axes[axis].range = railRange(slots, plot * (axes[axis].domain[1] - axes[axis].domain[0]));
    }
    this.scales = Object.fromEntries(
      Object.entries(axes).map(([axis, { range, domain }]) => [axis, scale(axis === "x" ? this.range : range, domain, plot)]),
    );
    const lanes = this.meta.lanes.map(({ key }) => ({ folded: this.folded.has(key), marks: [] }));
    for (const mark of this.marks) {
      const axis = this.scales[mark.axis];
      mark.px = axis.px(mark.day);
      mark.x = mark.day;
      if (mark.kind === "group") {
        mark.from = mark.px;
        mark.to = axis.px(number(mark.day) + mark.length);
        mark.px = (mark.from + mark.to) / 2;
        mark.x = axis.value(mark.px);
        mark.high = heightOf(mark.told[4], this.most);
        lanes[mark.told[0]].marks.push(mark);
        continue;
      }
      const half = { round: ROW / 2, document: 5, statement: 2 }[mark.kind];
      const [from, to] = mark.extent?.map(axis.px) ?? [mark.px, mark.px];
      mark.from = Math.min(mark.px - half, from);
      mark.to = Math.max(mark.px + half, to);
      lanes[mark.told[0]].marks.push(mark);
    }
    // Lanes grow while the view is moved; they shrink only when it is widened or narrowed.
    const zoomed = `${this.width} ${this.scales.x.day.toPrecision(2)}`;
    if (zoomed !== this.zoomed && !this.dragging) this.kept = [];
    this.zoomed = zoomed;
    let top = 0;
    this.lines = [];
    lanes.forEach((lane, at) => {
      this.lines.push(top);
      lane.top = top + (this.narrow ? NAME : PAD);
      lane.height = lane.folded ? NAME - 2 * PAD : Math.max(this.fill(lane), this.kept[at] ?? 0, this.roomForName(at));
      lane.bottom = lane.top + lane.height;
      top = lane.bottom + PAD;
    });
    this.kept = lanes.map((lane, at) => (lane.folded ? this.kept[at] : lane.height));
    this.height = top;
    this.lanes = lanes;
    for (const mark of this.marks) {
      const lane = lanes[mark.told[0]];
      if (lane.folded) mark.high = Math.min(mark.high, lane.height);
      if (mark.kind === "group") mark.y = lane.bottom - mark.high / 2;
      else if (lane.folded) mark.y = (lane.top + lane.bottom) / 2;
      else if (mark.kind === "round") mark.y = lane.top + (mark.row + 0.5) * ROW;
      else mark.y = lane.bottom - (mark.row + (mark.kind === "document" ? 1 : 0.5)) * TICK;
    }
    for (const trace of data) {
      const isMark = KINDS.includes(trace.meta);
      const marks = trace.customdata.map((row) => row && this.markOf.get(`${row[0]} ${row[1]}`));
      if (trace.meta === "group") {
        trace.base = marks.map(({ told }) => lanes[told[0]].bottom);
        trace.y = marks.map(({ high }) => -high);
        continue;
      }
      trace.y = marks.map((mark) => {
        if (!mark || (lanes[mark.told[0]].folded && !isMark)) return null;
        return trace.meta === "dispute" ? mark.y + (mark.kind === "round" ? 8.5 : 7) : mark.y;
      });
      if (isMark) trace.x = marks.map(({ x }) => x);
      if (trace.type === "bar") trace.width = marks.map((mark) => thickness(mark));
    }
    this.marks.sort(inOrder);
    this.buttons.forEach((button, at) => (button.style.insetBlockStart = `${AXIS + this.lines[at]}px`));
    this.style.blockSize = `${AXIS + this.height + 1}px`;
  }

  /* Give the rails the pixels that they need, and the dated time the rest. */
  share({ x, x2, x3 }, plot) {
    if (!this.meta.first) return;
    const part = (rail, most) => {
      const { slots } = this.meta.rails[rail] ?? {};
      return slots ? Math.min(most, (this.narrow ? 13 * slots + 12 : 22 * slots + 14) / plot) : 0;
    };
    const [before, ahead, gap] = [part("before", 0.42), part("ahead", 0.25), (this.narrow ? 6 : 12) / plot];
    x.domain = [before && before + gap, 1 - (ahead && ahead + gap)];
    if (before) x2.domain = [0, before];
    if (ahead) x3.domain = [1 - ahead, 1];
  }

  /* How high the marks of a lane must have it so that its name at the side has room too. */
  roomForName(at) {
    return this.narrow ? 0 : this.buttons[at].scrollHeight - 2 * PAD;
  }

  /* Stack the rounds of a lane from its top and heap the rest from its bottom, each axis by
   * itself; return how high what is in view then is. Rows are those of all marks at this zoom, so
   * that none jumps to another when the view is moved. */
  fill({ marks }) {
    const heights = Object.entries(this.scales).map(([name, axis]) => {
      const here = marks.filter((mark) => mark.axis === name);
      const isSeen = (column) => column * COLUMN > axis.left - ROW && column * COLUMN < axis.right + ROW;
      const depths = new Map([...stack(here.filter(({ kind }) => kind === "round"))].filter(([column]) => isSeen(column)));
      const small = here.filter(({ kind }) => kind === "statement" || kind === "document");
      const piles = pile(here.filter(({ kind }) => kind === "group"));
      const heaps = [...heap(small, axis), ...piles].filter(([column]) => isSeen(column));
      const both = heaps.map(([column, high]) => {
        const depth = Math.max(...[column - 1, column, column + 1].map((near) => depths.get(near) ?? 0));
        return high + (depth && depth + GAP);
      });
      return Math.max(0, ...depths.values(), ...both);
    });
    return Math.max(...heights);
  }

  /* Drawing ----------------------------------------------------------------------------------- */

  draw() {
    if (!this.isConnected || !this.chart) return;
    this.arrange();
    this.frame();
    if (!window.Plotly) return;
    const touch = matchMedia("(pointer: coarse)").matches;
    const figure = this.painted(touch);
    window.Plotly.react(this.chart, figure.data, figure.layout, CONFIG).then(() => {
      if (!this.listening) this.listen();
      this.dataset.drawn = "";
    });
  }

  /* The figure with pixels for lanes and the colours of the style sheet for their names. */
  painted(touch) {
    const { layout, data } = this.figure;
    const { font, hoverlabel } = lettersOf(this);
    const plot = this.width - this.left - 12;
    const spans = [];
    const titles = Object.entries(this.meta.rails).map(([rail, { title }]) => {
      const { left, right } = this.scales[RAILS[rail]];
      const words = right - left < 6.5 * title.length ? title.split(" · ")[0] : title;
      const before = rail === "before";
      spans.push(before ? [left, left + 6.5 * words.length] : [right - 6.5 * words.length, right]);
      return note(words, (before ? left : right) / plot, 1, { xanchor: before ? "left" : "right", yanchor: "bottom", yshift: 5 });
    });
    const rails = Object.keys(this.meta.rails).map((rail) => {
      const { left, right } = this.scales[RAILS[rail]];
      return {
        type: "rect", xref: "paper", yref: "y", x0: left / plot, x1: right / plot, y0: 0, y1: this.height,
        fillcolor: colorOf("--soft"), line: { width: 0 }, layer: "below",
      };
    });
    const hairlines = this.lines.map((at) => ({
      type: "line", xref: "paper", yref: "y", x0: -this.left / plot, x1: 1, y0: at, y1: at,
      line: { color: colorOf("--line"), width: 1 }, layer: "below",
    }));
    const seen = this.marks[this.cursor] ?? this.marks.find(({ told }) => told[1] === this.dataset.opened);
    const ring = {
      type: "scatter", mode: "markers", hoverinfo: "skip", xaxis: seen?.axis ?? "x",
      x: seen ? [seen.x] : [], y: seen ? [seen.y] : [], meta: "cursor",
      marker: {
        symbol: "circle-open", size: seen?.kind === "round" ? 26 : 20, opacity: 1, color: colorOf("--ink"), line: { width: 2 },
      },
    };
    return {
      data: [
        ...this.labels(font),
        ...data.flatMap((trace) => {
          const drawn = { ...trace };
          for (const part of ["marker", "line", "textfont"]) if (trace[part]) drawn[part] = painted(trace[part]);
          if (trace.meta === "dispute") return [haloed(drawn, colorOf("--ground")), drawn];
          return [this.anyFolded() ? this.foldedIn(drawn) : drawn];
        }),
        ring,
      ].map((trace) => (KINDS.includes(trace.meta) || trace.meta === "group" ? { ...trace, customdata: this.broken(trace.customdata) } : trace)),
      layout: {
        ...painted(layout),
        width: this.width, height: AXIS + this.height + 1, font,
        margin: { l: this.left, r: 12, t: AXIS, b: 1, pad: 0 },
        dragmode: touch ? false : "pan",
        hoverdistance: touch ? 30 : 20,
        uirevision: "asked",
        hoverlabel,
        xaxis: {
          ...painted(layout.xaxis), range: this.range, tickfont: { size: 12 }, ticklen: 4, tickcolor: colorOf("--line"),
          tickangle: 0, ...this.ticks(spans),
        },
        yaxis: { ...layout.yaxis, range: [this.height, 0] },
        shapes: [...rails, ...hairlines],
        annotations: titles,
      },
    };
  }

  /* A trace with ticks for marks in the lanes that are folded. */
  foldedIn(trace) {
    if (!KINDS.includes(trace.meta)) return trace;
    const small = trace.customdata.map(([lane]) => this.lanes[lane].folded);
    const { symbol, size, line } = trace.marker;
    const either = (tick, mark) => small.map((is, at) => (is ? tick : Array.isArray(mark) ? mark[at] : mark));
    return {
      ...trace,
      marker: {
        ...trace.marker,
        symbol: either("line-ns", symbol), size: either(FOLDED[trace.meta], size),
        line: { ...line, width: either(2, line.width) },
      },
      ...(trace.text && { text: either(BLANK, trace.text) }),
    };
  }

  /* What is told of marks, in lines that fit the width. */
  broken(customdata) {
    const most = this.narrow ? 40 : 64;
    return customdata.map(([lane, path, title, lines]) => [
      lane, path, wrapped(title, most), lines.split("<br>").map((line) => wrapped(line, most)).join("<br>"),
    ]);
  }

  /* Years where they fit, else fewer; months and days where years stand far apart. */
  ticks(titles) {
    if (!this.meta.first) return {};
    const { left, right, day, px } = this.scales.x;
    const wide = this.narrow ? 48 : 64; // px for a month with its year
    const step = [1, 3, 6, 12, 24, 36, 60].find((months) => months * 30.4 * day >= (months < 12 ? wide : 40)) ?? 120;
    if (step * 30.4 * day > 200) return { nticks: Math.max(2, Math.floor((right - left) / 80)) };
    const [from, to] = this.range.map((one) => new Date(number(one)));
    const months = (time) => time.getUTCFullYear() * 12 + time.getUTCMonth();
    const tickvals = [];
    for (let at = Math.ceil(months(from) / step) * step; at <= months(to); at += step) {
      tickvals.push(isoDay(Date.UTC(Math.floor(at / 12), at % 12)));
    }
    // What would run into the title of a rail is left out.
    const half = step < 12 ? wide / 2 : 18;
    const free = tickvals.filter((one) => !titles.some(([start, end]) => px(one) + half > start && px(one) - half < end));
    return { tickvals: free, tickformat: step >= 12 ? "%Y" : this.narrow ? "%b ’%y" : "%b %Y" };
  }

  listen() {
    this.listening = true;
    // After a tap Plotly may still name what was pointed at before: look for ourselves.
    this.chart.on("plotly_click", ({ event }) => {
      const mark = this.nearest(event.changedTouches?.[0] ?? event);
      if (mark) this.open(mark.told[1]);
    });
    this.chart.on("plotly_relayout", (change) => {
      const range = change["xaxis.range"] ?? [change["xaxis.range[0]"], change["xaxis.range[1]"]];
      if (range[0] !== undefined) this.look(range);
    });
  }

  /* The mark nearest to a point of the window, if a finger that meant it could have come down there. */
  nearest({ clientX, clientY }) {
    const box = this.chart.getBoundingClientRect();
    const [x, y] = [clientX - box.left - this.left, clientY - box.top - AXIS];
    const beyond = (at, from, to) => Math.max(from - at, 0, at - to);
    const far = ({ kind, px, y: height, from, to, high }) => {
      if (kind === "group") return 4 + Math.hypot(beyond(x, from, to), beyond(y, height - high / 2, height + high / 2));
      return Math.hypot(px - x, height - y) - (kind === "round" ? 5 : 0);
    };
    const seen = this.marks.filter(({ px, axis }) => px > this.scales[axis].left - 6 && px < this.scales[axis].right + 6);
    const [first] = seen.sort((a, b) => far(a) - far(b));
    return first && far(first) < 30 ? first : undefined;
  }

  /* Labels ------------------------------------------------------------------------------------ */

  /* Words beside rounds, as the rows have room at this zoom; those without a number come first. */
  labels(font) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `11px ${font.family}`;
    const taken = this.lanes.map(() => []);
    for (const mark of this.marks) taken[mark.told[0]].push(...this.boxes(mark));
    const trails = this.figure.data.find(({ meta }) => meta === "trail");
    const traces = {};
    const rounds = this.marks.filter(({ kind, told }) => kind === "round" && !this.lanes[told[0]].folded);
    for (const mark of [...rounds.filter(({ number }) => !number), ...rounds.filter(({ number }) => number)]) {
      const axis = this.scales[mark.axis];
      if (mark.px < axis.left || mark.px > axis.right) continue;
      const lane = taken[mark.told[0]];
      for (const text of this.wordings(mark, axis)) {
        const long = pen.measureText(text).width;
        const spot = [mark.to + 4, mark.from - 4 - long]
          .map((x) => [x - 3, x + long + 3, mark.y - 7, mark.y + 7])
          .find((box) =>
            box[0] >= axis.left && box[1] <= axis.right && !lane.some((other) => meet(box, other)) && !crossed(box, trails, axis),
          );
        if (!spot) continue;
        lane.push([spot[0] - 6, spot[1] + 6, spot[2], spot[3]]);
        traces[mark.axis] ??= {
          type: "scatter", mode: "text", xaxis: mark.axis, x: [], y: [], text: [], textposition: "middle right",
          textfont: { size: 11, color: font.color }, hoverinfo: "skip", meta: "label",
        };
        traces[mark.axis].x.push(axis.value(spot[0] + 3));
        traces[mark.axis].y.push(mark.y);
        traces[mark.axis].text.push(text);
        break;
      }
    }
    return Object.values(traces);
  }

  /* What could stand beside a round, the most telling first; its number need not be repeated. */
  wordings({ told: [lane, , title], number: figure, extent, sure }, { day }) {
    const { label } = this.meta.lanes[lane];
    let name = plainly(title);
    if (name.startsWith(`${label} `) || name.startsWith(`${label}, `)) name = name.slice(label.length).replace(/^,? /, "");
    if (figure) name = name.replace(/^(\d+|[IVX]+)\b[:, ]*/, "");
    const when = extent && sure && day > 0.7 ? daysInWords(extent) : "";
    if (figure && day < 0.3) return [];
    return [[name, when].filter(Boolean).join(", "), name, when].filter(Boolean);
  }

  /* The rectangles that a mark takes, with its extent and its whisker. */
  boxes({ kind, px, y, extent, dispute, axis, told, from, to, high }) {
    if (this.lanes[told[0]].folded) return [];
    if (kind === "group") return [[from, to, y - high / 2, y + high / 2]];
    const [wide, tall] = { round: [9, 9], document: [5, 8], statement: [2, 4] }[kind];
    const boxes = [[px - wide, px + wide, y - tall, y + tall]];
    const { px: at } = this.scales[axis];
    if (extent) boxes.push([at(extent[0]), at(extent[1]), y - 5, y + 5]);
    if (dispute) boxes.push([at(dispute[0]), at(dispute[1]), y + 6, y + 12]);
    return boxes;
  }

  /* Zoom and pan ------------------------------------------------------------------------------ */

  /* Show the days from one to another; the address keeps them. */
  look(range) {
    if (!this.meta.first) return;
    this.range = this.within(range);
    this.note();
    this.draw();
    if (this.meta.partial) this.refine();
  }

  /* Ask for what is in view in a finer grain, a moment after the view has come to rest. */
  refine() {
    clearTimeout(this.resting);
    this.refining?.abort();
    this.resting = setTimeout(async () => {
      this.refining = new AbortController();
      const address = new URL(this.dataset.figure, location.href);
      address.search = location.search;
      for (const name of ["view", "open", "page", "after", "before", "folded"]) address.searchParams.delete(name);
      if (String(this.range) !== String(this.home)) address.searchParams.set("view", this.range.join("/"));
      try {
        const answer = await fetch(address, { signal: this.refining.signal });
        if (!answer.ok) throw new Error(answer.statusText);
        this.figure = await answer.json();
      } catch (error) {
        if (error.name !== "AbortError") document.getElementById("failure").hidden = false;
        return;
      }
      this.meta = this.figure.layout.meta;
      this.cursor = -1;
      this.gather();
      this.draw();
    }, 120);
  }

  /* Keep in the address what is in view and what is folded. */
  note() {
    clearTimeout(this.noted);
    this.noted = setTimeout(() => {
      const address = new URL(location.href);
      if (String(this.range) === String(this.home)) address.searchParams.delete("view");
      else address.searchParams.set("view", this.range.join("/"));
      address.searchParams.delete("folded");
      for (const key of this.folded) address.searchParams.append("folded", key);
      history.replaceState(history.state, "", decodeURI(address.href).replaceAll("%2F", "/"));
    }, 250);
  }

  /* Move and shorten a span of days so that it lies within the whole. */
  within(range) {
    if (!this.meta.first) return this.home;
    const [from, to] = range.map(number);
    const [low, high] = this.home.map(number);
    const length = Math.min(to - from, high - low);
    if (length > 0.99 * (high - low)) return this.home; // days were rounded on the way
    const start = Math.min(Math.max(from, low), high - length);
    return [isoDay(start), isoDay(start + length)];
  }

  zoom(way) {
    const [from, to] = this.range.map(number);
    const length = to - from;
    const ranges = {
      in: length > 14 * DAY ? [from + length / 4, to - length / 4] : [from, to],
      out: [from - length / 2, to + length / 2],
      earlier: [from - length / 3, to - length / 3],
      later: [from + length / 3, to + length / 3],
      reset: this.home.map(number),
    };
    this.look(ranges[way]);
  }

  /* The overview strip: its window is what is in view. A drag moves the window, or one of its
   * edges, or chooses another; a tap goes there, and where all is in view to the year. */
  watchOverview(until) {
    this.strip = this.parentElement.querySelector(".overview");
    if (!this.strip) return;
    let drag = null;
    const dayAt = ({ clientX }) => {
      const box = this.strip.getBoundingClientRect();
      const [first, last] = [this.meta.first, this.meta.last].map(number);
      return first + Math.min(1, Math.max(0, (clientX - box.left) / box.width)) * (last - first);
    };
    const grip = (event) => {
      const here = dayAt(event);
      const [from, to] = this.range.map(number);
      const near = ((event.pointerType === "touch" ? 14 : 6) * (number(this.meta.last) - number(this.meta.first))) / this.strip.clientWidth;
      if (String(this.range) === String(this.home)) return { anchor: here };
      if (Math.abs(here - from) < near) return { anchor: to };
      if (Math.abs(here - to) < near) return { anchor: from };
      return here > from && here < to ? { grabbed: here - from, length: to - from } : { anchor: here };
    };
    const follow = (event) => {
      const here = dayAt(event);
      const { anchor, grabbed, length } = drag;
      const ends = anchor === undefined ? [here - grabbed, here - grabbed + length] : [Math.min(anchor, here), Math.max(anchor, here)];
      if (anchor !== undefined) ends[1] = Math.max(ends[1], ends[0] + 14 * DAY);
      this.look(ends);
    };
    this.strip.addEventListener("pointerdown", (event) => {
      drag = { ...grip(event), x: event.clientX };
      this.dragging = true;
      this.strip.setPointerCapture(event.pointerId);
    }, until);
    this.strip.addEventListener("pointermove", (event) => {
      if (!drag) {
        this.strip.style.cursor = { anchor: "ew-resize", grabbed: "grab" }[Object.keys(grip(event))[0]];
        return;
      }
      drag.moved ||= Math.abs(event.clientX - drag.x) > 4;
      if (!drag.moved || drag.asked) return;
      drag.asked = requestAnimationFrame(() => {
        if (!drag) return;
        drag.asked = 0;
        follow(event);
      });
    }, until);
    this.strip.addEventListener("pointerup", (event) => {
      this.dragging = false;
      this.zoomed = "";
      if (drag?.moved) follow(event);
      else if (drag) this.look(this.around(dayAt(event)));
      drag = null;
    }, until);
    this.strip.addEventListener("pointercancel", () => {
      this.dragging = false;
      drag = null;
    }, until);
  }

  /* The days to show around one that was tapped: its year, or as many as are in view now. */
  around(day) {
    if (String(this.range) === String(this.home)) {
      const year = isoDay(day).slice(0, 4);
      return padded(`${year}-01-01`, `${year}-12-31`, 0.02);
    }
    const [from, to] = this.range.map(number);
    return [day - (to - from) / 2, day + (to - from) / 2];
  }

  /* Place the overview under the dated time, and its window over what is in view. */
  frame() {
    if (!this.strip) return;
    const [low, high] = this.home.map(number);
    const [first, last] = [this.meta.first, this.meta.last].map(number);
    const [from, to] = this.range.map(number);
    const { left, right } = this.scales.x;
    const edge = ((right - left) * (first - low)) / (high - low);
    this.strip.style.marginInlineStart = `${this.left + left + edge}px`;
    this.strip.style.inlineSize = `${right - left - 2 * edge}px`;
    this.strip.dataset.placed = "";
    this.strip.toggleAttribute("data-whole", String(this.range) === String(this.home));
    const view = this.strip.querySelector(".window");
    const share = (day) => clamp((100 * (day - first)) / (last - first), 101);
    view.setAttribute("x", share(from));
    view.setAttribute("width", Math.max(1, share(to) - share(from)));
  }

  /* Keyboard ---------------------------------------------------------------------------------- */

  key(event) {
    if (event.target !== this || event.ctrlKey || event.metaKey || event.altKey) return;
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
      const told = plainly(mark.told.slice(2, 4).join(". ").replaceAll("<br>", ". "));
      document.getElementById("announcement").textContent = `${told}; ${at + 1} of ${this.marks.length}`;
      this.reveal(mark);
    }
    this.draw();
  }

  /* Pan so that a dated mark is in view. */
  reveal(mark) {
    if (mark.axis !== "x") return;
    const [from, to] = this.range.map(number);
    const day = number(mark.day);
    if (day < from || day > to) this.look([day - (to - from) / 2, day + (to - from) / 2]);
  }

  /* Open what a mark stands for beside the timeline; the address follows. */
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

customElements.define("talks-timeline", TalksTimeline);
