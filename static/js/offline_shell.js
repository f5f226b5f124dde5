// The sheets that this device keeps, by title and time.
(async () => {
  // A device says "online" once, often before the server can be reached.
  const again = async () => {
    const answer = navigator.onLine && (await fetch("/healthz", { cache: "no-store" }).catch(() => null));
    if (answer?.ok) location.reload();
  };
  addEventListener("online", again);
  setInterval(again, 3000);
  const list = document.getElementById("kept");
  await vault.sweep().catch(() => {});
  const pages = await vault.pages().catch(() => []);
  for (const { path, title, when } of pages) {
    const link = Object.assign(document.createElement("a"), { href: path, textContent: title, className: "d-inline-block py-2" });
    const item = document.createElement("li");
    item.append(link, Object.assign(document.createElement("span"), { textContent: ` ${when}`, className: "soft" }));
    list.append(item);
  }
  document.getElementById("none").hidden = pages.length > 0;
})();
