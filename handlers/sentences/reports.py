"""A report: its figures in words, what they do not tell, and the words in its picture."""

from __future__ import annotations

from bot.models import Fate, Side
from bot.reports import Figures, PictureWords
from handlers.sentences.tongue import Text, t


class Words:
    """Short texts without facts."""

    TITLE = Text("Report")
    PROVIDER, ALL = Text("Provider"), Text("All")
    DAY, WEEK, MONTH = Text("Day"), Text("Week"), Text("Month")
    BY_PROVIDER, BY_DAY = Text("By provider"), Text("By day")
    BY_WEEK, BY_MONTH = Text("By week"), Text("By month")
    POST = Text("Post to channel")
    EVERY_SESSION = Text("Every session (CSV)")
    LINES = Text(
        "Here is each session of the report, with its chart number. Keep the file as you keep your charts."
    )
    LINES_COME = Text("The table with each session comes into our direct messages.")
    BOOKED, HELD, RATE = Text("Booked"), Text("Held"), Text("Attendance")
    MISSED, CANCELLED = Text("Not held"), Text("Cancelled")
    MINUTES = Text("Patient minutes")
    UNITS = Text("Units, at most")
    NO_SESSIONS = Text(
        "No sessions were booked for these days. Ask for others, like `/room report last month`."
    )
    DRAWING = Text("The picture and the table for a spreadsheet (CSV) come into our direct messages.")
    FILES = Text("Here is the report as a picture, and as a table for a spreadsheet (CSV).")
    NO_PICTURE = Text("The picture could not be drawn this time. Here is the table for a spreadsheet (CSV).")
    NO_LIBRARY = Text(
        "There is no picture: to have one, the person who runs the bot installs `matplotlib`. Here is the table for a spreadsheet (CSV)."
    )
    NOT_SENT = Text("Slack did not take the files. Ask for the report again in a minute.")
    AT_MOST = Text(
        "Minutes are as BetterPT reports them; it does not tell how long both were there together, so that and the units are upper bounds of connection time, and no treatment time."
    )
    FEW = Text("Fewer than 5 sessions: of so few nothing more is told here.")
    SMALL = Text("Numbers under 5 are not told here.")


words = Words()

_FATES = {
    Fate.HELD: Text("Held"),
    Fate.PATIENT_MISSING: Text("Patient missing"),
    Fate.PROVIDER_MISSING: Text("Provider missing"),
    Fate.NOBODY: Text("Nobody came"),
    Fate.TOO_SHORT: Text("Too short"),
    Fate.NOT_REPORTED: Text("Not reported"),
    Fate.CANCELLED_LATE: Text("Cancelled late"),
    Fate.CANCELLED: Text("Cancelled in time"),
    Fate.TO_COME: Text("To come"),
}


def fate(each: Fate) -> str:
    """What a fate is called."""
    return _FATES[each]()


def percent(rate: float | None) -> str:
    """A rate; a dash where there is none."""
    return "–" if rate is None else t("{number}%", number=round(rate * 100))


def headline(figures: Figures) -> str:
    """The figures that are looked at first; nothing of attendance while nothing was due."""
    if figures.rate is None:
        return booked(figures)
    return t(
        "*{booked}* booked · *{held}* held · *{rate}* attendance",
        booked=f"{figures.booked:,}",
        held=f"{figures.held:,}",
        rate=percent(figures.rate),
    )


def booked(figures: Figures) -> str:
    """The same where no more may be told."""
    return t("*{booked}* booked", booked=f"{figures.booked:,}")


def booked_and_held(figures: Figures) -> str:
    """The same without the rate."""
    return t("*{booked}* booked · *{held}* held", booked=f"{figures.booked:,}", held=f"{figures.held:,}")


def before(days: str, figures: Figures) -> str:
    """The same of the days before."""
    if not figures.booked:
        return t("Before ({days}): no sessions", days=days)
    return t(
        "Before ({days}): {booked} booked · {held} held · {rate} attendance",
        days=days,
        booked=f"{figures.booked:,}",
        held=f"{figures.held:,}",
        rate=percent(figures.rate),
    )


def minutes(figures: Figures, side: Side) -> str:
    """How long one side was there, in held sessions."""
    facts = {
        "total": f"{figures.total(side):,}",
        "median": f"{figures.median(side):g}",
        "ninetieth": figures.ninetieth(side),
    }
    if side is Side.PATIENT:
        return t("Patients: {total} min in all · median {median} · 9 of 10 up to {ninetieth}", **facts)
    return t("Providers: {total} min in all · median {median} · 9 of 10 up to {ninetieth}", **facts)


def together(figures: Figures) -> str:
    """How long both were there at most, and how many units that is."""
    return t(
        "Both: at most {total} min · at most {units} units of 15 minutes, {near} within a minute of another number",
        total=f"{figures.total(Side.BOTH):,}",
        units=f"{figures.units:,}",
        near=figures.near_a_border,
    )


def moved(count: int) -> str:
    """How many were moved."""
    return t("{count} rescheduled", count=count)


def corrected(count: int) -> str:
    """How many outcomes a person set right."""
    return t("{count} corrected by a person", count=count)


def unbelievable(count: int) -> str:
    """To coordinators: durations that cannot be minutes."""
    return t(
        "⚠️ {count} with durations over 70, which cannot be minutes: they are in no figure about minutes. The person who runs the bot can ask BetterPT for their unit and set `BETTERPT_DURATIONS`.",
        count=count,
    )


def odd_duration(duration: int) -> str:
    """To a coordinator, when the first such number of a month arrives."""
    return t(
        "⚠️ BetterPT reported that somebody was in a session for {duration}, which cannot be minutes: a room is open for 60. I count such numbers in no figure about minutes. The person who runs the bot can ask BetterPT what they are in, and set `BETTERPT_DURATIONS`. I say this once a month.",
        duration=f"{duration:,}",
    )


def running(to_come: int) -> str:
    """That the days are not over."""
    return t("So far: {count} are still to come.", count=to_come)


def others(count: int) -> str:
    """Fates of which each is too small to be told."""
    return t("{count} others", count=count)


def more_rows(shown: int, count: int) -> str:
    """That a table is not whole."""
    return t("The table shows {shown} of {count}; the CSV has all.", shown=shown, count=count)


def as_of(when: str, zone: str) -> str:
    """How fresh it is, and by whose midnights."""
    return t("As of {when}; days are those of {zone}.", when=when, zone=zone)


def posted(channel: str) -> str:
    """After a click on "Post to channel"."""
    return t(
        "It will stand in {channel} in a moment: the clinic as a whole, no provider's figures.",
        channel=channel,
    )


def this_week(figures: Figures) -> str:
    """One line in the Home tab."""
    return t("This week: {headline}", headline=headline(figures))


def picture_words() -> PictureWords:
    """The words in the picture."""
    return PictureWords(
        fates={each: fate(each) for each in Fate},
        booked=t("booked"),
        attendance=t("attendance"),
        patients=t("median, patients"),
        providers=t("median, providers"),
        sessions=t("Sessions"),
        rate=t("Attendance rate"),
        minutes=t("Minutes of held sessions, as BetterPT reports them"),
        sides={Side.PATIENT: t("patients"), Side.PROVIDER: t("providers")},
        nothing=t("No sessions in these days"),
        no_minutes=t("No minutes known"),
        minute=t("min"),
    )
