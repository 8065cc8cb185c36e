"""The steps of a task as a run shows them: number, sentence, picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage

from scripts.files import load
from scripts.model import ForEachRow, If, ImageAnchor, Repeat, Script, Step
from scripts.schema import targets_of, walk
from scripts.show import sentence
from ui.texts import without_marks


@dataclass(frozen=True, slots=True)
class Shown:
    """One step: ``image`` is its place's picture (None: it has none), ``point`` where in it the
    step acts, ``box`` what is there."""

    id: str
    number: int
    say: str
    image: QImage | None = None
    point: QPointF | None = None
    box: QRectF | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """The steps by their ids, in their order."""

    steps: Mapping[str, Shown] = field(default_factory=dict)

    def after(self, step: str) -> Shown | None:
        """The step after this one; after a row's last one, none."""
        ids = list(self.steps)
        at = ids.index(step) + 1 if step in self.steps else len(ids)
        return self.steps[ids[at]] if at < len(ids) else None


def read_outline(path: Path, lang: str) -> Outline:
    """The outline of the task at ``path``; work for a thread. Raises IlsonError."""
    return outline(load(path), lang)


def outline(script: Script, lang: str) -> Outline:
    """Blocks are no steps of their own."""
    doing = (
        one for one in walk(script.steps)
        if one.enabled and not isinstance(one.action, (ForEachRow, If, Repeat))
    )  # fmt: skip
    return Outline({
        step.id: _shown(step, number, script, lang) for number, step in enumerate(doing, 1)
    })  # fmt: skip


def _shown(step: Step, number: int, script: Script, lang: str) -> Shown:
    said = without_marks(sentence(step, script, lang))
    for name in targets_of(step):
        anchors = script.targets[name].anchors if name in script.targets else ()
        for anchor in anchors:
            if isinstance(anchor, ImageAnchor) and anchor.image in script.images:
                image, point = anchor_image(script.images[anchor.image], anchor.offset)
                if not image.isNull():
                    return Shown(step.id, number, said, image, point)
    return Shown(step.id, number, said)


def anchor_image(png: bytes, offset: tuple[int, int]) -> tuple[QImage, QPointF]:
    """An anchor's picture and the point in it that is ``offset`` from its middle."""
    image = QImage.fromData(png)
    middle = QPointF(image.width() / 2, image.height() / 2)
    return image, middle + QPointF(*offset)
