"""`help` in Spanish."""

from __future__ import annotations

HELP = {
    "Times are read in the provider's time zone. A room is named by its time (`my 3pm`), its id, or the beginning of one.": "Las horas se leen en la zona horaria del terapeuta. Una sala se nombra por su hora (`mi sesión de las 3 pm`), su id o el principio de su id.",
    "In a thread, where commands do not work, mention me: `@Room tomorrow 3pm`. Or use *Book a video room* in the menu of any message.": "En un hilo, donde los comandos no funcionan, mencióname: `@Room mañana 3 pm`. O usa *Book a video room* en el menú de cualquier mensaje.",
    "Start later, and tell the patient": "Empezar más tarde y avisar al paciente",
    "Hand a room to another provider": "Pasar una sala a otro terapeuta",
    "See what happened to a room": "Ver qué pasó con una sala",
    "See how sessions went, in figures": "Ver en cifras cómo fueron las sesiones",
    "/room report last week": "/room informe la semana pasada",
    "/room report november": "/room informe noviembre",
    "Change settings": "Cambiar los ajustes",
    "/room every tue 3pm for 6 weeks with pat@example.com": "/room cada martes 3 pm por 6 semanas con pat@example.com",
    "/room late my 3pm": "/room retraso mi sesión de las 3 pm",
    "/room give tomorrow 3pm to @Lee": "/room pasar mañana 3 pm a @Lee",
    "/room why tomorrow 3pm": "/room historial mañana 3 pm",
    "/room settings": "/room ajustes",
}
