"use strict";
// Keys: "g" and then the letter of a page leads there; "/" goes to the search; "?" shows what there is. Nothing is done by a
// key alone. Whoever speaks to their browser, or hits keys by chance, turns them off: then no script hears of any.
(() => {
  const OFF = "deskbot-keys-off";
  const table = document.getElementById("keys"), show = document.getElementById("keys-show"), on = document.getElementById("keys-on");
  let led = -Infinity;
  const writes = (at) => at instanceof HTMLElement && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName));
  const areOff = () => { try { return localStorage.getItem(OFF) !== null; } catch { return false; } };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.length === 1 && (table?.open || areOff())) { event.stopImmediatePropagation(); return; }
    if (writes(event.target)) return;
    if (event.key === "g") { led = event.timeStamp; return; }
    if (event.key === "/") {
      const search = document.querySelector("input[type=search]");
      if (search) { event.preventDefault(); search.focus(); }
    } else if (event.key === "?") table?.showModal();
    else if (event.timeStamp - led < 1500) {
      const place = document.querySelector(`nav a[data-key="${CSS.escape(event.key)}"]`);
      if (place) { event.preventDefault(); place.click(); }
    }
    led = -Infinity;
  });
  // On a narrow screen the names of the pages go by sideways: the one that is open shall be seen.
  const here = document.querySelector(".top nav [aria-current]"), row = here?.closest("nav");
  if (row) row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
  if (!table) return;
  show.hidden = false;
  show.addEventListener("click", () => table.showModal());
  on.checked = !areOff();
  on.addEventListener("change", () => {
    try { if (on.checked) localStorage.removeItem(OFF); else localStorage.setItem(OFF, ""); } catch { /* this browser keeps nothing */ }
  });
})();
