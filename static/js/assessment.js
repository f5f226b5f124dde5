// The grid of scores: each cell saves itself, Enter goes down, a pasted table fills downward and to the right.
(() => {
  const form = document.getElementById("grid");
  if (!form || "closed" in form.dataset) return;
  const words = document.getElementById("words").dataset;
  const state = document.getElementById("grid-state");
  const say = (name, value = "") => words[name].replace("{0}", value);
  const columns = [...form.querySelectorAll("thead [data-code]")].map((th) => ({ code: th.dataset.code, weight: Number(th.dataset.weight) }));
  const lines = [...form.tBodies?.[0]?.rows ?? form.querySelector("tbody").rows];
  const cells = lines.map((line) => [...line.querySelectorAll(".cell")]);
  const placeOf = (cell) => {
    const down = lines.indexOf(cell.closest("tr"));
    return [down, cells[down].indexOf(cell)];
  };
  const isLast = form.dataset.try === "2";
  const SIGNS = { v: 1, "✓": 1, y: 1, ya: 1, yes: 1, x: 0, "-": 0, tidak: 0, no: 0 };

  // ── Totals, as the server counts them.
  const read = (text, code) => {
    const plain = text.trim().toLowerCase();
    if (code.startsWith("s") && plain in SIGNS) return SIGNS[plain];
    return /^\d{1,3}$/.test(plain) ? Number(plain) : null;
  };
  const counts = (cell, code) => {
    const own = read(cell.value, code);
    const other = read(cell.dataset.other, code);
    return isLast ? own ?? other : other ?? own;
  };
  const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  const shown = (value, after = "") => (value === null ? "–" : number.format(value) + after);
  const mean = (values) => {
    const there = values.filter((value) => value !== null);
    return there.length ? there.reduce((sum, value) => sum + value, 0) / there.length : null;
  };
  const total = () => {
    const sums = cells.map((line, down) => {
      const values = line.map((cell, place) => counts(cell, columns[place].code));
      const steps = columns.map((column, place) => [column.weight, values[place]]).filter(([weight]) => weight);
      const all = steps.reduce((sum, [weight]) => sum + weight, 0);
      const tried = steps.some(([, value]) => value !== null);
      const practice = tried ? Math.round((100 * steps.reduce((sum, [weight, value]) => sum + (value ? weight : 0), 0)) / all) : null;
      const gain = values[0] === null || values[1] === null ? null : values[1] - values[0];
      lines[down].querySelector("[data-sum=practice]").textContent = shown(practice, "%");
      lines[down].querySelector("[data-sum=gain]").textContent = shown(gain);
      return { values, practice, gain };
    });
    columns.forEach(({ code }, place) => {
      form.querySelector(`[data-mean="${code}"]`).textContent = shown(mean(sums.map(({ values }) => values[place])));
    });
    for (const name of ["practice", "gain"]) {
      form.querySelector(`[data-mean=${name}]`).textContent = shown(mean(sums.map((sum) => sum[name])));
    }
  };

  // ── What was typed waits here; what is on its way stays the same events until it is answered.
  const waiting = new Map();
  let flight = null;
  let failures = 0;
  let timer = 0;
  const eventId = () => {
    const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})/, "$1-$2-4$3-a$4-");
  };
  const isFlying = (cell) => flight?.some((one) => one.cell === cell);
  const changed = (cell) => {
    if (cell.value.trim() === cell.dataset.kept && !isFlying(cell)) {
      waiting.delete(cell);
      tell(cell);
    } else waiting.set(cell, cell.value.trim());
  };
  const send = async () => {
    clearTimeout(timer);
    if (form.classList.contains("is-sending") || !(flight || waiting.size)) return;
    if (!flight) {
      flight = [...waiting].map(([cell, v]) => {
        const [, n, c] = cell.name.match(/^c(\d+)-(\w+)$/);
        return { cell, sent: { n: Number(n), c, a: form.dataset.try, v, base: Number(cell.dataset.version), id: eventId() } };
      });
      waiting.clear();
    }
    form.classList.add("is-sending");
    state.textContent = say("saving");
    try {
      took(await post({ cells: flight.map(({ sent }) => sent) }));
    } catch (error) {
      failed(error);
    }
    form.classList.remove("is-sending");
    if (!failures) send();
  };
  const post = async (content) => {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
    const response = await fetch(location.pathname, { method: "POST", headers, body: JSON.stringify(content) });
    if (response.ok && !response.redirected) return response.json();
    throw Object.assign(new Error(), { final: response.redirected || (response.status < 500 && response.status !== 429) });
  };
  const failed = (error) => {
    failures += 1;
    state.textContent = say(error.final ? "refused" : "waiting");
    if (!error.final) timer = setTimeout(send, 1000 * Math.min(60, 5 * failures));
  };
  const took = (answer) => {
    const answers = new Map(answer.cells.map((one) => [one.id, one]));
    const sent = flight;
    flight = null;
    failures = 0;
    state.textContent = say("saved", answer.saved);
    for (const { cell, sent: { id, v } } of sent) receive(cell, v, answers.get(id));
  };
  const receive = (cell, mine, { code, message, version, now }) => {
    if (version !== undefined) Object.assign(cell.dataset, { version, kept: now });
    const isKept = code === "stored" || code === "same";
    if (waiting.has(cell)) return;
    if (isKept) cell.value = now;
    tell(cell, isKept ? "" : message, code === "conflict" && { now, mine });
    if (isKept) total();
    if (!isKept) state.textContent = message;
  };
  const tell = (cell, message, clash) => {
    cell.parentNode.querySelector(".cell-told")?.remove();
    cell.toggleAttribute("aria-invalid", Boolean(message));
    if (!message) return cell.removeAttribute("aria-describedby");
    const told = document.getElementById("clash").content.firstElementChild.cloneNode(true);
    told.id = `${cell.name}-told`;
    told.firstElementChild.textContent = message;
    cell.setAttribute("aria-describedby", told.id);
    for (const button of told.querySelectorAll("button")) {
      const value = clash?.[button.dataset.take];
      if (!clash) button.remove();
      button.textContent = say(button.dataset.take === "now" ? "use" : "keep", value || "–");
      button.addEventListener("click", () => take(cell, value));
    }
    cell.after(told);
  };
  const take = (cell, value) => {
    cell.value = value;
    tell(cell);
    changed(cell);
    cell.focus();
    total();
    send();
  };

  // ── Keys, paste, leaving.
  const goTo = (down, across) => {
    const next = cells[down]?.[across];
    next?.focus();
    next?.select();
  };
  form.addEventListener("keydown", (event) => {
    if (!event.target.matches(".cell")) return;
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const [down, across] = placeOf(event.target);
    goTo(down + step, across);
  });
  form.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text").replace(/\r/g, "").replace(/\n$/, "");
    if (!event.target.matches(".cell") || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    const [down, across] = placeOf(event.target);
    text.split("\n").forEach((line, further) => line.split("\t").forEach((value, beside) => {
      const cell = cells[down + further]?.[across + beside];
      if (!cell) return;
      cell.value = value.trim();
      changed(cell);
    }));
    total();
    send();
  });
  form.addEventListener("input", total);
  form.addEventListener("change", ({ target }) => {
    changed(target);
    send();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    failures = 0;
    send();
  });
  for (const name of ["online", "focus"]) addEventListener(name, () => failures && send());
  addEventListener("beforeunload", (event) => (flight || waiting.size) && event.preventDefault());
})();
