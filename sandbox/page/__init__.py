"""The web page on which a visitor is any of the clinic's people, and the endpoints behind it."""
