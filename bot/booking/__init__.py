"""What people ask for: book, reschedule, cancel, find. Rules and rows; no network, no Slack, no sentences."""

from __future__ import annotations

from bot.booking.access import Access, why_closed
from bot.booking.booking import Booking
from bot.booking.changes import Changes
from bot.booking.hours import quarter_hours
from bot.booking.plans import Cancellation, Move, Preview
from bot.booking.search import Search
from bot.booking.words import is_whole_day

__all__ = [
    "Access",
    "Booking",
    "Cancellation",
    "Changes",
    "Move",
    "Preview",
    "Search",
    "is_whole_day",
    "quarter_hours",
    "why_closed",
]
