// A list above a field of what one may mean: people after an @, commands after a /.
import { h } from "./dom.js";

const MOST = 8;

// `look(before)` tells what fits the text before the caret, as { begin, items, isEager }: each item has `insert`,
// `label`, `detail` and perhaps `picture`. Enter takes an item where that is eager or an arrow chose it; Tab always.
export function makeCompletion(field, { label, look }) {
  const list = h("div", { class: "completion", id: `completion-${crypto.randomUUID()}`, role: "listbox", "aria-label": label, hidden: true });
  field.setAttribute("aria-controls", [field.getAttribute("aria-controls"), list.id].filter(Boolean).join(" "));
  let found = null;
  let at = 0;
  let hasMoved = false;

  function refresh() {
    found = look(field.value.slice(0, field.selectionStart));
    at = 0;
    hasMoved = false;
    draw();
  }
  function draw() {
    const items = found?.items.slice(0, MOST) ?? [];
    list.hidden = !items.length;
    if (items.length) field.setAttribute("aria-activedescendant", `${list.id}-${at}`);
    else if (field.getAttribute("aria-activedescendant")?.startsWith(list.id)) field.removeAttribute("aria-activedescendant");
    list.replaceChildren(...items.map((item, index) => h("button", {
      type: "button", id: `${list.id}-${index}`, role: "option", tabindex: "-1", "aria-selected": String(index === at), onpointerdown: (event) => { event.preventDefault(); choose(item); },
    }, item.picture, h("strong", {}, item.label), h("span", {}, item.detail))));
  }
  function choose(item) {
    const begin = found.begin;
    close();
    field.setRangeText(item.insert, begin, field.selectionStart, "end");
    field.dispatchEvent(new Event("input"));
  }
  function close() {
    found = null;
    draw();
  }
  // Whether the list took the key.
  function pressed(event) {
    if (list.hidden) return false;
    const count = list.childElementCount;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const isTaken = event.key === "Tab" && !event.shiftKey || event.key === "Enter" && (found.isEager || hasMoved);
    if (step) { at = (at + step + count) % count; hasMoved = true; draw(); }
    else if (isTaken) choose(found.items[at]);
    else if (event.key === "Escape") close();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
  field.addEventListener("blur", close);
  return { list, refresh, pressed };
}
