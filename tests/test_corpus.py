"""The corpus: its sample scores, its pure parts are right, and the same comes out twice."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from player.vision.picture import decode
from tests.bench import locate
from tests.bench.corpus import compose
from tests.bench.corpus.cases import Page, Wanted, case, pages, wanted
from tests.bench.corpus.data import rows
from tests.bench.corpus.drawing import Drawn, beside, key, spoil
from tests.bench.corpus.kits_more import KITS
from tests.bench.corpus.packages import pins, split_of
from tests.bench.corpus.pages import FOLDERS, ICONS, PAGES, Builder, Shown
from tests.bench.corpus.programs import PROGRAMS
from tests.bench.corpus.sample import HERE
from tests.bench.corpus.setting import PLANS, RECORDED, REPLAYED, Setting, apart
from tests.bench.corpus.web import View

SETTING = Setting("bootstrap", "people", Shown(), View((800, 600)))


def inside(box: list[int], whole: list[int]) -> bool:
    return (
        box[0] >= whole[0] and box[1] >= whole[1]
        and box[0] + box[2] <= whole[0] + whole[2] and box[1] + box[3] <= whole[1] + whole[3]
    )  # fmt: skip


def test_the_sample_is_as_the_contract_has_it() -> None:
    cases = json.loads((HERE / "manifest.json").read_text(encoding="utf-8"))["cases"]
    assert len({one["id"] for one in cases}) == len(cases) >= 12
    assert any(one["truth"] is None for one in cases)
    for one in cases:
        record, replay = one["record"], one["replay"]
        assert inside(record["box"], record["client"])
        assert inside([*record["click"], 1, 1], record["box"])
        assert one["truth"] is None or inside(one["truth"], replay["client"])
        for part in (record, replay):
            assert inside(part["client"], part["window"])
            height, width = decode((HERE / part["screen"]).read_bytes(), "").shape[:2]
            assert inside(part["window"], [0, 0, width, height])


def test_the_finder_does_well_on_the_sample(capsys: pytest.CaptureFixture[str]) -> None:
    assert locate.main(["--corpus", str(HERE), "--split", "tuning", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["cases"] == 12
    assert told["right"] >= 8
    assert told["wrong"] <= 1
    locate.main(["--corpus", str(HERE), "--split", "test", "--json"])
    assert json.loads(capsys.readouterr().out)["cases"] == 0


def test_a_window_is_put_on_a_desktop() -> None:
    desktop = np.full((100, 200, 3), 7, np.uint8)
    frame, client = np.full((10, 60, 3), 50, np.uint8), np.full((40, 60, 3), 90, np.uint8)
    screen = compose.put_together(desktop, frame, client, (20, 30))
    assert screen.window == (20, 30, 60, 50)
    assert screen.client == (20, 40, 60, 40)
    assert (screen.pixels[30:40, 20:80] == 50).all()
    assert (screen.pixels[40:80, 20:80] == 90).all()
    assert (screen.pixels[29, 19:81] == 96).all(), "a line around the window"
    assert (screen.pixels[82:] == 7).all()
    assert (desktop == 7).all(), "the desktop itself is not touched"


def test_what_leaves_the_screen_is_cut() -> None:
    under, over = np.zeros((10, 10, 3), np.uint8), np.full((6, 6, 3), 9, np.uint8)
    compose.paste(under, over, (-3, 7))
    assert under[7:, :3].min() == 9
    assert under.sum() == 9 * 3 * 3 * 3


def test_places_scalings_and_clicks() -> None:
    assert compose.screen_for((1180, 676), 40) == (1920, 1080)
    assert compose.screen_for((1770, 1014), 60) == (1920, 1080)
    assert compose.screen_for((2360, 1352), 80) == (2560, 1440)
    assert compose.screen_for((100, 100), 40, least=2) == (3840, 2160)
    assert compose.scaled((10, 20, 31, 40), 0.9) == (9, 18, 28, 36)
    assert compose.overlap((0, 0, 10, 10), (5, 8, 10, 10)) == 10
    for seed in map(str, range(50)):
        x, y = compose.spot(seed, (1770, 1014), (1920, 1080), 60, top=True)
        assert 0 <= x <= 150
        assert 60 <= y <= 66
        click = compose.click_in(seed, (100, 200, 9, 60))
        assert inside([*click, 1, 1], [100, 200, 9, 60])


def test_pictures_are_packed_without_loss() -> None:
    pixels = np.random.default_rng(1).integers(0, 255, (37, 53, 3)).astype(np.uint8)
    assert (decode(compose.packed(pixels), "") == pixels).all()
    assert compose.packed(pixels) == compose.packed(pixels)


def test_a_remote_desktop_spoils_pixels_and_sizes() -> None:
    pixels = np.random.default_rng(1).integers(0, 255, (100, 200, 3)).astype(np.uint8)
    sent, factor = spoil(pixels, ("jpeg50",))
    assert sent.shape == pixels.shape
    assert factor == 1.0
    assert (sent != pixels).any()
    sent, factor = spoil(pixels, ("squeeze80", "scale90"))
    assert sent.shape == (90, 180, 3)
    assert factor == 0.9


@pytest.mark.parametrize("seed", range(20))
def test_what_lies_beside_a_target_leaves_it_free(seed: int) -> None:
    import random

    box, thing = (900, 500, 80, 30), (300, 86)
    place = beside(box, thing, "near", 8, random.Random(seed), (1920, 1080))
    assert compose.overlap(box, (*place, *thing)) == 0
    place = beside(box, thing, "over", 8, random.Random(seed), (1920, 1080))
    assert compose.overlap(box, (*place, *thing)) == 80 * 30


def test_rows_come_and_go() -> None:
    before = [person.name for person in rows("a", 9, "")]
    assert before == [person.name for person in rows("a", 9, "")]
    more = [person.name for person in rows("a", 9, "in")]
    assert [name for name in more if name in before] == before
    assert len(more) == 11
    fewer = [person.name for person in rows("a", 9, "out")]
    assert len(fewer) == 7
    assert set(fewer) < set(before)
    assert [person.name for person in rows("a", 9, "sorted")] == sorted(before)


def icons(folder: Path) -> Path:
    """Stand-ins for the icons of a package."""
    for kit in ("bootstrap-icons", "feather-icons"):
        (folder / FOLDERS[kit]).mkdir(parents=True, exist_ok=True)
        for name in ICONS[kit].values():
            (folder / FOLDERS[kit] / f"{name}.svg").write_text("<svg></svg>")
    return folder


@pytest.mark.parametrize("kit", sorted(KITS))
def test_every_page_can_be_written_with_every_kit(kit: str, tmp_path: Path) -> None:
    folder = icons(tmp_path)
    for number, (page, write) in enumerate(PAGES.items()):
        shown = (Shown(), Shown(data=1, rows="in", dialog=1), Shown(tab=1, chosen=2))[number % 3]
        told = write(Builder(KITS[kit], page, shown, folder))
        assert told == write(Builder(KITS[kit], page, shown, folder))
        names = Counter(re.findall(r'data-t=["\']([^"\']+)', told))
        assert names.most_common(1)[0][1] == 1, f"{page}: {names.most_common(3)}"
        assert "{" not in told


def test_a_kit_or_program_lies_in_one_split() -> None:
    splits: dict[str, set[str]] = {}
    for page in pages():
        kit, shown = page.setting.kit, page.setting.page
        splits.setdefault(kit if kit in KITS else shown, set()).add(page.split)
    assert all(len(found) == 1 for found in splits.values()), splits
    assert len({page.id for page in pages()}) == len(pages())
    assert {split_of(kit.package) for kit in KITS.values()} == {"tuning", "test"}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version, _ in pins().values())


def test_another_program_is_one_of_the_same_split() -> None:
    for page in pages():
        if page.setting.page in PROGRAMS:
            for seed in range(20):
                other = REPLAYED["other"](page.setting, (), random.Random(seed))
                assert PROGRAMS[other.page].split == page.split
                assert other.page != page.setting.page


def test_every_change_is_made_of_known_words() -> None:
    assert len({plan.id for plan in PLANS}) == len(PLANS)
    for plan in PLANS:
        before, after = apart(plan.id)
        assert set(before) <= set(RECORDED)
        assert set(after) <= set(REPLAYED), plan.id
    assert all(program.only <= set(REPLAYED) | set(RECORDED) for program in PROGRAMS.values())


def mark(name: str, box: list[int], **more: object) -> dict[str, object]:
    told = {"name": name, "kind": "button", "cap": name, "row": "", "icon": "", "box": box,
            "seen": 1.0, "able": True}  # fmt: skip
    return {**told, **more}


def drawn(*marks: dict[str, object]) -> Drawn:
    return Drawn({"file": "screens/x.png", "dpi": 1.0, "window": [0, 0, 900, 700],
                  "client": [0, 76, 900, 624], "marks": list(marks)})  # fmt: skip


def truth(change: str, before: dict[str, object], *after: dict[str, object]) -> object:
    page = Page("bootstrap-people", "tuning", SETTING)
    told = case(Wanted(page, str(before["name"]), change, SETTING, SETTING),
                drawn(before), drawn(*after))  # fmt: skip
    return "no case" if told is None else told["truth"]


def test_the_truth_of_a_case() -> None:
    save, moved = mark("저장", [10, 100, 60, 30]), mark("저장", [210, 300, 60, 30])
    assert truth("moved", save, moved) == [210, 300, 60, 30]
    assert truth("gone", save) is None
    assert truth("grey", save, {**moved, "able": False}) is None
    assert truth("over", save, {**moved, "seen": 0.0}) is None
    assert truth("near", save, {**moved, "seen": 0.6}) == "no case", "half hidden"
    assert truth("moved", save) == "no case", "it should be there"
    assert truth("other", save, moved) == "no case", "it should not"
    assert truth("other", save, {**moved, "name": "저장 2"}) == "no case", "a twin is there"
    assert truth("data", save, {**moved, "cap": "삭제"}) == "no case", "another meaning"
    row = mark("삭제@홍길동", [10, 100, 60, 30], cap="삭제", row="홍길동")
    other = mark("삭제@김철수", [10, 100, 60, 30], cap="삭제", row="김철수")
    assert truth("rowsout", row, other) is None, "the row that was meant is gone"
    assert truth("rowsin", row, {**row, "box": [10, 140, 60, 30]}) == [10, 140, 60, 30]


def test_what_is_asked_of_a_page_is_the_same_each_time() -> None:
    page = Page("bootstrap-people", "tuning", SETTING)
    first = drawn(*(mark(f"단추 {n}", [10 + 70 * n, 100, 60, 30]) for n in range(9)))
    asked = list(wanted(page, first))
    assert asked == list(wanted(page, first))
    assert len(asked) > 20
    assert len({key(ask.replayed) for ask in asked}) > 10
    assert key(SETTING) == key(Setting("bootstrap", "people", Shown(), View((800, 600))))
