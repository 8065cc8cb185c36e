"""Say a text of the window in the language in use.

The catalog (``ui.words``) is a plain table: key → (Korean, English). ``{name}`` is filled in;
``{name|을/를}`` also adds the Korean particle that fits. In English ``{n|row/rows}`` adds the word
for one or for several.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QLocale

from scripts.korean import josa
from scripts.language import either, speak
from ui.words import catalog

LANGUAGES = {"ko": "한국어", "en": "English"}

_TEXTS = catalog()

_PLACE = re.compile(r"\{(\w+)(?:\|([^}]+))?\}")


def use_language(code: str) -> None:
    """Speak this language from now on: "ko", "en", or what the "system" speaks; Korean where that
    is neither."""
    if code == "system":
        code = "en" if QLocale.system().language() == QLocale.Language.English else "ko"
    speak(code)


def knows(key: str) -> bool:
    """Whether there is a text of this key."""
    return key in _TEXTS


def say(key: str, **values: object) -> str:
    """The text of a key with values filled in. Raises KeyError for a key that there is not."""
    korean, english = _TEXTS[key]
    chosen = either(korean, english)

    def fill(found: re.Match[str]) -> str:
        value = str(values[found[1]])
        if found[2] is None:
            return value
        if chosen is english:
            one, several = found[2].split("/")
            return f"{value} {one if value == '1' else several}"
        # The quotation mark stands between the name and its particle: ‘{name|을/를}’.
        return f"{value}\0{josa(value, found[2])}"

    text = _PLACE.sub(fill, chosen)
    return re.sub("\0([^’]*)’", r"’\1", text).replace("\0", "")


def without_marks(sentence: str) -> str:
    """A step's sentence without the braces around columns, and without what is done to them."""
    return re.sub(r"\{([^{}|:]+)[^{}]*\}", r"\1", sentence)


def clock(seconds: float) -> str:
    """A time that runs, as a clock shows it: 0:42, 12:05, 1:00:09."""
    whole = int(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def duration(seconds: float) -> str:
    """A time span as people say it: 40초, 3분 5초."""
    whole = round(seconds)
    if whole < 60:
        return say("seconds", n=whole)
    return say("minutes", n=whole // 60, s=whole % 60)
