"""A series over fakes: asked for, shown, promised in one go, created one after the other, tried again."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot import times
from bot.booking import Preview, current
from bot.errors import (
    NotAllowed,
    OutcomeUnknown,
    Overtaken,
    RoomClosed,
    RoomsRejected,
    RoomsUnavailable,
    TimeUnclear,
)
from bot.ledger import SqliteLedger
from bot.models import Entry, NoticeKind, Room, RoomQuery, RoomState, Task
from tests.clinic import Clinic
from tests.fakes import THREE, request

ZONE = "America/New_York"
SIX = "every wed 3pm for 6 weeks"
WEEK = timedelta(weeks=1)


async def shown(clinic: Clinic, words: str = SIX, **asked: object) -> Preview:
    return await clinic.booking.preview(words, request(**asked), ZONE)


async def book(clinic: Clinic, words: str = SIX) -> str:
    """Ask for a series and click; its id."""
    preview = await shown(clinic, words)
    await clinic.booking.book(preview.draft.id, "U0DANA", shown=preview.seen)
    return preview.draft.id


async def rooms_of(clinic: Clinic, series: str) -> list[Room]:
    return await clinic.ledger.rooms(RoomQuery(series=series))


def states(rooms: list[Room]) -> list[str]:
    return [room.state.value for room in rooms]


async def test_a_series_is_shown_with_every_date_and_promises_nothing(clinic: Clinic) -> None:
    preview = await shown(clinic)
    await clinic.work()

    assert preview.question is None
    assert preview.draft.starts == preview.draft.offered
    assert [start - THREE for start in preview.draft.starts] == [week * WEEK for week in range(6)]
    assert len(preview.told) == 6
    assert clinic.rooms.calls == []


async def test_one_click_creates_all_rooms_in_the_order_of_their_dates(clinic: Clinic) -> None:
    series = await book(clinic)
    await clinic.work()
    rooms = await rooms_of(clinic, series)

    assert states(rooms) == ["scheduled"] * 6
    assert [room_id for _, room_id in clinic.rooms.calls] == [room.id for room in rooms]
    assert clinic.notifier.kinds().count("card") == 1
    assert clinic.notifier.kinds().count("links") == 6
    cards = [notice for notice in clinic.notifier.edits if notice.kind is NoticeKind.CARD]
    done = [sum(room.state is RoomState.SCHEDULED for room in notice.rooms) for notice in cards]
    assert done[:6] == [1, 2, 3, 4, 5, 6], "each is said before the next is asked for"


async def test_the_card_stands_before_the_first_room_does(clinic: Clinic) -> None:
    await book(clinic)
    await clinic.worker.work_once()
    await clinic.worker.drain(timedelta(seconds=1))

    assert clinic.rooms.calls == []
    await clinic.work()
    card, notice = clinic.notifier.posted[0]
    assert notice.kind is NoticeKind.CARD
    assert states(list(notice.rooms)) == ["creating"] * 6
    links = [message for message, notice in clinic.notifier.posted if notice.kind is NoticeKind.LINKS]
    assert {message.thread_ts for message in links} == {card.ts}


async def test_two_clicks_make_one_series(clinic: Clinic) -> None:
    preview = await shown(clinic)
    first, is_new = await clinic.booking.book(preview.draft.id, "U0DANA")
    again, is_new_again = await clinic.booking.book(preview.draft.id, "U0DANA")
    await clinic.work()

    assert (first.id, is_new, is_new_again) == (again.id, True, False)
    assert clinic.rooms.made("create") == 6


async def test_what_the_words_except_is_shown_as_left_out_and_can_be_taken_in(clinic: Clinic) -> None:
    preview = await shown(clinic, f"{SIX} except dec 16")
    left = set(preview.draft.offered) - set(preview.draft.starts)
    assert left == {THREE + 2 * WEEK}
    assert (len(preview.draft.offered), len(preview.draft.starts), preview.unread) == (6, 5, "")

    more = await clinic.booking.leave_out(preview.draft.id, set(), "U0DANA", reply_url=None)
    assert more.draft.starts == preview.draft.offered


async def test_what_it_excepts_stays_out_when_its_hour_is_picked(clinic: Clinic) -> None:
    asked = await shown(clinic, "every wed for 6 weeks except dec 16")
    assert asked.question
    chosen = await clinic.booking.choose(asked.draft.id, THREE, "U0DANA", reply_url=None)
    assert set(chosen.draft.offered) - set(chosen.draft.starts) == {THREE + 2 * WEEK}


async def test_of_a_series_without_an_end_so_many_are_booked_as_are_clicked(clinic: Clinic) -> None:
    asked = await shown(clinic, "every wed 3pm except dec 16")
    assert asked.is_how_many
    chosen = await clinic.booking.choose_sessions(asked.draft.id, 4, "U0DANA", reply_url=None)
    assert [start - THREE for start in chosen.draft.starts] == [week * WEEK for week in (0, 1, 3, 4)]


async def test_what_is_no_date_of_it_is_told_as_not_read(clinic: Clinic) -> None:
    preview = await shown(clinic, f"{SIX} except dec 17")
    assert (preview.unread, len(preview.draft.starts)) == ("except dec 17", 6)


async def test_dates_are_left_out_and_taken_in_again(clinic: Clinic) -> None:
    preview = await shown(clinic)
    second, third = preview.draft.offered[1:3]
    less = await clinic.booking.leave_out(preview.draft.id, {second, third}, "U0DANA", reply_url=None)
    more = await clinic.booking.leave_out(preview.draft.id, {third}, "U0DANA", reply_url=None)

    assert len(less.draft.starts) == 4
    assert third not in more.draft.starts
    assert len(more.draft.starts) == 5
    assert len(more.draft.offered) == 6
    with pytest.raises(Overtaken):
        await clinic.booking.book(preview.draft.id, "U0DANA", shown=preview.seen)
    await clinic.booking.book(preview.draft.id, "U0DANA", shown=more.seen)
    with pytest.raises(NotAllowed, match="expired"):
        await clinic.booking.leave_out(preview.draft.id, set(), "U0DANA", reply_url=None)
    await clinic.work()
    assert clinic.rooms.made("create") == 5


async def test_with_one_date_left_it_is_a_room_like_any_other(clinic: Clinic) -> None:
    preview = await shown(clinic, "every wed 3pm for 2 weeks")
    await clinic.booking.leave_out(preview.draft.id, {preview.draft.offered[0]}, "U0DANA", reply_url=None)
    room, _ = await clinic.booking.book(preview.draft.id, "U0DANA")
    again, is_new = await clinic.booking.book(preview.draft.id, "U0DANA")
    await clinic.work()

    assert (room.series, again.id, is_new) == (None, room.id, False)
    assert clinic.rooms.made("create") == 1


@pytest.mark.parametrize("words", ["every wed 3pm", "every day 3pm for 90 days"])
async def test_a_series_without_an_end_is_asked_about_and_never_booked(clinic: Clinic, words: str) -> None:
    asked = await shown(clinic, words)

    assert asked.is_how_many
    assert asked.draft.starts == ()
    with pytest.raises(Exception, match="need-time"):
        await clinic.booking.book(asked.draft.id, "U0DANA")
    preview = await clinic.booking.choose_sessions(asked.draft.id, 4, "U0DANA", reply_url=None)
    assert preview.draft.starts == asked.draft.offered[:4]
    assert preview.question is None


async def test_the_missing_hour_of_a_series_makes_it_whole(clinic: Clinic) -> None:
    asked = await shown(clinic, "every wed for 6 weeks")
    assert asked.question
    assert asked.question.reason is times.Reason.NEED_TIME
    preview = await clinic.booking.choose(asked.draft.id, THREE, "U0DANA", reply_url=None)

    assert len(preview.draft.starts) == 6
    assert preview.draft.start == THREE


async def test_a_series_stays_one_with_a_name_behind_it(clinic: Clinic) -> None:
    asked = await clinic.booking.preview("every wed for 6 weeks", request(), ZONE, aside="Pat Smith")
    assert "Pat" not in asked.draft.words
    preview = await clinic.booking.choose(asked.draft.id, THREE, "U0DANA", reply_url=None)

    assert len(preview.draft.starts) == 6


async def test_a_series_that_lacks_its_hour_is_read_as_its_typist_writes_dates(clinic: Clinic) -> None:
    words = "every tuesday starting 5/1 for 6 weeks"
    asked = await clinic.booking.preview(words, request(), ZONE, locale="en-GB")
    assert asked.question
    assert asked.question.options[0].month == 1
    preview = await clinic.booking.choose(
        asked.draft.id, asked.question.options[0], "U0DANA", reply_url=None, locale="en-GB"
    )

    assert len(preview.draft.starts) == 6


async def test_what_is_none_of_a_series_does_not_become_one_session(clinic: Clinic) -> None:
    asked = await shown(clinic, "every wed for 6 weeks")
    with pytest.raises(TimeUnclear, match="not-in-series"):
        await clinic.booking.choose(asked.draft.id, THREE + timedelta(days=1), "U0DANA", reply_url=None)


async def test_a_series_with_a_name_behind_it_is_read_again_for_another_provider(clinic: Clinic) -> None:
    shown = await clinic.booking.preview(SIX, request(), ZONE, aside="Pat Smith")
    words = clinic.booking.words(shown.draft)
    again = await clinic.booking.preview(words, request(), "America/Chicago")

    assert "Pat" not in words
    assert len(again.draft.starts) == 6


async def test_a_refusal_in_the_middle_leaves_the_rest_and_is_told_once(clinic: Clinic) -> None:
    fail(clinic, refused=(2,))
    series = await book(clinic)
    await clinic.work()
    rooms = await rooms_of(clinic, series)
    problems = [(m.channel, n) for m, n in clinic.notifier.posted if n.kind is NoticeKind.PROBLEM]

    assert states(rooms).count("scheduled") == 5
    assert rooms[2].state is RoomState.REFUSED
    ((to, told),) = problems
    assert to == "U0DANA"
    assert told.details["about"] == "series"


async def test_the_missing_ones_are_tried_again_and_the_unknown_ones_never(clinic: Clinic) -> None:
    fail(clinic, refused=(2,), lost=(4,))
    series = await book(clinic)
    await clinic.work()
    before = await rooms_of(clinic, series)
    first, is_first_said = await clinic.retries.retry_missing(series, "U0DANA")
    second, is_second_said = await clinic.retries.retry_missing(series, "U0DANA")
    await clinic.work()
    clinic.clock.push(minutes=1)
    rooms = current(await rooms_of(clinic, series))

    assert states(before)[4] == "unknown"
    assert [room.id for room in first] == [room.id for room in second]
    assert (is_first_said, is_second_said) == (True, False)
    assert states(rooms) == ["scheduled"] * 4 + ["unknown", "scheduled"]
    assert clinic.rooms.made("create") == 7
    with pytest.raises(RoomClosed, match="decided"):
        await clinic.retries.retry_missing(series, "U0DANA")
    with pytest.raises(NotAllowed):
        await clinic.retries.retry_missing(series, "U0SAM")


async def test_an_unknown_one_is_decided_by_itself_and_stays_in_its_series(clinic: Clinic) -> None:
    fail(clinic, lost=(4,))
    series = await book(clinic)
    await clinic.work()
    lost = (await rooms_of(clinic, series))[4]
    again = await clinic.retries.create_again(lost.id, "U0DANA")
    await clinic.work()

    assert again.series == series
    assert states(current(await rooms_of(clinic, series))) == ["scheduled"] * 6
    assert clinic.notifier.kinds().count("card") == 1


async def test_while_betterpt_is_away_it_is_said_once_for_all(clinic: Clinic) -> None:
    clinic.rooms.trouble["prepare"] = [RoomsUnavailable("away") for _ in range(6)]
    series = await book(clinic)
    await clinic.work()
    waiting = len(clinic.notifier.replies)
    for _ in range(3):
        clinic.clock.push(minutes=1)
        await clinic.work()

    assert waiting == 1
    assert states(await rooms_of(clinic, series)) == ["scheduled"] * 6
    assert clinic.rooms.made("create") == 6
    assert len(clinic.notifier.replies) == 2, "begun and ended: the address is good for five"


@pytest.mark.parametrize("steps", range(1, 40))
async def test_stopped_at_any_step_nothing_is_lost_and_nothing_done_twice(clinic: Clinic, steps: int) -> None:
    fail(clinic, refused=(2,))
    series = await book(clinic, "every wed 3pm for 4 weeks")
    for _ in range(steps):
        await clinic.worker.work_once()
        await clinic.worker.drain(timedelta(seconds=1))
    clinic.restart()
    await clinic.work()
    rooms = await rooms_of(clinic, series)

    assert states(rooms) == ["scheduled", "scheduled", "refused", "scheduled"]
    assert clinic.rooms.made("create") == 4
    kinds = clinic.notifier.kinds()
    assert (kinds.count("card"), kinds.count("links"), kinds.count("problem")) == (1, 3, 1)
    assert clinic.notifier.edits


class Mortal(SqliteLedger):
    """A ledger whose process dies before or after its nth write."""

    left = 10_000
    is_before = True

    async def write(self, entry: Entry) -> None:
        await self._die(True)
        await super().write(entry)
        await self._die(False)

    async def mark(self, task: Task, entry: Entry) -> None:
        await self._die(True)
        await super().mark(task, entry)
        await self._die(False)

    async def finish(self, task: Task, entry: Entry) -> bool:
        await self._die(True)
        is_done = await super().finish(task, entry)
        await self._die(False)
        return is_done

    async def _die(self, is_before: bool) -> None:
        if is_before is self.is_before:
            self.left -= 1
        if is_before is self.is_before and self.left == 0:
            raise asyncio.CancelledError


@pytest.mark.parametrize("is_before", [True, False])
@pytest.mark.parametrize("writes", range(1, 40))
async def test_killed_at_any_write_nothing_is_lost_and_nothing_done_twice(
    writes: int, is_before: bool
) -> None:
    clinic = Clinic(Mortal(":memory:"))
    fail(clinic, refused=(2,))
    series = await book(clinic, "every wed 3pm for 4 weeks")
    assert isinstance(clinic.ledger, Mortal)
    clinic.ledger.left, clinic.ledger.is_before = writes, is_before
    await clinic.work()
    clinic.clock.push(minutes=3)
    clinic.restart()
    for _ in range(20):  # what is late is said at a pace
        await clinic.work()
        clinic.clock.push(seconds=2)
    rooms = await rooms_of(clinic, series)
    asked = [room_id for _, room_id in clinic.rooms.calls]
    kinds = clinic.notifier.kinds()

    assert len(asked) == len(set(asked)), "no room is asked for twice"
    assert states(rooms).count("unknown") <= 1, "only the one that was under way"
    assert {"creating"}.isdisjoint(states(rooms))
    assert kinds.count("card") == 1
    assert kinds.count("links") == states(rooms).count("scheduled")
    assert kinds.count("problem") == states(rooms).count("unknown") + ("refused" in states(rooms))
    last = [notice for notice in clinic.notifier.edits if notice.kind is NoticeKind.CARD][-1]
    assert states(list(last.rooms)) == states(rooms), "the card says what is"
    await clinic.ledger.close()


async def test_killed_in_the_middle_of_a_request_one_is_unknown_and_the_rest_is_created(
    clinic: Clinic,
) -> None:
    clinic.rooms.trouble["create"] = [asyncio.CancelledError()]
    clinic.rooms.is_acting_despite_trouble = True
    series = await book(clinic, "every wed 3pm for 3 weeks")
    await clinic.work()
    clinic.clock.push(minutes=3)  # the lease of who died runs out
    clinic.restart()
    await clinic.work()

    assert states(await rooms_of(clinic, series)) == ["unknown", "scheduled", "scheduled"]
    assert clinic.rooms.made("create") == 3


async def test_a_room_that_takes_anothers_place_cancels_it_once_it_exists(clinic: Clinic) -> None:
    old = await clinic.book()
    new = await replacing(clinic, old)
    await clinic.work()

    assert (await clinic.now(new)).state is RoomState.SCHEDULED
    assert (await clinic.now(old)).state is RoomState.CANCELLED
    assert (await clinic.now(old)).changed_by == "U0DANA"
    assert clinic.rooms.made("cancel") == 1


@pytest.mark.parametrize("error", [RoomsRejected(("no",)), OutcomeUnknown("lost")])
async def test_it_stays_untouched_if_the_other_is_not_known_to_exist(
    clinic: Clinic, error: Exception
) -> None:
    old = await clinic.book()
    clinic.rooms.trouble["create"] = [error]
    await replacing(clinic, old)
    await clinic.work()

    assert (await clinic.now(old)).state is RoomState.SCHEDULED
    assert clinic.rooms.made("cancel") == 0


async def replacing(clinic: Clinic, old: Room) -> Room:
    """Promise a room with another provider in the place of one."""
    preview = await shown(clinic, "tomorrow 3pm")
    await clinic.ledger.save_draft(replace(preview.draft, replaces=old.id))
    room, _ = await clinic.handovers.give(preview.draft.id, "U0DANA")
    return room


def fail(clinic: Clinic, refused: tuple[int, ...] = (), lost: tuple[int, ...] = ()) -> None:
    """Let BetterPT refuse the requests at these places, and lose the answers to those."""
    create = clinic.rooms.create
    asked = 0

    async def failing(room: Room) -> object:
        nonlocal asked
        place, asked = asked, asked + 1
        if place in refused:
            clinic.rooms.trouble["create"] = [RoomsRejected(("no",))]
        if place in lost:
            clinic.rooms.trouble["create"] = [OutcomeUnknown("no answer")]
        return await create(room)

    clinic.rooms.create = failing  # type: ignore[method-assign,assignment]
