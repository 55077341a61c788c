// Search in all pages: every word must occur, with or without diacritics; headings and the words in a row come first.
"use strict";
const box = document.getElementById("search");
const found = document.getElementById("found");
const MOST = 12;
const fold = (text) => text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
const heavier = (entry, words) =>
  words.filter((word) => fold(entry.heading + " " + entry.title).includes(word)).length +
  (entry.words.includes(words.join(" ")) ? words.length : 0);

function search() {
  const words = fold(box.value).split(/\s+/).filter(Boolean);
  found.replaceChildren();
  if (!words.length) return;
  const hits = PAGES.filter((entry) => words.every((word) => entry.words.includes(word)));
  hits.sort((one, other) => heavier(other, words) - heavier(one, words));
  for (const entry of hits.slice(0, MOST)) {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = found.dataset.up + entry.page + "#" + entry.anchor;
    link.textContent = entry.heading;
    const about = document.createElement("small");
    about.textContent = entry.title;
    line.append(link, about);
    found.append(line);
  }
  if (!hits.length) found.textContent = "Không thấy / nothing found";
}
box.addEventListener("input", search);
