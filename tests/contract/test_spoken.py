"""Everything that is shown to a Spanish reader is in Spanish: messages, previews, forms, the Home tab."""

from __future__ import annotations

import ast
import re
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import product
from pathlib import Path

import pytest

from bot import overview, times
from bot.booking import Found
from bot.booking.references import refer
from bot.errors import NotifyRefused, TimeUnclear
from bot.language import Language, speaking
from bot.ledger import SqliteLedger
from bot.models import (
    Account,
    Attendance,
    Choice,
    Clinic,
    Correction,
    Counted,
    Event,
    EventKind,
    Fate,
    Length,
    Notice,
    NoticeKind,
    Patient,
    Person,
    Presence,
    Room,
    RoomState,
    SessionOutcome,
    Side,
    Sums,
    Tally,
    VideoRoom,
    Wishes,
)
from bot.reports import Report, drawing
from handlers import choices, notices
from handlers.agreement import Agreed
from handlers.blocks import (
    agenda,
    booked,
    form_time,
    forms,
    hand_over,
    handout,
    home,
    keys,
    late,
    manual,
    moving,
    naming,
    outcome,
    preferences,
    preview,
    private,
    report,
    report_for_all,
    room_menu,
    timeline,
)
from handlers.blocks.look import Look
from handlers.sentences import mistakes, reports
from handlers.slack import Block, Said
from handlers.verbs import Verb
from tests.clinic import Clinic as House
from tests.fakes import NOON, THREE, request, room

COUNTED = Counted(
    first=THREE.date(),
    last=THREE.date() + timedelta(days=6),
    zone="America/New_York",
    now=THREE + timedelta(days=3),
    sums=Sums(
        tallies=tuple(
            Tally(
                stretch=place % 7,
                provider=f"U{place % 2}",
                name="Ana Ruiz",
                fate=fate,
                sessions=4 + 3 * place,
                moved=1,
                corrected=1,
                unbelievable=1,
            )
            for place, fate in enumerate(Fate)
        ),
        lengths=tuple(Length(provider="U0", side=side, minutes=44, sessions=3) for side in Side),
    ),
    before=Sums(tallies=(), lengths=()),
)
WEEK = Report.of(COUNTED)
ROOT = Path(__file__).resolve().parents[2]
LATE = THREE + timedelta(hours=30)
ENGLISH = frozenset(
    re.findall(
        r"\w+",
        """
        after again all already and are asked at been before being booked both by came can cancelled
        cannot card choose click closes created day days did does everybody everything for handed
        has have in instead is it its late left link links minutes moved never next nobody not of on
        only open opens or over patient pick press provider room rooms session sessions settings
        shows someone tells that the these this thread time times to today tomorrow was week were
        what when which who will with without yet you your
        """,
    )
)
"""Words that no Spanish sentence has."""
SPOKEN_ELSEWHERE: frozenset[str] = frozenset()
NAMES = r"Book a video room|\bRoom\b"
"""The shortcut's and the app's, which Slack shows in one language."""


def texts(part: object) -> Iterator[str]:
    """Everything in blocks that a person reads or hears."""
    if isinstance(part, dict):
        for key, value in part.items():
            if isinstance(value, str) and key in {"text", "accessibility_label", "alt_text", "title"}:
                yield value
            else:
                yield from texts(value)
    elif isinstance(part, list | tuple):
        for each in part:
            yield from texts(each)


def english_in(shown: Said) -> set[str]:
    """English words that are left, apart from code and what Slack fills in."""
    everything = " ".join((shown.text, *texts(shown.blocks)))
    plain = re.sub(rf"`[^`]*`|<[^>]*>|“[^”]*”|/room( \w+)?|https?://\S+|{NAMES}", " ", everything)
    return {word for word in re.findall(r"\w+", plain.lower()) if word in ENGLISH}


