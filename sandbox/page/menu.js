// A button that opens a small menu: by mouse, by keyboard, closed by Escape or a click elsewhere.
import { h } from "./dom.js";

// `items` are { label, detail, go }.
export function menuButton({ label, sign, kind, items }) {
  const menu = h("div", { class: "menu", role: "menu", hidden: true }, items.map((item) =>
    h("button", { type: "button", role: "menuitem", onclick: () => { close(); item.go(); } },
      item.label, item.detail ? h("small", {}, item.detail) : null)));
  const opener = h("button", { type: "button", class: kind, "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": label, title: label, onclick: () => (menu.hidden ? open() : close()) }, sign);
  const holder = h("div", { class: "overflow", onkeydown: (event) => moved(event, menu, close) }, opener, menu);
  const outside = (event) => holder.contains(event.target) || close();
  function open() {
    menu.hidden = false;
    const edge = holder.closest(".messages, .modal-body, .home")?.getBoundingClientRect().bottom ?? innerHeight;
    menu.classList.toggle("is-up", menu.getBoundingClientRect().bottom > edge);
    opener.setAttribute("aria-expanded", "true");
    menu.firstChild?.focus();
    document.addEventListener("pointerdown", outside);
  }
  function close() {
    menu.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    opener.focus();
    document.removeEventListener("pointerdown", outside);
  }
  return holder;
}

function moved(event, menu, close) {
  const items = [...menu.children];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape" && !menu.hidden) { event.stopPropagation(); close(); }
  if (step && !menu.hidden) {
    event.preventDefault();
    items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
  }
}
