"""Texts with placeholders: {성명}, {오늘:%Y-%m-%d}, {전화번호|하이픈}.

A placeholder names a column of the row or a variable, and may pass it through filters with plain
names, one after the other. Nothing is evaluated: a name is looked up, a filter is one of a table.
``{{`` and ``}}`` are the braces themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from scripts.errors import DataProblem, ExitCode, IlsonError
from scripts.filters import FILTERS, Filter, WrongArgument, check_format, format_time
from scripts.korean import compose, josa, quoted
from scripts.language import either
from scripts.near import did_you_mean

_DAY_NAMES = ("오늘", "today")
_TIME_NAMES = ("지금", "now")
BUILT_IN = frozenset((*_DAY_NAMES, *_TIME_NAMES))
"""The names that always have a value: today's date and the time."""

_TOKEN = re.compile(r"\{\{|\}\}|[{}]")
_BRACE_HINT = (
    "중괄호를 글자로 쓰려면 {{ 또는 }}라고 두 번 써 주세요.",
    "For a brace as a character write it twice: {{ or }}.",
)


class TemplateProblem(IlsonError):
    """A text whose placeholders cannot be understood."""

    exit_code = ExitCode.USAGE


@dataclass(frozen=True, slots=True)
class Placeholder:
    """``format`` is the part after the colon of a built-in name."""

    name: str
    format: str
    filters: tuple[tuple[Filter, str], ...]
    source: str


@dataclass(frozen=True, slots=True)
class Template:
    """A text, taken apart."""

    parts: tuple[str | Placeholder, ...]

    def names(self) -> tuple[str, ...]:
        """The columns and variables that are needed, in order, each once; not the built-in."""
        return tuple(dict.fromkeys(p.name for p in self._asked() if p.name not in BUILT_IN))

    def fill(self, values: Mapping[str, str], now: datetime) -> str:
        """The text with every placeholder filled in.

        Raises DataProblem for a name that ``values`` does not have, with those it has and the
        likeliest meant, and for a value that a filter cannot read.
        """
        return "".join(
            part if isinstance(part, str) else _value(part, values, now) for part in self.parts
        )

    def _asked(self) -> Iterator[Placeholder]:
        return (part for part in self.parts if isinstance(part, Placeholder))


def parse(text: str) -> Template:
    """Take a text apart; raises TemplateProblem with a sentence."""
    parts: list[str | Placeholder] = []
    plain, at = "", 0
    while found := _TOKEN.search(text, at):
        plain += text[at : found.start()]
        at = found.end()
        if found.group() in ("{{", "}}"):
            plain += found.group()[0]
            continue
        if found.group() == "}":
            raise TemplateProblem(
                either(
                    "여는 중괄호({) 없이 닫는 중괄호(})가 있어요.",
                    "There is a closing brace (}) without an opening one ({).",
                ),
                either(*_BRACE_HINT),
            )
        end = text.find("}", at)
        if end < 0:
            raise TemplateProblem(
                either("중괄호({)가 닫히지 않았어요.", "A brace ({) is not closed."),
                either(*_BRACE_HINT),
            )
        if plain:
            parts.append(plain)
            plain = ""
        parts.append(_placeholder(text[at:end]))
        at = end + 1
    plain += text[at:]
    if plain:
        parts.append(plain)
    return Template(tuple(parts))


def literal(text: str) -> str:
    """The text written so that it stands for itself, braces and all."""
    return text.replace("{", "{{").replace("}", "}}")


def _name(text: str) -> str:
    return compose(" ".join(text.split()))


def _placeholder(inside: str) -> Placeholder:
    if "{" in inside:
        raise TemplateProblem(
            either(
                f"중괄호가 겹쳐 있어요: {quoted(inside)}.",
                f"There are braces inside braces: {quoted(inside)}.",
            ),
            either(*_BRACE_HINT),
        )
    head, *filters = inside.split("|")
    name, colon, pattern = head.partition(":")
    if _name(name) not in BUILT_IN:
        name, colon, pattern = head, "", ""
    name = _name(name)
    if not name:
        raise TemplateProblem(
            either("중괄호 안이 비어 있어요.", "There is nothing between the braces."),
            either(*_BRACE_HINT),
        )
    try:
        if colon:
            check_format(pattern.strip())
        made = tuple(_filter(one) for one in filters)
    except WrongArgument as error:
        raise TemplateProblem(f"{quoted('{' + inside + '}')}: {error}") from None
    return Placeholder(name, pattern.strip(), made, inside)


def _filter(text: str) -> tuple[Filter, str]:
    word, _, argument = compose(text.strip()).partition(" ")
    found = FILTERS.get(word.lower())
    if found is None:
        meant = did_you_mean(word, FILTERS)
        known = ", ".join(dict.fromkeys(one.name for one in FILTERS.values()))
        raise WrongArgument(
            either(
                f"{quoted(word, '이라는/라는')} 다듬기는 없어요.{meant} 쓸 수 있는 것: {known}",
                f"There is no filter {quoted(word)}.{meant} There are: {known}",
            )
        )
    found.check(argument.strip())
    return found, argument.strip()


def _value(one: Placeholder, values: Mapping[str, str], now: datetime) -> str:
    if one.name in values and not one.format:
        value = values[one.name]
    elif one.name in _DAY_NAMES:
        value = format_time(now, one.format or "%Y-%m-%d")
    elif one.name in _TIME_NAMES:
        value = format_time(now, one.format or "%H:%M")
    else:
        raise unknown_name(one.name, values)
    for applied, argument in one.filters:
        value = applied.apply(value, argument, now)
    return value


def unknown_name(name: str, known: Mapping[str, str]) -> DataProblem:
    """The error for a placeholder that nothing gives a value."""
    names = [*known, *_DAY_NAMES[:1], *_TIME_NAMES[:1]]
    shown = ", ".join(names[:30])
    return DataProblem(
        either(
            f"{{{name}}}{josa(name, '이라는/라는')} 값이 없어요.{did_you_mean(name, names)}",
            f"There is no value {{{name}}}.{did_you_mean(name, names)}",
        ),
        either(f"쓸 수 있는 이름: {shown}", f"Names that can be used: {shown}"),
    )
