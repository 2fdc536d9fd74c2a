/* <talks-figure>: draws the figure of slips that the page holds as JSON, in the colours of the
 * style sheet and as wide as there is room. The table beside it says the same.
 *
 * The script blocks the first paint, so that the height is right by then. */

import { CONFIG, fontsOf, loadPlotly, withColors } from "./plotly_style.js";

const NARROW = 560; // px; in less, the labels beside the bars are left out

class SlipFigure extends HTMLElement {
  connectedCallback() {
    this.figure = JSON.parse(document.getElementById(this.dataset.figure).textContent);
    this.style.blockSize = `${this.figure.layout.height}px`;
    this.stop = new AbortController();
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    scheme.addEventListener("change", () => this.draw(), { signal: this.stop.signal });
    this.resizing = new ResizeObserver(() => {
      if (this.clientWidth !== this.width) this.draw();
    });
    loadPlotly(this.dataset.plotly)
      .then(() => {
        if (this.isConnected) this.resizing.observe(this); // which draws it a first time
      })
      .catch(() => {
        this.hidden = true; // the table says the same
      });
  }

  disconnectedCallback() {
    this.stop.abort();
    this.resizing.disconnect();
    window.Plotly?.purge(this);
  }

  async draw() {
    if (!this.isConnected || !window.Plotly) return;
    this.width = this.clientWidth;
    const isNarrow = this.width < NARROW;
    const { data, layout } = this.figure;
    const traces = isNarrow ? data.filter(({ meta }) => meta !== "label") : data;
    await window.Plotly.react(
      this,
      traces.map((trace) => withColors(trace)),
      {
        ...withColors(layout),
        ...fontsOf(this),
        width: this.width,
        margin: { ...layout.margin, l: 6, r: isNarrow ? 12 : 116, pad: 6 },
      },
      CONFIG,
    );
    this.dataset.drawn = "";
  }
}

customElements.define("talks-figure", SlipFigure);
