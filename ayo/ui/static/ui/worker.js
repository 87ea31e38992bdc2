// Answers only when the network does not. What is kept: the files the offline page needs, and that page in each
// language. Pages of people and answers to forms are never kept. KEPT is written above this line by the server.
"use strict";

const CACHE = `ayo-${KEPT.version}`;
const SPOKEN = "/luring/bahasa";

async function keep() {
  const cache = await caches.open(CACHE);
  const wanted = [...KEPT.files, ...Object.values(KEPT.pages)];
  // Without cookies, so that what is kept is what a stranger gets.
  await Promise.all(wanted.map(async (address) => {
    const answer = await fetch(address, { credentials: "omit", cache: "reload" });
    if (!answer.ok) throw new Error(`${address} ${answer.status}`);
    await cache.put(address, answer);
  }));
}

async function tidy() {
  const old = (await caches.keys()).filter((name) => name.startsWith("ayo-") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

// The language of the last page that was seen; of that page nothing but this word is remembered.
async function hear(answer) {
  const language = answer.headers.get("Content-Language");
  if (!language || !(language in KEPT.pages)) return;
  const cache = await caches.open(CACHE);
  await cache.put(SPOKEN, new Response(language));
}

async function visit(event) {
  try {
    const answer = (await event.preloadResponse) ?? (await fetch(event.request));
    event.waitUntil(hear(answer));
    return answer;
  } catch {
    const cache = await caches.open(CACHE);
    const spoken = await (await cache.match(SPOKEN))?.text();
    return (await cache.match(KEPT.pages[spoken] ?? KEPT.pages[KEPT.first])) ?? Response.error();
  }
}

async function file(request) {
  try {
    return await fetch(request);
  } catch {
    return (await (await caches.open(CACHE)).match(request)) ?? Response.error();
  }
}

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate") return event.respondWith(visit(event));
  const { origin, pathname, search } = new URL(request.url);
  if (request.method === "GET" && origin === location.origin && KEPT.files.includes(pathname + search)) {
    event.respondWith(file(request));
  }
});
