"""What people are told: every error has a way out, and attendance is never claimed before it is known."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

import pytest

from bot import errors, reasons, times
from bot.models import Attendance, Notice, NoticeKind, Presence, Provider, Room, RoomState, VideoRoom
from handlers.blocks import outcome, private
from handlers.blocks import room as thread
from handlers.sentences import mistakes, sessions
from handlers.sentences.labels import labels
from handlers.sentences.tongue import Text
from tests.fakes import NOON, THREE, request, room

ROOT = Path(__file__).resolve().parents[2]
CAME = Presence(attended=True, duration=47)
NOT = Presence(attended=False)
NULL = Presence()
EARLY, LATE = THREE + timedelta(minutes=119), THREE + timedelta(minutes=120)


def held(provider: Presence, patient: Presence, status: str | None = "ENDED") -> Room:
    """A room whose attendance BetterPT reports so."""
    video = VideoRoom(
        uid="uid00001-more",
        start=THREE,
        zone="America/New_York",
        patient_link="https://video.example.com/1?type=patient",
        provider_link="https://video.example.com/1?type=provider",
        attendance=Attendance(provider=provider, patient=patient, status=status),
    )
    return room(state=RoomState.SCHEDULED, video=video, request=request(reference="A-1207"))


def codes(error: str) -> set[str]:
    """Every word that the code gives this error."""
    code = "".join(file.read_text(encoding="utf8") for file in (ROOT / "bot").rglob("*.py"))
    code += "".join(file.read_text(encoding="utf8") for file in (ROOT / "handlers").rglob("*.py"))
    return set(re.findall(rf'{error}\(\s*"([\w-]+)"', code))


@pytest.mark.parametrize(
    ("words", "sentences"),
    [
        (reasons.Closed, mistakes._CLOSED),
        (reasons.Barred, mistakes._ALLOWED),
        (reasons.Unread, mistakes._WORDS),
    ],
)
def test_every_reason_has_its_own_sentence_and_no_sentence_is_without_its_reason(
    words: object, sentences: dict[str, Text]
) -> None:
    """That no other word is raised is mypy's to say."""
    assert set(sentences) == set(get_args(words))
    assert len({said() for said in sentences.values()}) == len(sentences)


@pytest.mark.parametrize("error", [errors.RoomClosed, errors.NotAllowed, errors.WordsUnclear])
def test_a_word_without_a_sentence_is_answered_all_the_same(
    error: Callable[[Any], errors.BotError],
) -> None:
    said = mistakes.error(error("as nobody foresaw"))

    assert said.endswith(".")
    assert "foresaw" not in said


@pytest.mark.parametrize("reason", [*times.Reason, *sorted(codes("TimeUnclear"))])
def test_every_unclear_time_has_its_own_sentence(reason: str) -> None:
    assert mistakes.error(errors.TimeUnclear(reason)) == mistakes._TIMES[reason]()


@pytest.mark.parametrize(
    "error",
    [
        errors.ContactUnclear("email"),
        errors.ContactUnclear("phone"),
        errors.ZoneUnsupported("Europe/Paris"),
        errors.RoomNotFound(),
        errors.RoomNotFound(3),
        errors.StaleRoom("x"),
        errors.LedgerError("x"),
        errors.RoomsUnavailable("x"),
        errors.RoomsUnauthorized("x"),
        errors.RoomMissing("x"),
        errors.NotifyError("x"),
    ],
)
def test_every_other_error_is_a_sentence_that_shows_nothing_of_its_inside(error: errors.BotError) -> None:
    said = mistakes.error(error)

    assert said.endswith(".")
    assert said != labels.UNEXPECTED
    assert " x" not in said


@pytest.mark.parametrize(
    ("provider", "patient", "early", "late"),
    [
        (CAME, CAME, "both came", "both came"),
        (CAME, NOT, "not yet fully reported by BetterPT", "the patient did not come"),
        (NOT, CAME, "not yet fully reported by BetterPT", "the provider did not come"),
        (NOT, NOT, "not yet fully reported by BetterPT", "nobody came"),
        (CAME, NULL, "not yet fully reported by BetterPT", "not yet fully reported by BetterPT"),
        (NULL, NULL, "not yet fully reported by BetterPT", "not yet fully reported by BetterPT"),
    ],
)
def test_nobody_is_said_to_have_stayed_away_before_two_hours(
    provider: Presence, patient: Presence, early: str, late: str
) -> None:
    after = held(provider, patient)

    assert (sessions.outcome(after, EARLY), sessions.outcome(after, LATE)) == (early, late)


