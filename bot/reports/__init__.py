"""Reports: what became of the sessions of some days, in figures that anybody in the clinic may be shown.

    figures     one group of sessions: its counts, its attendance rate, its minutes and units
    report      all groups of some days, beside the days before them
    reports     makes one from the ledger's sums
    sheet       as rows: CSV, JSON, a table for a terminal
    drawing     what a picture shows; `pictures` has it drawn by a process of its own (`picture`)

No patient is in them. Who may see whose figures is decided by who asks for a report (`Reports`).
"""

from __future__ import annotations

from bot.reports.drawing import PictureWords, drawing
from bot.reports.figures import Figures, units_of
from bot.reports.pictures import Pictures
from bot.reports.report import Group, Report
from bot.reports.reports import Reports

__all__ = [
    "Figures",
    "Group",
    "PictureWords",
    "Pictures",
    "Report",
    "Reports",
    "drawing",
    "units_of",
]
