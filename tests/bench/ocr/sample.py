"""Cut a few small screens out of the corpus, for tests and for git: ``python -m
tests.bench.ocr.sample``. Each is a part of a tuning screen with what is written in it whole."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from player.vision.picture import load
from tests.bench.corpus.compose import shifted
from tests.bench.ocr.corpus import default_folder

HERE = Path(__file__).with_name("sample")
PARTS = {
    "page-tabler-register-7": (190, 10, 900, 530), "page-water-asking-8": (640, 150, 640, 790),
    "dialog-gnucash-dialog-account-1": (0, 0, 0, 0),
}  # fmt: skip
"""Of which screens which part is cut; (0, 0, 0, 0): their window."""


def within(box: Any, part: Any) -> bool:
    """Whether a box lies wholly in another, clear of its edge."""
    return bool(
        box[0] > part[0] and box[1] > part[1]
        and box[0] + box[2] < part[0] + part[2] and box[1] + box[3] < part[1] + part[3]
    )  # fmt: skip


def cropped(screen: dict[str, Any], part: tuple[int, int, int, int]) -> dict[str, Any]:
    """A screen's part as a screen of its own."""
    by = (-part[0], -part[1])
    items = [{**one, "box": list(shifted(one["box"], by))} for one in screen["items"]
             if within(one["box"], part)]  # fmt: skip
    pairs = [
        {**pair, **{side: list(shifted(pair[side], by)) for side in ("label_box", "field_box")}}
        for pair in screen["pairs"]
        if within(pair["label_box"], part) and within(pair["field_box"], part)
    ]
    return {**screen, "screen": f"{screen['id']}.png", "items": items, "pairs": pairs,
            "window": [0, 0, part[2], part[3]]}  # fmt: skip


def main() -> int:
    folder = default_folder()
    screens = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["screens"]
    HERE.mkdir(exist_ok=True)
    made = []
    for screen in screens:
        if screen["id"] not in PARTS:
            continue
        x, y, width, height = PARTS[screen["id"]]
        part = (x, y, width, height) if width else tuple(screen["window"])
        small = cropped(screen, part)
        pixels = load(folder / screen["screen"])
        cut = pixels[part[1] : part[1] + part[3], part[0] : part[0] + part[2]]
        good, packed = cv2.imencode(".png", np.ascontiguousarray(cut),
                                    [cv2.IMWRITE_PNG_COMPRESSION, 9])  # fmt: skip
        if not good:
            raise ValueError(screen["id"])
        (HERE / small["screen"]).write_bytes(packed.tobytes())
        made.append(small)
    text = json.dumps({"screens": made}, ensure_ascii=False, indent=1)
    (HERE / "manifest.json").write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
