// The modal in front: its form, what is typed into it, and what the app says about that.
import { post } from "./api.js";
import { blocks } from "./blocks.js";
import { byId, h } from "./dom.js";
import { icon } from "./icons.js";
import { withEmoji } from "./emoji.js";
import { forgetOthers, forgetViews, hasTyped, howOf, typedInto } from "./views.js";

let shown = null; // the view that stands there, with its hash
let told = ""; // which fields were wrong, so that the first is focused once
let here = null; // the current view, for the listeners

// `below` are the titles of the modals it stands on.
export function showModal(view, below, where) {
  const dialog = byId("modal");
  here = view && { ...view, where };
  if (!view) {
    shown = null;
    forgetViews([where.home]);
    if (dialog.open) dialog.close();
    return;
  }
  const key = `${view.id} ${view.hash}`;
  if (shown !== key) build(dialog, view, below, where);
  shown = key;
  tell(dialog, view);
  if (!dialog.open) {
    dialog.showModal();
    dialog.querySelector(".field, .choices input")?.focus();
  }
}

function build(dialog, view, below, where) {
  const focused = dialog.contains(document.activeElement) ? document.activeElement : null;
  const caret = focused?.selectionStart ?? null;
  forgetOthers(view);
  const how = howOf(view, where);
  dialog.setAttribute("aria-labelledby", "modal-title");
  dialog.dataset.below = String(below.length);
  dialog.replaceChildren(
    h("form", { method: "dialog", novalidate: true, onsubmit: submit, oninput: () => here && tell(dialog, here), onchange: () => here && tell(dialog, here) },
      h("header", { class: "modal-head" },
        h("img", { src: "/page/files/room.svg", alt: "" }),
        h("h2", { id: "modal-title" }, below.length ? h("small", {}, `${below.map(withEmoji).join(" › ")} ›`) : null, withEmoji(view.title)),
        h("button", { type: "button", class: "icon", "aria-label": "Close", onclick: () => close(true) }, icon("close"))),
      h("div", { class: "modal-body" }, blocks(view.blocks, how)),
      h("p", { class: "trouble", role: "alert" }),
      h("footer", { class: "modal-foot" },
        h("button", { type: "button", class: "button", onclick: () => close(false) }, below.length && view.close === "Cancel" ? "Back" : withEmoji(view.close)),
        view.submit ? h("button", { type: "submit", class: "button primary" }, withEmoji(view.submit)) : null)));
  const again = focused && (focused.id ? byId(focused.id) : dialog.querySelector(`[data-focus="${CSS.escape(focused.dataset.focus ?? "")}"]`));
  (again ?? (focused && dialog.querySelector(".field, .choices input, .modal-foot .button")))?.focus();
  if (again && caret !== null && again.type === focused.type) again.setSelectionRange(caret, caret);
}

// Errors, the loading state and time-outs change the form that stands there, never what is typed into it.
function tell(dialog, view) {
  for (const field of dialog.querySelectorAll("[data-block]")) {
    const said = view.errors[field.dataset.block] ?? "";
    field.classList.toggle("is-wrong", Boolean(said));
    field.querySelector(".error").textContent = said;
    field.querySelector(".field")?.setAttribute("aria-invalid", String(Boolean(said)));
  }
  dialog.querySelector(".trouble").textContent = view.trouble;
  const submitter = dialog.querySelector("button[type=submit]");
  if (submitter) {
    submitter.disabled = view.is_waiting || (view.submit_disabled && !hasTyped(view));
    submitter.classList.toggle("is-waiting", view.is_waiting);
  }
  dialog.querySelector(".modal-body").inert = view.is_waiting;
  const wrong = Object.keys(view.errors).join();
  if (wrong && wrong !== told) dialog.querySelector(".is-wrong .field, .is-wrong input")?.focus();
  told = view.is_waiting ? "" : wrong;
}

function submit(event) {
  event.preventDefault();
  if (!here || here.is_waiting) return;
  post("/page/submit", { person: here.where.me, view: here.id, typed: typedInto(here) });
}

function close(isWholeStack) {
  if (here) post("/page/close", { person: here.where.me, view: here.id, whole_stack: isWholeStack });
}

byId("modal").addEventListener("cancel", (event) => {
  event.preventDefault();
  close(true);
});
