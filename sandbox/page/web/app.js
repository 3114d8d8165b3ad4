// The page's one way round: news → fetch what has changed → show every part that it touches.
import { follow, oneAtATime } from "./api.js";
import * as memory from "./memory.js";
import { app, page, channelOf, zoneOf } from "./memory.js";
import { showClock, tick } from "./clock.js";
import { makeComposer } from "./composer.js";
import { byId, h, show } from "./dom.js";
import { closeDrawer, drawerHears, showBehind } from "./drawer.js";
import { opened, showHome, tabs } from "./home.js";
import { icon } from "./icons.js";
import { useKeys } from "./keys.js";
import { avatar, showMessages } from "./messages.js";
import { archived } from "./mrkdwn.js";
import { showModal } from "./modal.js";
import { toEnd } from "./scrolling.js";
import { showSidebar } from "./sidebar.js";
import { showWelcome } from "./welcome.js";

const composer = makeComposer(byId("composer"), {
  label: "Message",
  people: memory.people,
  offers: () => page.state?.offers,
  destination: () => (memory.canType() ? { person: page.person, channel: page.channel, takesCommands: true } : null),
  placeholder: () => {
    const channel = channelOf(page.channel);
    if (!channel) return "";
    if (channel.is_archived) return `#${channel.name} is archived`;
    if (!channel.is_member) return `You are not a member of #${channel.name}`;
    return `Message ${channel.is_dm ? app().name : `#${channel.name}`}`;
  },
});
const reply = makeComposer(byId("reply"), {
  label: "Reply",
  foot: () => `In threads, mention @${app().handle}`,
  people: memory.people,
  destination: () => (page.thread && memory.canType() && { person: page.person, channel: page.channel, thread: page.thread }),
  placeholder: () => "Reply…",
});

function showAll() {
  const { state } = page;
  const where = memory.whereWith(go);
  const talk = memory.conversation();
  const isHome = channelOf(page.channel).is_dm && page.tab === "home";
  if (!isHome && !document.hidden) memory.markSeen(talk);
  const unread = memory.unread();
  showSidebar(byId("sidebar"), { state, channel: page.channel, unread, where, become, go });
  showHeading(unread);
  showWelcome(byId("welcome"), { rooms: state.rooms, isElsewhere: isHome, start, now: where.now() });
  for (const id of ["messages", "composer"]) byId(id).hidden = isHome;
  byId("home").hidden = !isHome;
  if (isHome) showHome(byId("home"), state.home, where);
  showMessages(byId("messages"), talk.roots, { where, replies: talk.replies, openThread, firstNew: page.firstNew });
  showThread(where, talk);
  showClock(byId("clock"), { state, zone: zoneOf() });
  showBehind({ state, zone: zoneOf() });
  showModal(state.modal, state.below, where);
  composer.describe();
  reply.describe();
}

function showHeading(unread) {
  const channel = channelOf(page.channel);
  const title = channel.is_dm ? app().name : channel.name;
  const count = Object.values(unread).reduce((sum, each) => sum + each, 0);
  document.title = `${count ? `(${count}) ` : ""}${title} · ${page.state.workspace} (sandbox)`;
  show(byId("heading"), [channel, page.tab], () => [
    h("button", { type: "button", class: "icon menu-button", "aria-label": "Channels and people", onclick: () => document.body.classList.toggle("shows-sidebar") }, icon("menu")),
    h("h1", {}, channel.is_dm ? avatar(app()) : h("span", { class: "sign" }, channel.is_shared ? icon("shared") : channel.is_private ? icon("lock") : "#"), title),
    channel.is_dm ? tabs(app().name, page.tab, chooseTab) : null,
    h("p", { class: "topic" }, channel.is_dm ? "" : channel.topic),
  ]);
}

function showThread(where, { root, replies }) {
  if (!root) page.thread = null;
  byId("thread").hidden = !root;
  if (!root) return;
  show(byId("thread-heading"), page.channel, () => [
    h("h2", {}, "Thread"),
    h("p", { class: "topic" }, channelOf(page.channel).is_dm ? app().name : `#${channelOf(page.channel).name}`),
    h("button", { type: "button", class: "icon", "aria-label": "Close the thread", onclick: closeThread }, icon("close")),
  ]);
  showMessages(byId("replies"), [root, ...(replies.get(root.ts) ?? [])], { where, root: root.ts });
}

function start(command) {
  go("C0TELEHEALTH");
  composer.put(command);
}

function chooseTab(tab) {
  page.tab = tab;
  page.thread = null;
  showAll();
  opened(page.person, tab);
}

function become(person) {
  memory.become(person);
  changed();
}

// To a channel, or to a message in it (a reply opens its thread).
function go(channel, ts = null, thread = null) {
  if (!channelOf(channel)?.is_open) return;
  if (channel !== page.channel) page.thread = null;
  if (channel !== page.channel || ts) page.tab = "messages";
  if (channel !== page.channel) memory.arrive(channel);
  if (ts) page.thread = thread ?? ts;
  remember();
  hideSidebar();
  showAll();
  if (ts) requestAnimationFrame(() => point(thread ?? ts));
  else toEnd(byId("messages"));
}

// The browser's Back leads to where one was.
function remember() {
  const here = { channel: page.channel, thread: page.thread };
  if (JSON.stringify(history.state) !== JSON.stringify(here)) history.pushState(here, "");
}

function goBack({ state }) {
  if (!state || !channelOf(state.channel)?.is_open) return;
  if (state.channel !== page.channel) memory.arrive(state.channel);
  page.thread = state.thread;
  showAll();
}

function point(ts) {
  const row = byId("messages").querySelector(`[data-ts="${ts}"]`);
  row?.scrollIntoView({ block: "center" });
  row?.classList.add("is-pointed-at");
  setTimeout(() => row?.classList.remove("is-pointed-at"), 1600);
}

function openThread(ts) {
  page.thread = ts;
  remember();
  showAll();
  toEnd(byId("replies"));
}

function closeThread() {
  const root = page.thread;
  if (!root) return false;
  page.thread = null;
  remember();
  showAll();
  byId("messages").querySelector(`[data-ts="${root}"]`)?.focus();
  return true;
}

// The sidebar that slid over a phone's page.
function hideSidebar() {
  const isShown = document.body.classList.contains("shows-sidebar");
  document.body.classList.remove("shows-sidebar");
  return isShown;
}

let heard = null; // the version that there is
let shown = null; // the version that stands there; what failed is tried again with the next news, or heartbeat
const changed = oneAtATime(async () => {
  const version = heard;
  if (!(await memory.refresh())) return;
  showAll();
  shown = version;
});

useKeys({ openThread, closers: [hideSidebar, closeDrawer, closeThread] });
byId("messages").addEventListener("pointerdown", hideSidebar);
setInterval(() => page.state && tick(zoneOf()), 1000);
setInterval(() => page.state && showAll(), 15_000); // a session begins and ends without any news
document.addEventListener("visibilitychange", () => page.state && showAll());

await changed();
history.replaceState({ channel: page.channel, thread: page.thread }, "");
addEventListener("popstate", goBack);
follow((news) => {
  heard = news.state;
  if (heard !== shown) changed();
  drawerHears(news.wire);
}, (isAlive) => document.body.classList.toggle("is-offline", !isAlive));
const target = archived(location.href);
if (target) go(target.channel, target.ts, target.thread);
