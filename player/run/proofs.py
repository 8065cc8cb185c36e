"""What each step looked like, before and after, fit to be kept.

Pictures are veiled (:mod:`player.vision.veil`) before they are held at all. Rows that failed are
written to the run's folder as they fail; of those that were done, only the last few at the end. The
picture of before of a step that cannot be taken back is written before it acts, for the
question that a crash leaves open, and deleted when its row is over.
"""

from __future__ import annotations

import base64
import json
from collections import deque
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from player.desktop.base import Desktop
from player.look import inside, intersection
from player.pictures import Pictures
from player.run.asking import Tell
from player.run.marks import WatchedHands
from player.types import Match
from player.vision.field import Grey, grey, resize
from player.vision.veil import encoded, shrunk, veiled
from scripts.language import either
from scripts.model import ImageAnchor, Point, Rect, Script, Step

DONE_ROWS = 3
"""Rows that were done well whose pictures are kept, the last ones of a run."""
FAILED_ROWS = 30
"""Rows that failed whose pictures are kept, the first ones of a run."""
FAILED_BYTES = 6_000_000
"""What the pictures of failed rows may take together; of further rows only the last steps are
kept."""
LAST_STEPS = 4
MOST_STEPS = 40
"""Steps of a row whose pictures are kept, the last ones."""
_SIZE = (480, 300)
"""Width and height at scaling 1 of what is shown around a point."""
_WIDEST = 640
"""Pixels that a picture of a window is shrunk to."""
_KNOWN = 4
"""Known pictures that a veil is compared with, the latest ones."""


@dataclass(frozen=True, slots=True)
class Proof:
    """One step of a row. ``before`` and ``after`` are JPEG files as base64 text, empty where
    nothing was done; ``box`` (x, y, width, height) and ``point`` are shares of their size."""

    step: str
    say: str
    status: str = ""
    seconds: float = 0.0
    how: str = ""
    score: float = 0.0
    margin: float = 0.0
    why: str = ""
    before: str = ""
    after: str = ""
    box: tuple[float, float, float, float] | None = None
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class RowProof:
    """The steps of one row: Excel's number (0 without a list), the start of its keyed hash."""

    row: int
    key: str
    status: str
    steps: tuple[Proof, ...]


