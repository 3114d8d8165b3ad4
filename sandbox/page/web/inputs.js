// Everything one can fill in or choose from. Each input reports plain values: text, an id, an option's value
// or a list of those; the sandbox makes Slack's `state` of them.
import { fromLocal, toLocal } from "./dates.js";
import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";
import { picker } from "./picker.js";

const FIELDS = {
  plain_text_input: "text", rich_text_input: "text", email_text_input: "email", url_text_input: "url", number_input: "number",
  datepicker: "date", timepicker: "time",
};
const INITIAL = { datepicker: "initial_date", timepicker: "initial_time" };

// `value` is what was typed before (undefined: nothing yet); `report` hears of every change; `ask` is for menus
// whose choices the app knows.
export function input(element, { value, report, where, ask, id, describedby }) {
  const common = { id, "aria-describedby": describedby, "data-focus": id };
  if (element.type.endsWith("external_select")) return external(element, value, report, ask, common);
  if (element.type in FIELDS) return typedField(element, value, report, common);
  if (element.type === "datetimepicker") return instantField(element, value, report, where, common);
  if (element.type.startsWith("multi_")) return several(element, value, report, where, common);
  if (element.type === "radio_buttons" || element.type === "checkboxes") return choices(element, value, report, where, common);
  return select(element, value, report, where, common);
}

export const isInput = (element) =>
  element.type in FIELDS || element.type.endsWith("_select") || ["datetimepicker", "radio_buttons", "checkboxes"].includes(element.type);

function typedField(element, value, report, common) {
  const initial = element[INITIAL[element.type] ?? "initial_value"];
  const properties = {
    ...common,
    class: "field",
    placeholder: element.placeholder?.text,
    autocomplete: "off",
    maxlength: element.max_length && String(element.max_length),
    min: element.type === "datepicker" ? "1900-01-01" : element.min_value,
    max: element.max_value,
    step: element.is_decimal_allowed ? "any" : undefined,
    oninput: (event) => isHalfTyped(element, event.target) || report(event.target.value),
  };
  const field = element.multiline || element.type === "rich_text_input"
    ? h("textarea", { ...properties, rows: "4" })
    : h("input", { ...properties, type: FIELDS[element.type] === "email" ? "text" : FIELDS[element.type], inputmode: FIELDS[element.type] === "email" ? "email" : undefined });
  field.value = value ?? initial ?? "";
  const isUnlabelled = !common.id && element.type in INITIAL; // a date or time shows no placeholder of its own
  return isUnlabelled && element.placeholder ? h("label", { class: "prompted" }, element.placeholder.text, field) : field;
}

// Of 2026 a browser reports 0002 first.
const isHalfTyped = (element, field) => element.type === "datepicker" && field.validity.rangeUnderflow;

function instantField(element, value, report, where, common) {
  const field = h("input", { ...common, class: "field", type: "datetime-local", oninput: (event) =>
    report(event.target.value ? String(fromLocal(event.target.value, where.zone) / 1000) : "") });
  const unix = value ?? element.initial_date_time;
  if (unix) field.value = toLocal(new Date(unix * 1000), where.zone);
  return field;
}

function choices(element, value, report, where, common) {
  const isRadio = element.type === "radio_buttons";
  const initial = isRadio ? [element.initial_option?.value] : (element.initial_options ?? []).map((each) => each.value);
  const chosen = value === undefined ? initial : [value].flat();
  const group = h("div", { ...common, class: "choices", role: isRadio ? "radiogroup" : "group", tabindex: "-1" });
  const name = common.id ?? crypto.randomUUID(); // radios of one name are one group
  const told = () => {
    const checked = [...group.querySelectorAll("input:checked")].map((each) => each.value);
    report(isRadio ? checked[0] : checked);
  };
  group.append(...element.options.map((option) => h("label", { class: "choice" },
    h("input", { type: isRadio ? "radio" : "checkbox", name, value: option.value, checked: chosen.includes(option.value), onchange: told }),
    h("span", {}, textOf(option.text, where),
      option.description ? h("small", {}, textOf(option.description, where)) : null))));
  return group;
}

