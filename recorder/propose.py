"""The ``propose`` command: columns of a list for the values that a recording typed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from player.data import List, read_list
from recorder.likely import likely
from recorder.looping import accept, span
from recorder.proposals import Proposal, Proposals, chosen, propose
from recorder.values import with_text
from scripts.errors import ExitCode, UsageError
from scripts.files import load, save
from scripts.language import either
from scripts.model import Script
from scripts.placeholders import parse
from scripts.schema import walk
from scripts.show import sentence

LIST = "명단"
"""What a script calls the list that it goes over."""
_WHY = {
    "value": ("명단에 있는 값", "is in the list"),
    "label": ("칸 이름이 열 이름과 같음", "the field is called like the column"),
    "looks": ("사람마다 다를 값", "differs from person to person"),
}


def proposals_for(script: Script, data: List | None) -> Proposals:
    """What is proposed for a script, from a list or, without one, from the values themselves."""
    return propose(script, data) if data is not None else likely(script)


def told(script: Script, proposals: Proposals) -> dict[str, object]:
    """Proposals for a JSON event: no value of a citizen is in it, only what would take its place.

    ``row`` is Excel's number of the row that was done (null: none of the list); each of ``steps``
    has ``step``, ``say``, ``template``, ``column``, ``sure``, ``why``, ``others``; ``loop`` are the
    ids of the first and the last step that would be done for each row.
    """
    ids = [step.id for step in script.steps]
    inside = span(script, frozenset(one.step for one in proposals.made))
    return {
        "row": proposals.row,
        "loop": [ids[inside.first], ids[inside.last]] if inside else [],
        "steps": [
            {
                "step": one.step, "say": _say(script, one), "template": one.template,
                "column": one.column, "sure": one.sure, "why": one.why,
                "others": list(one.others),
            }
            for one in proposals.made
        ],
    }  # fmt: skip


def _say(script: Script, one: Proposal) -> str:
    """The step as it would be."""
    after = with_text(script, one.step, one.template)
    return sentence(next(step for step in walk(after.steps) if step.id == one.step), after)


def propose_command(
    file: Path, spec: str | None, take: Mapping[str, str], accepted: bool, as_json: bool
) -> ExitCode:
    """Print what is proposed for the script at ``file``, and with ``accepted`` put it in: what is
    sure, and the steps in ``take`` (id to template, empty: as proposed). Raises IlsonError."""
    script = load(file)
    data = read_list(spec) if spec else None
    proposals = proposals_for(script, data)
    by_step = {one.step: one for one in proposals.made}
    for step, template in take.items():
        if step not in by_step:
            raise UsageError(
                either(
                    f"‘{step}’ 단계에는 바꿀 값이 없어요.",
                    f"The step ‘{step}’ has no value to change.",
                ),
                either("propose로 먼저 살펴보세요.", "Look first with propose."),
            )
        if data is not None and template:
            data.require(parse(template).names())
    if take:
        templates = {step: text or by_step[step].template for step, text in take.items()}
        proposals = chosen(proposals, templates, keep_open=not accepted)
    if as_json:
        print(json.dumps(told(script, proposals), ensure_ascii=False))
    else:
        _print(script, proposals)
    if accepted:
        # Without versions: the one before holds the values of the row that was done.
        save(accept(script, proposals, data, LIST), file, versions=False)
    return ExitCode.DONE if proposals.made else ExitCode.FAILED


def _print(script: Script, proposals: Proposals) -> None:
    if not proposals.made:
        print(either("바꿀 만한 값이 없어요.", "There is no value to change."))
    if proposals.row is not None:
        print(
            either(
                f"명단의 {proposals.row}행을 한 번 한 기록이에요.",
                f"This recording is row {proposals.row} of the list, done once.",
            )
        )
    for one in proposals.made:
        mark = "✓" if one.sure else "?"
        others = (
            either(f" (또는 {', '.join(one.others)})", f" (or {', '.join(one.others)})")
            if one.others
            else ""
        )
        print(f"{mark} {one.step}  {_say(script, one)}{others} · {either(*_WHY[one.why])}")
