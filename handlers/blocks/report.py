"""A report for one person, with everything that they may see. What the channel is shown: `report_for_all`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot import times
from bot.models import Fate, Side
from bot.reports import Figures, Report
from bot.reports.report import Stretch
from bot.times import Days
from handlers.blocks import parts
from handlers.sentences import reports as sentences
from handlers.sentences.reports import words
from handlers.slack import Block, Said

MOST_ROWS = 90
"""Of a table, which takes 100 with its head and its sum."""
_A_WEEK = 7
_SIDES = (Side.PATIENT, Side.PROVIDER)


def report(
    shown: Report, *, by: str, is_coming: bool, may_post: bool = False, may_see_lines: bool = False
) -> Said:
    """For one person. `by` is `provider` or `stretch`; `is_coming` tells that files follow."""
    about = title(shown)
    if not shown.figures.booked:
        return Said(text=about, blocks=[parts.header(about), parts.section(words.NO_SESSIONS)])
    figures = shown.figures
    text = parts.bare(sentences.headline(figures))
    return Said(
        text=f"{about}: {text}",
        blocks=[
            parts.header(about),
            parts.section(f"{sentences.headline(figures)}\n{_before(shown)}"),
            parts.section("\n".join(_lines(figures))),
            _table(shown, by),
            parts.context(*_remarks(shown, by), *([words.DRAWING] if is_coming else [])),
            *_buttons(shown, by, may_post=may_post, may_see_lines=may_see_lines),
        ],
    )


def value(shown: Report, by: str) -> str:
    """What a button carries of a report; a clinic's name may hold anything, and stands last."""
    return "|".join(
        [str(shown.days.first), str(shown.days.last), shown.provider or "", by, shown.clinic or ""]
    )


def asked(carried: str) -> tuple[Days, str | None, str, str | None]:
    """The days, the provider, by what, and the clinic that a button carries."""
    first, last, provider, by, clinic = carried.split("|", 4)
    days = Days(date.fromisoformat(first), date.fromisoformat(last))
    return days, provider or None, by, clinic or None


def title(shown: Report) -> str:
    """What it is about: days, provider and clinic."""
    said = times.say_days(shown.days, today=times.today_in(shown.zone, shown.now))
    names = [group.name for group in shown.groups[:1]] if shown.provider else []
    return " · ".join([f"{words.TITLE}: {said}", *names, *filter(None, [shown.clinic])])


def _before(shown: Report) -> str:
    today = times.today_in(shown.zone, shown.now)
    return sentences.before(times.say_days(shown.days.before(), today=today), shown.before)


def _lines(figures: Figures) -> Iterator[str]:
    """What became of them, and how long they took."""
    others = [each for each in Fate if figures.count(each) and each is not Fate.HELD]
    some = [f"{sentences.fate(each)}: {figures.count(each)}" for each in others]
    if figures.moved:
        some.append(sentences.moved(figures.moved))
    if figures.corrected:
        some.append(sentences.corrected(figures.corrected))
    if some:
        yield " · ".join(some)
    yield from (
        sentences.minutes(figures, side) for side in (Side.PATIENT, Side.PROVIDER) if figures.sessions(side)
    )
    if figures.sessions(Side.BOTH):
        yield sentences.together(figures)
    if not some and not figures.sessions(Side.PATIENT):
        yield "–"


def _remarks(shown: Report, by: str) -> Iterator[str]:
    figures = shown.figures
    if (count := len(_named(shown, by))) > MOST_ROWS:
        yield sentences.more_rows(MOST_ROWS, count)
    if shown.is_running and figures.count(Fate.TO_COME):
        yield sentences.running(figures.count(Fate.TO_COME))
    if figures.unbelievable:
        yield sentences.unbelievable(figures.unbelievable)
    if figures.sessions(Side.BOTH):
        yield words.AT_MOST
    yield as_of(shown)


def as_of(shown: Report) -> str:
    """How fresh it is, and by whose midnights."""
    return sentences.as_of(parts.for_reader(shown.now, shown.zone), times.say_zone(shown.zone))


def _table(shown: Report, by: str) -> Block:
    is_by_provider = by == "provider"
    named = _named(shown, by)
    kept = named[:MOST_ROWS] if is_by_provider else named[-MOST_ROWS:]
    lines = [_row(name, figures, has_minutes=is_by_provider) for name, figures in kept]
    total = _row(words.ALL, shown.figures, has_minutes=is_by_provider)
    return rows([_head(shown, by), *lines, total])


def _named(shown: Report, by: str) -> list[tuple[str, Figures]]:
    if by == "provider":
        return [(group.name, group.figures) for group in shown.groups]
    return [(label(each), each.figures) for each in shown.stretches if each.figures.booked]


def _head(shown: Report, by: str) -> list[str]:
    first = words.PROVIDER if by == "provider" else unit(shown)
    minutes = [words.MINUTES, words.UNITS] if by == "provider" else []
    return [first, words.BOOKED, words.HELD, words.RATE, words.MISSED, words.CANCELLED, *minutes]


def _row(name: str, figures: Figures, *, has_minutes: bool) -> list[str]:
    missed = (Fate.PATIENT_MISSING, Fate.PROVIDER_MISSING, Fate.NOBODY, Fate.TOO_SHORT)
    cancelled = (Fate.CANCELLED, Fate.CANCELLED_LATE)
    minutes = [f"{figures.total(Side.PATIENT):,}", f"{figures.units:,}"] if has_minutes else []
    return [
        name,
        f"{figures.booked:,}",
        f"{figures.held:,}",
        sentences.percent(figures.rate),
        *(f"{sum(map(figures.count, fates)):,}" for fates in (missed, cancelled)),
        *minutes,
    ]


def rows(lines: Sequence[Sequence[str]]) -> Block:
    """A table; the first line is its head, the first column its names."""
    settings = [{"align": "left", "is_wrapped": True}, *({"align": "right"} for _ in lines[0][1:])]
    cells = [[{"type": "raw_text", "text": cell or "–"} for cell in row] for row in lines]
    return {"type": "table", "column_settings": settings, "rows": cells}


def label(stretch: Stretch) -> str:
    """What a day, week or month is called in a table."""
    first = stretch.days.first
    return times.say_month(first) if stretch.days.is_of_months else times.say_date(first)


def unit(shown: Report) -> str:
    """What its stretches are: days, weeks or months."""
    lengths = {(each.days.last - each.days.first).days + 1 for each in shown.stretches}
    if max(lengths) == 1:
        return words.DAY
    return words.WEEK if max(lengths) <= _A_WEEK else words.MONTH


def _buttons(shown: Report, by: str, *, may_post: bool, may_see_lines: bool) -> list[Block]:
    buttons = []
    if not shown.provider and by == "provider" and len(shown.stretches) > 1:
        labels = {words.DAY: words.BY_DAY, words.WEEK: words.BY_WEEK, words.MONTH: words.BY_MONTH}
        buttons.append(parts.button(labels[unit(shown)], "report-by:1", value(shown, "stretch")))
    if not shown.provider and by != "provider":
        buttons.append(parts.button(words.BY_PROVIDER, "report-by:2", value(shown, "provider")))
    if may_see_lines:
        buttons.append(parts.button(words.EVERY_SESSION, "report-sessions", value(shown, by)))
    if may_post:
        buttons.append(parts.button(words.POST, "report-post", value(shown, by)))
    return [parts.actions(buttons)] if buttons else []
