// The few signs of the frame, drawn here because not every machine has a font for them.
const SVG = "http://www.w3.org/2000/svg";
const PATHS = {
  lock: "M5 7V5a3 3 0 0 1 6 0v2h.5A1.5 1.5 0 0 1 13 8.500v4A1.5 1.5 0 0 1 11.5 14h-7A1.5 1.5 0 0 1 3 12.500v-4A1.5 1.5 0 0 1 4.5 7zm1.5 0h3V5a1.5 1.5 0 0 0-3 0z",
  eye: "M8 3.500C4.5 3.5 2 6.3 1 8c1 1.7 3.5 4.5 7 4.500S14 9.7 15 8c-1-1.7-3.5-4.5-7-4.500zm0 7.300A2.8 2.8 0 1 1 8 5.200a2.8 2.8 0 0 1 0 5.600zm0-1.500a1.3 1.3 0 1 0 0-2.6 1.3 1.3 0 0 0 0 2.600z",
  reply: "M3.5 2.500h9A1.5 1.5 0 0 1 14 4v6a1.5 1.5 0 0 1-1.5 1.500H8L4.8 14v-2.500H3.500A1.5 1.5 0 0 1 2 10V4a1.5 1.5 0 0 1 1.5-1.500zm0 1.400V10h2.700v1.100L7.6 10h4.900V3.900z",
  send: "M2 2.3 14.5 8 2 13.700V9.200L9 8 2 6.800z",
  close: "m4.2 3.1 3.8 3.8 3.8-3.8 1.1 1.100L9.1 8l3.8 3.8-1.1 1.100L8 9.100l-3.8 3.8-1.1-1.100L6.9 8 3.1 4.200z",
  menu: "M2 4h12v1.500H2zm0 3.300h12v1.500H2zm0 3.300h12v1.500H2z",
  more: "M8 2.200a1.400 1.400 0 1 1 0 2.800 1.400 1.400 0 0 1 0-2.800zm0 4.400a1.400 1.400 0 1 1 0 2.800 1.400 1.400 0 0 1 0-2.800zm0 4.400a1.400 1.400 0 1 1 0 2.800 1.400 1.400 0 0 1 0-2.800z",
  file: "M4 1.500h5.500L13 5v8a1.500 1.500 0 0 1-1.500 1.500H4A1.500 1.500 0 0 1 2.500 13V3A1.500 1.500 0 0 1 4 1.500zM4 3v10h7.500V6H8.500V3z",
  download: "M7.200 2h1.600v6.200l2.400-2.400 1.100 1.100L8 11.200 3.700 6.900l1.100-1.100 2.400 2.400zM3 12.500h10V14H3z",
  shared: "M5.500 3 9 6.500 5.500 10 2 6.500zm5 3L14 9.500 10.500 13 7 9.500z",
};

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", "sign-svg");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  path.setAttribute("fill-rule", "evenodd");
  svg.append(path);
  return svg;
}
