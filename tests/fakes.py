"""Hand-written stand-ins for our own ports, for tests that need no server."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.errors import RoomMissing
from bot.models import (
    Agenda,
    Attendance,
    Message,
    Notice,
    NoticeKind,
    Patient,
    Presence,
    Provider,
    Request,
    Room,
    RoomState,
    Telling,
    VideoRoom,
)

NOON = datetime(2026, 12, 1, 17, 0, tzinfo=UTC)
"""Tuesday, December 1, noon in New York: when tests begin."""
MORNING = NOON - timedelta(hours=2)
"""10 AM: when a test's day in the sandbox begins. No weekend, holiday or clock change is near."""
THREE = NOON + timedelta(days=1, hours=3)
"""Wednesday, December 2, 3:00 PM in New York: when most test sessions start."""


@dataclass
class FakeClock:
    """A clock that stands until it is pushed."""

    at: datetime = NOON

    def now(self) -> datetime:
        return self.at

    def push(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class FakeRooms:
    """BetterPT as a dictionary; `trouble` holds errors for the next calls of an operation."""

    rooms: dict[str, VideoRoom] = field(default_factory=dict)
    calls: list[tuple[str, ...]] = field(default_factory=list)
    trouble: dict[str, list[BaseException]] = field(default_factory=lambda: defaultdict(list))
    is_acting_despite_trouble: bool = False

    def zone_for(self, zone: str, start: datetime) -> str:
        assert start.tzinfo is UTC
        return zone

    async def prepare(self) -> None:
        self._maybe_fail("prepare")

    async def create(self, room: Room) -> VideoRoom:
        self.calls.append(("create", room.id))
        uid = f"uid{len(self.rooms):05}"
        made = VideoRoom(
            uid=uid,
            start=room.start,
            zone=room.zone,
            patient_link=f"https://video.example.com/{uid}?type=patient",
            provider_link=f"https://video.example.com/{uid}?type=provider",
        )
        return self._acted("create", uid, made)

    async def get(self, uid: str) -> VideoRoom:
        self.calls.append(("get", uid))
        self._maybe_fail("get")
        if uid not in self.rooms:
            raise RoomMissing(uid)
        return self.rooms[uid]

    async def reschedule(self, uid: str, start: datetime) -> VideoRoom:
        self.calls.append(("reschedule", uid, start.isoformat()))
        return self._acted("reschedule", uid, replace(self.rooms[uid], start=start))

    async def cancel(self, uid: str) -> VideoRoom:
        self.calls.append(("cancel", uid))
        return self._acted("cancel", uid, replace(self.rooms[uid], attendance=Attendance(status="CANCELLED")))

    async def close(self) -> None:
        return

    def attend(self, uid: str, *, provider: Presence, patient: Presence, status: str = "ENDED") -> None:
        seen = Attendance(provider=provider, patient=patient, status=status)
        self.rooms[uid] = replace(self.rooms[uid], attendance=seen)

    def made(self, operation: str) -> int:
        return sum(call[0] == operation for call in self.calls)

    def _acted(self, operation: str, uid: str, after: VideoRoom) -> VideoRoom:
        if self.trouble[operation] and not self.is_acting_despite_trouble:
            self._maybe_fail(operation)
        self.rooms[uid] = after
        self._maybe_fail(operation)
        return after

    def _maybe_fail(self, operation: str) -> None:
        if self.trouble[operation]:
            raise self.trouble[operation].pop(0)


AHEAD = frozenset({NoticeKind.BOOKED, NoticeKind.CALENDAR, NoticeKind.REMINDER})
"""What the provider is told by DM before a session."""


@dataclass
class FakeNotifier:
    """Slack as a list of messages by channel; `trouble` holds errors for the next calls of a method."""

    posted: list[tuple[Message, Notice]] = field(default_factory=list)
    edits: list[Notice] = field(default_factory=list)
    replies: list[Notice] = field(default_factory=list)
    told: list[tuple[Message, Telling]] = field(default_factory=list)
    retold: list[Telling] = field(default_factory=list)
    trouble: dict[str, list[BaseException]] = field(default_factory=lambda: defaultdict(list))
    shared: set[str] = field(default_factory=set)
    is_acting_despite_trouble: bool = False

    async def post(self, notice: Notice, message: Message) -> Message:
        if not self.is_acting_despite_trouble:
            self._maybe_fail("post")
        posted = replace(message, ts=f"{len(self.posted) + 1}.000")
        self.posted.append((posted, notice))
        self._maybe_fail("post")
        return posted

    async def tell(self, telling: Telling, message: Message) -> Message:
        if not self.is_acting_despite_trouble:
            self._maybe_fail("tell")
        posted = replace(message, ts=f"{len(self.told) + 1}.000")
        self.told.append((posted, telling))
        self._maybe_fail("tell")
        return posted

    async def retell(self, telling: Telling, message: Message) -> None:
        assert message.ts
        self._maybe_fail("edit")
        self.retold.append(telling)

    async def upload(self, notice: Notice, message: Message) -> Message:
        assert message.thread_ts
        posted = await self.post(notice, message)
        self._maybe_fail("upload")
        return posted

    async def edit(self, notice: Notice, message: Message) -> None:
        assert message.ts
        self._maybe_fail("edit")
        self.edits.append(notice)

    async def find(self, message: Message) -> Message | None:
        said: list[Message] = [each for each, _ in self.posted] + [each for each, _ in self.told]
        return next((posted for posted in said if posted.key == message.key), None)

    async def ours(
        self,
        channel: str,
        since: datetime,  # noqa: ARG002  all are recent
        thread: str | None = None,
    ) -> list[Message]:
        said = [each for each, _ in self.posted] + [each for each, _ in self.told]
        return [each for each in said if each.channel == channel and each.thread_ts == thread]

    async def threads(self, channel: str, since: datetime) -> list[str]:  # noqa: ARG002  all are recent
        own = {each.ts for each, _ in self.posted}
        tops = {each.thread_ts for each, _ in self.posted if each.channel == channel and each.thread_ts}
        return sorted(tops - own)

    async def reply(self, notice: Notice, card: Message | None) -> None:
        assert card is None or card.ts
        self._maybe_fail("reply")
        self.replies.append(notice)

    async def is_shared_outside(self, channel: str) -> bool:
        return channel in self.shared

    @property
    def agendas(self) -> list[tuple[Message, Agenda]]:
        return [(message, each) for message, each in self.told if isinstance(each, Agenda)]

    def kinds(self) -> list[str]:
        """What was posted, by kind, but for what the provider is told ahead of the session."""
        return [notice.kind.value for _, notice in self.posted if notice.kind not in AHEAD]

    def _maybe_fail(self, method: str) -> None:
        if self.trouble[method]:
            raise self.trouble[method].pop(0)


def request(**changes: object) -> Request:
    """Dana asks for a room for herself."""
    asked = Request(
        requester="U0DANA",
        provider=Provider(id="U0DANA", name="Dana Reyes", email="dana@example.com"),
        channel="C0TEAM",
        patient=Patient(email="pat@example.com"),
        clinic="Bayside Physical Therapy",
        reply_url="https://hooks.example.com/1",
    )
    return replace(asked, **changes)  # type: ignore[arg-type]


def room(**changes: object) -> Room:
    """A room that was promised just now."""
    promised = Room(
        id="a" * 32,
        request=request(),
        start=THREE,
        zone="America/New_York",
        state=RoomState.CREATING,
        created=NOON,
    )
    return promised.but(**changes)
