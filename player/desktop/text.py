"""What can be typed at all."""

from __future__ import annotations

import unicodedata

from scripts.errors import StepFailed


def typeable(text: str) -> str:
    """The text with line ends as "\\n"; tabs and line ends are the only control characters.

    Raises StepFailed(why="not_supported") for others, and for half characters (surrogates).
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for character in text:
        if character not in "\n\t" and unicodedata.category(character) in ("Cc", "Cs"):
            raise StepFailed(
                f"키보드로 넣을 수 없는 글자(U+{ord(character):04X})가 들어 있어요.",
                "넣을 값에서 그 글자를 지워 주세요.",
                why="not_supported",
            )
    return text
