// The page by keyboard: F6 goes from part to part, arrows from message to message, Escape closes what is open.
import { byId } from "./dom.js";

const PARTS = ["clock", "behind", "sidebar", "messages", "home", "composer", "thread", "drawer"];
const FOCUSABLE = "button:not(:disabled), a[href], input, select, textarea, [tabindex='0']";

// `closers` are tried in their order: the first that had something to close has closed it.
export function useKeys({ openThread, closers }) {
  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "F6") { event.preventDefault(); next(event.shiftKey ? -1 : 1); }
    if (event.key === "Escape") closers.some((close) => close());
  });
  for (const id of ["messages", "replies"]) {
    byId(id).addEventListener("keydown", (event) => inMessages(event, byId(id), openThread));
  }
}

function next(step) {
  const parts = PARTS.map(byId).filter((part) => part && !part.hidden && part.checkVisibility({ visibilityProperty: true }));
  const here = parts.findIndex((part) => part.contains(document.activeElement));
  const part = parts[(here + step + parts.length) % parts.length];
  (part.tabIndex === 0 ? part : part.querySelector("textarea:not(:disabled)") ?? part.querySelector(FOCUSABLE))?.focus();
}

// The list itself, or a message in it, has the focus: what stands inside a message keeps its own keys.
function inMessages(event, list, openThread) {
  const rows = [...list.querySelectorAll("article")];
  const here = rows.indexOf(document.activeElement);
  if (here < 0 && document.activeElement !== list) {
    if (event.key === "Escape") { event.stopPropagation(); document.activeElement.closest("article")?.focus(); }
    return;
  }
  const to = { ArrowUp: here < 0 ? rows.length - 1 : here - 1, ArrowDown: here + 1, Home: 0, End: rows.length - 1 }[event.key];
  if (rows[to]) { event.preventDefault(); rows[to].focus(); }
  const ts = rows[here]?.dataset.ts;
  if (ts && event.key === "ArrowRight" && list.id === "messages") { event.preventDefault(); openThread(ts); byId("replies").focus(); }
}
