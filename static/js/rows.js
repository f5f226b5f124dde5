// "More rows" adds blank rows in place; without this script the same button asks the server for them.
(() => {
  const ADDED = 3;

  function numbered(row, number) {
    for (const element of row.querySelectorAll("*")) {
      for (const attribute of element.attributes) {
        attribute.value = attribute.value.replaceAll("__prefix__", number);
      }
    }
    return row;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-rows-more]");
    if (!button) return;
    event.preventDefault();
    const place = button.closest("[data-rows]");
    const list = place.querySelector("[data-rows-list]");
    const blank = place.querySelector("[data-rows-blank]");
    const total = place.querySelector(`[name="${place.dataset.rows}-TOTAL_FORMS"]`);
    const most = Number(place.querySelector(`[name="${place.dataset.rows}-MAX_NUM_FORMS"]`).value);
    const first = Number(total.value);
    const last = Math.min(first + ADDED, most);
    for (let number = first; number < last; number += 1) {
      list.append(numbered(blank.content.cloneNode(true), number));
    }
    total.value = String(last);
    button.hidden = last >= most;
    list.children[first]?.querySelector("input")?.focus();
  });
})();
