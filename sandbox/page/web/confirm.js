// The small dialog that asks before a button with `confirm` does anything.
import { byId, h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";

const nowhere = { members: {}, channels: {}, zone: "UTC", now: () => new Date(), go: () => {} };

export function ask(confirm) {
  const dialog = byId("confirm");
  const text = confirm.text.type === "mrkdwn" ? mrkdwn(confirm.text.text, nowhere) : withEmoji(confirm.text.text);
  const end = (answer) => dialog.close(answer);
  dialog.replaceChildren(
    h("header", { class: "modal-head" }, h("h2", { id: "confirm-title" }, withEmoji(confirm.title.text))),
    h("div", { class: "modal-body text" }, text),
    h("footer", { class: "modal-foot" },
      h("button", { type: "button", class: "button", onclick: () => end("no") }, withEmoji(confirm.deny?.text ?? "Cancel")),
      h("button", { type: "button", class: `button ${confirm.style === "danger" ? "danger filled" : "primary"}`, autofocus: true, onclick: () => end("yes") }, withEmoji(confirm.confirm?.text ?? "Yes"))));
  dialog.setAttribute("aria-labelledby", "confirm-title");
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}
