"""Three replicas on one PostgreSQL, one of them killed every five seconds, while a clinic works.

    python -m bench.reliability.replicas [--seconds 300]

Providers book, move and cancel rooms and decide when asked; at the end nobody is killed any more, the day
goes by, and it is looked at the stand-ins whether every promise was kept, once. The database is the one that
TEST_DATABASE_URL names, or one of our own.
"""
