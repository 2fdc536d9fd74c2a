/* What of the page is in sight. */

const ROOM = 48; // px to keep around what is to be seen; the axis sticks to the top

/* Scroll the page so that a pixel of the window is in sight, above the pixel `bottom`. */
export function scrollIntoSight(y, bottom = innerHeight) {
  const above = y - ROOM;
  const below = y + ROOM - bottom;
  if (above < 0) scrollBy(0, above);
  else if (below > 0) scrollBy(0, Math.min(below, above));
}
