// The page's one way round: news → fetch what has changed → show every part that it touches.
import { follow, oneAtATime } from "./api.js";
import * as desk from "./desk.js";
import { page, channelOf, zoneOf } from "./desk.js";
import { showClock, tick } from "./clock.js";
import { makeComposer } from "./composer.js";
import { byId, h, show } from "./dom.js";
import { drawerHears, showBehind } from "./drawer.js";
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
  people: desk.people,
  offers: () => page.state?.offers,
  destination: () => (desk.canType() ? { person: page.person, channel: page.channel, takesCommands: true } : null),
  placeholder: () => {
    const channel = channelOf(page.channel);
    if (!channel) return "";
    if (channel.is_archived) return `#${channel.name} is archived`;
    if (!channel.is_member) return `You are not a member of #${channel.name}`;
    return channel.is_dm ? "Message Room" : `Message #${channel.name}`;
  },
});
const reply = makeComposer(byId("reply"), {
  label: "Reply",
  foot: "In threads, mention @room",
  people: desk.people,
  destination: () => (page.thread && desk.canType() && { person: page.person, channel: page.channel, thread: page.thread }),
  placeholder: () => "Reply…",
});

function showAll() {
  const { state } = page;
  const where = desk.whereWith(go);
  const talk = desk.conversation();
  const isHome = channelOf(page.channel).is_dm && page.tab === "home";
  desk.markSeen(talk);
  showSidebar(byId("sidebar"), { state, channel: page.channel, unread: desk.unread(), where, become, go });
  showHeading();
  showWelcome(byId("welcome"), { hasBooked: state.rooms.length > 0, isElsewhere: isHome, start });
  for (const id of ["messages", "composer"]) byId(id).hidden = isHome;
  byId("home").hidden = !isHome;
  if (isHome) showHome(byId("home"), state.home, where);
  showMessages(byId("messages"), talk.roots, { where, replies: talk.replies, openThread, newFrom: page.newFrom });
  showThread(where, talk);
  showClock(byId("clock"), { state, zone: zoneOf() });
  showBehind({ state, zone: zoneOf() });
  showModal(state.modal, state.below, where);
  composer.describe();
  reply.describe();
}

function showHeading() {
  const channel = channelOf(page.channel);
  const title = channel.is_dm ? "Room" : channel.name;
  const count = Object.values(desk.unread()).reduce((sum, each) => sum + each, 0);
  document.title = `${count ? `(${count}) ` : ""}${title} · ${page.state.workspace} (sandbox)`;
  show(byId("heading"), [channel, page.tab], () => [
    h("button", { type: "button", class: "icon menu-button", "aria-label": "Channels and people", onclick: () => document.body.classList.toggle("shows-sidebar") }, icon("menu")),
    h("h1", {}, channel.is_dm ? avatar(page.state.members.U0ROOMBOT) : h("span", { class: "sign" }, channel.is_shared ? icon("shared") : channel.is_private ? icon("lock") : "#"), title),
    channel.is_dm ? tabs(page.tab, chooseTab) : null,
    h("p", { class: "topic" }, channel.is_dm ? "" : channel.topic),
  ]);
}

function showThread(where, { root, replies }) {
  if (!root) page.thread = null;
  byId("thread").hidden = !root;
  document.body.classList.toggle("shows-thread", Boolean(root));
  if (!root) return;
  show(byId("thread-heading"), page.channel, () => [
    h("h2", {}, "Thread"),
    h("p", { class: "topic" }, channelOf(page.channel).is_dm ? "Room" : `#${channelOf(page.channel).name}`),
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
  desk.become(person);
  changed();
}

// To a channel, or to a message in it (a reply opens its thread).
function go(channel, ts = null, thread = null) {
  if (!channelOf(channel)?.is_open) return;
  if (channel !== page.channel) page.thread = null;
  if (channel !== page.channel || ts) page.tab = "messages";
  if (channel !== page.channel) desk.arrive(channel);
  if (ts) page.thread = thread ?? ts;
  document.body.classList.remove("shows-sidebar");
  showAll();
  if (ts) requestAnimationFrame(() => point(thread ?? ts));
  else toEnd(byId("messages"));
}

function point(ts) {
  const row = byId("messages").querySelector(`[data-ts="${ts}"]`);
  row?.scrollIntoView({ block: "center" });
  row?.classList.add("is-pointed-at");
  setTimeout(() => row?.classList.remove("is-pointed-at"), 1600);
}

function openThread(ts) {
  page.thread = ts;
  showAll();
  toEnd(byId("replies"));
}

function closeThread() {
  const root = page.thread;
  page.thread = null;
  showAll();
  byId("messages").querySelector(`[data-ts="${root}"]`)?.focus();
}

const changed = oneAtATime(async () => {
  if (await desk.refresh()) showAll();
});

useKeys({ openThread, closeThread, hasThread: () => Boolean(page.thread) });
byId("messages").addEventListener("pointerdown", () => document.body.classList.remove("shows-sidebar"));
setInterval(() => page.state && tick(zoneOf()), 1000);

await changed();
let shown = null;
follow((news) => {
  if (news.state !== shown) changed();
  shown = news.state;
  drawerHears(news.wire);
}, (isAlive) => document.body.classList.toggle("is-offline", !isAlive));
const target = archived(location.href);
if (target) go(target.channel, target.ts, target.thread);
