// What a device of the office keeps: sheets and unsent marks, each sealed with a key that never leaves the browser.
self.vault = (() => {
  const STORES = { keys: "name", pages: "path", events: "id" };
  const asked = (request) =>
    new Promise((done, failed) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
    });
  const opened = () => {
    const request = indexedDB.open("luring", 1);
    request.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(STORES)) request.result.createObjectStore(name, { keyPath });
    };
    return asked(request);
  };
  const work = async (store, act, mode = "readwrite") => {
    const base = await opened();
    try {
      const transaction = base.transaction(store, mode);
      const ended = new Promise((done, failed) => {
        transaction.oncomplete = done;
        transaction.onabort = transaction.onerror = () => failed(transaction.error);
      });
      const [answer] = await Promise.all([asked(act(transaction.objectStore(store))), ended]);
      return answer;
    } finally {
      base.close();
    }
  };
  const all = (store) => work(store, (rows) => rows.getAll(), "readonly");
  const remove = (store, key) => work(store, (rows) => rows.delete(key));

  // Pages and marks have keys of their own: forgetting the names must not lose what somebody has still to send.
  const keyOf = async (name) => {
    const kept = await work("keys", (rows) => rows.get(name), "readonly");
    if (kept) return kept.key;
    const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    // Another tab may have been first.
    await work("keys", (rows) => rows.add({ name, key })).catch(() => {});
    return (await work("keys", (rows) => rows.get(name), "readonly")).key;
  };
  const seal = async (name, content) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const text = new TextEncoder().encode(JSON.stringify(content));
    return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await keyOf(name), text) };
  };
  const unseal = async (name, { iv, data }) => {
    const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await keyOf(name), data);
    return JSON.parse(new TextDecoder().decode(text));
  };
  const fresh = (page) => page && page.expires > Date.now();
  // Addresses of what a page loads. Asked by pages: a worker cannot read HTML.
  const files = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const links = page.querySelectorAll('link[rel="stylesheet"], link[rel="icon"], script[src]');
    const icons = page.querySelector("use")?.getAttribute("href").split("#")[0];
    return [...links].map((node) => node.getAttribute("src") || node.getAttribute("href")).concat(icons || []);
  };

  const sweep = async () => {
    for (const page of await all("pages")) if (!fresh(page)) await remove("pages", page.path);
  };
  return {
    sweep,
    files,
    async keepPage({ path, user, expires, ...content }) {
      const sealed = await seal("pages", content);
      await work("pages", (rows) => rows.put({ path, user, expires, ...sealed }));
    },
    dropPage: (path) => remove("pages", path),
    async page(path) {
      const page = await work("pages", (rows) => rows.get(path), "readonly");
      return fresh(page) ? { path, expires: page.expires, ...(await unseal("pages", page)) } : null;
    },
    async pages() {
      const kept = (await all("pages")).filter(fresh).sort((one, other) => one.expires - other.expires);
      return Promise.all(kept.map(async (page) => ({ path: page.path, ...(await unseal("pages", page)) })));
    },
    async keepEvent({ id, user, path, order, ...content }) {
      const sealed = await seal(`events ${user}`, content);
      await work("events", (rows) => rows.put({ id, user, path, order, ...sealed }));
    },
    dropEvent: (id) => remove("events", id),
    async events(user, path) {
      const kept = (await all("events")).filter((one) => one.user === user && one.path === path);
      kept.sort((one, other) => one.order - other.order);
      return Promise.all(kept.map(async ({ id, order, ...rest }) => ({ ...(await unseal(`events ${user}`, rest)), id, order })));
    },
    unsent: async () => (await all("events")).length,
    // Somebody else works here now: the names go, and the key that would open them.
    async only(user) {
      const others = (await all("pages")).filter((page) => page.user !== user);
      if (!others.length) return;
      for (const page of await all("pages")) await remove("pages", page.path);
      await remove("keys", "pages");
    },
  };
})();
