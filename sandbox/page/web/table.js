// Slack's table block: the first row is its head, columns align as the app says.
import { h } from "./dom.js";
import { richText } from "./mrkdwn.js";

export function table(block, where) {
  const columns = block.column_settings ?? [];
  const cell = (tag, each, index) => h(tag, {
    scope: tag === "th" ? "col" : undefined,
    class: `is-${columns[index]?.align ?? "left"}${columns[index]?.is_wrapped ? " is-wrapped" : ""}`,
  }, content(each, where));
  const [head, ...rows] = block.rows;
  return h("div", { class: "block table-block", tabindex: "0", role: "region", "aria-label": "Table" }, h("table", {},
    h("thead", {}, h("tr", {}, head.map((each, index) => cell("th", each, index)))),
    h("tbody", {}, rows.map((row) => h("tr", {}, row.map((each, index) => cell("td", each, index)))))));
}

function content(cell, where) {
  if (cell.type === "rich_text") return richText(cell.elements, where);
  return String(cell.text ?? cell.value ?? "");
}
