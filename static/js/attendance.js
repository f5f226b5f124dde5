// The attendance sheet: each mark saves itself, waits where there is no signal, and can be taken back.
(() => {
  const form = document.getElementById("sheet");
  const roster = form?.querySelector(".roster");
  if (!roster) return;
  const byId = (id) => document.getElementById(id);
  for (const part of document.querySelectorAll("template[data-at]")) {
    const [where, place] = part.dataset.at.split(" ");
    document.querySelector(place)?.insertAdjacentElement(where, part.content.firstElementChild);
  }
  const meta = (name) => document.querySelector(`meta[name="${name}"]`).content;
  const say = (name, ...values) => byId("words").dataset[name].replace(/\{(\d)\}/g, (_all, place) => values[place]);
  const icon = (name) => document.querySelector(`[data-icon="${name}"]`).content.cloneNode(true);
  const span = (text, className = "") => Object.assign(document.createElement("span"), { textContent: text, className });
  const NOTHING = { m: "", l: 0, e: 0, r: "", k: "" };
  const needsReason = (m) => m === "i" || m === "s";
  const KEYS = Object.keys(NOTHING);
  const BACKOFF = [5, 30, 120];
  const ON_SCREEN = ["screen", "bulk"];
  const only = (what) => Object.fromEntries(KEYS.map((key) => [key, what[key] ?? NOTHING[key]]));
  const same = (one, other) => KEYS.every((key) => String(one[key]) === String(other[key]));

  // ── Rows: what is said, what is being typed, what collided. show() draws a row from that and nothing else.
  const rows = new Map();
  for (const li of roster.children) {
    const n = Number(li.id.slice(1));
    const v = Number(li.querySelector(":scope > [type=hidden]")?.value || 0);
    rows.set(n, { n, li, v, said: only(li.dataset), name: li.querySelector(".name").textContent });
  }
  const rowOf = (node) => rows.get(Number(node?.closest?.(".person")?.id.slice(1)));
  const pattern = (name) => document.querySelector(`[data-row="${name}"]`).content;
  const reasonText = (r) => pattern("details").querySelector(`.choice [value="${CSS.escape(r)}"]`)?.parentNode.querySelector("b").firstChild.textContent;
  const plainTag = (m) => byId("words").content.querySelector(`[data-m="${m}"] .tag`).cloneNode(true);
  const textOf = (what) => {
    if (!what.m) return say("reset");
    let text = plainTag(what.m).textContent;
    if (Number(what.l)) text = say("late", text, what.l);
    if (what.r && reasonText(what.r)) text += ` · ${reasonText(what.r)}`;
    if (Number(what.e)) text += ` · ${say("early", what.e)}`;
    return text;
  };
  const tagOf = (what) => {
    if (!what.m) return span(textOf(what), "tag");
    const tag = plainTag(what.m);
    tag.lastChild.textContent = textOf(what);
    return tag;
  };
  const patternName = (row) => {
    if (row.clash) return "conflict";
    return row.said.m && !row.draft ? "settled" : "open";
  };
  const excuseOf = (node, row, m) => {
    const link = node.querySelector("[data-excuse]");
    if (link && form.dataset.excuse && "isa".includes(m)) link.href = form.dataset.excuse.replace("/0/", `/${row.n}/`);
    else link?.remove();
  };
  const detailsOf = (row) => {
    const { m } = row.draft;
    const part = pattern("details").firstElementChild.cloneNode(true);
    if (!needsReason(m)) part.querySelector(".choices").remove();
    if (m !== "t") part.querySelector("[name^=l]").parentNode.remove();
    if (m !== "t" && m !== "h") part.querySelector(".minutes").remove();
    excuseOf(part, row, m);
    return part;
  };
  const show = (row) => {
    const ticking = row.pick?.contains(document.activeElement);
    const focused = row.li.contains(document.activeElement);
    const fresh = pattern(patternName(row)).firstElementChild.cloneNode(true);
    if (row.draft?.m && !row.clash) {
      fresh.classList.add("open");
      fresh.append(detailsOf(row));
    }
    for (const node of fresh.querySelectorAll("[name], [id], [for]")) {
      for (const key of ["name", "id", "for"]) {
        const value = node.getAttribute(key);
        if (/^[a-z]0$/.test(value)) node.setAttribute(key, value[0] + row.n);
      }
      if (/:0$/.test(node.value)) node.value = node.value.replace("0", row.n);
    }
    fresh.querySelector(".who").replaceChildren(...row.li.querySelector(".who").childNodes);
    row.li.className = fresh.className;
    row.li.replaceChildren(...fresh.childNodes);
    if (row.clash) showClash(row);
    else if (row.draft) showDraft(row);
    else if (row.said.m) showSaid(row);
    if (row.v) row.li.prepend(Object.assign(document.createElement("input"), { type: "hidden", name: `v${row.n}`, value: row.v }));
    if (row.pick && !row.clash) row.li.prepend(row.pick);
    if (ticking) row.pick.firstChild.focus();
    else if (focused) focusRow(row);
  };
  const showSaid = (row) => {
    const state = row.li.querySelector(".state");
    const excuse = state.querySelector("[data-excuse]");
    state.replaceChildren(tagOf(row.said));
    if (row.said.k) state.append(span(`“${row.said.k}”`, "soft"));
    if (row.waits) state.append(span(say("unsent"), "soft strong"));
    if (excuse) state.append(excuse);
    excuseOf(state, row, row.said.m);
    for (const hidden of row.li.querySelectorAll(".row-acts .visually-hidden")) hidden.textContent = ` ${row.name}`;
  };
  const showDraft = (row) => {
    const part = row.li.querySelector(".subform");
    for (const radio of row.li.querySelectorAll("[type=radio]")) {
      radio.checked = radio.value === String(row.draft[radio.name[0]]);
    }
    if (row.message) showMessage(row, part);
    if (!part) return;
    part.querySelector("legend").textContent = say("details", row.name);
    for (const field of part.querySelectorAll("input:not([type=radio])")) field.value = row.draft[field.name[0]] || "";
  };
  const showMessage = (row, part) => {
    const told = document.createElement("div");
    told.className = "field-msg";
    told.setAttribute("role", "alert");
    const text = span(row.message);
    if (row.locked) text.append(" ", byId("unlock").content.cloneNode(true));
    told.append(icon("conflicts"), text);
    if (part) part.querySelector("legend").after(told);
    else row.li.append(told);
  };
  const showClash = (row) => {
    const sides = [[row.clash.mine, say("you")], [row.said, `${row.clash.by}, ${row.clash.at}`]];
    row.li.querySelectorAll(".version").forEach((side, place) => {
      const [what, who] = sides[place];
      side.querySelector(".tag").replaceWith(tagOf(what));
      side.querySelector("p").textContent = who;
      const button = side.querySelector("button");
      button.textContent = say("use", textOf(what));
      button.onclick = () => { row.clash = null; mark(row, what, { x: true }); };
    });
  };
  const flag = (row, look, text) => {
    row.li.querySelector(".flag.added")?.remove();
    row.li.querySelector(".who").append(span(text, `flag added is-${look}`));
  };
  const focusRow = (row) => {
    const place = row.li.querySelector(".subform :checked, .subform input") || row.li.querySelector("[type=radio]:checked, .version button, [type=radio], button");
    place?.focus({ preventScroll: place.getBoundingClientRect().bottom < innerHeight - 120 && place.getBoundingClientRect().top > 60 });
  };

  // ── Marks on their way: one request at a time; after a failure the same events again.
  const store = window.offlineQueue;
  const queue = [];
  const history = [];
  let sending = false;
  let failures = 0;
  let timer = 0;
  let leaving = null;
  let since = form.dataset.now;
  const now = () => new Date().toISOString();
  const eventId = () => {
    const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})/, "$1-$2-4$3-a$4-");
  };
  const waiting = (row) => queue.some((job) => job.marks?.some((one) => one.n === row.n));
  const add = (job) => {
    if (store?.isOffline() && ON_SCREEN.includes(job.via)) job.via = "offline";
    for (const one of job.marks) if (store && !waiting(rows.get(one.n))) one.v ??= rows.get(one.n).v;
    store?.keep(job.marks);
    queue.push(job);
    if (store) count(tally());
    if (store) byId("undo").hidden = false;
    clearTimeout(timer);
    send();
  };
  const event = (row, what, more = {}) => ({ ...what, ...more, n: row.n, id: eventId(), at: now() });
  const settle = (row) => {
    Object.assign(row, { draft: null, message: null, locked: false });
    keep(row.n);
    show(row);
  };
  // The same mark for several; what stands there already is sent too, so that the answer says so.
  const markAll = (chosen, m, r, after) => {
    const before = new Map();
    const marks = chosen.map((row) => {
      const reason = needsReason(m) ? { r } : {};
      const fresh = { ...NOTHING, m, l: m === "t" ? null : 0, k: row.said.k };
      const what = { ...(row.said.m === m ? row.said : fresh), ...reason };
      before.set(row.n, row.said);
      row.said = only(what);
      settle(row);
      return event(row, what);
    });
    add({ via: "bulk", marks, before, after });
  };
  const mark = (row, what, more) => {
    const before = row.said;
    row.said = only(what);
    settle(row);
    if (!more && same(before, row.said)) return;
    add({ via: "screen", marks: [event(row, what, more)], before: new Map([[row.n, before]]) });
  };
  // What waited goes together, but each row once: its next mark needs the answer to the last.
  const batch = () => {
    const first = queue[0];
    const seen = new Set();
    const end = queue.findIndex((job, place) => {
      const alone = job.undo || job.rest || job.after || job.via !== first.via || job.marks.some((one) => seen.has(one.n));
      if (!alone) job.marks.forEach((one) => seen.add(one.n));
      return alone && place > 0;
    });
    return first.undo || first.rest || first.after ? [first] : queue.slice(0, end < 0 ? queue.length : end);
  };
  const prepare = (job) => {
    if (job.undo && !job.marks.length) {
      job.marks = (history.pop() || []).map(({ n, v, before }) => event({ n }, before, { v: rows.get(n)?.v ?? v }));
    }
    for (const one of job.marks) one.v ??= rows.get(one.n)?.v ?? 0;
    return job.marks;
  };
  const send = async () => {
    if (sending) return;
    if (!queue.length) return leaving && form.requestSubmit(leaving);
    if (store?.isOffline()) return postpone(new TypeError());
    const jobs = batch();
    const marks = jobs.flatMap(prepare);
    if (jobs[0].undo && !marks.length) {
      queue.shift();
      leaving = byId("undo");
      return send();
    }
    sending = true;
    for (const job of jobs) job.tried = true;
    if (store && queue.length > 1) chip("sending");
    try {
      const answer = await post({ via: jobs[0].via, rest: jobs[0].rest, marks, since, sent_at: now() });
      failures = 0;
      queue.splice(0, jobs.length);
      took(answer, jobs, marks);
    } catch (error) {
      if (error.final) refused(error, queue.splice(0, jobs.length));
      else postpone(error);
    }
    sending = false;
    if (!failures) send();
  };
  const post = async (content, again) => {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": meta("csrf-token"), ...(store && { "X-Offline-User": store.user }) };
    const response = await fetch(form.dataset.marks, { method: "POST", headers, body: JSON.stringify(content) });
    if (response.redirected || response.status === 401) throw Object.assign(new Error(), { login: true });
    if (response.ok) return response.json();
    if (response.status === 403 && !again && (await renewed())) return post(content, true);
    const told = await response.json().catch(() => ({}));
    throw Object.assign(new Error(told.message), { final: response.status < 500 && response.status !== 429 });
  };
  // Logging in again, in another window, has changed the token that every mark carries.
  const renewed = async () => {
    const text = await (await fetch(location.href)).text();
    const token = new DOMParser().parseFromString(text, "text/html").querySelector('meta[name="csrf-token"]')?.content;
    if (token) document.querySelector('meta[name="csrf-token"]').content = token;
    return Boolean(token);
  };
  // The page must not pretend that something refused for good is kept.
  const refused = (error, jobs) => {
    failures = 0;
    store?.refused(jobs.flatMap((job) => job.marks), error.message);
    for (const [n, before] of jobs.flatMap((job) => [...job.before])) {
      rows.get(n).said = before;
      show(rows.get(n));
    }
    tell("conflicts", error.message || say("refused"));
  };
  const postpone = (error) => {
    failures += 1;
    if (store && !error.login) queue.forEach(unsignalled);
    for (const one of queue.flatMap((job) => job.marks)) {
      const row = rows.get(one.n);
      if (!row || row.waits) continue;
      row.waits = true;
      if (!row.draft) show(row);
    }
    chip(error.login ? "login" : "waiting");
    if (!error.login) timer = setTimeout(send, 1000 * BACKOFF[Math.min(failures, BACKOFF.length) - 1]);
  };
  // Where nothing gets through, a mark must stand for itself: it may be sent by another page, days later.
  const unsignalled = (job) => {
    if (ON_SCREEN.includes(job.via)) job.via = "offline";
    if (!job.rest) return;
    const left = [...rows.values()].filter((row) => !row.said.m);
    Object.assign(job, { marks: left.map((row) => event(row, { ...NOTHING, m: job.rest }, { v: row.v })), rest: "" });
    for (const row of left) {
      job.before.set(row.n, row.said);
      Object.assign(row, { said: { ...NOTHING, m: job.marks[0].m }, waits: true });
      show(row);
    }
    store.keep(job.marks);
    count(tally());
  };
  const takeBack = () => {
    const job = queue.at(-1);
    if (job.tried) return job.before.forEach((before, n) => mark(rows.get(n), before));
    queue.pop();
    store.forget(job.marks);
    for (const [n, said] of job.before) {
      const row = rows.get(n);
      Object.assign(row, { said, draft: null });
      row.waits = waiting(row);
      show(row);
    }
    count(tally());
    chip("waiting");
  };
  const tally = () => {
    const counts = {};
    for (const row of rows.values()) counts[row.said.m] = (counts[row.said.m] || 0) + 1;
    return counts;
  };
  const took = (answer, jobs, marks) => {
    store?.answered(answer.rows, marks);
    since = answer.at;
    document.dispatchEvent(new CustomEvent("marks-answered", { detail: answer }));
    byId("undo").hidden = false;
    const opens = answer.lock === "window_closed";
    const changed = answer.rows.filter((one) => receive(one, marks.find((tried) => tried.n === one.n), opens));
    for (const one of answer.fresh) refresh(one);
    for (const job of jobs) remember(job, changed);
    count(answer.counts);
    chip("saved", answer.saved);
    report(jobs.at(-1), changed, answer.rows);
    const editing = [...rows.values()].some((row) => row.draft);
    if (answer.state !== form.dataset.state && !queue.length && !editing && !leaving) location.reload();
  };
  const remember = (job, changed) => {
    const own = job.rest ? changed : changed.filter(({ n }) => job.before.has(n));
    if (!job.undo && own.length) history.push(own.map(({ n, v }) => ({ n, v, before: job.before.get(n) || NOTHING })));
  };
  // Whether something was stored that can be taken back.
  const receive = (one, tried, opens) => {
    const row = rows.get(one.n);
    if (!row) return one.code === "stored";
    row.waits = false;
    row.v = one.v ?? row.v;
    if (one.code === "not_on_list") return setAside(row, one, tried);
    if (!waiting(row)) {
      row.said = only(one);
      if (one.code === "conflict") row.clash = { mine: one.mine, by: one.by, at: one.at };
      // What cannot be stored now stays in its row as it was meant.
      const stays = tried && (one.code === "invalid" || one.code === "locked");
      if (stays) Object.assign(row, { draft: only(tried), message: one.message, locked: opens && one.code === "locked" });
      if (stays && row.locked) keep(row.n, row.draft);
      if (one.code === "locked") tell("conflicts", one.message);
      if (!row.draft || stays) show(row);
      if (row.clash) {
        forget(row.n);
        flag(row, "bad", say("different"));
      }
    }
    return one.code === "stored";
  };
  // Whoever left the list meanwhile: the mark is kept in sight. A prepared device keeps it in a list of its own.
  const setAside = (row, one, tried) => {
    if (!store) {
      const list = byId("aside");
      list.hidden = false;
      const item = document.createElement("li");
      item.textContent = `${row.n} ${row.name}: ${textOf(tried || one)}. ${one.message}`;
      list.querySelector("ul").append(item);
    }
    rows.delete(row.n);
    row.li.remove();
    tell("conflicts", one.message);
    return false;
  };
  // What a locked sheet refused outlives the way to whoever opens it, in this tab.
  const place = `refused ${location.pathname}`;
  const kept = () => {
    try {
      return JSON.parse(sessionStorage.getItem(place)) || {};
    } catch {
      return {};
    }
  };
  const keep = (n, what) => {
    const all = kept();
    if (!what && !(n in all)) return;
    all[n] = what;
    try {
      sessionStorage.setItem(place, JSON.stringify(all));
    } catch { /* a browser that keeps nothing */ }
  };
  for (const [n, what] of Object.entries(kept())) {
    const row = rows.get(Number(n));
    if (!row || same(row.said, what)) continue;
    Object.assign(row, { draft: what, message: say("again") });
    show(row);
  }
  // What others changed is not ours to take back.
  const forget = (n) => history.forEach((changes, place) => (history[place] = changes.filter((change) => change.n !== n)));
  const refresh = (one) => {
    forget(one.n);
    const row = rows.get(one.n);
    if (!row || waiting(row) || row.draft || row.v >= one.v) return;
    Object.assign(row, { said: only(one), v: one.v, clash: null });
    show(row);
    row.li.classList.add("fresh");
    flag(row, "info", say("fresh"));
    row.li.querySelector(".state")?.append(span(`${one.by}, ${one.at}`, "soft"));
  };
  for (const name of ["online", "focus"]) addEventListener(name, () => failures && send());
  store?.restored.then((events) => {
    for (const one of events) {
      const row = rows.get(one.n);
      queue.push({ via: "offline", marks: [one], before: new Map(row && [[row.n, row.said]]) });
      if (!row) continue;
      Object.assign(row, { said: only(one), waits: true });
      show(row);
    }
    if (events.length) count(tally());
    if (queue.length) send();
    else if (!roster.querySelector(".collide")) chip(store.isOffline() ? "waiting" : "online");
  });
  addEventListener("beforeunload", (leave) => queue.length && !store && !leaving && leave.preventDefault());

  // ── What the page says
  const chip = (state, time) => {
    const clashes = roster.querySelectorAll(".collide").length;
    const left = queue.reduce((sum, job) => sum + Math.max(job.marks.length, 1), 0);
    const looks = { saved: "is-ok", conflicts: "is-bad boxed", waiting: "is-warn boxed", login: "is-warn boxed", online: "is-ok", sending: "is-mute" };
    const kind = state === "saved" && clashes ? "conflicts" : state;
    const place = byId("sync");
    place.className = `sync ${looks[kind]}`;
    place.replaceChildren(icon({ login: "waiting", sending: "waiting", online: "saved" }[kind] || kind), span(store?.chip(kind, left, time) ?? say(kind, { saved: time, conflicts: clashes }[kind] ?? left)));
    if (kind === "waiting") place.append(button("retry", send));
    if (kind === "login") place.append(button("open", () => window.open(meta("login-path"))));
  };
  const button = (word, onclick) =>
    Object.assign(document.createElement("button"), { type: "button", className: "btn btn-quiet", textContent: say(word), onclick });
  const tell = (name, text, canUndo) => {
    const said = byId("said");
    said.hidden = false;
    said.replaceChildren(name === "done" ? plainTag("h").querySelector("svg") : icon(name), span(text));
    if (canUndo) said.append(Object.assign(button("undo", undo), { className: "btn" }));
  };
  const report = (job, changed, answered) => {
    if (job.after) job.after(answered);
    if (job.after) return changed.length && tell("done", say("filled", changed.length, textOf({ ...NOTHING, m: job.marks[0].m })), true);
    if (job.undo) return changed.length && tell("done", say("undone"));
    if (job.rest) return tell("done", say("filled", changed.length, textOf({ ...NOTHING, m: job.rest })), changed.length);
    const last = changed.find(({ n }) => job.before.has(n));
    if (last && ![...rows.values()].some((row) => row.draft)) tell("done", `${rows.get(last.n).name}: ${textOf(last)}`, true);
  };
  const count = (counts) => {
    for (const link of byId("counts").querySelectorAll("a")) {
      const number = counts[link.dataset.m] || 0;
      link.firstChild.textContent = number;
      link.parentNode.classList.toggle("none", !number);
    }
    const rest = counts[""] || 0;
    byId("left").firstChild.textContent = rest;
    const [fill, attest] = [byId("fill"), byId("attest")];
    if (fill) fill.textContent = fill.textContent.replace(/\d+/, rest);
    if (fill) fill.hidden = !rest;
    if (attest) attest.className = `btn ${rest ? "btn-secondary" : "btn-primary grow"}`;
  };

  // ── What people do
  const undo = () => store && failures && queue.length ? takeBack() : add({ undo: true, via: "undo", marks: [], before: new Map() });
  const unfinished = () => [...rows.values()].find((row) => row.draft && !row.said.m);
  const typed = (row) => {
    const what = { ...row.draft };
    for (const field of row.li.querySelectorAll(".subform input:not([type=radio]), [type=radio]:checked")) what[field.name[0]] = field.value.trim();
    return { ...what, l: what.m === "t" ? what.l || null : 0, e: what.e || 0, r: needsReason(what.m) ? what.r : "" };
  };
  const edit = (row, what) => {
    byId("said").hidden = true;
    Object.assign(row, { draft: what, message: null });
    show(row);
    focusRow(row);
  };
  const finish = (row) => {
    const what = typed(row);
    const lacking = needsReason(what.m) && !what.r;
    if (!lacking) mark(row, what);
    else {
      Object.assign(row, { draft: what, message: say("reason") });
      show(row);
      focusRow(row);
    }
    return !lacking;
  };
  const close = (row) => {
    settle(row);
    focusRow(row);
  };
  const choose = (row, letter) => {
    const old = row.draft ? typed(row) : row.said;
    const late = row.said.m === "t" ? row.said.l : null;
    const what = { ...NOTHING, m: letter, l: letter === "t" ? late : 0, r: needsReason(letter) ? old.r : "", k: old.k };
    if (needsReason(letter) || letter === row.said.m) edit(row, what);
    else mark(row, what);
  };
  const steps = {
    edit: (row) => edit(row, { ...row.said }),
    clear: (row) => mark(row, NOTHING),
    save: (row) => row && finish(row),
    fill: (_row, letter) => (unfinished() ? finish(unfinished()) : add({ rest: letter, via: "screen", marks: [], before: new Map() })),
    undo,
    attest: (_row, _value, button) => {
      if (unfinished()) return finish(unfinished());
      if (store?.isOffline()) return tell("waiting", store.say("close"));
      leaving = button;
      return send();
    },
  };
  form.addEventListener("click", (click) => {
    const button = click.target.closest("button[name=do]");
    const shut = click.target.closest("[data-close]");
    if (shut) {
      click.preventDefault();
      return close(rowOf(shut));
    }
    if (!button) return;
    const [step, value] = button.value.split(":");
    if (!steps[step]) return;
    click.preventDefault();
    const row = rowOf(button) || rowOf(document.activeElement);
    steps[step](row, value, button);
  });

  // A pointer chooses at once; arrow keys pass over choices, which Enter, Space or leaving the row makes.
  let pointed = false;
  let passing = null;
  form.addEventListener("pointerdown", () => (pointed = true), true);
  form.addEventListener("keydown", () => (pointed = false), true);
  roster.addEventListener("change", (change) => {
    const field = change.target;
    const row = rowOf(field);
    if (field.type !== "radio" || !row) return;
    if (field.name[0] === "r") {
      row.draft.r = field.value;
      if (pointed) finish(row);
    } else if (pointed || !row.arrows) choose(row, field.value);
    else passing = field;
  });
  roster.addEventListener("focusout", (out) => {
    if (passing === out.target && rowOf(out.relatedTarget) !== rowOf(passing)) settlePassing();
  });
  const settlePassing = () => {
    const field = passing;
    passing = null;
    if (field?.isConnected && field.checked) choose(rowOf(field), field.value);
  };

  // ── Keys, only while the focus is in the list
  const keysOn = byId("keys");
  try {
    keysOn.checked = localStorage.getItem("roll-call-keys") !== "off";
    keysOn.addEventListener("change", () => localStorage.setItem("roll-call-keys", keysOn.checked ? "on" : "off"));
  } catch { /* a browser that keeps nothing */ }
  const neighbour = (row, way) => {
    let li = row.li;
    do li = way > 0 ? li.nextElementSibling : li.previousElementSibling; while (li?.hidden);
    return li && rowOf(li);
  };
  const down = (row) => {
    const next = neighbour(row, 1);
    if (next) focusRow(next);
  };
  const keys = {
    ArrowDown: (row) => down(row),
    ArrowUp: (row) => neighbour(row, -1) && focusRow(neighbour(row, -1)),
    k: (row) => row.said.m && (edit(row, { ...row.said }), row.li.querySelector("[name^=k]").focus()),
    u: undo,
    "/": () => byId("find").focus(),
  };
  for (const letter of "htisa") {
    keys[letter] = (row) => {
      choose(row, letter);
      if (!row.draft) down(row);
    };
  }
  roster.addEventListener("keydown", (press) => {
    const row = rowOf(press.target);
    if (!row) return;
    row.arrows = press.key.startsWith("Arrow");
    const inText = press.target.matches("input:not([type=radio])");
    const inReasons = press.target.matches(".subform [type=radio]");
    if (press.key === "Escape" && row.draft) return close(row);
    if (press.key === "Enter" && passing) {
      press.preventDefault();
      return settlePassing();
    }
    if (press.key === "Enter" && row.draft && press.target.matches("input")) {
      press.preventDefault();
      if (finish(row)) down(row);
      return;
    }
    if (!keysOn.checked || inText || press.altKey || press.metaKey) return;
    if (press.ctrlKey) {
      if (press.key !== "Enter") return;
      press.preventDefault();
      byId("attest")?.click();
      return;
    }
    const act = keys[press.key];
    if (!act || (inReasons && press.key.startsWith("Arrow"))) return;
    press.preventDefault();
    passing = null;
    act(row);
  });

  // ── Finding a person: on the page only, a name never stands in an address
  byId("find").addEventListener("input", () => {
    const words = byId("find").value.toLowerCase().split(/\s+/);
    for (const row of rows.values()) {
      const text = `${row.n} ${row.name}`.toLowerCase();
      row.li.hidden = !words.every((word) => text.includes(word));
    }
  });
  byId("find").addEventListener("keydown", (press) => {
    if (press.key !== "Enter") return;
    press.preventDefault();
    const first = [...rows.values()].find((row) => !row.li.hidden);
    if (first) focusRow(first);
  });
  window.rollCall = { rows, markAll, say };
})();
