/* What htmx leaves to the page: a failed answer, focus, sheets, and what is opened beside. */
"use strict";

const byId = (id) => document.getElementById(id);
let last = null; // the latest request, to be tried again
let opener = null; // what had the focus before something was opened

// Show what the address says, also where the reader walked the history while the page was coming.
const [asked] = performance.getEntriesByType("navigation");
if (new URL(asked.name).search !== location.search) location.reload();
window.addEventListener("popstate", ({ state }) => {
  if (state?.htmx) location.reload();
});

// A question given up for a later one is no error: keep htmx from calling it one in the console.
window.htmx.logger = (element, name, detail) => {
  if (["htmx:afterRequest", "htmx:sendAbort"].includes(name) && detail.xhr?.status === 0) {
    delete detail.error;
  }
};

document.addEventListener("htmx:configRequest", ({ detail }) => {
  // What is opened beside the timeline leaves all else of the address as it is.
  if (detail.target?.id !== "detail" || !detail.path.includes("open=")) return;
  const [path, query] = detail.path.split("?");
  const asked = new URLSearchParams(location.search);
  asked.set("open", new URLSearchParams(query).get("open"));
  detail.path = `${path}?${asked}`.replaceAll("%2F", "/");
});

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  last = { path: detail.pathInfo.finalRequestPath, target: `#${detail.target.id}` };
  if (detail.target.id !== "detail") byId("results")?.setAttribute("aria-busy", "true");
  const here = document.activeElement;
  if (detail.target.id === "detail" && !here.closest("#detail")) opener = here;
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  byId("results")?.removeAttribute("aria-busy");
  const failed = !detail.successful && detail.xhr.status !== 0;
  if (failed) byId("failure").hidden = false;
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
  if (byId("find-actor")?.value) findActors();
  if (id === "detail") showDetail();
  else if (document.activeElement === document.body) byId("counts")?.focus({ preventScroll: true });
});

/* Move the focus into what was opened, or back to what opened it. */
function showDetail() {
  const title = byId("detail-title");
  const timeline = document.querySelector("talks-timeline");
  const path = document.querySelector("#detail [name=open]")?.value ?? "";
  if (timeline && timeline.dataset.opened !== path) {
    timeline.dataset.opened = path;
    timeline.draw();
  }
  if (title) title.focus({ preventScroll: matchMedia("(min-width: 60rem)").matches });
  else if (opener?.isConnected) opener.focus({ preventScroll: true });
}

/* Show of the actors those whose name has the words typed; the list is swapped now and then. */
function findActors() {
  const words = byId("find-actor").value.trim().toLowerCase();
  for (const item of document.querySelectorAll("#actors .options > li")) {
    item.hidden = !item.querySelector(".option").textContent.toLowerCase().includes(words);
  }
  for (const group of document.querySelectorAll("#actors fieldset")) {
    group.hidden = !group.querySelector(".options > li:not([hidden])");
  }
}

for (const name of ["input", "change", "keydown"]) {
  document.addEventListener(name, (event) => {
    if (event.target.id !== "find-actor") return;
    event.stopPropagation(); // it asks nothing of the server
    if (event.key === "Enter") event.preventDefault();
    if (name === "input") findActors();
  }, { capture: true });
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-retry]") && last) {
    window.htmx.ajax("GET", last.path, { target: last.target, swap: "outerHTML" });
  }
  if (event.target.type === "submit") return; // which Enter in a field of a panel clicks
  for (const open of document.querySelectorAll("details.facet[open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.facet[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  } else {
    document.querySelector("#detail .close")?.click();
  }
});
