"use strict";
// Looks again every few seconds how the ticket stands, while somebody looks; a form in which somebody writes is left alone.
(() => {
  const parts = () => [...document.querySelectorAll("[data-live]")];
  if (!parts().length) return;
  const look = async () => {
    if (!document.hidden) {
      try {
        const answer = await fetch(location.pathname.replace(/\/(urgent|solved)$/, ""), { cache: "no-store", credentials: "omit" });
        if (answer.ok) {
          const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
          for (const part of parts()) {
            const now = fresh.querySelector(`[data-live="${CSS.escape(part.dataset.live)}"]`);
            if (!now || now.outerHTML === part.outerHTML) continue;
            const focused = part.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
            part.replaceWith(document.adoptNode(now));
            if (focused) now.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
          }
        } else if (answer.status === 404) return;
      } catch { /* no network just now: the next look is soon */ }
    }
    wait();
  };
  const wait = () => setTimeout(look, 1000 * Number(document.querySelector("[data-again]")?.dataset.again || 30));
  wait();
})();
