"""A link, given to one person who asked for it and may have it: seen by them alone, never in the text."""

from __future__ import annotations

from datetime import datetime

from bot import times
from bot.models import Room
from handlers.blocks import parts
from handlers.sentences import living as words
from handlers.sentences.labels import labels
from handlers.sentences.living import living
from handlers.slack import Block, Said


def provider_link(room: Room, now: datetime) -> Said:
    """The provider's, to open and to copy."""
    provider = parts.person(room.request.provider.id)
    said = times.say(room.start, room.zone, now=now)
    url = room.video.provider_link if room.video else ""
    return _key(living.PROVIDER_LINK, words.provider_key(provider, said), url)


def patient_link(room: Room, now: datetime) -> Said:
    """The patient's, to copy: no button, as whoever opens it is the patient to BetterPT."""
    said = times.say(room.start, room.zone, now=now)
    url = room.video.patient_link if room.video else ""
    return _key(living.PATIENT_LINK, words.patient_key(said), url)


def join(room: Room, now: datetime) -> Said:
    """To the room's provider: the way in."""
    text = words.join(times.say(room.start, room.zone, now=now))
    way = _way_in(room.video.provider_link if room.video else "", text)
    return Said(text=text, blocks=[parts.section(f"*{text}*"), way, parts.context(living.NOT_FOR_OTHERS)])


def who_joins(room: Room, now: datetime) -> Said:
    """To a coordinator or requester: who joins, and the patient's link on request."""
    text = words.who_joins(parts.person(room.request.provider.id), times.say(room.start, room.zone, now=now))
    button = parts.button(living.PATIENT_LINK, "patient-link", room.id)
    return Said(text=living.JOIN, blocks=[parts.section(text), parts.actions([button])])


def _key(text: str, heading: str, url: str) -> Said:
    shown = f"<{parts.inert(url)}>" if url else labels.NO_LINK
    blocks = [parts.section(f"{heading}\n{shown}"), parts.context(living.NOT_FOR_OTHERS)]
    return Said(text=text, blocks=blocks)


def _way_in(url: str, says: str) -> Block:
    if not url:
        return parts.section(labels.NO_LINK)
    return parts.actions([parts.link_button(living.JOIN, url, says=f"{living.JOIN}: {says}")])
