"""A list and a task brought together: which column goes where, what is wrong, which rows."""
