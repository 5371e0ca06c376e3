"use strict";
// Says how many tickets are ticked, and shows what can be done with them. The forms work without it.
(() => {
  const count = () => {
    const form = document.getElementById("many"), told = document.getElementById("ticked");
    if (!form || !told) return;
    const ticked = form.querySelectorAll("td input[type=checkbox]:checked").length;
    told.textContent = ticked ? ` (${ticked})` : "";
    if (ticked) document.getElementById("with-many").open = true;
  };
  document.addEventListener("change", (event) => {
    if (event.target.matches("#many input[type=checkbox]")) count();
  });
  count();
})();
