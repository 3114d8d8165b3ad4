// What a newcomer is told first, and what next; gone for good with "Got it".
import { h, show } from "./dom.js";

const FIRST_COMMAND = "/room tomorrow 3pm with pat@example.com";
let isWelcomed = localStorage.getItem("welcomed") === "yes";

export function showWelcome(place, { hasBooked, isElsewhere, start }) {
  place.hidden = isWelcomed || isElsewhere;
  const done = h("button", { type: "button", class: "button", onclick: () => welcomed(place) }, "Got it");
  show(place, [isWelcomed, hasBooked], () => (hasBooked ? nextStep(done) : firstSteps(done, start)));
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

function welcomed(place) {
  isWelcomed = true;
  localStorage.setItem("welcomed", "yes");
  place.hidden = true;
}
