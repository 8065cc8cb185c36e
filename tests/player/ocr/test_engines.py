"""Which engine reads, and what is said where one cannot."""

import importlib.util
import shutil
import subprocess
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from player.desktop.fonts import OWN
from player.desktop.paths import narrow
from player.lines import READS
from player.ocr import engines, piped, system
from player.ocr.compare import folded
from player.ocr.engines import DATA, Tesserocr
from player.ocr.reader import Reader
from player.vision.line_picture import prepared
from scripts.errors import DesktopProblem
from tests.player.ocr.stand_in import screen


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    engines.opened.cache_clear()
    yield
    engines.opened.cache_clear()


def test_both_models_read_when_they_are_there() -> None:
    found = engines.engines()
    assert isinstance(found.first, Tesserocr)
    assert len(found.others) >= 1


def test_english_alone_is_read_by_one_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(READS, "en")
    found = engines.engines()
    assert isinstance(found.first, Tesserocr) and found.others == ()
    picture = Image.new("L", (260, 40), 255)
    font = ImageFont.truetype(str(OWN / "Pretendard-Regular.otf"), 15)
    ImageDraw.Draw(picture).text((12, 10), "Save the record 2026", fill=20, font=font)
    pixels = np.repeat(np.asarray(picture)[:, :, None], 3, axis=2)
    assert [line.text for line in Reader(found).lines(pixels)] == ["Save the record 2026"]
    monkeypatch.setenv(READS, "both")
    assert engines.engines().others != ()


def test_missing_models_are_named_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "DATA", tmp_path)
    with pytest.raises(DesktopProblem, match=r"kor.*Hangul") as told:
        engines.engines()
    assert told.value.hint
    with pytest.raises(DesktopProblem):
        Tesserocr("kor", tmp_path)


def test_models_under_a_hangul_path_with_spaces(tmp_path: Path) -> None:
    folder = tmp_path / "홍길동 새 폴더"
    folder.mkdir()
    shutil.copy(DATA / "Hangul.traineddata", folder)
    line = prepared(np.ascontiguousarray(screen("light")[155:173, 170:200, 0]))
    [read] = Tesserocr("Hangul", folder).read([line.pixels])
    assert folded(read.text) == "조회"


def test_a_path_is_told_as_the_system_can_open_it(tmp_path: Path) -> None:
    assert Path(narrow(tmp_path, ()).decode("utf-8")).samefile(tmp_path)


def without(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda n, *rest: None if n == name else real(n, *rest)
    )


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract-ocr 꾸러미가 있어야 해요")
def test_the_program_reads_where_the_library_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "tesserocr")
    found = engines.engines()
    assert isinstance(found.first, piped.Piped)
    texts = [folded(line.text) for line in Reader(found).lines(screen("light")[145:180, :480])]
    assert {"조회", "상세조회", "엑셀내려받기"} <= set(texts)


def test_neither_library_nor_program_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    import pytesseract

    def missing() -> list[str]:
        raise pytesseract.TesseractNotFoundError

    without(monkeypatch, "tesserocr")
    monkeypatch.setattr(pytesseract, "get_languages", missing)
    with pytest.raises(DesktopProblem, match="tesserocr") as told:
        engines.engines()
    assert "run" in (told.value.hint or "")


def test_a_program_that_fails_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*given: object, **named: object) -> None:
        raise subprocess.TimeoutExpired("tesseract", 60)

    monkeypatch.setattr(subprocess, "run", fails)
    with pytest.raises(DesktopProblem):
        piped.Piped("tesseract", "kor", None).read([np.full((30, 60), 255, np.uint8)])


def test_windows_own_reader_is_a_further_voice_where_it_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    word = SimpleNamespace(
        text="조회", bounding_rect=SimpleNamespace(x=6, y=6, width=40, height=27)
    )
    result = SimpleNamespace(lines=[SimpleNamespace(words=[word])])
    engine = SimpleNamespace(recognize_async=lambda bitmap: SimpleNamespace(get=lambda: result))
    parts = {
        "media.ocr": {"OcrEngine": SimpleNamespace(try_create_from_language=lambda _: engine)},
        "graphics.imaging": {
            "SoftwareBitmap": SimpleNamespace(create_copy_from_buffer=lambda *given: given),
            "BitmapPixelFormat": SimpleNamespace(GRAY8=1),
        },
        "globalization": {"Language": lambda name: name},
        "storage.streams": {
            "DataWriter": lambda: SimpleNamespace(
                write_bytes=lambda data: None, detach_buffer=lambda: None
            )
        },
    }
    for name, content in parts.items():
        module = types.ModuleType(f"winrt.windows.{name}")
        vars(module).update(content)
        monkeypatch.setitem(sys.modules, f"winrt.windows.{name}", module)
        above = f"winrt.windows.{name}".rpartition(".")[0]
        while above:
            if above not in sys.modules:
                monkeypatch.setitem(sys.modules, above, types.ModuleType(above))
            above = above.rpartition(".")[0]
    monkeypatch.setattr(sys, "platform", "win32")
    voice = system.open_engine()
    assert voice is not None
    blank = [np.full((39, 60), 255, np.uint8)]
    assert [guess.text for guess in voice.read(blank)] == ["조회"]
    assert [guess.text for guess in voice.read(blank, "0123456789")] == [""]


@pytest.mark.skipif(sys.platform == "win32", reason="윈도우에서는 실제로 있을 수 있어요")
def test_elsewhere_there_is_no_such_voice() -> None:
    assert system.open_engine() is None
