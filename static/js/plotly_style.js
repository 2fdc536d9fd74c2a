/* The look that every Plotly figure of the site shares: its colours come from the style sheet. */

// Nothing of Plotly's own: no bar of buttons, no upload, no zoom by wheel or double click.
export const CONFIG = {
  displayModeBar: false,
  showSendToCloud: false,
  displaylogo: false,
  doubleClick: false,
  scrollZoom: false,
  responsive: false,
};

/* Resolves once deferred scripts have run, Plotly's among them. Modules run before that event. */
export const scriptsHaveRun =
  document.readyState === "complete"
    ? Promise.resolve()
    : new Promise((resolve) => {
        document.addEventListener("DOMContentLoaded", resolve, { once: true });
      });

/* Return the colour that a custom property of the style sheet has now. */
export function colorOf(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/* Return Plotly's `font` and `hoverlabel` for a figure within an element. */
export function fontsOf(element) {
  const font = {
    family: getComputedStyle(element).fontFamily,
    color: colorOf("--muted"),
    size: 12,
  };
  const hoverlabel = {
    bgcolor: colorOf("--ground"),
    bordercolor: colorOf("--line-strong"),
    align: "left",
    font: { ...font, color: colorOf("--ink"), size: 13 },
  };
  return { font, hoverlabel };
}

/* Return a copy of a part of a figure with colours: the server sends the names of custom
 * properties, and in lists the numbers of tones. */
export function withColors(part, key) {
  if (Array.isArray(part)) {
    return key === "color" ? part.map((tone) => colorOf(`--tone-${tone}`)) : part;
  }
  if (part && typeof part === "object") {
    return Object.fromEntries(
      Object.entries(part).map(([name, value]) => [
        name,
        name === "meta" ? value : withColors(value, name),
      ]),
    );
  }
  if (typeof part !== "string") return part;
  return part.replace(/^var\((--[\w-]+)\)$/, (_, name) => colorOf(name));
}
