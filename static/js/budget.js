// Sums of the budget while it is typed; without this script they stand on the page that follows saving.
(() => {
  const place = document.querySelector("[data-budget]");
  if (!place) return;
  const total = place.querySelector("[data-budget-total]");
  const money = new Intl.NumberFormat(document.documentElement.lang === "en" ? "en-US" : "id-ID", { maximumFractionDigits: 0 });
  const rupiah = (amount) => `Rp${money.format(amount)}`;

  const lineOf = (row) => {
    const field = (name) => row.querySelector(`[name$="-${name}"]`);
    const counts = field("name").value.trim() && !field("remove")?.checked;
    const sum = Math.trunc(Number(field("quantity").value) * Number(field("unit_price").value));
    return { sum: counts && Number.isFinite(sum) ? sum : 0, source: field("source").selectedOptions[0]?.text };
  };

  function show() {
    const sums = new Map();
    let whole = 0;
    for (const row of place.querySelectorAll("[data-row]")) {
      const { sum, source } = lineOf(row);
      row.querySelector("[data-line-sum]").textContent = sum ? rupiah(sum) : "";
      whole += sum;
      if (sum) sums.set(source, (sums.get(source) || 0) + sum);
    }
    total.hidden = false;
    total.querySelector("[data-total]").textContent = rupiah(whole);
    total.querySelector("[data-sources]").replaceChildren(
      ...[...sums].map(([source, sum]) => {
        const entry = document.createElement("li");
        entry.textContent = `${source}: ${rupiah(sum)}`;
        return entry;
      }),
    );
  }

  place.addEventListener("input", show);
  show();
})();
