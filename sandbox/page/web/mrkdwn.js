// Slack's mrkdwn and rich text as elements. Whatever is not markup becomes text.
import { fromTemplate } from "./dates.js";
import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { icon } from "./icons.js";

const EDGE = "[\\p{L}\\p{N}]";
const styled = (mark) => `(?<!${EDGE}|[${mark}])[${mark}](?=\\S)([^\\n${mark}]*[^\\s${mark}])[${mark}](?!${EDGE})`;
const INLINE = new RegExp(
  [
    "```\\n?([\\s\\S]+?)\\n?```", "`([^`\\n]+)`", "<([^<>\\n]+)>",
    styled("*"), styled("_"), styled("~"),
    ":([a-z0-9_+-]+):", "(https?://[^\\s<>]+)",
  ].join("|"),
  "gu",
);
const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const plain = (text) => text.replace(/&(amp|lt|gt);/g, (entity) => ENTITIES[entity]);

// `where` knows members, channels, the reader's zone, now, and how to go to a place.
export function mrkdwn(text, where) {
  const lines = [];
  for (const [index, piece] of text.split(/\n/).entries()) {
    const quote = /^(?:&gt;|>)\s?(.*)$/.exec(piece);
    const last = lines.at(-1);
    if (quote && last?.quote) last.quote.push(quote[1]);
    else if (quote) lines.push({ quote: [quote[1]] });
    else if (last?.plain !== undefined && index) last.plain += `\n${piece}`;
    else lines.push({ plain: piece });
  }
  return lines.map((line) =>
    line.quote ? h("blockquote", {}, inline(line.quote.join("\n"), where)) : inline(line.plain, where));
}

function inline(text, where) {
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(INLINE)) {
    nodes.push(plain(text.slice(end, found.index)));
    nodes.push(piece(found, where));
    end = found.index + found[0].length;
  }
  nodes.push(plain(text.slice(end)));
  return nodes.filter((node) => node !== "");
}

function piece([whole, block, code, token, bold, italic, strike, name, address], where) {
  if (block !== undefined) return h("pre", {}, plain(block));
  if (code !== undefined) return h("code", {}, inlineCode(code));
  if (token !== undefined) return reference(token, where);
  if (bold !== undefined) return h("strong", {}, inline(bold, where));
  if (italic !== undefined) return h("em", {}, inline(italic, where));
  if (strike !== undefined) return h("s", {}, inline(strike, where));
  if (name !== undefined) return emoji(name) ?? whole;
  return link(plain(address), plain(address), where);
}

// Inside code nothing is markup, but Slack still shows a link's label.
function inlineCode(code) {
  return plain(code.replace(/<([^<>|]+)(?:\|([^<>]+))?>/g, (_, target, label) => label ?? target));
}

function reference(token, where) {
  const [target, label] = token.split(/\|(.*)/s);
  if (target.startsWith("@")) return person(target.slice(1), where);
  if (target.startsWith("#")) return channel(target.slice(1), label, where);
  if (target.startsWith("!date^")) {
    const [, unix, template, url] = target.split("^");
    if (!template || !Number(unix)) return h("span", {}, plain(label ?? target));
    const said = fromTemplate(Number(unix), plain(template), where.zone, where.now());
    const stamp = h("time", { title: plain(label ?? "") }, said);
    return url ? link(plain(url), stamp, where) : stamp;
  }
  if (target.startsWith("!")) return h("span", { class: "mention" }, `@${label ?? target.slice(1).split("^")[0]}`);
  return link(plain(target), plain(label ?? target.replace(/^mailto:/, "")), where);
}

function person(id, where) {
  const member = where.members[id];
  const isMe = id === where.me;
  return h("span", { class: isMe ? "mention is-me" : "mention" }, `@${member ? member.name : id}`);
}

function channel(id, label, where) {
  const known = where.channels[id];
  const name = known ? known.name : label ?? id;
  if (!known?.is_open) return h("span", { class: "mention" }, known ? [icon("lock"), ` ${name}`] : `#${name}`);
  return h("button", { type: "button", class: "mention", onclick: () => where.go(id) }, `#${name}`);
}

export function link(target, content, where) {
  if (!/^(https?:|mailto:|tel:)/i.test(target)) return h("span", {}, content);
  const place = archived(target);
  if (place) {
    return h("a", { href: target, onclick: (event) => { event.preventDefault(); where.go(place.channel, place.ts, place.thread); } }, content);
  }
  return h("a", { href: target, target: "_blank", rel: "noopener noreferrer" }, content);
}

// A permalink of this workspace: which channel, which message.
export function archived(address) {
  const url = URL.canParse(address) ? new URL(address) : null;
  const found = url && /^\/archives\/(\w+)\/p(\d+)(\d{6})$/.exec(url.pathname);
  if (!found || url.origin !== location.origin) return null;
  return { channel: found[1], ts: `${found[2]}.${found[3]}`, thread: url.searchParams.get("thread_ts") };
}

export function richText(elements, where) {
  const kinds = {
    rich_text_section: (each) => h("div", {}, each.elements.map((part) => richPiece(part, where))),
    rich_text_preformatted: (each) => h("pre", {}, each.elements.map((part) => richPiece(part, where))),
    rich_text_quote: (each) => h("blockquote", {}, each.elements.map((part) => richPiece(part, where))),
    rich_text_list: (each) =>
      h(each.style === "ordered" ? "ol" : "ul", {}, each.elements.map((item) => h("li", {}, richText([item], where)))),
  };
  return elements.map((each) => kinds[each.type]?.(each) ?? null);
}

function richPiece(part, where) {
  const kinds = {
    text: () => part.text,
    link: () => link(part.url, part.text ?? part.url, where),
    user: () => person(part.user_id, where),
    channel: () => channel(part.channel_id, undefined, where),
    emoji: () => emoji(part.name) ?? `:${part.name}:`,
    date: () => fromTemplate(part.timestamp, part.format, where.zone, where.now()),
    broadcast: () => h("span", { class: "mention" }, `@${part.range}`),
  };
  const marks = { bold: "strong", italic: "em", strike: "s", code: "code" };
  return Object.entries(marks).reduce(
    (node, [style, tag]) => (part.style?.[style] ? h(tag, {}, node) : node), kinds[part.type]?.() ?? "");
}
