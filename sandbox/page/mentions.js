// Who one may mean after an @ in a composer: a list above it, completed by Tab, Enter or a click.
import { h } from "./dom.js";
import { avatar } from "./messages.js";

const MOST = 7;

export function makeMentions(field, people) {
  const list = h("div", { class: "mentions", role: "listbox", "aria-label": "People to mention", hidden: true });
  let found = [];
  let at = 0;

  function started() {
    const before = field.value.slice(0, field.selectionStart);
    return /(?:^|[\s(])@([\w.-]*)$/.exec(before)?.[1];
  }
  function look() {
    const begun = started()?.toLowerCase();
    found = begun === undefined ? [] : people().filter((each) =>
      each.handle.startsWith(begun) || each.name.toLowerCase().split(" ").some((word) => word.startsWith(begun))).slice(0, MOST);
    if (found.length === 1 && found[0].handle === begun) found = [];
    at = 0;
    draw();
  }
  function draw() {
    list.hidden = !found.length;
    list.replaceChildren(...found.map((each, index) => h("button", {
      type: "button", role: "option", tabindex: "-1", "aria-selected": String(index === at), onpointerdown: (event) => { event.preventDefault(); choose(each); },
    }, avatar(each), h("strong", {}, `@${each.handle}`), h("span", {}, each.name))));
  }
  function choose(member) {
    const end = field.selectionStart;
    const begin = end - started().length;
    field.setRangeText(`${member.handle} `, begin, end, "end");
    found = [];
    draw();
    field.dispatchEvent(new Event("input"));
  }
  // Whether the list took the key.
  function pressed(event) {
    if (list.hidden) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) at = (at + step + found.length) % found.length;
    else if (event.key === "Tab" || event.key === "Enter") choose(found[at]);
    else if (event.key === "Escape") found = [];
    else return false;
    event.preventDefault();
    event.stopPropagation();
    draw();
    return true;
  }
  field.addEventListener("blur", () => { found = []; draw(); });
  return { list, look, pressed };
}
