// Small comforts on top of pages that work without them. Nothing here is needed to use Ayo.
"use strict";

const find = (selector, root = document) => root.querySelector(selector);

// After a page or a part arrives, the reader is taken to what matters: the errors, or what was marked.
function takeTo(root) {
  const place = root.matches?.("[data-focus]") ? root : find("[data-focus]", root);
  if (!place) return;
  if (!place.hasAttribute("tabindex")) place.setAttribute("tabindex", "-1");
  place.focus();
}

// Dialogs open by the command attribute; browsers that do not know it yet are helped.
function command(event) {
  const button = event.target.closest("[commandfor]");
  if (!button || "commandForElement" in HTMLButtonElement.prototype) return;
  const dialog = document.getElementById(button.getAttribute("commandfor"));
  if (button.getAttribute("command") === "show-modal") dialog.showModal();
  else dialog.close();
}

// A form is sent once, however often its button is pressed.
const sent = new WeakSet();
function guard(event) {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (sent.has(form)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  sent.add(form);
  event.submitter?.setAttribute("aria-busy", "true");
  if (form.target === "_blank") release(form);
}
function release(form) {
  sent.delete(form);
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
}

// The theme changes under the finger; the server remembers it for the next page.
function choose(event) {
  const form = event.target.closest("[data-choose]");
  const button = event.submitter;
  if (!form || button?.name !== "theme" || !window.fetch) return;
  event.preventDefault();
  const body = new FormData(form, button);
  fetch(form.action, { method: "POST", body, credentials: "same-origin", redirect: "manual" });
  if (button.value === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = button.value;
  form.querySelectorAll("[name=theme]").forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
}

// What is shown once can be taken along with one press; the button says that it was.
async function copy(button) {
  const field = document.getElementById(button.dataset.copy);
  field.select();
  try { await navigator.clipboard.writeText(field.value); } catch { document.execCommand("copy"); }
  const [before, after] = button.querySelectorAll("span");
  before.hidden = true;
  after.hidden = false;
}

function press(event) {
  const copied = event.target.closest("[data-copy]");
  if (copied) copy(copied);
  const dismiss = event.target.closest("[data-dismiss]");
  if (dismiss) dismiss.closest(".toast").remove();
  command(event);
}

function fileChosen(event) {
  const name = event.target.closest(".drop")?.querySelector("[data-chosen]");
  if (name && event.target.files?.length) name.textContent = [...event.target.files].map((file) => file.name).join(", ");
}

// The receipt drawer closes with Escape and gives the focus back to where it came from.
let opener = null;
function keys(event) {
  if (event.key !== "Escape" || find("dialog[open], :popover-open")) return;
  find("[data-drawer] [data-close]")?.click();
}
function swapped(event) {
  const root = event.detail?.ctx?.target ?? event.target;
  const drawer = root?.id && find(`#${CSS.escape(root.id)} [data-drawer], #${CSS.escape(root.id)}[data-drawer]`);
  if (drawer) {
    opener = event.detail?.ctx?.sourceElement ?? null;
    find("h2", drawer)?.focus({ preventScroll: false });
  } else if (root instanceof Element) {
    if (opener?.isConnected && !find("[data-drawer]")) opener.focus();
    takeTo(root);
  }
  ready();
}

// Officers drive the workbench by single keys that the page names itself (data-key="j"); each may turn them off.
const keysAreOff = () => localStorage.getItem("ayo_keys") === "off";
function shortcut(event) {
  if (keysAreOff() || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox]), textarea, select")) return;
  const place = event.key.length === 1 && find(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!place) return;
  event.preventDefault();
  if (place.matches("textarea, input:not([type=checkbox])")) place.focus();
  else place.click();
}
function switchKeys(event) {
  const button = event.target.closest("[data-keys]");
  if (!button) return;
  localStorage.setItem("ayo_keys", keysAreOff() ? "on" : "off");
  ready();
}

function ready() {
  document.querySelectorAll("[data-dismiss][hidden], [data-keys][hidden], [data-copy][hidden]").forEach((button) => (button.hidden = false));
  document.querySelectorAll("[data-keys]").forEach((button) => button.setAttribute("aria-pressed", String(keysAreOff())));
}

// Of a row of tabs wider than the screen, the one in use is the one to see.
function showCurrent() {
  document.querySelectorAll(".tabs, .chips[data-scroll]").forEach((row) => {
    const here = find("[aria-current]", row);
    if (here) row.scrollLeft += here.getBoundingClientRect().left - row.getBoundingClientRect().left - 24;
  });
}

document.addEventListener("submit", choose);
document.addEventListener("submit", guard);
document.addEventListener("click", press);
document.addEventListener("change", fileChosen);
document.addEventListener("keydown", keys);
document.addEventListener("keydown", shortcut);
document.addEventListener("click", switchKeys);
document.addEventListener("htmx:after:swap", swapped);
document.addEventListener("htmx:finally:request", (event) => {
  const form = event.target.closest?.("form");
  if (form) release(form);
});
window.addEventListener("pageshow", () => document.querySelectorAll("form").forEach(release));
takeTo(document.body);
ready();
showCurrent();

// Without a network a worker shows an honest page; it keeps no page of anybody. Refused where the address is not secure.
const worker = document.body.dataset.worker;
if (worker) navigator.serviceWorker?.register(worker, { updateViaCache: "none" }).catch(() => {});
