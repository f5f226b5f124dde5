// Ticking rows: a range with Shift, by pointer or by keys; the count in the bar, said aloud once the ticking rests.
window.several = (list, boxes, bar, said) => {
  let last = null;
  let rest;
  const show = () => {
    const number = boxes().filter((box) => box.checked).length;
    bar.querySelector("b").textContent = number;
    clearTimeout(rest);
    rest = setTimeout(() => (said.textContent = said.dataset.many.replace("{n}", number)), 700);
  };
  list.addEventListener("click", (click) => {
    const all = boxes();
    const place = all.indexOf(click.target);
    if (place < 0) return;
    const from = all.indexOf(last);
    if (click.shiftKey && from >= 0) {
      for (const box of all.slice(Math.min(from, place), Math.max(from, place) + 1)) box.checked = click.target.checked;
    }
    last = click.target;
    show();
  });
  list.addEventListener("keydown", (press) => {
    const all = boxes();
    const place = all.indexOf(press.target);
    const next = place < 0 ? null : all[place + { ArrowDown: 1, ArrowUp: -1 }[press.key]];
    if (!next) return;
    press.preventDefault();
    if (press.shiftKey) press.target.checked = next.checked = true;
    last = next;
    next.focus();
    show();
  });
  return show;
};
(() => {
  const form = document.querySelector("form[data-several]");
  if (!form) return;
  const boxes = [...form.querySelectorAll("input[name=p]")];
  const bar = form.querySelector("[data-count]");
  bar.hidden = false;
  window.several(form, () => boxes, bar, form.querySelector("[data-said]"))();
})();
