// JSON one can read: folded where it is deep, coloured by kind, every word selectable.
import { h } from "./dom.js";

const OPEN_DEPTH = 2;

export function readable(value, depth = 0) {
  if (value === null) return h("span", { class: "json-none" }, "null");
  if (typeof value === "string" && value.includes("\n")) return h("span", { class: "json-text is-long" }, value);
  if (typeof value === "string") return h("span", { class: "json-text" }, JSON.stringify(value));
  if (typeof value !== "object") return h("span", { class: "json-value" }, String(value));
  const entries = Array.isArray(value) ? value.map((each) => [null, each]) : Object.entries(value);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  if (!entries.length) return h("span", {}, open + close);
  return h("details", { class: "json", open: depth < OPEN_DEPTH || entries.length === 1 },
    h("summary", {}, open, h("small", {}, ` ${summaryOf(value, entries)} `), h("span", { class: "json-close" }, close)),
    h("div", { class: "json-inside" }, entries.map(([name, each]) =>
      h("div", {}, name === null ? null : h("span", { class: "json-name" }, `${name}: `), readable(each, depth + 1)))),
    close);
}

function summaryOf(value, entries) {
  if (Array.isArray(value)) return `${entries.length}`;
  const kind = typeof value.type === "string" ? value.type : "";
  return kind || entries.map(([name]) => name).slice(0, 3).join(", ") + (entries.length > 3 ? ", …" : "");
}