def rooms() -> Iterator[Room]:
    """One in each state, before, in and after its session, reported in each way."""
    for state in RoomState:
        yield room(state=state, problem="no-answer", request=request(reference="A-1207"))
    for sides in product((None, False, True), repeat=2):
        provider, patient = (Presence(attended=side, duration=47 if side else None) for side in sides)
        seen = Attendance(provider=provider, patient=patient, status="ENDED")
        video = VideoRoom(
            uid="3f9c0a1b-more",
            start=THREE,
            zone="America/New_York",
            patient_link="https://video.example.com/1?type=patient",
            provider_link="https://video.example.com/1?type=provider",
            attendance=seen,
        )
        yield room(state=RoomState.SCHEDULED, video=video, request=request(reference="A-1207"))


def told() -> Iterator[Notice]:
    """Everything that can be told of them."""
    codes = ("rejected:no", "unsure:no", "no-answer", "not-done", "unconfirmed", "cancelled", "unexpected")
    for each, kind in product(rooms(), NoticeKind):
        whats = {
            NoticeKind.PROBLEM: ("create", "move", "cancel", "shifted"),
            NoticeKind.CHANGE: ("moved", "cancelled"),
            NoticeKind.REPLY: ("created", "moved", "cancelled", "kept"),
        }.get(kind, ("",))
        for what, code in product(whats, codes if kind is NoticeKind.PROBLEM else codes[:1]):
            details = {"what": what, "problem": code, "start": THREE.isoformat(), "by": "U0DANA"}
            details |= {"wanted": LATE.isoformat(), "was": NOON.isoformat(), "links": "new"}
            yield Notice(kind=kind, room=each, details=details)


MOMENTS = pytest.mark.parametrize(
    "now", [NOON, THREE + timedelta(minutes=10), LATE], ids=["before", "in", "after"]
)
ZONES = ("America/New_York", "America/Los_Angeles", None)
LEE = Person(id="U0LEE", name="Lee Park", time_zone="America/Chicago")


@pytest.fixture
async def house() -> AsyncIterator[House]:
    ledger = SqliteLedger(":memory:")
    with speaking(Language.SPANISH):
        yield House(ledger)
    await ledger.close()


@pytest.fixture
def spanish() -> Iterator[None]:
    with speaking(Language.SPANISH):
        yield


def view(blocks: Block) -> Said:
    """A form or tab, as if it were a message."""
    return Said(text="", blocks=[blocks])


@MOMENTS
@pytest.mark.usefixtures("spanish")
def test_no_english_is_left_in_what_the_bot_says_by_itself(now: datetime) -> None:
    for notice in told():
        with suppress(NotifyRefused):
            shown = [notices.words(notice, now)]
            shown += [notices.replied(notice, now, "https://x")] if notice.kind is NoticeKind.REPLY else []
            for said in shown:
                assert not english_in(said), (notice.kind, said)
        if notice.kind is NoticeKind.CALENDAR:
            _, said = booked.calendar(notice, now)
            assert not english_in(said), said


@MOMENTS
@pytest.mark.usefixtures("spanish")
def test_no_english_is_left_in_what_is_said_of_a_series(now: datetime) -> None:
    for lost in (RoomState.SCHEDULED, RoomState.REFUSED, RoomState.UNKNOWN, RoomState.CANCELLED):
        of = tuple(
            room(
                id=f"{n:032}",
                series="s" * 32,
                start=THREE + timedelta(weeks=n),
                state=lost if n else RoomState.SCHEDULED,
                problem="rejected:no",
            )
            for n in range(4)
        )
        for kind in (NoticeKind.CARD, NoticeKind.LINKS, NoticeKind.OUTCOME, NoticeKind.BOOKED):
            said = notices.words(Notice(kind=kind, room=of[0], rooms=of, details={}), now)
            assert not english_in(said), said
        missing = Notice(kind=NoticeKind.PROBLEM, room=of[0], rooms=of, details={"about": "series"})
        replied = Notice(kind=NoticeKind.REPLY, room=of[0], rooms=of, details={})
        for said in (notices.words(missing, now), notices.replied(replied, now, "https://x")):
            assert not english_in(said), said


