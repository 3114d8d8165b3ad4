"""kill -9 at every instant: each commit and each call of a day's story, alone and in pairs, a real process.

    python -m bench.reliability.crashes --singles         every instant
    python -m bench.reliability.crashes --pairs           every two that can follow each other
    python -m bench.reliability.crashes --sample 60       some of both; --seed N for others
    python -m bench.reliability.crashes --at 'A' ['B']    one of them again, with all that was said

The points are those that a dry run passes. Of a pair the second is passed by the life that follows the first
death: a run of the first alone tells which these are. What is counted stands at the stand-ins (`crash`).
"""
