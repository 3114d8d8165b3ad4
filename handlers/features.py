"""What answers gestures, one object for each feature, and how they are put together over the house.

Which gesture goes to whom is the routing table (`handlers`); the connection to Slack is `surface`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from slack_sdk.web.async_client import AsyncWebClient

from bot.booking import (
    Access,
    Accounts,
    Booking,
    Changes,
    Choosing,
    Corrections,
    Handovers,
    Keys,
    Retries,
    Search,
    Setbacks,
    Sightings,
)
from bot.ports import Clock, Ledger, Rooms
from bot.preferences import Preferences
from handlers.asking import Asking
from handlers.book import Book
from handlers.booking_form import BookingForm
from handlers.cancel import Cancel
from handlers.channels import Channels
from handlers.desk import Desk
from handlers.follow_up import FollowUp
from handlers.hand_over import HandOver
from handlers.handout import Handout
from handlers.home import Home
from handlers.late import Late
from handlers.links import Links
from handlers.look_up import LookUp
from handlers.mention import Mention
from handlers.naming import Naming
from handlers.people import People
from handlers.preferences import PreferenceForm
from handlers.report import Reporting
from handlers.reschedule import Reschedule
from handlers.series import Series
from handlers.setbacks import TriedAgain
from handlers.slack import Replies
from handlers.undecided import Undecided
from handlers.why import Why


class House(Protocol):
    """What the surface needs of the house: `bot.bootstrap.House`."""

    @property
    def access(self) -> Access: ...  # noqa: D102  the types say it
    @property
    def accounts(self) -> Accounts: ...  # noqa: D102
    @property
    def booking(self) -> Booking: ...  # noqa: D102
    @property
    def retries(self) -> Retries: ...  # noqa: D102
    @property
    def changes(self) -> Changes: ...  # noqa: D102
    @property
    def handovers(self) -> Handovers: ...  # noqa: D102
    @property
    def search(self) -> Search: ...  # noqa: D102
    @property
    def choosing(self) -> Choosing: ...  # noqa: D102
    @property
    def preferences(self) -> Preferences: ...  # noqa: D102
    @property
    def corrections(self) -> Corrections: ...  # noqa: D102
    @property
    def setbacks(self) -> Setbacks: ...  # noqa: D102
    @property
    def sightings(self) -> Sightings: ...  # noqa: D102
    @property
    def keys(self) -> Keys: ...  # noqa: D102
    @property
    def rooms(self) -> Rooms: ...  # noqa: D102


@dataclass(frozen=True, kw_only=True)
class ToSlack:
    """What features need of the way to Slack, and of what is known of its people."""

    client: AsyncWebClient
    replies: Replies
    people: People
    ledger: Ledger
    clock: Clock
    us: str
    """The bot's own user id."""


@dataclass(frozen=True, kw_only=True)
class Features:
    """What answers gestures, one for each file of this package."""

    desk: Desk
    book: Book
    form: BookingForm
    mention: Mention
    home: Home
    preferences: PreferenceForm
    reschedule: Reschedule
    cancel: Cancel
    late: Late
    hand_over: HandOver
    why: Why
    look_up: LookUp
    links: Links
    follow_up: FollowUp
    undecided: Undecided
    series: Series
    handout: Handout
    reporting: Reporting
    tried_again: TriedAgain


def features(at: House, slack: ToSlack) -> Features:
    """Every feature, over the use cases of the house."""
    desk = Desk(client=slack.client, replies=slack.replies)
    people, clock, ledger = slack.people, slack.clock, slack.ledger
    search, preferences = at.search, at.preferences
    naming = Naming(search=search, people=people, desk=desk, clock=clock)
    channels = Channels(client=slack.client)
    asking = Asking(people=people, channels=channels, preferences=preferences)
    book = Book(booking=at.booking, asking=asking, people=people, preferences=preferences, desk=desk)
    form = BookingForm(
        booking=at.booking,
        book=book,
        asking=asking,
        people=people,
        preferences=preferences,
        desk=desk,
        clock=clock,
    )
    home = Home(
        ledger=ledger,
        access=at.access,
        people=people,
        accounts=at.accounts,
        form=form,
        desk=desk,
        clock=clock,
    )
    return Features(
        desk=desk,
        book=book,
        form=form,
        home=home,
        preferences=PreferenceForm(
            choosing=at.choosing,
            preferences=preferences,
            people=people,
            channels=channels,
            home=home,
            desk=desk,
        ),
        mention=Mention(us=slack.us, book=book, asking=asking, search=search, desk=desk),
        reschedule=Reschedule(changes=at.changes, naming=naming, people=people, desk=desk),
        cancel=Cancel(changes=at.changes, naming=naming, desk=desk),
        late=Late(changes=at.changes, search=search, naming=naming, people=people, desk=desk, clock=clock),
        hand_over=HandOver(
            handovers=at.handovers, changes=at.changes, naming=naming, people=people, desk=desk
        ),
        tried_again=TriedAgain(setbacks=at.setbacks, desk=desk),
        why=Why(search=search, naming=naming, ledger=ledger, people=people, desk=desk, clock=clock),
        look_up=LookUp(
            search=search,
            sightings=at.sightings,
            naming=naming,
            rooms=at.rooms,
            people=people,
            desk=desk,
            clock=clock,
        ),
        links=Links(keys=at.keys, desk=desk, clock=clock),
        follow_up=FollowUp(
            corrections=at.corrections,
            access=at.access,
            rooms=at.rooms,
            form=form,
            people=people,
            desk=desk,
            clock=clock,
        ),
        undecided=Undecided(retries=at.retries, desk=desk, clock=clock),
        series=Series(booking=at.booking, retries=at.retries, book=book, desk=desk),
        reporting=Reporting(accounts=at.accounts, preferences=preferences, people=people, desk=desk),
        handout=Handout(booking=at.booking, keys=at.keys, preferences=preferences, desk=desk, clock=clock),
    )
