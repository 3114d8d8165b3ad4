"""Everything that can go wrong, as types. No sentence for people here: `handlers.sentences` has those.

BotError
├── UserError                 the person can mend it; shown under the modal field it belongs to
│   ├── TimeUnclear           not understood, or a question back (no hour, past, DST gap, …)
│   ├── ContactUnclear        neither an e-mail address nor a phone number
│   ├── DaysUnclear           no stretch of days
│   ├── WordsUnclear          a command that is not one of ours
│   ├── ZoneUnsupported       BetterPT knows no time zone with these rules
│   ├── RoomNotFound          no such room, or several
│   ├── RoomClosed            started, over, cancelled: cannot be changed any more
│   ├── NotAllowed            this person may not do this
│   └── Overtaken             something else stands in the way by now than the preview showed
├── RoomsError                BetterPT, told apart by what may be done next
│   ├── RoomsUnavailable      certainly did not act: may be tried again
│   ├── RoomsUnauthorized     our credentials were refused
│   ├── RoomsRejected         BetterPT said no, and why
│   ├── RoomMissing           BetterPT knows no room with this uid
│   └── OutcomeUnknown        the request may have arrived: never sent again by itself
├── LedgerError
│   ├── StaleRoom             somebody else changed the room first
│   ├── ClaimLost             another worker has the task by now
│   └── LedgerFull            its disk is full: nothing new can be promised
├── NotifyError               Slack did not take a message: may be tried again
│   ├── NotifyUnauthorized    … once an operator has mended the app's tokens or scopes
│   ├── NotYet                … its turn comes later: nothing was sent
│   ├── NotifyUnknown         Slack may have taken it: look for it before posting again
│   ├── NotifyRefused         Slack will never take this one
│   └── ChannelClosed         … because the bot cannot post in that channel
├── Stopped                   an operator stopped a verb: nothing was changed
├── PictureMissing            a report has no picture
├── SlackLost                 Slack answers, but no connection to it comes about any more
└── SettingsError             the environment is incomplete; the process ends with 78
"""

from __future__ import annotations

from datetime import timedelta

from bot.reasons import Barred, Closed, Unread


class BotError(Exception):
    """Anything this bot raises on purpose; its text is for the operator's log, without patient data."""


class UserError(BotError):
    """Something the person who asked can mend; `field` names the form field it belongs to, if any."""

    field: str | None = None


class TimeUnclear(UserError):
    """The words hold no single instant.

    `reason` is a `bot.times.Reason` value, `same` (no change), `not-in-series` or `no-zone`.
    """

    field = "when"

    def __init__(self, reason: str) -> None:
        """The words themselves are not kept: they may be about a patient."""
        super().__init__(f"time unclear: {reason}")
        self.reason = reason


class DaysUnclear(UserError):
    """The words mean no stretch of days. They are not kept."""

    def __init__(self) -> None:
        """Always the same."""
        super().__init__("days not understood")


class ContactUnclear(UserError):
    """The patient's contact is neither an e-mail address nor a phone number. What was typed is not kept."""

    def __init__(self, field: str) -> None:
        """`field` is `email` or `phone`."""
        super().__init__(f"patient {field} not understood")
        self.field = field


class WordsUnclear(UserError):
    """The command, or a form, has a part that means nothing here."""

    def __init__(self, part: Unread) -> None:
        """`part` is the one that means nothing."""
        super().__init__(f"command not understood: {part}")
        self.part = self.field = part


class ZoneUnsupported(UserError):
    """BetterPT has no time zone with the offset rules of `zone`; the start instant must never shift."""

    field = "when"

    def __init__(self, zone: str) -> None:
        """`zone` is the IANA name that was asked for."""
        super().__init__(f"BetterPT has no zone like {zone}")
        self.zone = zone


class RoomNotFound(UserError):
    """No room fits what was said, or (`matches` > 1) several do."""

    field = "room"

    def __init__(self, matches: int = 0) -> None:
        """`matches` is how many fit."""
        super().__init__(f"{matches} rooms fit")
        self.matches = matches


class RoomClosed(UserError):
    """The room cannot be changed. BetterPT: nor can any be, once its session has started."""

    def __init__(self, why: Closed) -> None:
        """`why` is the reason."""
        super().__init__(f"room closed: {why}")
        self.why = why


