"""What is wrong with the places of a script: how each is found, its row, its window."""

from __future__ import annotations

import re

from scripts.errors import Problem
from scripts.korean import quoted
from scripts.language import either
from scripts.model import (
    CELL,
    ImageAnchor,
    RowWhere,
    Script,
    Target,
    TextAnchor,
    WindowPattern,
)
from scripts.near import did_you_mean
from scripts.pictures import MOST_PIXELS_TOGETHER, BadPicture, check_picture, picture_size
from scripts.source import Source


class PlaceChecks:
    """``problems`` are those found so far; with ``pictures_said`` missing pictures have been
    reported already."""

    def __init__(self, script: Script, source: Source, pictures_said: bool) -> None:
        self.problems: list[Problem] = []
        self._script = script
        self._source = source
        self._pictures_said = pictures_said

    def _say(self, message: str, *place: str) -> None:
        self.problems.append(self._source.problem(message, *place))

    def _targets(self) -> None:
        sizes: dict[str, int] = {}
        for name, target in self._script.targets.items():
            if not target.anchors and not (target.row and target.column.strip()):
                self._say(
                    either(
                        f"{quoted(name)}에 찾을 그림이나 글자가 없어요.",
                        f"{quoted(name)} has no picture and no text to find it by.",
                    ),
                    "target",
                    name,
                )
            self._row(target)
            if target.window is not None:
                self._window(target.window, "target", name)
            self._anchors(target, sizes)

    def _anchors(self, target: Target, sizes: dict[str, int]) -> None:
        for index, anchor in enumerate(target.anchors):
            place = ("target", target.name, str(index))
            if not isinstance(anchor, ImageAnchor):
                if not anchor.text.strip():
                    self._say(
                        either(
                            f"{quoted(target.name)}의 찾을 글자가 비어 있어요.",
                            f"{quoted(target.name)} has an empty text to find it by.",
                        ),
                        *place,
                    )
                elif anchor.then == "cell" and not CELL.fullmatch(anchor.text):
                    self._say(
                        either(
                            f"{quoted(target.name)}: {quoted(anchor.text, '은/는')} "
                            "표의 칸 이름이 아니에요. B2처럼 써 주세요.",
                            f"{quoted(target.name)}: {quoted(anchor.text)} is no cell of a sheet. "
                            "Write it like B2.",
                        ),
                        *place,
                    )
                continue
            png = self._script.images.get(anchor.image)
            if png is None:
                if not self._pictures_said:
                    self._say(
                        either(
                            f"‘{target.name}’의 그림 {anchor.image}.png 파일이 없어요.",
                            f"The picture {anchor.image}.png of ‘{target.name}’ is missing.",
                        ),
                        *place,
                    )
                continue
            if anchor.image in sizes:
                continue
            try:
                width, height = picture_size(png)
                sizes[anchor.image] = width * height
                # Before the pixels are unpacked: that is what the limit saves.
                if sum(sizes.values()) > MOST_PIXELS_TOGETHER:
                    self._say(
                        either(
                            "그림을 모두 합치면 너무 커요.", "All pictures together are too large."
                        ),
                        *place,
                    )
                    return
                check_picture(png)
            except BadPicture as bad:
                sizes[anchor.image] = 0
                self._say(
                    either(
                        f"‘{target.name}’의 그림 {anchor.image}.png: {bad}",
                        f"The picture {anchor.image}.png of ‘{target.name}’: {bad}",
                    ),
                    *place,
                )

    def _row(self, target: Target) -> None:
        """A target's row and how it is scrolled to; the names in its values are seen to where it is
        used."""
        place, name = ("target", target.name), quoted(target.name)
        if target.column and target.row is None:
            self._say(
                either(
                    f"{name}: column은 어느 줄인지(row)와 함께 써야 해요.",
                    f"{name}: column goes with a row that says which one.",
                ),
                *place,
            )
        if isinstance(target.row, RowWhere):
            if not target.row.cells:
                self._say(
                    either(
                        f"{name}의 row에 열과 값이 하나도 없어요.",
                        f"{name}: row has no column and no value.",
                    ),
                    *place,
                )
            for heading, text in target.row.cells.items():
                if not heading.strip():
                    self._say(
                        either(
                            f"{name}의 row에 열 이름이 비어 있어요.",
                            f"{name}: a column in row has no name.",
                        ),
                        *place,
                    )
                if not text.strip():
                    self._say(
                        either(
                            f"{name}의 row에 {quoted(heading)} 값이 비어 있어요.",
                            f"{name}: {quoted(heading)} in row has no value.",
                        ),
                        *place,
                    )
        fields = [a for a in target.anchors if isinstance(a, TextAnchor) and a.then]
        if target.row is not None and fields:
            self._say(
                either(
                    f"{name}: row가 있는 곳에는 then을 쓸 수 없어요. 그 줄의 어느 열인지 column에 "
                    "적어 주세요.",
                    f"{name}: then does not go with row. Say by column which column of the row "
                    "it is.",
                ),
                *place,
            )
        if target.scroll is None or target.scroll.at is None:
            return
        self._target(target.scroll.at, *place)
        if target.scroll.at == target.name:
            self._say(
                either(
                    f"{name}: 굴릴 자리(at)가 찾을 곳 자신이에요. 목록의 자리를 써 주세요.",
                    f"{name}: the place to scroll at (at) is the wanted place itself. Give the "
                    "list's place.",
                ),
                *place,
            )

    def _window(self, window: WindowPattern, *place: str) -> None:
        if not window.title.strip():
            self._say(
                either(
                    "창 제목이 비어 있어요. 어느 창이든 좋으면 *라고 써 주세요.",
                    "The window's title is empty. Write * for any window.",
                ),
                *place,
            )
        if window.program and re.search(r"[\\/]", window.program):
            self._say(
                either(
                    f"프로그램은 경로 없이 이름만 써 주세요: {quoted(window.program)}.",
                    f"Give a program's name only, without a path: {quoted(window.program)}.",
                ),
                *place,
            )

    def _target(self, name: str, *place: str) -> None:
        if name not in self._script.targets:
            meant = did_you_mean(name, self._script.targets)
            self._say(
                either(
                    f"{quoted(name, '이라는/라는')} 곳은 없어요.{meant}",
                    f"There is no place {quoted(name)}.{meant}",
                ),
                *place,
            )
