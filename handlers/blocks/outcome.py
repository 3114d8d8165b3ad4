"""After the session: the follow-up, what can be done next, a correction, the chart's text, the alert."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import outcomes, promises, times
from bot.models import Correction, Room, RoomState, SessionOutcome
from handlers import contacts
from handlers.blocks import attendance, inputs, parts
from handlers.sentences import living as words
from handlers.sentences import messages, sessions
from handlers.sentences.labels import labels
from handlers.sentences.living import living
from handlers.slack import Block, Said

CORRECT = "correct"
"""The form's callback_id."""
_CHOICES = (
    SessionOutcome.HELD,
    SessionOutcome.PATIENT_MISSING,
    SessionOutcome.PROVIDER_MISSING,
    SessionOutcome.NOBODY,
    SessionOutcome.TOO_SHORT,
)
_LONGEST_REASON = 300
_WEEK, _DAY = timedelta(days=7), timedelta(days=1)


def follow_up(room: Room, now: datetime) -> Said:
    """After the session, to its provider: status, who came, how long, and what fits that."""
    said = times.say(room.start, room.zone, now=now)
    if outcomes.is_to_come(room, now):
        return parts.sentence(words.too_early(said))
    first = messages.your_session(sessions.outcome(room, now))
    blocks = [parts.section(f"*{first}*\n{said}"), attendance.both(room, now, provider=labels.YOU)]
    blocks += _about(room)
    if room.correction:
        blocks.append(corrected(room, room.correction, now))
    elif not outcomes.is_reported(room, now) and promises.next_ask(room, now):
        blocks.append(parts.context(labels.SO_FAR))
    return Said(text=first, blocks=[*blocks, *_what_next(room, now)])


def _about(room: Room) -> list[Block]:
    """Whom it was about, and BetterPT's word for how it stands."""
    whom = [contacts.masked(room.request.patient), room.request.reference or ""]
    known = [*(parts.inert(each) for each in whom), attendance.status(room)]
    return [parts.context(" · ".join(filter(None, known)))] if any(known) else []


def corrected(room: Room, correction: Correction, now: datetime) -> Block:
    """Who knew better and why, with BetterPT's report beside it."""
    how = sessions.outcome_words(correction.outcome)
    line = words.corrected(parts.person(correction.by), how, parts.inert(correction.reason))
    return parts.context(line, words.betterpt_says(sessions.outcome_words(outcomes.reported(room, now))))


def _what_next(room: Room, now: datetime) -> list[Block]:
    """Book the next one where it was held, rebook where it was not; both at times that are near at hand."""
    rest = to_record(room, now)
    label = what_follows(room, now)
    if label is None:
        return [parts.actions(rest)]
    near = [
        (times.say_short(at, room.zone, now=now), f"{room.id}|{at.isoformat()}")
        for at in suggestions(room, now)
    ]
    says = f"{label}: {near[0][0]}"
    again = [
        parts.button(label, "book-next", room.id, style="primary", says=says),
        parts.menu(living.OTHER_TIME, "book-next-at", near),
    ]
    return [parts.actions(again), parts.actions(rest)]


def to_record(room: Room, now: datetime) -> list[Block]:
    """The buttons for the clinic's record: to set the outcome right, and to copy it."""
    said = times.say(room.start, room.zone, now=now)
    return [
        parts.button(living.CORRECT, "correct", room.id, says=f"{living.CORRECT}: {said}"),
        parts.button(living.CHART, "chart", room.id, says=f"{living.CHART}: {said}"),
    ]


def what_follows(room: Room, now: datetime) -> str | None:
    """Book the next one where it was held, rebook where it was not or was cancelled; None: nothing yet."""
    if room.state is RoomState.CANCELLED:
        return None if room.handed_to else living.REBOOK
    match outcomes.outcome_of(room, now):
        case SessionOutcome.NOT_REPORTED:
            return None
        case SessionOutcome.HELD:
            return living.BOOK_NEXT
        case _:
            return living.REBOOK


