/* What the timeline has in common with the address: the view and the folds, and the dates asked for. */

const PAUSE = 250; // ms after the last change, until the address is written

/* Keeps in the address what each of its parts writes into the query. */
export class AddressWriter {
  #waiting;

  constructor(parts, signal) {
    this.parts = parts;
    signal.addEventListener("abort", () => clearTimeout(this.#waiting));
  }

  write() {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => {
      const address = new URL(location.href);
      for (const part of this.parts) part.write(address.searchParams);
      const text = decodeURI(address.href).replaceAll("%2F", "/");
      history.replaceState(history.state, "", text);
    }, PAUSE);
  }
}

/* Ask for what is dated from one day to another, by the filter of dates; "" leaves a side open. */
export function askForDates(since, until) {
  const [first, last] = ["since", "until"].map((id) => document.getElementById(id));
  first.value = since;
  last.value = until;
  last.dispatchEvent(new Event("change", { bubbles: true }));
}