class NotAllowed(UserError):
    """This person may not do this."""

    def __init__(self, what: Barred) -> None:
        """`what` it is, or why."""
        super().__init__(f"not allowed: {what}")
        self.what = what


class Overtaken(UserError):
    """Something else stands in the way by now than the preview showed: it is to be shown again."""

    def __init__(self) -> None:
        """What it is, the new preview says."""
        super().__init__("something else stands in the way by now")


class RoomsError(BotError):
    """BetterPT did not do what was asked."""


class RoomsUnavailable(RoomsError):
    """BetterPT certainly did not act (not reached, turned away before the work): may be tried again."""

    def __init__(self, why: str, retry_after: timedelta | None = None) -> None:
        """`retry_after` is what BetterPT asked us to wait, if it did."""
        super().__init__(why)
        self.retry_after = retry_after


class RoomsUnauthorized(RoomsError):
    """BetterPT refuses our credentials, also after one renewal: an operator must look."""


class RoomsRejected(RoomsError):
    """BetterPT understood and said no; `reasons` are its own words."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        """`reasons` come from the GraphQL `errors[].message`, or name the HTTP status."""
        super().__init__("; ".join(reasons))
        self.reasons = reasons


class RoomMissing(RoomsError):
    """BetterPT knows no room with this uid."""


class OutcomeUnknown(RoomsError):
    """The request may have arrived and acted; only a read, or a person, can tell."""

    def __init__(self, why: str, reasons: tuple[str, ...] = ()) -> None:
        """`reasons` are BetterPT's own words, if it said any."""
        super().__init__(why)
        self.reasons = reasons


class LedgerError(BotError):
    """The ledger did not take an entry."""


class StaleRoom(LedgerError):
    """Somebody else changed the room since it was read: read it again and decide anew."""


class ClaimLost(LedgerError):
    """Another worker has the task by now: what this one was about to do, that one does or finds out about."""


class LedgerFull(LedgerError):
    """The ledger's disk is full: nothing new can be promised until an operator has made room."""


class NotifyError(BotError):
    """Slack certainly did not take the message: may be tried again, after `retry_after` if Slack said so."""

    def __init__(self, why: str, retry_after: timedelta | None = None) -> None:
        """`why` is Slack's own error word."""
        super().__init__(why)
        self.retry_after = retry_after


class NotifyUnauthorized(NotifyError):
    """Slack refuses our credentials or scopes: an operator must look, and then it can be said after all."""

    def __init__(
        self, why: str, retry_after: timedelta | None = None, *, name: str = "SLACK_BOT_TOKEN"
    ) -> None:
        """`name` is that of the token in the environment."""
        super().__init__(why, retry_after)
        self.name = name


class NotYet(NotifyError):
    """It is not its turn (nothing left, or it was turned away), or too early to look for what left."""

    def __init__(self, wait: timedelta) -> None:
        """`wait` is how long it is still to wait."""
        super().__init__("not its turn yet", retry_after=wait)


class NotifyUnknown(NotifyError):
    """Slack may have taken the message: it must be looked for before it is posted again."""


class NotifyRefused(NotifyError):
    """Slack will never take this message; `why` is Slack's error word."""


class ChannelClosed(NotifyRefused):
    """The bot cannot post in this channel (not a member, archived, gone)."""


class Stopped(BotError):
    """An operator stopped a verb before it had changed anything."""

    def __init__(self) -> None:
        """Always the same."""
        super().__init__("stopped: nothing was changed")


class PictureMissing(BotError):
    """A report has no picture; its numbers are none the worse."""

    def __init__(self, why: str, *, is_installed: bool = True) -> None:
        """`is_installed` tells whether what draws is there at all."""
        super().__init__(f"no picture: {why}")
        self.is_installed = is_installed


class SlackLost(BotError):
    """Slack answers, but no connection to it comes about any more: a new process may do better."""

    def __init__(self) -> None:
        """Always the same."""
        super().__init__("Slack answers, but there has been no connection to it for ten minutes")


class SettingsError(BotError):
    """The environment is incomplete or malformed; `problems` maps each name to what to do about it."""

    def __init__(self, problems: dict[str, str]) -> None:
        """All problems at once, so that one restart mends them."""
        super().__init__("\n".join(f"  {name}: {what}" for name, what in sorted(problems.items())))
        self.problems = problems