class Proofs:
    """The pictures of one run, in ``folder``; while it is None nothing is taken. ``tell`` hears
    where they cannot be written: the run goes on without them."""

    def __init__(self, desktop: Desktop, hands: WatchedHands, tell: Tell) -> None:
        self.folder: Path | None = None
        self.last_picture = ""
        """The window as it was when a step failed last: JPEG as base64 text, veiled."""
        self._desktop = desktop
        self._hands = hands
        self._tell = tell
        self._steps: deque[Proof] = deque(maxlen=MOST_STEPS)
        self._row, self._key = RowProof(0, "", "", ()), ""
        self._now: Proof | None = None
        self._region: Rect | None = None
        self._after_of: Rect | None = None
        self._step: Step | None = None
        self._script: Script | None = None
        self._pictures: dict[int, Pictures] = {}
        self._last: Point | None = None
        self._known: deque[tuple[Grey, Point]] = deque(maxlen=_KNOWN)
        self._done: deque[RowProof] = deque(maxlen=DONE_ROWS)

    # ---- the row ----------------------------------------------------------------------------

    def begin_row(self, number: int, key: str) -> None:
        self._steps.clear()
        self._row, self._key = RowProof(number, key[:8], "", ()), key
        self._now = self._after_of = None

    def end_row(self, status: str) -> None:
        """Keep the row or forget it; what it left for a crash's question is deleted."""
        if self.folder is None:
            return
        self._look_back()
        whole = replace(self._row, status=status, steps=tuple(self._steps))
        _file(self.folder, whole).unlink(missing_ok=True)
        if status == "done":
            self._done.append(whole)
        else:
            # Those of earlier parts of the run count, too: it may be gone on with any number of
            # times.
            kept = [file.stat().st_size for file in self.folder.glob("row-*.json")]
            data = _text(whole).encode()
            if sum(kept) + len(data) > FAILED_BYTES:
                data = _text(replace(whole, steps=whole.steps[-LAST_STEPS:])).encode()
            if len(kept) < FAILED_ROWS + DONE_ROWS:
                self._keep(_file(self.folder, whole), data)
        if status not in ("failed", "stopped"):
            forget_doubt(self.folder, self._key)

    def end_run(self) -> None:
        """Write the last rows that were done, in place of those of an earlier part of the run."""
        if self.folder is None:
            return
        rows = [row for row in read_proofs(self.folder) if row.status == "done"]
        for old in [*rows, *self._done][:-DONE_ROWS]:
            _file(self.folder, old).unlink(missing_ok=True)
        for row in self._done:
            self._keep(_file(self.folder, row), _text(row).encode())

    def _keep(self, file: Path, data: bytes) -> None:
        try:
            file.write_bytes(data)
        except OSError as error:
            self.folder = None
            self._tell(
                "message",
                text=either(
                    f"단계의 그림을 남기지 못해요 ({error.strerror}).",
                    f"Pictures of the steps can't be kept ({error.strerror}).",
                ),
            )

    # ---- the step ---------------------------------------------------------------------------

    def begin_step(self, step: Step, say: str, script: Script) -> None:
        self._step, self._script = step, script
        self._now, self._region = Proof(step.id, say), None
        self._hands.point = None

    def acting(self, keep: bool) -> None:
        """The step is about to do its first thing; ``keep`` for the question of a crash."""
        if self._now is None or self._region is not None or self.folder is None:
            return
        self._look_back()
        self._remember()
        picture, self._region = self._take(self._where())
        self._now = replace(self._now, before=base64.b64encode(picture).decode())
        if keep and self._key:
            self._keep(doubt_file(self.folder, self._key), picture)

    def end_step(self, step: Step, match: Match | None, seconds: float) -> None:
        """The step is over, well. Steps around others leave no pictures of their own."""
        if self._now is None or self._now.step != step.id:
            return
        now = replace(self._now, status="done", seconds=seconds)
        if match is not None:
            now = replace(now, how=match.how, score=match.score, margin=match.margin)
            if self._region is not None and self._region[2] and self._region[3]:
                x, y, width, height = self._region
                at = ((match.point[0] - x) / width, (match.point[1] - y) / height)
                left, top, across, down = intersection(match.rect, self._region)
                box = ((left - x) / width, (top - y) / height, across / width, down / height)
                now = replace(now, point=at, box=box)
        self._steps.append(now)
        self._now, self._after_of = None, self._region

    def failed_step(self, why: str) -> None:
        """The step could not be done: the window as it is now."""
        if self.folder is None or self._now is None:
            return
        self._look_back()
        picture = base64.b64encode(self._take(self._window())[0]).decode()
        self.last_picture = picture
        self._steps.append(replace(self._now, status="failed", why=why, after=picture))

    # ---- pictures ---------------------------------------------------------------------------

    def _look_back(self) -> None:
        """What the last step has changed is seen when the next one acts, or at the row's end."""
        if self._after_of is None or not self._steps:
            return
        picture = base64.b64encode(self._take(self._after_of)[0]).decode()
        self._steps[-1] = replace(self._steps[-1], after=picture)
        self._after_of = None

    def _scale(self, point: Point) -> float:
        for monitor in self._desktop.screen.monitors():
            x, y, width, height = monitor.rect
            if x <= point[0] < x + width and y <= point[1] < y + height:
                return monitor.scale
        return 1.0

    def _where(self) -> Rect:
        point = self._hands.point
        window = self._window()
        if point is None:
            # Keys go where the last click was, if that was in this window.
            point = self._last
            if point is None or not inside(point, window):
                return window
        self._last = point
        scale = self._scale(point)
        width, height = round(_SIZE[0] * scale), round(_SIZE[1] * scale)
        return (point[0] - width // 2, point[1] - height // 2, width, height)

    def _window(self) -> Rect:
        """The window in front, else the whole desktop."""
        window = self._desktop.windows.active()
        return window.rect if window else self._desktop.screen.grab().rect

    def _take(self, region: Rect) -> tuple[bytes, Rect]:
        """The picture of a part of the desktop, and which part it was: cut to the desktop."""
        frame = self._desktop.screen.grab(region)
        x, y, width, height = frame.rect
        scale = self._scale((x + width // 2, y + height // 2))
        known = [(pixels, (left - x, top - y)) for pixels, (left, top) in self._known]
        if width <= round(_SIZE[0] * scale):
            picture = shrunk(veiled(frame.pixels, scale, known), _SIZE[0])
        else:
            small = shrunk(frame.pixels, _WIDEST)
            picture = veiled(small, scale * small.shape[1] / width)
        return encoded(picture), frame.rect

    def _remember(self) -> None:
        """The script's own pictures of the present target, where they lie on the screen now."""
        point = self._hands.point
        if point is None or self._step is None or self._script is None:
            return
        action = self._step.action
        name = getattr(action, "target", None) or getattr(action, "into", None)
        target = self._script.targets.get(name) if isinstance(name, str) else None
        if target is None:
            return
        pictures = self._pictures.setdefault(id(self._script), Pictures(self._script.images))
        for anchor in target.anchors:
            if not isinstance(anchor, ImageAnchor):
                continue
            factor = self._scale(point) / (anchor.seen.scale if anchor.seen else 1.0)
            pixels = pictures.pixels(anchor.image)
            if factor != 1:
                pixels = resize(pixels, factor)
            height, width = pixels.shape[:2]
            left = point[0] - round(width / 2 + anchor.offset[0] * factor)
            top = point[1] - round(height / 2 + anchor.offset[1] * factor)
            if all(corner != (left, top) for _, corner in self._known):
                self._known.append((grey(pixels), (left, top)))


# ---- files ----------------------------------------------------------------------------------


def doubt_file(folder: Path, key: str) -> Path:
    """Where the picture of before of a row's latest step lies while nobody knows whether it was
    done; ``key`` is the row's."""
    return folder / f"before-{key[:16]}.jpg"


def forget_doubt(folder: Path, key: str) -> None:
    """The row is settled."""
    doubt_file(folder, key).unlink(missing_ok=True)


def _file(folder: Path, row: RowProof) -> Path:
    return folder / f"row-{row.key or row.row}.json"


def _text(row: RowProof) -> str:
    return json.dumps(asdict(row), ensure_ascii=False)


def read_proofs(folder: Path) -> list[RowProof]:
    """The rows whose pictures a run's folder holds, by Excel's numbers; files that are none of
    ours are passed over."""
    rows = []
    for file in folder.glob("row-*.json"):
        try:
            told = json.loads(file.read_text(encoding="utf-8"))
            steps = tuple(Proof(**step) for step in told.pop("steps"))
            rows.append(RowProof(**told, steps=steps))
        except (OSError, ValueError, TypeError, KeyError):
            continue
    return sorted(rows, key=lambda row: row.row)
