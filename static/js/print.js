/* What paper needs and a style sheet cannot give: when and from where the page was printed, and the
 * values of differing sources open. */

const CLOSED = "details.differs-here:not([open])";
let openedForPaper = [];

window.addEventListener("beforeprint", () => {
  const day = new Date().toLocaleDateString("en-GB", { dateStyle: "long" });
  const address = decodeURI(location.href.replace(/#.*$/, ""));
  document.getElementById("print-line").textContent = `Printed on ${day} from ${address}`;
  openedForPaper = [...document.querySelectorAll(CLOSED)];
  for (const details of openedForPaper) details.open = true;
});

window.addEventListener("afterprint", () => {
  for (const details of openedForPaper) details.open = false;
});
