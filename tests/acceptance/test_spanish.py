"""A provider whose Slack is in Spanish, from her very first command on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.clock import SystemClock
from bot.ledger import open_ledger
from bot.models import Clinic
from bot.preferences import Preferences
from sandbox.driver import Person
from sandbox.world import Sandbox
from tests.manners import watched


@pytest.fixture
async def bilingual(database: str) -> AsyncIterator[Sandbox]:
    """A world whose clinic chose Spanish for its channel."""
    ledger = await open_ledger(database)
    chosen = Preferences(ledger=ledger, clock=SystemClock(), first=Clinic())
    await chosen.change_clinic({"language": "es"}, "U0CASEY")
    await ledger.close()
    async with watched() as world:
        bot = await world.start_bot(database)
        await world.bot_connected()
        yield world
        print(bot.output)  # noqa: T201  shown when a test fails


@pytest.fixture
def luz(bilingual: Sandbox) -> Person:
    return bilingual.person("luz")


async def test_a_spanish_speaker_books_and_is_told_who_came_in_spanish(
    bilingual: Sandbox, luz: Person
) -> None:
    await luz.types("/room mañana a las 3 de la tarde con pat@example.com")
    preview = await luz.sees("BetterPT le avisará al paciente")
    assert "3:00 p. m." in preview.text
    assert "(Los Ángeles), en " in preview.text

    await luz.clicks("Crear sala", preview)
    await luz.sees("Creada:", where="ephemeral")
    links = await luz.sees("Enlace del paciente", where="thread")
    assert "La sala abre 5 minutos antes" in links.text
    card = await luz.sees("Sesión por video con", where="team-telehealth")
    assert "Programada" in card.text
    (made,) = bilingual.betterpt.rooms.values()

    bilingual.betterpt.attend(made.uid, provider_minutes=47, patient_minutes=45)
    bilingual.clock.set(made.start + timedelta(hours=2, minutes=1))
    told = await luz.sees("Tu sesión terminó: asistieron los dos", where="dm")
    assert "presente, 47 min" in told.text
    await luz.sees("La sesión terminó", where="thread")


async def test_the_first_word_is_spanish_already_and_so_are_errors_and_the_form(luz: Person) -> None:
    await luz.types("/room help")
    await luz.sees("Ver lo que está reservado")
    await luz.types("/room list")
    await luz.sees("para los próximos 7 días")
    await luz.types("/room status")
    await luz.sees("¿Qué sala?")
    await luz.types("/room")
    await luz.modal("Reservar una sala")
    await luz.fills({"Cuándo": "algún día", "Correo del paciente": "pat@example.com"})
    await luz.submits()
    assert "No encontré ninguna hora" in luz.errors["Cuándo"]


async def test_each_reads_their_own_language(sandbox: Sandbox) -> None:
    """The channel is English, where the clinic chose nothing."""
    luz, casey = sandbox.person("luz"), sandbox.person("casey")
    await casey.types("/room tomorrow 3pm for @luz with pat@example.com")
    await casey.clicks("Create room")
    await casey.sees("Created:", where="ephemeral")
    await luz.sees("Patient link", where="thread")
    (made,) = sandbox.betterpt.rooms.values()
    sandbox.betterpt.attend(made.uid, provider_minutes=47, patient_minutes=45)
    sandbox.clock.set(made.start + timedelta(hours=2, minutes=1))
    await luz.sees("Tu sesión terminó: asistieron los dos", where="dm")
    await luz.sees("The session is over", where="thread")
