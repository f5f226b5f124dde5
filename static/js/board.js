// What a board does beyond its links: parts that failed say so in their place, the address is copied, copies are stamped.
(() => {
  const main = document.querySelector("main");

  const fail = (event) => {
    const place = event.target.closest?.("[data-block]")?.querySelector("[data-block-body]");
    if (!place) return;
    // The page as a whole did not fail.
    event.stopPropagation();
    place.replaceChildren(document.getElementById("block-failed").content.cloneNode(true));
  };
  for (const name of ["responseError", "sendError", "timeout"]) main.addEventListener(`htmx:${name}`, fail);
  main.addEventListener("click", (event) => {
    const button = event.target.closest("[data-retry]");
    if (button) htmx.trigger(button.closest("[data-block]"), "retry");
  });

  main.addEventListener("click", async (event) => {
    const link = event.target.closest("[data-copy]");
    if (!link || !navigator.clipboard) return;
    event.preventDefault();
    await navigator.clipboard.writeText(link.href);
    link.querySelector("span").textContent = link.dataset.copy;
  });

  const title = document.title;
  const stamp = document.querySelector("[data-stamp]")?.dataset.stamp;
  const stamped = () => (document.title = `${stamp} – ${title}`);
  if (!stamp) return;
  addEventListener("beforeprint", stamped);
  addEventListener("afterprint", () => (document.title = title));
  if (location.protocol === "file:") stamped();
})();
