"""The locator's bench speaks the contract: a tiny drawn corpus, scored."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from player.vision.picture import encode
from tests.bench.locate import main
from tests.drawn import DARK, Drawing, form


def corpus(folder: Path) -> None:
    recorded = form()
    replays = {"same": form(), "dark": form(colours=DARK), "moved": form(at=(300, 200)),
               "s150": form(scale=1.5), "gone": form(without="Save")}  # fmt: skip
    (folder / "a.png").write_bytes(encode(recorded.pixels()))
    cases = []
    for name, drawing in replays.items():
        (folder / f"{name}.png").write_bytes(encode(drawing.pixels()))
        cases.append({
            "id": name, "page": "form", "target": "Save", "kind": "button", "perturb": name,
            "record": {**part("a.png", recorded), "box": list(recorded.places["Save"]),
                       "click": list(recorded.centre("Save"))},
            "replay": part(f"{name}.png", drawing),
            "truth": list(drawing.places["Save"]) if "Save" in drawing.places else None,
        })  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps({"cases": cases}), encoding="utf-8")


def part(file: str, drawing: Drawing) -> dict[str, object]:
    size = [round(v * drawing.scale) for v in drawing.size]
    return {"screen": file, "dpi": drawing.scale, "window": [0, 0, *size], "client": [0, 0, *size]}


def test_the_bench_prints_totals_and_every_case(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus(tmp_path)
    assert main(["--corpus", str(tmp_path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["cases"], told["right"], told["wrong"], told["false"]) == (5, 5, 0, 0)
    assert [answer["id"] for answer in told["answers"]] == ["same", "dark", "moved", "s150", "gone"]
    assert set(told["answers"][0]) == {"id", "point", "why", "seconds"}
    (tmp_path / "some.json").write_text('["dark"]')
    main(["--corpus", str(tmp_path), "--cases", str(tmp_path / "some.json")])
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["ilson", "dark"]
