"""`patient` in Spanish."""

from __future__ import annotations

PATIENT = {
    "Text for the patient": "Texto para el paciente",
    "Only you see this. Select the text below, copy it, and send it to the patient:": "Solo tú ves esto. Selecciona el texto de abajo, cópialo y envíaselo al paciente:",
    "The link is missing because the room does not exist yet: once it does, the thread has it.": "Falta el enlace porque la sala aún no existe: cuando exista, estará en el hilo.",
    "You can enter 5 minutes before the start. Please use a device with a camera and a microphone.": "Puedes entrar desde 5 minutos antes del inicio. Usa por favor un dispositivo con cámara y micrófono.",
    "Your video session with {clinic} is on {when}.": "Tu sesión por video con {clinic} es el {when}.",
    "Your video session is on {when}.": "Tu sesión por video es el {when}.",
    "Your {count} video sessions with {clinic}:": "Tus {count} sesiones por video con {clinic}:",
    "Your {count} video sessions:": "Tus {count} sesiones por video:",
    "To join, open this link: {link}": "Para entrar, abre este enlace: {link}",
    "We will send you the link to join.": "Te enviaremos el enlace para entrar.",
}
