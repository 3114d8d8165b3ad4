// Behind the scenes: a drawer with what went over the wire, trouble on demand, the patients' post, the bot's log.
import { byId, h, show } from "./dom.js";
import { icon } from "./icons.js";
import { logPanel } from "./log.js";
import { postPanel } from "./post.js";
import { themeButton } from "./theme.js";
import { active, troublePanel } from "./trouble.js";
import { hear, wirePanel } from "./wire.js";

const TABS = {
  wire: { label: "Wire", panel: wirePanel },
  trouble: { label: "Trouble", panel: troublePanel },
  post: { label: "Patients’ post", panel: postPanel },
  log: { label: "Log", panel: logPanel },
};
let open = null; // a tab
let told = null; // what the panels were last told
let heard = 0;

// Opens a tab; without one, opens or closes the drawer.
function toggle(tab = null) {
  const from = open;
  open = open && !tab ? null : tab ?? "wire";
  showBehind(told);
  if (open) byId(`drawer-tab-${open}`).focus();
  else if (from) byId("behind").querySelector("[data-focus=behind]").focus();
}

export function closeDrawer() {
  if (!open) return false;
  toggle();
  return true;
}

// The drawer, and what stands for it on top: its button, and what goes wrong at the moment.
export function showBehind(facts) {
  told = facts;
  showDoor(byId("behind"), facts.state);
  const drawer = byId("drawer");
  drawer.hidden = !open;
  if (!open) return;
  show(drawer, open, () => [
    h("header", { class: "drawer-head" },
      h("h2", {}, "Behind the scenes"),
      h("div", { class: "tabs", role: "tablist", "aria-label": "Behind the scenes", onkeydown: sideways }, Object.entries(TABS).map(([id, tab]) =>
        h("button", { type: "button", role: "tab", class: "tab", id: `drawer-tab-${id}`, "aria-selected": String(id === open), "aria-controls": "drawer-panel", tabindex: id === open ? "0" : "-1", onclick: () => toggle(id) }, tab.label))),
      h("button", { type: "button", class: "icon", "aria-label": "Close what is behind the scenes", onclick: () => toggle() }, icon("close"))),
    h("div", { class: "drawer-panel", id: "drawer-panel", role: "tabpanel", "aria-labelledby": `drawer-tab-${open}` }),
  ]);
  TABS[open].panel(drawer.querySelector(".drawer-panel"), facts);
}

function showDoor(element, state) {
  const troubles = active(state).map((each) => `${each.where}: ${each.name}`);
  show(element, [troubles, open], () => [
    troubles.length ? h("button", { type: "button", class: "push is-trouble", "data-focus": "troubles", onclick: () => toggle("trouble") }, troubles.length > 1 ? `${troubles.length} troubles` : troubles[0]) : null,
    h("button", { type: "button", class: "push", "aria-expanded": String(Boolean(open)), "aria-controls": "drawer", "data-focus": "behind", onclick: () => toggle() }, "Behind the scenes"),
    themeButton(),
  ]);
}

// News of the wire are fetched only while somebody looks.
export function drawerHears(version) {
  if (version !== heard && open === "wire") hear();
  heard = version;
}

function sideways(event) {
  const ids = Object.keys(TABS);
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step) toggle(ids[(ids.indexOf(open) + step + ids.length) % ids.length]);
}
