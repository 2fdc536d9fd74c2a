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

// The full bundle adds the styles of its maps, unless something has this id.
const SCRIPT_ID = "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53";

/* Resolves once deferred scripts have run. Modules run before that event. */
const scriptsHaveRun =
  document.readyState === "complete"
    ? Promise.resolve()
    : new Promise((resolve) => {
        document.addEventListener("DOMContentLoaded", resolve, { once: true });
      });

let loading = null;

/* Load Plotly from its address, once for all figures, and after htmx has started, which would
 * otherwise wait for it. Rejects if it does not come; another call tries again. */
export function loadPlotly(address) {
  loading ??= scriptsHaveRun.then(
    () =>
      new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.id = SCRIPT_ID;
        script.src = address;
        script.addEventListener("load", resolve);
        script.addEventListener("error", () => {
          loading = null;
          script.remove();
          reject(new Error(`Nothing came from ${address}`));
        });
        document.head.append(script);
      }),
  );
  return loading;
}

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