@MOMENTS
@pytest.mark.usefixtures("spanish")
def test_no_english_is_left_in_what_a_person_looks_up(now: datetime) -> None:
    shown = [private.listing("hoy", list(rooms()), now), private.listing("hoy", [], now), manual.everything()]
    for each in rooms():
        shown += [private.status(each, now, source) for source in private.Source]
        shown += [private.decided(each, now, what) for what in ("again", "left", None)]
        shown += [private.undecided(each, now)]
        shown += [outcome.follow_up(each, now), outcome.alert(each, now), hand_over.to_whom(each)]
        shown += [late.too_late(each), handout.to_copy(handout.of_room(each, now), has_link=False)]
        shown += [outcome.chart(each, now, "Casey"), view(outcome.correction_form(each, now, "{}"))]
        if each.video:
            shown += [ask(each, now) for ask in (keys.provider_link, keys.patient_link, keys.join)]
            shown += [keys.who_joins(each, now)]
        known = each.but(
            correction=Correction(outcome=SessionOutcome.TOO_SHORT, reason="“no”", by="U0DANA", at=now)
        )
        shown += [outcome.follow_up(known, now), outcome.chart(known, now, "Casey")]
        shown += [private.status(known, now, private.Source.BETTERPT)]
        shown += [Said(text="", blocks=[room_menu.row(each, now)])]
    found = Found(rooms=tuple(rooms()), read=refer("mañana 3 pm con pat@"), when=times.NotUnderstood())
    shown += [naming.pick(found, Verb.CANCEL, "", now), naming.none(found, Verb.CANCEL, now)]
    shown += [naming.which(found.rooms, Verb.CANCEL, "", now)]
    for said in shown:
        assert not english_in(said), said


@pytest.mark.parametrize("words", ["mañana 3 pm", "cada miércoles 3 pm por 6 semanas", "diario 9 pm x20"])
async def test_no_english_is_left_before_a_booking(house: House, words: str) -> None:
    for reader in ZONES:
        for asked in ({}, {"clinic": None}, {"patient": Patient()}):
            first = await house.booking.preview(words, request(**asked), "America/New_York", locale="es-LA")
            assert first.draft.starts
            assert not english_in(preview.preview(first, reader))
    less = await house.booking.leave_out(
        first.draft.id, set(first.draft.offered[:1]), "U0DANA", reply_url=None
    )
    assert not english_in(preview.preview(less, "America/New_York"))
    for start in first.draft.starts[:2]:
        await house.book(start)
    taken = await house.booking.preview(words, request(), "America/New_York", locale="es-LA")
    assert taken.has_conflicts
    assert not english_in(preview.preview(taken, None))


@pytest.mark.parametrize(
    "words",
    [
        *("mañana", "a las 3", "cada martes", "cada martes a las 3 pm", "cada día 3 pm x 300", "ayer 3 pm"),
        *("lunes 4 de diciembre 3 pm", "14 de marzo de 2027 2:30 am", "7 de noviembre de 2027 1:30 am"),
        *("mañana 3 pm o 4 pm", "3 de julio 3 pm EST", "31 de noviembre 3 pm", "mañana 3 pm bla bla"),
        *("mañana de 3 a 5 pm", "mañana 3 pm America/Los_Angeles"),
    ],
)
async def test_no_english_is_left_in_a_question(house: House, words: str) -> None:
    for reader in ZONES:
        with suppress(TimeUnclear):
            asked = await house.booking.preview(words, request(), "America/New_York", locale="es-LA")
            assert not english_in(preview.preview(asked, reader)), asked
        reading = times.read(words, now=NOON, zone="America/New_York", locale="es-LA")
        agreed = Agreed(words=words, zone="America/New_York", reading=reading)
        time_shown = form_time.shown(agreed, NOON, reader)
        form = forms.book("{}", {"provider": "U0DANA"}, time_shown, names=("Bayside", "Harbor"))
        assert not english_in(view(form)), time_shown.line


