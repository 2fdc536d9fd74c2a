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
    const { data, layout } = this.figure;
    const bars = tight ? data.filter(({ meta }) => meta !== "told") : data;
    window.Plotly.react(
      this,
      bars.map((trace) => painted(trace)),
      {
        ...painted(layout),
        ...lettersOf(this),
        width: this.width,
        margin: { l: 6, r: tight ? 12 : 116, t: 46, b: 10, pad: 6 },
      },
      CONFIG,
    ).then(() => (this.dataset.drawn = ""));
  }
}

customElements.define("talks-figure", TalksFigure);
