{% load static %}// Keeps a copy of the pages one visits, for when the network is gone.
// A page always comes from the network if that answers at all.
const SHELL = "shell {{ version }}";
const PAGES = "pages";
const MOST_PAGES = 80;
const STATIC = "{% get_static_prefix %}";
const OFFLINE = { {% for code, address in offline.items %}"{{ code }}": "{{ address }}"{% if not forloop.last %}, {% endif %}{% endfor %} };
const NEEDED = [...Object.values(OFFLINE), "{% static 'css/site.css' %}", "{% static 'img/favicon.svg' %}"];

addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((shell) => shell.addAll(NEEDED)).then(skipWaiting));
});

addEventListener("activate", (event) => {
  event.waitUntil(forgetOldShells().then(() => clients.claim()));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith(STATIC)) {
    event.respondWith(unchanging(request));
  } else if (request.mode === "navigate" && languageOf(url) in OFFLINE) {
    event.respondWith(newest(request, url));
  }
});

function languageOf(url) {
  return url.pathname.split("/")[1];
}

async function forgetOldShells() {
  for (const name of await caches.keys()) {
    if (name !== SHELL && name !== PAGES) await caches.delete(name);
  }
}

// The name of a static file changes with its content.
async function unchanging(request) {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await (await caches.open(SHELL)).put(request, response.clone());
  return response;
}

async function newest(request, url) {
  try {
    const response = await fetch(request);
    // What is public is the same for everybody; staff pages are never kept, and what
    // is public no longer is forgotten.
    if (response.ok && /public/.test(response.headers.get("Cache-Control"))) {
      await keep(request, response.clone());
    } else if (response.status < 500) {
      await forget(request);
    }
    return response;
  } catch {
    const kept = await caches.match(request, { ignoreVary: true });
    return kept ?? caches.match(OFFLINE[languageOf(url)], { ignoreVary: true });
  }
}

async function forget(request) {
  await (await caches.open(PAGES)).delete(request, { ignoreVary: true });
}

async function keep(request, response) {
  const pages = await caches.open(PAGES);
  await forget(request);
  await pages.put(request, response);
  const requests = await pages.keys();
  for (const old of requests.slice(0, -MOST_PAGES)) await pages.delete(old);
}
