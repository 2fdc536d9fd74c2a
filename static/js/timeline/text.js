/* The texts of marks and lanes, for eyes and for screen readers. */

/* Undo the server's escapes for Plotly. */
export function unescapeMarkup(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/* Return the text of a mark for a screen reader. */
export function textOf({ title, lines }) {
  return unescapeMarkup(`${title}. ${lines}`.replaceAll("<br>", ". "));
}

/* Return counts by kind in words: "2 rounds, 1 document". */
export function countsInWords(counts) {
  return Object.entries(counts)
    .filter(([, count]) => count)
    .map(([kind, count]) => `${count} ${kind}${count === 1 ? "" : "s"}`)
    .join(", ");
}

/* Break a text into lines of at most so many characters, where its words allow it. */
export function wrap(text, length) {
  const lines = [""];
  for (const word of text.split(" ")) {
    if (lines.at(-1) && (lines.at(-1) + word).length >= length) lines.push("");
    lines.push(`${lines.pop()} ${word}`.trim());
  }
  return lines.join("<br>");
}
