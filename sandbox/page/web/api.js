// The sandbox behind the page: what it shows, what its visitor does, and news of changes.
import { toast } from "./dom.js";

export async function get(path, query = {}) {
  const answer = await fetch(`${path}?${new URLSearchParams(query)}`);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
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

// Calls `heard` with the versions of everything, at once and after every change; the browser reconnects by itself.
export function follow(heard, isAlive) {
  const news = new EventSource("/page/events");
  news.addEventListener("message", (event) => { isAlive(true); heard(JSON.parse(event.data)); });
  news.addEventListener("error", () => isAlive(false));
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
      await run().catch((error) => console.warn(error.message));
    }
    isRunning = false;
  };
}
