// Several people in the rows of the sheet: ticked there, marked from a bar in the place of the usual one.
(() => {
  const call = window.rollCall;
  const opener = document.getElementById("several");
  if (!call || !opener) return;
  const { rows, markAll, say } = call;
  const roster = document.querySelector(".roster");
  const dock = document.querySelector(".dock");
  const parts = document.getElementById("several-parts").content;
  const usual = dock.querySelector(".actionbar");
  const bar = parts.querySelector(".actionbar");
  const said = parts.querySelector("[data-said]");
  const why = bar.querySelector("[data-why]");
  const reason = why.querySelector("select");
  let wanted = "";
  for (const { value, parentNode } of document.querySelector('[data-row="details"]').content.querySelectorAll(".choice input")) {
    reason.append(new Option(parentNode.querySelector("b").firstChild.textContent, value));
  }
  bar.hidden = true;
  dock.append(bar, said);

  const shown = () => [...rows.values()].filter((row) => row.pick?.isConnected && !row.li.hidden);
  const boxOf = (row) => row.pick.firstChild;
  const boxes = () => [...roster.querySelectorAll(":scope > :not([hidden]) > .pick input")];
  const show = window.several(roster, boxes, bar, said);
  const tick = (wants) => {
    for (const row of shown()) boxOf(row).checked = wants(row);
    show();
  };
  const tickAll = () => {
    const lacking = boxes().some((one) => !one.checked);
    tick(() => lacking);
  };
  const box = (row) => {
    const label = Object.assign(document.createElement("label"), { className: "pick" });
    const input = Object.assign(document.createElement("input"), { type: "checkbox", className: "form-check-input" });
    input.setAttribute("aria-label", `${row.n} ${row.name}`);
    label.append(input);
    return label;
  };
  const ask = (letter) => {
    wanted = letter;
    why.hidden = !letter;
    for (const button of bar.querySelectorAll(".mark")) button.setAttribute("aria-expanded", button.value === letter);
    if (letter) reason.focus({ preventScroll: true });
  };
  const turn = (on) => {
    for (const row of rows.values()) {
      row.pick?.remove();
      row.pick = on ? box(row) : null;
      if (on && !row.clash && !row.li.matches(".collide")) row.li.prepend(row.pick);
    }
    roster.classList.toggle("picking", on);
    usual.hidden = on;
    bar.hidden = !on;
    ask("");
    opener.setAttribute("aria-pressed", on);
    if (!on) return opener.focus();
    show();
    boxes()[0]?.focus();
  };

  // Whoever is not changed stays ticked and is named above the list.
  const report = (answers) => {
    document.getElementById("not-changed")?.remove();
    const left = answers.filter((one) => one.code !== "stored");
    if (!left.length) return;
    const told = parts.querySelector(".notice").cloneNode(true);
    told.querySelector("strong").textContent = say("left", left.length);
    for (const one of left) {
      const item = document.createElement("li");
      const link = Object.assign(document.createElement("a"), { href: `#p${one.n}` });
      link.textContent = `${one.n} ${rows.get(one.n)?.name || ""}: ${one.message || say("stands")}`;
      item.append(link);
      told.querySelector("ul").append(item);
    }
    told.id = "not-changed";
    roster.before(told);
    told.focus();
    const numbers = new Set(left.map((one) => one.n));
    tick((row) => numbers.has(row.n));
  };
  const send = (letter, r) => {
    const chosen = shown().filter((row) => boxOf(row).checked);
    if (!chosen.length) return (said.textContent = said.dataset.none);
    ask("");
    tick(() => false);
    markAll(chosen, letter, r, report);
  };

  opener.setAttribute("role", "button");
  opener.setAttribute("aria-pressed", "false");
  opener.addEventListener("click", (click) => {
    click.preventDefault();
    turn(bar.hidden);
  });
  opener.addEventListener("keydown", (press) => {
    if (press.key !== " ") return;
    press.preventDefault();
    opener.click();
  });
  bar.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button?.matches("[data-shut]")) turn(false);
    else if (button?.matches("[data-all]")) tickAll();
    else if (button?.matches("[data-go]")) reason.value ? send(wanted, reason.value) : reason.focus({ preventScroll: true });
    else if (button) "is".includes(button.value) ? ask(button.value) : send(button.value, "");
  });
  document.getElementById("sheet").addEventListener("keydown", (press) => {
    if (bar.hidden) return;
    if (press.key === "Enter" && press.target.matches(".pick input")) press.preventDefault();
    if (press.key === "Escape" && press.target.closest(".pick, .actionbar")) turn(false);
  });
})();
