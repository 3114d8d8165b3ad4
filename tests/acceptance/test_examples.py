"""Every example in the help is typed, as it stands there in each language, and leads to what it is for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple

import pytest

from bot.language import Language, speaking
from handlers.sentences.help import HELP
from handlers.verbs import Verb
from sandbox.world import Sandbox

AFTERNOON = time(23, 30, tzinfo=UTC)
"""Past 3 PM in Los Angeles and still the same day in New York: "my 3pm" is tomorrow's, for both."""


class Reader(NamedTuple):
    """Who types the examples in a language, and what they are answered."""

    handle: str
    books: str
    """What makes the room that the examples are about."""
    create: str
    created: str
    answers: Mapping[Verb, str]


READERS = {
    Language.ENGLISH: Reader(
        handle="dana",
        books="/room tomorrow 3pm with pat@example.com",
        create="Create room",
        created="Created:",
        answers={
            Verb.BOOK: "Nothing is booked yet",
            Verb.LIST: "ooms",
            Verb.STATUS: "Video session with",
            Verb.RESCHEDULE: "Move this session?",
            Verb.CANCEL: "Cancel this session?",
            Verb.LATE: "late",
            Verb.GIVE: "Lee Park",
            Verb.WHY: "asked",
            Verb.REPORT: "Report: ",
            Verb.HELP: "Book a room",
        },
    ),
    Language.SPANISH: Reader(
        handle="luz",
        books="/room mañana 3 pm con alex@example.com",
        create="Crear sala",
        created="Creada:",
        answers={
            Verb.BOOK: "Todavía no hay nada reservado",
            Verb.LIST: " para ",
            Verb.STATUS: "Sesión por video con",
            Verb.RESCHEDULE: "¿Mover esta sesión?",
            Verb.CANCEL: "¿Cancelar esta sesión?",
            Verb.LATE: "Con retraso",
            Verb.GIVE: "Lee Park",
            Verb.WHY: "pidió la sala",
            Verb.REPORT: "Informe: ",
            Verb.HELP: "Reservar una sala",
        },
    ),
}


def examples() -> list[tuple[Language, Verb, str]]:
    found = []
    for language in Language:
        with speaking(language):
            found += [(language, verb, example()) for verb, _, typed in HELP for example in typed]
    return found


@pytest.fixture(scope="module")
def afternoon(hardened: Sandbox) -> Sandbox:
    """The world, some time after three o'clock."""
    now = hardened.clock.now()
    today = datetime.combine(now.astimezone(UTC).date(), AFTERNOON)
    hardened.clock.set(today if today >= now else today + timedelta(days=1))
    return hardened


@pytest.mark.parametrize(("language", "verb", "example"), examples())
async def test_an_example_of_the_help_does_what_it_says(
    afternoon: Sandbox, language: Language, verb: Verb, example: str
) -> None:
    reader = READERS[language]
    person = afternoon.person(reader.handle)
    if not any(each.contains(reader.created) for each in person.messages()):
        await person.types(reader.books)
        await person.clicks(reader.create)
        await person.sees(reader.created, where="ephemeral")
    before = {each.ts for each in person.messages()}

    await person.types(example.replace("@Dana", "@dana").replace("@Lee", "@lee"))

    if example == "/room" or verb is Verb.SETTINGS:
        await person.modal()
        await person.closes()
        return
    wanted = reader.answers[verb]
    told = await afternoon.slack.changes.until(
        lambda: next((m for m in person.messages() if m.ts not in before and m.contains(wanted)), None),
        seconds=10,
    )
    assert told, person.messages()
