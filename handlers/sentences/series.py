"""What is said of several sessions that are booked together, before and after the click."""

from __future__ import annotations

from handlers.sentences.tongue import Text, t


class SeriesTexts:
    """Short texts; one attribute for each."""

    LEAVE_OUT = Text("Leave out …")
    LEAVE_OUT_HINT = Text("Do any of these dates not fit? Leave them out here:")
    LOOK_AT = Text("Worth a look")
    THE_OTHERS = Text("The others")
    CLOCKS_CHANGE = Text("🕰️ the clocks change before it")
    LEFT_OUT = Text("left out")
    NOTHING_LEFT = Text("All dates are left out, so there is nothing to create.")
    CHANGE_ONE = Text("Change a session …")
    OPEN_ONE = Text("Open what stands there …")
    RETRY = Text("Retry the missing ones")
    RETRY_TITLE = Text("Create the missing rooms?")
    RETRY_SURE = Text("Retry")
    ALL_OUTSIDE = Text("🕖 All of them are outside clinic hours.")
    WAITING = Text(
        "⏳ BetterPT does not answer. I keep trying for 15 minutes to create the rooms and tell you."
    )
    OVER = Text("✔️ This series is over.")
    ASK_EACH = Text("I sent you a message about what is not known.")
    LINKS_IN_THREAD = Text("Each session's links are in the thread.")


series = SeriesTexts()


def heading(count: int, first: str, last: str) -> str:
    """Above the dates of a preview."""
    return t("*{count} sessions*, from {first} to {last}", count=count, first=first, last=last)


def left_out(count: int) -> str:
    """How many of the dates are not to be booked."""
    return t("1 date is left out.") if count == 1 else t("{count} dates are left out.", count=count)


def with_yours(said: str, yours: str) -> str:
    """A time by the provider's clock, and by the reader's where that is another one."""
    return t("{when} (yours: {local})", when=said, local=yours)


def asked(count: int, first: str) -> str:
    """The preview, for a notification."""
    return t("Create {count} video rooms, from {first} on?", count=count, first=first)


def create(count: int, *, is_anyway: bool) -> str:
    """The button."""
    if is_anyway:
        return t("Book {count} rooms anyway", count=count)
    return t("Create {count} rooms", count=count)


def how_many(first: str, *, is_too_many: bool, most: int) -> str:
    """The question of a series without an end, or with too many sessions."""
    if is_too_many:
        return t(
            "That is more than {most} sessions, which is as many as I book at once. How many, from {first} on?",
            most=most,
            first=first,
        )
    return t("That series has no end. How many sessions, from {first} on?", first=first)


def sessions(count: int) -> str:
    """An answer to it."""
    return t("{count} sessions", count=count)


def until(count: int, last: str) -> str:
    """The same for screen readers: which day is the last one then."""
    return t("{count} sessions, the last one on {last}", count=count, last=last)


def creating(count: int, first: str) -> str:
    """Right after the click."""
    return t("⏳ Creating {count} rooms, from {first} on …", count=count, first=first)


def retrying(count: int, *, is_told_here: bool) -> str:
    """Right after Retry; beside the card this line stays, so it has to be true later, too."""
    if is_told_here:
        return (
            t("⏳ Asking BetterPT again for 1 room …")
            if count == 1
            else t("⏳ Asking BetterPT again for {count} rooms …", count=count)
        )
    if count == 1:
        return t("⏳ Asking BetterPT again for 1 room … The card shows how it went.")
    return t("⏳ Asking BetterPT again for {count} rooms … The card shows how it went.", count=count)


def on_the_card(count: int, provider: str) -> str:
    """The card's first line."""
    return t("*{count} video sessions* with {provider}", count=count, provider=provider)


def progress(done: int, total: int) -> str:
    """While they are being created."""
    return t("⏳ Creating: {done} of {total} …", done=done, total=total)


def all_booked(total: int) -> str:
    """On the card, once there is nothing to be added."""
    return t("📅 All {total} rooms are booked.", total=total)


def some_take_place(live: int, total: int) -> str:
    """The same once some were cancelled."""
    return t("📅 {live} of {total} sessions take place, the others are cancelled.", live=live, total=total)


def all_cancelled(total: int) -> str:
    """The same once all were."""
    return t("✖️ All {total} sessions are cancelled.", total=total)


def some_booked(done: int, total: int) -> str:
    """On the card and to who asked, if some are missing."""
    return t("⚠️ *{done} of {total} rooms were created.*", done=done, total=total)


def missing(dates: str) -> str:
    """Which ones were refused."""
    return t("Not created: {dates}", dates=dates)


def unknown(dates: str) -> str:
    """Of which ones nobody knows."""
    return t("Not known whether created: {dates}", dates=dates)


def and_more(dates: str, count: int) -> str:
    """A list of dates that goes on."""
    return t("{dates} and {count} more", dates=dates, count=count)


def booked_by(requester: str) -> str:
    """The card's small print."""
    return t("Booked by {requester}. Each session's links are in the thread.", requester=requester)


def all_created(total: int, first: str, last: str) -> str:
    """In the place of the preview."""
    return t("✅ *Created: {total} rooms*, from {first} to {last}", total=total, first=first, last=last)


def problem(count: int) -> str:
    """To who asked, for a notification."""
    if count == 1:
        return t("1 room of your series was not created.")
    return t("{count} rooms of your series were not created.", count=count)


def because(when: str, why: str) -> str:
    """One that was refused."""
    return t("*{when}*: {why}", when=when, why=why)


def rest_stands() -> str:
    """What holds all the same, and the way out."""
    return t("The other rooms are not affected. *Retry the missing ones* asks BetterPT once more for each.")


def retry_warning(count: int) -> str:
    """Before it is clicked in the channel."""
    if count == 1:
        return t("I ask BetterPT once more for the room that it refused.")
    return t("I ask BetterPT once more for the {count} rooms that it refused.", count=count)


def about(said: str) -> str:
    """In the one thread of a series: the session that the following is about."""
    return t("*Session of {when}*", when=said)


# What BetterPT tells the patient


def outreach(count: int) -> str:
    """Above the list."""
    return t("BetterPT will tell the patient, for each of the {count} sessions:", count=count)


def sent(what: str, ways: str, when: str, count: int, total: int) -> str:
    """One line of it."""
    if count < total:
        return t(
            "{what} by {ways}: {when}, for {count} of {total}",
            what=what,
            ways=ways,
            when=when,
            count=count,
            total=total,
        )
    return t("{what} by {ways}: {when}", what=what, ways=ways, when=when)


def at_clock(clock: str) -> str:
    """A reminder that always comes at the same time of day."""
    return t("at {clock} on each day", clock=clock)


def before(minutes: int) -> str:
    """A reminder whose time of day differs."""
    return t("{minutes} minutes before each start", minutes=minutes)
