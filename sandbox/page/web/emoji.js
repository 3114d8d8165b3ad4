// The shortcodes a clinic's bot is likely to use; others stay as they are written.
const NAMES = {
  calendar: "📅", date: "📅", spiral_calendar_pad: "🗓️", clock3: "🕒", alarm_clock: "⏰", hourglass: "⌛",
  hourglass_flowing_sand: "⏳", stopwatch: "⏱️", white_check_mark: "✅", heavy_check_mark: "✔️", x: "❌",
  warning: "⚠️", no_entry: "⛔", no_entry_sign: "🚫", question: "❓", grey_question: "❔", exclamation: "❗",
  information_source: "ℹ️", bulb: "💡", link: "🔗", lock: "🔒", key: "🔑", eyes: "👀", eye: "👁️", bell: "🔔",
  no_bell: "🔕", video_camera: "📹", movie_camera: "🎥", camera: "📷", telephone_receiver: "📞", phone: "☎️",
  iphone: "📱", email: "✉️", envelope: "✉️", incoming_envelope: "📨", speech_balloon: "💬", wave: "👋",
  tada: "🎉", sparkles: "✨", star: "⭐", fire: "🔥", rocket: "🚀", pencil: "📝", pencil2: "✏️", memo: "📝",
  clipboard: "📋", bar_chart: "📊", chart_with_upwards_trend: "📈", busts_in_silhouette: "👥",
  bust_in_silhouette: "👤", raised_hand: "✋", thumbsup: "👍", "+1": "👍", thumbsdown: "👎", "-1": "👎",
  arrow_right: "➡️", arrow_left: "⬅️", arrows_counterclockwise: "🔄", repeat: "🔁", red_circle: "🔴",
  large_green_circle: "🟢", large_yellow_circle: "🟡", large_blue_circle: "🔵", white_circle: "⚪",
  black_circle: "⚫", hospital: "🏥", stethoscope: "🩺", adult: "🧑", smile: "😄", slightly_smiling_face: "🙂",
  heavy_multiplication_x: "✖️", wastebasket: "🗑️", gear: "⚙️", zzz: "💤", house: "🏠", globe_with_meridians: "🌐",
};

export const emoji = (name) => NAMES[name];
export const withEmoji = (text) => text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => NAMES[name] ?? whole);
