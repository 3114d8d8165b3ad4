// What BetterPT sends the patients: e-mails and SMS, with the moment each goes out.
import { get, oneAtATime } from "./api.js";
import { dayName, format, timeOf } from "./dates.js";
import { now } from "./clock.js";
import { h, show } from "./dom.js";

let here = null;

export function postPanel(place, { zone }) {
  here = { place, zone };
  load();
}

const load = oneAtATime(async () => {
  const { letters } = await get("/page/backstage/post");
  const { place, zone } = here;
  show(place, [letters, zone, now().toDateString()], () => h("div", { class: "letters" },
    h("p", { class: "hint" }, "What BetterPT’s documentation says it sends; its wording is not documented. Nothing leaves this machine."),
    letters.length ? [part("Sent", letters.filter((each) => each.is_sent), zone), part("To come", letters.filter((each) => !each.is_sent).reverse(), zone)] : h("p", { class: "empty" }, "Nothing yet: BetterPT writes when a room has a patient’s address or number.")));
});

const part = (title, letters, zone) => (letters.length ? [h("h3", {}, title), h("ul", {}, letters.map((each) => letter(each, zone)))] : null);

function letter(each, zone) {
  const at = new Date(each.at);
  const start = new Date(each.start);
  const day = format(start, each.zone, { weekday: "short", month: "short", day: "numeric" });
  const hour = format(start, each.zone, { hour: "numeric", minute: "2-digit", timeZoneName: "short" });
  const isMail = each.by.startsWith("e-mail");
  return h("li", { class: `letter${each.is_sent ? "" : " is-coming"}` },
    h("span", { class: "letter-way", "aria-hidden": "true" }, isMail ? "✉" : "▭"),
    h("span", { class: "file-text" },
      h("strong", {}, `${each.event[0].toUpperCase()}${each.event.slice(1)} `, h("span", {}, `by ${each.by} to ${each.to}`)),
      h("small", {}, `${each.clinic} · session with ${each.room}, ${day}, ${hour}`)),
    h("time", {}, `${each.is_sent ? "" : "goes out "}${dayName(at, zone, now())}, ${timeOf(at, zone)}`));
}
