// The left side: who one is, where one can go, and BetterPT's rooms with the doors to them.
import { shortDay, timeOf } from "./dates.js";
import { h, show } from "./dom.js";
import { icon } from "./icons.js";
import { avatar } from "./messages.js";

export function showSidebar(element, { state, channel, unread, where, become, go }) {
  const now = where.now();
  const rooms = state.rooms.map((room) => ({ ...room, is_over: new Date(room.end) <= now, is_on: new Date(room.start) <= now }));
  const facts = [state.me, state.people, state.channels, rooms, channel, unread, state.is_connected, state.bot, now.toDateString()];
  show(element, facts, () => [
    h("div", { class: "workspace" }, h("strong", {}, state.workspace), presence(state, where.app)),
    people(state, become),
    h("div", { class: "places" },
      section("Channels", state.channels.filter((each) => each.is_open && !each.is_dm), (each) => place(each, { channel, unread, go, app: where.app })),
      section("Apps", state.channels.filter((each) => each.is_dm), (each) => place(each, { channel, unread, go, app: where.app }))),
    section("BetterPT rooms", rooms.filter((room) => !room.is_cancelled || !room.is_over), (room) => door(room, where),
      "Rooms appear here as BetterPT has them, whoever you are. Both doors are yours to try."),
  ]);
}

function presence(state, app) {
  const isWell = state.is_connected && state.bot !== "frozen";
  const how = isWell ? "connected" : state.bot === "frozen" ? "frozen" : "not connected";
  return h("span", { class: isWell ? "presence" : "presence is-away" }, `${app.name} is ${how}`);
}
const INSIDE = { provider: "the provider is inside", patient: "the patient is inside" };

function people(state, become) {
  const me = state.members[state.me];
  return h("fieldset", { class: "people" },
    h("legend", {}, "You are"),
    h("div", { class: "faces" }, state.people.map((id) => {
      const member = state.members[id];
      return h("button", { type: "button", class: "face", "aria-pressed": String(id === state.me), "data-focus": `face ${id}`, title: `${member.name} · ${member.title}`, "aria-label": `Be ${member.name}, ${member.title}`, onclick: () => become(id) }, avatar(member));
    })),
    h("p", { class: "me" }, h("strong", {}, me.name), h("span", {}, me.title)));
}

function section(title, items, each, empty) {
  return h("section", { class: "side-section" }, h("h2", {}, title),
    items.length ? h("ul", {}, items.map((item) => h("li", {}, each(item)))) : h("p", { class: "empty" }, empty ?? "None"));
}

function place(each, { channel, unread, go, app }) {
  const label = each.is_dm ? app.name : each.name;
  const sign = each.is_dm
    ? h("img", { class: "sign", src: "/page/files/room.svg", alt: "" })
    : h("span", { class: "sign", "aria-hidden": "true" }, each.is_shared ? icon("shared") : each.is_private ? icon("lock") : "#");
  const count = unread[each.id] ?? 0;
  return h("button", {
    type: "button",
    class: `place${count ? " is-unread" : ""}${each.is_archived ? " is-archived" : ""}`,
    "aria-current": each.id === channel ? "page" : undefined,
    "data-focus": `place ${each.id}`,
    onclick: () => go(each.id),
  }, sign, h("span", {}, label, each.is_archived ? h("em", {}, " archived") : null), count ? h("span", { class: "count", "aria-label": `${count} new` }, String(count)) : null);
}

function door(room, where) {
  const start = new Date(room.start);
  const state = room.is_cancelled ? "cancelled" : room.is_over ? "over" : room.is_on ? "now" : "";
  const enter = (side, link) => h("a", { href: link, target: "_blank", rel: "noopener noreferrer", "aria-label": `Enter as the ${side}` }, side);
  return h("div", { class: `door ${state}` },
    h("span", { class: "door-time" }, h("span", { class: "door-hour" }, `${shortDay(start, where.zone, where.now())}, ${timeOf(start, where.zone)}`), state ? h("em", {}, state) : null),
    h("span", { class: "door-name" }, room.name ?? "Session"),
    room.inside.length ? h("span", { class: "door-inside" }, room.inside.length > 1 ? "both are inside" : INSIDE[room.inside[0]]) : null,
    room.is_cancelled || room.is_over ? null : h("span", { class: "door-links" }, "Enter as ", enter("provider", room.provider_link), " or ", enter("patient", room.patient_link)));
}
