"""What is said of a session from its booking to its outcome: to the provider, to who asks for a link.

The words of states and outcomes are in `sessions`.
"""

from __future__ import annotations

from handlers.sentences.tongue import Text, t


class Living:
    """Short texts without facts, as in `labels`."""

    JOIN, JOIN_NOW = Text("Join"), Text("Join now")
    PROVIDER_LINK, PATIENT_LINK = Text("Provider link"), Text("Patient link")
    LINKS_ON_REQUEST = Text("The links of this session are given to those they are for.")
    ON_REQUEST_HINT = Text(
        "Press a button, and I show you the link privately: the provider's to the provider and coordinators, the patient's also to who booked."
    )
    LINKS_OVER = Text("The session is over: its links no longer work.")
    LINKS_PRIVATE = Text(
        "🔒 The links were sent privately: people outside of this workspace read this channel."
    )
    NOT_FOR_OTHERS = Text(
        "Only you see this. Whoever has the link gets in: give it to nobody but the person it is for."
    )
    CALENDAR_HINT = Text(
        "Opening a newer file updates the entry in Apple and Outlook calendars; in Google's, delete the old one by hand."
    )
    CANCEL_HINT = Text(
        "Opening it removes the entry from Apple and Outlook calendars; in Google's, delete it by hand."
    )
    BOOK_NEXT, REBOOK = Text("Book the next one"), Text("Rebook")
    OTHER_TIME = Text("At another time …")
    CORRECT, CHART = Text("Correct the outcome"), Text("Copy for the chart")
    CORRECT_TITLE, SAVE = Text("Correct the outcome"), Text("Save")
    OUTCOME, REASON = Text("What happened"), Text("How do you know?")
    REASON_HINT = Text("Inside the clinic only. No diagnosis, please.")
    BOTH_KEPT = Text("BetterPT's report is kept beside your correction, and both are in reports.")
    CORRECTED = Text("✏️ Noted. The card, the thread and the messages about this session say so now.")
    CHART_INTRO = Text("For the chart. Only you see this: select the text below and copy it.")
    VIDEO_SESSION = Text("Video session")
    HELD, PATIENT_MISSING = Text("Held: both came"), Text("The patient did not come")
    PROVIDER_MISSING, NOBODY = Text("The provider did not come"), Text("Nobody came")
    TOO_SHORT = Text("Too short to count")


living = Living()


# To the provider, before the session


def booked(said: str) -> str:
    """The heading of the booking's message."""
    return t("📅 Booked: {when}", when=said)


def booked_series(count: int, said: str) -> str:
    """The same for a series."""
    return t("📅 Booked: {count} sessions, the first {when}", count=count, when=said)


def was_cancelled(said: str) -> str:
    """In its place after a cancellation."""
    return t("✖️ Cancelled: {when}", when=said)


def was_moved(said: str) -> str:
    """In its place after a move."""
    return t("🔁 Moved: {when}", when=said)


def booked_by(provider: str, requester: str) -> str:
    """Who holds it, and who asked for it."""
    return t("Booked for {provider} by {requester}", provider=provider, requester=requester)


def moved_from(was: str) -> str:
    """On the card and in the DM, under the new time."""
    return t("🔁 Moved from {when}", when=f"~{was}~")


def calendar(said: str) -> str:
    """Beside the calendar file; it may be shown on a lock screen."""
    return t("🗓️ For your calendar: {when}", when=said)


def calendar_cancelled(said: str) -> str:
    """Beside the file that removes an entry."""
    return t("🗓️ To take out of your calendar: {when}", when=said)


def entry(reference: str) -> str:
    """The summary of a calendar entry; calendars are shared, so it names no patient."""
    return t("Video session · chart {number}", number=reference) if reference else t("Video session")


def entry_about() -> str:
    """What stands in a calendar entry."""
    return t("The link to join is in Slack, in your direct messages with Room.")


def reminder(minutes: int, clock: str) -> str:
    """The heading of the reminder."""
    return t("⏰ In {minutes} min, at {time}", minutes=minutes, time=clock)


def under_way(clock: str) -> str:
    """The same once it has begun; people could enter 5 minutes before that."""
    return t("🟢 Open, started at {time}", time=clock)


def reminder_over(clock: str) -> str:
    """The same after its end."""
    return t("✔️ The video session of {time} is over.", time=clock)


