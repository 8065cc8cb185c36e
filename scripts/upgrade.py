"""Older files climb to the present format one version at a time.

A climb is a function from the nodes of one version to those of the next; lines stay what they
were, so that messages about an old file point into that file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scripts.errors import FileProblem, Problem
from scripts.language import either
from scripts.model import FORMAT
from scripts.nodes import Node, Pairs, Text

Climb = Callable[[Pairs], Pairs]

CLIMBS: Mapping[int, Climb] = {}
"""From a version to the next; version 1 is the first that there is."""


def version(root: Pairs, file: str) -> int:
    """The file's format; raises FileProblem where it names none."""
    node = root.get("ilson")
    if node is None:
        raise FileProblem(
            Problem(
                file,
                root.line,
                either(
                    "일손 작업 파일이 아니에요. 첫 줄에 ‘ilson: 1’이 있어야 해요.",
                    "This is no task of Ilson. Its first line has to be ‘ilson: 1’.",
                ),
            )
        )
    if not isinstance(node, Text) or not (node.value.isascii() and node.value.isdigit()):
        raise FileProblem(
            Problem(
                file,
                node.line,
                either(
                    "‘ilson’에는 파일 형식의 번호를 써야 해요.",
                    "‘ilson’ takes the number of the file's format.",
                ),
            )
        )
    # Longer numbers are surely newer, and int() of a million digits takes its time.
    return int(node.value[:9])


def climb(root: Pairs, file: str, climbs: Mapping[int, Climb] = CLIMBS, to: int = FORMAT) -> Pairs:
    """The nodes as the present format has them.

    Raises FileProblem for a file that is newer than this code, or so old that no climb starts
    there.
    """
    now = version(root, file)
    line = next(key.line for key, _ in root.pairs if key.value == "ilson")
    if now > to:
        forms = either(f"(형식 {now}, 여기서는 {to}까지)", f"(format {now}, here up to {to})")
        raise FileProblem(
            Problem(
                file,
                line,
                either(
                    f"더 새로운 일손에서 만든 작업이에요 {forms}.",
                    f"The task was made by a newer Ilson {forms}.",
                ),
            ),
            either("일손을 새 판으로 올린 뒤 다시 열어 주세요.", "Update Ilson and open it again."),
        )
    while now < to:
        if now not in climbs:
            raise FileProblem(
                Problem(
                    file,
                    line,
                    either(
                        f"파일 형식 {now}번은 읽을 수 없어요.", f"File format {now} can't be read."
                    ),
                )
            )
        root = _numbered(climbs[now](root), now + 1)
        now += 1
    return root


def _numbered(root: Pairs, number: int) -> Pairs:
    def changed(key: Text, value: Node) -> Node:
        return Text(str(number), value.line) if key.value == "ilson" else value

    return Pairs(tuple((key, changed(key, value)) for key, value in root.pairs), root.line)
