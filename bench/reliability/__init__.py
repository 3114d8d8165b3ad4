"""The promise, proven: what arrives at the stand-ins when everything around the bot fails.

Figures are counted at the outside, never read from the bot's own tables.
"""
