"use strict";
// Counts down to each time[data-until], by the server's clock: data-now on its surroundings says what that showed.
// data-over is said instead of how long ago it was.
(() => {
  const begun = performance.now();
  const pad = (number) => String(number).padStart(2, "0");
  const says = (seconds, over) => {
    const rest = Math.abs(Math.round(seconds)), late = seconds < 0;
    const days = Math.floor(rest / 86400), hours = Math.floor(rest / 3600) % 24, minutes = Math.floor(rest / 60) % 60;
    const words = days ? `${days} d ${hours} h` : hours ? `${hours} h ${pad(minutes)} min` : `${minutes}:${pad(rest % 60)}`;
    return late ? over ?? `${words} ago` : `in ${words}`;
  };
  const seen = new WeakMap();
  const count = () => {
    for (const at of document.querySelectorAll("time[data-until]")) {
      const around = at.closest("[data-now]");
      if (!around) continue;
      const known = seen.get(around);
      if (!known || known.said !== around.dataset.now) seen.set(around, { said: around.dataset.now, at: performance.now() - (known ? 0 : performance.now() - begun) });
      const { said, at: since } = seen.get(around);
      const words = says((Date.parse(at.dataset.until) - Date.parse(said) - (performance.now() - since)) / 1000, at.dataset.over);
      if (at.textContent !== words) at.textContent = words;
    }
  };
  count();
  setInterval(count, 1000);
  document.addEventListener("deskbot:live", count);
})();
