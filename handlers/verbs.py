"""What a command begins with: a verb, a word that people use for it, or a word that is nearly one.

    the verb itself                 always means it: "list", "cancel"
    a synonym                       the same: "move", "delete", "ayuda"
    a word that may begin a time    only what stands behind it tells: "schedule tomorrow 3pm" books,
    or a booking                    "schedule" lists; "today" lists, "today 3pm" books
    nearly one of these             is offered and never run by itself: "cancle"

Times stay words here: of a time it is only asked whether it is one. No network, no ledger.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from bot import times


class Verb(StrEnum):
    """What people do with rooms."""

    BOOK = "book"
    LIST = "list"
    STATUS = "status"
    RESCHEDULE = "reschedule"
    CANCEL = "cancel"
    LATE = "late"
    GIVE = "give"
    WHY = "why"
    REPORT = "report"
    SETTINGS = "settings"
    HELP = "help"


CHANGING = frozenset({Verb.RESCHEDULE, Verb.CANCEL, Verb.LATE, Verb.GIVE})
"""What is done to a room that can still be changed."""
OF_ONE_ROOM = CHANGING | {Verb.STATUS, Verb.WHY}


class Named(NamedTuple):
    """A verb, and what stands behind it."""

    verb: Verb
    rest: str


SYNONYMS: Mapping[Verb, tuple[str, ...]] = {
    Verb.BOOK: (
        *("book", "new", "create", "add", "make", "reserve", "plan", "set up"),
        *("nueva", "nuevo", "reservar", "reserva", "crear", "agendar", "programar"),
    ),
    Verb.LIST: ("list", "ls", "rooms", "upcoming", "overview", "home", "lista", "listar", "salas"),
    Verb.STATUS: ("status", "state", "check", "info", "look up", "lookup", "details", "estado"),
    Verb.RESCHEDULE: (
        *("reschedule", "move", "change", "postpone", "push", "rebook", "shift", "delay"),
        *("mover", "mueve", "cambiar", "cambia", "reprogramar", "posponer", "aplazar"),
    ),
    Verb.CANCEL: (
        *("cancel", "delete", "remove", "drop", "scrap", "call off"),
        *("cancelar", "cancela", "anular", "borrar", "eliminar", "quitar"),
    ),
    Verb.LATE: (
        "late",
        "running late",
        "i'm late",
        "im late",
        "delayed",
        "retraso",
        "retrasado",
        "retrasada",
    ),
    Verb.GIVE: (
        *("give", "hand over", "handover", "hand", "transfer", "assign", "substitute"),
        *("dar", "ceder", "pasar", "traspasar", "transferir", "asignar"),
    ),
    Verb.REPORT: (
        *("report", "reports", "stats", "statistics", "figures", "numbers"),
        *("informe", "informes", "reporte", "estadisticas", "cifras"),
    ),
    Verb.WHY: ("why", "history", "timeline", "por que", "porque", "historial"),
    Verb.SETTINGS: (
        *("settings", "setting", "preferences", "config", "configure", "setup", "options"),
        *("ajustes", "configuracion", "preferencias", "opciones"),
    ),
    Verb.HELP: ("help", "?", "commands", "how", "usage", "hello", "hi", "ayuda", "comandos", "hola"),
}
"""The verb stands first; all without accents, as `_folded` leaves them."""

_LOOKS = ("show", "show me", "see", "my", "agenda", "mi", "mis", "ver", "muestra", "mostrar", "calendar")
"""A list where a period or nothing follows; one room where nothing but its time follows."""
_PLANS = ("schedule", "calendario", "horario", "program")
"""A list where a period or nothing follows; else a booking."""
_DAYS = ("today", "hoy")
"""A list where nothing follows; else the begin of a time."""
_PART_OF_DAY = re.compile(r"(?:this |in the |tomorrow )*(?:morning|afternoon|evening|night|lunch)\b")
"""Behind "late" it makes a time of it: "late afternoon"."""
_FILLER = re.compile(
    r"^(?:me|the|my|all|for|on|at|el|la|los|las|mis?|de|del|para|day"
    r"|rooms?|sessions?|salas?|sesi[oó]n(?:es)?)\s+"
)
_A_ROOM = re.compile(
    r"^(?:me\s+)?(?:an?|una?|the|la|el)?\s*(?:new\s+)?(?:video\s*)?"
    r"(?:room|session|visit|call|appointment|sala|sesi[oó]n|cita|videollamada)\b\s*",
    re.IGNORECASE,
)
"""What "book" may be followed by, and says nothing more."""
_POLITE = re.compile(
    r"^(?:(?:please|pls|plz|hey|ok|okay|can you|could you|would you|will you|i (?:want|need) to|let'?s"
    r"|por favor|puedes|podrias|podrías|quiero)\b[\s,.!]*)+",
    re.IGNORECASE,
)
_LONGEST_NAME = 3
"""Words in the longest of the names above."""
_SHORTEST_GUESS = 4
"""Shorter words are near to too many others."""
_TWO_MISTAKES_FROM = 7
_TOO_NEAR = frozenset({"stats"})
"""Names that are only taken as they are: one letter more or less makes another one of them."""
_NO_MISTAKES = frozenset({"later", "latest", "hands", "called", "data", "days", "checked", "latter"})
"""Words in their own right that are near to one of the names."""
_IT = frozenset(
    {"it", "this", "that", "this one", "lo", "la", "esto", "esta", "este", "this room", "the room"}
)
"""What names no room but the one that is spoken of."""
_ANY_DAY = datetime(2026, 1, 5, 12, tzinfo=UTC)
"""Whether words are a time does not depend on the day on which they are said."""


def named(said: str) -> Named | None:
    """The verb that a command begins with; None where it begins with something else, as a time."""
    asked = _POLITE.sub("", said)
    for name, rest in _beginnings(asked):
        if verb := _OF_NAME.get(name) or _by_rest(name, rest):
            if verb is Verb.LATE and _PART_OF_DAY.match(_folded(rest)):
                return None
            return Named(verb, _tidy(verb, name, rest))
    return None


def near(said: str) -> Named | None:
    """What the first word, which is neither a verb nor of a time, is most like; None if it is like none."""
    first, _, rest = said.partition(" ")
    word = _folded(first).strip(".,:;!")
    if len(word) < _SHORTEST_GUESS or not word.isalpha() or _is_read(first, said):
        return None
    most = 1 if len(word) < _TWO_MISTAKES_FROM else 2
    ranked = sorted((_distance(word, name), name) for name in _GUESSED if set(word[:2]) & {name[0]})
    least, name = ranked[0] if ranked else (most + 1, "")
    rivals = {_GUESSED[other] for distance, other in ranked if distance == least}
    if least > most or len(rivals) > 1 or word in _NO_MISTAKES:
        return None
    verb = _GUESSED[name]
    if verb is Verb.LIST and not is_period(rest):  # "Lisa tomorrow 3pm"
        return None
    return Named(verb, rest.strip())


def room_of(words: str) -> str:
    """What of the words names a room: nothing, where they only point at one that is known."""
    return "" if _folded(words) in _IT else words


def is_period(words: str) -> bool:
    """Whether the words name a stretch of days and nothing else: "", "tomorrow", "this week"."""
    return times.read_period(words, now=_ANY_DAY, zone="UTC") is not None or (
        times.read_period(words, now=_ANY_DAY, zone="UTC", locale="es-ES") is not None
    )


def _beginnings(said: str) -> Iterator[tuple[str, str]]:
    """The first words, folded, and what stands behind them: the longest beginning first."""
    words = said.split()
    for count in range(min(_LONGEST_NAME, len(words)), 0, -1):
        name = _folded(" ".join(words[:count])).strip(",.:;!¿¡")
        yield name if name == "?" else name.strip("?") or name, " ".join(words[count:])


def _by_rest(name: str, rest: str) -> Verb | None:
    """What a word means that may also begin a time or a booking."""
    if name in _DAYS:
        return None if rest else Verb.LIST
    if name in _PLANS:
        return Verb.LIST if is_period(_unfilled(rest)) else Verb.BOOK
    if name in _LOOKS:
        return Verb.LIST if is_period(_unfilled(rest)) else _one_room(rest)
    return None


def _one_room(rest: str) -> Verb | None:
    reading = times.read(_unfilled(rest), now=_ANY_DAY, zone="UTC")
    is_time = not isinstance(reading, times.NotUnderstood) and not reading.rest
    return Verb.STATUS if is_time or _is_id(rest) else None


def _tidy(verb: Verb, name: str, rest: str) -> str:
    rest = rest.strip(" ?!.,;")
    if verb is Verb.BOOK:
        return _A_ROOM.sub("", rest)
    if verb is Verb.LIST:
        return name if name in _DAYS else _unfilled(rest)
    return _unfilled(rest) if name in _LOOKS else rest


def _unfilled(rest: str) -> str:
    """The rest without what only leads to it: "me the rooms of"."""
    before = None
    while rest != before:
        before, rest = rest, _FILLER.sub("", f"{rest} ", count=1).strip()
    return rest


def _is_id(rest: str) -> bool:
    return bool(re.fullmatch(r"[\w-]{4,}", rest)) and any(each.isdigit() for each in rest)


def _is_read(first: str, said: str) -> bool:
    """Whether the word is a part of the time that the words hold."""
    reading = times.read(said, now=_ANY_DAY, zone="UTC")
    return first not in reading.rest.split()


def _folded(text: str) -> str:
    """In small letters and without accents, as people type on a phone."""
    apart = unicodedata.normalize("NFD", text.replace("’", "'"))
    return "".join(each for each in apart if not unicodedata.combining(each)).casefold()


def _distance(one: str, other: str) -> int:
    """How many letters are wrong, missing, too many or swapped (optimal string alignment)."""
    rows: list[list[int]] = [[*range(len(other) + 1)]]
    for at, letter in enumerate(one, 1):
        row = [at]
        for to, meant in enumerate(other, 1):
            best = min(row[-1] + 1, rows[-1][to] + 1, rows[-1][to - 1] + (letter != meant))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == meant:
                best = min(best, rows[-2][to - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


_OF_NAME: Mapping[str, Verb] = {name: verb for verb, names in SYNONYMS.items() for name in names}
_GUESSED: Mapping[str, Verb] = {
    **{
        name: verb
        for name, verb in _OF_NAME.items()
        if len(name) >= _SHORTEST_GUESS and name.isalpha() and name not in _TOO_NEAR
    },
    "agenda": Verb.LIST,
}
