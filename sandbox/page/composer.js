// Where one types: Enter sends, Shift+Enter begins a line, Tab completes the command.
import { post } from "./api.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { makeMentions } from "./mentions.js";

const COMMAND = "/room";

export function makeComposer(element, { destination, label, placeholder, people, foot = "" }) {
  const hint = h("button", { type: "button", class: "hint-command", hidden: true, onclick: complete },
    h("img", { src: "/page/files/room.svg", alt: "" }), h("strong", {}, COMMAND),
    h("span", {}, "[when] [with patient e-mail or phone] [for @provider]"), h("kbd", {}, "Tab"));
  const field = h("textarea", { rows: "1", class: "composer-field", "aria-label": label, oninput: changed, onkeydown: pressed });
  const send = h("button", { type: "submit", class: "send", "aria-label": "Send", disabled: true }, icon("send"));
  const form = h("form", { class: "composer-box", onsubmit: (event) => { event.preventDefault(); go(); } }, field, send);
  const mentions = makeMentions(field, people);
  element.replaceChildren(hint, mentions.list, form, h("p", { class: "composer-foot" }, foot ? `${foot} · ` : null, h("kbd", {}, "Enter"), " sends"));

  function changed() {
    send.disabled = !field.value.trim();
    hint.hidden = !(destination()?.takesCommands && field.value.startsWith("/") && COMMAND.startsWith(field.value.trimEnd()));
    mentions.look();
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 160)}px`;
  }
  function pressed(event) {
    if (mentions.pressed(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); go(); }
    if (event.key === "Tab" && !event.shiftKey && !hint.hidden) { event.preventDefault(); complete(); }
  }
  function complete() {
    put(`${COMMAND} `);
  }
  function put(text) {
    field.value = text;
    changed();
    field.focus();
    field.setSelectionRange(text.length, text.length);
  }
  function go() {
    const text = field.value.trim();
    const place = destination();
    if (!text || !place) return;
    field.value = "";
    changed();
    post("/page/say", { person: place.person, channel: place.channel, thread_ts: place.thread, text });
  }
  return {
    put,
    describe: () => {
      const place = destination();
      field.placeholder = placeholder();
      field.disabled = !place;
      changed();
    },
  };
}
