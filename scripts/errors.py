"""Every error that a clerk can meet, one base class for all of them.

``str(error)`` is the sentence she reads; ``hint`` is the next thing to do. Anything that is
not an :class:`IlsonError` is a bug of ours and is caught only by the outermost handler of a
process.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class ExitCode(IntEnum):
    """What the commands of ``main.py`` return to the shell."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    STOPPED = 3
    NO_DESKTOP = 4


class IlsonError(Exception):
    """A problem with a sentence for the clerk."""

    exit_code: ExitCode = ExitCode.FAILED

    def __init__(self, sentence: str, hint: str = "") -> None:
        super().__init__(sentence)
        self.hint = hint


class UsageError(IlsonError):
    """The command was called with something that it cannot take."""

    exit_code = ExitCode.USAGE


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a script file.

    ``file`` is the path as it was given (inside a pack: ``NAME.ilson/script.yaml``); ``line``
    counts from 1, 0 where no line applies.
    """

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}"


class FileProblem(IlsonError):
    """A script file that cannot be read, with every problem that was found in it."""

    exit_code = ExitCode.USAGE

    def __init__(self, problems: Problem | list[Problem], hint: str = "") -> None:
        self.problems = [problems] if isinstance(problems, Problem) else list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems), hint)


class DataProblem(IlsonError):
    """The workbook, or a value in it, is not what the script needs."""

    exit_code = ExitCode.USAGE


class DesktopProblem(IlsonError):
    """This desktop cannot do what was asked: no display, a missing package, no permission."""

    exit_code = ExitCode.NO_DESKTOP


class StepFailed(IlsonError):
    """A step could not be done.

    ``why`` is one of ``not_found``, ``ambiguous``, ``wrong_window``, ``timed_out``,
    ``not_supported``, ``mismatch``. ``halfway`` says that a part of the step was done, so that it
    must not simply be done again; ``settled`` that it has been decided what becomes of it;
    ``typed`` is how many characters of a text had been sent to its window by then. ``target`` is
    the place that was not found, ``candidates`` the likeliest places that were seen instead, each
    with its ``point``, ``rect`` and ``score``.
    """

    def __init__(self, sentence: str, hint: str = "", *, why: str) -> None:
        super().__init__(sentence, hint)
        self.why = why
        self.halfway = False
        self.typed = 0
        self.settled = False
        self.target = ""
        self.candidates: tuple[dict[str, object], ...] = ()


class Stopped(BaseException):
    """A person stopped the run.

    Not an ``Exception``, so that nothing on the way swallows it; ``finally`` still releases
    every key and button.
    """
