// Ticking many at once: one tick for the page, a count in the bar, said aloud once the ticking rests.
(() => {
  for (const form of document.querySelectorAll("form[data-pick]")) {
    const boxes = [...form.querySelectorAll("input[name=client]")];
    const bar = form.querySelector("[data-pick-count]");
    const said = form.querySelector("[data-pick-said]");
    const all = form.querySelector("[data-pick-all]");
    const every = all.querySelector("input");
    let rest;

    const show = () => {
      const number = boxes.filter((box) => box.checked).length;
      bar.querySelector("b").textContent = number;
      every.checked = number === boxes.length;
      every.indeterminate = number > 0 && number < boxes.length;
      clearTimeout(rest);
      rest = setTimeout(() => {
        said.textContent = number === 1 ? said.dataset.one : said.dataset.many.replace("{n}", number);
      }, 700);
    };
    bar.hidden = all.hidden = false;
    every.addEventListener("change", () => {
      for (const box of boxes) box.checked = every.checked;
    });
    form.addEventListener("change", show);
    // Back from another page: the browser may have kept the ticks.
    addEventListener("pageshow", show);
  }
})();
