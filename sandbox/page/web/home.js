// The app's Home tab: what it published for the person one is, and the two tabs above it.
import { post } from "./api.js";
import { blocks } from "./blocks.js";
import { h, show } from "./dom.js";
import { forgetOthers, howOf } from "./views.js";

export function tabs(current, choose) {
  const tab = (name, label) => h("button", {
    type: "button", role: "tab", class: "tab", "aria-selected": String(name === current), "data-focus": `tab ${name}`, onclick: () => choose(name),
  }, label);
  return h("div", { class: "tabs", role: "tablist", "aria-label": "Room" }, tab("home", "Home"), tab("messages", "Messages"));
}

export const opened = (person, tab) => post("/page/home", { person, tab });

export function showHome(element, view, where) {
  show(element, [view && { ...view, typed: null }, where.me, where.zone, where.now().toDateString()], () => {
    if (!view) return h("p", { class: "empty-home" }, "Room has published nothing here for you yet.");
    forgetOthers(view);
    return [
      h("div", { class: "home-blocks" }, blocks(view.blocks, howOf(view, where))),
      h("p", { class: "trouble", role: "alert" }, view.trouble),
    ];
  });
}
