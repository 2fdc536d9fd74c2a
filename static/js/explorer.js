/* What htmx leaves to the page: failed answers, focus, panels, and the detail beside the timeline. */

const byId = (id) => document.getElementById(id);
let lastRequest = null; // to be tried again
let opener = null; // the element that had the focus before the detail was opened
let isFromList = false; // whether the detail was opened by a link of the list

// Show what the address says, also if the reader went back or forward while the page was loading.
const [navigation] = performance.getEntriesByType("navigation");
if (new URL(navigation.name).search !== location.search) location.reload();
window.addEventListener("popstate", ({ state }) => {
  if (state?.htmx) location.reload();
});

// A request aborted for a later one is no error: keep htmx from reporting it in the console.
window.htmx.logger = (_element, name, detail) => {
  if (["htmx:afterRequest", "htmx:sendAbort"].includes(name) && detail.xhr?.status === 0) {
    delete detail.error;
  }
};

document.addEventListener("htmx:configRequest", ({ detail }) => {
  // To open a thing beside the timeline changes nothing else in the address.
  if (detail.target?.id !== "detail" || !detail.path.includes("open=")) return;
  const [path, query] = detail.path.split("?");
  const parameters = new URLSearchParams(location.search);
  parameters.set("open", new URLSearchParams(query).get("open"));
  detail.path = `${path}?${parameters}`.replaceAll("%2F", "/");
});

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  lastRequest = { path: detail.pathInfo.finalRequestPath, target: `#${detail.target.id}` };
  if (detail.target.id !== "detail") byId("results")?.setAttribute("aria-busy", "true");
  const focused = document.activeElement;
  isFromList = Boolean(detail.elt.closest("#results .entries"));
  if (detail.target.id === "detail" && !focused.closest("#detail")) opener = focused;
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  byId("results")?.removeAttribute("aria-busy");
  const hasFailed = !detail.successful && detail.xhr.status !== 0;
  if (hasFailed) byId("failure").hidden = false;
});

for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, () => {
    byId("results")?.removeAttribute("aria-busy");
    byId("failure").hidden = false;
  });
}

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  byId("failure").hidden = true;
  const id = detail.target.id;
  if (byId("find-actor")?.value) filterActors();
  markOpenEntry();
  if (id === "detail") focusDetail();
  else if (/[?&](after|before|page)=/.test(detail.pathInfo.requestPath)) startPageOfList();
  else if (document.activeElement === document.body) byId("counts")?.focus({ preventScroll: true });
});

/* Show another page of the list from its top, and let the keyboard go on there. */
function startPageOfList() {
  byId("list-title").focus({ preventScroll: true });
  byId("list-title").scrollIntoView();
}

/* Mark in the list what stands open beside it. */
function markOpenEntry() {
  const path = `/${document.querySelector("#detail [name=open]")?.value}/`;
  for (const link of document.querySelectorAll("#results .entry h3 a")) {
    if (link.pathname === path) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}
markOpenEntry();

/* Move the focus into the detail, or back to the element that opened it. */
function focusDetail() {
  const title = byId("detail-title");
  const timeline = document.querySelector("talks-timeline");
  const path = document.querySelector("#detail [name=open]")?.value ?? "";
  if (timeline && timeline.dataset.opened !== path) timeline.showOpened(path);
  if (title) {
    document.querySelector(".side-column").scrollTop = 0;
    title.focus();
    const sheet = byId("detail");
    const isOverPage = getComputedStyle(sheet).position === "fixed";
    // Who reads the list wants to go on there, not at the mark.
    if (isOverPage && !isFromList) timeline?.keepInSight(sheet.getBoundingClientRect().top);
  } else if (opener?.isConnected) opener.focus({ preventScroll: true });
}

/* Show the actors whose names contain the typed words. Answers of the server replace the list. */
function filterActors() {
  const words = byId("find-actor").value.trim().toLowerCase();
  for (const item of document.querySelectorAll("#actors .options > li")) {
    item.hidden = !item.querySelector(".option").textContent.toLowerCase().includes(words);
  }
  for (const group of document.querySelectorAll("#actors fieldset")) {
    group.hidden = !group.querySelector(".options > li:not([hidden])");
  }
}

for (const name of ["input", "change", "keydown"]) {
  document.addEventListener(
    name,
    (event) => {
      if (event.target.id !== "find-actor") return;
      event.stopPropagation(); // the form must not ask the server
      if (event.key === "Enter") event.preventDefault();
      if (name === "input") filterActors();
    },
    { capture: true },
  );
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-retry]") && lastRequest) {
    window.htmx.ajax("GET", lastRequest.path, { target: lastRequest.target, swap: "outerHTML" });
  }
  if (event.target.type === "submit") return; // Enter in a field of a panel clicks it
  for (const panel of document.querySelectorAll("details.facet[open]")) {
    if (!panel.contains(event.target)) panel.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const panel = document.querySelector("details.facet[open]");
  if (panel) {
    panel.open = false;
    panel.querySelector("summary").focus();
  } else {
    document.querySelector("#detail .close")?.click();
  }
});

/* Return whether the reader has changed a field since the server wrote it. */
function isChanged(field) {
  if (field.type === "checkbox" || field.type === "radio") {
    return field.checked !== field.defaultChecked;
  }
  if (field.type !== "select-one") return field.value !== field.defaultValue;
  const options = [...field.options];
  return field.value !== (options.find((option) => option.defaultSelected) ?? options[0]).value;
}

// Ask for what was chosen while the page was still loading, and htmx did not listen yet.
document.addEventListener("DOMContentLoaded", () => {
  const form = byId("explorer");
  const fields = form.querySelectorAll("input[name], select[name]");
  if ([...fields].some(isChanged)) window.htmx.trigger(form, "change");
});

// A press beside an open sheet closes it, and does nothing to what lies beneath.
let isBesideSheet = false;

document.addEventListener(
  "pointerdown",
  ({ target }) => {
    const sheet = document.querySelector(".sheet:popover-open");
    isBesideSheet = Boolean(sheet) && !target.closest(".sheet, [popovertarget]");
  },
  { capture: true },
);

document.addEventListener(
  "click",
  (event) => {
    if (!isBesideSheet) return;
    isBesideSheet = false;
    event.preventDefault();
    event.stopPropagation();
  },
  { capture: true },
);
