"""Everything the bot says, in Spanish: the English text and what a clinic in the US says instead.

A module here for each of `handlers.sentences`. The bot is on first-name terms, as Slack itself is in Spanish
(tú); a provider is a "terapeuta", who asks for a room "reserva una sala". A test holds the table against
every `t("…")` and `Text("…")` of the project: nothing missing, nothing left over, the same facts in each.
"""

from __future__ import annotations

from handlers.sentences.spanish.changes import CHANGES
from handlers.sentences.spanish.conflicts import CONFLICTS
from handlers.sentences.spanish.doors import DOORS
from handlers.sentences.spanish.help import HELP
from handlers.sentences.spanish.history import HISTORY
from handlers.sentences.spanish.holidays import HOLIDAYS
from handlers.sentences.spanish.labels import LABELS
from handlers.sentences.spanish.living import LIVING
from handlers.sentences.spanish.messages import MESSAGES
from handlers.sentences.spanish.mistakes import MISTAKES
from handlers.sentences.spanish.naming import NAMING
from handlers.sentences.spanish.overview import OVERVIEW
from handlers.sentences.spanish.patient import PATIENT
from handlers.sentences.spanish.preferences import PREFERENCES
from handlers.sentences.spanish.questions import QUESTIONS
from handlers.sentences.spanish.reports import REPORTS
from handlers.sentences.spanish.series import SERIES
from handlers.sentences.spanish.sessions import SESSIONS
from handlers.sentences.spanish.setbacks import SETBACKS

SPANISH: dict[str, str] = {
    **LABELS,
    **MESSAGES,
    **MISTAKES,
    **QUESTIONS,
    **SESSIONS,
    **HOLIDAYS,
    **CHANGES,
    **CONFLICTS,
    **DOORS,
    **HELP,
    **HISTORY,
    **LIVING,
    **NAMING,
    **OVERVIEW,
    **PATIENT,
    **PREFERENCES,
    **REPORTS,
    **SERIES,
    **SETBACKS,
}
"""English text to the text in Spanish."""
