"""`/room report` over the whole bot: who sees what, where the files go, and what the channel is shown."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from bot.ledger import SqliteLedger
from bot.models import Attendance, Entry, Presence, Provider, Room, RoomState, VideoRoom
from sandbox.slack.people import DANA, LEE, LUZ, TEAM_CHANNEL, TEAM_NAME
from sandbox.world import Sandbox
from tests.fakes import MORNING, request, room
from tests.manners import watched

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
HELD, NO_PATIENT = (50, 46), (20, None)


def session(number: int, start: datetime, provider: Provider, seen: tuple[int | None, ...]) -> Room:
    """A session that took place, or was cancelled where nobody was `seen` at all."""
    link = f"https://video.example.com/{number}"
    sides = [Presence(attended=minutes is not None, duration=minutes) for minutes in seen]
    return room(
        id=f"r{number}",
        request=request(provider=provider, clinic=TEAM_NAME),
        start=start,
        state=RoomState.SCHEDULED if sides else RoomState.CANCELLED,
        cancelled_at=None if sides else start - 3 * A_DAY,
        told_at=start + A_DAY,
        video=VideoRoom(
            uid=f"u{number}",
            start=start,
            zone="America/New_York",
            patient_link=link,
            provider_link=link,
            attendance=Attendance(provider=sides[0], patient=sides[1]) if sides else Attendance(),
        ),
    )


async def worked(path: Path) -> None:
    """This week, the last one and the one before: three providers, two sessions a day each."""
    who = [Provider(id=each.id, name=each.name, email=each.email) for each in (DANA, LEE, LUZ)]
    chance = Random(7)  # noqa: S311  sessions, not secrets
    monday = MORNING.replace(hour=15) - A_DAY * MORNING.weekday() - 2 * A_WEEK
    rooms = [
        session(
            number := week * 100 + day * 10 + place,
            monday + week * A_WEEK + day * A_DAY + timedelta(hours=number % 2),
            who[place % 3],
            chance.choice((HELD, HELD, HELD, NO_PATIENT, ())),
        )
        for week in range(3)
        for day in range(5)
        for place in range(6)
    ]
    ledger = SqliteLedger(str(path))
    await ledger.write(Entry(rooms=tuple(rooms)))
    await ledger.close()


@pytest.fixture
async def busy(tmp_path: Path) -> AsyncIterator[Sandbox]:
    await worked(tmp_path / "rooms.db")
    async with watched() as world:
        bot = await world.start_bot(f"sqlite:///{tmp_path}/rooms.db")
        await world.bot_connected()
        yield world
        print(bot.output)  # noqa: T201  shown when a test fails


async def test_a_coordinator_sees_everybody_and_gets_the_files_by_dm(busy: Sandbox) -> None:
    casey = busy.person("casey")
    await casey.types("/room report last week")
    shown = await casey.sees("Report: Mon, Nov 23", where="ephemeral")
    files = await busy.slack.changes.until(
        lambda: [file for message in casey.dms() for file in message.files] or None, seconds=30
    )

    assert "*30* booked" in shown.source
    assert "Before (Mon, Nov 16 – Sun, Nov 22): 30 booked" in shown.text
    for name in ("Dana Reyes", "Lee Park", "Luz"):
        assert name in shown.text
    assert shown.buttons == ("By day", "Every session (CSV)", "Post to channel")
    assert files
    assert [file.name.rpartition(".")[2] for file in files] == ["png", "csv"]
    table = files[1]
    rows = [*csv.DictReader(io.StringIO(table.content.decode("utf-8-sig")))]
    assert sum(int(row["booked"]) for row in rows[:-1]) == int(rows[-1]["booked"]) == 30
    assert b"example.com" not in table.content
    await casey.clicks("Every session (CSV)", shown)
    await casey.sees("comes into our direct messages", where="ephemeral")
    lines = await busy.slack.changes.until(
        lambda: [file for message in casey.dms() for file in message.files][2:] or None, seconds=30
    )
    assert lines
    assert len([*csv.DictReader(io.StringIO(lines[0].content.decode("utf-8-sig")))]) == 30
    assert b"example.com" not in lines[0].content


async def test_a_provider_sees_their_own_figures_and_nobody_elses(busy: Sandbox) -> None:
    dana = busy.person("dana")
    await dana.types("/room report last week")
    shown = await dana.sees("Report: Mon, Nov 23", where="ephemeral")
    await dana.types("/room report last week @Lee")
    refused = await dana.sees("You see your own figures", where="ephemeral")

    assert "*10* booked" in shown.source
    assert "Lee Park" not in shown.text
    assert not {"Post to channel", "Every session (CSV)"} & {*shown.buttons}
    assert "are for coordinators" in refused.text


async def test_a_table_is_turned_and_the_channel_is_shown_the_clinic_as_a_whole_once(busy: Sandbox) -> None:
    casey = busy.person("casey")
    await casey.types("/room report last week")
    shown = await casey.sees("Report: Mon, Nov 23", where="ephemeral")
    await casey.clicks("By day", shown)
    turned = await casey.sees("Nov 24", where="ephemeral")
    await casey.clicks("Post to channel", turned)
    await casey.clicks("Post to channel", turned)
    posted = await casey.sees("Numbers under 5 are not told here")
    await casey.types("/room help")
    await casey.sees("Fill in a form instead", where="ephemeral")

    assert turned.buttons == ("By provider", "Every session (CSV)", "Post to channel")
    standing = [each for each in busy.slack.workspace.messages if "Numbers under 5" in str(each.blocks)]
    assert [each.channel for each in standing] == [TEAM_CHANNEL]
    for name in ("Dana", "Lee", "Luz"):
        assert name not in posted.text
    assert "30 booked · 17 held" in posted.text
    assert "Patient missing" not in posted.text, "there are three"
    assert "13 others" in posted.text
    assert "85%" not in posted.text, "it would tell that there are three"
    assert not posted.files


async def test_days_that_mean_none_are_asked_back(busy: Sandbox) -> None:
    casey = busy.person("casey")
    await casey.types("/room report the whole thing")
    asked = await casey.sees("I read no days in that", where="ephemeral")
    await casey.types("/room report march 2020")
    nothing = await casey.sees("No sessions were booked for these days", where="ephemeral")

    assert "/room report last week" in asked.text
    assert "March 2020" in nothing.text


async def test_the_week_and_the_month_come_by_themselves_once(busy: Sandbox) -> None:
    """Switched on in Slack; the bot is dead when they are due, and killed again afterwards."""
    casey = busy.person("casey")
    await casey.types("/room settings")
    await casey.fills(
        {
            "Weekly report in the channel": [
                "Post on Mondays how the week before went, for the clinic as a whole"
            ],
            "Monthly report to coordinators": [
                "Tell each coordinator on the first how the month before went, by provider"
            ],
        }
    )
    await casey.submits()
    await casey.sees("Your settings are saved", where="ephemeral")
    await busy.keeper.kill()
    busy.clock.set(MORNING + A_WEEK)
    await busy.keeper.start_again()
    week = await casey.sees("Report: Mon, Nov 30 – Sun, Dec 6")
    await busy.keeper.kill()
    busy.clock.set(MORNING + 33 * A_DAY)
    await busy.keeper.start_again()
    month = await casey.sees("Report: December 2026", where="dm")
    await casey.types("/room help")
    await casey.sees("Fill in a form instead", where="ephemeral")

    assert "Dana" not in week.text
    assert "Dana Reyes" in month.text
    told = [each for each in busy.slack.workspace.messages if "Report: " in str(each.blocks)]
    assert [each.channel for each in told] == [TEAM_CHANNEL, month.channel]
