"""English words and what they stand for.

Misspellings that are more than a letter away, and those of short words, stand beside the word they mean.
"""

from __future__ import annotations

from bot.times.lexicon import Part, Table, Unit, counted
from bot.times.tokens import Kind

TABLE: Table = {
    Kind.WEEKDAY: {
        0: "monday mon mondy moday",
        1: "tuesday tue tues tusday",
        2: "wednesday wed weds wensday wednsday",
        3: "thursday thu thur thurs thrusday",
        4: "friday fri firday fridy",
        5: "saturday sat satuday",
        6: "sunday sun sundy",
    },
    Kind.MONTH: {
        1: "january jan",
        2: "february feb febuary",
        3: "march mar",
        4: "april apr",
        5: "may",
        6: "june jun",
        7: "july jul",
        8: "august aug",
        9: "september sep sept",
        10: "october oct",
        11: "november nov",
        12: "december dec",
    },
    Kind.RELATIVE: {
        -1: "yesterday",
        0: "today tdy",
        1: "tomorrow tommorow tomorow tomorrw tmrw tmr tmw tmrrw",
        2: "day_after_tomorrow overmorrow",
        -2: "day_before_yesterday",
    },
    Kind.HOLIDAY: {
        (12, 25): "christmas xmas",
        (10, 31): "halloween",
        (6, 19): "juneteenth",
    },
    Kind.PART: {
        Part.MORNING: "morning mornings morn",
        Part.LUNCH: "lunch lunchtime",
        Part.AFTERNOON: "afternoon arvo",
        Part.EVENING: "evening eve",
        Part.NIGHT: "night",
    },
    Kind.UNIT: {
        Unit.SECOND: "seconds sec secs",  # "second" alone is an ordinal
        Unit.MINUTE: "minute minutes min mins",
        Unit.HOUR: "hour hours hr hrs",
        Unit.DAY: "day days",
        Unit.WEEK: "week weeks wk wks",
        Unit.FORTNIGHT: "fortnight fortnights",
        Unit.MONTH: "month months",
        Unit.YEAR: "year years yr yrs",
    },
    Kind.WORD: counted(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen"
    )
    | {2: "two couple pair", 20: "twenty", 30: "thirty", 40: "forty fourty", 50: "fifty"},
    Kind.ORDINAL: counted(
        "- first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
        "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
    )
    | {30: "thirtieth"},
    Kind.MERIDIEM: {"a": "am", "p": "pm"},
    Kind.THE: {None: "the"},
    Kind.ARTICLE: {None: "a an"},
    Kind.AT: {None: "at around about approx approximately circa"},
    Kind.ON: {None: "on"},
    Kind.IN: {None: "in"},
    Kind.OF: {None: "of"},
    Kind.FROM: {None: "from starting"},
    Kind.FOR: {None: "for"},
    Kind.AND: {None: "and"},
    Kind.OR: {None: "or"},
    Kind.TO: {None: "to"},
    Kind.UNTIL: {None: "until till til through thru between"},
    Kind.AFTER: {None: "after"},
    Kind.BEFORE: {None: "before by within"},
    Kind.PAST: {None: "past"},
    Kind.HALF: {None: "half"},
    Kind.QUARTER: {None: "quarter"},
    Kind.THIS: {None: "this"},
    Kind.NEXT: {None: "next nxt"},
    Kind.COMING: {None: "coming upcoming"},
    Kind.LAST: {None: "last previous"},
    Kind.AGO: {None: "ago"},
    Kind.LATER: {None: "later hence"},
    Kind.NOW: {None: "now"},
    Kind.OCLOCK: {None: "o'clock oclock"},
    Kind.NOON: {None: "noon midday noontime"},
    Kind.MIDNIGHT: {None: "midnight"},
    Kind.TONIGHT: {None: "tonight tonite tonigh"},
    Kind.ISH: {None: "ish"},
    Kind.TIME: {None: "time"},
    Kind.SERIES: {
        None: "every each daily weekly biweekly fortnightly monthly weekdays weekends alternate repeat "
        "repeating recurring twice mondays tuesdays wednesdays thursdays fridays saturdays sundays"
    },
    Kind.LABEL: {
        None: "ref reference chart mrn uid id ext extension suite dob tel phone cell mobile fax ssn "
        "zip case account acct invoice"
    },
    Kind.FILLER: {
        None: "please pls plz room rooms book schedule set up meeting session appointment appt visit "
        "right just exactly sharp thanks create new"
    },
}