def suggestions(room: Room, now: datetime) -> list[datetime]:
    """When the next one could be, in UTC: the same weekday and time of the next weeks first, then tomorrow.

    The same time on the wall of the room's zone, whatever the clocks do in between.
    """
    place = ZoneInfo(room.zone)
    local = room.start.astimezone(place).replace(tzinfo=None)
    weeks = [local + _WEEK * each for each in range(1, 5)]
    days = [local + _DAY * each for each in range(1, 4)]
    while (weeks[0].replace(tzinfo=place)) <= now:  # looked at long after
        weeks = [each + _WEEK for each in weeks]
    found = (each.replace(tzinfo=place).astimezone(room.start.tzinfo) for each in (*weeks, *days))
    return [at for at in found if at > now]


def correction_form(room: Room, now: datetime, origin: str) -> Block:
    """What happened, by a person who knows better; BetterPT's report stands beside it."""
    said = times.say(room.start, room.zone, now=now)
    reported = words.betterpt_says(sessions.outcome_words(outcomes.reported(room, now)))
    options = [parts.option(choice_label(each), each.value) for each in _CHOICES]
    picker: Block = {"type": "static_select", "action_id": "outcome", "options": options}
    if room.correction:
        picker["initial_option"] = options[_CHOICES.index(room.correction.outcome)]
    reason = inputs.text(
        "reason", living.REASON, {}, hint=living.REASON_HINT, max_length=_LONGEST_REASON, multiline=True
    )
    return parts.modal(
        CORRECT,
        title=living.CORRECT_TITLE,
        submit=living.SAVE,
        origin=origin,
        blocks=[
            parts.section(f"*{said}*\n{reported}"),
            inputs.block("outcome", living.OUTCOME, picker),
            reason,
            parts.context(living.BOTH_KEPT),
        ],
    )


def choice_label(how: SessionOutcome) -> str:
    """An outcome as a person picks it."""
    said = {
        SessionOutcome.HELD: living.HELD,
        SessionOutcome.PATIENT_MISSING: living.PATIENT_MISSING,
        SessionOutcome.PROVIDER_MISSING: living.PROVIDER_MISSING,
        SessionOutcome.NOBODY: living.NOBODY,
    }
    return said.get(how, living.TOO_SHORT)


def chart(room: Room, now: datetime, corrector: str) -> Said:
    """The facts for the clinic's record, to be copied; `corrector` is the name of who corrected them."""
    text = "\n".join(_chart(room, now, corrector))
    blocks = [parts.section(living.CHART_INTRO), parts.preformatted(text)]
    return Said(text=living.CHART, blocks=blocks)


def _chart(room: Room, now: datetime, corrector: str) -> Iterator[str]:
    zone, request = room.zone, room.request
    local = room.start.astimezone(ZoneInfo(zone))
    yield living.VIDEO_SESSION
    yield words.chart_date(f"{local:%Y-%m-%d} ({times.say_day(local.date())})")
    yield words.chart_scheduled(times.say_clock(room.start, zone), times.say_clock(room.end, zone), zone)
    if request.reference:
        yield words.chart_number(request.reference)
    if room.video:
        seen = room.video.attendance
        yield words.chart_provider(request.provider.name, sessions.presence(seen.provider, room, now))
        yield words.chart_patient(sessions.presence(seen.patient, room, now))
    yield words.chart_outcome(sessions.outcome(room, now))
    if room.video and room.video.read:
        yield words.chart_source(_moment(room.video.read, zone))
    if correction := room.correction:
        yield words.chart_corrected(corrector, _moment(correction.at, zone), correction.reason)
        yield words.betterpt_says(sessions.outcome_words(outcomes.reported(room, now)))


def _moment(at: datetime, zone: str) -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d}, {times.say_clock(at, zone)}"


def alert(room: Room, now: datetime) -> Said:
    """To a coordinator alone: that the provider did not come, or that this was not so."""
    said, how = times.say(room.start, room.zone, now=now), sessions.outcome(room, now)
    if outcomes.outcome_of(room, now) not in outcomes.PROVIDER_MISSED:
        return parts.sentence(words.not_missed(said, how))
    text = words.missed(said, how)
    did_come = outcomes.outcome_of(room, now) is SessionOutcome.PROVIDER_MISSING
    who = words.missed_about(parts.person(room.request.provider.id), did_patient_come=did_come)
    blocks = [
        parts.section(f"*{text}*\n{who}"),
        attendance.both(room, now),
        *_about(room),
        *([corrected(room, room.correction, now)] if room.correction else []),
    ]
    return Said(text=text, blocks=[*blocks, *_what_next(room, now)])
