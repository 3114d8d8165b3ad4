// Elements out of plain values. Text is only ever set as text: nothing here reads HTML.

export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name in element && typeof value !== "string") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const shown = new WeakMap();

// Builds a part of the page anew only when what it shows has changed, so focus and open menus survive.
export function show(element, facts, build) {
  const signature = JSON.stringify(facts);
  if (shown.get(element) === signature) return false;
  shown.set(element, signature);
  const focused = element.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
  element.replaceChildren(...[build()].flat(Infinity).filter(Boolean));
  if (focused) element.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
  return true;
}

export const byId = (id) => document.getElementById(id);

let toastTimer;
export function toast(text) {
  const place = byId("toast");
  place.textContent = text;
  place.classList.add("is-shown");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => place.classList.remove("is-shown"), 5000);
}