@pytest.mark.parametrize(
    ("side", "early", "late"),
    [
        (CAME, "came, 47 min", "came, 47 min"),
        (NOT, "not yet known", "did not come"),
        (NULL, "not yet known", "not reported by BetterPT"),
        (
            Presence(attended=True, duration=2820),
            "came (BetterPT reports a duration of 2820, which cannot be minutes)",
            "came (BetterPT reports a duration of 2820, which cannot be minutes)",
        ),
    ],
)
def test_each_side_is_told_as_far_as_it_is_known(side: Presence, early: str, late: str) -> None:
    after = held(side, CAME)

    assert (sessions.presence(side, after, EARLY), sessions.presence(side, after, LATE)) == (early, late)


def test_the_follow_up_shows_an_unknown_status_as_it_came() -> None:
    said = str(outcome.follow_up(held(CAME, CAME, status="NEW_<STATUS>"), LATE).blocks)

    assert "NEW_&lt;STATUS&gt;" in said
    assert "A-1207" in said


def test_what_the_channel_reads_holds_no_patient_and_what_devices_show_holds_no_link() -> None:
    after = held(CAME, CAME).but(told_at=LATE)
    moved = Notice(
        kind=NoticeKind.CHANGE,
        room=after,
        details={"what": "moved", "was": NOON.isoformat(), "by": "U0DANA", "links": "same"},
    )
    public = [
        thread.card(after, NOON),
        thread.card(after, LATE),
        thread.change(moved, NOON),
        thread.outcome(after, LATE),
    ]

    assert not [secret for secret in ("pat@", "A-1207", "https://") if secret in str(public)]
    assert "https://" not in thread.links(after).text


def test_betterpts_own_words_are_shown_and_do_nothing() -> None:
    refused = room(state=RoomState.REFUSED, problem="rejected:<!channel> said no")
    told = Notice(
        kind=NoticeKind.PROBLEM,
        room=refused,
        details={"what": "create", "start": THREE.isoformat(), "problem": "rejected:<!channel> said no"},
    )

    for said in (private.problem(told, NOON), private.reply(told, NOON, None)):
        assert "&lt;!channel&gt; said no" in str(said.blocks)
        assert "<!channel>" not in said.text + str(said.blocks)


def test_who_leaves_a_room_as_it_is_reads_what_that_may_mean() -> None:
    left = room(state=RoomState.ABANDONED, problem="no-answer")
    told = {"what": "create", "start": THREE.isoformat(), "problem": "no-answer", "decided": "left"}
    answer = private.reply(Notice(kind=NoticeKind.REPLY, room=left, details={}), NOON, None)
    message = private.problem(Notice(kind=NoticeKind.PROBLEM, room=left, details=told), NOON)

    for said in (answer, message):
        assert "was left as it is" in said.text
        assert "There may be one at BetterPT all the same, and the patient may have been told" in said.text


def test_what_stays_after_create_again_is_true_whatever_came_of_it() -> None:
    """The question is answered for good; the new room has a card or a message of its own."""
    said = private.decided(room(state=RoomState.ABANDONED), NOON, "again").text

    assert "⏳" not in said
    assert "its card, or a message from me, tells what came of it" in said


def test_who_handed_a_room_over_is_told_that_and_not_that_one_was_created() -> None:
    lees = request(provider=Provider(id="U0LEE", name="Lee Park"))
    given = held(NULL, NULL).but(replaces="b" * 32, request=lees)
    told = private.reply(
        Notice(kind=NoticeKind.REPLY, room=given, details={}), NOON, "https://slack.example/1"
    )

    assert told.text.startswith("🔁 Handed over to <@U0LEE>: Wednesday, December 2, 3:00 PM")
    assert "Created" not in str(told.blocks)
    assert "https://slack.example/1" in str(told.blocks)


def test_a_room_without_links_says_so_instead_of_an_empty_link() -> None:
    after = held(CAME, CAME)
    assert after.video
    bare = after.but(video=VideoRoom(**{**vars(after.video), "patient_link": "", "provider_link": ""}))

    assert "gave no link" in str(thread.links(bare).blocks)
