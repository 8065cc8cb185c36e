"""``python -m ui.practice``: the practice app with the options of ``main.py practice``."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence

from scripts.errors import IlsonError
from ui.practice import TITLE, add_arguments, run


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the command line, run, and turn a known problem into a sentence.

    ``arguments`` is what follows ``practice`` on the command line, by default the process's own.
    """
    parser = argparse.ArgumentParser(prog="practice", description=TITLE)
    add_arguments(parser)
    try:
        return run(parser.parse_args(arguments))
    except IlsonError as error:
        print(error, error.hint, sep="\n", file=sys.stderr)
        return int(error.exit_code)


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        # The report has Korean names; a pipe on Windows would get them in the system's code page.
        sys.stdout.reconfigure(encoding="utf-8")
    sys.exit(main())
