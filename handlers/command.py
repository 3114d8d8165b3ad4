"""What somebody typed after `/room`, taken apart. No network, no ledger; times stay words for `bot.times`.

    /room                                            the form
    /room <when> [with <e-mail and/or phone>] [for @provider] [ref <chart number>]     in any order
    /room list [<period>]
    /room status <room>
    /room reschedule <room> [to <when>]
    /room cancel <room>
    /room late <room>
    /room give <room> to @provider
    /room why <room>
    /room report [<days>] [@provider]
    /room settings
    /room help

Which words stand for which verb is `verbs`.

With `should_escape` Slack sends `@name` as <@U…|name> and an address as <mailto:…|…>. A patient's name is no
part of the grammar: what stands behind `with` and is neither contact nor time is left out.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass, field

import phonenumbers

from bot.errors import ContactUnclear, WordsUnclear
from bot.models import Patient
from handlers import verbs
from handlers.contacts import REGION, email, is_whole, phone
from handlers.verbs import Verb

__all__ = ["Command", "Verb", "parse", "plain", "reference"]

_MOST_CHARACTERS = 1000
"""Nobody says a time in more; Slack lets 4,000 through and the front door 10,000."""
LONGEST_REFERENCE = 64


@dataclass(frozen=True, kw_only=True)
class Command:
    """A command taken apart."""

    verb: Verb
    words: str = ""
    """When (to book), which period (to list), which days (to report), else which room."""
    aside: str = ""
    """What stands behind "with" besides the contact: the time may, or a name that is not kept."""
    to: str = ""
    """When to move the room to."""
    meant: Verb | None = None
    """What the first word was probably meant to be, `words` being the others: to be offered, never run."""
    patient: Patient = field(default_factory=Patient)
    provider: str | None = None
    """Slack user id."""
    reference: str | None = None


PROVIDER = re.compile(r"\b(?:for|para|pour)\s+<@(?P<id>[UW][A-Z0-9]+)(?:\|[^>]*)?>", re.IGNORECASE)
_MENTION = re.compile(r"<[@!#][^>]*>|(?:(?<=\s)|^)@\w+")
_REFERENCE = re.compile(r"\bref(?:erence)?\b[\s:#]*(?P<value>[^\s,]*)", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s,;<>()]*@[^\s,;<>()]*")
_WITH = re.compile(r"\b(?:with|con|avec|w)\b/?", re.IGNORECASE)
"""As people write it who write in Spanish, in French, or in a hurry."""
_LINK = re.compile(r"<(?:mailto:|tel:|https?://)(?P<target>[^|>]*)(?:\|(?P<label>[^>]*))?>")
_LOCAL_NUMBER = re.compile(r"(?<![\d-])\d{3}[-. ]\d{4}(?!\d)")
_GLUE = re.compile(r"^(?:[\s,;&+]|\b(?:and|y|et)\b)+|(?:[\s,;&+]|\b(?:and|y|et)\b)+$", re.IGNORECASE)
_TO = re.compile(
    r"(?:^|\s+)to\s+|(?:^|\s+)(?:para(?:\s+el)?|al|hacia|hasta)\s+|(?:^|\s+)a\s+(?!las?\s)", re.IGNORECASE
)
"""Between a room and its new time; in Spanish no "a las 3", which is an hour."""
_TO_PROVIDER = re.compile(
    r"(?:\b(?:to|for|with|a|para|con)\s+)?<@(?P<id>[UW][A-Z0-9]+)(?:\|[^>]*)?>", re.IGNORECASE
)


def parse(text: str) -> Command:
    """Take a command's text apart.

    Raises:
        WordsUnclear: a part means nothing here.
        ContactUnclear: the patient's contact is neither an address nor a phone number.
    """
    said = plain(text)
    if len(said) > _MOST_CHARACTERS:
        raise WordsUnclear("length")
    if found := verbs.named(said):
        return _with_verb(*found)
    guess = verbs.near(said)
    if guess is None or guess.verb is Verb.BOOK:  # a booking is asked about before anything comes of it
        return _booking(guess.rest if guess else said)
    return Command(verb=Verb.BOOK, meant=guess.verb, words=guess.rest)


def _with_verb(verb: Verb, rest: str) -> Command:
    match verb:
        case Verb.BOOK:
            return _booking(rest)
        case Verb.RESCHEDULE:
            room, _, to = _TO.sub("\0", rest, count=1).partition("\0")
            return Command(verb=verb, words=verbs.room_of(room.strip()), to=to.strip())
        case Verb.REPORT:
            days, provider = _take_last(_TO_PROVIDER, rest)
            return Command(verb=verb, words=days, provider=provider)
        case Verb.GIVE:
            room, provider = _take_last(_TO_PROVIDER, rest)
            return Command(verb=verb, words=verbs.room_of(room), provider=provider)
        case _:
            return Command(verb=verb, words=verbs.room_of(rest.strip()))


def plain(text: str) -> str:
    """What the person typed, without Slack's escapes and without characters that nobody sees."""
    seen = "".join(" " if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else c for c in text)
    unlinked = _LINK.sub(lambda link: link["label"] or link["target"], seen)
    return " ".join(html.unescape(unlinked).split())


