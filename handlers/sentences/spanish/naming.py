"""`naming` in Spanish."""

from __future__ import annotations

NAMING = {
    "Which room?": "¿Qué sala?",
    "You can also write its time behind the command, like `tomorrow 3pm`.": "También puedes escribir su hora después del comando, por ejemplo `mañana 3 pm`.",
    "Pick a room …": "Elige una sala …",
    "I find no room for that among those you can see.": "No encuentro ninguna sala para eso entre las que puedes ver.",
    "There are more: say a day or a name as well.": "Hay más: di también un día o un nombre.",
    "tomorrow's 3pm with pat@": "mañana 3 pm con pat@",
    "{count} rooms fit that. Which one do you mean?": "{count} salas coinciden con eso. ¿Cuál quieres decir?",
    "Read: {facts}.": "Leído: {facts}.",
    "Say when, with whom or its id, like `{command}`. `/room list` shows the rooms.": "Di cuándo, con quién o su id, por ejemplo `{command}`. `/room lista` muestra las salas.",
    "with {contact}": "con {contact}",
}
