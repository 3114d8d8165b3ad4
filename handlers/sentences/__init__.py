"""Every sentence and label the bot says, in English, and the table that says it in another language.

Nothing else in the house speaks to people but `bot.times`, which says times. Sentences say what happened, and
where something went wrong what the person can do now. They know nothing of Block Kit but its `*bold*` and
backticks; text of a person's or of BetterPT's comes in already made inert.
"""
