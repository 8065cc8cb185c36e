"""The corpus of Korean screens and its bench: pure parts, scoring on hand-made readings, sample."""

from __future__ import annotations

import json
import random
import re
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from player.vision.picture import decode
from scripts.model import Rect
from tests.bench.corpus.packages import pins
from tests.bench.ocr import __main__ as bench
from tests.bench.ocr import naive, scoring, table, words
from tests.bench.ocr.corpus import apart, side_of
from tests.bench.ocr.ink import tight
from tests.bench.ocr.pictures import LISTED, _plain
from tests.bench.ocr.sample import HERE, cropped
from tests.bench.ocr.scoring import Hit, Tally
from tests.bench.ocr.shots import FOREIGN_SPLIT, shots

SCREENS: list[dict[str, Any]] = json.loads((HERE / "manifest.json").read_text("utf-8"))["screens"]


def test_nothing_of_one_split_is_in_the_other() -> None:
    every = shots()
    assert len({shot.id for shot in every}) == len(every)
    for what in (lambda s: s.name, lambda s: s.font):
        tuning = {what(shot) for shot in every if shot.split == "tuning"}
        assert not tuning & {what(shot) for shot in every if shot.split == "test"}
    listed = pins(LISTED)
    assert all(listed[name][1] == split for name, split in FOREIGN_SPLIT.items())


def test_the_splits_are_large_enough_and_mixed() -> None:
    test = [shot for shot in shots() if shot.split == "test"]
    assert len(test) >= 50
    assert len(shots()) - len(test) >= 30
    jpeg = [shot for shot in test if any(one.startswith("jpeg") for one in shot.pixels)]
    for some in (jpeg, [s for s in test if s.theme == "dark"], [s for s in test if s.dialog]):
        assert len(some) >= 8
    assert {shot.scale for shot in test} == {1.0, 1.25, 1.5, 1.75, 2.0}


@pytest.mark.parametrize("kind", [kind for kind in words.KINDS if kind != "text"])
def test_made_up_values_are_of_their_kind(kind: str) -> None:
    chance = random.Random(kind)
    made = [words.value(chance, kind) for _ in range(200)]
    wrong = [one for one in made if scoring.kind_of(one) != kind]
    if kind in ("amount", "digits"):  # a small amount looks like any number, and a long one a date
        wrong = [one for one in wrong if scoring.kind_of(one) not in ("digits", "date")]
    assert not wrong
    assert made == [words.value(c, kind) for c in [random.Random(kind)] for _ in range(200)]


def test_the_last_digit_of_a_resident_number() -> None:
    assert words.check_digit("800101100000") == (11 - (8 * 2 + 1 * 5 + 1 * 7 + 1 * 8) % 11) % 10
    for _ in range(20):
        number = words.resident_number(random.Random(7)).replace("-", "")
        assert words.check_digit(number[:12]) == int(number[12])


def test_ink_is_boxed_tightly_and_faint_or_uneven_ground_is_refused() -> None:
    pixels = np.full((40, 100, 3), 240, np.uint8)
    pixels[12:22, 30:61] = 20
    pixels[12:22, 40:50] = 240
    assert tight(pixels, (20.2, 5.0, 80.0, 30.0)) == (30, 12, 31, 10)
    assert tight(255 - pixels, (20.2, 5.0, 80.0, 30.0)) == (30, 12, 31, 10)
    faint = np.full_like(pixels, 240)
    faint[12:22, 30:60] = 210
    assert tight(faint, (20, 5, 80, 30)) is None
    picture = np.random.default_rng(1).integers(0, 255, (40, 100, 3)).astype(np.uint8)
    assert tight(picture, (20, 5, 80, 30)) is None


def test_where_a_field_lies() -> None:
    label = (10, 10, 40, 12)
    assert side_of(label, (80, 4, 100, 24)) == "right"
    assert side_of(label, (10, 30, 100, 24)) == "below"
    assert side_of(label, (0, 4, 100, 24)) == ""
    assert side_of((200, 10, 40, 12), (80, 4, 100, 24)) == ""
    assert side_of(label, (60, 30, 100, 24)) == ""


