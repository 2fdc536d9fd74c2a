/* Pointing at the chart: by mouse a mark shows its card, and a click or a tap opens it. */

import { AXIS_HEIGHT } from "./arrangement.js";
import { nearestMark } from "./marks.js";

const STILL = 5; // px that a press may move and still be a click
const REACH = { hover: 12, mouse: 20, touch: 30, pen: 30 }; // px from a mark

/* Let a timeline be pointed at. Pointer events tell a tap from a drag of the chart and from a scroll
 * of the page, which the browser cancels. */
export function watchPointer(timeline, signal) {
  const { chart } = timeline;
  let press = null;
  const listen = (target, name, handler) => target.addEventListener(name, handler, { signal });

  const markAt = ({ clientX, clientY }, reach) => {
    const { arrangement, marks } = timeline;
    const box = chart.getBoundingClientRect();
    const place = { x: clientX - box.left - arrangement.left, y: clientY - box.top - AXIS_HEIGHT };
    const signs = [...marks.all.filter(({ bar }) => !bar), ...arrangement.bars];
    return nearestMark(signs, arrangement, { ...place, reach });
  };
  const showCardOf = (mark) => {
    timeline.toggleAttribute("data-over", Boolean(mark));
    timeline.showCard(mark ?? timeline.keyboard.mark);
  };
  const isClick = ({ clientX, clientY }) =>
    press && Math.hypot(clientX - press.clientX, clientY - press.clientY) < STILL;

  listen(chart, "pointerdown", (event) => {
    press = event.isPrimary && event.button === 0 ? event : null;
    timeline.showCard();
  });
  // The chart puts a cover over the page while it is dragged.
  listen(window, "pointerup", (event) => {
    const mark = isClick(event) && markAt(event, REACH[event.pointerType]);
    if (mark) timeline.open(mark.path, mark);
    press = null;
  });
  listen(window, "pointercancel", () => {
    press = null;
  });
  listen(chart, "pointermove", (event) => {
    if (event.pointerType !== "mouse" || event.buttons) return;
    showCardOf(markAt(event, REACH.hover));
  });
  listen(chart, "pointerleave", () => showCardOf());
}
