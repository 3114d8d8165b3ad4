// Light, dark, or as the machine has it: one button goes round.
import { h } from "./dom.js";
import { icon } from "./icons.js";

const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
const ROUND = isDark ? { system: "light", light: "dark", dark: "system" } : { system: "dark", dark: "light", light: "system" };
const SAID = { system: "as your machine has it", light: "light", dark: "dark" };
let theme = localStorage.getItem("theme") ?? "system";
document.documentElement.dataset.theme = theme;

export function themeButton() {
  const press = h("button", { type: "button", class: "icon on-top", "data-focus": "theme", onclick: turn });
  const describe = () => {
    press.setAttribute("aria-label", `Colours: ${SAID[theme]}. Change to ${SAID[ROUND[theme]]}`);
    press.title = `Colours: ${SAID[theme]}`;
    press.replaceChildren(icon(theme));
  };
  function turn() {
    theme = ROUND[theme];
    localStorage.setItem("theme", theme);
    document.documentElement.dataset.theme = theme;
    describe();
  }
  describe();
  return press;
}
