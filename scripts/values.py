"""Single values of a script file: text in, typed value out, and the sentence if it is none."""

from __future__ import annotations

import math
import re

from scripts.korean import quoted
from scripts.language import either
from scripts.near import did_you_mean

IMAGE = re.compile(r"[0-9a-f]{12}")
ID = re.compile(r"\w[\w-]{0,39}")
_WHOLE = re.compile(r"[+-]?[0-9]{1,12}")
_NUMBER = re.compile(r"[+-]?([0-9]{1,12}(\.[0-9]{0,20})?|\.[0-9]{1,20})([eE][+-]?[0-9]{1,3})?")
_SWITCH = {
    "true": True, "yes": True, "on": True, "예": True, "네": True,
    "false": False, "no": False, "off": False, "아니요": False, "아니오": False,
}  # fmt: skip


class Wrong(ValueError):
    """A value that cannot be taken; the message is a sentence."""


def whole(text: str, low: float, high: float) -> int:
    """A whole number between two bounds; raises Wrong."""
    if not _WHOLE.fullmatch(text.strip()):
        raise Wrong(
            either(
                f"정수를 써야 하는데 {quoted(text, '이라고/라고')} 되어 있어요.",
                f"A whole number is needed, but there is {quoted(text)}.",
            )
        )
    return int(_bounded(int(text), text, low, high))


def number(text: str, low: float, high: float) -> float:
    """A number between two bounds; raises Wrong."""
    if not _NUMBER.fullmatch(text.strip()):
        raise Wrong(
            either(
                f"숫자를 써야 하는데 {quoted(text, '이라고/라고')} 되어 있어요.",
                f"A number is needed, but there is {quoted(text)}.",
            )
        )
    value = float(text)
    if not math.isfinite(value):
        raise Wrong(either("숫자가 너무 커요.", "The number is too large."))
    return _bounded(value, text, low, high)


def _bounded(value: float, text: str, low: float, high: float) -> float:
    if low <= value <= high:
        return value
    found = either(f"{quoted(text, '이라고/라고')} 되어 있어요.", f"there is {quoted(text)}.")
    raise Wrong(
        either(
            f"{low:.15g}부터 {high:.15g}까지 쓸 수 있는데 {found}",
            f"{low:.15g} to {high:.15g} is possible, but {found}",
        )
    )


def switch(text: str) -> bool:
    """True or false, in the ways people write it; raises Wrong."""
    value = _SWITCH.get(text.strip().lower())
    if value is None:
        raise Wrong(
            either(
                f"true나 false를 써야 하는데 {quoted(text, '이라고/라고')} 되어 있어요.",
                f"true or false is needed, but there is {quoted(text)}.",
            )
        )
    return value


def choice(text: str, among: tuple[str, ...]) -> str:
    """One of the words; raises Wrong with the likeliest meant."""
    if text in among:
        return text
    known = ", ".join(among)
    meant = did_you_mean(text, among)
    raise Wrong(
        either(
            f"{quoted(text, '은/는')} 쓸 수 없는 값이에요.{meant} 쓸 수 있는 값: {known}",
            f"{quoted(text)} can't be used.{meant} These can: {known}",
        )
    )


def image(text: str) -> str:
    """The name of a picture; raises Wrong."""
    if not IMAGE.fullmatch(text):
        raise Wrong(
            either(
                f"그림 이름은 0-9와 a-f 12자인데 {quoted(text, '이라고/라고')} 되어 있어요.",
                f"A picture's name is 12 signs of 0-9 and a-f, but there is {quoted(text)}.",
            )
        )
    return text


def step_id(text: str) -> str:
    """The id of a step; raises Wrong."""
    if not ID.fullmatch(text):
        raise Wrong(
            either(
                "단계의 id는 글자와 숫자로 40자까지 빈칸 없이 써야 해요.",
                "A step's id has up to 40 letters and digits and no blanks.",
            )
        )
    return text


def name(text: str, longest: int) -> str:
    """A name that the file gives to something; raises Wrong."""
    if not text.strip():
        raise Wrong(either("이름이 비어 있어요.", "The name is empty."))
    if len(text) > longest:
        raise Wrong(
            either(
                f"이름이 너무 길어요. {longest}자까지 쓸 수 있어요.",
                f"The name is too long. Up to {longest} characters are possible.",
            )
        )
    if len(text.splitlines()) > 1 or text != text.strip():
        raise Wrong(
            either(
                f"{quoted(text)}의 앞뒤나 가운데에 줄바꿈이나 빈칸이 더 있어요.",
                f"{quoted(text)} has line breaks or needless blanks.",
            )
        )
    return text
