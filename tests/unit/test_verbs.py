"""What a command begins with: verbs, words for them, and words that are nearly or only seem to be one."""

from __future__ import annotations

import re

import pytest

from bot.language import Language, speaking
from handlers.command import Command, Verb, parse
from handlers.sentences.help import HELP, Topic
from handlers.verbs import SYNONYMS


@pytest.mark.parametrize(
    ("verb", "name"), [(verb, name) for verb, names in SYNONYMS.items() for name in names]
)
def test_each_word_for_a_verb_means_it(verb: Verb, name: str) -> None:
    assert parse(name).verb is verb
    assert parse(name.upper()).verb is verb


def test_no_word_means_two_things() -> None:
    names = [name for names in SYNONYMS.values() for name in names]

    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("text", "verb", "words", "to"),
    [
        ("move tomorrow 3pm to friday 2pm", Verb.RESCHEDULE, "tomorrow 3pm", "friday 2pm"),
        ("push 3pm to 4pm", Verb.RESCHEDULE, "3pm", "4pm"),
        ("move to friday 2pm", Verb.RESCHEDULE, "", "friday 2pm"),
        ("move it to friday 2pm", Verb.RESCHEDULE, "", "friday 2pm"),
        ("mover mañana 3pm a viernes 2pm", Verb.RESCHEDULE, "mañana 3pm", "viernes 2pm"),
        (
            "cambiar mañana a las 3 al viernes a las 2",
            Verb.RESCHEDULE,
            "mañana a las 3",
            "viernes a las 2",
        ),
        ("please cancel tomorrow 3pm", Verb.CANCEL, "tomorrow 3pm", ""),
        ("can you cancel it?", Verb.CANCEL, "", ""),
        ("borrar mañana 3pm", Verb.CANCEL, "mañana 3pm", ""),
        ("¿por qué mañana 3pm?", Verb.WHY, "mañana 3pm", ""),
        ("running late", Verb.LATE, "", ""),
        ("my 3pm", Verb.STATUS, "3pm", ""),
        ("show tomorrow 3pm", Verb.STATUS, "tomorrow 3pm", ""),
    ],
)
def test_a_verb_leads_what_it_is_about(text: str, verb: Verb, words: str, to: str) -> None:
    assert parse(text) == Command(verb=verb, words=words, to=to)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("schedule", ""),
        ("schedule for tomorrow", "tomorrow"),
        ("show me today", "today"),
        ("my rooms", ""),
        ("today", "today"),
        ("hoy", "hoy"),
        ("agenda this week", "this week"),
        ("lista mañana", "mañana"),
    ],
)
def test_a_word_that_could_begin_a_time_lists_where_no_time_follows(text: str, period: str) -> None:
    assert parse(text) == Command(verb=Verb.LIST, words=period)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("schedule tomorrow 3pm", "tomorrow 3pm"),
        ("today 3pm", "today 3pm"),
        ("hoy a las 3", "hoy a las 3"),
        ("book a video room tomorrow 3pm", "tomorrow 3pm"),
        ("nueva sala mañana a las 15h", "mañana a las 15h"),
        ("late afternoon tomorrow", "late afternoon tomorrow"),
        ("my patient wants tomorrow 3pm", "my patient wants tomorrow 3pm"),
        ("tomorrow", "tomorrow"),
        ("march 3 3pm", "march 3 3pm"),
        ("later today 3pm", "later today 3pm"),
        ("Lisa tomorrow 3pm", "Lisa tomorrow 3pm"),
        ("Kate tomorrow 3pm", "Kate tomorrow 3pm"),
        ("noon tomorrow", "noon tomorrow"),
    ],
)
def test_no_word_steals_a_booking(text: str, words: str) -> None:
    assert parse(text) == Command(verb=Verb.BOOK, words=words)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("cancle tomorrow 3pm", Verb.CANCEL),
        ("acncel 3pm", Verb.CANCEL),
        ("reshedule 3pm to 4pm", Verb.RESCHEDULE),
        ("statsu 3pm", Verb.STATUS),
        ("lits tomorrow", Verb.LIST),
        ("hlep", Verb.HELP),
        ("canselar mañana", Verb.CANCEL),
    ],
)
def test_the_nearest_word_is_offered_and_never_run(text: str, meant: Verb) -> None:
    said = parse(text)

    assert (said.verb, said.meant) == (Verb.BOOK, meant)


@pytest.mark.parametrize("language", [*Language])
@pytest.mark.parametrize("topic", HELP, ids=lambda topic: topic.verb)
def test_examples_of_the_help_mean_what_they_stand_for_in_every_language(
    topic: Topic, language: Language
) -> None:
    with speaking(language):
        typed = [example() for example in topic.examples]

    for each in typed:
        said = parse(re.sub(r"@(Dana|Lee)", lambda who: f"<@U0{who[1].upper()}>", each.removeprefix("/room")))
        assert (said.verb, said.meant) == (topic.verb, None), each


def test_what_is_like_no_verb_is_not_guessed() -> None:
    assert parse("resend tomorrow 3pm").meant is None, "difflib finds reschedule in it"


def test_a_room_is_given_to_the_last_who_is_named() -> None:
    said = parse("give friday <@U0LEE|lee> to <@U0DANA|dana>")

    assert (said.verb, said.words, said.provider) == (Verb.GIVE, "friday <@U0LEE|lee>", "U0DANA")
