// A list of messages: people, times, blocks, threads, and what only one person sees.
import { post } from "./api.js";
import { blocks } from "./blocks.js";
import { dayKey, dayName, format, ofTs, timeOf } from "./dates.js";
import { isThreadNew } from "./memory.js";
import { arrange, h, show, showSame } from "./dom.js";
import { attached } from "./files.js";
import { icon } from "./icons.js";
import { menuButton } from "./menu.js";
import { mrkdwn } from "./mrkdwn.js";
import { rowsOf, toEnd } from "./scrolling.js";

const GROUP_SECONDS = 300;
const kept = new WeakMap(); // by list: the elements that stand there, by what they are

// Shows messages in a list, touching only those that changed.
export function showMessages(list, messages, { where, replies, openThread, root, firstNew }) {
  const before = kept.get(list) ?? new Map();
  const after = new Map();
  const wanted = [];
  const place = (key, tag, kind) => {
    const element = before.get(key) ?? h(tag, { class: kind });
    after.set(key, element);
    wanted.push(element);
    return element;
  };
  const today = dayKey(where.now(), where.zone); // "tomorrow" in a text is only true until midnight
  let previous = null;
  let lastDay = null;
  for (const message of messages) {
    const day = dayOf(message, where.zone);
    if (day !== lastDay) {
      const name = dayName(ofTs(message.ts), where.zone, where.now());
      show(place(`day ${day}`, "div", "day"), name, () => h("span", {}, name));
      previous = null;
      lastDay = day;
    }
    if (message.ts === firstNew) {
      show(place("new", "div", "is-new-line"), "", () => h("span", {}, "New"));
      previous = null;
    }
    const row = place(`${where.me} ${message.channel} ${message.ts}`, "article");
    const thread = replies?.get(message.ts)?.filter((each) => !each.is_ephemeral); // Slack counts no whispers
    const last = thread?.at(-1);
    const isNews = Boolean(last) && isThreadNew(message.ts, last);
    const isGrouped = belongs(message, previous) && !replies?.has(previous.ts);
    showSame(row, [message, thread?.length, last, isNews, isGrouped, where.zone, today], () =>
      content(row, message, { where, thread, isNews, openThread, isGrouped }));
    previous = message;
    if (message.ts === root && messages.length > 1) {
      const count = messages.length - 1;
      show(place("count", "div", "reply-count"), count, () => (count === 1 ? "1 reply" : `${count} replies`));
      previous = null;
    }
  }
  arrange(rowsOf(list), wanted);
  kept.set(list, after);
  const last = messages.at(-1);
  const isAnswered = Boolean(last?.is_ephemeral) && !before.has(`${where.me} ${last.channel} ${last.ts}`);
  if (isAnswered) toEnd(list);
}

const days = new WeakMap(); // by message: the day it stands under, in a zone
function dayOf(message, zone) {
  const known = days.get(message);
  if (known?.zone === zone) return known.day;
  const day = dayKey(ofTs(message.ts), zone);
  days.set(message, { zone, day });
  return day;
}

function belongs(message, previous) {
  return Boolean(previous) && previous.author === message.author && !message.is_ephemeral && !previous.is_ephemeral
    && message.ts - previous.ts < GROUP_SECONDS;
}

