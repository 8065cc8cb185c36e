"""Steps out of one script and into another, as the text of a small script of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from scripts import edit
from scripts.errors import FileProblem, IlsonError
from scripts.language import either
from scripts.model import ForEachRow, ImageAnchor, Script, Step, Target
from scripts.pictures import BadPicture, check_picture, picture_name
from scripts.reader import read
from scripts.schema import walk
from scripts.writer import write


@dataclass(frozen=True, slots=True)
class Clip:
    """Steps with all that they need elsewhere: ``text`` is a script file's, ``images`` its
    pictures by name."""

    text: str
    images: Mapping[str, bytes]


def copy(script: Script, steps: tuple[Step, ...]) -> Clip:
    """A clip of some steps of a script."""
    part = replace(script, steps=steps, popups=(), back=None, variables=(), recorded=None, note="")
    used = edit.used_targets(part)
    targets = {name: one for name, one in script.targets.items() if name in used}
    lists = {step.action.input for step in walk(steps) if isinstance(step.action, ForEachRow)}
    part = replace(
        part,
        targets=MappingProxyType(targets),
        inputs=MappingProxyType({n: one for n, one in script.inputs.items() if n in lists}),
    )
    named = {
        anchor.image
        for target in targets.values()
        for anchor in target.anchors
        if isinstance(anchor, ImageAnchor)
    }
    images = {name: png for name, png in script.images.items() if name in named}
    return Clip(write(part).decode("utf-8"), MappingProxyType(images))


def opened(clip: Clip) -> Script:
    """The small script of a clip. Raises IlsonError where its text is no script."""
    try:
        script, _ = read(clip.text.encode("utf-8", "surrogatepass"), "")
    except FileProblem as problem:
        raise IlsonError(
            either(
                "복사해 둔 것은 일손의 단계가 아니에요.", "What was copied is no step of Ilson."
            ),
            either("붙여 넣을 단계를 먼저 복사해 주세요.", "Copy the steps to paste first."),
        ) from problem
    return replace(script, images=MappingProxyType(_whole(clip.images)))


def _whole(images: Mapping[str, bytes]) -> dict[str, bytes]:
    """The pictures that are what their names say and can be looked at."""
    kept = {}
    for name, png in images.items():
        try:
            check_picture(png)
        except BadPicture:
            continue  # its anchor is told by the checker, as one whose picture is missing
        if picture_name(png) == name:
            kept[name] = png
    return kept


def join(script: Script, spot: edit.Spot, other: Script) -> tuple[Script, tuple[str, ...]]:
    """A script with the steps of another one at a place, and the ids that these have there.

    What the steps need comes along: targets, under another name where the name means something
    else here, and lists that are not there yet.
    """
    names: dict[str, str] = {}
    taken = {**script.targets}
    used = edit.used_targets(other)
    for name, target in other.targets.items():
        if name not in used:
            continue
        if name in script.targets and script.targets[name] != target:
            names[name] = _free(name, {*taken, *other.targets})
        taken[names.get(name, name)] = target
    for old, new in names.items():
        other = edit.rename_target(other, old, new)
    steps = edit.fresh(other.steps, edit.all_ids(script))
    coming = {name: target for name, target in other.targets.items() if name in taken}
    made = replace(
        script,
        targets=MappingProxyType({**script.targets, **coming}),
        inputs=MappingProxyType({**other.inputs, **script.inputs}),
        variables=tuple(dict.fromkeys((*script.variables, *other.variables))),
        images=MappingProxyType({**script.images, **other.images}),
    )
    return edit.insert(made, spot, steps), tuple(step.id for step in steps)


def free_name(script: Script, name: str) -> str:
    """A name like this one for a new target that no target has."""
    return name if name not in script.targets else _free(name, script.targets)


def _free(name: str, taken: Mapping[str, Target] | set[str]) -> str:
    number = 2
    while (made := f"{name} {number}") in taken:
        number += 1
    return made
