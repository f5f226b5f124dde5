// On a prepared device: unsent marks are kept sealed until the server has answered each one. Loaded before attendance.js.
(() => {
  const words = document.getElementById("offline-words");
  const form = document.getElementById("sheet");
  const roster = form?.querySelector(".roster");
  if (!roster || !words || !self.crypto?.subtle || !self.indexedDB) return;
  const user = document.querySelector('meta[name="offline-user"]').content;
  const path = location.pathname;
  const pattern = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
  const say = (name, ...values) => words.dataset[name].replace(/\{(\d)\}/g, (_all, place) => values[place]);
  const kept = new Map();
  let order = Date.now();
  let refreshing = 0;
  let whole = 0;

  // One after the other, so that a mark is not kept again after its answer has removed it.
  let last = Promise.resolve();
  const later = (step) => (last = last.then(step).catch(() => {}));
  const put = (one) => later(() => kept.has(one.id) && vault.keepEvent({ ...one, user, path }));
  const drop = (id) => {
    kept.delete(id);
    later(() => vault.dropEvent(id));
  };

  const line = () => {
    const shown = document.getElementById("offline-notice");
    if (navigator.onLine) shown?.remove();
    else if (!shown) roster.before(pattern("offline-line"));
  };
  addEventListener("online", line);
  addEventListener("offline", line);
  line();

  const labelOf = (one) => document.querySelector(`#words`).content.querySelector(`[data-m="${one.m}"]`)?.textContent.trim() || "–";
  const review = () => {
    document.getElementById("review")?.remove();
    const list = [...kept.values()].filter((one) => one.told !== undefined);
    if (!list.length) return;
    const panel = pattern("offline-review");
    for (const one of list) {
      const item = document.createElement("li");
      const name = document.querySelector(`#p${one.n} .name`)?.textContent || "";
      const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-quiet", textContent: words.dataset.dismiss });
      button.onclick = () => {
        drop(one.id);
        review();
      };
      item.append(`${String(one.n).padStart(2, "0")} ${name}: ${labelOf(one)}. ${one.told} `, button);
      panel.querySelector("ul").append(item);
    }
    form.before(panel);
  };

  // The kept page must know what has been sent from it, or its next marks would collide with these.
  const refresh = () => {
    clearTimeout(refreshing);
    refreshing = setTimeout(async () => {
      const page = await vault.page(path);
      const response = page && (await fetch(words.dataset.page));
      // The device is revoked, or this sheet no longer the user's to write.
      if ([403, 404].includes(response?.status)) return vault.dropPage(path);
      if (!response?.ok || response.redirected || response.headers.get("X-Offline-User") !== user) return;
      const html = await response.text();
      // After an update of the application the page names files that are not kept yet.
      const cache = await caches.open("luring");
      for (const address of vault.files(html)) if (!(await cache.match(address))) await cache.add(address);
      await vault.keepPage({ ...page, user, html, policy: response.headers.get("Content-Security-Policy") });
    }, 2000);
  };

  // Whoever opens the sheet first records there; another tab waits until that one is closed.
  const first = new Promise((held) => {
    if (!navigator.locks) return held();
    const hold = (options) =>
      navigator.locks.request(`luring ${path}`, options, () => {
        if (!options.signal) return location.reload();
        held();
        return new Promise(() => {});
      });
    // Long enough for the page that this one takes the place of to be gone.
    hold({ signal: AbortSignal.timeout(700) }).catch(() => {
      form.before(pattern("offline-second"));
      form.inert = true;
      hold({});
    });
  });

  const known = async () => {
    await vault.only(user);
    await vault.sweep();
    const events = await vault.events(user, path);
    for (const one of events) kept.set(one.id, one);
    order = Math.max(order, ...events.map((one) => one.order + 1));
    review();
    if (navigator.onLine) refresh();
    return events.filter((one) => one.told === undefined);
  };

  window.offlineQueue = {
    user,
    restored: first.then(known).catch(() => []),
    isOffline: () => !navigator.onLine,
    keep(marks) {
      for (const one of marks) {
        one.order ??= order++;
        kept.set(one.id, one);
        put({ ...one });
      }
    },
    answered(rows, sent) {
      for (const row of rows) {
        const one = kept.get(row.id);
        if (!one) continue;
        if (["conflict", "locked", "not_on_list"].includes(row.code)) {
          Object.assign(one, { told: row.message || "" });
          put({ ...one });
        } else drop(row.id);
        // The next mark of the same row was made upon this one.
        const next = [...kept.values()].find((other) => other.n === row.n && other.v === undefined && other.told === undefined);
        if (next && row.v !== undefined) {
          next.v = row.code === "conflict" ? one.v : row.v; // an overridden mark of others collides again
          put({ ...next });
        }
      }
      review();
      if (sent.length) refresh();
    },
    forget: (marks) => marks.forEach((one) => drop(one.id)),
    refused(marks, told) {
      for (const one of marks) {
        if (!kept.has(one.id)) continue;
        kept.set(one.id, { ...one, told: told || "" });
        put({ ...one, told: told || "" });
      }
      review();
    },
    chip(kind, left, time) {
      if (kind === "waiting" && !navigator.onLine) return say("offline", left);
      whole = left ? Math.max(whole, left) : 0;
      if (left && (kind === "saved" || kind === "sending")) return say("sending", whole - left, whole);
      if (kind === "saved") return say("sent", time);
      return kind === "online" ? say(kind) : null;
    },
    say,
  };
})();