function select(element, value, report, where, common) {
  const [options, initial] = selectable(element, where);
  const chosen = value ?? initial ?? "";
  const field = h("select", { ...common, class: "field", "aria-label": common.id ? undefined : element.placeholder?.text, onchange: (event) => report(event.target.value) },
    h("option", { value: "" }, element.placeholder?.text ?? "Choose an option"),
    options.map((group) => (group.label
      ? h("optgroup", { label: group.label }, group.options.map(option))
      : group.options.map(option))));
  field.value = chosen;
  return field;
}

const asOption = ([value, text]) => ({ value, text: { text } });

// Several of a list; the sandbox gets every chosen value.
function several(element, value, report, where, common) {
  const [groups] = selectable({ ...element, type: element.type.replace("multi_", "") }, where);
  const all = groups.flatMap((group) => group.options.map(asOption));
  const initial = element.initial_users ?? element.initial_conversations ?? element.initial_channels ?? element.initial_options?.map((each) => each.value) ?? [];
  return picker({
    common, isSeveral: true, most: element.max_selected_items, least: 0,
    placeholder: element.placeholder?.text ?? "Select options",
    chosen: all.filter((each) => (value ?? initial).includes(each.value)),
    find: (query) => all.filter((each) => each.text.text.toLowerCase().includes(query.toLowerCase())),
    told: (options) => report(options.map((each) => each.value)),
  });
}

// A menu whose choices the app knows; the sandbox gets whole options.
function external(element, value, report, ask, common) {
  const isSeveral = element.type.startsWith("multi_");
  return picker({
    common, isSeveral, most: element.max_selected_items,
    least: element.min_query_length ?? 3,
    placeholder: element.placeholder?.text ?? "Type to search",
    chosen: [value ?? [element.initial_option, ...(element.initial_options ?? [])]].flat(),
    find: async (query) => {
      const answer = await ask(query);
      return answer?.options ?? answer?.option_groups?.flatMap((group) => group.options) ?? [];
    },
    told: (options) => report(isSeveral ? options : options[0] ?? ""),
  });
}

const option = ([value, label]) => h("option", { value }, label);

function selectable(element, where) {
  if (element.type === "users_select") {
    const people = Object.values(where.members).filter((member) => !member.is_app && !member.is_deleted);
    return [[{ options: people.map((each) => [each.id, each.name]) }], element.initial_user];
  }
  if (element.type === "channels_select" || element.type === "conversations_select") {
    const channels = Object.values(where.channels).filter((each) => each.is_open && !each.is_archived && isOffered(each, element));
    const here = element.default_to_current_conversation ? where.channel : undefined;
    return [
      [{ options: channels.map((each) => [each.id, each.is_dm ? "Direct message" : `${each.is_private ? "" : "#"}${each.name}`]) }],
      element.initial_channel ?? element.initial_conversation ?? here,
    ];
  }
  const plain = (options) => options.map((each) => [each.value, withEmoji(each.text.text)]);
  const groups = element.option_groups?.map((each) => ({ label: each.label.text, options: plain(each.options) }));
  return [groups ?? [{ options: plain(element.options ?? []) }], element.initial_option?.value];
}

// Public channels only, or the conversations that the app's filter leaves.
function isOffered(channel, element) {
  if (element.type === "channels_select") return !channel.is_dm && !channel.is_private;
  const kind = channel.is_dm ? "im" : channel.is_private ? "private" : "public";
  const { include, exclude_external_shared_channels: isInside } = element.filter ?? {};
  return (include ?? ["public", "private"]).includes(kind) && !(isInside && channel.is_shared);
}

export function textOf(text, where) {
  return text.type === "mrkdwn" ? mrkdwn(text.text, where) : withEmoji(text.text);
}
