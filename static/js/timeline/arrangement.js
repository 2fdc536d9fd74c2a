/* Where everything stands at a width and in a view: the axes, the lanes and each mark, in pixels. */

import { makeScale, railRange, shareWidth } from "./axes.js";
import { describeBars } from "./bars.js";
import { toNumber } from "./days.js";
import { drawsThings } from "./marks.js";
import { fillLane, fillStrip, groupHeight, HEAP_STEP } from "./stacking.js";

export const AXIS_HEIGHT = 30; // px for the years on top
export const RIGHT = 12; // px free at the right
export const TAIL = 12; // px of the dots that lead from an announcement to no date
const PAD = 4; // px above and below the marks of a lane
const NAME_HEIGHT = 24; // px for the name of a lane, and so for a folded one
const STRIP_HEIGHT = 16; // px for what a folded lane counts
const NAME_WIDTH = 138; // px for the names at the side
const NARROW = 560; // px; in less, the lanes' names stand above their marks

export const isNarrow = (width) => width < NARROW;

/* Give every mark its `pixel`, `from`, `to` and `y`, and the `bar` in which it is counted, if any;
 * and every lane its place. Return
 * - `width`, `left`, `plot` and `height` of the whole,
 * - `scales`, by the names of the axes that are in use,
 * - `bars`, which count the marks for which there is no room,
 * - `lanes`, each with `line` (its upper border), `top`, `bottom`, `height`, `isFolded`, and
 *   `isThin` where nothing of it is in view,
 * - `zoomLevel` and `keptHeights`, for the next arrangement.
 *
 * Lanes grow while the view is moved, and shrink only when it is widened or narrowed: pass the
 * last arrangement as `previous`, or none to let them shrink. `foldedKeys` names the folded lanes,
 * and `nameHeight(number)` measures the name of a lane. */
export function arrange(figure, marks, { width, range, foldedKeys, previous, isHeld, nameHeight }) {
  const { meta } = figure.layout;
  const narrow = isNarrow(width);
  const left = narrow ? 6 : NAME_WIDTH;
  const plot = width - left - RIGHT;
  const scales = arrangeAxes(figure.layout, { range, plot, isNarrow: narrow });
  const rowHeight = 2 * meta.marks.round.wide;
  const lanes = meta.lanes.map(({ key }) => ({ isFolded: foldedKeys.has(key), marks: [] }));
  for (const mark of marks.all) {
    spread(mark, scales[mark.axis], marks.largestTotal, meta.marks);
    lanes[mark.lane].marks.push(mark);
  }
  const zoomLevel = `${width} ${scales.x.day.toPrecision(2)}`;
  const mayShrink = !previous || (zoomLevel !== previous.zoomLevel && !isHeld);
  const heights = mayShrink ? [] : previous.keptHeights;
  const bars = [];
  let bottom = 0;
  lanes.forEach((lane, at) => {
    const filling = lane.isFolded
      ? { height: STRIP_HEIGHT, bars: fillStrip(lane.marks, scales, STRIP_HEIGHT) }
      : fillLane(lane.marks, scales, rowHeight);
    bars.push(...filling.bars);
    const height = lane.isFolded ? filling.height : Math.max(filling.height, heights[at] ?? 0);
    lane.isThin = height === 0 || (lane.isFolded && !narrow);
    lane.line = bottom;
    lane.top = bottom + (narrow ? NAME_HEIGHT - PAD * lane.isFolded : PAD);
    const nameRoom = lane.isThin ? NAME_HEIGHT - 2 * PAD : nameHeight(at) - 2 * PAD;
    lane.height = Math.max(height, narrow ? 0 : nameRoom);
    lane.bottom = lane.top + lane.height;
    bottom = lane.bottom + PAD;
    lane.filled = height;
  });
  for (const mark of marks.all) raiseMark(mark, lanes[mark.lane], rowHeight);
  for (const bar of bars) {
    bar.x = scales[bar.axis].toValue(bar.pixel);
    bar.y = lanes[bar.lane].bottom - bar.height / 2;
  }
  describeBars(bars, meta.lanes);
  return {
    width,
    isNarrow: narrow,
    left,
    plot,
    height: bottom,
    scales,
    lanes,
    bars,
    zoomLevel,
    keptHeights: lanes.map((lane, at) => (lane.isFolded ? heights[at] : lane.filled)),
  };
}

