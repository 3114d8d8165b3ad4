"""`conflicts` in Spanish."""

from __future__ import annotations

CONFLICTS = {
    "Book anyway": "Reservar de todos modos",
    "Move it anyway": "Mover de todos modos",
    "Open it": "Abrirla",
    "🕖 That is outside clinic hours.": "🕖 Es fuera del horario de la clínica.",
    "🕖 outside clinic hours": "🕖 fuera del horario de la clínica",
    "⚠️ *{provider} has another session then*, at {clock}": "⚠️ *{provider} ya tiene otra sesión en ese horario*, {clock}",
    "⚠️ *{provider} has another session then*, at {clock} ({about})": "⚠️ *{provider} ya tiene otra sesión en ese horario*, {clock} ({about})",
    "⚠️ *A room for this patient exists on that day*, at {clock} with {provider}": "⚠️ *Este paciente ya tiene una sala ese día*: {clock} con {provider}",
    "🗓️ That day is a holiday: {name}.": "🗓️ Ese día es festivo: {name}.",
    "🗓️ {name}": "🗓️ {name}",
    "⚠️ overlaps a session at {clock}": "⚠️ coincide con otra sesión, {clock}",
    "⚠️ this patient has a room at {clock}": "⚠️ este paciente ya tiene una sala, {clock}",
    "Something changed since this preview was shown, so nothing is done yet. Please look again.": "Algo cambió desde que se mostró esta vista previa, así que todavía no se hizo nada. Por favor, mírala otra vez.",
}
