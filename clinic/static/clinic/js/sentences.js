// The sentences that saving brings back, each beside its field.
(() => {
  "use strict";

  const house = (window.house = window.house || {});

  // Where the sentence about a field stands; made on the spot when the page has none.
  const place = (form, name) => {
    const field = form.querySelector(`[name="${CSS.escape(name)}"]`);
    if (!field || form.querySelector(`[data-error-for="${CSS.escape(name)}"]`)) return;
    const sentence = document.createElement("p");
    sentence.className = "field-error";
    sentence.dataset.errorFor = name;
    (field.closest("fieldset, .mb-3, .form-check") || field.parentElement).append(sentence);
  };

  // `errors`: what is not saved and why. `told`: what else stays to be read; its fields are fine.
  house.sentences = (form, errors, told) => {
    Object.keys({ ...errors, ...told }).forEach((name) => place(form, name));
    form.querySelectorAll("[data-error-for]").forEach((sentence) => {
      const name = sentence.dataset.errorFor;
      sentence.textContent = errors[name] || told[name] || "";
      sentence.id = sentence.id || `error-${name}`;
      form.querySelectorAll(`[name="${CSS.escape(name)}"]`).forEach((field) => {
        field.classList.toggle("is-invalid", name in errors);
        if (name in errors) {
          field.setAttribute("aria-invalid", "true");
          field.setAttribute("aria-errormessage", sentence.id);
        } else {
          field.removeAttribute("aria-invalid");
          field.removeAttribute("aria-errormessage");
        }
      });
    });
  };
})();
