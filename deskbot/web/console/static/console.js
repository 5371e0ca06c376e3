"use strict";
// Keys: "g" and then the letter of a page leads there; "/" goes to the search; "?" shows what there is. Nothing is done by a key alone.
(() => {
  let led = 0;
  const writes = (at) => at instanceof HTMLElement && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
    if (event.key === "g") { led = event.timeStamp; return; }
    if (event.key === "/") {
      const search = document.querySelector("input[type=search]");
      if (search) { event.preventDefault(); search.focus(); }
    } else if (event.timeStamp - led < 1500) {
      const place = document.querySelector(`nav a[data-key="${CSS.escape(event.key)}"]`);
      if (place) { event.preventDefault(); place.click(); }
    }
    led = 0;
  });
})();
