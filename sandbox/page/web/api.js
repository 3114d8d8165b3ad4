// The sandbox behind the page: what it shows, what its visitor does, and news of changes.
import { toast } from "./dom.js";

// Throws an error with the HTTP `status`, which is 0 where nobody answered.
export async function get(path, query = {}) {
  const answer = await fetch(`${path}?${new URLSearchParams(query)}`).catch(() => ({ status: 0 }));
  if (!answer.ok) throw Object.assign(new Error(`${path}: ${answer.status}`), { status: answer.status });
  return answer.json();
}

// What was answered, or null after a sentence about what went wrong.
export async function post(path, body) {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (answer.ok) return await answer.json();
    const said = await answer.text();
    toast(said.startsWith("{") ? JSON.parse(said).error : said);
  } catch {
    toast("The sandbox does not answer. Is it still running in the terminal?");
  }
  return null;
}

// Calls `heard` with the versions of everything after every change. A browser opens six connections to one address,
// no more: of all windows on this page one holds the stream and tells the others.
export function follow(heard, isAlive) {
  const windows = new BroadcastChannel("news");
  const tell = (told) => {
    isAlive(told !== null);
    if (told) heard(told);
  };
  windows.addEventListener("message", (event) => tell(event.data));
  const pass = (told) => { windows.postMessage(told); tell(told); };
  navigator.locks.request("news", () => new Promise(() => { // held until this window closes
    const news = new EventSource("/page/events"); // reconnects by itself
    news.addEventListener("message", (event) => pass(JSON.parse(event.data)));
    news.addEventListener("error", () => pass(null));
  }));
}

// News comes faster than it can be shown: one run at a time, and one more if something came meanwhile.
export function oneAtATime(run) {
  let isRunning = false;
  let isStale = false;
  return async () => {
    isStale = true;
    if (isRunning) return;
    isRunning = true;
    while (isStale) {
      isStale = false;
      await run().catch((error) => console["status" in error ? "warn" : "error"](error)); // the latter is ours to mend
    }
    isRunning = false;
  };
}
