// Enter applies the line; Shift and Enter begin a new one. Without this script there is a button.
(() => {
  const form = document.querySelector("[data-quick-entry]");
  const line = form?.querySelector("textarea");
  if (!line) return;
  let sent = false;

  line.focus();
  line.setSelectionRange(line.value.length, line.value.length);
  line.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (sent) return;
    sent = true;
    const button = form.querySelector('[value="apply"]');
    // htmx listens to the form's typing alone; sending it is the browser's own business.
    button.click();
  });
  window.addEventListener("pageshow", () => {
    sent = false;
  });
})();
