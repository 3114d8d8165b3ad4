"""What people type in Spanish: the one instant that it means, what is asked, and that names stay names."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.times import Instant, NotUnderstood, Question, Reading, Reason, read
from bot.times.reading import Series

MADRID = "Europe/Madrid"
WEDNESDAY_10AM = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def said(words: str, *, locale: str = "es-ES", zone: str = MADRID) -> Reading:
    return read(words, now=WEDNESDAY_10AM, zone=zone, locale=locale)


def wall(at: datetime) -> str:
    return at.astimezone(ZoneInfo(MADRID)).strftime("%Y-%m-%d %H:%M")


def walled(reading: Reading) -> str | None:
    return wall(reading.at) if isinstance(reading, Instant) else None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("mañana a las 3", "2026-11-26 15:00"),
        ("manana a las 3", "2026-11-26 15:00"),
        ("mañana alas 3", "2026-11-26 15:00"),
        ("mañana a las tres", "2026-11-26 15:00"),
        ("mañana a las 3 de la tarde", "2026-11-26 15:00"),
        ("mañana a las 3pm", "2026-11-26 15:00"),
        ("mañana a las 3 p. m.", "2026-11-26 15:00"),
        ("mañana a las 15:30", "2026-11-26 15:30"),
        ("mañana a las 15.30", "2026-11-26 15:30"),
        ("mañana a las 15h30", "2026-11-26 15:30"),
        ("mañana a las 15 horas", "2026-11-26 15:00"),
        ("mañana a las 15:30 hs", "2026-11-26 15:30"),
        ("mañana a las 3 en punto", "2026-11-26 15:00"),
        ("mañana a la una", "2026-11-26 13:00"),
        ("mañana a la 1:15", "2026-11-26 13:15"),
        ("mañana a la una menos diez", "2026-11-26 12:50"),
        ("mañana a las tres y media", "2026-11-26 15:30"),
        ("mañana a las 3 y cuarto", "2026-11-26 15:15"),
        ("mañana a las 4 menos cuarto", "2026-11-26 15:45"),
        ("mañana a las cuatro menos veinticinco", "2026-11-26 15:35"),
        ("mañana a las tres y diez", "2026-11-26 15:10"),
        ("mañana a las cinco treinta", "2026-11-26 17:30"),
        ("mañana a las diez y cuarenta y cinco", "2026-11-26 10:45"),
        ("mañana a las veintiuna horas", "2026-11-26 21:00"),
        ("cuarto para las cuatro", "2026-11-25 15:45"),
        ("mañana diez para las tres", "2026-11-26 14:50"),
        ("mañana al mediodía", "2026-11-26 12:00"),
        ("mañana a las 12 del mediodía", "2026-11-26 12:00"),
        ("mañana a eso de las 5", "2026-11-26 17:00"),
        ("mañana cuarto para la una", "2026-11-26 12:45"),
        ("el lunes diez minutos para las cuatro", "2026-11-30 15:50"),
        ("mañana a diez para las 4", "2026-11-26 15:50"),
        ("mañana a las 3 con 30", "2026-11-26 15:30"),
        ("mañana a las 15 horas con 30 minutos", "2026-11-26 15:30"),
        ("mañana a las 12 del día", "2026-11-26 12:00"),
        ("el lunes 3 de la tarde", "2026-11-30 15:00"),
        ("a las 15 horas del 30/11/2026", "2026-11-30 15:00"),
        ("a las 15 horas del día 30 de noviembre", "2026-11-30 15:00"),
        ("a las 10 27-nov", "2026-11-27 10:00"),
        ("el 30, 3pm", "2026-11-30 15:00"),
    ],
)
def test_a_clock_has_its_article(words: str, expected: str) -> None:
    reading = said(words)
    assert walled(reading) == expected
    assert reading.rest == ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("mañana por la mañana a las 9", "2026-11-26 09:00"),
        ("mañana a la mañana a las 9", "2026-11-26 09:00"),
        ("las 9 de la mañana", "2026-11-26 09:00"),
        ("mañana a las 8 de la tarde", "2026-11-26 20:00"),
        ("8 menos cuarto de la tarde", "2026-11-25 19:45"),
        ("8 de la noche menos cuarto", "2026-11-25 19:45"),
        ("9pm menos cuarto", "2026-11-25 20:45"),
        ("cinco y media mañana por la tarde", "2026-11-26 17:30"),
        ("once y cuarenta de la mañana", "2026-11-25 11:40"),
        ("las 3 de la madrugada", "2026-11-26 03:00"),
        ("esta noche a las 9", "2026-11-25 21:00"),
        ("esta tarde a las 5", "2026-11-25 17:00"),
        ("10 esta noche", "2026-11-25 22:00"),
        ("a la tarde a las 7", "2026-11-25 19:00"),
        ("el próximo domingo a la tarde a las 7", "2026-12-06 19:00"),
    ],
)
def test_a_part_of_the_day_decides_its_half(words: str, expected: str) -> None:
    reading = said(words)
    assert walled(reading) == expected
    assert reading.rest == ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("el lunes a las 10", "2026-11-30 10:00"),
        ("lun 10h", "2026-11-30 10:00"),
        ("el sábado a las 10", "2026-11-28 10:00"),
        ("este viernes a las 10", "2026-11-27 10:00"),
        ("el lunes que viene a las 10", "2026-11-30 10:00"),
        ("el próximo lunes a las 10", "2026-11-30 10:00"),
        ("lunes próximo a las 10", "2026-11-30 10:00"),
        ("martes de la semana que viene a las 10", "2026-12-01 10:00"),
        ("la semana que viene el martes a las 10", "2026-12-01 10:00"),
        ("el jueves de esta semana a las 10", "2026-11-26 10:00"),
        ("pasado mañana a las 10", "2026-11-27 10:00"),
        ("el día después de mañana a las 10", "2026-11-27 10:00"),
        ("de hoy en ocho a las 10", "2026-12-02 10:00"),
        ("el 5 a las 10", "2026-12-05 10:00"),
        ("el día quince a las 10", "2026-12-15 10:00"),
        ("lunes 30 a las 10", "2026-11-30 10:00"),
        ("viernes día 4 a las 10", "2026-12-04 10:00"),
        ("el 5 del mes que viene a las 10", "2026-12-05 10:00"),
        ("5 de marzo a las 10", "2027-03-05 10:00"),
        ("el 5 de marzo de 2028 a las 10", "2028-03-05 10:00"),
        ("marzo 5 del 2028 a las 10", "2028-03-05 10:00"),
        ("uno de marzo a las 10", "2027-03-01 10:00"),
        ("marzo cinco a las 10", "2027-03-05 10:00"),
        ("el veintiuno de mayo a las 10", "2027-05-21 10:00"),
        ("primero de mayo a las 10", "2027-05-01 10:00"),
        ("1º de mayo a las 10", "2027-05-01 10:00"),
        ("1.º de mayo a las 10", "2027-05-01 10:00"),
        ("1ro de mayo a las 10", "2027-05-01 10:00"),
        ("vigésimo segundo de junio a las 10", "2027-06-22 10:00"),
        ("24 ene. a las 10", "2027-01-24 10:00"),
        ("15 sept a las 10", "2027-09-15 10:00"),
        ("mar 8 dic a las 10", "2026-12-08 10:00"),
        ("5 mar a las 10", "2027-03-05 10:00"),
        ("4/12 a las 10", "2026-12-04 10:00"),
        ("el 4-12 a las 10", "2026-12-04 10:00"),
        ("el primer viernes de julio a las 10", "2027-07-02 10:00"),
        ("el último viernes del mes a las 10", "2026-11-27 10:00"),
        ("fin de mes a las 10", "2026-11-30 10:00"),
        ("Navidad a las 10", "2026-12-25 10:00"),
        ("víspera de Navidad a las 10", "2026-12-24 10:00"),
        ("Nochevieja a las 10", "2026-12-31 10:00"),
        ("día de Reyes a las 10", "2027-01-06 10:00"),
        ("miercloes 2 de diciembre a las 10", "2026-12-02 10:00"),
        ("5 de marzo del año que viene a las 10", "2027-03-05 10:00"),
        ("el primer día del mes que viene a las 10", "2026-12-01 10:00"),
        ("el último día del año a las 10", "2026-12-31 10:00"),
        ("15 de enero de dos mil veintisiete a las 10", "2027-01-15 10:00"),
        ("viernes 27-11 a las 10", "2026-11-27 10:00"),
        ("27-nov-26 a las 10", "2026-11-27 10:00"),
        ("5-mar-2027 a las 10", "2027-03-05 10:00"),
        ("de este viernes en ocho a las 10", "2026-12-04 10:00"),
        ("mñn a las 10", "2026-11-26 10:00"),
    ],
)
def test_a_day_is_said_in_many_ways(words: str, expected: str) -> None:
    reading = said(words)
    assert walled(reading) == expected
    assert reading.rest == ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("en 2 horas", "2026-11-25 12:00"),
        ("dentro de 45 minutos", "2026-11-25 10:45"),
        ("en media hora", "2026-11-25 10:30"),
        ("dentro de hora y media", "2026-11-25 11:30"),
        ("en una hora y cuarto", "2026-11-25 11:15"),
        ("en tres cuartos de hora", "2026-11-25 10:45"),
        ("en veinticuatro horas", "2026-11-26 10:00"),
        ("30 minutos después", "2026-11-25 10:30"),
        ("dos horas después de las 3", "2026-11-25 17:00"),
        ("en 2 semanas a las 9", "2026-12-09 09:00"),
        ("dentro de quince días a las 9", "2026-12-09 09:00"),
        ("3 días a partir de hoy a las 9", "2026-11-28 09:00"),
        ("ahora mismo", "2026-11-25 10:00"),
        ("en 1h 30m", "2026-11-25 11:30"),
        ("en 1,5 horas", "2026-11-25 11:30"),
        ("de acá a dos horas", "2026-11-25 12:00"),
        ("dentro de dos días 3pm", "2026-11-27 15:00"),
        ("dentro de un mes, 15 horas", "2026-12-25 15:00"),
    ],
)
def test_a_length_counts_from_now(words: str, expected: str) -> None:
    assert walled(said(words)) == expected


@pytest.mark.parametrize(
    ("words", "expected", "end"),
    [
        ("mañana de 3 a 4 de la tarde", "2026-11-26 15:00", "2026-11-26 16:00"),
        ("mañana entre las 3 y las 4", "2026-11-26 15:00", "2026-11-26 16:00"),
        ("mañana de las 9:30 a las 11", "2026-11-26 09:30", "2026-11-26 11:00"),
        ("mañana a las 3 durante 45 minutos", "2026-11-26 15:00", "2026-11-26 15:45"),
        ("sesión de 30 minutos mañana a las 3", "2026-11-26 15:00", "2026-11-26 15:30"),
        ("mañana de tres y media a cuatro y media", "2026-11-26 15:30", "2026-11-26 16:30"),
        ("mañana de once a una", "2026-11-26 11:00", "2026-11-26 13:00"),
    ],
)
def test_a_stretch_has_an_end(words: str, expected: str, end: str) -> None:
    reading = said(words)
    assert isinstance(reading, Instant)
    assert (wall(reading.at), reading.ends and wall(reading.ends)) == (expected, end)


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("mañana a las 3 con Marta", "con Marta"),
        ("reserva una sala para mañana a las 3 con pat@example.com, por favor", "con pat@example.com"),
        ("cita con Juan mañana a las 15:00", "con Juan"),
        ("mañana a las 3 con Domingo Pérez", "con Domingo Pérez"),
        ("sala para mañana a las 3, avenida 9 de Julio 100", "avenida 9 de Julio 100"),
        ("mañana a las 15:00, llámame al 600 123 456", "llámame al 600 123 456"),
    ],
)
def test_what_is_not_time_is_left_over(words: str, rest: str) -> None:
    reading = said(words)
    assert (walled(reading), reading.rest) == ("2026-11-26 15:00", rest)


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("mañana a las 3 hora de Nueva York", "America/New_York"),
        ("mañana a las 15:00 (hora de Londres)", "Europe/London"),
        ("mañana a las 3 hora del Pacífico", "America/Los_Angeles"),
        ("mañana a las 15h hora de la Ciudad de México", "America/Mexico_City"),
        ("mañana a las 15:00 hora de Los Ángeles", "America/Los_Angeles"),
        ("mañana a las 3 EST", "America/New_York"),
    ],
)
def test_a_zone_is_said_by_its_city(words: str, zone: str) -> None:
    reading = said(words)
    assert isinstance(reading, Instant)
    assert reading.at.astimezone(ZoneInfo(zone)).strftime("%d %H:%M") == "26 15:00"
    assert (reading.zone, reading.rest) == (zone, "")


@pytest.mark.parametrize("words", ["mañana a las 15h hora de la consulta", "mañana 15h hora de la clínica"])
def test_the_hour_of_a_visit_is_no_zone(words: str) -> None:
    reading = said(words)
    assert not isinstance(reading, Instant) or reading.zone == MADRID


@pytest.mark.parametrize(
    ("words", "reason", "day"),
    [
        ("el viernes", Reason.NEED_TIME, date(2026, 11, 27)),
        ("mañana por la tarde", Reason.NEED_TIME, date(2026, 11, 26)),
        ("el 5 de marzo", Reason.NEED_TIME, date(2027, 3, 5)),
        ("la semana que viene", Reason.NEED_TIME, None),
        ("ayer a las 4", Reason.PAST, date(2026, 11, 24)),
        ("hace 2 días", Reason.PAST, date(2026, 11, 23)),
        ("2 días atrás", Reason.PAST, date(2026, 11, 23)),
        ("mañana a las 3 o a las 4", Reason.MULTIPLE, date(2026, 11, 26)),
        ("30 de febrero a las 10", Reason.INVALID_DATE, None),
        ("mañana a partir de las 3", Reason.AMBIGUOUS, None),
        ("a mediados de marzo a las 10", Reason.AMBIGUOUS, None),
        ("anoche a las 9", Reason.PAST, date(2026, 11, 24)),
        ("mañana a primera hora", Reason.NEED_TIME, date(2026, 11, 26)),
    ],
)
def test_a_doubt_is_asked(words: str, reason: Reason, day: date | None) -> None:
    question = said(words)
    assert isinstance(question, Question)
    assert (question.reason, question.day) == (reason, day)


@pytest.mark.parametrize(
    ("words", "first", "count"),
    [
        ("todos los martes a las 3 de la tarde durante 6 semanas", "2026-12-01 15:00", 6),
        ("cada martes a las 3, 8 veces", "2026-12-01 15:00", 8),
        ("los martes y jueves a las 4 durante 2 semanas", "2026-11-26 16:00", 4),
        ("cada lunes a las 10 hasta el 15 de enero", "2026-11-30 10:00", 7),
        ("cada martes a las 15h a partir del 15 de enero, 4 veces", "2027-01-19 15:00", 4),
        ("todos los jueves a las 11 del 3 de diciembre al 28 de enero", "2026-12-03 11:00", 9),
        ("lunes a las 9 x6", "2026-11-30 09:00", 6),
        ("todas las tardes a las 5, 3 veces", "2026-11-25 17:00", 3),
        ("cada martes de 3 a 4, 8 veces", "2026-12-01 15:00", 8),
        ("de lunes a jueves a las 9 durante 2 semanas", "2026-11-26 09:00", 8),
        ("cada primer lunes de mes a las 9, 3 veces", "2026-12-07 09:00", 3),
    ],
)
def test_a_series_has_several_starts(words: str, first: str, count: int) -> None:
    reading = said(words)
    assert isinstance(reading, Series)
    assert (wall(reading.starts[0]), len(reading.starts), reading.rest) == (first, count, "")


@pytest.mark.parametrize(
    "words",
    [
        "Buenas noches",
        "¡Que tengas una buena semana!",
        "Esto puede llevar más tiempo de lo esperado.",
        "Mi próximo",
        "a una persona",
        "el segundo piso",
        "de lunes a viernes a las 9",
        "a 3 pacientes",
        "cuarto meses",
        "una de las tres",
        "tel. 600 123 456",
        "sábado cinco para las cuatro",
    ],
)
def test_what_holds_no_single_time_is_not_understood(words: str) -> None:
    assert isinstance(said(words), NotUnderstood)


@pytest.mark.parametrize(
    "words", ["mañana a las 3 de la tarde", "manana 3pm", "tomorrow at 3pm", "mañana a las 15:00"]
)
@pytest.mark.parametrize("locale", ["en-US", "es-ES", "es-MX", "fr-FR"])
def test_the_words_decide_the_language(words: str, locale: str) -> None:
    assert walled(said(words, locale=locale)) == "2026-11-26 15:00"


@pytest.mark.parametrize(
    "name", ["Domingo", "Julio", "Abril", "Marta", "Dom", "Hoy", "Las Vegas", "Dr. Mayo"]
)
def test_names_in_english_words_stay_names(name: str) -> None:
    reading = said(f"{name} tomorrow 3pm", locale="en-US")
    assert (walled(reading), reading.rest) == ("2026-11-26 15:00", name)
    assert said(f"{name} 3pm", locale="en-US").rest == name


@pytest.mark.parametrize("name", ["Dimanche", "Navidad"])
def test_a_name_beside_an_english_day_stays_a_name(name: str) -> None:
    reading = said(f"{name} friday 3pm", locale="en-US")
    assert (walled(reading), reading.rest) == ("2026-11-27 15:00", name)
