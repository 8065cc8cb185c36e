"""The engine of last resort: the system's own Tesseract, through pytesseract's settings.

Its start costs more than reading a line, so all lines of a look go there on one page. The page goes
through a pipe: pytesseract would leave it in a file, with whatever citizen's data is on it, should
this process be killed meanwhile.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from player.ocr.engines import Guess, Piece
from player.vision.field import Grey
from player.vision.picture import encode
from scripts.errors import DesktopProblem
from scripts.language import either

_APART = 24
"""Empty pixels between two lines on the page."""
_LIMIT = 60.0
"""Seconds after which reading is given up."""


class Piped:
    """Tesseract as a program, started for each read."""

    def __init__(self, command: str, languages: str, folder: Path | None) -> None:
        # The settings by name: the file ``tsv`` that sets them lies beside the system's own models.
        self._start = [command, "stdin", "stdout", "-l", languages, "--psm", "6", "--dpi", "200",
                       "-c", "tessedit_create_tsv=1"]  # fmt: skip
        if folder is not None:
            self._start += ["--tessdata-dir", str(folder)]

    def read(self, pictures: Sequence[Grey], letters: str = "") -> list[Guess]:
        if not pictures:
            return []
        width = max(picture.shape[1] for picture in pictures)
        height = sum(picture.shape[0] + _APART for picture in pictures) + _APART
        page = np.full((height, width), 255, np.uint8)
        tops: list[int] = []
        top = _APART
        for picture in pictures:
            page[top : top + picture.shape[0], : picture.shape[1]] = picture
            tops.append(top)
            top += picture.shape[0] + _APART
        settings = ["-c", f"tessedit_char_whitelist={letters}"] if letters else []
        found: list[list[Piece]] = [[] for _ in pictures]
        for line in self._run([*self._start, *settings], encode(page)).splitlines()[1:]:
            cells = line.split("\t")
            if len(cells) < 12 or not cells[11].strip():
                continue
            x, y, wide, high = (int(cell) for cell in cells[6:10])
            nearest = [abs(y + high / 2 - (t + p.shape[0] / 2))
                       for t, p in zip(tops, pictures, strict=True)]  # fmt: skip
            number = int(np.argmin(nearest))
            box = (x, y - tops[number], wide, high)
            found[number].append(Piece(cells[11].strip(), box, max(0.0, float(cells[10]) / 100)))
        return [Guess(tuple(sorted(pieces, key=lambda piece: piece.box[0]))) for pieces in found]

    def _run(self, command: list[str], png: bytes) -> str:
        try:
            done = subprocess.run(
                command, input=png, capture_output=True, timeout=_LIMIT, check=True
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise DesktopProblem(
                either("화면의 글자를 읽지 못했어요.", "The text on the screen could not be read."),
                either(
                    "Tesseract가 제대로 설치됐는지 확인해 주세요.",
                    "See whether Tesseract is installed properly.",
                ),
            ) from error
        return done.stdout.decode("utf-8", "replace")


def open_engine(data: Path) -> Piped:
    """Tesseract with the models in ``data``, or with the system's own. Raises DesktopProblem
    without the program, or without Korean."""
    import pytesseract

    command = pytesseract.pytesseract.tesseract_cmd
    try:
        there = set(pytesseract.get_languages())
    except pytesseract.TesseractNotFoundError as error:
        raise DesktopProblem(
            either(
                "화면의 글자를 읽는 꾸러미(tesserocr)도 Tesseract 프로그램도 없어요.",
                "Neither the package for reading the screen (tesserocr) nor the program "
                "Tesseract is there.",
            ),
            either(
                "일손 폴더의 run.cmd(리눅스는 run.sh)를 다시 실행하면 설치돼요.",
                "Running run.cmd (on Linux run.sh) in the Ilson folder again installs it.",
            ),
        ) from error
    if (data / "kor.traineddata").exists() and (data / "eng.traineddata").exists():
        return Piped(command, "kor+eng", data)
    if "kor" not in there:
        raise DesktopProblem(
            either("글자 읽기에 한국어 자료가 없어요.", "The data for reading Korean are missing."),
            either(
                "일손 폴더를 새로 받거나, tesseract-ocr-kor를 설치해 주세요.",
                "Get the Ilson folder again, or install tesseract-ocr-kor.",
            ),
        )
    return Piped(command, "+".join(name for name in ("kor", "eng") if name in there), None)
