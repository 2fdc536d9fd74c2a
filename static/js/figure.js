/* A small figure: draws the Plotly figure that the page holds as JSON, in the colours of the style
 * sheet and as wide as there is room. A table beside it is its equal.
 *
 * It is defined before the page is parsed, so that its height is right before the first paint. */
"use strict";

const TIGHT = 560; // px; below it the words beside the bars are left to the table

class TalksFigure extends HTMLElement {
  connectedCallback() {
    this.figure = JSON.parse(document.getElementById(this.dataset.figure).textContent);
    this.style.blockSize = `${this.figure.layout.height}px`;
    this.stop = new AbortController();
    const until = { signal: this.stop.signal };
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw(), until);
    this.resized = new ResizeObserver(() => {
      if (this.clientWidth !== this.width) this.draw();
    });
    const start = () => this.resized.observe(this); // which draws it a first time
    if (document.readyState === "loading") {
      document.addEventListener("DOMContentLoaded", start, until);
    } else {
      start();
    }
  }

  disconnectedCallback() {
    this.stop.abort();
    this.resized.disconnect();
    window.Plotly?.purge(this);
  }

  draw() {
    if (!this.isConnected || !window.Plotly) return;
    this.width = this.clientWidth;
    const tight = this.width < TIGHT;
    const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const { data, layout } = painted(this.figure, color);
    const font = { family: getComputedStyle(this).fontFamily, color: color("--muted"), size: 12 };
    const config = {
      displayModeBar: false, showSendToCloud: false, displaylogo: false, doubleClick: false,
      scrollZoom: false, responsive: false,
    };
    window.Plotly.react(
      this,
      tight ? data.filter(({ meta }) => meta !== "told") : data,
      {
        ...layout,
        width: this.width, font,
        margin: { l: 6, r: tight ? 12 : 116, t: 46, b: 10, pad: 6 },
        hoverlabel: {
          bgcolor: color("--ground"), bordercolor: color("--line-strong"), align: "left",
          font: { ...font, color: color("--ink"), size: 13 },
        },
      },
      config,
    ).then(() => (this.dataset.drawn = ""));
  }
}

/* The figure with the colours of the style sheet for the names of its custom properties. */
function painted(value, color) {
  if (Array.isArray(value)) return value.map((part) => painted(part, color));
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, painted(part, color)]));
  }
  return typeof value === "string" ? value.replace(/^var\((--[\w-]+)\)$/, (_, name) => color(name)) : value;
}

customElements.define("talks-figure", TalksFigure);
