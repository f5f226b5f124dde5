// Ticking rows of a sheet: a range with Shift, a count in the bar, said aloud once the ticking rests.
(() => {
  const form = document.querySelector("form[data-several]");
  const boxes = [...form.querySelectorAll("input[name=p]")];
  const bar = form.querySelector("[data-count]");
  const said = form.querySelector("[data-said]");
  let last = null;
  let rest;
  const show = () => {
    const number = boxes.filter((box) => box.checked).length;
    bar.querySelector("b").textContent = number;
    clearTimeout(rest);
    rest = setTimeout(() => (said.textContent = said.dataset.many.replace("{n}", number)), 700);
  };
  form.addEventListener("click", (click) => {
    const place = boxes.indexOf(click.target);
    if (place < 0) return;
    if (click.shiftKey && last !== null) {
      const [from, to] = [Math.min(last, place), Math.max(last, place)];
      for (const box of boxes.slice(from, to + 1)) box.checked = click.target.checked;
    }
    last = place;
    show();
  });
  bar.hidden = false;
  show();
})();
