"""`holidays` in Spanish."""

from __future__ import annotations

HOLIDAYS = {
    "New Year's Day": "Año Nuevo",
    "New Year's Day (observed)": "Año Nuevo (día observado)",
    "Martin Luther King Jr. Day": "Día de Martin Luther King Jr.",
    "Presidents' Day": "Día de los Presidentes",
    "Good Friday": "Viernes Santo",
    "Easter Sunday": "Domingo de Pascua",
    "Memorial Day": "Memorial Day (Día de los Caídos)",
    "Juneteenth": "Juneteenth",
    "Juneteenth (observed)": "Juneteenth (día observado)",
    "Independence Day": "Día de la Independencia",
    "Independence Day (observed)": "Día de la Independencia (día observado)",
    "Labor Day": "Día del Trabajo",
    "Columbus Day / Indigenous Peoples' Day": "Día de Colón / Día de los Pueblos Indígenas",
    "Veterans Day": "Día de los Veteranos",
    "Veterans Day (observed)": "Día de los Veteranos (día observado)",
    "Thanksgiving Day": "Día de Acción de Gracias",
    "Day after Thanksgiving": "Día después de Acción de Gracias",
    "Christmas Eve": "Nochebuena",
    "Christmas Day": "Navidad",
    "Christmas Day (observed)": "Navidad (día observado)",
    "New Year's Eve": "Víspera de Año Nuevo",
}
