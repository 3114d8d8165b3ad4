// The app's Home tab: what it published for the person one is, and the two tabs above it.
import { post } from "./api.js";
import { blocks } from "./blocks.js";
import { h, show } from "./dom.js";
import { forgetOthers, howOf } from "./views.js";

export function tabs(name, current, choose) {
  const order = ["home", "messages"];
  const other = (event) => { if (["ArrowLeft", "ArrowRight"].includes(event.key)) choose(order.find((each) => each !== current)); };
  const tab = (name, label) => h("button", {
    type: "button", role: "tab", class: "tab", "aria-controls": name, "aria-selected": String(name === current), tabindex: name === current ? "0" : "-1", "data-focus": `tab ${name}`, onclick: () => choose(name),
  }, label);
  return h("div", { class: "tabs", role: "tablist", "aria-label": name, onkeydown: other }, tab("home", "Home"), tab("messages", "Messages"));
}

export const opened = (person, tab) => post("/page/home", { person, tab });

export function showHome(element, view, where) {
  show(element, [view && { ...view, typed: null }, where.me, where.zone, where.now().toDateString()], () => {
    if (!view) return h("p", { class: "empty-home" }, `${where.app.name} has published nothing here for you yet.`);
    forgetOthers(view);
    return [
      h("div", { class: "home-blocks" }, blocks(view.blocks, howOf(view, where))),
      h("p", { class: "trouble", role: "alert" }, view.trouble),
    ];
  });
}
