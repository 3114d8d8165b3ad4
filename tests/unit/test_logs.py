"""What the operator reads of an exception: what it was and where, and of a foreign one not what it says."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from bot.errors import LedgerError
from bot.logs import Discreet, first_line
from tests.clinic import Clinic
from tests.fakes import room

SECRET = "Pat Doe, pat@example.com, (202) 555-0143, https://video.example.com/1?type=patient"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Everything that our own loggers say meanwhile, as it stands in the log."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(Discreet("%(levelname)s %(name)s %(message)s"))
    ours = logging.getLogger("bot")
    ours.addHandler(handler)
    yield written
    ours.removeHandler(handler)


def said(error: BaseException) -> str:
    """What is logged of an exception once it was raised."""
    try:
        raise error
    except type(error) as raised:
        return Discreet().formatException((type(raised), raised, raised.__traceback__))


async def test_what_a_task_stumbles_over_is_named_without_its_words(
    clinic: Clinic, lines: io.StringIO
) -> None:
    clinic.rooms.trouble["create"] = [ValueError(SECRET)]
    await clinic.book()
    text = lines.getvalue()

    assert "ERROR bot.worker task create failed\nValueError\n" in text
    assert "tests/fakes.py:" in text, "where it was raised"
    assert "bot/worker.py:" in text, "and by whom it was called"
    assert not [word for word in SECRET.split() if word in text]


def test_our_own_errors_say_what_they_say() -> None:
    assert said(LedgerError("the disk is full")).startswith("bot.errors.LedgerError: the disk is full\n")


def test_what_led_to_an_error_is_named_too() -> None:
    try:
        int(SECRET)
    except ValueError as cause:
        chained = LedgerError("it did not take it")
        chained.__cause__ = cause
    text = said(ExceptionGroup(SECRET, [chained, KeyError(SECRET)]))

    assert [line for line in text.splitlines() if not line.startswith("  ")] == [
        "ExceptionGroup",
        "among them bot.errors.LedgerError: it did not take it",
        "caused by ValueError",
        "among them KeyError",
    ]
    assert "Pat" not in text


def test_what_was_raised_while_another_was_handled_is_named_once() -> None:
    first, second = ValueError(SECRET), KeyError(SECRET)
    first.__context__, second.__context__ = second, first

    assert [line for line in said(first).splitlines() if not line.startswith("  ")] == [
        "ValueError",
        "after KeyError",
    ]


def test_asyncios_own_lines_end_before_they_tell_what_was_raised() -> None:
    line = logging.makeLogRecord({"msg": f"Task exception was never retrieved\nfuture: {room()} {SECRET}"})

    assert first_line(line)
    assert line.getMessage() == "Task exception was never retrieved"
