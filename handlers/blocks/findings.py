"""What stands against a session in a preview: rooms that exist already, holidays, clinic hours.

Of a room that the reader has no part in only its time and provider are shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot import times
from bot.booking import Finding, Standing
from bot.models import Room
from handlers import contacts
from handlers.blocks import parts
from handlers.sentences import conflicts as words
from handlers.sentences.conflicts import conflicts
from handlers.sentences.holidays import holiday
from handlers.slack import Block


def found(findings: Sequence[Finding], zone: str) -> list[Block]:
    """One line for each thing, with a button to a room that the reader may open."""
    blocks: list[Block] = []
    for finding in findings:
        blocks += [_standing(_overlap(each, zone), each) for each in finding.overlaps]
        blocks += [_standing(_same_patient(each, zone), each) for each in finding.same_patient]
        blocks += [parts.context(remark) for remark in _remarks(finding)]
    return blocks


def in_list(finding: Finding, zone: str, *, is_outside_said: bool = False) -> list[str]:
    """The same as a few words each, behind a date."""
    name = holiday(finding.holiday) if finding.holiday else ""
    is_outside = finding.is_outside_hours and not is_outside_said
    return [
        *(words.overlap_in_list(times.say_clock(each.room.start, zone)) for each in finding.overlaps),
        *(
            words.same_patient_in_list(times.say_clock(each.room.start, zone))
            for each in finding.same_patient
        ),
        *([words.on_holiday(name)] if name else []),
        *([conflicts.OUTSIDE] if is_outside else []),
    ]


def is_worth_a_look(finding: Finding) -> bool:
    """Whether its date is offered first to be left out."""
    return bool(finding.conflicts or finding.holiday)


def _standing(text: str, standing: Standing) -> Block:
    block = parts.section(text)
    if standing.is_open:
        says = f"{conflicts.OPEN}: {times.say(standing.room.start, standing.room.zone)}"
        block["accessory"] = parts.button(conflicts.OPEN, "show-room", standing.room.id, says=says)
    return block


def _overlap(standing: Standing, zone: str) -> str:
    room = standing.room
    about = _about(room) if standing.is_open else ""
    return words.overlap(parts.person(room.request.provider.id), _clock(room, zone), about)


def _same_patient(standing: Standing, zone: str) -> str:
    room = standing.room
    return words.same_patient(_clock(room, zone), parts.person(room.request.provider.id))


def _clock(room: Room, zone: str) -> str:
    return times.say_clock(room.start, zone)


def _about(room: Room) -> str:
    known = (room.request.reference, contacts.masked(room.request.patient))
    return parts.inert(" · ".join(each for each in known if each))


def _remarks(finding: Finding) -> list[str]:
    name = words.holiday(holiday(finding.holiday)) if finding.holiday else ""
    outside = conflicts.OUTSIDE_HOURS if finding.is_outside_hours else ""
    return [each for each in (name, outside) if each]
