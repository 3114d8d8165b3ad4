"""Times that come again: how they are said, and which days and instants they are."""
