// Of many groups of choices, those of the one chosen in another field stand in sight; the others fold away.
// Without this script all of them are shown.
(() => {
  for (const all of document.querySelectorAll("[data-narrow]")) {
    const chooser = all.closest("form").elements[all.dataset.narrow];
    const rest = all.querySelector("[data-narrow-rest]");
    const groups = [...all.querySelectorAll("[data-group]")];

    const show = () => {
      const chosen = chooser.value ? chooser.selectedOptions[0].textContent.trim() : "";
      for (const group of groups) {
        const near = !chosen || group.dataset.group === chosen || group.querySelector(":checked");
        if (near) rest.before(group);
        else rest.append(group);
      }
      rest.hidden = rest.children.length < 2;
    };
    chooser.addEventListener("change", show);
    show();
  }
})();
