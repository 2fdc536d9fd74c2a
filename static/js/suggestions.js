/* Suggestions under the search field: a combobox with a list (ARIA Authoring Practices, "list
 * autocomplete with manual selection"). Enter without a choice searches for the words. */

const PAUSE = 120; // ms after a letter
let pause = 0;
let request = null; // the AbortController of the request under way
let hasChosen = false; // since the last letter

const searchField = () => document.getElementById("q");
const list = () => document.getElementById("suggestions");
const options = () => [...list().querySelectorAll("[role=option]")];
const activeOption = () => list().querySelector("[aria-selected=true]");

function show(html) {
  list().innerHTML = html;
  const count = options().length;
  list().hidden = count === 0;
  searchField().ariaExpanded = String(count > 0);
  searchField().removeAttribute("aria-activedescendant");
  const words = count ? `${count} suggestion${count === 1 ? "" : "s"}` : "";
  document.getElementById("suggestions-status").textContent = words;
}

function hide() {
  clearTimeout(pause);
  request?.abort();
  show("");
}

/* Ask for suggestions under the filter in force. */
async function suggest() {
  request?.abort();
  request = new AbortController();
  const { signal } = request;
  const question = new URLSearchParams(new FormData(searchField().form));
  try {
    const answer = await fetch(`${searchField().dataset.suggest}?${question}`, { signal });
    if (answer.ok && document.activeElement === searchField()) show(await answer.text());
  } catch (error) {
    if (error.name !== "AbortError") hide(); // the search goes on without suggestions
  }
}

function activate(option) {
  activeOption()?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  if (option) searchField().setAttribute("aria-activedescendant", option.id);
  else searchField().removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

function choose(option) {
  const { url } = option.dataset;
  hide();
  hasChosen = true;
  window.htmx.trigger(searchField().form, "htmx:abort"); // the results for the words typed
  searchField().value = "";
  window.htmx
    .ajax("GET", url, { target: "#explorer", swap: "outerHTML" })
    .then(() => document.getElementById("detail-title")?.focus({ preventScroll: true }))
    .catch(() => {}); // the page reports a failure
}

function handleKey(event) {
  const all = options();
  const at = all.indexOf(activeOption());
  if (event.key === "ArrowDown") activate(all[at + 1] ?? all[0]);
  else if (event.key === "ArrowUp") activate(at < 0 ? all.at(-1) : all[at - 1]);
  else if (event.key === "Enter" && activeOption()) choose(activeOption());
  else if (event.key === "Escape") hide();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

document.addEventListener("input", ({ target }) => {
  if (target !== searchField()) return;
  hasChosen = false;
  clearTimeout(pause);
  if (target.value.trim()) pause = setTimeout(suggest, PAUSE);
  else hide();
});

/* A moment after a letter htmx asks for the words in the field. Once the reader has chosen a
 * suggestion instead, that answer could overtake the chosen one, and undo the choice. */
document.addEventListener("htmx:confirm", (event) => {
  if (hasChosen && event.target === searchField()) event.preventDefault();
});

/* The form has asked for the words while they were typed. If it asked again when the reader leaves
 * the field, the answer would replace what the reader has just pressed, and the click would be
 * lost. */
document.addEventListener(
  "change",
  (event) => {
    if (event.target === searchField()) event.stopPropagation();
  },
  true,
);

document.addEventListener(
  "keydown",
  (event) => {
    if (event.target !== searchField()) return;
    if (!list().hidden) handleKey(event);
    if (event.key === "Enter" && !event.defaultPrevented) hide();
  },
  { capture: true },
);

document.addEventListener("focusout", ({ target }) => {
  if (target === searchField()) hide();
});

// On the press, not on the click: by then the field has lost the focus, and the list is hidden.
document.addEventListener("pointerdown", (event) => {
  const option = event.target.closest("#suggestions [role=option]");
  if (event.target.closest("#suggestions")) event.preventDefault();
  if (option && event.pointerType === "mouse" && event.button === 0) choose(option);
});

document.addEventListener("click", ({ target }) => {
  const option = target.closest("#suggestions [role=option]");
  if (option?.isConnected) choose(option); // a finger that was lifted where it came down
});
