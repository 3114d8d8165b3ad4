"""Patterns that have a name, because many recognisers use them."""

PIECES = {
    "series": "(EVERY (?!TIME|TIMES|UNKNOWN|FILLER)|OFTEN|WEEKDAYS|ONCE ARTICLE UNIT)",
    "num": "(NUMBER|WORD)",
    "nth": "(ORDINAL|NUMBER)",
    "year": "((COMMA|DASH|SLASH|OF|IN THE UNIT)? (YEAR|DIGITS))",
    "digits": "(DECIMAL|HHMM|YEAR|DIGITS)",
    "which": "(THIS|NEXT|COMING)",
    "fraction": "((<num> DASH?|ARTICLE)? QUARTER OF? ARTICLE?|SLASHED OF? ARTICLE?|ARTICLE? HALF ARTICLE?)",
    "amount": "(ARTICLE? <num> AND ARTICLE HALF|<num> AND? SLASHED|<fraction>|ARTICLE? <num> OF?"
    "|<digits>|ARTICLE)",
    "span": "(<amount> UNIT (AND ARTICLE (HALF|QUARTER))? ((AND|COMMA)? <amount> UNIT)*)",
    "clock": "(COLON|HCLOCK|HHMM|DOTTED|NUMBER|WORD|NOON)",
    "day_end": "(WEEKDAY|RELATIVE|TONIGHT|PART|ORDINAL|MONTH|YEAR|YMD|SLASHED|DOTDATE)",
    "after_day": "((?<=<day_end>)|(?<=<day_end>(COMMA|FOR|FILLER|DASH))|(?<=MONTH NUMBER))",
    "after_near_day": "((?<=WEEKDAY|RELATIVE|TONIGHT|PART)|(?<=(WEEKDAY|RELATIVE|TONIGHT|PART)(COMMA|FOR)))",
    "clocklike": "(MERIDIEM|OCLOCK|NOON|MIDNIGHT|PAST|AFTER|BEFORE|ISH|DASH ISH|IN THE PART|<num>)",
    "after_weekday": "((?<=WEEKDAY)|(?<=WEEKDAY(COMMA|THE))|(?<=WEEKDAY COMMA THE))",
    "day_begin": "(RELATIVE|TONIGHT|WEEKDAY|PART|(ON|THIS|NEXT) (WEEKDAY|PART|THE)|(IN THE|AT|IN) PART)",
    "date": "(WEEKDAY|HOLIDAY|MONTH|ORDINAL|YMD|SLASHED|DOTDATE|STAMP)",
    "after_spoken": "($|COMMA|WITH|ON|FOR|FILLER|ZONE|SLASH|<date>|<day_begin>|<which>|THE <date>)",
    "timely": "(MERIDIEM|<clock>|MIDNIGHT|OCLOCK|RELATIVE|YEAR|PART|ZONE|TONIGHT|<date>)",
    "time_begin": "(<clock>|MIDNIGHT|RELATIVE|TONIGHT|PART|NEXT|THIS|<date>)",
}
"""In angle brackets they stand in patterns, and in each other."""