def test_items_on_each_other_are_not_asked_for() -> None:
    items = [{"text": str(n), "box": box, "shown": True} for n, box in enumerate(
        ((0, 0, 20, 10), (10, 2, 20, 10), (50, 0, 20, 10)))]  # fmt: skip
    apart(items)
    assert [one["shown"] for one in items] == [False, False, True]


def test_other_peoples_pages_lose_their_scripts_and_the_network(tmp_path: Any) -> None:
    markup = ('<head><link href="https://a.example/x.css"><link href="b.css"></head>'
              "<script>x</script><p>y</p>")  # fmt: skip
    made = _plain(markup, tmp_path / "p.html", "UnDotum")
    assert "a.example" not in made
    assert "<script" not in made
    assert "b.css" in made
    assert "UnDotum" in made


def test_texts_are_compared_without_what_does_not_matter() -> None:
    assert scoring.plain(" 저장 (&S): ") == scoring.plain("저장") == "저장"
    assert scoring.plain("도움말(H)") == "도움말"
    assert scoring.plain("엑셀(xlsx) 파일") == "엑셀(xlsx)파일"
    assert scoring.plain("2024. 3. 2.") == "2024.3.2"
    assert scoring.asked("이름 바꾸기 (N):") == "이름 바꾸기"


def test_found_labels_are_judged() -> None:
    box = (100, 100, 40, 12)
    at = Hit((98, 99, 44, 14), 1.0)
    away = Hit((300, 99, 44, 14), 0.95)
    assert scoring.found([at], box, 1.0) == "right"
    assert scoring.found([at, away], box, 1.0) == "ambiguous"
    assert scoring.found([at, Hit(away.rect, 0.9)], box, 1.0) == "right"
    assert scoring.found([away], box, 1.0) == "wrong"
    assert scoring.found([], box, 1.0) == "missed"
    assert scoring.field_found(None, box) == "none"
    assert scoring.field_found((90, 90, 80, 30), box) == "right"
    assert scoring.field_found((190, 90, 80, 30), box) == "wrong"


def test_a_reading_is_made_of_the_words_in_the_box() -> None:
    box = (10, 10, 60, 12)
    told = [("번호", (40, 10, 28, 12)), ("전화", (10, 11, 26, 12)), ("주소", (10, 40, 26, 12))]
    assert scoring.reading(box, told, 1.0) == "전화번호"


def _screen(*texts: str) -> dict[str, Any]:
    items = [{"text": text, "box": [10, 20 * n, 50, 12], "role": "button", "shown": True}
             for n, text in enumerate(texts)]  # fmt: skip
    return {"id": "x", "items": items, "pairs": [], "scale": 1.0, "source": "page", "text": "grey",
            "theme": "dark", "pixels": ["jpeg50"]}  # fmt: skip


def test_absent_labels_are_really_absent() -> None:
    screen = _screen("임시저장", "조회", "조회", "상세 조회")
    told = scoring.absent(screen, ["등록", "조회", "저장", "임시"], 9)
    assert ("other", "등록") in told
    assert ("part", "저장") in told
    assert not {text for how, text in told if how != "part"} & {"조회", "저장", "임시", "임시저장"}
    assert "조회" not in {text for how, text in told if how == "part"}  # a word of its own
    jamo = [text for how, text in told if how == "jamo"]
    assert jamo
    assert all(re.fullmatch("[가-힣]+", text) for text in jamo)
    once, several = scoring.once(screen)
    assert [one["text"] for one in once] == ["임시저장", "상세 조회"]
    assert [one["text"] for one in several] == ["조회", "조회"]


def test_the_naive_way_takes_the_first_run_of_words() -> None:
    rows: list[naive.Row] = [((1, 1, 1), "전화", (10, 10, 20, 10)),
                             ((1, 1, 1), "번호:", (32, 10, 20, 10)),
                             ((1, 1, 2), "전화", (10, 40, 20, 10))]  # fmt: skip
    assert naive.find(rows, "전화번호")[0].rect == (10, 10, 42, 10)
    assert naive.find(rows, "전화")[0].rect == (10, 10, 20, 10)
    assert not naive.find(rows, "주소")


