"use strict";
// Says how many tickets are ticked, and shows what can be done with them; "j" and "k" go down and up the list, "x" ticks
// the ticket that has the focus. All of it can be done without a script, too.
(() => {
  const boxes = () => [...document.querySelectorAll("#many td input[type=checkbox]")];
  const all = () => document.getElementById("tick-all");
  const count = () => {
    const told = document.getElementById("ticked");
    if (!told) return;
    const ticked = boxes().filter((one) => one.checked).length;
    told.textContent = ticked ? ` (${ticked})` : "";
    if (ticked) document.getElementById("with-many").open = true;
    if (all()) { all().hidden = false; all().checked = ticked > 0 && ticked === boxes().length; }
  };
  document.addEventListener("change", (event) => {
    if (event.target.id === "tick-all") boxes().forEach((one) => { one.checked = event.target.checked; });
    if (event.target.matches("#many input[type=checkbox]")) count();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !["j", "k", "x"].includes(event.key)) return;
    if (event.target.matches("input:not([type=checkbox]), select, textarea")) return;
    const links = [...document.querySelectorAll("a.subject")], row = event.target.closest(".tickets tr");
    const at = links.findIndex((one) => row && row.contains(one));
    if (event.key === "x") row?.querySelector("td input[type=checkbox]")?.click();
    else links[event.key === "j" ? at + 1 : Math.max(at - 1, 0)]?.focus();
  });
  count();
})();
