"""A peer's answers: ``answer.py airtest|guibot`` reads JSON lines {"needle", "screen", "size"}
(paths of pictures; the recorded screen's width and height) and writes {"point", "seconds"}. Runs on
the peers' own Python."""

from __future__ import annotations

import json
import logging
import sys
import time
from typing import Any

logging.disable(logging.CRITICAL)


def airtest(ask: dict[str, Any]) -> Any:
    import cv2
    from airtest.core.cv import Template

    template = Template(ask["needle"], resolution=tuple(ask["size"]))
    screen = cv2.imread(ask["screen"])
    began = time.perf_counter()
    return template.match_in(screen), began


def guibot(ask: dict[str, Any]) -> Any:
    from guibot.errors import GuiBotError
    from guibot.finder import TemplateFinder
    from guibot.target import Image

    finder = TemplateFinder()
    needle, screen = Image(ask["needle"]), Image(ask["screen"])
    began = time.perf_counter()
    try:
        found = finder.find(needle, screen)
    except GuiBotError:
        found = []
    if not found:
        return None, began
    return (found[0].x + found[0].width / 2, found[0].y + found[0].height / 2), began


PEERS = {"airtest": airtest, "guibot": guibot}


def main() -> None:
    out, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        try:
            point, began = PEERS[sys.argv[1]](json.loads(line))
        except Exception as error:  # noqa: BLE001 - a finder that fails has found nothing
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
            point, began = None, time.perf_counter()
        told = None if point is None else [float(v) for v in point]
        print(
            json.dumps({"point": told, "seconds": time.perf_counter() - began}),
            file=out,
            flush=True,
        )


if __name__ == "__main__":
    main()