async def test_no_english_is_left_in_changes(house: House) -> None:
    held = await house.book()
    series = await house.booking.preview(
        "cada miércoles 5 pm por 4 semanas", request(), "America/New_York", locale="es-LA"
    )
    first, _ = await house.booking.book(series.draft.id, "U0DANA")
    await house.work()
    for each in (held, first):
        moved = await house.changes.plan_move_to(each.id, THREE + timedelta(days=1), "U0DANA")
        given = await house.handovers.plan(each.id, LEE, "U0DANA")
        cancelled = await house.changes.plan_cancel(each.id, "U0DANA")
        for reader in ZONES:
            shown = [
                moving.preview(moved, reader),
                late.offer(await house.changes.plan_late(each.id, "U0DANA"), reader),
                hand_over.preview(given, reader, theirs="America/Chicago"),
            ]
            for said in (*shown, moving.cancel(cancelled), view(forms.reschedule(each, "{}"))):
                assert not english_in(said), said
    silent = await house.book(THREE + timedelta(days=2), clinic=None)
    for said in (
        moving.cancel(await house.changes.plan_cancel(silent.id, "U0DANA")),
        late.offer(await house.changes.plan_late(silent.id, "U0DANA"), None),
        hand_over.preview(await house.handovers.plan(silent.id, LEE, "U0DANA"), None, theirs=None),
    ):
        assert not english_in(said), said


@MOMENTS
@pytest.mark.usefixtures("spanish")
def test_no_english_is_left_in_the_home_tab_and_the_agenda(now: datetime) -> None:
    held = [each.but(id=f"{n:032}") for n, each in enumerate(rooms())]
    held += [held[3].but(id="b" * 32, request=request(patient=Patient())), held[3].but(id="c" * 32)]
    for is_for_all, day, state in product(
        (True, False), ("next", "today", "week"), ("all", "needs", "ahead", "over", "gone")
    ):
        for of in (held, []):
            shown = home.Shown(
                rooms=of, now=now, zone="America/Los_Angeles", is_for_all=is_for_all, week=WEEK.figures
            )
            tab = home.home(shown, Look(day=day, state=state))
            assert not english_in(view(tab)), tab
    assert not english_in(view(home.for_strangers()))
    for to, of in product(("U0DANA", None), (held, held[3:4], [])):
        day_of = overview.agenda(of, to=to, day=THREE.date(), zone="America/New_York", now=now)
        assert not english_in(agenda.agenda(day_of, now))


@pytest.mark.usefixtures("spanish")
def test_no_english_is_left_in_a_report() -> None:
    for by, is_some in product(("provider", "stretch"), (True, False)):
        sums = COUNTED.sums if is_some else Sums(tallies=(), lengths=())
        said = report.report(Report.of(replace(COUNTED, sums=sums)), by=by, may_post=True, is_coming=True)
        assert not english_in(said), said
    for few in (COUNTED.sums.tallies, COUNTED.sums.tallies[:1], ()):
        counted = replace(COUNTED, sums=Sums(tallies=few, lengths=COUNTED.sums.lengths))
        assert not english_in(report_for_all.account(Account(to=None, counted=counted)))
    shown = drawing(WEEK, reports.picture_words(), report.title(WEEK))
    drawn = [
        shown["title"],
        *shown["labels"],
        *shown["words"].values(),
        *(word for _, word in shown["headline"]),
    ]
    drawn += [each["word"] for each in (*shown["bars"], *shown["lengths"])]
    assert not english_in(Said(text=" ".join(drawn), blocks=[]))


@pytest.mark.usefixtures("spanish")
def test_no_english_is_left_in_the_settings() -> None:
    chosen = Choice(scope="clinic", name="language", value='"es"', by="U0CASEY", at=NOON)
    held = choices.Held(
        wishes=Wishes(agenda_at=time(8)),
        clinic=Clinic(names=("Bayside",), agenda_at=time(7, 30)),
        mine={"agenda_at": chosen},
        ours={"language": chosen},
        profile_zone="America/Los_Angeles",
        zone="America/Los_Angeles",
    )
    form = preferences.form(held, choices.filled(held), "{}")
    assert not english_in(view(form))


