"""Scripts as plain sentences, in Korean (해요체) and in English."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

from scripts import show_en, show_ko
from scripts.language import language
from scripts.model import ForEachRow, If, Repeat, Script, Step
from scripts.schema import targets_of

_INDENT = "    "


def sentences(script: Script, lang: str = "") -> list[str]:
    """One line a step, those inside others indented. ``lang`` is "ko" or "en", without it the
    language that is spoken."""
    return list(_block(script.steps, script, lang or language(), 0))


def _block(steps: tuple[Step, ...], script: Script, lang: str, depth: int) -> Iterator[str]:
    words = show_en if lang == "en" else show_ko
    for step in steps:
        yield _INDENT * depth + _full(step, script, lang)
        match step.action:
            case ForEachRow(do=do) | Repeat(do=do):
                yield from _block(do, script, lang, depth + 1)
            case If(then=then, otherwise=otherwise):
                yield from _block(then, script, lang, depth + 1)
                if otherwise:
                    yield _INDENT * depth + words.OTHERWISE
                    yield from _block(otherwise, script, lang, depth + 1)


def sentence(step: Step, script: Script, lang: str = "") -> str:
    """What one step does, without the steps inside it; ``lang`` as for :func:`sentences`."""
    words = show_en if (lang or language()) == "en" else show_ko
    return _in_rows(step, script, words) + str(words.say(step.action))


def _in_rows(step: Step, script: Script, words: ModuleType) -> str:
    """In which rows a step acts, if it does in some."""
    targets = [script.targets[name] for name in targets_of(step) if name in script.targets]
    said = dict.fromkeys(words.in_row(one.row) for one in targets if one.row is not None)
    return " ".join((*said, ""))


def _full(step: Step, script: Script, lang: str) -> str:
    words = show_en if lang == "en" else show_ko
    said = sentence(step, script, lang)
    if not step.enabled:
        said = f"{words.OFF} {said}"
    if step.saves:
        said += f" [{words.SAVES}]"
    if step.note:
        said += f" ({step.note})"
    if step.review:
        said += f" [{words.REVIEW}: {step.review}]"
    return " ".join(said.split())
