// Serves kept sheets where there is no signal. VAULT, SHELL, LOGOUT, STATIC and PARTS are set by the server in front of this.
importScripts(VAULT);

const PATIENCE = 4000;
const USER = "X-Offline-User";

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(Promise.all([clients.claim(), vault.sweep()])));
vault.sweep();

const patiently = async (request) => {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    return await fetch(request, { signal: stop.signal });
  } finally {
    clearTimeout(timer);
  }
};

const kept = async (path) => {
  await vault.sweep();
  const page = await vault.page(path);
  if (!page) return caches.match(SHELL);
  const headers = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" };
  if (page.policy) headers["Content-Security-Policy"] = page.policy;
  return new Response(page.html, { headers });
};

const navigate = async (request) => {
  try {
    const response = await patiently(request);
    const user = response.headers.get(USER);
    if (user) await vault.only(user);
    return response;
  } catch (error) {
    const answer = await kept(new URL(request.url).pathname).catch(() => caches.match(SHELL));
    if (answer) return answer;
    throw error;
  }
};

const asset = async (request) => {
  const held = await caches.match(request);
  try {
    return await (held ? patiently(request) : fetch(request));
  } catch (error) {
    if (held) return held;
    throw error;
  }
};

// Logging out clears the browser, unsent marks as well: the page that says so comes first, once.
const leave = async (request) => {
  const asked = request.referrer && new URL(request.referrer).pathname === LOGOUT;
  if (!asked && (await vault.unsent().catch(() => 0))) return Response.redirect(LOGOUT, 303);
  return fetch(request);
};

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (request.method === "GET") event.respondWith(navigate(request));
    else if (pathname === LOGOUT) event.respondWith(leave(request));
  } else if (request.method === "GET" && [STATIC, PARTS].some((folder) => pathname.startsWith(folder))) event.respondWith(asset(request));
});
