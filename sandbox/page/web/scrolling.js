// A list that shows its end goes on showing it, whatever grows or shrinks; who scrolled up stays where they are.
import { h } from "./dom.js";

const NEAR = 80; // pixels from the end that still count as the end
const lists = new WeakMap();

// The element inside a scrolling list that holds its rows; its growth is watched from the first call on.
export function rowsOf(list) {
  if (!lists.has(list)) watch(list);
  return lists.get(list).rows;
}

export function toEnd(list) {
  lists.get(list).isAtEnd = true;
  list.scrollTop = list.scrollHeight;
}

function watch(list) {
  const rows = h("div", { class: "rows" });
  const known = { rows, isAtEnd: true, top: 0 };
  lists.set(list, known);
  list.replaceChildren(rows);
  list.addEventListener("scroll", () => {
    if (list.scrollHeight - list.scrollTop - list.clientHeight < NEAR) known.isAtEnd = true;
    else if (list.scrollTop < known.top) known.isAtEnd = false;
    known.top = list.scrollTop;
  }, { passive: true });
  // Rows out of sight have a guessed height until they are seen: then the end lies elsewhere.
  const sizes = new ResizeObserver(() => { if (known.isAtEnd) list.scrollTop = list.scrollHeight; });
  sizes.observe(rows);
  sizes.observe(list);
}
