// What went over the wire: every call and envelope, the newest last, one of them opened; filtered and copied.
import { get, oneAtATime } from "./api.js";
import { format } from "./dates.js";
import { arrange, copy, h, show, showSame } from "./dom.js";
import { icon } from "./icons.js";
import { readable } from "./json.js";

const FILTERS = [
  { id: "slack", label: "Slack", fits: (each) => each.cloud === "slack" },
  { id: "betterpt", label: "BetterPT", fits: (each) => each.cloud === "betterpt" },
  { id: "trouble", label: "Failures", fits: (each) => each.is_trouble },
];
const exchanges = new Map(); // by number
const rows = new Map();
let cursor = "";
let words = "";
let only = null; // a filter
let opened = null; // a number
let zone = "UTC";

const list = h("div", { class: "wire-list", role: "listbox", "aria-label": "Calls and envelopes, the newest last", tabindex: "-1", onkeydown: moved });
const detail = h("div", { class: "wire-detail", tabindex: "0", role: "region", "aria-label": "What was sent and answered" });
const counted = h("span", { class: "wire-count", role: "status" });
const search = h("input", { type: "search", class: "wire-search", placeholder: "Filter: chat.postMessage, a room, a word…", "aria-label": "Filter what went over the wire", oninput: () => { words = search.value.trim().toLowerCase(); draw(); } });
const filters = h("span", { class: "wire-filters" }, FILTERS.map((filter) =>
  h("button", { type: "button", class: "chip-button", "aria-pressed": "false", onclick: (event) => choose(filter, event.currentTarget) }, filter.label)));
const copyAll = h("button", { type: "button", class: "button small", title: "Copy everything that is listed, as JSON", onclick: () => copy(JSON.stringify(fitting(), null, 2), `${fitting().length} copied`) }, icon("copy"), h("span", {}, "Copy all"));
const bar = h("div", { class: "wire-bar" }, search, filters, counted, copyAll);
const whole = h("div", { class: "wire" }, bar, h("div", { class: "wire-both" }, list, detail));

export function wirePanel(place, reader) {
  zone = reader.zone;
  if (place.firstChild !== whole) {
    place.replaceChildren(whole);
    list.scrollTop = list.scrollHeight;
  }
  hear();
}

export const hear = oneAtATime(async () => {
  const news = await get("/page/backstage/wire", { since: cursor });
  cursor = news.cursor;
  for (const number of [...exchanges.keys()]) if (news.is_anew || number < news.first) forget(number);
  for (const each of news.exchanges) exchanges.set(each.number, each);
  draw();
});

function forget(number) {
  exchanges.delete(number);
  rows.delete(number);
}

function choose(filter, press) {
  only = only === filter ? null : filter;
  for (const each of filters.children) each.setAttribute("aria-pressed", String(only !== null && each === press));
  draw();
}

const fitting = () => [...exchanges.values()].filter((each) =>
  (!only || only.fits(each)) && (!words || texts(each).includes(words)));

const found = new WeakMap();
function texts(each) {
  if (!found.has(each)) found.set(each, JSON.stringify(each).toLowerCase());
  return found.get(each);
}

function draw() {
  const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 60;
  const shown = fitting();
  arrange(list, shown.map(row));
  copyAll.lastChild.textContent = shown.length === exchanges.size ? "Copy all" : `Copy ${shown.length}`;
  counted.textContent = shown.length === exchanges.size ? `${shown.length}` : `${shown.length} of ${exchanges.size}`;
  const stop = shown.find((each) => each.number === opened) ?? shown.at(-1); // the one row that Tab reaches
  for (const each of shown) rows.get(each.number).tabIndex = each === stop ? 0 : -1;
  if (!shown.length) list.replaceChildren(h("p", { class: "empty", role: "option", "aria-disabled": "true" }, exchanges.size ? "Nothing fits the filter." : "Nothing yet: type a command as somebody."));
  if (isAtEnd) list.scrollTop = list.scrollHeight;
  showDetail(exchanges.get(opened));
}

function row(each) {
  if (!rows.has(each.number)) rows.set(each.number, h("button", { type: "button", role: "option", class: "wire-row", onclick: () => open(each.number) }));
  const element = rows.get(each.number);
  showSame(element, [each, opened === each.number, zone], () => {
    element.classList.toggle("is-trouble", each.is_trouble);
    element.setAttribute("aria-selected", String(opened === each.number));
    return [
      h("time", {}, format(new Date(each.at), zone, { hour: "numeric", minute: "2-digit", second: "2-digit" })),
      h("span", { class: `wire-cloud is-${each.cloud}` }, each.cloud === "slack" ? "Slack" : "BetterPT"),
      h("span", { title: each.kind === "call" ? "The bot asks" : "Slack tells the bot" }, each.kind === "call" ? "←" : "→"),
      h("strong", {}, each.name),
      h("span", { class: "wire-outcome" }, each.outcome || "…"),
      h("span", { class: "wire-took" }, took(each)),
    ];
  });
  return element;
}

const took = (each) => (each.seconds === null ? "" : each.seconds < 1 ? `${Math.max(1, Math.round(each.seconds * 1000))} ms` : `${each.seconds.toFixed(1)} s`);

function open(number) {
  opened = number;
  draw();
}

function showDetail(each) {
  show(detail, each ?? null, () => (each ? [
    h("header", { class: "wire-head" }, h("strong", {}, each.name), h("span", {}, `${each.outcome || "waiting"} ${took(each)}`),
      h("button", { type: "button", class: "button small", onclick: () => copy(JSON.stringify(each, null, 2), "Copied") }, icon("copy"), " Copy")),
    h("h3", {}, each.kind === "call" ? "The bot sent" : "Slack sent"), readable(each.asked),
    each.answered === null ? null : [h("h3", {}, each.kind === "call" ? "It was answered" : "The bot answered"), readable(each.answered)],
  ] : h("p", { class: "empty" }, "Choose a call to read what was sent and what was answered. Tokens are struck out.")));
}

function moved(event) {
  const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
  const to = step && document.activeElement[step];
  if (!to?.classList.contains("wire-row")) return;
  event.preventDefault();
  to.focus();
  to.click();
}
