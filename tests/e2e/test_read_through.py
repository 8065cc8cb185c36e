"""Every window read as a screen reader reads it, through AT-SPI on a real display: whatever can
have the keyboard has a name and a role, and the Tab key, pressed by xdotool, gets to all of it."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.clerk import Child, child, until, xdotool
from tests.conftest import ROOT
from tests.desk import ACCESSIBLE, Node, message_bus, read_nodes
from tests.ui.scenes import SCENES

pytestmark = [pytest.mark.desktop, pytest.mark.slow, pytest.mark.usefixtures("display")]

NO_ROLE = {"", "unknown", "invalid"}
HOLDERS = {
    "filler", "panel", "scroll pane", "viewport", "layered pane", "frame", "dialog", "window",
}  # fmt: skip
"""What only holds other parts. Some take the keyboard so that arrows scroll them."""
BY_ARROWS = {"list item", "table cell", "table column header", "tree item", "menu item", "page tab"}
"""Parts of what the Tab key gets to as a whole."""
BUTTONS = {"push button", "check box", "radio button"}
SILENT = 4.0
"""Seconds without a word after a Tab: it went nowhere that is told of."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What got the keyboard."""

    role: str
    name: str
    box: tuple[int, int, int, int]


class Reader:
    """Listens to what gets the keyboard."""

    def __init__(self, env: dict[str, str]) -> None:
        script = ROOT / "tests" / "accessible.py"
        self._process = subprocess.Popen(
            ["/usr/bin/python3", str(script), "Ilson", "--focus"], env=env, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._heard: queue.SimpleQueue[list[object]] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        assert self._heard.get(timeout=60) == []

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._heard.put(json.loads(line))

    def next(self) -> Heard | None:
        """The next one that gets the keyboard, None where none does for a while."""
        try:
            role, name, box = self._heard.get(timeout=SILENT)
        except queue.Empty:
            return None
        assert isinstance(box, list)
        return Heard(str(role), str(name), (box[0], box[1], box[2], box[3]))

    def forget(self) -> None:
        while not self._heard.empty():
            self._heard.get()

    def end(self) -> None:
        self._process.terminate()
        self._process.wait(10)
        self._reader.join(10)
        assert self._process.stdout is not None
        self._process.stdout.close()


@dataclass(slots=True)
class Theatre:
    stage: Child
    reader: Reader
    env: dict[str, str]

    def show(self, name: str) -> bool:
        """Show a scene; whether it ever has the keyboard."""
        assert self.stage.process.stdin is not None
        self.stage.process.stdin.write(name + "\n")
        self.stage.process.stdin.flush()
        return bool(self.stage.event("shown")["takes_focus"])

    def nodes(self) -> list[Node]:
        """All that is shown, once it stands still."""
        last: list[list[Node]] = []

        def still() -> list[Node]:
            found = [node for node in read_nodes("Ilson", self.env) if node.shown or not node.depth]
            same = bool(found) and last[-1:] == [found]
            last.append(found)
            return found if same else []

        return until(still, "a window that stands still")


@pytest.fixture(scope="module")
def theatre(display: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Theatre]:
    home = tmp_path_factory.mktemp("theatre")
    (home / "run").mkdir(mode=0o700)
    env = {
        **os.environ, **ACCESSIBLE, "HOME": str(home), "XDG_RUNTIME_DIR": str(home / "run"),
        "ILSON_HOME": str(home / "ilson"), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8",
        "QT_QPA_PLATFORM": "xcb",
    }  # fmt: skip
    with contextlib.ExitStack() as stack:
        env["DBUS_SESSION_BUS_ADDRESS"] = stack.enter_context(message_bus(env))
        shown = stack.enter_context(child(sys.executable, "-m", "tests.ui.stage", env=env))
        shown.event("ready")
        reader = Reader(env)
        stack.callback(reader.end)
        yield Theatre(shown, reader, env)


def to_be_reached(nodes: list[Node]) -> list[Node]:
    """What the Tab key is to get to."""
    return [
        node for node in nodes
        if node.focusable and node.able and node.role not in HOLDERS | BY_ARROWS
        and min(node.box[2:]) > 0
    ]  # fmt: skip


def siblings(node: Node, nodes: list[Node]) -> list[Node]:
    """The nodes beside one, under the same parent, and itself."""
    place = nodes.index(node)
    first, last = place, place
    while first > 0 and nodes[first - 1].depth >= node.depth:
        first -= 1
    while last + 1 < len(nodes) and nodes[last + 1].depth >= node.depth:
        last += 1
    return [one for one in nodes[first : last + 1] if one.depth == node.depth]


def holds(outer: list[int], inner: tuple[int, int, int, int]) -> bool:
    x, y = inner[0] + inner[2] / 2, inner[1] + inner[3] / 2
    return outer[0] <= x <= outer[0] + outer[2] and outer[1] <= y <= outer[1] + outer[3]


def reached(node: Node, heard: set[Heard]) -> bool:
    """Whether a node got the keyboard, or something in it did."""
    return any(
        (one.role, one.name, list(one.box)) == (node.role, node.name, node.box)
        or ((one.role, one.name) == (node.role, node.name) and one.name != "")
        or (
            node.role not in ("push button", "check box", "radio button")
            and holds(node.box, one.box)
        )
        for one in heard
    )


@pytest.mark.parametrize("name", sorted(SCENES))
def test_a_window_is_read_through(name: str, theatre: Theatre, tmp_path: Path) -> None:
    takes = theatre.show(name)
    nodes = theatre.nodes()
    wanted = to_be_reached(nodes)
    assert [node for node in wanted if not node.name.strip()] == [], "each has a name"
    assert [node for node in wanted if node.role in NO_ROLE] == [], "each has a role"
    assert all(node.name.strip() for node in nodes if node.depth == 1), "each window has a title"
    if not takes:
        return
    theatre.reader.forget()
    heard = {Heard(n.role, n.name, (n.box[0], n.box[1], n.box[2], n.box[3]))
             for n in nodes if n.focused}  # fmt: skip
    silent = 0
    for _ in range(3 * len(wanted) + 20):
        if silent > 2 or not missed(wanted, heard, nodes):
            break
        xdotool("key", "Tab")
        one = theatre.reader.next()
        silent = silent + 1 if one is None else 0
        heard |= set() if one is None else {one}
    assert missed(wanted, heard, nodes) == []


def one_of_many(node: Node, nodes: list[Node]) -> list[Node]:
    """The group of which a node is one and exactly one is chosen: arrows go from one to another,
    the Tab key to the group. Empty for what is in none."""
    if node.role not in ("radio button", "check box"):
        return []
    group = [one for one in siblings(node, nodes) if one.role == node.role]
    return group if sum(one.checked for one in group) == 1 else []


def missed(wanted: list[Node], heard: set[Heard], nodes: list[Node]) -> list[Node]:
    """What the Tab key did not get to."""
    return [
        node for node in wanted
        if not reached(node, heard)
        and not any(reached(one, heard) for one in one_of_many(node, nodes))
    ]  # fmt: skip
