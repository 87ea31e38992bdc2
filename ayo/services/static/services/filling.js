// A form that cannot be saved says so and keeps what was typed; it tries again when the network is back.
"use strict";

const filling = document.querySelector("[data-filling]");

function unsaved(is) {
  const place = document.querySelector("#tersimpan");
  if (!place) return;
  place.querySelector("[data-unsaved]").hidden = !is;
  place.querySelectorAll(":scope > :not([data-unsaved], input)").forEach((one) => (one.hidden = is));
}

let waits = false;
filling?.addEventListener("htmx:error", () => {
  waits = true;
  unsaved(true);
});
filling?.addEventListener("htmx:after:request", () => {
  waits = false;
});
window.addEventListener("online", () => {
  if (waits) filling.dispatchEvent(new Event("change", { bubbles: true }));
});

// Without a network a press would leave the page for one that says so; here the words are safer.
filling?.addEventListener("submit", (event) => {
  if (navigator.onLine) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  unsaved(true);
}, { capture: true });

// Where one stands, with one press.
for (const button of document.querySelectorAll("[data-locate]")) {
  if (!navigator.geolocation) continue;
  button.hidden = false;
  button.addEventListener("click", () => navigator.geolocation.getCurrentPosition(({ coords }) => {
    const [latitude, longitude] = button.dataset.locate.split(" ").map((id) => document.getElementById(id));
    latitude.value = coords.latitude.toFixed(6).replace(".", ",");
    longitude.value = coords.longitude.toFixed(6).replace(".", ",");
    longitude.dispatchEvent(new Event("input", { bubbles: true }));
  }));
}
