// Whoever checks in may add where they are: only when they press the button, and the form works without.
for (const form of document.querySelectorAll("form[data-place]")) {
  const button = form.querySelector("[data-locate]");
  const said = form.querySelector("[data-located]");
  if (!button || !("geolocation" in navigator)) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    button.setAttribute("aria-busy", "true");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.elements.lintang.value = coords.latitude.toFixed(5);
        form.elements.bujur.value = coords.longitude.toFixed(5);
        form.elements.akurasi.value = Math.ceil(coords.accuracy);
        said.textContent = said.dataset.said.replace("{n}", Math.ceil(coords.accuracy));
        button.hidden = true;
      },
      () => {
        said.textContent = said.dataset.unsaid;
        button.removeAttribute("aria-busy");
      },
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
    );
  });
}
