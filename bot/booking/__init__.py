"""What people ask for: book, reschedule, cancel, find. Rules and rows; no network, no Slack, no sentences."""

from __future__ import annotations

from bot.booking.access import Access, why_closed
from bot.booking.accounts import Accounts
from bot.booking.booking import Booking
from bot.booking.changes import LATE_BY, Changes
from bot.booking.choosing import Choosing
from bot.booking.conflicts import Conflicts, Finding, Standing
from bot.booking.corrections import Corrections
from bot.booking.following import Following
from bot.booking.handovers import Handovers
from bot.booking.hours import quarter_hours
from bot.booking.keys import Keys
from bot.booking.plans import Cancellation, HandOver, Move, Preview
from bot.booking.retries import Retries, current
from bot.booking.search import Found, Search
from bot.booking.setbacks import Setbacks
from bot.booking.sightings import Sightings
from bot.booking.words import is_whole_day, lacks_its_hour

__all__ = [
    "LATE_BY",
    "Access",
    "Accounts",
    "Booking",
    "Cancellation",
    "Changes",
    "Choosing",
    "Conflicts",
    "Corrections",
    "Finding",
    "Following",
    "Found",
    "HandOver",
    "Handovers",
    "Keys",
    "Move",
    "Preview",
    "Retries",
    "Search",
    "Setbacks",
    "Sightings",
    "Standing",
    "current",
    "is_whole_day",
    "lacks_its_hour",
    "quarter_hours",
    "why_closed",
]
