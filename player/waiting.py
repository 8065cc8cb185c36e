"""Processes that have loaded what a run needs before anybody asks for one.

The window keeps one (``main.py wait``), which has started a player of its own (``main.py wait
--guarded``). Both wait for one line on their standard input, an order, and are from then on what
``main.py`` with its arguments, folder and environment would have been; what comes after the line
are the run's answers. Each takes one order. Meanwhile they hold nothing but memory: no screen, no
hook, no file of the clerk's. They end with whoever started them, because their input does.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from scripts.errors import UsageError
from scripts.language import either

TAKEN = "taken"
"""The event that says that an order was read. What has ended without it has done nothing."""


@dataclass(frozen=True, slots=True)
class Order:
    """``settle`` is how many seconds from now the window needs to get off the screen."""

    arguments: tuple[str, ...]
    settle: float


def order(
    arguments: Sequence[str], folder: Path, environment: Mapping[str, str], settle: float = 0.0
) -> dict[str, object]:
    """The line that :func:`take_order` reads."""
    return {
        "arguments": list(arguments), "folder": str(folder), "environment": dict(environment),
        "settle": settle,
    }  # fmt: skip


def take_order(stream: TextIO) -> Order | None:
    """Wait for the order and go where it says; None where none comes any more. Raises UsageError
    for a line that is none, and for a folder that is not there."""
    line = stream.readline()
    if not line:
        return None
    try:
        given = json.loads(line)
        arguments, folder = [str(word) for word in given["arguments"]], str(given["folder"])
        environment = {str(name): str(text) for name, text in given["environment"].items()}
        settle = float(given["settle"])
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UsageError(
            either("알아들을 수 없는 부탁이에요.", "This order is not understood."),
            either("main.py play 를 써 주세요.", "Use main.py play."),
        ) from None
    try:
        os.chdir(folder)
    except OSError as error:
        raise UsageError(
            either(
                f"‘{folder}’ 폴더를 열 수 없어요 ({error.strerror}).",
                f"The folder ‘{folder}’ can't be opened ({error.strerror}).",
            )
        ) from None
    os.environ.clear()
    os.environ.update(environment)
    return Order(tuple(arguments), settle)
