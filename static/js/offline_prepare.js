// Takes the sheets of today and tomorrow along: each page sealed in the vault, and what every page needs in the cache.
(() => {
  const form = document.getElementById("prepare");
  const said = document.getElementById("prepared");
  const words = document.getElementById("words").dataset;
  const say = (name, ...values) => {
    said.hidden = false;
    said.textContent = words[name].replace(/\{(\d)\}/g, (_all, place) => values[place]);
  };
  const taken = async (address) => {
    const response = await fetch(address);
    if (!response.ok || response.redirected) throw new Error(address);
    return response;
  };
  const prepare = async () => {
    const token = document.querySelector('meta[name="csrf-token"]').content;
    const response = await fetch(location.pathname, { method: "POST", headers: { "X-CSRFToken": token } });
    if (!response.ok || response.redirected) throw new Error("refused");
    const { user, sheets, shell } = await response.json();
    await navigator.serviceWorker.register("/sw.js");
    await navigator.serviceWorker.ready;
    await vault.only(user);
    await vault.sweep();
    const cache = await caches.open("luring");
    const front = await taken(shell);
    const needed = new Set(vault.files(await front.clone().text()));
    await cache.put(shell, front);
    let number = 0;
    for (const { page, path, expires, title, when } of sheets) {
      say("busy", (number += 1), sheets.length);
      const answer = await taken(page);
      const html = await answer.text();
      for (const address of vault.files(html)) needed.add(address);
      const policy = answer.headers.get("Content-Security-Policy");
      await vault.keepPage({ path, user, expires: Date.parse(expires), title, when, html, policy });
    }
    await cache.addAll([...needed]);
    say("done", sheets.length);
  };
  form.hidden = false;
  form.addEventListener("submit", async (submit) => {
    submit.preventDefault();
    if (!navigator.serviceWorker || !self.crypto?.subtle) return say("unable");
    const button = form.querySelector("button");
    button.disabled = true;
    await prepare().catch(() => say("failed"));
    button.disabled = false;
  });
})();
