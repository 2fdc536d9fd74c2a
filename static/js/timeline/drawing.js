/* The figure that Plotly draws: the server's figure with places, labels and colours. */

import { colorOf, fontsOf, withColors } from "../plotly_style.js";
import { AXIS_HEIGHT, RIGHT } from "./arrangement.js";
import { makeTicks } from "./axes.js";
import { labelTraces } from "./labels.js";
import { BLANK, drawsThings } from "./marks.js";
import { wrap } from "./text.js";

const LETTER = 6.5; // px; the width of a letter in a rail's title

/* Return the figure for an arrangement. `range` is in view, and `cursor` the mark to put a ring
 * around, if any. */
export function drawFigure(element, figure, marks, arrangement, { range, cursor }) {
  const { layout, data } = figure;
  const { width, left, height, plot, isNarrow } = arrangement;
  const { font, hoverlabel } = fontsOf(element);
  const isTouch = matchMedia("(pointer: coarse)").matches;
  const titles = railTitles(layout.meta.rails, arrangement);
  const ticks = layout.meta.first
    ? makeTicks(arrangement.scales.x, range, {
        titleSpans: titles.map(({ span }) => span),
        isNarrow,
      })
    : {};
  return {
    data: [
      ...labelTraces(marks.all, figure, arrangement, font),
      ...data.flatMap((trace) => drawTrace(trace, arrangement, layout.meta.marks)),
      ringAround(cursor),
    ],
    layout: {
      ...withColors(layout),
      width,
      height: AXIS_HEIGHT + height + 1,
      font,
      margin: { l: left, r: RIGHT, t: AXIS_HEIGHT, b: 1, pad: 0 },
      dragmode: isTouch ? false : "pan",
      hoverdistance: isTouch ? 30 : 20,
      uirevision: "constant", // a drag goes on while the figure is drawn again
      hoverlabel,
      xaxis: {
        ...withColors(layout.xaxis),
        range,
        tickfont: { size: 12 },
        ticklen: 4,
        tickcolor: colorOf("--line"),
        tickangle: 0,
        ...ticks,
      },
      yaxis: { ...layout.yaxis, range: [height, 0] },
      shapes: [...railShapes(layout.meta.rails, arrangement), ...laneLines(arrangement)],
      annotations: titles.map(({ text, x, isLeft }) => ({
        text,
        x: x / plot,
        y: 1,
        xref: "paper",
        yref: "paper",
        showarrow: false,
        xanchor: isLeft ? "left" : "right",
        yanchor: "bottom",
        yshift: 5,
      })),
    },
  };
}

/* Return the titles of the rails, each with the pixels that it takes: the short one where the rail
 * is too narrow for the other. */
function railTitles(rails, { scales }) {
  return Object.entries(rails).map(([rail, { axis, title, short_title: shortTitle }]) => {
    const { left, right } = scales[axis];
    const text = right - left < LETTER * title.length ? shortTitle : title;
    const isLeft = rail === "before";
    const width = LETTER * text.length;
    const span = isLeft ? [left, left + width] : [right - width, right];
    return { text, x: isLeft ? left : right, isLeft, span };
  });
}

function railShapes(rails, { scales, plot, height }) {
  return Object.values(rails).map(({ axis }) => ({
    type: "rect",
    xref: "paper",
    yref: "y",
    x0: scales[axis].left / plot,
    x1: scales[axis].right / plot,
    y0: 0,
    y1: height,
    fillcolor: colorOf("--soft"),
    line: { width: 0 },
    layer: "below",
  }));
}

function laneLines({ lanes, left, plot }) {
  return lanes.map(({ line }) => ({
    type: "line",
    xref: "paper",
    yref: "y",
    x0: -left / plot,
    x1: 1,
    y0: line,
    y1: line,
    line: { color: colorOf("--line"), width: 1 },
    layer: "below",
  }));
}

function ringAround(mark) {
  return {
    type: "scatter",
    mode: "markers",
    hoverinfo: "skip",
    xaxis: mark?.axis ?? "x",
    x: mark ? [mark.x] : [],
    y: mark ? [mark.y] : [],
    meta: "cursor",
    marker: {
      symbol: "circle-open",
      size: mark?.kind === "round" ? 26 : 20,
      opacity: 1,
      color: colorOf("--ink"),
      line: { width: 2 },
    },
  };
}

/* Return what Plotly draws of a trace: itself, and under a whisker a pale line that sets it off. */
function drawTrace(trace, { lanes, isNarrow }, sizes) {
  const drawn = { ...trace };
  for (const part of ["marker", "line", "textfont"]) {
    if (trace[part]) drawn[part] = withColors(trace[part]);
  }
  if (trace.meta === "dispute") return [withHalo(drawn), drawn];
  const isThings = drawsThings(trace, sizes);
  if (isThings || trace.meta === "group") {
    drawn.customdata = breakLines(trace.customdata, isNarrow ? 40 : 64);
  }
  const hasFolds = lanes.some(({ isFolded }) => isFolded);
  return [hasFolds && isThings ? withTicks(drawn, lanes, sizes[trace.meta].folded) : drawn];
}

function withHalo(trace) {
  const line = { color: colorOf("--ground"), width: 4 };
  return { ...trace, meta: "halo", line, marker: { ...trace.marker, line } };
}

/* Return a trace in which the marks of folded lanes are ticks. */
function withTicks(trace, lanes, size) {
  const { marker } = trace;
  const isTick = trace.customdata.map(({ lane }) => lanes[lane].isFolded);
  const choose = (tick, value) =>
    isTick.map((is, at) => {
      if (is) return tick;
      return Array.isArray(value) ? value[at] : value;
    });
  return {
    ...trace,
    marker: {
      ...marker,
      symbol: choose("line-ns", marker.symbol),
      size: choose(size, marker.size),
      line: { ...marker.line, width: choose(2, marker.line.width) },
    },
    ...(trace.text && { text: choose(BLANK, trace.text) }),
  };
}

/* Return the texts of marks in lines of at most so many characters. */
function breakLines(customdata, length) {
  return customdata.map((point) => ({
    ...point,
    title: wrap(point.title, length),
    lines: point.lines
      .split("<br>")
      .map((line) => wrap(line, length))
      .join("<br>"),
  }));
}
