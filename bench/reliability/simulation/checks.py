"""What must be true at the end of a world, judged by what arrived outside: at BetterPT, and in Slack.

Each check gives a sentence for everything that is wrong. Of the ledger only two things are asked: whether
anything is still waiting, and what was put aside.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import pairwise

from bench.reliability.simulation.betterpt import Booked
from bench.reliability.simulation.slack import Channel, Door, Said
from bench.reliability.simulation.wishes import Wish, Wishes
from bot.models import Digest, Notice, NoticeKind, Room, RoomState, Setback, Task

_CARD = NoticeKind.CARD
_SOON = timedelta(minutes=2)
_CHANGED = frozenset({NoticeKind.CHANGE, NoticeKind.PROBLEM})
_AFTERWARDS = frozenset({NoticeKind.FOLLOW_UP, NoticeKind.OUTCOME, NoticeKind.ALERT})
_UNFINISHED = frozenset({RoomState.CREATING, RoomState.MOVING, RoomState.CANCELLING})


@dataclass(frozen=True, kw_only=True)
class Outside:
    """What arrived outside, put in the order in which it is asked for."""

    booked: Sequence[Booked]
    channels: Mapping[str, Channel]
    wishes: Wishes
    parked: Sequence[Task]
    is_calm: bool
    """Whether nothing failed and nobody died."""

    @cached_property
    def said(self) -> list[Said]:
        """Every message."""
        return [said for channel in self.channels.values() for said in channel.said]

    def is_twice(self, told: Sequence[Said]) -> bool:
        """Whether what should stand once stands more often.

        What Slack took without saying so is not found if somebody deleted it, or put the bot out of that
        channel: it is said once more, where it can be read.
        """
        standing = [said for said in told if not said.is_deleted]
        return len(standing) > 1 + any(self.channels[said.channel].was_left for said in standing)

    @cached_property
    def by_room(self) -> dict[str, list[Said]]:
        """The messages about each room, each once, by our id of it."""
        found: dict[str, dict[int, Said]] = defaultdict(dict)
        for said in self.said:
            for room in (*_rooms(said.first), *_rooms(said.shows)):
                found[room.id][id(said)] = said
        return defaultdict(list, {room_id: list(about.values()) for room_id, about in found.items()})

    @cached_property
    def by_uid(self) -> dict[str, str]:
        """Our id of each room that anybody was shown, by BetterPT's."""
        shown = (room for said in self.said for room in (*_rooms(said.first), *_rooms(said.shows)))
        return {room.video.uid: room.id for room in shown if room.video}

    @cached_property
    def _set_back(self) -> set[tuple[str, str]]:
        return {(task.room_id, task.details.get("notice", "")) for task in self.parked}

    def is_set_back(self, room_id: str, *kinds: NoticeKind) -> bool:
        """Whether one of these notices about a room was put aside: `every_setback_is_told` then."""
        return any((room_id, kind.value) in self._set_back for kind in kinds)


Check = Callable[[Outside], Iterator[str]]


def no_room_twice(outside: Outside) -> Iterator[str]:
    """BetterPT never has more rooms for a session than people asked for, a second time after an unknown."""
    allowed = Counter(
        (wish.patient, wish.provider, start)
        for wish in outside.wishes.of("book", "again", "give")
        for start in wish.starts
    )
    made = Counter((each.patient, each.provider, each.starts[0]) for each in outside.booked)
    for session, count in made.items():
        if count > allowed[session]:
            yield f"{session[0]} has {count} rooms for {session[2]}, {allowed[session]} were asked for"


def no_start_shifted(outside: Outside) -> Iterator[str]:
    """BetterPT was asked for no instant but those that people meant."""
    meant: dict[str, set[datetime]] = defaultdict(set)
    for wish in outside.wishes.promised:
        meant[wish.patient] |= set(wish.starts)
    for each in outside.booked:
        for start in set(each.starts) - meant[each.patient]:
            yield f"{each.patient} was booked for {start}, which nobody asked for"


def no_move_twice(outside: Outside) -> Iterator[str]:
    """BetterPT moves nothing where it is already: it would write to the patient a second time."""
    for each in outside.booked:
        again = [start for last, start in pairwise(each.starts) if last == start]
        if again and not each.is_changed_elsewhere:
            yield f"{each.patient} was moved twice to {again[0]}"


