"""Which language a process speaks, and both wordings of a sentence side by side.

A clerk reads what is raised, asked and told anywhere in the house, so each such sentence stands in
Korean and in English where it is made. The window says to the processes that it starts which one
it speaks; a person at a terminal reads Korean.
"""

from __future__ import annotations

import os

VARIABLE = "ILSON_LANGUAGE"
"""The environment variable by which a process is told its language: "ko" or "en"."""

Both = tuple[str, str]
"""A sentence that is kept for later, in Korean and in English: ``either(*SENTENCE)`` says it. One
that is said while a module is loaded would stay in the language of that moment."""

_language = "ko"


def language() -> str:
    """The language that is spoken, "ko" or "en"."""
    return _language


def speak(code: str) -> None:
    """Speak this language from now on; any ``code`` but "en" is Korean."""
    global _language
    _language = "en" if code == "en" else "ko"


def speak_as_told() -> None:
    """Speak the language that whoever started this process has told it."""
    speak(os.environ.get(VARIABLE, ""))


def either(korean: str, english: str) -> str:
    """The one of two wordings of a sentence that is in the language spoken."""
    return english if _language == "en" else korean
