/* Asks the server for a closer look, where it has counted what stands too close for the eye. */

const PAUSE = 120; // ms after the last change of the view, until the server is asked

export class FinerFigure {
  #waiting;
  #request;

  /* `address` answers with a figure, and `show(figure)` takes it over. */
  constructor(address, { view, show, signal }) {
    Object.assign(this, { address, view, show });
    signal.addEventListener("abort", () => this.#stop());
  }

  #stop() {
    clearTimeout(this.#waiting);
    this.#request?.abort();
  }

  /* Ask for the figure of what is in view, a moment after the view has come to rest. */
  ask() {
    this.#stop();
    this.#waiting = setTimeout(() => this.#fetch(), PAUSE);
  }

  async #fetch() {
    this.#request = new AbortController();
    const address = new URL(this.address, location.href);
    address.search = location.search;
    for (const name of ["open", "page", "after", "before", "folded"]) {
      address.searchParams.delete(name);
    }
    this.view.write(address.searchParams);
    try {
      const answer = await fetch(address, { signal: this.#request.signal });
      if (!answer.ok) throw new Error(answer.statusText);
      this.show(await answer.json());
    } catch (error) {
      if (error.name !== "AbortError") document.getElementById("failure").hidden = false;
    }
  }
}
