"""Whether the tests notice it when the code says something else: see `__main__`."""