@pytest.mark.usefixtures("spanish")
def test_no_english_is_left_in_a_history() -> None:
    details: Sequence[tuple[EventKind, dict[str, str]]] = [
        *(
            (EventKind.ASKED, {"what": what, "to": "U0LEE", "words": "“3 pm”", "start": THREE.isoformat()})
            for what in ("book", "move", "late", "cancel", "retry", "leave", "give")
        ),
        *(
            (EventKind.CALLED, {"what": what, "answer": answer, "ms": "5", "start": THREE.isoformat()})
            for what in ("create", "reschedule", "cancel", "get")
            for answer in ("done", "RoomsUnavailable", "RoomsRejected", "OutcomeUnknown", "interrupted", "X")
        ),
        *(
            (EventKind.SAID, {"what": kind.value, "how": how, "where": where, "to": "U0LEE"})
            for kind in NoticeKind
            for how in ("posted", "edited", "failed")
            for where in ("DM", "C0TEAM")
        ),
        (EventKind.CORRECTED, {"was": "held", "outcome": "nobody"}),
    ]
    events = [
        Event(room_id="a" * 32, kind=kind, at=NOON + timedelta(minutes=n), by="U0DANA", details=told)
        for n, (kind, told) in enumerate(details)
    ]
    for of in (events, []):
        for page in range(4):
            said = timeline.timeline(room(), of, "America/New_York", NOON, page=page)
            assert not english_in(said), said


def labels(part: object) -> Iterator[tuple[str, int]]:
    """Each short text in blocks, with the most characters that Slack takes for it."""
    if isinstance(part, dict):
        if part.get("type") == "button":
            yield part["text"]["text"], 75
        if part.get("type") == "modal":
            yield from ((part[name]["text"], 24) for name in ("title", "submit", "close") if name in part)
        for each in part.get("options", ()):
            yield each["text"]["text"], 75
        for each in part.values():
            yield from labels(each)
    elif isinstance(part, list | tuple):
        for each in part:
            yield from labels(each)


@pytest.mark.usefixtures("spanish")
def test_what_stands_on_a_control_is_never_cut() -> None:
    held = choices.Held(
        wishes=Wishes(), clinic=Clinic(), mine={}, ours={}, profile_zone="America/Los_Angeles", zone=None
    )
    agreed = form_time.shown(Agreed(zone="America/New_York"), NOON, None)
    shown: list[Block] = [
        preferences.form(held, choices.filled(held), "{}"),
        forms.book("{}", {"provider": "U0DANA"}, agreed),
        forms.reschedule(room(), "{}"),
        outcome.correction_form(room(), LATE, "{}"),
        home.home(
            home.Shown(rooms=list(rooms()), now=NOON, zone="America/New_York", is_for_all=True), Look()
        ),
        *(block for notice in told() if notice.kind is not NoticeKind.CALENDAR for block in shown_of(notice)),
    ]
    for text, most in labels(shown):
        assert len(text) <= most, text
        assert not text.endswith("…") or text.endswith(" …"), text


def shown_of(notice: Notice) -> Sequence[Block]:
    return notices.words(notice, NOON).blocks


@pytest.mark.usefixtures("spanish")
def test_no_english_is_left_in_mistakes() -> None:
    for table in (mistakes._TIMES, mistakes._CLOSED, mistakes._ALLOWED, mistakes._WORDS, mistakes._CONTACTS):
        for said in table.values():
            assert not english_in(Said(text=said(), blocks=[]))


def test_no_english_stands_in_blocks_by_itself() -> None:
    """Words with a space between them are a sentence, and belong to `sentences`; `show-room` is an id."""
    loose = []
    for file in sorted((ROOT / "handlers" / "blocks").glob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf8"))
        said = {id(each) for node in ast.walk(tree) if isinstance(node, ast.Expr) for each in ast.walk(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
                words = re.findall(r"\w+", re.sub(r"\{[^}]*\}", " ", node.value))
                if " " in node.value and len(words) > 1 and {word.lower() for word in words} & ENGLISH:
                    loose.append(f"{file.relative_to(ROOT)}:{node.lineno} {node.value!r}")

    assert not loose
