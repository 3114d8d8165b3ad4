"""A clinic's last month, told to nobody: sessions that took place while the bot was down.

They stand at BetterPT with who came, their cards stand in Slack, and the ledger has what was promised of
them when they were booked. Not here: a bot (`flood`).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import isqrt
from pathlib import Path
from uuid import uuid4

from bench.reliability.staff import ZONE, hire, provider
from bot import promises
from bot.ledger import SqliteLedger
from bot.models import (
    Entry,
    Notice,
    NoticeKind,
    Patient,
    Provider,
    Request,
    Room,
    RoomState,
    SessionOutcome,
    VideoRoom,
)
from bot.models import Message as Kept
from handlers.blocks.room import card
from handlers.traces import metadata
from sandbox.betterpt.records import RoomRecord
from sandbox.slack import Message
from sandbox.slack.people import BOT_USER, CASEY, TEAM_CHANNEL, TEAM_NAME, Member
from sandbox.world import BETTERPT, Sandbox

_MONTH = timedelta(days=30)
_RECENT = timedelta(hours=3)
"""The last of them began so long ago: BetterPT knows by now who came."""
_CHART = re.compile(r"MRN-\d+")
_MINUTES = {
    SessionOutcome.HELD: (50, 47),
    SessionOutcome.PATIENT_MISSING: (20, None),
    SessionOutcome.PROVIDER_MISSING: (None, 20),
}
_WORDS = {
    SessionOutcome.HELD: "both came",
    SessionOutcome.PATIENT_MISSING: "the patient did not come",
    SessionOutcome.PROVIDER_MISSING: "Over",  # a channel is not told of its one provider
}


@dataclass(frozen=True, kw_only=True)
class Session:
    """One of them."""

    room: Room
    how: SessionOutcome
    card: Message
    """As it stands in the channel."""

    @property
    def is_shown(self) -> bool:
        """Whether its card tells how it went."""
        return self.card.edited_ts is not None and _WORDS[self.how] in str(self.card.blocks)


class Backlog:
    """All of them, as many providers as each has sessions."""

    def __init__(self, sandbox: Sandbox, sessions: tuple[Session, ...]) -> None:
        self._slack = sandbox.slack
        self.sessions = sessions
        self._silent = [*sessions]

    @classmethod
    async def of(cls, count: int, sandbox: Sandbox, file: Path, *, until: datetime) -> Backlog:
        """So many in the month before that instant, which must lie ahead."""
        hire(sandbox, isqrt(count))
        sessions = tuple(_session(number, count, sandbox, until) for number in range(count))
        ledger = SqliteLedger(str(file))
        for session in sessions:
            await ledger.write(_promised(session))
        await ledger.close()
        return cls(sandbox, sessions)

    def told(self) -> Counter[str]:
        """How often each session's outcome stands before its provider, by chart number."""
        direct = (each for each in self._slack.workspace.messages if each.channel.startswith("D0PT"))
        return Counter(chart for message in direct for chart in _CHART.findall(str(message.blocks)))

    def shown(self) -> int:
        """How many cards tell how it went."""
        self._silent = [session for session in self._silent if not session.is_shown]
        return len(self.sessions) - len(self._silent)


def _session(number: int, count: int, sandbox: Sandbox, until: datetime) -> Session:
    providers = isqrt(count)
    start = until - _RECENT - (_MONTH - _RECENT) * ((count - 1 - number) / count)
    how = _how(number)
    room = _room(number, provider(number % providers), start, sandbox)
    _takes_place(room, how, sandbox)
    return Session(room=room, how=how, card=_card(room, sandbox))


def _how(number: int) -> SessionOutcome:
    """One patient in ten does not come, and one provider in a hundred."""
    if number % 100 == 0:
        return SessionOutcome.PROVIDER_MISSING
    return SessionOutcome.HELD if number % 10 else SessionOutcome.PATIENT_MISSING


def _room(number: int, member: Member, start: datetime, sandbox: Sandbox) -> Room:
    start = start.replace(second=0, microsecond=0)
    record = RoomRecord(start=start, zone=ZONE, base=sandbox.url + BETTERPT, created=sandbox.clock.now())
    sandbox.betterpt.rooms[record.uid] = record
    return Room(
        id=uuid4().hex,
        request=Request(
            requester=CASEY.id,
            provider=Provider(id=member.id, name=member.name, email=member.email),
            channel=TEAM_CHANNEL,
            patient=Patient(email=f"pat{number}@example.com"),
            reference=f"MRN-{number:06}",
            clinic=TEAM_NAME,
        ),
        start=start,
        zone=ZONE,
        state=RoomState.SCHEDULED,
        created=sandbox.clock.now(),
        video=VideoRoom(
            uid=record.uid,
            start=start,
            zone=ZONE,
            patient_link=record.patient_link,
            provider_link=record.provider_link,
        ),
    )


def _takes_place(room: Room, how: SessionOutcome, sandbox: Sandbox) -> None:
    provider, patient = _MINUTES[how]
    if room.video:
        sandbox.betterpt.attend(room.video.uid, provider_minutes=provider, patient_minutes=patient)


def _card(room: Room, sandbox: Sandbox) -> Message:
    place, said = sandbox.slack.workspace, card(room, sandbox.clock.now())
    key = Notice(kind=NoticeKind.CARD, room=room).key
    kept = Kept(key=key, room_id=room.id, channel=TEAM_CHANNEL)
    return place.add(
        Message(
            channel=TEAM_CHANNEL,
            ts=place.next_ts(TEAM_CHANNEL),
            author=BOT_USER,
            text=said.text,
            blocks=[*said.blocks],
            metadata=metadata(kept),
        )
    )


def _promised(session: Session) -> Entry:
    room, stands = session.room, session.card
    key = Notice(kind=NoticeKind.CARD, room=room).key
    kept = Kept(key=key, room_id=room.id, channel=stands.channel, ts=stands.ts, tried_at=room.created)
    return Entry(room=room, message=kept, tasks=(promises.follow_up(room, room.created),))
