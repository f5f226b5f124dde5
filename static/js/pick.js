// Ticking many at once: one tick for the page, a count in the bar, said aloud once the ticking rests.
// Ticks outlive paging and searching until they are sent: the tab remembers them for this list.
(() => {
  for (const form of document.querySelectorAll("form[data-pick]")) {
    const boxes = [...form.querySelectorAll("input[name=client]")];
    // Who is excluded is ticked one by one, never with all the others.
    const offered = boxes.filter((box) => !("pickBent" in box.dataset));
    const bar = form.querySelector("[data-pick-count]");
    const said = form.querySelector("[data-pick-said]");
    const all = form.querySelector("[data-pick-all]");
    const every = all?.querySelector("input");
    const none = form.querySelector("[data-pick-none]");
    const first = form.querySelector("[data-pick-first]");
    const place = `pick:${form.getAttribute("action")}`;
    let rest;

    const remembered = () => {
      try {
        return JSON.parse(sessionStorage.getItem(place)) || [];
      } catch {
        return [];
      }
    };
    const elsewhere = () => remembered().filter((value) => !boxes.some((box) => box.value === value));
    const remember = () => {
      const chosen = [...elsewhere(), ...boxes.filter((box) => box.checked).map((box) => box.value)];
      try {
        sessionStorage.setItem(place, JSON.stringify(chosen));
      } catch {
        // A browser that stores nothing keeps the ticks of this page only.
      }
    };
    const show = () => {
      const here = offered.filter((box) => box.checked).length;
      const number = boxes.filter((box) => box.checked).length + elsewhere().length;
      bar.querySelector("b").textContent = number;
      if (all) {
        none.hidden = number === 0;
        every.checked = here === offered.length;
        every.indeterminate = here > 0 && here < offered.length;
      }
      clearTimeout(rest);
      rest = setTimeout(() => {
        said.textContent = number === 1 ? said.dataset.one : said.dataset.many.replace("{n}", number);
      }, 700);
    };

    const recall = () => {
      const chosen = new Set(remembered());
      for (const box of boxes) box.checked = chosen.has(box.value);
      show();
    };

    bar.hidden = false;
    if (all) all.hidden = false;
    form.querySelector("[data-pick-note]")?.remove();
    every?.addEventListener("change", () => {
      for (const box of offered) box.checked = every.checked;
    });
    first?.addEventListener("click", () => {
      offered.slice(0, Number(first.dataset.pickFirst)).forEach((box) => (box.checked = true));
      remember();
      show();
    });
    form.addEventListener("change", () => {
      remember();
      show();
    });
    none?.addEventListener("click", () => {
      sessionStorage.removeItem(place);
      recall();
    });
    form.addEventListener("submit", () => {
      for (const value of elsewhere()) {
        const hidden = Object.assign(document.createElement("input"), { type: "hidden", name: "client", value });
        hidden.dataset.elsewhere = "";
        form.append(hidden);
      }
      sessionStorage.removeItem(place);
    });
    // Back from another page: the browser may have kept the ticks, and what was sent may no longer be meant.
    addEventListener("pageshow", () => {
      for (const hidden of form.querySelectorAll("[data-elsewhere]")) hidden.remove();
      recall();
    });
  }
})();
