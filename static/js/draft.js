// Keeps what is typed into a long form on the server: some seconds after a change, and when a field is left.
(() => {
  const state = document.querySelector("[data-draft]");
  if (!state) return;
  const form = state.closest("form");
  const token = document.querySelector('meta[name="csrf-token"]').content;
  const WAIT = 3_000;
  const RETRIES = [5_000, 15_000, 30_000, 60_000];
  let timer = 0;
  let failures = 0;
  let dirty = false;
  let busy = null;
  let ended = false;

  const fields = () => {
    const kept = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      const secret = form.elements.namedItem(name)?.type === "password";
      if (typeof value === "string" && !secret && name !== "csrfmiddlewaretoken" && name !== "draft") kept.append(name, value);
    }
    return kept.toString();
  };
  const later = (wait) => {
    clearTimeout(timer);
    if (!ended) timer = setTimeout(send, wait);
  };
  const tell = (text, lost) => {
    state.textContent = text;
    state.classList.toggle("is-lost", lost);
  };

  async function send(leaving = false) {
    clearTimeout(timer);
    if (!dirty || ended || (busy && !leaving)) return;
    dirty = false;
    busy = new AbortController();
    const body = new URLSearchParams({ draft: form.elements.draft.value, fields: fields() });
    try {
      const headers = { "X-CSRFToken": token };
      const answer = await fetch(state.dataset.draft, { method: "POST", headers, body, redirect: "manual", signal: busy.signal, keepalive: leaving });
      if (answer.type === "opaqueredirect" || answer.status === 403) throw new Error("out");
      if (!answer.ok && answer.status !== 400 && answer.status !== 413) throw new Error("lost");
      tell((await answer.json()).told, !answer.ok);
      failures = 0;
      if (dirty) later(WAIT);
    } catch (error) {
      if (ended) return;
      dirty = true;
      tell(error.message === "out" ? state.dataset.out : state.dataset.lost, true);
      later(RETRIES[Math.min(failures, RETRIES.length - 1)]);
      failures += 1;
    } finally {
      busy = null;
    }
  }

  form.addEventListener("input", () => {
    dirty = true;
    if (!failures) later(WAIT);
  });
  form.addEventListener("change", () => {
    dirty = true;
    if (!failures) send();
  });
  addEventListener("online", () => send());
  addEventListener("pagehide", () => send(true));
  form.addEventListener("submit", () => {
    ended = true;
    clearTimeout(timer);
    busy?.abort();
  });
  // A lost connection leaves the page standing after a save that failed.
  addEventListener("pageshow", () => { ended = false; });
  addEventListener("offline", () => { if (dirty) tell(state.dataset.lost, true); });
})();
