// Files under a message: pictures to look at, the beginning of what can be read, everything to keep.
import { h, byId } from "./dom.js";
import { icon } from "./icons.js";

export function attached(file, where) {
  const address = `/page/file/${where.me}/${file.id}`;
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

// A calendar entry as a calendar would show it: the first event of the file.
function entry(text, where) {
  const lines = text.replace(/\r?\n[ \t]/g, "").split(/\r?\n/);
  const of = (name) => lines.find((line) => new RegExp(`^${name}[;:]`).test(line))?.replace(/^[^:]*:/, "") ?? "";
  const start = instant(of("DTSTART"));
  if (!start) return beginning(text);
  const part = (options) => new Intl.DateTimeFormat("en-US", { timeZone: where.zone, ...options }).format(start);
  const isOff = of("STATUS") === "CANCELLED" || of("METHOD") === "CANCEL";
  return h("div", { class: `entry${isOff ? " is-off" : ""}` },
    h("span", { class: "entry-day" }, h("small", {}, part({ month: "short" })), h("b", {}, part({ day: "numeric" }))),
    h("span", { class: "file-text" }, h("strong", {}, of("SUMMARY").replaceAll("\\,", ",").replaceAll("\\;", ";")),
      h("small", {}, `${part({ weekday: "long", hour: "numeric", minute: "2-digit", timeZoneName: "short" })}${isOff ? " · cancelled" : ""}`)));
}

function instant(written) {
  const found = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(written);
  return found && new Date(Date.UTC(found[1], found[2] - 1, found[3], found[4], found[5], found[6]));
}

const ROWS = 6;
function sheet(text) {
  const rows = text.split(/\r?\n/).filter(Boolean).slice(0, ROWS).map((line) => line.split(",").map((cell) => cell.replace(/^"|"$/g, "")));
  return h("div", { class: "file-preview" }, h("table", {}, rows.map((row, index) => h("tr", {}, row.map((cell) => h(index ? "td" : "th", {}, cell))))));
}

const beginning = (text) => h("pre", { class: "file-preview" }, text.split("\n").slice(0, ROWS).join("\n"));
