"""What comes more than once has one effect: deliveries of one event, double clicks, two people at once.

    python -m bench.reliability.deliveries [--rounds 7]

The real bot over the sandbox, counted at the stand-ins. On a PostgreSQL named by DATABASE_URL two bots share
the work; without one there is one, on a SQLite file.
"""