/* Give the axes of a layout their domains and ranges. Return their scales. */
function arrangeAxes(layout, { range, plot, isNarrow: narrow }) {
  const { rails, first } = layout.meta;
  const axisOf = (name) => layout[`xaxis${name.slice(1)}`];
  // Where nothing is dated, the server has shared the width between the rails.
  const domains = first ? shareWidth(rails, { plot, isNarrow: narrow }) : {};
  for (const [name, domain] of Object.entries(domains)) axisOf(name).domain = domain;
  const scales = { x: makeScale(range, layout.xaxis.domain, plot) };
  for (const { axis: name, slots } of Object.values(rails)) {
    const axis = axisOf(name);
    axis.range = railRange(slots, plot * (axis.domain[1] - axis.domain[0]));
    scales[name] = makeScale(axis.range, axis.domain, plot);
  }
  return scales;
}

/* Set how far a mark reaches from left to right, with its days. */
function spread(mark, scale, largestTotal, sizes) {
  mark.pixel = scale.toPixel(mark.day);
  mark.x = mark.day;
  if (mark.kind === "group") {
    mark.from = mark.pixel;
    mark.to = scale.toPixel(toNumber(mark.day) + mark.length);
    mark.pixel = (mark.from + mark.to) / 2;
    mark.x = scale.toValue(mark.pixel);
    mark.height = groupHeight(mark.total, largestTotal);
    return;
  }
  const half = sizes[mark.kind].wide;
  const [from, to] = mark.extent?.map(scale.toPixel) ?? [mark.pixel, mark.pixel];
  mark.from = Math.min(mark.pixel - half, from);
  mark.to = Math.max(mark.pixel + half + (mark.isAnnounced ? TAIL : 0), to);
}

/* Set the `y` of a mark by its row in its lane. */
function raiseMark(mark, lane, rowHeight) {
  if (lane.isFolded) mark.height = Math.min(mark.height, lane.height);
  if (mark.bar) mark.y = lane.bottom - mark.bar.height / 2;
  else if (mark.kind === "group") mark.y = lane.bottom - mark.height / 2;
  else if (lane.isFolded) mark.y = (lane.top + lane.bottom) / 2;
  else if (mark.kind === "round") mark.y = lane.top + (mark.row + 0.5) * rowHeight;
  else mark.y = lane.bottom - (mark.row + (mark.kind === "document" ? 1 : 0.5)) * HEAP_STEP;
}

/* Give the points of each trace the place of their marks. */
export function placeTraces({ data, layout }, marks, lanes) {
  for (const trace of data) {
    const pointMarks = trace.customdata.map((point) => point && marks.find(point));
    if (trace.meta === "group") {
      trace.base = pointMarks.map(({ lane }) => lanes[lane].bottom);
      trace.y = pointMarks.map(({ height }) => -height);
      continue;
    }
    const isThings = drawsThings(trace, layout.meta.marks);
    trace.y = pointMarks.map((mark) => {
      if (!mark || mark.bar || (lanes[mark.lane].isFolded && !isThings)) return null;
      return trace.meta === "dispute" ? mark.y + (mark.kind === "round" ? 8.5 : 7) : mark.y;
    });
    if (isThings) trace.x = pointMarks.map(({ x }) => x);
    if (trace.type === "bar") trace.width = pointMarks.map(barThickness);
  }
}

/* Return the thickness of the bar of a mark's days: a sure one is a line, a pale one a band. */
function barThickness({ kind, isSure }) {
  if (kind === "round") return isSure ? 5 : 11;
  return isSure ? 3 : 6;
}
