// Instants as people in a zone read them, and back.

const cache = new Map();
function formatter(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!cache.has(key)) cache.set(key, new Intl.DateTimeFormat("en-US", { timeZone: zone, ...options }));
  return cache.get(key);
}

export const format = (instant, zone, options) => formatter(zone, options).format(instant);
export const timeOf = (instant, zone) => format(instant, zone, { hour: "numeric", minute: "2-digit" });
export const dayKey = (instant, zone) => format(instant, zone, { year: "numeric", month: "2-digit", day: "2-digit" });
export const ofTs = (ts) => new Date(Number(ts) * 1000);

export function dayName(instant, zone, now) {
  const key = dayKey(instant, zone);
  if (key === dayKey(now, zone)) return "Today";
  if (key === dayKey(new Date(now - 864e5), zone)) return "Yesterday";
  return format(instant, zone, { weekday: "long", month: "long", day: "numeric" });
}

export const shortDay = (instant, zone, now) =>
  near(instant, zone, now, format(instant, zone, { weekday: "short", month: "short", day: "numeric" }));

function ordinal(day) {
  const teens = day > 10 && day < 14;
  return day + (teens ? "th" : ["th", "st", "nd", "rd"][day % 10] ?? "th");
}

function near(instant, zone, now, otherwise) {
  const key = dayKey(instant, zone);
  const names = { Yesterday: -1, Today: 0, Tomorrow: 1 };
  for (const [name, days] of Object.entries(names)) {
    if (key === dayKey(new Date(now.getTime() + days * 864e5), zone)) return name;
  }
  return otherwise;
}

// Slack's `<!date^…>` templates.
export function fromTemplate(unix, template, zone, now) {
  const at = new Date(unix * 1000);
  const part = (options) => format(at, zone, options);
  const day = ordinal(Number(part({ day: "numeric" })));
  const date = `${part({ month: "long" })} ${day}, ${part({ year: "numeric" })}`;
  const short = part({ month: "short", day: "numeric", year: "numeric" });
  const long = `${part({ weekday: "long" })}, ${date}`;
  const values = {
    date_num: format(at, zone, { year: "numeric", month: "2-digit", day: "2-digit" }).replace(/(\d+)\/(\d+)\/(\d+)/, "$3-$1-$2"),
    date_slash: part({ year: "numeric", month: "2-digit", day: "2-digit" }),
    date, date_short: short, date_long: long,
    date_pretty: near(at, zone, now, date),
    date_short_pretty: near(at, zone, now, short),
    date_long_pretty: near(at, zone, now, long),
    time: timeOf(at, zone),
    time_secs: part({ hour: "numeric", minute: "2-digit", second: "2-digit" }),
  };
  return template.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

// The value of a datetime-local input for an instant in a zone, and the instant of such a value.
export function toLocal(instant, zone) {
  const parts = Object.fromEntries(
    formatter(zone, { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" })
      .formatToParts(instant).map((part) => [part.type, part.value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

export function fromLocal(local, zone) {
  const wanted = Date.parse(`${local}:00Z`);
  let guess = wanted;
  for (let turn = 0; turn < 2; turn += 1) {
    guess += wanted - Date.parse(`${toLocal(new Date(guess), zone)}:00Z`);
  }
  return new Date(guess);
}
