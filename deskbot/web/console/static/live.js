"use strict";
// Keeps what is marked by data-live as it is on the server: when something happens the page is fetched again, and each
// marked part takes the place of the one of its name. data-hears, on a part or around it, names what concerns it ("pages
// ticket:1042", "tickets" for all of them); without it everything does. A part in which somebody writes is left alone.
// What a press was answered with stands at the address of the press, where nothing can be fetched: data-page says where.
(() => {
  const parts = () => [...document.querySelectorAll("[data-live]")];
  if (!parts().length) return;
  const REST = 1000;
  const events = new URL("../../events", document.currentScript.src);
  const was = new WeakMap(parts().map((part) => [part, part.innerHTML]));
  let held = false;
  addEventListener("pointerdown", () => { held = true; });
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => setTimeout(() => { held = false; }));
  let source = null, due = 0, begun = 0, fetching = false, again = false, away = 0;

  const said = (part, name) => part.closest(`[data-${name}]`)?.dataset[name] || "";
  const address = said(document.getElementById("main"), "page") || location.href;
  const concerns = (part, topics) => {
    const hears = said(part, "hears").split(" ").filter(Boolean);
    return !hears.length || topics.some((topic) => topic === "all" || hears.includes(topic) || (topic.startsWith("ticket:") && hears.includes("tickets")));
  };
  const isWritten = (part) => part.querySelector("[data-going]") || [...part.querySelectorAll("input, textarea, select")].some((field) => {
    if (field.type === "hidden") return false;
    if (field === document.activeElement) return true;
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.tagName === "SELECT") {
      const own = [...field.options];  // where none is chosen by us, a browser shows the first
      return own.some((one) => one.defaultSelected) ? own.some((one) => one.selected !== one.defaultSelected) : field.selectedIndex > 0;
    }
    return field.value !== field.defaultValue;
  });
  // What is opened or has the keyboard's focus is found again by what it is and says, within what has a name around it.
  const HOLDS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const WHICH = "input[type=hidden]:not([name=form_key], [name=page], [name=draft], [name=once], [name=step], [name^=seen], [name^=was-])";
  const named = (part, what) => {
    const seen = {};
    return [...part.querySelectorAll(what)].map((one) => {
      const says = (one.matches("details") ? one.querySelector("summary") : one).textContent.trim();
      const of = [...one.form?.querySelectorAll(WHICH) || []].map((field) => field.value);
      const name = one.id || [one.closest("[id]").id, one.tagName, one.name, one.getAttribute("href"), says, ...of].join(" ");
      seen[name] = (seen[name] || 0) + 1;
      return [`${name} ${seen[name]}`, one];
    });
  };
  // A form knows what was the last of the ticket: where no more has changed, it is told the new one in its place. Which
  // draft the page has shown is its own, and stays.
  const LAST = "input[name=page], input[name^=seen]";
  const bare = (html) => html.replace(/(name="(?:page|seen|seen_held|draft|once)" value=")[^"]*/g, "$1");

  const swap = (part, fresh) => {
    const focused = named(part, HOLDS).find(([, one]) => one === document.activeElement)?.[0];
    const opened = named(part, "details").filter(([, one]) => one.open).map(([name]) => name);
    const scrolled = [...part.querySelectorAll(".wide")].map((one) => one.scrollLeft);
    part.replaceChildren(...document.adoptNode(fresh).childNodes);
    for (const attribute of fresh.attributes) part.setAttribute(attribute.name, attribute.value);
    for (const [name, one] of named(part, "details")) if (opened.includes(name)) one.open = true;
    [...part.querySelectorAll(".wide")].forEach((one, index) => { one.scrollLeft = scrolled[index] || 0; });
    if (focused) named(part, HOLDS).find(([name]) => name === focused)?.[1].focus({ preventScroll: true });
  };

  const fetchAgain = async () => {
    if (fetching) { again = true; return; }
    fetching = true;
    begun = Date.now();
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html", "Deskbot-By-Itself": "1" }, cache: "no-store" });
      if (new URL(answer.url).pathname.endsWith("/console/sign-in")) { signedOut(); return; }
      if (!answer.ok) { mark(true); return; }
      if (!away) mark(false);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (held) { again = true; return; }  // a press goes to what lies under the finger when it comes down
      for (const part of parts()) {
        const fresh = page.querySelector(`[data-live="${CSS.escape(part.dataset.live)}"]`);
        const now = fresh?.innerHTML;
        if (!fresh || now === was.get(part) || isWritten(part)) continue;
        if (bare(now) === bare(was.get(part))) {
          const last = [...fresh.querySelectorAll(LAST)];
          part.querySelectorAll(LAST).forEach((one, index) => { one.value = last[index].value; });
        } else swap(part, fresh);
        was.set(part, now);
      }
      document.dispatchEvent(new CustomEvent("deskbot:live"));
    } catch { /* the next event tries again */ } finally {
      fetching = false;
      if (again) { again = false; ring(); }
    }
  };
  const ring = () => {
    clearTimeout(due);
    due = setTimeout(fetchAgain, Math.max(150, begun + REST - Date.now()));
  };

  const warn = (id, role, textContent) => {
    const words = Object.assign(document.createElement("p"), { id, className: "said wrong", role, textContent });
    document.getElementById("main").prepend(words);
    return words;
  };
  // Whoever writes keeps the page: what they have written since stands nowhere else.
  const signedOut = () => {
    if (!isWritten(document)) { location.reload(); return; }
    if (document.getElementById("signed-out")) return;
    const words = warn("signed-out", "alert", "You are signed out: nothing that you write is kept or sent. Copy it, and ");
    words.append(Object.assign(document.createElement("a"), { href: address, textContent: "sign in again" }), ".");
  };
  const mark = (gone) => {
    const words = document.getElementById("not-live");
    if (gone && !words) warn("not-live", "status", "Not live just now: what you see may be old. It is tried again.");
    else if (!gone && words) words.remove();
  };
  const listen = () => {
    if (source || document.hidden) return;
    source = new EventSource(events);
    source.onopen = () => { clearTimeout(away); away = 0; mark(false); ring(); };
    source.onmessage = (event) => {
      const topics = event.data.split(" ");
      if (parts().some((part) => concerns(part, topics))) ring();
    };
    source.onerror = () => {
      if (!away) away = setTimeout(() => mark(true), 8000);
      if (source && source.readyState === EventSource.CLOSED) { source = null; ring(); setTimeout(listen, 5000); }
    };
  };
  // A page that nobody sees keeps no connection: browsers have six for one server, and somebody has ten tabs.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) { source?.close(); source = null; clearTimeout(away); away = 0; } else listen();
  });
  // What passes by the clock alone (whose shift it is, what is overdue) tells of nothing: a part says how often it is looked at.
  const every = Math.min(...parts().map((part) => Number(said(part, "every")) || Infinity));
  if (Number.isFinite(every)) setInterval(() => { if (!document.hidden) ring(); }, every * 1000);
  addEventListener("pagehide", () => source?.close());
  listen();
})();
