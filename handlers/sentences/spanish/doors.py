"""`doors` in Spanish."""

from __future__ import annotations

DOORS = {
    "Slack was too slow to open the form. Nothing you typed is lost: press the button.": "Slack tardó demasiado en abrir el formulario. No se perdió nada de lo que escribiste: presiona el botón.",
    "There is a form for that. Slack opens it from a button, so here is one.": "Para eso hay un formulario. Slack lo abre desde un botón: aquí lo tienes.",
    "Open the form": "Abrir el formulario",
    "Day …": "Día …",
    "Time …": "Hora …",
    "Say it in words above, or pick a day and a time here: either way works.": "Dilo con palabras arriba, o elige aquí un día y una hora: las dos formas sirven.",
    "Press *Preview* to pick one.": "Presiona *Vista previa* para elegir.",
    "I am not in that channel, so the thread would be in our direct messages. To change that, invite me there with `/invite`.": "No estoy en ese canal, así que el hilo estaría en nuestros mensajes directos. Para cambiarlo, invítame allí con `/invite`.",
    "That channel is archived, so the thread would be in our direct messages. Press *Edit* to pick another channel.": "Ese canal está archivado, así que el hilo estaría en nuestros mensajes directos. Presiona *Editar* para elegir otro canal.",
    "You typed: `{command}`": "Escribiste: `{command}`",
    "Did you mean *{verb}*? I did nothing yet.": "¿Quisiste decir *{verb}*? Todavía no hice nada.",
    "{count} sessions, the first on *{when}*": "{count} sesiones, la primera el *{when}*",
    "⚠️ These are several sessions: change their day or hour in the words above.": "⚠️ Son varias sesiones: cambia su día u hora en las palabras de arriba.",
}
