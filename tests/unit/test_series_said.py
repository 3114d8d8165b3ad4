"""A series as it is shown: within Slack's limits at 60 sessions, everything in words, nothing said twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.booking import Preview
from bot.models import Draft, Notice, NoticeKind, Room, RoomState
from handlers import notices
from handlers.blocks import handout
from handlers.blocks import series as cards
from handlers.blocks.preview import preview
from handlers.slack import Block, Said
from tests.clinic import Clinic
from tests.fakes import NOON, THREE, request, room

ZONE = "America/New_York"


def rooms(count: int, **states: RoomState) -> tuple[Room, ...]:
    """A series of rooms a week apart; `r3=RoomState.REFUSED` is the state of the third."""
    return tuple(
        room(
            id=f"{number:032}",
            series="s" * 32,
            start=THREE + timedelta(weeks=number - 1),
            state=states.get(f"r{number}", RoomState.SCHEDULED),
            problem="rejected:outreach is off" if f"r{number}" in states else None,
        )
        for number in range(1, count + 1)
    )


def notice(kind: NoticeKind, of: tuple[Room, ...], **details: str) -> Notice:
    return Notice(kind=kind, room=of[0], rooms=of, details=details)


def text_of(said: Said) -> str:
    return "\n".join(block["text"]["text"] for block in said.blocks if block["type"] == "section")


def keeps_the_limits(said: Said) -> bool:
    texts = [block["text"]["text"] for block in said.blocks if block["type"] == "section"]
    menus = [_options(element) for block in said.blocks for element in _elements(block)]
    options = [option for menu in menus for option in menu]
    return (
        len(said.blocks) <= 50
        and all(len(text) <= 3000 and not text.endswith("…") for text in texts)
        and sum(map(len, texts)) < 12_000
        and all(len(menu) <= 100 for menu in menus)
        and all(len(each["text"]["text"]) <= 75 and len(each["value"]) <= 150 for each in options)
    )


def _elements(block: Block) -> list[Block]:
    return [*block.get("elements", ()), *([block["accessory"]] if "accessory" in block else [])]


def _options(element: Block) -> list[Block]:
    groups = element.get("option_groups", [element])
    return [option for group in groups for option in group.get("options", ())]


async def shown(at: Clinic, words: str, **asked: object) -> Preview:
    return await at.booking.preview(words, request(**asked), ZONE)


async def test_sixty_sessions_fit_whatever_is_to_be_said_of_each(clinic: Clinic) -> None:
    for start in (await shown(clinic, "every day 9pm x60")).draft.starts:
        await clinic.book(start)
    seen = await shown(clinic, "every day 9:15pm x60")
    said = preview(seen, "America/Los_Angeles")

    assert len(seen.draft.starts) == 60
    assert text_of(said).count("overlaps a session") == 60
    assert keeps_the_limits(said)
    card = notices.words(notice(NoticeKind.CARD, rooms(60)), NOON)
    assert text_of(card).count("• ") == 60
    assert keeps_the_limits(card)
    all_refused = rooms(60, **{f"r{number}": RoomState.REFUSED for number in range(1, 61)})
    for kind in (NoticeKind.CARD, NoticeKind.PROBLEM, NoticeKind.REPLY):
        about = {"about": "series"} if kind is NoticeKind.PROBLEM else {}
        assert keeps_the_limits(notices.words(notice(kind, all_refused, **about), NOON))


async def test_the_change_of_the_clocks_is_marked_where_it_is_felt(clinic: Clinic) -> None:
    said = text_of(preview(await shown(clinic, "every sat 3pm from mar 6 2027 x3"), None))

    assert "Sat, Mar 13, 2027, 3:00 PM EST" in said
    assert "Sat, Mar 20, 2027, 3:00 PM EDT · 🕰️ the clocks change before it" in said
    assert said.count("clocks change") == 1


async def test_holidays_and_what_was_left_out_are_marked_with_words(clinic: Clinic) -> None:
    seen = await shown(clinic, "every fri 3pm for 5 weeks")
    christmas = next(each.start for each in seen.findings if each.holiday)
    less = await clinic.booking.leave_out(seen.draft.id, {christmas}, "U0DANA", reply_url=None)

    assert "Fri, Dec 25, 3:00 PM EST · 🗓️ Christmas Day" in text_of(preview(seen, None))
    assert "~Fri, Dec 25, 3:00 PM EST~ · left out" in text_of(preview(less, None))
    menu = next(block["accessory"] for block in preview(less, None).blocks if "accessory" in block)
    assert menu["option_groups"][0]["label"]["text"] == "Worth a look"
    assert [each["value"] for each in menu["initial_options"]] == [christmas.isoformat()]
    everything = await clinic.booking.leave_out(
        seen.draft.id, set(seen.draft.offered), "U0DANA", reply_url=None
    )
    nothing = preview(everything, None)
    assert "nothing to create" in nothing.text
    assert "Create" not in str(nothing.blocks[-1])


async def test_what_the_patient_is_told_is_summed_up(clinic: Clinic) -> None:
    said = str(preview(await shown(clinic, "every day 12:30pm for 4 days"), None).blocks)

    assert "for each of the 4 sessions" in said
    assert "confirmation by e-mail with calendar entry: at once" in said
    assert "one-hour reminder by e-mail: at 11:30 AM EST on each day, for 3 of 4" in said
    assert "fifteen-minute reminder by e-mail: at 12:15 PM EST on each day" in said


@pytest.mark.parametrize("words", ["tomorrow 3pm", "every wed 3pm for 3 weeks"])
async def test_where_nothing_is_sent_there_is_a_text_to_copy(clinic: Clinic, words: str) -> None:
    seen = await shown(clinic, words, clinic=None)
    said = str(preview(seen, None).blocks)
    text = handout.of_draft(seen.draft, NOON)

    assert "BetterPT will tell the patient nothing." in said
    assert "Text for the patient" in said
    assert "Wednesday, December 2, 3:00 PM EST (New York)" in text
    assert "We will send you the link to join." in text
    assert "Text for the patient" not in str(preview(await shown(clinic, words), None).blocks)


async def test_the_text_of_a_room_has_its_link_and_the_notification_has_not(clinic: Clinic) -> None:
    booked = await clinic.book()
    text = handout.of_room(booked, NOON)
    said = handout.to_copy(text, has_link=True)

    assert booked.video
    assert "Your video session with Bayside Physical Therapy is on Wednesday, December 2" in text
    assert booked.video.patient_link in text
    assert booked.video.provider_link not in text
    assert "http" not in said.text


def test_the_card_says_how_far_it_is_and_what_is_missing() -> None:
    creating = rooms(6, r5=RoomState.CREATING, r6=RoomState.CREATING)
    assert "⏳ Creating: 4 of 6 …" in text_of(notices.words(notice(NoticeKind.CARD, creating), NOON))
    assert "Retry" not in str(notices.words(notice(NoticeKind.CARD, creating), NOON).blocks)

    broken = notices.words(
        notice(NoticeKind.CARD, rooms(6, r3=RoomState.REFUSED, r5=RoomState.UNKNOWN)), NOON
    )
    assert "⚠️ *4 of 6 rooms were created.*" in text_of(broken)
    assert "Wed, Dec 16, 3:00 PM EST* · 🚫 Not created" in text_of(broken)
    assert "Wed, Dec 30, 3:00 PM EST* · ❓ Not known whether it was created" in text_of(broken)
    assert text_of(broken).count("Dec 30") == 1, "each date once"
    assert "Retry the missing ones" in str(broken.blocks)
    assert "pat@example.com" not in str(broken.blocks)


@pytest.mark.parametrize(
    ("cancelled", "sentence"),
    [(0, "All 3 rooms are booked."), (1, "2 of 3 sessions take place"), (3, "All 3 sessions are cancelled.")],
)
def test_the_card_says_how_much_of_the_series_takes_place(cancelled: int, sentence: str) -> None:
    states = {f"r{number}": RoomState.CANCELLED for number in range(1, cancelled + 1)}
    card = notices.words(notice(NoticeKind.CARD, rooms(3, **states)), NOON)

    assert sentence in text_of(card)
    assert ("Change a session" in str(card.blocks)) is (cancelled < 3)


def test_the_card_says_when_the_series_is_over() -> None:
    card = notices.words(notice(NoticeKind.CARD, rooms(2)), THREE + timedelta(weeks=2))

    assert "This series is over." in text_of(card)


def test_a_room_that_was_tried_again_stands_once_on_the_card() -> None:
    first, second = rooms(2, r1=RoomState.ABANDONED)
    from bot.booking.retries import successor  # noqa: PLC0415  the id is what is tested

    again = first.but(id=successor(first.id), state=RoomState.SCHEDULED)
    card = notices.words(notice(NoticeKind.CARD, (first, again, second)), NOON)

    assert "2 video sessions" in text_of(card)
    assert "All 2 rooms are booked" in text_of(card)
    left = notices.words(notice(NoticeKind.CARD, (first, second)), NOON)
    assert "Left" in text_of(left)


def test_what_stands_in_the_thread_names_its_session() -> None:
    said = notices.words(notice(NoticeKind.LINKS, rooms(2)), NOON)

    assert said.blocks[0]["text"]["text"] == "*Session of Wednesday, December 2, 3:00 PM EST (New York)*"


def test_the_click_is_answered_at_once() -> None:
    assert "Creating 6 rooms, from Wednesday" in cards.begun(6, rooms(6)[0]).text


@pytest.mark.parametrize(("count", "said"), [(1, "again for 1 room …"), (3, "again for 3 rooms …")])
def test_a_retry_is_answered_with_what_stays_true_beside_the_card(count: int, said: str) -> None:
    assert said in cards.retrying(count, is_here=True).text
    assert cards.retrying(count, is_here=False).text.endswith(f"{said} The card shows how it went.")


def test_a_draft_of_many_is_a_list_for_the_patient() -> None:
    draft = Draft(
        id="d",
        request=request(clinic=None),
        words="",
        starts=(THREE, THREE + timedelta(weeks=1)),
        zone=ZONE,
        created=NOON,
    )

    assert handout.of_draft(draft, NOON).startswith(
        "Your 2 video sessions:\n- Wednesday, December 2, 3:00 PM EST"
    )
