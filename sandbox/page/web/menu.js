// A button that opens a small menu: by mouse, by keyboard, closed by Escape or a click elsewhere.
import { h } from "./dom.js";

// `items` are { label, detail, go }. The menu stands above everything, so that no list cuts it off.
export function menuButton({ label, sign, kind, items }) {
  const menu = h("div", { class: "menu", role: "menu", popover: "manual" }, items.map((item) =>
    h("button", { type: "button", role: "menuitem", onclick: () => { close(); item.go(); } },
      item.label, item.detail ? h("small", {}, item.detail) : null)));
  const opener = h("button", { type: "button", class: kind, "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": label, title: label, onclick: () => (isOpen() ? close() : open()) }, sign);
  const holder = h("div", { class: "overflow", onkeydown: (event) => moved(event, menu, isOpen, close) }, opener, menu);
  const isOpen = () => menu.matches(":popover-open");
  const outside = (event) => { if (event.type === "scroll" ? !menu.contains(event.target) : !holder.contains(event.target)) close(false); };
  function open() {
    menu.showPopover();
    place(menu, opener.getBoundingClientRect());
    opener.setAttribute("aria-expanded", "true");
    menu.firstChild?.focus();
    document.addEventListener("pointerdown", outside);
    document.addEventListener("scroll", outside, true);
  }
  function close(isBack = true) {
    if (isOpen()) menu.hidePopover();
    opener.setAttribute("aria-expanded", "false");
    if (isBack) opener.focus();
    document.removeEventListener("pointerdown", outside);
    document.removeEventListener("scroll", outside, true);
  }
  return holder;
}

// Below what it belongs to and flush with its right edge, or above where there is no room.
export function place(menu, anchor) {
  const { width, height } = menu.getBoundingClientRect();
  const isUp = anchor.bottom + height + 8 > innerHeight;
  menu.style.left = `${Math.max(8, Math.min(anchor.right - width, innerWidth - width - 8))}px`;
  menu.style.top = `${isUp ? Math.max(8, anchor.top - height - 4) : anchor.bottom + 4}px`;
}

function moved(event, menu, isOpen, close) {
  if (!isOpen()) return;
  const items = [...menu.children];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape") { event.stopPropagation(); event.preventDefault(); close(); }
  if (event.key === "Tab") close();
  if (step) {
    event.preventDefault();
    event.stopPropagation();
    items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
  }
}
