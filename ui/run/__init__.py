"""One run: how far it is, what it asks, what came of it."""
