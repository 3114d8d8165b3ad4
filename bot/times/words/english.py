"""English words and what they stand for.

Misspellings that are more than a letter away, and those of short words, stand beside the word they mean.
"""

from __future__ import annotations

from bot.times.days import MonthDay
from bot.times.moveable import EasterDay, NthWeekday, Shifted
from bot.times.words.lexicon import Part, Table, Unit, counted
from bot.times.words.tokens import Kind

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
        4: "april apr apirl arpil aprl",
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
        1: "tomorrow tommorow tomorow tomorrw tmrw tmr tmw tmrrw tmrow tmro tomoz tomm 2moro 2morrow 2mrw",
        2: "day_after_tomorrow overmorrow",
        -2: "day_before_yesterday",
    },
    Kind.MAYBE_RELATIVE: {1: "tom"},
    Kind.HOLIDAY: {
        MonthDay(month=1, day=1): "new_year new_years new_year's new_year's_day new_years_day",
        MonthDay(month=1, day=6): "epiphany",
        MonthDay(month=2, day=2): "groundhog_day",
        MonthDay(month=2, day=14): "valentine's_day valentines_day valentine's valentines valentine_day",
        MonthDay(month=3, day=17): "st_patrick's_day st_patricks_day saint_patrick's_day",
        MonthDay(month=4, day=22): "earth_day",
        MonthDay(month=5, day=5): "cinco_de_mayo",
        MonthDay(month=6, day=14): "flag_day",
        MonthDay(month=6, day=19): "juneteenth",
        MonthDay(month=7, day=1): "canada_day",
        MonthDay(month=7, day=4): "independence_day",
        MonthDay(month=10, day=31): "halloween",
        MonthDay(month=11, day=1): "all_saints_day all_saints'_day",
        MonthDay(month=11, day=11): "veterans_day veteran's_day veterans'_day remembrance_day",
        MonthDay(month=12, day=24): "christmas_eve xmas_eve",
        MonthDay(month=12, day=25): "christmas xmas christmas_day xmas_day",
        MonthDay(month=12, day=26): "boxing_day",
        MonthDay(month=12, day=31): "new_year's_eve new_years_eve nye",
        NthWeekday(nth=3, number=0, month=1): "mlk_day martin_luther_king_day martin_luther_king_jr_day",
        NthWeekday(nth=3, number=0, month=2): "presidents_day president's_day presidents'_day",
        NthWeekday(nth=2, number=6, month=5): "mother's_day mothers_day",
        NthWeekday(nth=-1, number=0, month=5): "memorial_day",
        NthWeekday(nth=3, number=6, month=6): "father's_day fathers_day",
        NthWeekday(nth=1, number=0, month=9): "labor_day labour_day",
        NthWeekday(nth=2, number=0, month=10): "columbus_day indigenous_peoples_day",
        NthWeekday(nth=4, number=3, month=11): "thanksgiving thanksgiving_day",
        Shifted(day=NthWeekday(nth=4, number=3, month=11), days=1): "black_friday",
        Shifted(day=NthWeekday(nth=4, number=3, month=11), days=4): "cyber_monday",
        Shifted(day=NthWeekday(nth=1, number=0, month=11), days=1): "election_day",
        EasterDay(days=-46): "ash_wednesday",
        EasterDay(days=-7): "palm_sunday",
        EasterDay(days=-2): "good_friday",
        EasterDay(): "easter easter_sunday easter_day",
        EasterDay(days=1): "easter_monday",
        EasterDay(days=49): "pentecost",
    },
    Kind.WORKDAY: {None: "weekday business_day working_day work_day workday"},
    Kind.GREETING: {None: "good"},
    Kind.PART: {
        Part.MORNING: "morning morn early_morning late_morning first_thing midmorning mid-morning "
        "mid_morning",
        Part.LUNCH: "lunch lunchtime lunch_time",
        Part.AFTERNOON: "afternoon arvo early_afternoon late_afternoon mid-afternoon mid_afternoon "
        "end_of_day end_of_the_day eod close_of_business cob",
        Part.EVENING: "evening eve early_evening late_evening",
        Part.NIGHT: "night nite late_night late_at_night",
    },
    Kind.UNIT: {
        Unit.SECOND: "seconds sec secs",  # "second" alone is an ordinal
        Unit.MINUTE: "minute minutes min mins",
        Unit.HOUR: "hour hours hr hrs hous huors",
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
    | {2: "two couple pair", 20: "twenty", 30: "thirty", 40: "forty fourty", 50: "fifty"}
    | {0: "zero oh ou o", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety"},
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
    Kind.FROM: {None: "from"},
    Kind.FOR: {None: "for"},
    Kind.AND: {None: "and"},
    Kind.OR: {None: "or"},
    Kind.TO: {None: "to"},
    Kind.UNTIL: {None: "until till til ending ends"},
    Kind.BETWEEN: {None: "between"},
    Kind.AFTER: {None: "after no_earlier_than not_earlier_than not_before"},
    Kind.BEFORE: {None: "before by within no_later_than not_later_than not_after"},
    Kind.LIMIT: {None: "or_later or_earlier or_after or_before at_the_latest at_the_earliest onwards onward"},
    Kind.NOT: {
        None: "not never cannot can't cant don't dont doesn't doesnt won't wont isn't isnt instead_of "
        "rather_than anything_but anytime_but unavailable"
    },
    Kind.HUNDRED: {None: "hundred"},
    Kind.PAST: {None: "past"},
    Kind.HALF: {None: "half"},
    Kind.QUARTER: {None: "quarter quarters"},
    Kind.THIS: {None: "this"},
    Kind.NEXT: {None: "next nxt following netx nxet nex nextt enxt"},
    Kind.COMING: {None: "coming upcoming"},
    Kind.CLOSEST: {None: "closest nearest"},
    Kind.LAST: {None: "last previous"},
    Kind.BEGIN: {None: "beginning begin begins start"},
    Kind.END: {None: "end"},
    Kind.AGO: {None: "ago"},
    Kind.LATER: {None: "later hence"},
    Kind.NOW: {None: "now"},
    Kind.OCLOCK: {None: "o'clock oclock o_clock"},
    Kind.NOON: {None: "noon midday mid-day mid_day noontime noon-time"},
    Kind.MIDNIGHT: {None: "midnight"},
    Kind.TONIGHT: {None: "tonight tonite tonigh"},
    Kind.ISH: {None: "ish"},
    Kind.TIME: {None: "time"},
    Kind.EVERY: {None: "every each per every_single each_and_every"},
    Kind.OTHER: {None: "other alternate alternating"},
    Kind.OFTEN: {
        (Unit.DAY, 1): "daily everyday",
        (Unit.WEEK, 1): "weekly",
        (Unit.WEEK, 2): "biweekly bi-weekly fortnightly",
        (Unit.MONTH, 1): "monthly",
        (Unit.MONTH, 2): "bimonthly bi-monthly",
        (Unit.MONTH, 3): "quarterly",
        (Unit.MONTH, 6): "semiannually semi-annually biannually",
        (Unit.YEAR, 1): "yearly annually",
    },
    Kind.WEEKDAYS: {
        (0,): "mondays mons",
        (1,): "tuesdays",
        (2,): "wednesdays",
        (3,): "thursdays",
        (4,): "fridays fris",
        (5,): "saturdays sats",
        (6,): "sundays suns",
        (0, 1, 2, 3, 4): "weekdays workdays business_days working_days work_days",
        (5, 6): "weekends",
        (0, 2, 4): "mwf",
        (1, 3): "tth tuth",
    },
    Kind.WEEKEND: {None: "weekend"},
    Kind.PARTS: {
        Part.MORNING: "mornings",
        Part.AFTERNOON: "afternoons",
        Part.EVENING: "evenings",
        Part.NIGHT: "nights nightly",
    },
    Kind.TIMES: {
        None: "times occurrences occurrence instances repetitions repeats sessions visits meetings "
        "appointments appts",
        "x": "x",
    },
    Kind.ONCE: {1: "once", 2: "twice", 3: "thrice"},
    Kind.THROUGH: {None: "through thru"},
    Kind.STARTING: {None: "starting starts commencing effective as_of"},
    Kind.EXCEPT: {
        None: "except excluding excludes exclude skipping skip skips but_not except_for other_than without "
        "minus but_skip but_skipping but_without but_no leaving_out leave_out apart_from aside_from off "
        "exept excpet execpt no_session no_sessions no_visit no_visits "
        "no_appointment no_appointments no_appt no_meeting"
    },
    Kind.BUT: {None: "but"},
    Kind.NO: {None: "no none"},
    Kind.HOLIDAYS: {None: "holidays bank_holidays federal_holidays public_holidays"},
    Kind.LABEL: {
        None: "ref reference chart mrn uid id ext extension suite dob born tel phone cell mobile fax ssn "
        "zip case account acct invoice"
    },
    Kind.WITH: {None: "with w/ dr mr mrs ms miss patient client pt. pt:"},
    Kind.FILLER: {
        None: "please pls plz room rooms book schedule set set_up meeting session appointment appt visit "
        "create new all_day early late or_so or_thereabouts right just exactly sharp thanks hi hello hey "
        "can could would i we you be i'd i'm let's lets do does work works what how see meet ok okay fine "
        "available free like want need"
    },
}