def no_message_twice(outside: Outside) -> Iterator[str]:
    """No key stands twice in Slack, be it a message or a version of a calendar entry.

    What somebody has deleted, and what stands where the bot was put out, it cannot have found again.
    """
    channels = outside.channels
    found = (said for said in outside.said if not said.is_deleted and not channels[said.channel].was_left)
    keys = Counter(said.key for said in found)
    yield from (f"{key} was posted {count} times" for key, count in keys.items() if count > 1)


def every_unknown_is_told(outside: Outside) -> Iterator[str]:
    """Who asked for a room that exists, and that nobody was shown, knows that it may."""
    told = {
        (room.request.patient.email, room.request.provider.email)
        for said in outside.said
        for room in _rooms(said.first)
        if _kind(said) is NoticeKind.PROBLEM and said.reader == room.request.requester
    }
    for wish in outside.wishes.promised:  # where Slack took neither: the coordinators know, see below
        if any(outside.is_set_back(room_id, NoticeKind.PROBLEM, _CARD) for room_id in wish.rooms):
            told.add((wish.patient, wish.provider))
    for each in outside.booked:
        if each.uid not in outside.by_uid and (each.patient, each.provider) not in told:
            yield f"{each.patient}: {each.uid} exists at BetterPT and nobody was told that it may"


def every_wish_is_answered(outside: Outside) -> Iterator[str]:
    """What was promised was done and shown, or who asked was told that it was not."""
    for wish in outside.wishes.promised:
        for room_id in wish.rooms if wish.is_sure else ():
            if not (_is_answered(outside, wish, room_id) or outside.is_set_back(room_id, *_CHANGED, _CARD)):
                yield f"{wish.patient}: nothing was said of what became of {wish.what} ({room_id[:8]})"


def _is_answered(outside: Outside, wish: Wish, room_id: str) -> bool:
    about = outside.by_room[room_id]
    if wish.what in ("move", "cancel"):
        since = [said for said in about if said.touched >= wish.at]
        is_shown = any(
            room.state is RoomState.CANCELLED if wish.what == "cancel" else room.start in wish.starts
            for room in _shown(since, room_id)
        )
        return is_shown or any(_kind(said) in _CHANGED for said in since)
    return any(room.state not in _UNFINISHED for room in _shown(about, room_id))


def _shown(about: Sequence[Said], room_id: str) -> Iterator[Room]:
    return (room for said in about for room in _rooms(said.shows) if room.id == room_id)


def every_outcome_is_told_once(outside: Outside) -> Iterator[str]:
    """The provider of each session was told how it went, by a message or a digest's line.

    A room that BetterPT's people moved after that has another session, of which it is told, too.
    """
    for each in outside.booked:
        room_id = outside.by_uid.get(each.uid)
        if room_id is None:
            continue
        told = _outcomes(outside, room_id)
        twice = (start for start, said in told.items() if outside.is_twice(said))
        yield from (f"{each.patient}: how {each.uid} went at {start} was told twice" for start in twice)
        is_lost = outside.is_set_back(room_id, NoticeKind.FOLLOW_UP)
        if not (each.start in told or each.is_cancelled or is_lost):
            yield f"{each.patient}: how {each.uid} went at {each.start} was not told"


def _outcomes(outside: Outside, room_id: str) -> Mapping[datetime, Sequence[Said]]:
    """What told how the sessions of a room went, by their start."""
    told: dict[datetime, list[Said]] = defaultdict(list)
    for said in outside.by_room[room_id]:
        if _kind(said) is NoticeKind.FOLLOW_UP or isinstance(said.shows, Digest):
            about = said.shows if isinstance(said.shows, Digest) else said.first
            for start in {room.start for room in _rooms(about) if room.id == room_id}:
                told[start].append(said)
    return told


def nothing_is_said_early(outside: Outside) -> Iterator[str]:
    """No message about a session comes before its time, by the latest that the bot's clock had shown."""
    for said in outside.said:
        for room in _rooms(said.first):
            kind = _kind(said)
            if kind is NoticeKind.REMINDER and said.latest < room.opens:
                yield f"{said.key} was posted at {said.latest}, before {room.opens}"
            if (kind in _AFTERWARDS or isinstance(said.first, Digest)) and said.latest < room.end:
                yield f"{said.key} was posted at {said.latest}, before the end at {room.end}"


