"""The editor of one task: its steps, the form of one, its places, problems, text and versions."""
