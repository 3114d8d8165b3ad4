// Where one types: Enter sends, Shift+Enter begins a line, Tab completes commands and names.
import { post } from "./api.js";
import { makeCompletion } from "./completion.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { menuButton } from "./menu.js";
import { avatar } from "./messages.js";

const sign = () => h("img", { class: "avatar", src: "/page/files/room.svg", alt: "" });

export function makeComposer(element, { destination, label, placeholder, people, offers = () => null, foot = null }) {
  const field = h("textarea", { rows: "1", class: "composer-field", "aria-label": label, oninput: changed, onkeydown: pressed });
  const send = h("button", { type: "submit", class: "send", "aria-label": "Send", disabled: true }, icon("send"));
  const shortcuts = h("div", { class: "shortcuts", hidden: true });
  const form = h("form", { class: "composer-box", onsubmit: (event) => { event.preventDefault(); go(); } }, shortcuts, field, send);
  const hint = h("span", {});
  const names = makeCompletion(field, { label: "People to mention", look: (before) => mentioned(before, people()) });
  const commands = makeCompletion(field, { label: "Commands", look: (before) => (destination()?.takesCommands ? commanded(before, offers()) : null) });
  element.replaceChildren(names.list, commands.list, form, h("p", { class: "composer-foot" }, hint, h("kbd", {}, "Enter"), " sends"));

  function changed() {
    send.disabled = !field.value.trim();
    names.refresh();
    commands.refresh();
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 160)}px`;
  }
  function pressed(event) {
    if (names.pressed(event) || commands.pressed(event)) return;
    if (event.key === "ArrowUp" && !field.value && sent) { event.preventDefault(); event.stopPropagation(); put(sent); }
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); go(); }
  }
  function put(text) {
    field.value = text;
    changed();
    field.focus();
    field.setSelectionRange(text.length, text.length);
  }
  let sent = ""; // ArrowUp in an empty field brings it back
  async function go() {
    const text = field.value.trim();
    const place = destination();
    if (!text || !place) return;
    field.value = "";
    sent = text;
    changed();
    const isSent = await post("/page/say", { person: place.person, channel: place.channel, thread_ts: place.thread, text });
    if (!isSent && !field.value) put(text);
  }
  let offered = "";
  function describe() {
    const place = destination();
    field.placeholder = placeholder();
    hint.textContent = foot ? `${foot()} · ` : "";
    field.disabled = !place;
    const items = (place && offers()?.global_shortcuts) || [];
    shortcuts.hidden = !items.length;
    if (offered === JSON.stringify([items, place?.person])) return;
    offered = JSON.stringify([items, place?.person]);
    shortcuts.replaceChildren(items.length ? menuButton({
      label: "Shortcuts", sign: icon("plus"), kind: "icon",
      items: items.map(({ id, name, says }) => ({ label: name, detail: says, go: () => post("/page/shortcut", { person: place.person, callback_id: id }) })),
    }) : "");
  }
  return { put, describe };
}

function mentioned(before, people) {
  const begun = /(?:^|[\s(])@([\w.-]*)$/.exec(before)?.[1].toLowerCase();
  if (begun === undefined) return null;
  const items = people
    .filter((each) => each.handle.startsWith(begun) || each.name.toLowerCase().split(" ").some((word) => word.startsWith(begun)))
    .map((each) => ({ insert: `${each.handle} `, label: `@${each.handle}`, detail: each.name, picture: avatar(each) }));
  const isWhole = items.length === 1 && items[0].insert.trim() === begun;
  return { begin: before.length - begun.length, items: isWhole ? [] : items, isEager: true };
}

// Every command with what its usage hint names, as long as that is what was begun.
function commanded(before, offers) {
  if (!before.startsWith("/") || !offers) return null;
  const begun = before.toLowerCase();
  const items = offers.commands.flatMap(({ name, says, hint }) => [
    { insert: `${name} `, label: name, detail: says, picture: sign() },
    ...(begun.startsWith(name) ? hint.split("·").map((each) => each.trim()).filter(Boolean) : [])
      .map((each) => ({ insert: `${name} ${each}`, label: `${name} ${each}`, detail: "", picture: sign() })),
  ]).filter((item) => item.insert.toLowerCase().startsWith(begun) && item.insert.trimEnd().length > before.trimEnd().length
    || item.insert.trimEnd() === before);
  return { begin: 0, items, isEager: false };
}
