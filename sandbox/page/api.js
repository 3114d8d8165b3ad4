// The sandbox behind the page: what it shows, what its visitor does, and news of changes.
import { toast } from "./dom.js";

export async function fetchState(person) {
  const answer = await fetch(`/page/state?person=${encodeURIComponent(person)}`);
  if (!answer.ok) throw new Error(`state: ${answer.status}`);
  return answer.json();
}

export async function post(path, body) {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (answer.ok) return true;
    const said = await answer.text();
    toast(said.startsWith("{") ? JSON.parse(said).error : said);
  } catch {
    toast("The sandbox does not answer. Is it still running in the terminal?");
  }
  return false;
}

// Calls `changed` at once and after every change; the browser reconnects by itself.
export function follow(changed, isAlive) {
  const news = new EventSource("/page/events");
  news.addEventListener("message", () => { isAlive(true); changed(); });
  news.addEventListener("error", () => isAlive(false));
}
