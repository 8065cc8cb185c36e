"""Engines that read the picture of a line, behind one small interface.

Two models read better than one: ``kor+eng`` (4.0.0_best_int) knows words, ``Hangul`` (the script's
own model) knows syllables; where they agree, 97.6 % of the lines are exact. Both run inside this
process; where that library is missing, the Tesseract program of the system reads (``piped``).
"""

from __future__ import annotations

import functools
import importlib.util
import itertools
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from player.desktop.memory import give_back, give_back_now
from player.desktop.paths import narrow
from player.lines import READS
from player.vision.field import Grey
from scripts.errors import DesktopProblem
from scripts.language import either
from scripts.model import Rect

DATA = Path(__file__).resolve().parents[2] / "assets" / "ocr"
"""Where the models lie that come with the product."""
MODELS = ("kor", "eng", "Hangul")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word as an engine saw it: its box in pixels of the picture, its confidence 0..1."""

    text: str
    box: Rect
    confidence: float


@dataclass(frozen=True, slots=True)
class Guess:
    """What an engine read in one line; the confidence (0..1) is that of its weakest word."""

    pieces: tuple[Piece, ...] = ()

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)

    @property
    def confidence(self) -> float:
        return min((piece.confidence for piece in self.pieces), default=0.0)


def joined(pieces: Sequence[Piece], words: Sequence[str]) -> tuple[Piece, ...]:
    """The pieces put together to words: Tesseract's pieces of Hangul are often one syllable each.
    As they are, if the words are others."""
    found: list[Piece] = []
    left = list(pieces)
    for word in words:
        taken: list[Piece] = []
        while left and len("".join(piece.text for piece in taken)) < len(word):
            taken.append(left.pop(0))
        if "".join(piece.text for piece in taken) != word:
            return tuple(pieces)
        found.append(together(taken))
    return tuple(found)


def together(pieces: Sequence[Piece]) -> Piece:
    """Pieces that are one word; as sure as the least sure of them."""
    left = min(piece.box[0] for piece in pieces)
    top = min(piece.box[1] for piece in pieces)
    right = max(piece.box[0] + piece.box[2] for piece in pieces)
    bottom = max(piece.box[1] + piece.box[3] for piece in pieces)
    text = "".join(piece.text for piece in pieces)
    box = (left, top, right - left, bottom - top)
    return Piece(text, box, min(piece.confidence for piece in pieces))


def in_order(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces, their boxes one after the other as their texts are. Engines lose a box now and
    then: then all are laid out anew by the lengths of the texts."""
    ends = [piece.box[0] + piece.box[2] / 2 for piece in pieces]
    if all(one < other for one, other in itertools.pairwise(ends)):
        return tuple(pieces)
    left = min(piece.box[0] for piece in pieces)
    top = min(piece.box[1] for piece in pieces)
    right = max(piece.box[0] + piece.box[2] for piece in pieces)
    bottom = max(piece.box[1] + piece.box[3] for piece in pieces)
    letters = sum(len(piece.text) + 1 for piece in pieces) - 1
    found, start = [], 0.0
    for piece in pieces:
        wide = (right - left) * len(piece.text) / letters
        box = (left + round(start), top, max(1, round(wide)), bottom - top)
        found.append(replace(piece, box=box))
        start += (right - left) * (len(piece.text) + 1) / letters
    return tuple(found)


class Engine(Protocol):
    """Reads lines of text, dark on light, each in a picture of its own."""

    def read(self, pictures: Sequence[Grey], letters: str = "") -> list[Guess]:
        """One guess for each picture; ``letters`` are the only ones there may be (empty: all).
        Raises DesktopProblem if the engine fails."""


class Tesserocr:
    """Tesseract in this process. Callable from several threads, one after the other."""

    def __init__(self, languages: str, folder: Path = DATA) -> None:
        # More threads for one line only slow each other down (measured: half the speed).
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        import tesserocr

        self._levels = tesserocr.RIL.WORD
        self._iterate = tesserocr.iterate_level
        self._lock = threading.Lock()
        try:
            self._api = tesserocr.PyTessBaseAPI(
                path=narrow(folder, tuple(f"{name}.traineddata" for name in languages.split("+"))),
                lang=languages, psm=tesserocr.PSM.SINGLE_LINE, oem=tesserocr.OEM.LSTM_ONLY,
            )  # fmt: skip
        except (RuntimeError, OSError) as error:
            raise DesktopProblem(
                either(
                    f"글자 읽기 자료를 열지 못했어요: {folder}",
                    f"The data for reading text could not be opened: {folder}",
                ),
                either(
                    "일손 폴더를 새로 받아서 통째로 풀어 주세요.",
                    "Get the Ilson folder again and unpack all of it.",
                ),
            ) from error
        self._api.SetVariable("tessedit_do_invert", "0")

    def read(self, pictures: Sequence[Grey], letters: str = "") -> list[Guess]:
        with self._lock:
            self._api.SetVariable("tessedit_char_whitelist", letters)
            return [self._line(picture) for picture in pictures]

    def _line(self, picture: Grey) -> Guess:
        height, width = picture.shape
        self._api.SetImageBytes(picture.tobytes(), width, height, 1, width)
        self._api.SetSourceResolution(200)
        if not self._api.Recognize():
            raise DesktopProblem(
                either("화면의 글자를 읽지 못했어요.", "The text on the screen could not be read."),
                either("일손을 다시 시작해 주세요.", "Start Ilson again."),
            )
        words = self._api.GetUTF8Text().split()
        if not words:
            return Guess()
        pieces = []
        for word in self._iterate(self._api.GetIterator(), self._levels):
            if word.Empty(self._levels):
                continue
            left, top, right, bottom = word.BoundingBox(self._levels)
            box = (left, top, right - left, bottom - top)
            text = word.GetUTF8Text(self._levels).strip()
            pieces.append(Piece(text, box, word.Confidence(self._levels) / 100))
        return Guess(joined(pieces, words))


@dataclass(frozen=True, slots=True)
class Engines:
    """Who reads: ``first`` always, the ``others`` where it is not sure."""

    first: Engine
    others: tuple[Engine, ...] = ()


def engines() -> Engines:
    """The best engines that there are, opened once. Raises DesktopProblem where there is none,
    with what to do."""
    return opened(english_alone())


def english_alone() -> bool:
    """Whether the clerk's programs have no Hangul, as she says: one engine then does, in half the
    time."""
    return os.environ.get(READS) == "en"


@functools.lru_cache(maxsize=1)
def opened(english: bool) -> Engines:
    """See ``engines``."""
    from player.ocr import piped, system

    give_back()
    names = ("eng",) if english else MODELS
    missing = [name for name in names if not (DATA / f"{name}.traineddata").exists()]
    if importlib.util.find_spec("tesserocr") is None:
        return Engines(piped.open_engine(DATA))
    if missing:
        raise DesktopProblem(
            either(
                f"글자 읽기 자료가 없어요: {', '.join(missing)}",
                f"Data for reading text are missing: {', '.join(missing)}",
            ),
            either(
                f"일손 폴더를 새로 받아서 통째로 풀어 주세요. 자료는 {DATA}에 있어야 해요.",
                f"Get the Ilson folder again and unpack all of it. The data belong in {DATA}.",
            ),
        )
    if english:
        return Engines(Tesserocr("eng"))
    others: tuple[Engine, ...] = (Tesserocr("Hangul"),)
    voice = system.open_engine()
    if voice is not None:
        others = (*others, voice)
    made = Engines(Tesserocr("kor+eng"), others)
    give_back_now()  # what the models were unpacked in: 5 MiB
    return made
