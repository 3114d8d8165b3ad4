// The page's memory: who one is, where one is, what there is to see, and what was seen already.
import { get } from "./api.js";
import { now, setClock } from "./clock.js";

const FIRST = "U0DANA";
const address = new URLSearchParams(location.search);
export const page = {
  person: address.get("as") ?? sessionStorage.getItem("person") ?? FIRST,
  channel: null,
  thread: null,
  tab: "messages", // of the app: Home or Messages
  state: null,
  firstNew: "", // of the open place: the first message that was new when one arrived
};
const messages = new Map(); // by channel and timestamp, in the order they came; a changed one is another object
let cursor = "";
const seen = JSON.parse(sessionStorage.getItem("seen") ?? "{}"); // by person, then by channel or thread: the last timestamp

export async function refresh() {
  const person = page.person;
  const state = await get("/page/state", { person, since: cursor }).catch((error) => {
    if (error.status === 409 && person !== FIRST) become(FIRST); // nobody of that name is here
    throw error;
  });
  if (person !== page.person) return false;
  remember(state);
  page.state = state;
  setClock(state.clock.now);
  const open = state.channels.filter((each) => each.is_open);
  if (!open.some((each) => each.id === page.channel)) arrive(open[0].id);
  return true;
}

function remember(state) {
  if (state.is_anew) messages.clear();
  for (const [channel, ts] of state.gone) messages.delete(`${channel} ${ts}`);
  for (const each of state.messages) messages.set(`${each.channel} ${each.ts}`, each);
  cursor = state.cursor;
}

export const app = () => page.state.members[page.state.app];
export const channelOf = (id) => page.state?.channels.find((each) => each.id === id);
export const zoneOf = () => page.state.members[page.person].zone ?? "UTC";
export const canType = () => channelOf(page.channel)?.is_member && !channelOf(page.channel).is_archived;
const isHere = (message) => message.channel === page.channel;

// The messages of the place one is in: those that stand there, and the replies by their thread.
export function conversation() {
  const roots = [];
  const replies = new Map();
  for (const each of messages.values()) {
    if (!isHere(each)) continue;
    if (!each.thread_ts || each.is_broadcast) roots.push(each);
    if (each.thread_ts) {
      if (!replies.has(each.thread_ts)) replies.set(each.thread_ts, []);
      replies.get(each.thread_ts).push(each);
    }
  }
  return { roots, replies, root: messages.get(`${page.channel} ${page.thread}`) };
}

// What the parts of the page know of the world.
export function whereWith(go) {
  const { state } = page;
  return {
    me: page.person,
    members: state.members,
    channels: Object.fromEntries(state.channels.map((each) => [each.id, each])),
    offers: state.offers,
    app: app(),
    home: state.home?.id,
    zone: zoneOf(),
    now,
    go,
  };
}

// Who can be mentioned: everybody who is still there, the app first.
export function people() {
  const all = Object.values(page.state?.members ?? {}).filter((each) => !each.is_deleted && each.id !== "USLACKBOT");
  return all.sort((one, other) => Number(other.is_app) - Number(one.is_app));
}

export function become(person) {
  page.person = person;
  page.thread = null;
  if (page.tab === "home" && channelOf(page.channel)?.is_dm) page.channel = null;
  page.tab = "messages";
  cursor = "";
  sessionStorage.setItem("person", person);
  history.replaceState({ channel: page.channel, thread: null }, "", `/?as=${person}`);
}

// To another place; what came there since one left is new, what comes while one looks is not.
export function arrive(channel) {
  const known = seenBy()[channel];
  const isNew = (each) => each.channel === channel && each.ts > known && each.author !== page.person && (!each.thread_ts || each.is_broadcast);
  page.firstNew = known ? [...messages.values()].find(isNew)?.ts ?? "" : "";
  page.channel = channel;
}

// What nobody has looked at, by place; replies mark their thread, not the place.
export function unread() {
  const known = seenBy();
  const counts = {};
  for (const { channel, ts, author, thread_ts, is_broadcast } of messages.values()) {
    if (thread_ts && !is_broadcast) continue;
    if (author !== page.person && ts > (known[channel] ?? "")) counts[channel] = (counts[channel] ?? 0) + 1;
  }
  return counts;
}

export const isThreadNew = (root, last) => last.author !== page.person && last.ts > (seenBy()[`thread ${root}`] ?? "");

export function markSeen({ roots, replies }) {
  note(page.channel, roots.at(-1));
  note(`thread ${page.thread}`, replies.get(page.thread)?.at(-1));
}

function note(place, last) {
  if (!last || seenBy()[place] === last.ts) return;
  seenBy()[place] = last.ts;
  sessionStorage.setItem("seen", JSON.stringify(seen));
}

function seenBy() {
  return (seen[page.person] ??= {});
}
