// Keys for what the page's buttons and links do. Without this file a pair page works by mouse alone.
"use strict";

let isLeaving = false;

document.addEventListener("submit", (event) => {
  if (event.target.method !== "post") return;
  if (isLeaving) event.preventDefault(); // a decision is for the pair on the screen, once
  isLeaving = true;
});
window.addEventListener("pageshow", (event) => {
  isLeaving = false;
  if (event.persisted) location.reload(); // never an outdated page out of the history
});

const help = document.getElementById("help");
const opinion = document.getElementById("opinion-shown");

if (opinion) opinion.parentElement.scrollIntoView({ block: "nearest" });

function press(key) {
  if (key === "o" && opinion) {
    opinion.hidden = !opinion.hidden;
    return true;
  }
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target || target.disabled) return false;
  target.click();
  return true;
}

document.querySelectorAll("[data-help]").forEach((button) => {
  button.addEventListener("click", () => help.showModal());
});

// The letters of a cluster.
const letters = Array.from(document.querySelectorAll(".records select"));
const leftOver = document.querySelector(".left-over");
let isChanged = false;

function paint(select) {
  const code = select.value === "cannot_tell" ? "unsure" : select.value;
  const place = code && code !== "unsure" ? (code.charCodeAt(code.length - 1) - 65) % 6 : "";
  select.closest("tr").dataset.person = code === "unsure" ? "unsure" : place;
}

function say(text) {
  if (!leftOver) return;
  leftOver.textContent = text;
  leftOver.hidden = !text;
}

function give(select, value) {
  if (value && !Array.from(select.options).some((option) => option.value === value)) {
    say(`The last letter for ${letters.length} records is ${select.options[select.options.length - 2].value}.`);
    return false;
  }
  select.value = value;
  isChanged = true;
  paint(select);
  say("");
  return true;
}

function giveAll(what) {
  // One entry of the list is empty, and one says that one cannot tell.
  if (what === "each" && letters.length > letters[0].options.length - 2) {
    say(`There are only letters for ${letters[0].options.length - 2} people.`);
    return;
  }
  letters.forEach((select, place) => {
    give(select, what === "each" ? select.options[place + 1].value : what);
  });
}

letters.forEach((select) => {
  paint(select);
  select.addEventListener("change", () => {
    isChanged = true;
    paint(select);
  });
  select.closest("tr").addEventListener("click", (event) => {
    if (!event.target.closest("select, summary, a, li")) select.focus();
  });
});
document.querySelectorAll("[data-all]").forEach((button) => {
  button.addEventListener("click", () => giveAll(button.dataset.all));
});
if (letters.length) (letters.find((select) => !select.value) || letters[0]).focus({ preventScroll: true });

function save() {
  const missing = letters.filter((select) => !select.value);
  if (missing.length) {
    say(missing.length === 1 ? "One record has no letter yet." : `${missing.length} records have no letter yet.`);
    missing[0].focus();
    return;
  }
  document.querySelector("[data-save]").click();
}

let lastZero = -1;

function keyOfCluster(event) {
  const key = event.key;
  const place = Math.max(letters.indexOf(document.activeElement), 0);
  const select = letters[place];
  const move = (by) => letters[Math.min(Math.max(place + by, 0), letters.length - 1)].focus();
  if (/^[a-zA-Z]$/.test(key)) {
    if (give(select, key.toUpperCase())) move(1);
  } else if (key === "0") {
    if (event.timeStamp - lastZero < 600 && lastZero >= 0) {
      giveAll("cannot_tell");
    } else {
      give(select, "cannot_tell");
      move(1);
    }
    lastZero = event.timeStamp;
  } else if (key === "Delete") {
    give(select, "");
  } else if (key === "ArrowUp" || key === "ArrowDown") {
    move(key === "ArrowUp" ? -1 : 1);
  } else if (key === "Enter") {
    save();
  } else if ((key === "ArrowLeft" || key === "ArrowRight") && isChanged) {
    say("These letters are not saved: Enter saves them, Esc drops them.");
  } else if (key === "Escape" && isChanged) {
    location.reload();
  } else {
    return press(key);
  }
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || (help && help.open)) return;
  const place = document.activeElement;
  if (place && place.matches("input, textarea")) {
    if (event.key === "Escape") {
      place.blur();
      event.preventDefault();
    } else if (event.key === "Enter") {
      event.preventDefault(); // in a note it would press the first button: a match
      place.blur();
    }
    return;
  }
  // Enter and space belong to the button, link or list entry that has the focus.
  if ((event.key === "Enter" || event.key === " ") && place && place.matches("button, a, summary")) return;
  const focus = document.querySelector(`[data-focus="${CSS.escape(event.key)}"]`);
  if (focus) {
    focus.focus();
    event.preventDefault();
  } else if (letters.length ? keyOfCluster(event) : press(event.key.length === 1 ? event.key.toLowerCase() : event.key)) {
    event.preventDefault();
  }
});
