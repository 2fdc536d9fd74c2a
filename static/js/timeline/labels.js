/* The words beside rounds, where the rows have room for them at this zoom. */

import { daysInWords } from "./days.js";
import { unescapeMarkup } from "./text.js";

/* Return the traces of the labels, one for each axis that has any. Rounds without a number come
 * first: nothing else names them. */
export function labelTraces(marks, figure, arrangement, font) {
  const { scales, lanes } = arrangement;
  const { meta } = figure.layout;
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `11px ${font.family}`;
  const boxes = lanes.map(() => []);
  const isAlone = ({ lane, bar }) => !lanes[lane].isFolded && !bar;
  for (const mark of [...marks.filter(isAlone), ...arrangement.bars]) {
    boxes[mark.lane].push(...boxesOf(mark, scales[mark.axis], meta.marks));
  }
  const trail = figure.data.find(({ meta: role }) => role === "trail");
  const traces = {};
  const rounds = marks.filter((mark) => mark.kind === "round" && isAlone(mark));
  for (const mark of [...rounds.filter((m) => !m.number), ...rounds.filter((m) => m.number)]) {
    const scale = scales[mark.axis];
    if (mark.to < scale.left || mark.from > scale.right) continue;
    for (const text of wordings(mark, meta.lanes[mark.lane].label, scale.day)) {
      const width = pen.measureText(text).width;
      const box = freeBox(mark, width, { scale, boxes: boxes[mark.lane], trail });
      if (!box) continue;
      boxes[mark.lane].push([box[0] - 6, box[1] + 6, box[2], box[3]]);
      traces[mark.axis] ??= emptyTrace(mark.axis, font);
      traces[mark.axis].x.push(scale.toValue(box[0] + 3));
      traces[mark.axis].y.push(mark.y);
      traces[mark.axis].text.push(text);
      break;
    }
  }
  return Object.values(traces);
}

function emptyTrace(axis, font) {
  return {
    type: "scatter",
    mode: "text",
    xaxis: axis,
    x: [],
    y: [],
    text: [],
    textposition: "middle right",
    textfont: { size: 11, color: font.color },
    hoverinfo: "skip",
    meta: "label",
  };
}

/* Return the free box for a text of a width, to the right of its mark or to the left, as
 * [left, right, top, bottom]; on its days where they cross the view and its sign is out of sight. */
function freeBox(mark, width, { scale, boxes, trail }) {
  const isOutOfSight = mark.pixel < scale.left || mark.pixel > scale.right;
  const [from, to] = [Math.max(mark.from, scale.left), Math.min(mark.to, scale.right)];
  const inside = isOutOfSight && to - from > width + 8 ? [from + 4] : [];
  return [...inside, mark.to + 4, mark.from - 4 - width]
    .map((x) => [x - 3, x + width + 3, mark.y - 7, mark.y + 7])
    .find(
      (box) =>
        box[0] >= scale.left &&
        box[1] <= scale.right &&
        (inside.length || !boxes.some((other) => overlap(box, other))) &&
        !isCrossed(box, trail, scale),
    );
}

/* Return the texts that could stand beside a round, the most informative first: its name, unless its
 * lane and number say it, and its days where the zoom has room. */
export function wordings({ title, number, extent, isSure }, laneLabel, dayWidth) {
  if (number && dayWidth < 0.3) return [];
  const fullName = unescapeMarkup(title);
  const isSaid = number && /^ ([IVX]+|\d+)$/.test(fullName.replace(laneLabel, ""));
  const name = isSaid ? "" : fullName;
  const days = extent && isSure && dayWidth > 0.7 ? daysInWords(extent) : "";
  return [[name, days].filter(Boolean).join(", "), name, days].filter(Boolean);
}

/* Return the boxes that a mark takes, with its extent and its whisker. */
export function boxesOf({ kind, pixel, y, extent, dispute, from, to, height }, scale, sizes) {
  if (kind === "group" || kind === "bar") return [[from, to, y - height / 2, y + height / 2]];
  const { wide, tall } = sizes[kind];
  const boxes = [[pixel - wide, pixel + wide, y - tall, y + tall]];
  const { toPixel } = scale;
  if (extent) boxes.push([toPixel(extent[0]), toPixel(extent[1]), y - 5, y + 5]);
  if (dispute) boxes.push([toPixel(dispute[0]), toPixel(dispute[1]), y + 6, y + 12]);
  return boxes;
}

export function overlap(a, b) {
  return a[0] < b[1] && b[0] < a[1] && a[2] < b[3] && b[2] < a[3];
}

/* Return whether a line of a trail runs through a box. */
export function isCrossed([left, right, top, bottom], trail, { toPixel }) {
  if (!trail) return false;
  const { x, y } = trail;
  const middle = (top + bottom) / 2;
  for (let at = 0; at < x.length; at += 3) {
    const [start, end] = [y[at], y[at + 1]];
    if (start === null || Math.min(start, end) > bottom || Math.max(start, end) < top) continue;
    const [from, to] = [toPixel(x[at]), toPixel(x[at + 1])];
    const isLevel = start === end;
    const pixels = isLevel ? [from, to] : [from + ((to - from) * (middle - start)) / (end - start)];
    if (Math.min(...pixels) - 8 < right && Math.max(...pixels) + 8 > left) return true;
  }
  return false;
}
