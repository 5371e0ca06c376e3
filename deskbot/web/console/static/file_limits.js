"use strict";
// A form that carries files: what is more than is taken at once is said beside them before anything is sent, as a form that
// is too large is never read; and a file dropped beside a form does not open in place of the page and of what is written.
(() => {
  const fieldsOf = (form) => [...form.querySelectorAll("input[type=file][data-most]")];
  const kept = (form) => [...form.querySelectorAll("input[data-size]:checked")].map((one) => Number(one.dataset.size));
  const trouble = (form, field) => {
    const sizes = [...[...field.files].map((one) => one.size), ...kept(form)];
    if (sizes.length > Number(field.dataset.mostFiles)) return field.dataset.many.replace("{now}", sizes.length);
    return sizes.reduce((sum, one) => sum + one, 0) > Number(field.dataset.most) ? field.dataset.large : "";
  };
  const tell = (field, words) => {
    const says = document.getElementById(field.dataset.says);
    if (says.textContent !== words) says.textContent = words;
    says.hidden = !words;
    field.setAttribute("aria-invalid", words ? "true" : "false");
  };
  const check = (form) => {
    let good = true;
    for (const field of fieldsOf(form)) {
      const words = trouble(form, field);
      tell(field, words);
      if (words && good) { good = false; field.focus(); }
    }
    return good;
  };

  // Before all other scripts of the page: what is not sent is not over for them.
  addEventListener("submit", (event) => {
    if (event.target.matches("form") && !check(event.target)) { event.preventDefault(); event.stopImmediatePropagation(); }
  }, true);
  // A file that was left out may have been what was too much; what is said is looked at again, but nothing is said anew.
  const again = (event) => {
    const form = event.target.form;
    for (const field of form ? fieldsOf(form) : []) if (field.getAttribute("aria-invalid") === "true") tell(field, trouble(form, field));
  };
  document.addEventListener("change", again);
  document.addEventListener("picked", again);

  const stray = (event) => {
    if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files") || !document.querySelector("input[type=file]")) return;
    if (event.target instanceof Element && event.target.matches("input[type=file]")) return;
    event.preventDefault();
    if (event.type === "dragover") event.dataTransfer.dropEffect = "none";
  };
  addEventListener("dragover", stray);
  addEventListener("drop", stray);
})();
