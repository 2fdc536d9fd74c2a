/* Suggestions under the search field: a combobox with a list (ARIA Authoring Practices, "list
 * autocomplete with manual selection"). Enter without a choice searches for the words. */
"use strict";

const PAUSE = 120; // ms after a letter
let pausing = 0;
let suggesting = null; // the request under way

const box = () => byId("q");
const list = () => byId("suggestions");
const options = () => [...list().querySelectorAll("[role=option]")];
const active = () => list().querySelector("[aria-selected=true]");

function show(html) {
  list().innerHTML = html;
  const many = options().length;
  list().hidden = many === 0;
  box().ariaExpanded = String(many > 0);
  box().removeAttribute("aria-activedescendant");
  if (many) byId("announcement").textContent = `${many} suggestion${many === 1 ? "" : "s"}`;
}

function hide() {
  clearTimeout(pausing);
  suggesting?.abort();
  show("");
}

/* Ask for what may be meant, under the filter in force. */
async function suggest() {
  suggesting?.abort();
  suggesting = new AbortController();
  const asked = new URLSearchParams(new FormData(box().form));
  try {
    const answer = await fetch(`${box().dataset.suggest}?${asked}`, { signal: suggesting.signal });
    if (answer.ok && document.activeElement === box()) show(await answer.text());
  } catch (error) {
    if (error.name !== "AbortError") hide(); // the search goes on without suggestions
  }
}

function activate(option) {
  active()?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  if (option) box().setAttribute("aria-activedescendant", option.id);
  else box().removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

function choose(option) {
  const { url } = option.dataset;
  hide();
  box().value = "";
  window.htmx.ajax("GET", url, { target: "#explorer", swap: "outerHTML" })
    .then(() => byId("detail-title")?.focus({ preventScroll: true }))
    .catch(() => {}); // what failed is told by the page
}

function walk(event) {
  const all = options();
  const at = all.indexOf(active());
  if (event.key === "ArrowDown") activate(all[at + 1] ?? all[0]);
  else if (event.key === "ArrowUp") activate(at < 0 ? all.at(-1) : all[at - 1]);
  else if (event.key === "Enter" && active()) choose(active());
  else if (event.key === "Escape") hide();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

document.addEventListener("input", ({ target }) => {
  if (target !== box()) return;
  clearTimeout(pausing);
  if (target.value.trim()) pausing = setTimeout(suggest, PAUSE);
  else hide();
});

/* What is typed is asked for as it is typed. Asked for again when the field is left, the answer would
 * take the place of what has just been pressed, and the click would be lost. */
document.addEventListener("change", (event) => {
  if (event.target === box()) event.stopPropagation();
}, true);

document.addEventListener("keydown", (event) => {
  if (event.target !== box()) return;
  if (!list().hidden) walk(event);
  if (event.key === "Enter" && !event.defaultPrevented) hide();
}, { capture: true });

document.addEventListener("focusout", ({ target }) => {
  if (target === box()) hide();
});

// Pressed, not clicked: the field would lose the focus first, and the list would be gone.
document.addEventListener("pointerdown", (event) => {
  const option = event.target.closest("#suggestions [role=option]");
  if (event.target.closest("#suggestions")) event.preventDefault();
  if (option && event.pointerType === "mouse" && event.button === 0) choose(option);
});

document.addEventListener("click", ({ target }) => {
  const option = target.closest("#suggestions [role=option]");
  if (option?.isConnected) choose(option); // a finger that was lifted where it came down
});
