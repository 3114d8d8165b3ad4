"""Short texts without facts: buttons, form fields, headings, lines that are always the same.

`labels.CREATE` is in the language that is spoken when it is read.
"""

from __future__ import annotations

from handlers.sentences.tongue import Text


class Labels:
    """One attribute for each."""

    CREATE, EDIT, DISMISS = Text("Create room"), Text("Edit"), Text("Dismiss")
    MOVE, CANCEL_ROOM, KEEP = Text("Move it"), Text("Cancel the room"), Text("Keep it")
    RESCHEDULE, CANCEL = Text("Reschedule"), Text("Cancel")
    CREATE_AGAIN, LEAVE, WAIT = Text("Create again"), Text("Leave it"), Text("Wait")
    PREVIEW, CLOSE = Text("Preview"), Text("Close")

    PROVIDER, PATIENT, CHART_NUMBER = Text("Provider"), Text("Patient"), Text("Chart number")
    CLINIC, STATUS, YOU = Text("Clinic"), Text("Status at BetterPT"), Text("You (provider)")
    NO_CONTACT, NO_STATUS = Text("no contact given"), Text("none given")

    # Forms

    BOOK_TITLE, RESCHEDULE_TITLE = Text("Book a video room"), Text("Reschedule")
    WHEN, NEW_TIME = Text("When"), Text("New time")
    PATIENT_EMAIL, PATIENT_PHONE = Text("Patient e-mail"), Text("Patient phone")
    CARD_CHANNEL = Text("Channel of the card")
    WHEN_HINT = Text("As you would say it: tomorrow 3pm, friday at 10:30, Dec 3 2pm ET, in 2 hours")
    PHONE_HINT = Text("With area code: (202) 555-0143")
    CLINIC_HINT = Text("BetterPT writes to the patient in this name")
    CHANNEL_HINT = Text("Without one: the clinic's channel, or the one you are in")

    # Before the click

    FOR_ANOTHER = Text("For another provider …")
    OTHER_TIME = Text("Did you mean another time?")
    ANOTHER_TIME, ANOTHER_DAY = Text("Another time …"), Text("Another day …")
    PICK_DAY = Text("Pick a day …")
    LEFT_OUT = Text(
        "I need no more of a patient than an e-mail address or a phone number: I left the rest out and keep none of it."
    )
    MOVE_THIS, CANCEL_THIS = Text("Move this session?"), Text("Cancel this session?")
    OUTREACH = Text("BetterPT will tell the patient:")
    NO_OUTREACH = Text("BetterPT will tell the patient nothing.")
    SLACK_DATE = Text(
        "{date_short_pretty} at {time}"
    )  # Slack fills it in, in each reader's zone and language
    OUR_DMS = Text("our direct messages")

    # The card and its thread

    LINKS = Text("The links of this session are here.")
    LINKS_DEAD = Text("The room was cancelled: its links no longer work.")
    NO_LINK = Text(
        "BetterPT gave no link, and I look for it for some minutes. If none comes, cancel this room and book it anew."
    )
    DOOR = Text(
        "The room opens 5 minutes before the start and stays open for 60 minutes. Anyone who has a link can get in."
    )

    # To one person

    SO_FAR = Text("This is what BetterPT reports so far. I keep asking for a day and correct this message.")
    OPEN_THREAD = Text("Open the thread")
    THREAD_IN_DM = Text(
        "I cannot post in that channel, so the thread is in our direct messages. To change that, invite me there with `/invite`."
    )
    AGAIN_TITLE = Text("Create it again?")
    AGAIN_WARNING = Text("If the first one exists after all, the patient may be told twice.")
    LEFT_OFF = Text("… and more than fits into one message.")
    MORE_ROOMS = Text("… and more. Name a day, like `/room list tomorrow`.")
    STATUS_OF = Text("The room you asked about")
    LIVE = Text("As BetterPT has it now.")
    LIVE_MOVED = Text("As BetterPT has it now: moved there, not by me. I tell everybody.")
    NOT_LIVE = Text("BetterPT does not answer right now: this is what I know.")
    NO_ID = Text("BetterPT gave me no id for this room, so I cannot look it up there: this is what I know.")
    NO_ROOM = Text("BetterPT has no room for it.")
    UNEXPECTED = Text(
        "Something went wrong on my side, and I cannot say how far it got. Look with `/room list`; if it stays, tell the person who runs the bot."
    )


labels = Labels()

EXAMPLE = Text("/room tomorrow 3pm with pat@example.com")
