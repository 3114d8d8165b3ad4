"""What people type in French: the one instant that it means, what is asked, and that names stay names."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.times import Instant, NotUnderstood, Question, Reading, Reason, read
from bot.times.reading import Series

PARIS = "Europe/Paris"
WEDNESDAY_10AM = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def said(words: str, *, locale: str = "fr-FR", zone: str = PARIS) -> Reading:
    return read(words, now=WEDNESDAY_10AM, zone=zone, locale=locale)


def wall(at: datetime) -> str:
    return at.astimezone(ZoneInfo(PARIS)).strftime("%Y-%m-%d %H:%M")


def walled(reading: Reading) -> str | None:
    return wall(reading.at) if isinstance(reading, Instant) else None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("demain à 15h", "2026-11-26 15:00"),
        ("demain a 15h", "2026-11-26 15:00"),
        ("demain 15 h", "2026-11-26 15:00"),
        ("demain à 15h30", "2026-11-26 15:30"),
        ("demain à 15 h 30", "2026-11-26 15:30"),
        ("demain à 15 heures", "2026-11-26 15:00"),
        ("demain 15 heures 30", "2026-11-26 15:30"),
        ("demain à 15:30", "2026-11-26 15:30"),
        ("demain à 15.30", "2026-11-26 15:30"),
        ("demain à quinze heures", "2026-11-26 15:00"),
        ("demain à dix-sept heures trente", "2026-11-26 17:30"),
        ("demain à vingt et une heures", "2026-11-26 21:00"),
        ("demain à 17 heures précises", "2026-11-26 17:00"),
        ("demain à trois heures", "2026-11-26 15:00"),
        ("demain à une heure", "2026-11-26 13:00"),
        ("demain à trois heures et demie", "2026-11-26 15:30"),
        ("demain à trois heures et quart", "2026-11-26 15:15"),
        ("demain à quatre heures moins le quart", "2026-11-26 15:45"),
        ("demain à quatre heures moins dix", "2026-11-26 15:50"),
        ("demain à neuf heures vingt-cinq", "2026-11-26 09:25"),
        ("demain à sept heures et vingt-sept minutes", "2026-11-26 07:27"),
        ("huit et quart demain", "2026-11-26 08:15"),
        ("demain midi", "2026-11-26 12:00"),
        ("demain à midi et demi", "2026-11-26 12:30"),
        ("demain à midi trente", "2026-11-26 12:30"),
        ("demain à midi moins dix", "2026-11-26 11:50"),
        ("demain vers 15h", "2026-11-26 15:00"),
        ("demain aux alentours de 15h", "2026-11-26 15:00"),
        ("demain à 3h et demie", "2026-11-26 15:30"),
        ("demain à 4h moins le quart", "2026-11-26 15:45"),
        ("demain à trois heures un quart", "2026-11-26 15:15"),
        ("demain à onze heures trois quarts", "2026-11-26 11:45"),
        ("demain à midi trois quarts", "2026-11-26 12:45"),
        ("demain à midi pile", "2026-11-26 12:00"),
        ("une heure de l'après-midi demain", "2026-11-26 13:00"),
        ("à 10h 16 sept", "2027-09-16 10:00"),
        ("le 5 9am", "2026-12-05 09:00"),
        ("2m1 15h", "2026-11-26 15:00"),
    ],
)
def test_a_clock_has_its_h(words: str, expected: str) -> None:
    reading = said(words)
    assert walled(reading) == expected
    assert reading.rest == ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ce soir à 8h", "2026-11-25 20:00"),
        ("8 ce soir", "2026-11-25 20:00"),
        ("demain soir 7h", "2026-11-26 19:00"),
        ("cet après-midi à 3h", "2026-11-25 15:00"),
        ("demain après-midi à 2h", "2026-11-26 14:00"),
        ("demain dans l'après-midi à 4", "2026-11-26 16:00"),
        ("demain matin à 9h", "2026-11-26 09:00"),
        ("3h du mat", "2026-11-26 03:00"),
        ("à 6 heures du soir", "2026-11-25 18:00"),
        ("sept et demie du matin", "2026-11-26 07:30"),
        ("huit quarante demain matin", "2026-11-26 08:40"),
    ],
)
def test_a_part_of_the_day_decides_its_half(words: str, expected: str) -> None:
    reading = said(words)
    assert walled(reading) == expected
    assert reading.rest == ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("lundi à 10h", "2026-11-30 10:00"),
        ("le lundi 30 novembre à 10h", "2026-11-30 10:00"),
        ("lundi 30 à 10h", "2026-11-30 10:00"),
        ("lundi prochain à 10h", "2026-11-30 10:00"),
        ("lundi qui vient à 10h", "2026-11-30 10:00"),
        ("ce vendredi à 10h", "2026-11-27 10:00"),
        ("mardi de la semaine prochaine à 10h", "2026-12-01 10:00"),
        ("mardi la semaine d'après à 10h", "2026-12-01 10:00"),
        ("jeudi cette semaine à 10h", "2026-11-26 10:00"),
        ("la semaine prochaine mardi à 10h", "2026-12-01 10:00"),
        ("lundi en huit à 10h", "2026-12-07 10:00"),
        ("mercredi en quinze à 10h", "2026-12-09 10:00"),
        ("après-demain à 10h", "2026-11-27 10:00"),
        ("apres demain à 10h", "2026-11-27 10:00"),
        ("le 5 à 10h", "2026-12-05 10:00"),
        ("vendredi quatre à dix heures", "2026-12-04 10:00"),
        ("le 5 du mois prochain à 10h", "2026-12-05 10:00"),
        ("le 5 mars à 10h", "2027-03-05 10:00"),
        ("le 1er avril à 10h", "2027-04-01 10:00"),
        ("premier avril à 10h", "2027-04-01 10:00"),
        ("quinze mars 2028 à 10h", "2028-03-15 10:00"),
        ("15 sept à 10h", "2027-09-15 10:00"),
        ("5 mar à 10h", "2027-03-05 10:00"),
        ("mar. 8 déc. à 10h", "2026-12-08 10:00"),
        ("24 févr. à 10h", "2027-02-24 10:00"),
        ("4/12 à 10h", "2026-12-04 10:00"),
        ("le 04 12 2026 à 10h", "2026-12-04 10:00"),
        ("le premier vendredi de juillet à 10h", "2027-07-02 10:00"),
        ("le dernier vendredi du mois à 10h", "2026-11-27 10:00"),
        ("le premier lundi du mois prochain à 10h", "2026-12-07 10:00"),
        ("fin du mois à 10h", "2026-11-30 10:00"),
        ("le 14 juillet à 10h", "2027-07-14 10:00"),
        ("Noël à 10h", "2026-12-25 10:00"),
        ("la veille de Noël à 10h", "2026-12-24 10:00"),
        ("le lendemain de Noël à 10h", "2026-12-26 10:00"),
        ("jour de l'an à 10h", "2027-01-01 10:00"),
        ("vendredi 4 décmbre à 10h", "2026-12-04 10:00"),
        ("le 5 mars de l'année prochaine à 10h", "2027-03-05 10:00"),
        ("le premier jour du mois prochain à 10h", "2026-12-01 10:00"),
        ("quinze janvier deux mille vingt-sept à 10h", "2027-01-15 10:00"),
        ("lundi prochain en huit à 10h", "2026-12-07 10:00"),
        ("l'avant-veille de Noël à 10h", "2026-12-23 10:00"),
        ("lundii à 10h", "2026-11-30 10:00"),
        ("samedi qui vient à 10h", "2026-11-28 10:00"),
    ],
)
def test_a_day_is_said_in_many_ways(words: str, expected: str) -> None:
    reading = said(words)
    assert walled(reading) == expected
    assert reading.rest == ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("dans 2 heures", "2026-11-25 12:00"),
        ("dans 2h30", "2026-11-25 12:30"),
        ("dans 2 heures 30", "2026-11-25 12:30"),
        ("dans une heure et demie", "2026-11-25 11:30"),
        ("dans deux heures et quart", "2026-11-25 12:15"),
        ("dans une demi-heure", "2026-11-25 10:30"),
        ("dans un quart d'heure", "2026-11-25 10:15"),
        ("dans trois quarts d'heure", "2026-11-25 10:45"),
        ("2 heures plus tard", "2026-11-25 12:00"),
        ("deux heures après 15h", "2026-11-25 17:00"),
        ("dans 2 semaines à 9h", "2026-12-09 09:00"),
        ("dans quinze jours à 9h", "2026-12-09 09:00"),
        ("dans huit jours à 9h", "2026-12-02 09:00"),
        ("maintenant", "2026-11-25 10:00"),
        ("dans 1 h 30", "2026-11-25 11:30"),
        ("dans 1h et demie", "2026-11-25 11:30"),
        ("dans une heure trois quarts", "2026-11-25 11:45"),
        ("dans 1,5 heure", "2026-11-25 11:30"),
        ("dans une vingtaine de minutes", "2026-11-25 10:20"),
        ("dans 48h", "2026-11-27 10:00"),
        ("dans 2j à 9h", "2026-11-27 09:00"),
        ("ds 2h", "2026-11-25 12:00"),
        ("dans 2 semaines 15h30", "2026-12-09 15:30"),
        ("ce soir à minuit", "2026-11-26 00:00"),
    ],
)
def test_a_length_counts_from_now(words: str, expected: str) -> None:
    assert walled(said(words)) == expected


def test_within_is_no_time() -> None:
    assert not isinstance(said("d'ici 2 heures"), Instant)


def test_a_small_h_is_the_24_hour_clock_but_the_afternoon_is_one_click_away() -> None:
    reading = said("demain à 5h")
    assert isinstance(reading, Instant)
    assert (wall(reading.at), [wall(other) for other in reading.others]) == (
        "2026-11-26 05:00",
        ["2026-11-26 17:00"],
    )


@pytest.mark.parametrize(
    ("words", "expected", "end"),
    [
        ("demain de 9h30 à 11h", "2026-11-26 09:30", "2026-11-26 11:00"),
        ("demain entre 14h et 15h", "2026-11-26 14:00", "2026-11-26 15:00"),
        ("demain 14h-15h", "2026-11-26 14:00", "2026-11-26 15:00"),
        ("de 9 heures 30 à 11h demain", "2026-11-26 09:30", "2026-11-26 11:00"),
        ("demain à 15h pendant 45 minutes", "2026-11-26 15:00", "2026-11-26 15:45"),
        ("séance d'une heure demain à 15h", "2026-11-26 15:00", "2026-11-26 16:00"),
        ("séance de 1h30 demain à 15h", "2026-11-26 15:00", "2026-11-26 16:30"),
    ],
)
def test_a_stretch_has_an_end(words: str, expected: str, end: str) -> None:
    reading = said(words)
    assert isinstance(reading, Instant)
    assert (wall(reading.at), reading.ends and wall(reading.ends)) == (expected, end)


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("demain à 15h avec Marta", "avec Marta"),
        ("réserve une salle pour demain à 15h avec pat@example.com, s'il te plaît", "avec pat@example.com"),
        ("rdv avec Javier demain à 15h", "avec Javier"),
        ("demain à 15h avec Noël Dupont", "avec Noël Dupont"),
        ("demain à 15h, rue du 4 septembre", "rue du 4 septembre"),
        ("la séance est à 15h demain", "la séance est"),
        ("c'est demain à 15h", "c'est"),
    ],
)
def test_what_is_not_time_is_left_over(words: str, rest: str) -> None:
    reading = said(words)
    assert (walled(reading), reading.rest) == ("2026-11-26 15:00", rest)


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("demain à 15h heure de Montréal", "America/Montreal"),
        ("demain à 15h (heure de New York)", "America/New_York"),
        ("demain à 15h heure de l'Est", "America/New_York"),
        ("demain à 15h heure de la Nouvelle-Orléans", "America/Chicago"),
        ("demain à 15h HNE", "America/New_York"),
        ("demain 15h EST", "America/New_York"),
    ],
)
def test_a_zone_is_said_by_its_city_and_est_only_behind_a_clock(words: str, zone: str | None) -> None:
    reading = said(words)
    assert isinstance(reading, Instant)
    assert reading.zone == (zone or PARIS)
    if zone:
        assert reading.at.astimezone(ZoneInfo(zone)).strftime("%d %H:%M") == "26 15:00"


@pytest.mark.parametrize(
    ("words", "reason", "day"),
    [
        ("vendredi", Reason.NEED_TIME, date(2026, 11, 27)),
        ("vendredi en fin de matinée", Reason.NEED_TIME, date(2026, 11, 27)),
        ("le 5 mars", Reason.NEED_TIME, date(2027, 3, 5)),
        ("la semaine prochaine", Reason.NEED_TIME, None),
        ("hier à 16h", Reason.PAST, date(2026, 11, 24)),
        ("il y a 3 jours", Reason.PAST, date(2026, 11, 22)),
        ("demain à 15h ou 16h", Reason.MULTIPLE, date(2026, 11, 26)),
        ("demain à minuit", Reason.AMBIGUOUS, None),
        ("29 février 2027 à 10h", Reason.INVALID_DATE, None),
        ("demain à partir de 15h", Reason.AMBIGUOUS, None),
        ("mi-mars à 10h", Reason.AMBIGUOUS, None),
        ("début mars à 10h", Reason.AMBIGUOUS, None),
    ],
)
def test_a_doubt_is_asked(words: str, reason: Reason, day: date | None) -> None:
    question = said(words)
    assert isinstance(question, Question)
    assert (question.reason, question.day) == (reason, day)


@pytest.mark.parametrize(
    ("words", "first", "count"),
    [
        ("tous les mardis à 15h pendant 6 semaines", "2026-12-01 15:00", 6),
        ("chaque mardi à 15h, 8 fois", "2026-12-01 15:00", 8),
        ("tous les lundis à 15h à partir de la semaine prochaine, 4 fois", "2026-11-30 15:00", 4),
        ("les lundis et mercredis à 14h pendant 2 semaines", "2026-11-25 14:00", 4),
        ("chaque lundi à 10h jusqu'au 15 janvier", "2026-11-30 10:00", 7),
        ("tous les jeudis à 11h du 3 décembre au 28 janvier", "2026-12-03 11:00", 9),
        ("un mardi sur deux à 15h, 4 fois", "2026-12-01 15:00", 4),
        ("lundi à 9h x6", "2026-11-30 09:00", 6),
        ("un lundi sur trois à 9h, 4 fois", "2026-11-30 09:00", 4),
        ("tous les premiers lundis du mois à 9h, 3 fois", "2026-12-07 09:00", 3),
        ("du lundi au jeudi à 9h pendant 2 semaines", "2026-11-26 09:00", 8),
    ],
)
def test_a_series_has_several_starts(words: str, first: str, count: int) -> None:
    reading = said(words)
    assert isinstance(reading, Series)
    assert (wall(reading.starts[0]), len(reading.starts), reading.rest) == (first, count, "")


@pytest.mark.parametrize(
    "words",
    [
        "bonjour",
        "Ana a un court de tennis",
        "deux trois minutes",
        "Je veux le numéro 3",
        "la dernière homme",
        "du lundi au vendredi à 9h",
        "à 3 patients",
        "elle a 3 enfants",
        "j'ai attendu 3 heures",
        "24h/24",
    ],
)
def test_what_holds_no_single_time_is_not_understood(words: str) -> None:
    assert isinstance(said(words), NotUnderstood)


@pytest.mark.parametrize("words", ["demain à 15h", "demain 3pm", "tomorrow at 3pm", "demain à quinze heures"])
@pytest.mark.parametrize("locale", ["en-US", "fr-FR", "fr-CA", "es-ES"])
def test_the_words_decide_the_language(words: str, locale: str) -> None:
    assert walled(said(words, locale=locale)) == "2026-11-26 15:00"


@pytest.mark.parametrize("name", ["Sam", "Noel", "Mai", "Avril", "Dim", "Dr. Mars", "Jean-Marie", "Matin"])
def test_names_in_english_words_stay_names(name: str) -> None:
    reading = said(f"{name} tomorrow 3pm", locale="en-US")
    assert (walled(reading), reading.rest) == ("2026-11-26 15:00", name)
    assert said(f"{name} 3pm", locale="en-US").rest == name


@pytest.mark.parametrize("name", ["Dimanche", "Jeudi"])
def test_a_name_beside_an_english_day_stays_a_name(name: str) -> None:
    reading = said(f"{name} friday 3pm", locale="en-US")
    assert (walled(reading), reading.rest) == ("2026-11-27 15:00", name)


@pytest.mark.parametrize("words", ["le 21 juin à 15h", "le 21 juin 2027 15h"])
def test_a_date_shows_its_language_though_its_month_is_a_name(words: str) -> None:
    assert walled(said(words, locale="en-US")) == "2027-06-21 15:00"
