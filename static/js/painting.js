/* How a figure that the server made gets the colours and the manners of the page: for every element
 * that draws one with Plotly. It comes before them. */
"use strict";

// Nothing of Plotly's own: no bar of buttons, no upload, no zoom by wheel or double click.
const CONFIG = {
  displayModeBar: false, showSendToCloud: false, displaylogo: false, doubleClick: false,
  scrollZoom: false, responsive: false,
};

/* The colour that a custom property of the style sheet has now. */
function colorOf(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/* The letters of a figure within an element, and of what it says when pointed at. */
function lettersOf(element) {
  const font = { family: getComputedStyle(element).fontFamily, color: colorOf("--muted"), size: 12 };
  const hoverlabel = {
    bgcolor: colorOf("--ground"), bordercolor: colorOf("--line-strong"), align: "left",
    font: { ...font, color: colorOf("--ink"), size: 13 },
  };
  return { font, hoverlabel };
}

/* A part of a figure with the colours of the style sheet for names of custom properties, and for
 * the numbers of tones. */
function painted(part, key) {
  if (Array.isArray(part)) return key === "color" ? part.map((tone) => colorOf(`--tone-${tone}`)) : part;
  if (part && typeof part === "object") {
    return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, name === "meta" ? value : painted(value, name)]));
  }
  return typeof part === "string" ? part.replace(/^var\((--[\w-]+)\)$/, (_, name) => colorOf(name)) : part;
}
