// The page's memory and its one way round: news → fetch the state → show every part that changed.
import { fetchState, follow } from "./api.js";
import { avatar, showMessages } from "./messages.js";
import { now, setClock, showClock, tick } from "./clock.js";
import { makeComposer } from "./composer.js";
import { byId, h, show } from "./dom.js";
import { opened, showHome, tabs } from "./home.js";
import { icon } from "./icons.js";
import { archived } from "./mrkdwn.js";
import { showModal } from "./modal.js";
import { showSidebar } from "./sidebar.js";
import { showWelcome } from "./welcome.js";

const address = new URLSearchParams(location.search);
const page = {
  person: address.get("as") ?? sessionStorage.getItem("person") ?? "U0DANA",
  channel: null,
  thread: null,
  tab: "messages", // of the app: Home or Messages
  state: null,
  seen: JSON.parse(sessionStorage.getItem("seen") ?? "{}"),
};

const isHere = (message) => message.channel === page.channel;
const zoneOf = () => page.state.members[page.person].zone ?? "UTC";
const channelOf = (id) => page.state?.channels.find((each) => each.id === id);

function where() {
  return {
    me: page.person,
    members: page.state.members,
    channels: Object.fromEntries(page.state.channels.map((each) => [each.id, each])),
    shortcuts: page.state.shortcuts,
    zone: zoneOf(),
    now,
    go,
  };
}

// Who can be mentioned: everybody who is still there, the app first.
function people() {
  const all = Object.values(page.state?.members ?? {}).filter((each) => !each.is_deleted && each.handle !== "slackbot");
  return all.sort((one, other) => Number(other.is_app) - Number(one.is_app));
}
const canType = () => channelOf(page.channel)?.is_member && !channelOf(page.channel).is_archived;

const composer = makeComposer(byId("composer"), {
  label: "Message",
  people,
  destination: () => (canType()
    ? { person: page.person, channel: page.channel, takesCommands: true } : null),
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
  people,
  destination: () => (page.thread && canType() && { person: page.person, channel: page.channel, thread: page.thread }),
  placeholder: () => "Reply…",
});

async function refresh() {
  const person = page.person;
  const state = await fetchState(person);
  if (person !== page.person) return;
  page.state = state;
  setClock(state.clock.now);
  const open = state.channels.filter((each) => each.is_open);
  if (!open.some((each) => each.id === page.channel)) page.channel = open[0].id;
  showAll();
}

// News comes faster than it can be shown: one fetch at a time, and one more if something came meanwhile.
let isFetching = false;
let isStale = false;
async function changed() {
  isStale = true;
  if (isFetching) return;
  isFetching = true;
  while (isStale) {
    isStale = false;
    await refresh().catch(() => {});
  }
  isFetching = false;
}

function showAll() {
  const { state } = page;
  const here = where();
  const roots = state.messages.filter((each) => isHere(each) && (!each.thread_ts || each.is_broadcast));
  const replies = new Map();
  for (const each of state.messages.filter((one) => one.thread_ts && isHere(one))) {
    replies.set(each.thread_ts, [...(replies.get(each.thread_ts) ?? []), each]);
  }
  markSeen();
  showSidebar(byId("sidebar"), { state, channel: page.channel, unread: unread(), where: here, become, go });
  const isHome = channelOf(page.channel).is_dm && page.tab === "home";
  showHeading();
  showWelcome(byId("welcome"), { hasBooked: state.rooms.length > 0, isElsewhere: isHome, start });
  for (const id of ["messages", "composer"]) byId(id).hidden = isHome;
  byId("home").hidden = !isHome;
  if (isHome) showHome(byId("home"), state.home, here);
  showMessages(byId("messages"), roots, { where: here, replies, openThread });
  showThread(here, replies);
  showClock(byId("clock"), { state, zone: zoneOf() });
  showModal(state.modal, state.depth, here);
  composer.describe();
  reply.describe();
}

function showHeading() {
  const channel = channelOf(page.channel);
  const title = channel.is_dm ? "Room" : channel.name;
  document.title = `${title} · ${page.state.workspace} (sandbox)`;
  show(byId("heading"), [channel, page.tab], () => [
    h("button", { type: "button", class: "icon menu-button", "aria-label": "Channels and people", onclick: () => document.body.classList.toggle("shows-sidebar") }, icon("menu")),
    h("h1", {}, channel.is_dm ? avatar(page.state.members.U0ROOMBOT) : h("span", { class: "sign" }, channel.is_shared ? icon("shared") : channel.is_private ? icon("lock") : "#"), title),
    channel.is_dm ? tabs(page.tab, chooseTab) : null,
    h("p", { class: "topic" }, channel.is_dm ? "" : channel.topic),
  ]);
}

function showThread(here, replies) {
  const root = page.state.messages.find((each) => isHere(each) && each.ts === page.thread);
  if (!root) page.thread = null;
  byId("thread").hidden = !root;
  document.body.classList.toggle("shows-thread", Boolean(root));
  if (!root) return;
  show(byId("thread-heading"), page.channel, () => [
    h("h2", {}, "Thread"),
    h("p", { class: "topic" }, channelOf(page.channel).is_dm ? "Room" : `#${channelOf(page.channel).name}`),
    h("button", { type: "button", class: "icon", "aria-label": "Close the thread", onclick: closeThread }, icon("close")),
  ]);
  showMessages(byId("replies"), [root, ...(replies.get(root.ts) ?? [])], { where: here, root: root.ts });
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

function unread() {
  const seen = page.seen[page.person] ?? {};
  const counts = {};
  for (const { channel, ts, author, thread_ts, is_broadcast } of page.state.messages) {
    if (thread_ts && !is_broadcast) continue; // a reply marks its thread, not the place
    if (author !== page.person && ts > (seen[channel] ?? "")) counts[channel] = (counts[channel] ?? 0) + 1;
  }
  return counts;
}

function markSeen() {
  const last = page.state.messages.filter(isHere).map((each) => each.ts).sort().at(-1);
  if (!last) return;
  page.seen[page.person] = { ...page.seen[page.person], [page.channel]: last };
  sessionStorage.setItem("seen", JSON.stringify(page.seen));
}

function become(person) {
  page.person = person;
  page.thread = null;
  if (page.tab === "home" && channelOf(page.channel)?.is_dm) page.channel = null;
  page.tab = "messages";
  sessionStorage.setItem("person", person);
  history.replaceState(null, "", `/?as=${person}`);
  changed();
}

// To a channel, or to a message in it (a reply opens its thread).
function go(channel, ts = null, thread = null) {
  if (!channelOf(channel)?.is_open) return;
  if (channel !== page.channel) page.thread = null;
  if (channel !== page.channel || ts) page.tab = "messages";
  page.channel = channel;
  if (ts) page.thread = thread ?? ts;
  document.body.classList.remove("shows-sidebar");
  showAll();
  if (ts) requestAnimationFrame(() => point(thread ?? ts));
  else byId("messages").scrollTop = byId("messages").scrollHeight;
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
  byId("replies").scrollTop = byId("replies").scrollHeight;
}

function closeThread() {
  page.thread = null;
  showAll();
  byId("messages").focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
  if (document.body.classList.contains("shows-sidebar")) document.body.classList.remove("shows-sidebar");
  else if (page.thread) closeThread();
});
byId("messages").addEventListener("pointerdown", () => document.body.classList.remove("shows-sidebar"));
setInterval(() => page.state && tick(zoneOf()), 1000);

await changed();
follow(changed, (isAlive) => document.body.classList.toggle("is-offline", !isAlive));
const target = archived(location.href);
if (target) go(target.channel, target.ts, target.thread);
