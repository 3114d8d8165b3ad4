"""A booking read out of a message that people wrote to each other, not to the bot.

Chatter around the time and the contact is normal there: it is neither asked about nor kept. What is taken is
less than of a command, and nothing is refused: a message that names two patients names none.
"""

from __future__ import annotations

import re

import phonenumbers

from bot.errors import ContactUnclear
from bot.models import Patient
from handlers.asking import Wanted
from handlers.command import LONGEST_REFERENCE, PROVIDER, plain
from handlers.contacts import REGION, email, is_whole, phone

_MOST_CHARACTERS = 800
"""Behind them nobody says the time any more; `bot.times` reads 1,000 with what is left."""
_MARKED_UP = re.compile(r"<[@!#][^>]*>")
_EMAIL = re.compile(r"[^\s,;<>()]+@[^\s,;<>()]+\.[^\s,;<>()]*\w")
_REFERENCE = re.compile(r"\bref(?:erence)?\b[\s:#]*(?P<value>[^\s,;.]*\d[^\s,;.]*)", re.IGNORECASE)


def read(text: str, us: str) -> tuple[str, Wanted]:
    """The words that may hold the time, and what else is wanted.

    Args:
        text: A message as Slack has it.
        us: The bot's own Slack user id: whoever speaks to it does not speak of it.
    """
    said = plain(text)[:_MOST_CHARACTERS]
    providers = {match["id"] for match in PROVIDER.finditer(said)} - {us}
    said = _MARKED_UP.sub(" ", PROVIDER.sub(" ", said))
    chart = _REFERENCE.search(said)
    if chart:
        said = f"{said[: chart.start()]} {said[chart.end() :]}"
    addresses = {each.lower() for each in _EMAIL.findall(said)}
    said, numbers = _without_numbers(_EMAIL.sub(" ", said))
    reference = chart["value"] if chart and len(chart["value"]) <= LONGEST_REFERENCE else None
    patient = Patient(email=_only_email(addresses), phone=phone(numbers[0]) if len(numbers) == 1 else None)
    return " ".join(said.split()), Wanted(
        provider=next(iter(providers)) if len(providers) == 1 else None,
        patient=patient,
        reference=reference,
    )


def _without_numbers(said: str) -> tuple[str, list[str]]:
    """The words without phone numbers, and those: a date is none, as no plan has it."""
    matcher = phonenumbers.PhoneNumberMatcher(said, REGION, leniency=phonenumbers.Leniency.VALID)
    found = [match for match in matcher if is_whole(match.number)]
    for match in reversed(found):
        said = f"{said[: match.start]} {said[match.end :]}"
    return said, [match.raw_string for match in found]


def _only_email(addresses: set[str]) -> str | None:
    if len(addresses) != 1:
        return None
    try:
        return email(next(iter(addresses)))
    except ContactUnclear:
        return None
