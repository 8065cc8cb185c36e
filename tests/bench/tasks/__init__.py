"""Whether what was recorded of ordinary office tasks plays again, without any editing, when
something has changed.

``python -m tests.bench.tasks [--task NAME]… [--change NAME]… [--keep FOLDER]``. Eleven tasks, in
the practice app and in programs that are not ours, are done by hands that hover, hesitate, mistype
and correct themselves. Each recording is then played after the window was moved and resized, after
the program was started again at 125 % and 150 %, in a dark theme, and with other data in it.
Whether it went right is read from what the task leaves behind: a file, a database, what was sent to
a server, the clipboard.

Printed for each task and change: steps that went right, refused (with the reason), not reached
after that, and wrong: a run that said it was done and left something else behind. Exit code 1 below
95 % of the steps right, or if anything went wrong.
"""
