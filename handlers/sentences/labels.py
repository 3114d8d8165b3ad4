"""Short words: buttons, form fields, headings, and the help."""

from __future__ import annotations

EXAMPLE = "/room tomorrow 3pm with pat@example.com"

CREATE, EDIT, DISMISS = "Create room", "Edit", "Dismiss"
MOVE, CANCEL_ROOM, KEEP = "Move it", "Cancel the room", "Keep it"
RESCHEDULE, CANCEL = "Reschedule", "Cancel"
CREATE_AGAIN, LEAVE, WAIT = "Create again", "Leave it", "Wait"
PREVIEW, CLOSE = "Preview", "Close"

PROVIDER, PATIENT, CHART_NUMBER, CLINIC = "Provider", "Patient", "Chart number", "Clinic"
STATUS, YOU = "Status at BetterPT", "You (provider)"
NO_CONTACT, NO_STATUS = "no contact given", "none given"

BOOK_TITLE, RESCHEDULE_TITLE = "Book a video room", "Reschedule"
WHEN, NEW_TIME = "When", "New time"
PATIENT_EMAIL, PATIENT_PHONE, CARD_CHANNEL = "Patient e-mail", "Patient phone", "Channel of the card"
WHEN_HINT = "As you would say it: tomorrow 3pm, friday at 10:30, Dec 3 2pm ET, in 2 hours"
PHONE_HINT = "With area code: (202) 555-0143"
CLINIC_HINT = "BetterPT writes to the patient in this name"
CHANNEL_HINT = "Without one: the clinic's channel, or the one you are in"

HELP = (
    (
        "Book a room",
        (
            EXAMPLE,
            "/room friday 10:30am with (202) 555-0143 ref A-1207",
            "/room dec 3 2pm ET for @Dana with pat@example.com",
        ),
    ),
    ("Fill in a form instead", ("/room",)),
    ("See what is booked", ("/room list", "/room list tomorrow", "/room list this week")),
    ("See one room, with who came", ("/room status tomorrow 3pm",)),
    ("Move a room", ("/room reschedule tomorrow 3pm to friday 2pm",)),
    ("Cancel a room", ("/room cancel tomorrow 3pm",)),
    ("Show this", ("/room help",)),
)
"""What help lists: each line can be pasted."""
HELP_TITLE = "What I can do"
HELP_HINT = "Times are read in the provider's time zone. A room is named by its time, its id, or the beginning of one."
