"""The booking form while Slack is silent, or the ledger broken: typing goes on, and nothing is left over."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TYPE_CHECKING, cast

import pytest
from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import LedgerError
from bot.ledger import SqliteLedger
from bot.models import Person
from bot.ports import Ledger
from handlers.booking_form import BookingForm
from handlers.features import ToSlack, features
from handlers.gesture import Gesture
from handlers.people import People
from handlers.slack import Replies
from tests.clinic import Clinic

NOBODY_ANSWERS = "http://127.0.0.1:9/"
LETTER = Gesture(
    who="U0DANA",
    channel="C0TEAM",
    trigger="1",
    view="V1",
    fields={"when": "tomorrow 3pm", "provider": "U0LEE"},
    places={"when": "when", "pick-date": "pick-date"},
)


class Broken:
    """A ledger that knows nobody, and fails when it is asked."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    async def person(self, person_id: str, since: datetime | None = None) -> Person | None:
        raise LedgerError(f"{person_id} since {since}")

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            return getattr(self._ledger, name)


@asynccontextmanager
async def form_over(through: Callable[[Ledger], Ledger]) -> AsyncIterator[BookingForm]:
    """The form, with a Slack that is not there."""
    kept = SqliteLedger(":memory:")
    clinic, ledger = Clinic(kept), through(kept)
    async with ClientSession() as session:
        client = AsyncWebClient(token="xoxb-1", base_url=NOBODY_ANSWERS, session=session, retry_handlers=[])
        people = People(client=client, ledger=ledger, clock=clinic.clock, preferences=clinic.preferences)
        slack = ToSlack(
            client=client,
            replies=Replies(session),
            people=people,
            ledger=ledger,
            clock=clinic.clock,
            us="U0ROOM",
        )
        yield features(clinic, slack).form
    await kept.close()


async def ack(**_said: object) -> None:
    """Slack took it."""


async def test_no_letter_is_apologised_for_while_slack_is_silent() -> None:
    async with form_over(lambda ledger: ledger) as form:
        await form.typed(LETTER, ack)
        await form.provider_picked(LETTER, ack)

        assert not form._turns


async def test_what_fails_leaves_no_turn_behind() -> None:
    async with form_over(lambda ledger: cast("Ledger", Broken(ledger))) as form:
        with pytest.raises(LedgerError):
            await form.typed(LETTER, ack)

        assert not form._turns
