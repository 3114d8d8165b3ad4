// What a newcomer is told first, and what next; gone for good with "Got it".
import { h, show } from "./dom.js";

const FIRST_COMMAND = "/room tomorrow 3pm with pat@example.com";
const REPORTED = 2 * 60 * 60 * 1000; // milliseconds after the start
let isWelcomed = localStorage.getItem("welcomed") === "yes";

export function showWelcome(place, { rooms, isElsewhere, start, now }) {
  place.hidden = isWelcomed || isElsewhere;
  const done = h("button", { type: "button", class: "button", onclick: () => welcomed(place) }, "Got it");
  const isReported = rooms.some((room) => !room.is_cancelled && now - Date.parse(room.start) > REPORTED);
  const step = isReported ? "last" : rooms.length ? "next" : "first";
  show(place, [isWelcomed, step], () => ({ first: firstSteps, next: nextStep, last: lastStep })[step](done, start));
}

function firstSteps(done, start) {
  return [
    h("p", {}, "This is a clinic’s Slack, and Room is a bot that books video sessions: the bot is real, Slack and BetterPT are stand-ins on your machine. ",
      "Say when and with whom, look at the preview, and click Create room. ",
      "Then push the clock on top to Who came, and Room tells you how it went."),
    h("div", { class: "welcome-actions" },
      h("button", { type: "button", class: "button primary", onclick: () => start(FIRST_COMMAND) }, "Try ", h("code", {}, FIRST_COMMAND)),
      done),
  ];
}

function nextStep(done) {
  return [
    h("p", {}, "A room is booked. Push the clock to 5 min before, enter by the links on the left, then push it to Session over and to Who came. Behind the scenes you can break things, and watch."),
    h("div", { class: "welcome-actions" }, done),
  ];
}

function lastStep(done) {
  return [
    h("p", {}, "The session is over, and Room has told its provider who came: open Room under Apps. Everybody else is yours to try, too, and Behind the scenes shows how it was done."),
    h("div", { class: "welcome-actions" }, done),
  ];
}

function welcomed(place) {
  isWelcomed = true;
  localStorage.setItem("welcomed", "yes");
  place.hidden = true;
}
