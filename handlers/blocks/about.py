"""Whom a session is about, to the least that tells two patients apart: a masked contact and the chart number.

For one person who may see the room; a channel reads nothing of it.
"""

from __future__ import annotations

from bot.models import Room
from handlers import contacts
from handlers.blocks import parts
from handlers.sentences import messages
from handlers.sentences.labels import labels


def facts(room: Room) -> list[str]:
    """Both, each said as what it is; that there is no contact is one."""
    chart = room.request.reference
    contact = contacts.masked(room.request.patient) or labels.NO_CONTACT
    return [parts.inert(contact), *([messages.chart(parts.inert(chart))] if chart else [])]