def cards_agree(outside: Outside) -> Iterator[str]:
    """What each card shows last is what BetterPT has."""
    truth = {each.uid: each for each in outside.booked}
    for said in outside.said:
        is_open = outside.channels[said.channel].door is Door.OPEN
        if _kind(said) is not _CARD or said.is_deleted or not is_open:
            continue
        for room in _rooms(said.shows):
            wrong = _disagreement(room, truth.get(room.video.uid) if room.video else None)
            if wrong and not outside.is_set_back(room.id, _CARD):
                yield f"{room.request.patient.email}: the card shows {room.state} {room.start}: {wrong}"


def _disagreement(room: Room, truth: Booked | None) -> str | None:
    if room.state in _UNFINISHED:
        return "it is never finished"
    if truth is None:
        return None
    if room.state is RoomState.CANCELLED:
        return None if truth.is_cancelled else "BetterPT still has it"
    if truth.is_cancelled and not (truth.is_changed_elsewhere or room.problem == "unconfirmed"):
        return f"BetterPT has cancelled it ({room.problem})"
    return None if truth.is_cancelled or truth.start == room.start else f"BetterPT has it at {truth.start}"


def no_link_goes_outside(outside: Outside) -> Iterator[str]:
    """Where another company reads, no link is posted."""
    for said in outside.said:
        shown = said.first
        is_links = (
            isinstance(shown, Notice) and shown.kind is NoticeKind.LINKS and "links" not in shown.details
        )
        if is_links and said.was_shared:
            yield f"{said.key} was posted where another company reads"


def every_setback_is_told(outside: Outside) -> Iterator[str]:
    """What was put aside, the coordinators know of."""
    told = {said.first.task.key for said in outside.said if isinstance(said.first, Setback)}
    for task in outside.parked:
        if task.key not in told:
            yield f"{task.key} was put aside ({task.why}) and nobody was told"


def nobody_waits_for_no_reason(outside: Outside) -> Iterator[str]:
    """Where nothing fails, who books reads of it soon, whatever is done to the bot's clock."""
    for wish in outside.wishes.of("book") if outside.is_calm else ():
        told = [said.at for room_id in wish.rooms for said in outside.by_room[room_id]]
        if any(outside.is_set_back(room_id, _CARD) for room_id in wish.rooms):
            continue  # neither channel nor DM took it: the coordinators know, see above
        if not told or min(told) > wish.at + _SOON:
            yield f"{wish.patient} was booked at {wish.at}, and nothing said before {min(told, default=None)}"


def nobody_was_surprised(outside: Outside) -> Iterator[str]:
    """No click ended in a way that nobody foresaw."""
    yield from outside.wishes.surprises


CHECKS: Sequence[Check] = (
    no_room_twice,
    no_start_shifted,
    no_move_twice,
    no_message_twice,
    every_unknown_is_told,
    every_wish_is_answered,
    every_outcome_is_told_once,
    nothing_is_said_early,
    cards_agree,
    no_link_goes_outside,
    every_setback_is_told,
    nobody_waits_for_no_reason,
    nobody_was_surprised,
)


def failures(outside: Outside) -> list[str]:
    """Everything that is wrong with a world, as sentences; each begins with the check that found it."""
    found = ((check.__name__, wrong) for check in CHECKS for wrong in check(outside))
    return [f"{name.replace('_', ' ')}: {wrong}" for name, wrong in found]


def _rooms(shown: object) -> Sequence[Room]:
    """The rooms that a message shows: of a series all, where it stands for all."""
    match shown:
        case Notice(rooms=(_, *_), kind=NoticeKind.CARD | NoticeKind.BOOKED):
            return shown.rooms
        case Notice(rooms=(_, *_), details={"about": "series"}):
            return shown.rooms
        case Notice():
            return shown.together or (shown.room,)
        case Digest():
            return shown.rooms
        case _:
            return ()


def _kind(said: Said) -> NoticeKind | None:
    return said.first.kind if isinstance(said.first, Notice) else None
