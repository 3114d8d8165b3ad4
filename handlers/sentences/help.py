"""The commands: what each is for and how it is typed. Help, the README and the manifest are made from these.

Every example is one that a test types. In another language an example is what is typed there.
"""

from __future__ import annotations

from typing import NamedTuple

from handlers.sentences.labels import EXAMPLE
from handlers.sentences.tongue import Text
from handlers.verbs import Verb


class Topic(NamedTuple):
    """One line of the help."""

    verb: Verb
    what: Text
    examples: tuple[Text, ...]


HELP = (
    Topic(
        Verb.BOOK,
        Text("Book a room"),
        (
            EXAMPLE,
            Text("/room friday 10:30am with (202) 555-0143 ref A-1207"),
            Text("/room dec 3 2pm ET for @Dana with pat@example.com"),
            Text("/room every tue 3pm for 6 weeks with pat@example.com"),
        ),
    ),
    Topic(Verb.BOOK, Text("Fill in a form instead"), (Text("/room"),)),
    Topic(
        Verb.LIST,
        Text("See what is booked"),
        (Text("/room list"), Text("/room list tomorrow"), Text("/room list last week")),
    ),
    Topic(Verb.STATUS, Text("See one room, with who came"), (Text("/room status tomorrow 3pm"),)),
    Topic(Verb.RESCHEDULE, Text("Move a room"), (Text("/room reschedule tomorrow 3pm to friday 2pm"),)),
    Topic(Verb.CANCEL, Text("Cancel a room"), (Text("/room cancel tomorrow 3pm"),)),
    Topic(Verb.LATE, Text("Start later, and tell the patient"), (Text("/room late my 3pm"),)),
    Topic(Verb.GIVE, Text("Hand a room to another provider"), (Text("/room give tomorrow 3pm to @Lee"),)),
    Topic(Verb.WHY, Text("See what happened to a room"), (Text("/room why tomorrow 3pm"),)),
    Topic(
        Verb.REPORT,
        Text("See how sessions went, in figures"),
        (Text("/room report last week"), Text("/room report november")),
    ),
    Topic(Verb.SETTINGS, Text("Change settings"), (Text("/room settings"),)),
    Topic(Verb.HELP, Text("Show this"), (Text("/room help"),)),
)


class HelpWords:
    """Short texts around the topics."""

    TITLE = Text("What I can do")
    NAMING = Text(
        "Times are read in the provider's time zone. A room is named by its time (`my 3pm`), its id, or the beginning of one."
    )
    ELSEWHERE = Text(
        "In a thread, where commands do not work, mention me: `@Room tomorrow 3pm`. Or use *Book a video room* in the menu of any message."
    )


words = HelpWords()


def usage() -> str:
    """What Slack shows beside the command while it is typed."""
    verbs = dict.fromkeys(topic.verb.value for topic in HELP if topic.verb is not Verb.BOOK)
    return " · ".join([EXAMPLE().removeprefix("/room "), *verbs])
