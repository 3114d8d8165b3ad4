"""The settings: what can be chosen, who chose it last, and what does not go together."""

from __future__ import annotations

from handlers.sentences.tongue import Text, t


class Words:
    """Short texts without facts."""

    TITLE, SAVE = Text("Settings"), Text("Save")
    FOR_YOU, FOR_THE_CLINIC = Text("For you"), Text("For the clinic")

    MY_AGENDA = Text("Daily agenda")
    MY_AGENDA_ON = Text("Tell me each day what it holds; nothing on days without sessions")
    AGENDA_AT = Text("Agenda at")
    DMS = Text("Direct messages")
    REMINDED = Text("Shortly before each of my sessions, with the button to join")
    TOLD_OF_BOOKINGS = Text("When a session of mine is booked, with an entry for my calendar")
    MY_ZONE = Text("Your time zone")
    MY_ZONE_HINT = Text(
        "For the times you type and read. The list has zones of the US and Canada, as BetterPT documents them."
    )

    NAMES = Text("Clinic names")
    NAMES_HINT = Text(
        "As patients know it, one per line. BetterPT writes to patients in this name; the first one is used where none is picked. Without a name it tells patients nothing."
    )
    CHANNEL = Text("Channel for the cards")
    CHANNEL_HINT = Text(
        "Invite me there with /invite. Left empty, cards go to the channel where they are asked for."
    )
    OPENS, CLOSES = Text("Opens at"), Text("Closes at")
    DAYS = Text("Open on")
    DAYS_HINT = Text("Sessions outside of these hours get a remark. Tick no day for no hours.")
    AGENDA = Text("Agenda in the channel")
    AGENDA_ON = Text("Post each day what it holds: time, provider and state, nothing of a patient")
    AGENDA_POSTED_AT = Text("Agenda posted at")
    WEEKLY = Text("Weekly report in the channel")
    WEEKLY_ON = Text("Post on Mondays how the week before went, for the clinic as a whole")
    WEEKLY_AT = Text("Weekly report posted at")
    MONTHLY = Text("Monthly report to coordinators")
    MONTHLY_ON = Text("Tell each coordinator on the first how the month before went, by provider")
    MONTHLY_AT = Text("Monthly report told at")
    LANGUAGE = Text("Language in the channel")
    PREVIEW = Text("Preview before a room is created")
    ALWAYS = Text("Always")
    WHEN_UNCLEAR = Text("Only when something is unclear")
    LINKS = Text("Links to the rooms")
    IN_THREAD = Text("In the card's thread: everybody in the channel can see them")
    ON_REQUEST = Text("Privately, to those entitled who ask for them")
    ZONE = Text("The clinic's time zone")
    ZONE_HINT = Text("For the channel's agenda, and for people whose Slack profile has none.")
    NO_ZONE = Text("None")

    SAVED = Text("✅ Your settings are saved. They hold from now on.")

    # Under a field

    NO_CHANNEL = Text("Pick the channel above first: the agenda is posted there.")
    NO_CHANNEL_YET = Text("Pick the channel above first: the report is posted there.")
    NO_ZONE_YET = Text("Pick a time zone: without one I cannot tell when that is.")
    CLOSED_FIRST = Text("Pick a time after the opening time.")
    NAME_TOO_LONG = Text("Keep each name under 100 characters, and no more than 20 names.")


words = Words()

ENGLISH, SPANISH = "English", "Español"
"""A language is called by its own name, whoever reads it."""


def changed(by: str, day: str) -> str:
    """Below what somebody chose."""
    return t("Changed by {person} on {day}", person=by, day=day)


def as_in_profile(zone: str) -> str:
    """What holds while somebody chose no zone; `zone` is empty where Slack does not tell."""
    return t("As in my Slack profile ({zone})", zone=zone) if zone else t("As in my Slack profile")


def unreachable(channel: str) -> str:
    """After saving: that no card can be posted where they are to go."""
    return t(
        "⚠️ I cannot post in {channel}: it is archived, or I am not in it. Until you invite me there with `/invite`, or pick another channel in the settings, cards go to direct messages.",
        channel=channel,
    )
