"""What holds for the clinic and for each person: what was chosen in Slack, over what the environment says.

Read anew each time it is needed (the ledger is on this machine), so a change holds from the next gesture on.
Who may change what is the business of who asks.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import fields, replace
from datetime import time
from typing import Any, TypeVar

from bot.models import Choice, Clinic, Hours, Task, Wishes
from bot.ports import Clock, Ledger
from bot.settings import Settings

CLINIC = "clinic"
"""The scope of what holds for everybody."""

Chosen = TypeVar("Chosen", Clinic, Wishes)


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

    async def change(
        self, scope: str, wanted: Clinic | Wishes, by: str, *, tasks: Collection[Task] = ()
    ) -> bool:
        """Keep what in `wanted` is another than what holds now; whether anything was.

        Args:
            scope: `CLINIC`, or a person's Slack user id.
            wanted: Everything as it is to be.
            by: Who chose it, a Slack user id.
            tasks: What is promised with it, written in the same transaction.
        """
        # A double click finds what its first half chose.
        async with self._ledger.alone_briefly(f"choices of {scope}"):
            held = await (self.clinic() if isinstance(wanted, Clinic) else self.of(scope))
            now = self._clock.now()
            choices = [
                Choice(scope=scope, name=each.name, value=_text(getattr(wanted, each.name)), by=by, at=now)
                for each in fields(wanted)
                if getattr(wanted, each.name) != getattr(held, each.name)
            ]
            await self._ledger.save_choices(choices, tasks)
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
