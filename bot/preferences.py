"""What holds for the clinic and for each person: what was chosen in Slack, over what the environment says.

Read anew each time it is needed (the ledger is on this machine), so a change holds from the next gesture on.
Who may change what is the business of who asks.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import fields, replace
from datetime import time
from typing import Any, TypeVar

from bot.models import Choice, Clinic, Hours, Task, Wishes
from bot.ports import Clock, Ledger
from bot.settings import Settings

CLINIC = "clinic"
"""The scope of what holds for everybody."""

Chosen = TypeVar("Chosen", Clinic, Wishes)
Changes = Mapping[str, Any]
"""Fields of either, by name."""


def _nothing(_chosen: object) -> Collection[Task]:
    return ()


class Preferences:
    """Reads and keeps what was chosen."""

    def __init__(self, *, ledger: Ledger, clock: Clock, first: Clinic) -> None:
        """`first` is what the environment says of the clinic."""
        self._ledger = ledger
        self._clock = clock
        self._first = first

    async def clinic(self) -> Clinic:
        """What holds for everybody."""
        return _over(self._first, await self._ledger.choices(CLINIC))

    async def of(self, user: str) -> Wishes:
        """What this person (Slack user id) chose for themselves."""
        return _over(Wishes(), await self._ledger.choices(user))

    async def chosen(self, scope: str) -> Mapping[str, Choice]:
        """The last choice of each name in a scope, with who made it and when."""
        return await self._ledger.choices(scope)

    async def zone(self, scope: str) -> str | None:
        """Where (IANA) times are read in a scope: as chosen, as in the Slack profile, or as in the clinic."""
        if scope == CLINIC:
            return (await self.clinic()).time_zone
        return (await self.of(scope)).zone or await self.profile_zone(scope)

    async def profile_zone(self, user: str) -> str | None:
        """Where (IANA) a person reads times who chose nothing: as their Slack profile said last."""
        told = await self._ledger.person(user)
        return told.time_zone if told and told.time_zone else (await self.clinic()).time_zone

    async def change_clinic(
        self, changes: Changes, by: str, promised: Callable[[Clinic], Collection[Task]] = _nothing
    ) -> bool:
        """Keep what somebody chose for everybody; whether anything is another now.

        Args:
            changes: The fields of `Clinic` that they chose, and no others.
            by: Who chose it, a Slack user id.
            promised: What is promised where all of this holds; written in the same transaction.
        """
        async with self._settled(CLINIC):
            return await self._keep(CLINIC, await self.clinic(), changes, by, promised)

    async def change_own(
        self, changes: Changes, by: str, promised: Callable[[Wishes], Collection[Task]] = _nothing
    ) -> bool:
        """The same for fields of `Wishes` that somebody chose for themselves."""
        async with self._settled(by):
            return await self._keep(by, await self.of(by), changes, by, promised)

    def _settled(self, scope: str) -> AbstractAsyncContextManager[None]:
        """One after the other: another's choice is not undone, and a double click finds its first half's."""
        return self._ledger.alone_briefly(f"choices of {scope}")

    async def _keep(
        self,
        scope: str,
        held: Chosen,
        changes: Changes,
        by: str,
        promised: Callable[[Chosen], Collection[Task]],
    ) -> bool:
        now = self._clock.now()
        choices = [
            Choice(scope=scope, name=name, value=_text(value), by=by, at=now)
            for name, value in changes.items()
            if value != getattr(held, name)
        ]
        await self._ledger.save_choices(choices, promised(replace(held, **changes)))
        return bool(choices)


def first_choices(settings: Settings) -> Clinic:
    """What the environment says of the clinic; what is chosen in Slack stands over it."""
    return Clinic(
        names=(settings.clinic_name,) if settings.clinic_name else (),
        channel=settings.clinic_channel,
        time_zone=settings.clinic_time_zone,
    )


def _over(held: Chosen, choices: Mapping[str, Choice]) -> Chosen:
    """What holds with the choices over it; a name that this version does not know is left alone."""
    known = {each.name for each in fields(held)}
    chosen = {name: _value(name, each.value) for name, each in choices.items() if name in known}
    return replace(held, **chosen)


def _text(value: object) -> str:
    if isinstance(value, Hours):
        return json.dumps([str(value.opens), str(value.closes), sorted(value.days)])
    return json.dumps(str(value) if isinstance(value, time) else value)


def _value(name: str, text: str) -> Any:  # noqa: ANN401  the field's own type
    value = json.loads(text)
    if value is None:
        return None
    match name:
        case "agenda_at" | "weekly_at" | "monthly_at":
            return time.fromisoformat(value)
        case "hours":
            opens, closes, days = value
            return Hours(time.fromisoformat(opens), time.fromisoformat(closes), frozenset(days))
        case "names":
            return tuple(value)
        case _:
            return value
