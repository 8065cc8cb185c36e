"""What can be typed at all, and what is in the way of it on every system."""

from __future__ import annotations

import unicodedata

from scripts.errors import StepFailed
from scripts.language import either


def typeable(text: str) -> str:
    """The text with line ends as "\\n"; tabs and line ends are the only control characters.

    Raises StepFailed(why="not_supported") for others, and for half characters (surrogates).
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for character in text:
        if character not in "\n\t" and unicodedata.category(character) in ("Cc", "Cs"):
            raise StepFailed(
                either(
                    f"키보드로 넣을 수 없는 글자(U+{ord(character):04X})가 들어 있어요.",
                    f"There is a character (U+{ord(character):04X}) that can't be typed.",
                ),
                either(
                    "넣을 값에서 그 글자를 지워 주세요.", "Remove that character from the value."
                ),
                why="not_supported",
            )
    return text


def keys_held() -> StepFailed:
    """A person holds a key that would turn letters into shortcuts."""
    return StepFailed(
        either(
            "Shift, Ctrl, Alt 같은 키가 눌려 있어서 글자를 넣지 못했어요.",
            "A key such as Shift, Ctrl or Alt is held down, so nothing could be typed.",
        ),
        either(
            "키보드에서 손을 떼고 다시 해 주세요.",
            "Take your hands off the keyboard and try again.",
        ),
        why="timed_out",
    )


def does_not_answer() -> StepFailed:
    """The program in front takes no keys any more."""
    return StepFailed(
        either(
            "앞에 있는 프로그램이 30초 동안 응답하지 않아서 글자를 끝까지 넣지 못했어요.",
            "The program in front has not answered for 30 seconds, so the text was not typed to "
            "its end.",
        ),
        either("그 프로그램이 멈추었는지 확인해 주세요.", "See whether that program hangs."),
        why="timed_out",
    )
