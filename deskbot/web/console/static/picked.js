"use strict";
// Files that go with an answer or a note: one is chosen after the other, pasted or dropped as well, and each stands there by
// its name until it is sent. Without this script a browser's own field for files does what it always does.
(() => {
  const picked = new WeakMap();
  const fieldOf = (at) => at instanceof Element ? at.closest("form")?.querySelector("input[data-picked]") : null;
  const same = (one, other) => one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;

  const keep = (field, files) => {
    const all = new DataTransfer();
    for (const file of files) all.items.add(file);
    field.files = all.files;
    show(field, files);
    field.dispatchEvent(new CustomEvent("picked", { bubbles: true }));
  };
  const show = (field, files) => {
    picked.set(field, files);
    const list = document.getElementById(field.dataset.picked);
    list.replaceChildren(...files.map((file) => {
      const line = document.createElement("li"), away = document.createElement("button");
      away.type = "button"; away.className = "plain"; away.textContent = "Leave it out";
      away.setAttribute("aria-label", `Leave ${file.name} out`);
      away.addEventListener("click", () => { keep(field, picked.get(field).filter((one) => one !== file)); field.focus(); });
      line.append(`${file.name}, ${sizeInWords(file.size)} `, away);
      return line;
    }));
  };
  // As the server says it of what is kept.
  const sizeInWords = (size) => size < 1024 ? `${size} bytes` : size < 1023.5 * 1024 ? `${Math.round(size / 1024)} kB` : `${(size / 1024 / 1024).toFixed(1)} MB`;
  const add = (field, files) => {
    const there = picked.get(field) || [];
    keep(field, [...there, ...files.filter((file) => !there.some((one) => same(one, file)))]);
  };
  // A browser calls every picture that is pasted "image.png".
  const named = (field, file) => {
    const kind = /^image\/(png|jpeg|gif|webp)$/.exec(file.type);
    if (!kind || !/^image\.\w+$/.test(file.name)) return file;
    const taken = new Set((picked.get(field) || []).map((one) => one.name));
    let number = 1;
    while (taken.has(`picture-${number}.${kind[1]}`)) number += 1;
    return new File([file], `picture-${number}.${kind[1]}`, { type: file.type, lastModified: file.lastModified });
  };

  document.addEventListener("change", (event) => {
    if (event.target.dataset?.picked) add(event.target, [...event.target.files]);
  });
  document.addEventListener("paste", (event) => {
    const field = fieldOf(event.target), files = [...event.clipboardData.files];
    // What has words, too, was copied as words: a table is pasted as text, not as its picture.
    if (!field || !files.length || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    for (const file of files) add(field, [named(field, file)]);
  });
  document.addEventListener("dragover", (event) => {
    if (fieldOf(event.target) && event.dataTransfer.types.includes("Files")) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const field = fieldOf(event.target), files = [...event.dataTransfer.files];
    if (!field || !files.length || event.target === field) return;
    event.preventDefault();
    add(field, files);
  });
  // Who comes back to the page finds in the list what the browser still holds in the field, and nothing else.
  addEventListener("pageshow", () => {
    for (const field of document.querySelectorAll("input[data-picked]")) show(field, [...field.files]);
  });
})();
