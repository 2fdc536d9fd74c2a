/* The figure that Plotly draws: the server's figure with places, labels and colours. */

import { colorOf, fontsOf, withColors } from "../plotly_style.js";
import { AXIS_HEIGHT, RIGHT, TAIL } from "./arrangement.js";
import { toIsoDay } from "./days.js";
import { labelTraces } from "./labels.js";
import { BLANK, drawsThings } from "./marks.js";

const NO_TRACK_TONE = 8;
const STRIP_WIDTH = 12; // px; a narrower bar has no room for its number

/* Return the figure for an arrangement. `range` is in view, `tickTimes` are the times of its grid,
 * `cursor` is the mark that the keyboard has reached, and `openMarks` are those of what is open. */
export function drawFigure(element, figure, marks, arrangement, view) {
  const { layout, data } = figure;
  const { width, left, height } = arrangement;
  const { range, tickTimes, cursor, openMarks } = view;
  const { font } = fontsOf(element);
  return {
    data: [
      ...labelTraces(marks.all, figure, arrangement, font),
      ...data.flatMap((trace) => drawTrace(trace, arrangement, layout.meta.marks)),
      ...tailTraces(marks.all, arrangement),
      ...barTraces(arrangement, layout.meta.lanes),
      ...ringsAround(openMarks, "open", { color: colorOf("--accent"), width: 3 }),
      ...ringsAround(cursor ? [cursor] : [], "cursor", { color: colorOf("--ink"), width: 2 }),
    ],
    layout: {
      ...withColors(layout),
      width,
      height: AXIS_HEIGHT + height + 1,
      font,
      margin: { l: left, r: RIGHT, t: AXIS_HEIGHT, b: 1, pad: 0 },
      dragmode: matchMedia("(pointer: coarse)").matches ? false : "pan",
      hovermode: false, // the page has a card of its own, for the keyboard too
      uirevision: "constant", // a drag goes on while the figure is drawn again
      xaxis: {
        ...withColors(layout.xaxis),
        range,
        showticklabels: false,
        tickvals: tickTimes.map(toIsoDay),
      },
      yaxis: { ...layout.yaxis, range: [height, 0] },
      shapes: [...railShapes(layout.meta.rails, arrangement), ...laneLines(arrangement)],
    },
  };
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

/* Return dots that lead on from plans that stand at their announcement: their own date is not given. */
function tailTraces(marks, { scales, lanes }) {
  const plans = marks.filter(({ isAnnounced, lane }) => isAnnounced && !lanes[lane].isFolded);
  const ends = plans.map(({ pixel }) => [pixel + 10, pixel + 10 + TAIL].map(scales.x.toValue));
  return plans.length
    ? [
        {
          type: "scatter",
          mode: "lines",
          x: ends.flatMap(([from, to]) => [from, to, null]),
          y: plans.flatMap(({ y }) => [y, y, null]),
          line: { color: colorOf("--muted"), width: 2, dash: "dot" },
          hoverinfo: "skip",
          meta: "tail",
        },
      ]
    : [];
}

/* Return rings around marks, of a role and with a line, one trace for each axis that has any. */
function ringsAround(marks, role, line) {
  return [...new Set(marks.map(({ axis }) => axis))].map((axis) => {
    const onAxis = marks.filter((mark) => mark.axis === axis);
    return {
      type: "scatter",
      mode: "markers",
      xaxis: axis,
      x: onAxis.map(({ x }) => x),
      y: onAxis.map(({ y }) => y),
      hoverinfo: "skip",
      marker: {
        symbol: "circle-open",
        size: onAxis.map(({ kind, bar }) => (kind === "round" && !bar ? 26 : 20)),
        opacity: 1,
        color: line.color,
        line: { width: line.width },
      },
      meta: role,
    };
  });
}

/* Return the bars that count marks, and their numbers, for each axis that has any. */
function barTraces({ bars, lanes, scales }, laneMetas) {
  return Object.entries(scales).flatMap(([axis, scale]) => {
    const onAxis = bars.filter((bar) => bar.axis === axis);
    if (!onAxis.length) return [];
    const numbered = onAxis.filter((bar) => bar.to - bar.from > STRIP_WIDTH);
    const toX = (pixel) => scale.toValue(pixel);
    // A pixel less, so that bars side by side can be told apart.
    const lengthOf = ({ from, to }) => (to - 1 - from) / scale.unit;
    return [
      {
        type: "bar",
        xaxis: axis,
        x: onAxis.map(({ from }) => toX(from)),
        width: onAxis.map(lengthOf),
        offset: 0,
        base: onAxis.map(({ lane }) => lanes[lane].bottom),
        y: onAxis.map(({ height }) => -height),
        marker: {
          color: onAxis.map(({ lane }) =>
            colorOf(`--tone-${laneMetas[lane].tone || NO_TRACK_TONE}`),
          ),
          line: { width: 0 },
        },
        hoverinfo: "skip",
        textposition: "none",
        meta: "bar",
      },
      {
        type: "scatter",
        mode: "text",
        xaxis: axis,
        x: numbered.map(({ pixel }) => toX(pixel)),
        y: numbered.map(({ lane, height }) => lanes[lane].bottom - height + 7),
        text: numbered.map(({ total }) => String(total)),
        textposition: "middle center",
        textfont: { size: 10, color: colorOf("--ground") },
        hoverinfo: "skip",
        meta: "bar-number",
      },
    ];
  });
}

/* Return what Plotly draws of a trace: itself, and under a whisker a pale line that sets it off. */
function drawTrace(trace, { lanes }, sizes) {
  const drawn = { ...trace };
  for (const part of ["marker", "line", "textfont"]) {
    if (trace[part]) drawn[part] = withColors(trace[part]);
  }
  if (trace.meta === "dispute") return [withHalo(drawn), drawn];
  const isThings = drawsThings(trace, sizes);
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
