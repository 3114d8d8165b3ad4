// The clock on top: what time it is in the sandbox for the person one is, and the ways to push it.
import { post } from "./api.js";
import { format, fromLocal, toLocal } from "./dates.js";
import { h, show } from "./dom.js";

const MINUTE = 60;
const EARLY = 5 * MINUTE;
const REPORTED = 121 * MINUTE; // BetterPT knows who came two hours after the start
let received = 0; // when the sandbox last told its time, on this machine's steady clock
let told = 0;

export function setClock(now) {
  told = Date.parse(now);
  received = performance.now();
}

export const now = () => new Date(told + performance.now() - received);

const pushBy = (seconds) => post("/clock", { push_seconds: seconds });
const setTo = (instant) => post("/clock", { set: instant.toISOString() });

export function showClock(element, { state, zone }) {
  const coming = state.rooms.filter((room) => !room.is_cancelled);
  const next = coming.find((room) => Date.parse(room.start) - EARLY * 1000 > now());
  const open = coming.find((room) => new Date(room.end) > now());
  const unreported = coming.find((room) => Date.parse(room.start) + REPORTED * 1000 > now());
  show(element, [zone, next?.start, open?.end, unreported?.start], () => [
    h("div", { class: "now" }, h("time", { id: "now-time" }), h("span", { id: "now-day" })),
    h("div", { class: "pushes", role: "group", "aria-label": "Push the clock forward" },
      push("5 min before", next && (() => setTo(new Date(Date.parse(next.start) - EARLY * 1000))), "to five minutes before the next session, when its room opens"),
      push("Session over (+1 h)", open && (() => setTo(new Date(open.end))), "to the end of the next session, 60 minutes after its start"),
      push("Who came (+2 h)", unreported && (() => setTo(new Date(Date.parse(unreported.start) + REPORTED * 1000))), "to two hours after the start of the next session, when BetterPT knows who came"),
      push("+10 min", () => pushBy(10 * MINUTE)),
      push("+1 day", () => pushBy(24 * 60 * MINUTE)),
      anyTime(zone)),
  ]);
  tick(zone);
}

function push(label, go, explained) {
  return h("button", {
    type: "button",
    class: "push",
    disabled: !go,
    title: go ? `Push the clock ${explained ?? label}` : "There is no session to come",
    "data-focus": `push ${label}`,
    onclick: go,
  }, label);
}

// A small form under a button: any later moment, in the zone of who one is.
function anyTime(zone) {
  const field = h("input", { type: "datetime-local", class: "field", "aria-label": "Any later time, in your zone" });
  const form = h("form", { class: "any", popover: "auto", id: "any-time", onsubmit: (event) => { event.preventDefault(); if (field.value) setTo(fromLocal(field.value, zone)); form.hidePopover(); } },
    h("label", {}, "Push the clock to", field), h("button", { type: "submit", class: "button primary" }, "Go"));
  const opener = h("button", { type: "button", class: "push", "data-focus": "any time", popovertarget: "any-time", title: "Push the clock to any later time" }, "Any time …");
  form.addEventListener("toggle", () => {
    if (!form.matches(":popover-open")) return;
    const { left, bottom } = opener.getBoundingClientRect();
    form.style.left = `${Math.max(8, Math.min(left, innerWidth - form.offsetWidth - 8))}px`;
    form.style.top = `${bottom + 6}px`;
    field.value = toLocal(now(), zone);
    field.focus();
  });
  return [opener, form];
}

export function tick(zone) {
  const time = document.getElementById("now-time");
  if (!time || !told) return;
  time.textContent = format(now(), zone, { hour: "numeric", minute: "2-digit", second: "2-digit" });
  document.getElementById("now-day").textContent =
    `${format(now(), zone, { weekday: "long", month: "long", day: "numeric" })} · ${format(now(), zone, { timeZoneName: "short" }).split(", ").at(-1)}`;
}
