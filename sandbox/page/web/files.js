// Files under a message: pictures to look at, the beginning of what can be read, everything to keep.
import { fromLocal } from "./dates.js";
import { byId, h } from "./dom.js";
import { icon } from "./icons.js";

export function attached(file, where) {
  const address = `/page/file/${where.me}/${file.id}`;
  if (file.is_deleted) return h("div", { class: "file is-gone" }, icon("file"), "This file was deleted.");
  if (file.is_picture) return picture(file, address);
  const looks = { ics: entry, csv: sheet }[file.kind] ?? beginning;
  return h("div", { class: "file-card" }, file.preview ? looks(file.preview, where) : null, keep(file, address));
}

function keep(file, address) {
  const size = file.size < 1024 ? `${file.size} bytes` : `${Math.round(file.size / 1024)} kB`;
  return h("a", { class: "file", href: address, download: file.name, "aria-label": `Download ${file.name}` },
    icon("file"), h("span", { class: "file-text" }, h("strong", {}, file.title || file.name), h("small", {}, `${file.name} · ${size}`)), icon("download"));
}

function picture(file, address) {
  const said = file.alt || file.title || file.name;
  return h("figure", { class: "file-picture" },
    h("figcaption", {}, file.title || file.name),
    h("button", { type: "button", "aria-label": `Look at ${said}`, onclick: () => enlarge(file, address, said) },
      h("img", { src: address, alt: said })));
}

function enlarge(file, address, said) {
  const dialog = byId("picture");
  dialog.replaceChildren(
    h("header", { class: "modal-head" }, h("h2", {}, file.title || file.name),
      h("a", { class: "icon", href: address, download: file.name, "aria-label": `Download ${file.name}` }, icon("download")),
      h("button", { type: "button", class: "icon", "aria-label": "Close", onclick: () => dialog.close() }, icon("close"))),
    h("img", { src: address, alt: said }));
  dialog.showModal();
}

// A calendar entry as a calendar would show it: the first event of the file, and how many follow.
function entry(text, where) {
  const [head, ...events] = text.replace(/\r?\n[ \t]/g, "").split("BEGIN:VEVENT");
  const start = events.length ? instant(...property(events[0], "DTSTART")) : null;
  if (!start) return beginning(text);
  const part = (options) => new Intl.DateTimeFormat("en-US", { timeZone: where.zone, ...options }).format(start);
  const isOff = property(events[0], "STATUS")[1] === "CANCELLED" || property(head, "METHOD")[1] === "CANCEL";
  const when = part({ weekday: "long", hour: "numeric", minute: "2-digit", timeZoneName: "short" });
  const more = events.length > 1 ? ` · and ${events.length - 1} more` : "";
  return h("div", { class: `entry${isOff ? " is-off" : ""}` },
    h("span", { class: "entry-day" }, h("small", {}, part({ month: "short" })), h("b", {}, part({ day: "numeric" }))),
    h("span", { class: "file-text" }, h("strong", {}, property(events[0], "SUMMARY")[1].replace(/\\([,;])/g, "$1")),
      h("small", {}, `${when}${more}${isOff ? " · cancelled" : ""}`)));
}

// A property's parameters and value; nothing where it is missing.
const property = (text, name) => new RegExp(`^${name}([^:\\n]*):(.*?)\\r?$`, "m").exec(text)?.slice(1) ?? ["", ""];

// UTC, or a wall clock in a named zone.
function instant(parameters, value) {
  const found = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)\d\d(Z?)$/.exec(value);
  const zone = found?.[6] ? "UTC" : /TZID=([^;:]+)/.exec(parameters)?.[1];
  return found && zone ? fromLocal(`${found[1]}-${found[2]}-${found[3]}T${found[4]}:${found[5]}`, zone) : null;
}

const ROWS = 6;
function sheet(text) {
  const rows = text.split(/\r?\n/).filter(Boolean).slice(0, ROWS).map((line) => line.split(",").map((cell) => cell.replace(/^"|"$/g, "")));
  return h("div", { class: "file-preview" }, h("table", {}, rows.map((row, index) => h("tr", {}, row.map((cell) => h(index ? "td" : "th", {}, cell))))));
}

const beginning = (text) => h("pre", { class: "file-preview" }, text.split("\n").slice(0, ROWS).join("\n"));
