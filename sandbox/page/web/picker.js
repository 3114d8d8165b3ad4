// A menu one types into: options that fit come up, those picked stand as chips. For several of a list, and for
// menus whose choices only the app knows.
import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { place } from "./menu.js";

const PAUSE = 250; // milliseconds without a key before the app is asked

// `chosen` are the options that stand there; `find(query)` tells those that fit; `told` hears all that are chosen.
// `least` characters are needed before anything is looked for; 0 shows everything at once.
export function picker({ chosen, isSeveral, most = Infinity, placeholder, least, find, told, common }) {
  const options = new Map(chosen.filter(Boolean).map((each) => [each.value, each]));
  const list = h("div", { class: "suggestions", id: `options-${crypto.randomUUID()}`, role: "listbox", "aria-label": `${placeholder} – options`, popover: "manual" });
  const picked = h("div", { class: "picked" });
  const field = h("input", { ...common, class: "field", type: "text", role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-label": common.id ? undefined : placeholder, autocomplete: "off", placeholder, oninput: typed, onfocus: typed, onclick: typed, onkeydown: pressed });
  const holder = h("div", { class: "suggested", onfocusout: (event) => holder.contains(event.relatedTarget) || close() }, picked, field, list);
  const isOpen = () => list.matches(":popover-open");
  let waiting;

  function typed() {
    clearTimeout(waiting);
    const query = field.value.trim();
    if (query.length < least) close();
    else waiting = setTimeout(async () => {
      const found = await find(query);
      if (query === field.value.trim() && holder.contains(document.activeElement)) offer(found);
    }, least ? PAUSE : 0);
  }
  function offer(found) {
    const left = isSeveral && options.size >= most ? [] : found.filter((each) => !options.has(each.value));
    const why = options.size >= most ? `${most} at most` : found.length ? "All are chosen" : "No results";
    list.replaceChildren(...(left.length ? left.map(option) : [h("p", { class: "hint", role: "option", "aria-disabled": "true" }, why)]));
    if (!isOpen()) list.showPopover();
    list.style.width = `${field.offsetWidth}px`;
    place(list, field.getBoundingClientRect());
    field.setAttribute("aria-expanded", "true");
  }
  function option(each) {
    return h("button", { type: "button", role: "option", tabindex: "-1", onpointerdown: (event) => event.preventDefault(), onclick: () => choose(each) },
      withEmoji(each.text.text), each.description ? h("small", {}, withEmoji(each.description.text)) : null);
  }
  function choose(each) {
    if (!isSeveral) options.clear();
    options.set(each.value, each);
    field.value = "";
    close();
    changed();
  }
  function changed() {
    draw();
    told([...options.values()]);
  }
  function draw() {
    picked.replaceChildren(...[...options.values()].map((each) => h("span", { class: "chip" }, withEmoji(each.text.text),
      h("button", { type: "button", "aria-label": `Remove ${each.text.text}`, onclick: () => { options.delete(each.value); changed(); } }, "×"))));
  }
  function close() {
    if (isOpen()) list.hidePopover();
    field.setAttribute("aria-expanded", "false");
  }
  function pressed(event) {
    if (event.key === "Backspace" && !field.value && options.size) { options.delete([...options.keys()].at(-1)); changed(); }
    if (!isOpen()) return;
    if (event.key === "Escape") { event.stopPropagation(); event.preventDefault(); close(); }
    if (event.key === "ArrowDown") { event.preventDefault(); list.querySelector("button")?.focus(); }
    if (event.key === "Enter") { event.preventDefault(); event.stopPropagation(); list.querySelector("button")?.click(); }
  }
  list.addEventListener("keydown", (event) => {
    const to = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    if (to) { event.preventDefault(); event.stopPropagation(); (document.activeElement[to] ?? field).focus(); }
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); field.focus(); close(); }
  });
  draw();
  return holder;
}
