"use strict";
// A ticket's page: says that somebody is here and whether they write, and keeps what they write;
// "r" goes to the answer, "n" to the note.
(() => {
  const SIGN = 20000, WAIT = 1200, STALE = 8000, PATIENCE = 3000, AGAIN = 10000, LATE = 15000;
  const here = document.getElementById("here");
  let wrote = false, told = 0, leaving = false;
  // What is sent with keepalive outlives its page; browsers bear 64 kB of that.
  const LIVES = 60000;
  const send = (url, body, options = {}) =>
    fetch(url, { method: "POST", body, credentials: "same-origin", redirect: "manual", ...options });
  const keyOf = (form) => form.querySelector("[name=form_key]").value;

  const sign = async () => {
    if (!here || leaving || document.hidden) return;
    const writes = wrote;
    wrote = false; told = Date.now();
    try {
      const answer = await send(here.dataset.here, new URLSearchParams({ form_key: keyOf(here), writes: writes ? "yes" : "no" }), writes ? {} : { headers: { "Deskbot-By-Itself": "1" } });
      if (!answer.ok) return;
      const says = here.querySelector("[role=status]"), words = (await answer.json()).here;
      if (says.textContent !== words) says.textContent = words;
    } catch { /* the next sign says it */ }
  };
  setInterval(sign, SIGN);
  document.addEventListener("visibilitychange", sign);

  const FORM = { "Content-Type": "application/x-www-form-urlencoded" };
  const becameOf = (answer, told) => {
    if (told.other) return "Another draft of yours stands in front now.";
    if (told.moved) return `Kept as your draft on ${told.moved}, into which this was merged: go on there.`;
    if (told.kept) return "Kept as your draft.";
    if (answer.type === "opaqueredirect") return "Not kept: you are signed out.";
    if (answer.status >= 500) return "Not kept yet: it is tried again.";
    if (answer.status === 413) return "Not kept: it is too long. Send a part of it, or take words out.";
    return "Not kept: load the page again.";
  };
  const waiting = new Map(), running = new Map(), unkept = new Set();
  let going = null;
  const keepAfter = (box, pause) => {
    clearTimeout(waiting.get(box));
    waiting.set(box, setTimeout(() => keep(box), pause));
  };
  const keep = async (box) => {
    const form = box.form, says = form.querySelector(".kept");
    clearTimeout(waiting.get(box)); waiting.delete(box);
    const stop = new AbortController();
    running.get(box)?.abort(); running.set(box, stop);
    const late = setTimeout(() => stop.abort(new Error("no answer")), LATE);
    try {
      const body = `${new URLSearchParams({ form_key: keyOf(form), kind: form.dataset.kind, text: box.value, draft: form.elements.draft.value })}`;
      const answer = await send(form.dataset.draft, body, { headers: FORM, signal: stop.signal, keepalive: body.length < LIVES });
      const told = answer.ok ? await answer.json() : {};
      if (told.other) {
        // An answer that was not sent, or another window's: neither goes over the other.
        form.elements.draft.value = told.draft;
        box.value = `${told.other}\n\n${box.value}`;
        keepAfter(box, WAIT);
      }
      if (answer.ok) unkept.delete(box); else unkept.add(box);
      if (answer.status >= 500) keepAfter(box, AGAIN);
      says.textContent = becameOf(answer, told);
    } catch (trouble) {
      if (trouble.name === "AbortError") return;
      says.textContent = "Not kept yet: no connection. It is tried again.";
      unkept.add(box);
      keepAfter(box, AGAIN);
    } finally {
      clearTimeout(late);
      if (running.get(box) === stop) running.delete(box);
    }
  };
  document.addEventListener("input", (event) => {
    const box = event.target;
    if (!box.matches?.("[data-keep]")) return;
    wrote = true;
    if (Date.now() - told > STALE) sign();
    box.form.querySelector(".kept").textContent = "";
    keepAfter(box, WAIT);
  });
  addEventListener("online", () => [...unkept].forEach(keep));
  // What is sent is no draft any more; what stands in another box is kept before the page goes.
  document.addEventListener("submit", (event) => {
    const form = event.target, others = [...waiting.keys()].filter((box) => box.form !== form);
    if (others.length && going !== form && !event.defaultPrevented) {
      event.preventDefault();
      const kept = Promise.all(others.map(keep)), late = new Promise((done) => setTimeout(done, PATIENCE));
      form.dataset.going = "";  // what happens meanwhile puts no other in its place
      Promise.race([kept, late]).then(() => { delete form.dataset.going; going = form; form.requestSubmit(event.submitter); });
      return;
    }
    going = form; leaving = true;
    for (const [box, timer] of waiting) if (box.form === form) { clearTimeout(timer); waiting.delete(box); }
    for (const [box, stop] of running) if (box.form === form) stop.abort();
  });
  // What could not be kept stands nowhere else: whoever goes is asked first.
  addEventListener("beforeunload", (event) => {
    const pressed = going;
    going = null;
    if (![...unkept].some((box) => box.form !== pressed && box.value)) return;
    event.preventDefault();
    setTimeout(() => {  // then they have stayed
      leaving = false;
      for (const box of pressed?.querySelectorAll("[data-keep]") || []) keepAfter(box, WAIT);
    });
  });
  addEventListener("pagehide", () => {
    for (const box of [...waiting.keys()]) keep(box);
  });
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    const box = { r: "answer-text", n: "note-text" }[event.key];
    const field = box && document.getElementById(box);
    if (field) { event.preventDefault(); field.focus(); }
  });
  addEventListener("pageshow", () => { leaving = false; going = null; });
})();
