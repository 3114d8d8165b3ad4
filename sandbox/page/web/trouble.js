// Trouble on demand: what can go wrong, each with what to watch then.
import { post } from "./api.js";
import { h, show } from "./dom.js";

export const active = (state) => state.troubles.filter((each) => each.is_on);
const endAll = () => post("/page/backstage/trouble", { id: "all-well" });

export function troublePanel(place, { state }) {
  show(place, [state.troubles, state.bot, state.is_connected], () => {
    const groups = [...new Set(state.troubles.map((each) => each.where))];
    return h("div", { class: "troubles" },
      h("div", { class: "troubles-intro" },
        h("p", {}, "The promise: nothing is lost, nothing is done twice, and what cannot be known is told to a person. Break something, use Room, and count under Wire and BetterPT rooms."),
        h("button", { type: "button", class: "button small", "data-focus": "all well", disabled: !active(state).length, onclick: endAll }, "All well again")),
      groups.map((where) => h("section", { class: "trouble-group", "aria-label": where },
        h("h3", {}, where, where === "The bot" ? h("small", {}, ` ${botIs(state)}`) : null),
        state.troubles.filter((each) => each.where === where).map(row))));
  });
}

const BOT = { absent: "was not started here", running: "is running", frozen: "is frozen", killed: "was killed", ended: "has ended by itself: see Log" };
export const botIs = (state) => (state.bot === "running" && !state.is_connected ? "is starting, or cannot connect" : BOT[state.bot]);

function row(each) {
  const isSwitch = each.is_lasting && !each.undone_by;
  const label = isSwitch ? (each.is_on ? "On" : "Off") : each.is_on ? each.undone_by : "Do it";
  return h("div", { class: `trouble-row${each.is_on ? " is-on" : ""}` },
    h("span", { class: "trouble-text" }, h("strong", {}, each.name), h("small", {}, each.says)),
    h("button", {
      type: "button",
      class: isSwitch ? "switch" : "button small",
      role: isSwitch ? "switch" : undefined,
      "aria-checked": isSwitch ? String(each.is_on) : undefined,
      "aria-label": `${each.where}: ${!isSwitch && each.is_on ? label : each.name}`,
      "data-focus": `trouble ${each.id}`,
      disabled: !each.is_possible,
      title: each.is_possible ? undefined : "The bot is not there for it: start it again first",
      onclick: () => post("/page/backstage/trouble", { id: each.id, is_on: !each.is_on }),
    }, label));
}
