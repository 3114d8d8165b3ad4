// A list of messages: people, times, blocks, threads, and what only one person sees.
import { post } from "./api.js";
import { blocks } from "./blocks.js";
import { dayKey, dayName, format, ofTs, timeOf } from "./dates.js";
import { h, show } from "./dom.js";
import { icon } from "./icons.js";
import { menuButton } from "./menu.js";
import { mrkdwn } from "./mrkdwn.js";

const GROUP_SECONDS = 300;
const kept = new WeakMap(); // by list: the message elements that stand there

// Shows messages in a list, touching only those that changed; stays at the end if it was there.
export function showMessages(list, messages, { where, replies, openThread, root }) {
  const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  const before = kept.get(list) ?? new Map();
  const after = new Map();
  const wanted = [];
  let previous = null;
  let lastDay = null;
  for (const message of messages) {
    const day = dayKey(ofTs(message.ts), where.zone);
    if (day !== lastDay) {
      wanted.push(keep(before, after, `day ${day}`, () => h("div", { class: "day" })));
      const name = dayName(ofTs(message.ts), where.zone, where.now());
      show(wanted.at(-1), name, () => h("span", {}, name));
      previous = null;
      lastDay = day;
    }
    const row = keep(before, after, `${where.me} ${message.channel} ${message.ts}`, () => h("article", {}));
    const thread = replies?.get(message.ts);
    const isGrouped = belongs(message, previous);
    const today = dayKey(where.now(), where.zone); // "tomorrow" in a text is only true until midnight
    show(row, [message, thread?.length, thread?.at(-1)?.ts, isGrouped, where.zone, today], () =>
      content(row, message, { where, thread, openThread, isGrouped }));
    wanted.push(row);
    previous = message;
    if (message.ts === root && messages.length > 1) {
      const count = messages.length - 1;
      wanted.push(keep(before, after, "count", () => h("div", { class: "reply-count" })));
      show(wanted.at(-1), count, () => (count === 1 ? "1 reply" : `${count} replies`));
      previous = null;
    }
  }
  arrange(list, wanted);
  kept.set(list, after);
  const last = messages.at(-1);
  const isAnswered = Boolean(last?.is_ephemeral) && !before.has(`${where.me} ${last.channel} ${last.ts}`);
  if (isAtEnd || isAnswered) list.scrollTop = list.scrollHeight;
}

function keep(before, after, key, make) {
  const element = before.get(key) ?? make();
  after.set(key, element);
  return element;
}

function arrange(list, wanted) {
  const stay = new Set(wanted);
  for (const child of [...list.children]) if (!stay.has(child)) child.remove();
  wanted.forEach((element, index) => {
    if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null);
  });
}

function belongs(message, previous) {
  return Boolean(previous) && previous.author === message.author && !message.is_ephemeral && !previous.is_ephemeral
    && message.ts - previous.ts < GROUP_SECONDS && !previous.has_thread;
}

function content(row, message, { where, thread, openThread, isGrouped }) {
  const author = where.members[message.author];
  const at = ofTs(message.ts);
  row.className = `message${isGrouped ? " is-grouped" : ""}${message.is_ephemeral ? " is-ephemeral" : ""}`;
  row.dataset.ts = message.ts;
  const time = h("time", { class: "time", datetime: at.toISOString(), title: format(at, where.zone, { dateStyle: "full", timeStyle: "short" }) }, timeOf(at, where.zone));
  return [
    isGrouped ? h("div", { class: "gutter" }, time) : avatar(author),
    h("div", { class: "message-main" },
      message.is_ephemeral ? h("p", { class: "only-you" }, icon("eye"), " Only visible to you") : null,
      isGrouped ? null : h("div", { class: "byline" },
        h("strong", {}, author.name), author.is_app ? h("span", { class: "app" }, "APP") : null,
        author.is_guest ? h("span", { class: "app" }, "GUEST") : null,
        author.is_stranger ? h("span", { class: "app" }, "EXTERNAL") : null,
        author.is_deleted ? h("span", { class: "app" }, "DEACTIVATED") : null, time),
      body(message, where),
      message.files.length ? h("div", { class: "files" }, message.files.map((each) => attached(each, where))) : null,
      message.is_ephemeral ? h("button", { type: "button", class: "dismiss", onclick: () => post("/page/dismiss", { person: where.me, channel: message.channel, ts: message.ts }) }, "Dismiss message") : null,
      thread?.length ? summary(message, thread, where, openThread) : null),
    message.is_ephemeral ? null : handles(message, where, openThread),
  ];
}

// What stands at a message's corner: reply, and the menu with the apps' shortcuts.
function handles(message, where, openThread) {
  const items = Object.entries(where.shortcuts).map(([id, name]) => ({
    label: name,
    detail: "Room",
    go: () => post("/page/shortcut", { person: where.me, channel: message.channel, ts: message.ts, callback_id: id }),
  }));
  return h("div", { class: "handles" },
    openThread ? h("button", { type: "button", class: "handle", title: "Reply in thread", "aria-label": "Reply in thread", onclick: () => openThread(message.ts) }, icon("reply")) : null,
    items.length ? menuButton({ label: "More message actions", sign: icon("more"), kind: "handle", items }) : null);
}

function attached(file, where) {
  const size = file.size < 1024 ? `${file.size} bytes` : `${Math.round(file.size / 1024)} kB`;
  return h("a", { class: "file", href: `/page/download/${where.me}/${file.id}`, download: file.name, "aria-label": `Download ${file.name}` },
    icon("file"), h("span", { class: "file-text" }, h("strong", {}, file.title || file.name), h("small", {}, `${file.name} · ${size}`)), icon("download"));
}

function body(message, where) {
  const edited = message.is_edited && !message.blocks.length ? h("small", { class: "edited" }, " (edited)") : null;
  if (!message.blocks.length && !message.text) return null;
  if (!message.blocks.length) return h("div", { class: "text" }, mrkdwn(message.text, where), edited);
  const act = (block, element, chosen) => post("/page/click", {
    person: where.me, channel: message.channel, ts: message.ts, block_id: block.block_id, action_id: element.action_id, chosen,
  });
  return h("div", { class: "blocks" }, blocks(message.blocks, { where, act, channel: message.channel }));
}

function summary(message, thread, where, openThread) {
  const last = ofTs(thread.at(-1).ts);
  const when = `${dayName(last, where.zone, where.now())} at ${timeOf(last, where.zone)}`;
  const authors = [...new Set(thread.map((each) => each.author))].slice(0, 4);
  return h("button", { type: "button", class: "thread-summary", "data-focus": `thread ${message.ts}`, onclick: () => openThread(message.ts) },
    h("span", { class: "faces" }, authors.map((id) => avatar(where.members[id]))),
    h("strong", {}, thread.length === 1 ? "1 reply" : `${thread.length} replies`),
    h("span", { class: "when" }, `Last reply ${when.replace(/^(Today|Yesterday)/, (day) => day.toLowerCase())}`));
}

export function avatar(member) {
  if (member.handle === "room") return h("img", { class: "avatar", src: "/page/files/room.svg", alt: "" });
  const initials = member.name.split(" ").slice(0, 2).map((word) => word[0]).join("");
  return h("span", { class: `avatar is-${member.handle}`, "aria-hidden": "true" }, initials);
}
