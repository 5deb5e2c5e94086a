// One view at a time, and a search over names, labels, descriptions, code lists and everyday words.
"use strict";
const entries = JSON.parse(document.getElementById("index").textContent);
const input = document.getElementById("find");
const results = document.getElementById("results");
const views = [...document.querySelectorAll(".view")];
const MOST = 60;
const FIELDS = [["words", 6], ["name", 5], ["label", 4], ["where", 1], ["more", 1]];

const wordsOf = (text) => text.toLowerCase().split(/[^a-z0-9£]+/).filter(Boolean);
for (const entry of entries) {
  entry.phrases = entry.words.map((word) => wordsOf(word).join(" "));
  entry.tokens = FIELDS.map(([field]) => wordsOf([].concat(entry[field]).join(" ")));
}

// "reoffend" finds "reoffending", and "convictions" finds "conviction".
const isAlike = (word, token) =>
  word.startsWith(token) || (word.length > 4 && token.startsWith(word) && token.length - word.length < 4);

function scoreOf(entry, tokens) {
  let score = entry.phrases.includes(tokens.join(" ")) ? 20 : 0;
  for (const token of tokens) {
    let best = 0;
    entry.tokens.forEach((words, place) => {
      const weight = FIELDS[place][1];
      if (weight <= best) return;
      if (words.includes(token)) best = weight;
      else if (token.length > 2 && words.some((word) => isAlike(word, token))) best = Math.max(best, weight * 0.8);
    });
    if (!best) return 0;
    score += best;
  }
  return score + { share: 0.4, table: 0.3, variable: 0.2, "code list": 0 }[entry.kind];
}

// What the words find, best first; of one kind of variable the same in several tables stay in order.
function search(text) {
  const tokens = wordsOf(text);
  if (!tokens.length) return [];
  return entries
    .map((entry, place) => ({ entry, place, score: scoreOf(entry, tokens) }))
    .filter((found) => found.score > 0)
    .sort((one, other) => other.score - one.score || one.place - other.place)
    .map((found) => found.entry);
}

function element(tag, text, name) {
  const made = document.createElement(tag);
  made.textContent = text;
  if (name) made.className = name;
  return made;
}

function show(text) {
  const found = search(text);
  results.replaceChildren();
  results.hidden = !text.trim();
  document.body.classList.toggle("searching", !results.hidden);
  for (const view of views) view.hidden = !results.hidden;
  if (results.hidden) return;
  results.append(element("h1", found.length ? `${found.length} found` : "Nothing found"));
  if (!found.length) results.append(element("p", "Try another word, or open a share on the left."));
  for (const entry of found.slice(0, MOST)) {
    const hit = document.createElement("a");
    hit.className = "hit";
    hit.href = `#${entry.at}`;
    hit.dataset.name = entry.name;
    hit.append(element("span", entry.kind, "kind"), element("code", entry.name), ` ${entry.label}`);
    hit.append(element("small", entry.where));
    results.append(hit);
  }
  if (found.length > MOST) results.append(element("p", `and ${found.length - MOST} more: add a word`, "note"));
}

function open() {
  const name = decodeURIComponent(location.hash.slice(1)) || "start";
  if (name.startsWith("find=")) {
    input.value = name.slice(5);
    show(input.value);
    return;
  }
  input.value = "";
  show("");
  const row = document.getElementById(name);
  const view = (row && row.closest(".view")) || document.getElementById("start");
  for (const one of views) one.classList.toggle("open", one === view);
  for (const link of document.querySelectorAll("nav a"))
    link.classList.toggle("here", link.getAttribute("href") === `#${view.id}`);
  for (const one of document.querySelectorAll("tr.target")) one.classList.remove("target");
  if (row && row !== view) {
    row.classList.add("target");
    row.scrollIntoView({ block: "center" });
  } else window.scrollTo(0, 0);
}

document.body.classList.add("scripted");
input.addEventListener("input", () => show(input.value));
input.addEventListener("keydown", (event) => {
  const first = results.querySelector(".hit");
  if (event.key === "Enter" && first) location.hash = first.getAttribute("href");
  if (event.key === "Escape") open();
});
window.addEventListener("hashchange", open);
open();
