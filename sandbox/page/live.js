// Fetches the parts that change and swaps only those that did; open folds and focus stay as they are.
const person = new URLSearchParams(location.search);
const query = new URLSearchParams({ lang: document.documentElement.lang, orang: person.get("nama") ? "" : person.get("orang") || "" });
const held = new Map();

async function look() {
  if (!document.hidden) {
    try {
      const parts = await (await fetch(`${document.documentElement.dataset.live || "/live"}?${query}`)).json();
      for (const [name, html] of Object.entries(parts)) {
        const part = document.querySelector(`[data-part="${name}"]`);
        if (part && held.get(name) !== html) part.innerHTML = html;
        held.set(name, html);
      }
    } catch { /* the sandbox is restarting; ask again */ }
  }
  setTimeout(look, 400);
}
look();
