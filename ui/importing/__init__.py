"""A task that came from somebody else: what it does, before it is taken in."""
