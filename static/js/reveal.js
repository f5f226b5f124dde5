// Shows a part of a form only while a field has one of the values named in data-when="field:value,value".
// Without this script every part is shown and the server ignores what does not belong together.
(() => {
  const parts = [...document.querySelectorAll("[data-when]")].map((part) => {
    const [field, values] = part.dataset.when.split(":");
    return { part, field, values: values.split(",") };
  });
  const value = (form, name) => {
    const control = form.elements[name];
    return control ? control.value || "" : "";
  };
  const show = () => {
    for (const { part, field, values } of parts) {
      part.hidden = !values.includes(value(part.closest("form"), field));
    }
  };
  document.addEventListener("change", show);
  show();
})();
