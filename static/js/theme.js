// Runs before the first paint: the chosen theme must not flash.
(() => {
  const key = "theme";
  const root = document.documentElement;

  const stored = () => {
    try {
      return localStorage.getItem(key) || "";
    } catch {
      return "";
    }
  };

  const apply = (choice) => {
    if (choice === "light" || choice === "dark") root.dataset.bsTheme = choice;
    else delete root.dataset.bsTheme;
  };

  const show = () => {
    const choice = stored();
    for (const group of document.querySelectorAll("[data-theme-switch]")) {
      group.hidden = false;
      for (const button of group.querySelectorAll("button")) {
        button.setAttribute("aria-pressed", String(button.dataset.theme === choice));
      }
    }
  };

  apply(stored());
  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-switch] button");
    if (!button) return;
    try {
      localStorage.setItem(key, button.dataset.theme);
    } catch {
      // Storage is refused: the choice holds for this page.
    }
    apply(button.dataset.theme);
    show();
  });
})();