function content(row, message, { where, thread, isNews, openThread, isGrouped }) {
  const author = where.members[message.author];
  const at = ofTs(message.ts);
  row.className = `message${isGrouped ? " is-grouped" : ""}${message.is_ephemeral ? " is-ephemeral" : ""}`;
  row.dataset.ts = message.ts;
  row.tabIndex = -1;
  const time = h("time", { class: "time", datetime: at.toISOString(), title: format(at, where.zone, { dateStyle: "full", timeStyle: "short" }) }, timeOf(at, where.zone).replace(isGrouped ? / [AP]M/ : "", ""));
  return [
    isGrouped ? h("div", { class: "gutter" }, time) : avatar(author),
    h("div", { class: "message-main" },
      message.is_ephemeral ? h("p", { class: "only-you" }, icon("eye"), " Only visible to you") : null,
      isGrouped ? null : h("div", { class: "byline" }, h("strong", {}, author.name), signs(author), time),
      message.is_tombstone ? h("div", { class: "text is-gone" }, "This message was deleted.") : body(message, where),
      message.files.length ? h("div", { class: "files" }, message.files.map((each) => attached(each, where))) : null,
      message.is_ephemeral ? h("button", { type: "button", class: "dismiss", onclick: () => post("/page/dismiss", { person: where.me, channel: message.channel, ts: message.ts }) }, "Dismiss message") : null,
      thread?.length ? summary(message, thread, isNews, where, openThread) : null),
    message.is_ephemeral || message.is_tombstone ? null : handles(message, where, openThread),
  ];
}

function signs(author) {
  const said = [[author.is_app, "APP"], [author.is_guest, "GUEST"], [author.is_stranger, "EXTERNAL"], [author.is_deleted, "DEACTIVATED"]];
  return said.filter(([is]) => is).map(([, word]) => h("span", { class: "app" }, word));
}

// What stands at a message's corner: reply, and the menu with the apps' shortcuts.
function handles(message, where, openThread) {
  const items = where.offers.message_shortcuts.map(({ id, name }) => ({
    label: name,
    detail: where.app.name,
    go: () => post("/page/shortcut", { person: where.me, channel: message.channel, ts: message.ts, callback_id: id }),
  }));
  return h("div", { class: "handles" },
    openThread ? h("button", { type: "button", class: "handle", title: "Reply in thread", "aria-label": "Reply in thread", onclick: () => openThread(message.ts) }, icon("reply")) : null,
    items.length ? menuButton({ label: "More message actions", sign: icon("more"), kind: "handle", items }) : null);
}

function body(message, where) {
  const edited = message.is_edited && !message.blocks.length ? h("small", { class: "edited" }, " (edited)") : null;
  if (!message.blocks.length && !message.text) return null;
  if (!message.blocks.length) return h("div", { class: "text" }, mrkdwn(message.text, where), edited);
  const about = { person: where.me, channel: message.channel, ts: message.ts };
  const ids = (block, element) => ({ block_id: block.block_id, action_id: element.action_id });
  const act = (block, element, chosen) => post("/page/click", { ...about, ...ids(block, element), chosen });
  const suggest = (block, element, query) => post("/page/suggest", { ...about, ...ids(block, element), query });
  return h("div", { class: "blocks" }, blocks(message.blocks, { where, act, suggest, channel: message.channel }));
}

function summary(message, thread, isNews, where, openThread) {
  const last = ofTs(thread.at(-1).ts);
  const when = `${dayName(last, where.zone, where.now())} at ${timeOf(last, where.zone)}`;
  const authors = [...new Set(thread.map((each) => each.author))].slice(0, 4);
  return h("button", { type: "button", class: "thread-summary", "data-focus": `thread ${message.ts}`, onclick: () => openThread(message.ts) },
    h("span", { class: "faces" }, authors.map((id) => avatar(where.members[id]))),
    h("strong", {}, thread.length === 1 ? "1 reply" : `${thread.length} replies`),
    isNews ? h("span", { class: "news" }, "New") : null,
    h("span", { class: "when" }, `Last reply ${when.replace(/^(Today|Yesterday)/, (day) => day.toLowerCase())}`));
}

export function avatar(member) {
  if (member.is_app && member.id !== "USLACKBOT") return h("img", { class: "avatar", src: "/page/files/room.svg", alt: "" });
  const initials = member.name.split(" ").slice(0, 2).map((word) => word[0]).join("");
  return h("span", { class: `avatar is-${member.handle}`, "aria-hidden": "true" }, initials);
}
