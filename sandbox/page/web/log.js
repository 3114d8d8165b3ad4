// The bot's own last lines, as its terminal would show them.
import { get, oneAtATime } from "./api.js";
import { copy, h, show } from "./dom.js";
import { icon } from "./icons.js";
import { botIs } from "./trouble.js";

let here = null;

export function logPanel(place, { state }) {
  here = { place, state };
  load();
}

const load = oneAtATime(async () => {
  const { lines, exit_code } = await get("/page/backstage/log");
  const { place, state } = here;
  const isNew = show(place, [lines, exit_code, state.bot, state.is_connected], () => h("div", { class: "log" },
    h("div", { class: "wire-bar" }, h("span", { class: "wire-count" }, `The bot ${botIs(state)}${exit_code === null ? "" : ` (exit code ${exit_code})`}`),
      h("button", { type: "button", class: "button small", onclick: () => copy(lines.join("\n"), "Copied") }, icon("copy"), " Copy all")),
    h("pre", { tabindex: "0" }, lines.join("\n") || "It has written nothing yet.")));
  const text = place.querySelector("pre");
  if (isNew && text) text.scrollTop = text.scrollHeight;
});
