// Keeps the lobby true while it is open: asks for it every second, and lets the button work without a reload.
// Every word is the server's; only the seconds of a stay are counted here between two answers.

const EVERY = 1000; // milliseconds
const form = document.querySelector("form");
const button = form.querySelector("button");
const stays = new Map(); // side -> when its stay began, by this page's own clock

let asked = 0;
let shown = 0;

// Answers may overtake each other: one that was asked for earlier than what is shown says nothing new.
async function ask(options = {}) {
  const turn = ++asked;
  const headers = { accept: "application/json" };
  try {
    const answer = await fetch(location.href, { ...options, headers, cache: "no-store" });
    if (answer.status === 403) location.reload(); // the sandbox began anew and knows no such room
    if (!answer.ok && answer.status !== 409) throw new Error(String(answer.status));
    const words = await answer.json();
    if (turn > shown) {
      shown = turn;
      show(words);
    }
    document.body.classList.remove("is-cut-off");
  } catch {
    document.body.classList.add("is-cut-off");
  }
}

function show(words) {
  document.body.dataset.phase = words.phase;
  for (const place of document.querySelectorAll("[data-say]")) say(place, words[place.dataset.say]);
  for (const tile of document.querySelectorAll("[data-tile]")) {
    const side = tile.dataset.tile;
    tile.dataset.state = words[`${side}_state`];
    const seconds = words[`${side}_seconds`];
    if (seconds === null) stays.delete(side);
    else stays.set(side, performance.now() - seconds * 1000);
  }
  button.value = words.action;
  button.disabled = !words.is_open;
  tick();
}

// Only what has changed is written, or a screen reader would read it out every second.
function say(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

function tick() {
  for (const place of document.querySelectorAll("[data-stay]")) {
    const began = stays.get(place.dataset.stay);
    say(place, began === undefined ? "" : clocked(Math.floor((performance.now() - began) / 1000)));
  }
}

function clocked(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

async function keepLooking() {
  await ask();
  setTimeout(keepLooking, EVERY);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask({ method: "POST", body: new URLSearchParams({ action: button.value }) });
});
// A double click would go in and out again.
button.addEventListener("click", (event) => { if (event.detail > 1) event.preventDefault(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
setInterval(tick, 250);
keepLooking();