def reminder_moved(said: str) -> str:
    """The same after a move in the last minute."""
    return t("🔁 This session was moved to {when}. I remind you again 5 minutes before.", when=said)


def reminder_cancelled(said: str) -> str:
    """The same after a cancellation in the last minute."""
    return t("✖️ This session was cancelled: {when}.", when=said)


def patient_waits() -> str:
    """While the session is open and BetterPT shows only the patient."""
    return t(
        "🧑 *The patient is there, and BetterPT does not show you yet.* Join now, or give the provider link to a colleague who takes over."
    )


def provider_waits() -> str:
    """While it is open and BetterPT shows only the provider."""
    return t(
        "🩺 *You are there, and BetterPT does not show the patient yet.* Call or text them; this can be copied:"
    )


def to_patient(clinic: str, link: str) -> str:
    """A text that the provider sends the patient."""
    if clinic:
        return t(
            "This is {clinic}. Your video visit has begun, please join here: {link}", clinic=clinic, link=link
        )
    return t("Your video visit has begun, please join here: {link}", link=link)


def both_there() -> str:
    """While it is open and BetterPT shows both."""
    return t("🟢 BetterPT shows both of you in the room.")


# To who asks for a link


def join(said: str) -> str:
    """To the provider, with the button that leads into the room."""
    return t("Your room is open: {when}", when=said)


def who_joins(provider: str, said: str) -> str:
    """To a coordinator or requester who pressed Join."""
    return t(
        "{provider} joins this session as its provider ({when}). If the patient needs their link, I show it to you:",
        provider=provider,
        when=said,
    )


def provider_key(provider: str, said: str) -> str:
    """Before the provider's link."""
    return t("🩺 *Provider link*, only for {provider} · {when}", provider=provider, when=said)


def patient_key(said: str) -> str:
    """Before the patient's link."""
    return t("🧑 *Patient link*, only for the patient · {when}", when=said)


# After the session


def corrected(by: str, outcome: str, reason: str) -> str:
    """Under the outcome: who knew better, and why."""
    return t("✏️ Corrected by {by}: *{outcome}* (“{reason}”)", by=by, outcome=outcome, reason=reason)


def betterpt_says(outcome: str) -> str:
    """Beside a correction."""
    return t("BetterPT reports: {outcome}", outcome=outcome)


def too_early(said: str) -> str:
    """In place of an outcome that was told before the session, while the machine's clock was ahead."""
    return t(
        "⏳ My clock was ahead: the session of {when} is still to come. How it went follows here.", when=said
    )


def missed(said: str, outcome: str) -> str:
    """To a coordinator: the heading of an alert."""
    return t("⚠️ {when}: {outcome}", when=said, outcome=outcome)


def missed_about(provider: str, *, did_patient_come: bool) -> str:
    """To a coordinator: what is known and what can be done."""
    if did_patient_come:
        return t(
            "Video session with {provider}. The patient was there and may wait for a call. Only coordinators are told this.",
            provider=provider,
        )
    return t("Video session with {provider}. Only coordinators are told this.", provider=provider)


def not_missed(said: str, outcome: str) -> str:
    """In the place of an alert that turned out wrong."""
    return t("✔️ Corrected, {when}: {outcome}", when=said, outcome=outcome)


# For the chart: plain text, one fact in a line


def chart_date(day: str) -> str:
    """The date of the session."""
    return t("Date: {day}", day=day)


def chart_scheduled(start: str, end: str, zone: str) -> str:
    """When it was to be, with the zone."""
    return t("Scheduled: {start} to {end} ({zone})", start=start, end=end, zone=zone)


def chart_number(number: str) -> str:
    """The clinic's own number."""
    return t("Chart number: {number}", number=number)


def chart_provider(name: str, presence: str) -> str:
    """One side."""
    return t("Provider: {name}, {presence}", name=name, presence=presence)


def chart_patient(presence: str) -> str:
    """The other side."""
    return t("Patient: {presence}", presence=presence)


def chart_outcome(outcome: str) -> str:
    """How it went."""
    return t("Outcome: {outcome}", outcome=outcome)


def chart_source(when: str) -> str:
    """Where minutes and attendance come from."""
    return t("Source: BetterPT, read at {when}", when=when)


def chart_corrected(name: str, when: str, reason: str) -> str:
    """Who corrected it."""
    return t("Corrected by {name}, {when}. Reason: {reason}", name=name, when=when, reason=reason)
