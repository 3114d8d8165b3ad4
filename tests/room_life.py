"""A session in tests: who came to it, time going by around it, and what Slack shows of it then."""

from __future__ import annotations

from datetime import timedelta

from bot.models import NoticeKind, Presence, Room
from handlers.notices import words
from tests.clinic import Clinic
from tests.fakes import THREE

CAME = Presence(attended=True, duration=47)
THERE = Presence(attended=True)
NOT_YET = Presence(attended=False)
STAYED_AWAY = Presence(attended=False, duration=0)
FOUR = THREE + timedelta(hours=1)


def said(clinic: Clinic, kind: NoticeKind, to: str = "") -> str:
    """What the newest message of a kind shows now: its text and its blocks; empty if there is none."""
    told = [notice for _, notice in clinic.notifier.posted] + clinic.notifier.edits
    of_kind = [each for each in told if each.kind is kind and each.details.get("to", "") == to]
    if not of_kind:
        return ""
    shown = words(of_kind[-1], clinic.clock.now())
    return f"{shown.text} {shown.blocks}"


def posted(clinic: Clinic, kind: NoticeKind) -> list[str]:
    """Where messages of a kind were posted."""
    return [message.channel for message, notice in clinic.notifier.posted if notice.kind is kind]


async def at(clinic: Clinic, minutes: float) -> None:
    """Let everything happen up to so many minutes after the start."""
    clinic.clock.at = THREE + timedelta(minutes=minutes)
    await clinic.work()


def attend(clinic: Clinic, room: Room, provider: Presence, patient: Presence) -> None:
    assert room.video
    clinic.rooms.attend(room.video.uid, provider=provider, patient=patient, status="OPEN")
