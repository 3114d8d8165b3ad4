"""A report that the bot tells: a coordinator by DM, or the channel, which is shown the clinic as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from bot.models import Account, Fate
from bot.reports import Figures, Report, small
from bot.reports.report import Stretch
from handlers.blocks import parts
from handlers.blocks.report import MOST_ROWS, as_of, label, report, rows, title, unit
from handlers.sentences import reports as sentences
from handlers.sentences.reports import words
from handlers.slack import Block, Said

_DASH = "–"


def account(told: Account) -> Said:
    """It, for whom it is."""
    shown = Report.of(told.counted)
    if told.to is not None:
        return report(shown, by="provider", is_coming=False, may_see_lines=True)
    about = title(shown)
    if shown.figures.booked < small.FEWEST:
        return Said(text=about, blocks=[parts.header(about), parts.section(words.FEW)])
    return Said(
        text=about,
        blocks=[
            parts.header(about),
            parts.section("\n".join(_lines(shown.figures))),
            *_table(shown),
            parts.context(words.SMALL, as_of(shown)),
        ],
    )


def _table(shown: Report) -> list[Block]:
    """A row for each day, week or month; nothing where they tell too little."""
    lines = [_row(each) for each in shown.stretches if each.figures.booked][-MOST_ROWS:]
    if all(held == _DASH for _, _, held, _ in lines):
        return []
    return [rows([[unit(shown), words.BOOKED, words.HELD, words.RATE], *lines])]


def _lines(figures: Figures) -> Iterator[str]:
    told, others = small.told(figures)
    if Fate.HELD not in told:
        yield sentences.booked(figures)
    else:
        yield (sentences.headline if small.is_rate_told(figures) else sentences.booked_and_held)(figures)
    rest = [f"{sentences.fate(each)}: {count}" for each, count in told.items() if each is not Fate.HELD]
    if others:
        rest.append(sentences.others(others))
    if rest:
        yield " · ".join(rest)


def _row(each: Stretch) -> list[str]:
    figures = each.figures
    booked = str(figures.booked) if figures.booked >= small.FEWEST else f"< {small.FEWEST}"
    is_held_told = small.is_held_told(figures)
    is_rate_told = is_held_told and small.is_rate_told(figures)
    return [
        label(each),
        booked,
        str(figures.held) if is_held_told else _DASH,
        sentences.percent(figures.rate) if is_rate_told else _DASH,
    ]
