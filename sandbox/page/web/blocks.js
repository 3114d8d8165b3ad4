// Block Kit as Slack shows it. What a click means is the caller's: `act(block, element, chosen)`.
import { ask } from "./confirm.js";
import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { input, isInput, textOf } from "./inputs.js";
import { menuButton } from "./menu.js";
import { link, richText } from "./mrkdwn.js";
import { table } from "./table.js";

// `how`: where (members, zone, …), act, suggest, and for modals values, report and errors.
export function blocks(list, how) {
  return list.map((block) => {
    try {
      return KINDS[block.type]?.(block, how) ?? unknown(block);
    } catch (error) {
      console.warn(error); // one block that cannot be shown must not keep the others from being seen
      return unknown(block);
    }
  });
}

const KINDS = {
  section: (block, how) => h("div", { class: "block section" },
    h("div", { class: "section-text" },
      block.text ? h("div", { class: "text" }, textOf(block.text, how.where)) : null,
      block.fields ? h("div", { class: "fields" }, block.fields.map((each) => h("div", { class: "text" }, textOf(each, how.where)))) : null),
    block.accessory ? h("div", { class: "accessory" }, element(block, block.accessory, how)) : null),
  header: (block) => h("h3", { class: "block header" }, withEmoji(block.text.text)),
  divider: () => h("hr", { class: "block divider" }),
  context: (block, how) => h("div", { class: "block context" }, block.elements.map((each) =>
    (each.type === "image" ? picture(each, how.where) : h("span", { class: "text" }, textOf(each, how.where))))),
  actions: (block, how) => h("div", { class: "block actions" }, block.elements.map((each) => element(block, each, how))),
  image: (block, how) => h("figure", { class: "block image" },
    block.title ? h("figcaption", {}, withEmoji(block.title.text)) : null, picture(block, how.where)),
  rich_text: (block, how) => h("div", { class: "block text rich" }, richText(block.elements, how.where)),
  table: (block, how) => table(block, how.where),
  input: (block, how) => formField(block, how),
};

// Pictures from elsewhere are not fetched: the page talks to nobody but the sandbox.
function picture(image, where) {
  const address = image.slack_file?.id ? `/page/file/${where.me}/${image.slack_file.id}` : image.image_url ?? image.slack_file?.url;
  const isOurs = URL.canParse(address, location.href) && new URL(address, location.href).origin === location.origin;
  return isOurs ? h("img", { src: address, alt: image.alt_text }) : h("span", { class: "no-picture", title: "Pictures from elsewhere are not fetched" }, image.alt_text);
}

const unknown = (block) => h("div", { class: "block unknown" }, `(a block of type “${block.type}” that this page does not show)`);

function element(block, each, how) {
  if (each.type === "button") return button(block, each, how);
  if (each.type === "overflow") return overflow(block, each, how);
  if (each.type === "image") return picture(each, how.where);
  if (!isInput(each)) return unknown(each);
  const report = (chosen) => {
    how.report?.(block, each, chosen);
    if (chosen !== "") confirmed(each, () => how.act(block, each, chosen));
  };
  return input(each, { value: how.value?.(block, each), report, where: { ...how.where, channel: how.channel }, ask: (query) => how.suggest(block, each, query) });
}

function button(block, each, how) {
  const label = withEmoji(each.text.text);
  const press = h("button", {
    type: "button",
    class: `button ${each.style ?? ""}`,
    "aria-label": each.accessibility_label,
    "data-focus": `${block.block_id}/${each.action_id}`,
    onclick: () => confirmed(each, () => {
      if (each.url) link(each.url, "", how.where).click();
      wait(press, how.act(block, each));
    }),
  }, label);
  return press;
}

function confirmed(each, go) {
  if (each.confirm) ask(each.confirm).then((isSure) => isSure && go());
  else go();
}

async function wait(press, working) {
  press.classList.add("is-waiting");
  await working;
  press.classList.remove("is-waiting");
}

function overflow(block, each, how) {
  const items = each.options.map((option) => ({
    label: withEmoji(option.text.text),
    detail: option.description ? withEmoji(option.description.text) : null,
    go: () => confirmed(each, () => { if (option.url) link(option.url, "", how.where).click(); how.act(block, each, option.value); }),
  }));
  return menuButton({ label: "More actions", sign: "⋯", kind: "button more", items });
}

function formField(block, how) {
  const id = `in-${block.block_id}`;
  const each = block.element;
  const report = (chosen) => {
    how.report?.(block, each, chosen);
    if (block.dispatch_action && tellsAtOnce(each)) told(each, chosen, () => how.act(block, each, chosen));
  };
  const isGroup = each.type === "radio_buttons" || each.type === "checkboxes";
  const label = h(isGroup ? "span" : "label", { class: "label", for: isGroup ? undefined : id, id: `${id}-label` },
    withEmoji(block.label.text), block.optional ? h("span", { class: "optional" }, " (optional)") : null);
  if (!isInput(each)) return unknown(each);
  const field = input(each, { value: how.value?.(block, each), report, where: { ...how.where, channel: how.channel }, ask: (query) => how.suggest(block, each, query), id, describedby: `${id}-hint ${id}-error` });
  if (isGroup) field.setAttribute("aria-labelledby", `${id}-label`);
  if (block.dispatch_action && isText(each)) field.addEventListener("keydown", (event) => onEnter(event, each, () => how.act(block, each, event.target.value)));
  const zone = each.timezone ? h("div", { class: "hint" }, each.timezone.replaceAll("_", " ")) : null;
  return h("div", { class: "block input", "data-block": block.block_id }, label, field, zone,
    h("div", { class: "error", id: `${id}-error`, role: "alert" }),
    h("div", { class: "hint", id: `${id}-hint` }, block.hint ? withEmoji(block.hint.text) : null));
}

// Texts tell the app on Enter, or on every character if the app wants that; everything else at once.
const isText = (each) => each.type.endsWith("_input");
const triggers = (each) => each.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
const tellsAtOnce = (each) => !isText(each) || triggers(each).includes("on_character_entered");

let typing;
function told(each, chosen, act) {
  clearTimeout(typing);
  if (isText(each)) typing = setTimeout(act, 300); // a pause in typing, as in Slack
  else if (chosen !== "") act();
}

function onEnter(event, each, act) {
  if (event.key !== "Enter" || event.shiftKey || !triggers(each).includes("on_enter_pressed")) return;
  event.preventDefault();
  act();
}
