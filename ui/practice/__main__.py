"""``python -m ui.practice``: the practice app with the options of ``main.py practice``."""

from __future__ import annotations

import argparse
import sys

from scripts.errors import IlsonError
from ui.practice import TITLE, add_arguments, run


def console() -> int:
    """Parse the command line, run, and turn a known problem into a sentence."""
    parser = argparse.ArgumentParser(prog="python -m ui.practice", description=TITLE)
    add_arguments(parser)
    try:
        return run(parser.parse_args())
    except IlsonError as error:
        print(error, error.hint, sep="\n", file=sys.stderr)
        return int(error.exit_code)


if __name__ == "__main__":
    sys.exit(console())