def test_the_sample_is_right_and_its_boxes_hold_ink() -> None:
    assert len(SCREENS) == 3
    for screen in SCREENS:
        pixels = decode((HERE / screen["screen"]).read_bytes(), "")
        assert len(scoring.shown(screen, scoring.LABELS)) > 5
        assert screen["pairs"]
        for one in screen["items"]:
            x, y, width, height = one["box"]
            assert x >= 0
            assert y >= 0
            assert x + width <= pixels.shape[1]
            assert y + height <= pixels.shape[0]
            if one["shown"]:
                assert np.ptp(pixels[y : y + height, x : x + width].astype(int)) > 40
    assert sum(one.stat().st_size for one in HERE.glob("*.png")) < 300_000


def test_a_part_of_a_screen_keeps_what_lies_in_it() -> None:
    screen = _screen("하나", "둘", "셋") | {"screen": "x.png", "window": [0, 0, 90, 90]}
    part = cropped(screen, (5, 15, 80, 35))
    assert [(one["text"], one["box"]) for one in part["items"]] == [("둘", [5, 5, 50, 12])]


class Oracle:
    """A reader that knows the sample, but reads every 4th item of it wrongly."""

    def __init__(self) -> None:
        self.screen: dict[str, Any] = {}
        self._by_size = {
            decode((HERE / one["screen"]).read_bytes(), "").shape: one for one in SCREENS
        }

    def words(self, pixels: Any, scale: float) -> list[tuple[str, Rect]]:
        self.screen = self._by_size.get(pixels.shape, self.screen)
        return [(one["text"] if n % 4 else "틀림", tuple(one["box"]))
                for n, one in enumerate(self.screen["items"])]  # type: ignore[misc]  # fmt: skip

    def find(self, pixels: Any, text: str, scale: float, near: Any = None) -> list[Hit]:
        return [Hit(rect, 1.0) for got, rect in self.words(pixels, scale)
                if scoring.asked(got) == text]  # fmt: skip

    def value(self, pixels: Any, kind: str, scale: float) -> tuple[str, bool]:
        return "", False

    def field(self, pixels: Any, label: Rect, scale: float, side: str | None = None) -> Rect | None:
        pairs = {tuple(pair["label_box"]): pair["field_box"] for pair in self.screen["pairs"]}
        return tuple(pairs[label]) if side else None  # type: ignore[return-value]


def test_the_bench_scores_a_reader(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "REGION", (200, 100))
    reader: Any = Oracle()
    told = reader.words(decode((HERE / SCREENS[0]["screen"]).read_bytes(), ""), 1.0)
    assert told
    assert bench.main(["--corpus", str(HERE), "--json"], SimpleNamespace(
        words=reader.words, find=reader.find, value=reader.value, field=reader.field)) == 0  # type: ignore[arg-type]  # fmt: skip
    every = json.loads(capsys.readouterr().out)["groups"]["all"]
    total = sum(every["labels"].values())
    assert 0.65 < every["labels"]["exact"] / total < 0.85
    assert every["find"]["right"] > 0
    assert every["find"]["missed"] > 0
    assert every["find"].get("wrong", 0) == 0
    assert every["alarms"].get("alarm", 0) == 0
    assert set(every["value"]) == {"refused"}
    assert set(every["field"]) == {"none"}
    assert every["field, side told"].get("wrong", 0) == 0
    assert every["field, side told"]["right"] > 0


def test_the_table_shows_each_breakdown() -> None:
    tally = Tally()
    screen = _screen("저장")
    tally.add(screen, "labels", "exact", "check")
    tally.add(screen, "labels", "not", "button")
    for outcome in ("exact", "exact", "exact", "false", "refused"):
        tally.add(screen, "value", outcome)
    assert tally.share("all", "labels", "exact") == 50.0
    assert tally.share("check boxes", "labels", "exact") == 100.0
    assert table.accepted(tally, "jpeg", "value") == (80.0, 75.0)
    text = table.printed(
        tally, {"line": {"median": 0.02, "p95": 0.03, "count": 1}}, {"held": 12.0}, []
    )
    assert all(group in text for group in ("dark", "jpeg", "check boxes", "scale 1", "20"))