def reference(text: str) -> str | None:
    """A chart number; None for a blank.

    Raises:
        WordsUnclear: it is longer than a chart number is.
    """
    if len(text.strip()) > LONGEST_REFERENCE:
        raise WordsUnclear("reference")
    return text.strip() or None


def _booking(said: str) -> Command:
    said, provider = _take_provider(said)
    said, chart = _take_reference(said)
    said, aside, patient = _take_patient(said)
    return Command(
        verb=Verb.BOOK,
        words=said.strip(" ,;"),
        aside=aside,
        patient=patient,
        provider=provider,
        reference=reference(chart),
    )


def _take_provider(said: str) -> tuple[str, str | None]:
    return _take(PROVIDER, said)


def _take(provider: re.Pattern[str], said: str) -> tuple[str, str | None]:
    found = {match["id"] for match in provider.finditer(said)}
    left = provider.sub(" ", said)
    if len(found) > 1 or _MENTION.search(left):
        raise WordsUnclear("provider")
    return left, next(iter(found), None)


def _take_last(provider: re.Pattern[str], said: str) -> tuple[str, str | None]:
    """To whom: others who are named tell which room is meant."""
    *_, last = [None, *provider.finditer(said)]
    if last is None:
        return said.strip(), None
    return f"{said[: last.start()]} {said[last.end() :]}".strip(), last["id"]


def _take_reference(said: str) -> tuple[str, str]:
    match = _REFERENCE.search(said)
    if match is None:
        return said, ""
    if not match["value"]:
        raise WordsUnclear("reference")
    return said[: match.start()] + " " + said[match.end() :], match["value"]


def _take_patient(said: str) -> tuple[str, str, Patient]:
    """What stands before "with", what is left behind it, and the contact."""
    addresses = _EMAIL.findall(said)
    if len(addresses) > 1:
        raise ContactUnclear("email")
    before, _, behind = _WITH.sub("\0", _EMAIL.sub(" ", said), count=1).partition("\0")
    behind, number = _take_number(behind)
    address = email(addresses[0]) if addresses else None
    return before, _GLUE.sub("", behind), Patient(email=address, phone=number)


def _take_number(clause: str) -> tuple[str, str | None]:
    """The phone number in what follows `with`; elsewhere a row of digits may be a time."""
    matcher = phonenumbers.PhoneNumberMatcher(clause, REGION, leniency=phonenumbers.Leniency.POSSIBLE)
    found = next((match for match in matcher if is_whole(match.number)), None)
    if found is None and _LOCAL_NUMBER.search(clause):
        raise ContactUnclear("phone")
    if found is None:
        return clause, None
    return clause[: found.start] + " " + clause[found.end :], phone(found.raw_string)
