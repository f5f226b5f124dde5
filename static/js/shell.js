// What every page needs: the theme switch, menus that close, forms sent once, errors that take focus, requests with a token.
(() => {
  const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content || "";

  // A cookie, so that the server writes the theme into the page and nothing flashes.
  const root = document.documentElement;
  const showTheme = () => {
    for (const group of document.querySelectorAll("[data-theme-switch]")) {
      group.hidden = false;
      for (const button of group.querySelectorAll("button")) {
        button.setAttribute("aria-pressed", String(button.dataset.theme === (root.dataset.bsTheme || "")));
      }
    }
  };
  showTheme();
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-switch] button");
    if (!button) return;
    const choice = button.dataset.theme;
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `theme=${choice}; path=/; samesite=lax; max-age=${choice ? 31_536_000 : 0}${secure}`;
    if (choice) root.dataset.bsTheme = choice;
    else delete root.dataset.bsTheme;
    showTheme();
  });

  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (menu !== except) menu.open = false;
    }
  };
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details[data-menu]")));
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details[data-menu][open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  const free = (form) => {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[data-held]")) {
      button.disabled = false;
      button.removeAttribute("data-held");
    }
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.matches("[hx-post], [hx-get]")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    const button = event.submitter;
    // A button disabled at once would leave its own name and value out of what is sent.
    setTimeout(() => {
      if (!button || event.defaultPrevented) return;
      button.disabled = true;
      button.dataset.held = "";
    });
    // A download or a lost connection leaves the page standing.
    setTimeout(() => free(form), 10_000);
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(free));

  const focusErrors = (root) => root.querySelector("[data-take-focus]")?.focus();
  focusErrors(document);

  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = meta("csrf-token");
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const where = new URL(event.detail.xhr.responseURL || location.href);
    // The session has ended: the log-in page must not land inside a fragment.
    if (meta("login-path") && where.pathname === meta("login-path")) {
      event.detail.shouldSwap = false;
      location.reload();
    }
    // A form with errors comes back as 422.
    if (event.detail.xhr.status === 422) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
  document.addEventListener("htmx:afterSettle", (event) => focusErrors(event.detail.elt));
  const complain = () => {
    const notice = document.getElementById("request-failed");
    const place = document.getElementById("messages");
    if (notice && place) place.replaceChildren(notice.content.cloneNode(true));
  };
  document.addEventListener("htmx:responseError", complain);
  document.addEventListener("htmx:sendError", complain);
})();
