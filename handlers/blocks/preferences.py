"""The settings form: everybody's own part, and the clinic's below it for coordinators.

Not here: what its fields mean (`handlers.choices`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot import times
from bot.betterpt.zones import DOCUMENTED, PRESUMED
from bot.language import Language
from bot.models import Choice
from handlers.blocks import inputs, parts
from handlers.choices import NONE, ON, PROFILE, Fields, Held
from handlers.sentences import preferences as sentences
from handlers.sentences.preferences import words
from handlers.slack import Block

PREFERENCES = "preferences"


def form(held: Held, was: Fields, origin: str) -> Block:
    """The modal; `was` is what stands in it: `handlers.choices.filled`."""
    blocks = [parts.header(words.FOR_YOU), *_own(held, was)]
    if held.clinic:
        blocks += [{"type": "divider"}, parts.header(words.FOR_THE_CLINIC), *_clinic(held, was)]
    return parts.modal(PREFERENCES, title=words.TITLE, submit=words.SAVE, origin=origin, blocks=blocks)


def _own(held: Held, was: Fields) -> list[Block]:
    profile = sentences.as_in_profile(times.say_zone(held.profile_zone) if held.profile_zone else "")
    dms = [("bookings", words.TOLD_OF_BOOKINGS), ("reminders", words.REMINDED)]
    return [
        inputs.ticks("my-agenda", words.MY_AGENDA, [(ON, words.MY_AGENDA_ON)], was),
        inputs.clock("my-agenda-at", words.AGENDA_AT, was, held.zone),
        *_last(held.mine, held.zone, "agenda_at"),
        inputs.ticks("my-dms", words.DMS, dms, was),
        *_last(held.mine, held.zone, "is_told_of_bookings", "is_reminded"),
        inputs.select(
            "my-zone", words.MY_ZONE, _zones((PROFILE, profile), was["my-zone"]), was, words.MY_ZONE_HINT
        ),
        *_last(held.mine, held.zone, "zone"),
    ]


def _clinic(held: Held, was: Fields) -> list[Block]:
    def last(*names: str) -> list[Block]:
        return _last(held.ours, held.zone, *names)

    days = [(str(day), times.say_weekday(day).capitalize()) for day in range(7)]
    languages = [(Language.ENGLISH.value, sentences.ENGLISH), (Language.SPANISH.value, sentences.SPANISH)]
    previews = [("always", words.ALWAYS), ("unclear", words.WHEN_UNCLEAR)]
    links = [("thread", words.IN_THREAD), ("request", words.ON_REQUEST)]
    clinic_zone = held.clinic.time_zone if held.clinic else None
    return [
        inputs.text("names", words.NAMES, was, hint=words.NAMES_HINT, optional=True, multiline=True),
        *last("names"),
        inputs.channel("channel", words.CHANNEL, was, words.CHANNEL_HINT),
        *last("channel"),
        inputs.clock("opens", words.OPENS, was, None),
        inputs.clock("closes", words.CLOSES, was, None),
        inputs.ticks("days", words.DAYS, days, was, words.DAYS_HINT),
        *last("hours"),
        inputs.ticks("agenda", words.AGENDA, [(ON, words.AGENDA_ON)], was),
        inputs.clock("agenda-at", words.AGENDA_POSTED_AT, was, clinic_zone),
        *last("agenda_at"),
        inputs.ticks("weekly", words.WEEKLY, [(ON, words.WEEKLY_ON)], was),
        inputs.clock("weekly-at", words.WEEKLY_AT, was, clinic_zone),
        *last("weekly_at"),
        inputs.ticks("monthly", words.MONTHLY, [(ON, words.MONTHLY_ON)], was),
        inputs.clock("monthly-at", words.MONTHLY_AT, was, clinic_zone),
        *last("monthly_at"),
        inputs.select("zone", words.ZONE, _zones((NONE, words.NO_ZONE), was["zone"]), was, words.ZONE_HINT),
        *last("time_zone"),
        inputs.select("language", words.LANGUAGE, languages, was),
        *last("language"),
        inputs.radio("preview", words.PREVIEW, previews, was),
        *last("is_always_previewed"),
        inputs.radio("links", words.LINKS, links, was),
        *last("are_links_posted"),
    ]


def _last(choices: Mapping[str, Choice], zone: str | None, *names: str) -> list[Block]:
    """Who chose it last, and when; nothing where it is as it was from the first."""
    made = [choices[name] for name in names if name in choices]
    if not made:
        return []
    last = max(made, key=lambda choice: choice.at)
    day = times.say_day(times.today_in(zone or "UTC", last.at))
    return [parts.context(sentences.changed(parts.person(last.by), day))]


def _zones(first: tuple[str, str], held: str) -> Sequence[tuple[str, str]]:
    """Every zone of BetterPT's documentation, and the one that holds; `first` stands for none chosen.

    What the server itself lists is not offered: it may be more than the 100 that a menu holds.
    """
    known = (*DOCUMENTED, *PRESUMED)
    more = [held] if held not in {first[0], *known} else []
    return [first, *((zone, times.say_zone(zone)) for zone in (*more, *known))]
