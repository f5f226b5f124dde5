// The instructor's page: each tick saves itself, waits where there is no signal, and shows what others ticked.
(() => {
  const form = document.getElementById("ticks");
  const byId = (id) => document.getElementById(id);
  const say = (name, ...values) => byId("words").dataset[name].replace(/\{(\d)\}/g, (_all, place) => values[place]);
  const label = (letter) => byId("words").content.querySelector(`[data-m="${letter}"]`)?.textContent ?? "";
  const icon = (name) => document.querySelector(`[data-icon="${name}"]`).content.cloneNode(true);
  const node = (tag, values) => Object.assign(document.createElement(tag), values);
  const button = (text, onclick) => node("button", { type: "button", className: "btn btn-secondary", textContent: text, onclick });
  const field = (name) => form.elements[name];
  const BACKOFF = [5, 30, 120];
  const BY_KEYS = 800;
  const WORDS = ["remark", "known_remark", "about", "concern", "form_key"];

  // ── Rows and steps: what the server holds, what is wanted, what is on its way. One that is on its way is
  // sent again as it was until it is answered: only then it is known which version the next one builds upon.
  const rows = new Map();
  const steps = new Map();
  for (const li of form.querySelectorAll(".person")) {
    const n = Number(li.id.slice(1));
    const want = li.querySelector(".seg :checked")?.value ?? "";
    rows.set(n, { n, li, known: field(`w${n}`).value, v: field(`v${n}`).value, want, at: now(), trying: null });
    for (const box of li.querySelectorAll("[name=step]:not(:disabled)")) {
      const known = Boolean(li.querySelector(`[name=shown][value="${box.value}"]`));
      steps.set(box.value, { box, li, known, want: box.checked, trying: null });
    }
  }
  function now() {
    return new Date().toISOString();
  }
  const eventId = () => {
    const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})/, "$1-$2-4$3-a$4-");
  };
  const unsent = (one) => one.trying !== null || one.want !== one.known;
  const waiting = (all) => [...all.values()].filter(unsent);
  const left = () => waiting(rows).length + waiting(steps).length + (words ? 1 : 0);

  // ── On their way: one request at a time, everything that waits together.
  let words = null;
  let sending = false;
  let closed = false;
  let leaving = false;
  let failures = 0;
  let timer = 0;
  const send = async () => {
    clearTimeout(timer);
    if (sending || closed || !left()) return;
    const ticks = waiting(rows).length + waiting(steps).length;
    sending = true;
    try {
      const answer = await post(ticks ? bodyOfTicks() : new URLSearchParams(words));
      failures = 0;
      if (ticks) tookTicks(answer);
      else tookWords(answer);
      sending = false;
      if (!answer.refused) send();
    } catch (error) {
      sending = false;
      if (error.closed) close();
      else postpone();
    }
  };
  const bodyOfTicks = () => {
    const body = new URLSearchParams({ form_key: eventId(), sent_at: now() });
    for (const row of waiting(rows)) {
      row.trying ??= { m: row.want, at: row.at };
      for (const [name, value] of Object.entries({ m: row.trying.m, w: row.known, v: row.v, t: row.trying.at })) body.set(name + row.n, value);
    }
    for (const step of waiting(steps)) {
      step.trying ??= step.want;
      body.append(step.trying ? "step" : "shown", step.box.value);
    }
    return body;
  };
  const post = async (body, again) => {
    body.set("csrfmiddlewaretoken", field("csrfmiddlewaretoken").value);
    const response = await fetch(location.pathname, { method: "POST", headers: { Accept: "application/json" }, body });
    if (response.status === 404 || response.status === 410) throw Object.assign(new Error(), { closed: true });
    if (response.status === 403 && !again && (await renewed())) return post(body, true);
    if (response.redirected || ![200, 409, 422].includes(response.status)) throw new Error();
    return { ...(await response.json()), refused: response.status !== 200 };
  };
  // The cookie that belongs to the token may have been lost meanwhile.
  const renewed = async () => {
    const response = await fetch(location.pathname);
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("[name=csrfmiddlewaretoken]");
    if (response.ok && fresh) field("csrfmiddlewaretoken").value = fresh.value;
    return response.ok && fresh;
  };
  const postpone = () => {
    failures += 1;
    mind();
    chip("waiting");
    timer = setTimeout(send, 1000 * BACKOFF[Math.min(failures, BACKOFF.length) - 1]);
  };
  // What has not reached the Bapas stays in sight.
  const close = () => {
    closed = true;
    mind();
    for (const part of form.querySelectorAll("fieldset, [type=submit]")) part.disabled = true;
    chip("lost");
    tell("bad", say("closed"));
  };
  const mind = () => {
    for (const one of [...waiting(rows), ...waiting(steps)]) flag(one, "warn", say("unsent"));
  };
  const tookTicks = (answer) => {
    if (answer.refused) {
      mind();
      chip("lost");
      return tell("bad", answer.message);
    }
    for (const one of answer.rows) {
      const row = rows.get(one.n);
      if (row) receive(row, one, answer.codes[one.n], answer.saved);
    }
    for (const row of rows.values()) if (answer.codes[row.n] === "not_on_list") missed(row);
    for (const [key, step] of steps) if (step.trying !== null) receiveStep(step, answer.steps[key], answer.saved);
    chip("saved", answer.saved);
  };
  const receive = (row, one, code, saved) => {
    // What is on its way or chosen since was built on the version before.
    if (!code && (unsent(row) || row.v === one.v)) return;
    const mine = row.want;
    const stands = !code || row.want === row.trying.m;
    Object.assign(row, { known: one.m, v: one.v, trying: null });
    if (code === "conflict") row.clash = { ...one, mine };
    if (stands || row.clash) row.want = one.m;
    show(row);
    if (row.clash) showClash(row);
    else if (!code) flag(row, "info", say("fresh"));
    else if (!unsent(row)) flag(row, "ok", say("saved", saved));
  };
  const missed = (row) => {
    Object.assign(row, { want: row.known, trying: null });
    show(row);
    flag(row, "bad", say("gone"));
  };
  const receiveStep = (step, ticked, saved) => {
    const stands = step.want === step.trying;
    Object.assign(step, { known: ticked ?? step.known, trying: null });
    if (stands) step.want = step.known;
    step.box.checked = step.want;
    count(step.li);
    if (!unsent(step) && !rows.get(Number(step.li.id.slice(1))).clash) flag(step, "ok", say("saved", saved));
  };
  const tookWords = (answer) => {
    if (answer.refused) return sendWhole();
    for (const name of ["about", "concern"]) if (field(name).value === words.get(name)) field(name).value = "";
    field("known_remark").value = answer.remark;
    field("form_key").value = eventId();
    words = null;
    chip("saved", answer.saved);
    tell("ok", say("done"));
  };
  // The page of the server says what is wrong, beside the fields; no tick waits any more.
  const sendWhole = () => {
    leaving = true;
    for (const hidden of form.querySelectorAll("[name=shown]")) hidden.remove();
    for (const step of steps.values()) if (step.known) form.append(node("input", { type: "hidden", name: "shown", value: step.box.value }));
    form.submit();
  };

  // ── What the page says
  const show = (row) => {
    for (const radio of row.li.querySelectorAll(".seg input")) radio.checked = radio.value === row.want;
    field(`w${row.n}`).value = row.known;
    field(`v${row.n}`).value = row.v;
    row.li.classList.toggle("collide", Boolean(row.clash));
    for (const old of row.li.querySelectorAll(".clash, .field-msg, .flag.added")) old.remove();
  };
  const showClash = (row) => {
    flag(row, "bad", say("different"));
    const told = node("div", { className: "field-msg mt-2" });
    told.setAttribute("role", "alert");
    told.append(icon("bad"), node("span", { textContent: say("clash", label(row.known), row.clash.at, label(row.clash.mine)) }));
    const choices = node("div", { className: "actions clash" });
    for (const letter of [row.clash.mine, row.known]) choices.append(button(say("use", label(letter)), () => choose(row, letter)));
    row.li.querySelector("fieldset").after(told, choices);
  };
  const flag = (one, look, text) => {
    one.li.querySelector(".flag.added")?.remove();
    one.li.querySelector(".who").append(node("span", { className: `flag added is-${look}`, textContent: text }));
  };
  const count = (li) => {
    const boxes = [...li.querySelectorAll("[name=step]")];
    li.querySelector("[data-count]").textContent = `${boxes.filter((box) => box.checked).length}/${boxes.length}`;
  };
  const chip = (state, time) => {
    const looks = { saved: "is-ok", waiting: "is-warn boxed", lost: "is-bad boxed" };
    const kind = state === "saved" && left() ? "" : state;
    if (!kind) return;
    const icons = { saved: "saved", waiting: "waiting", lost: "bad" };
    byId("sync").className = `sync ${looks[kind]}`;
    byId("sync").replaceChildren(icon(icons[kind]), node("span", { textContent: say(kind, kind === "saved" ? time : left()) }));
    if (kind !== "saved" && !closed) byId("sync").append(button(say("retry"), send));
  };
  const tell = (look, text) => {
    const told = node("div", { className: `notice is-${look}` });
    told.append(icon(look), node("div", { textContent: text }));
    byId("messages").replaceChildren(told);
    told.scrollIntoView({ block: "center" });
  };

  // ── What people do
  const choose = (row, letter, delay = 0) => {
    Object.assign(row, { want: letter, at: now(), clash: null });
    show(row);
    clearTimeout(timer);
    if (delay) timer = setTimeout(send, delay);
    else send();
  };
  // Arrow keys pass over choices; the one where they rest is meant.
  let byKeys = false;
  form.addEventListener("keydown", (press) => (byKeys = press.key.startsWith("Arrow")), true);
  form.addEventListener("pointerdown", () => (byKeys = false), true);
  form.addEventListener("change", ({ target }) => {
    const row = rows.get(Number(target.closest(".person")?.id.slice(1)));
    if (!row) return;
    if (target.type === "radio") return choose(row, target.value, byKeys ? BY_KEYS : 0);
    steps.get(target.value).want = target.checked;
    count(row.li);
    send();
  });
  form.addEventListener("submit", (submit) => {
    submit.preventDefault();
    // Text that is on its way is sent again as it was; its key makes nothing twice.
    words ??= new URLSearchParams(WORDS.map((name) => [name, field(name).value]));
    send();
  });
  for (const name of ["online", "focus"]) addEventListener(name, () => failures && send());
  const typed = () => field("concern").value || field("remark").value !== field("known_remark").value;
  addEventListener("beforeunload", (leave) => !leaving && (left() || typed()) && leave.preventDefault());
  byId("hint").textContent = say("hint");
  for (const row of rows.values()) {
    if (!row.li.matches(".collide")) continue;
    Object.assign(row, { clash: { at: row.li.dataset.at, mine: row.want }, want: row.known });
    show(row);
    showClash(row);
  }
  if (left()) send();
})();
