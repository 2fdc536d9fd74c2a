/* The marks of the timeline, read out of the figure that the server made. */

import { toNumber } from "./days.js";

export const BLANK = "\u00a0";
const BARS = { extent: "extent", span: "extent", dispute: "dispute" }; // roles, and what they set

/* Return whether a trace draws rounds, statements or documents: each kind has a size. */
export function drawsThings({ meta: role }, sizes) {
  return role in sizes;
}

/* Marks of things and groups, each found again by the lane and path that stand in `customdata`. */
export class Marks {
  #byReference = new Map();

  constructor({ data, layout }) {
    this.all = [];
    this.#readThings(data.filter((trace) => drawsThings(trace, layout.meta.marks)));
    this.#readGroups(data.filter(({ meta }) => meta === "group"));
    this.#readBars(data.filter(({ meta }) => meta in BARS));
    this.largestTotal = Math.max(1, ...this.all.map(({ total }) => total));
  }

  /* Return the mark that an object of `customdata` belongs to. */
  find({ lane, path }) {
    return this.#byReference.get(`${lane} ${path}`);
  }

  #add(mark) {
    mark.index = this.all.length;
    this.all.push(mark);
    this.#byReference.set(`${mark.lane} ${mark.path}`, mark);
  }

  #readThings(traces) {
    const texts = new Map();
    for (const trace of traces) {
      const numbers = trace.text ?? [];
      // Plotly drops empty texts, and then mixes up the others.
      if (trace.text) trace.text = numbers.map((text) => text || BLANK);
      trace.customdata.forEach((point, at) => {
        // The texts of a thing come once, with the first of its marks.
        if ("title" in point) texts.set(point.path, { title: point.title, lines: point.lines });
        else Object.assign(point, texts.get(point.path));
        const day = trace.x[at];
        this.#add({
          ...point,
          kind: trace.meta,
          axis: trace.xaxis ?? "x",
          day,
          x: day,
          number: numbers[at] ?? "",
          total: 0,
        });
      });
    }
  }

  #readGroups(traces) {
    for (const { xaxis, x, width, customdata } of traces) {
      customdata.forEach((point, at) => {
        const day = x[at];
        const length = width[at];
        this.#add({ ...point, kind: "group", axis: xaxis, day, x: day, length, number: "" });
      });
    }
  }

  /* Give marks the days of their bars and whiskers, as `extent` and `dispute`. */
  #readBars(traces) {
    for (const { meta: role, customdata, base, x } of traces) {
      customdata.forEach((point, at) => {
        if (!point) return;
        const mark = this.find(point);
        if (base) {
          const start = toNumber(base[at]);
          mark[BARS[role]] = [start, start + x[at]];
          mark.isSure = role === "extent";
        } else if (customdata[at + 1]) {
          mark[BARS[role]] = [toNumber(x[at]), toNumber(x[at + 1])];
        }
      });
    }
  }
}

/* Sort marks as the keyboard walks them: by lane, from the left axis to the right, in time. On a
 * rail rounds come before statements and documents. */
export function sortForKeyboard(marks, scales) {
  const isLower = ({ axis, kind }) => axis !== "x" && kind !== "round";
  marks.sort(
    (a, b) =>
      a.lane - b.lane ||
      scales[a.axis].left - scales[b.axis].left ||
      isLower(a) - isLower(b) ||
      toNumber(a.day) - toNumber(b.day) ||
      a.index - b.index,
  );
}

/* Return the mark or bar nearest to a pixel of the plot, or none that is nearer than `reach`. What
 * counts is the sign of a mark, and the days that it may lie on or took, as far as they are drawn. */
export function nearestMark(marks, { scales, lanes }, { x, y, reach = 30 }) {
  const beyond = (at, from, to) => Math.max(from - at, 0, at - to);
  const distanceTo = (mark) => {
    if (mark.height) {
      const half = mark.height / 2;
      return 4 + Math.hypot(beyond(x, mark.from, mark.to), beyond(y, mark.y - half, mark.y + half));
    }
    const toSign = Math.hypot(mark.pixel - x, mark.y - y) - (mark.kind === "round" ? 5 : 0);
    if (!mark.extent || lanes[mark.lane].isFolded) return toSign;
    const [from, to] = mark.extent.map(scales[mark.axis].toPixel);
    return Math.min(toSign, 4 + Math.hypot(beyond(x, from, to), beyond(y, mark.y - 3, mark.y + 3)));
  };
  const isInView = ({ from, to, axis }) =>
    to > scales[axis].left - 6 && from < scales[axis].right + 6;
  let nearest;
  let least = reach;
  for (const mark of marks) {
    if (!isInView(mark)) continue;
    const distance = distanceTo(mark);
    if (distance < least) [nearest, least] = [mark, distance];
  }
  return nearest;
}
