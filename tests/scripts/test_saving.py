"""A save that fails leaves the version before whole: full disks, kills, folders without rights."""

from __future__ import annotations

import errno
import itertools
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scripts import model
from scripts.errors import FileProblem
from scripts.files import SaveProblem, load, load_version, open_script, save, versions
from scripts.model import Script
from scripts.pictures import picture_name
from tests.scripts.made import png

ROOT = Path(__file__).resolve().parents[2]
posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals and users")
FORMS = ("작업", "작업.ilson")


def _version(number: int) -> Script:
    """A script with two pictures, one of them this version's own."""
    pictures = {picture_name(data): data for data in (png(20, 9, 1), png(20, 9, 100 + number))}
    anchors = tuple(model.ImageAnchor(name) for name in pictures)
    return Script(
        f"판 {number}",
        (model.Step("a", model.Click("칸")),),
        {"칸": model.Target("칸", None, anchors)},
        images=pictures,
    )


class _Tripwire:
    """Lets ``left`` calls that change the disk pass and does something at the next."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, left: int, act: Callable[[], None]) -> None:
        self._left, self._act = left, act
        self.tripped = False
        import tempfile

        for owner, name in (
            (os, "replace"), (os, "fsync"), (os, "utime"), (tempfile, "mkstemp"),
            (Path, "mkdir"), (Path, "chmod"), (Path, "unlink"),
        ):  # fmt: skip
            monkeypatch.setattr(owner, name, self._guarded(getattr(owner, name)))

    def _guarded(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **more: Any) -> Any:
            self._left -= 1
            if self._left < 0 and not self.tripped:
                self.tripped = True
                self._act()
            return real(*args, **more)

        return call


def _full() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("form", FORMS)
def test_a_full_disk_at_any_moment(form: str, tmp_path: Path) -> None:
    failed = 0
    for left in itertools.count():
        path, history = tmp_path / str(left) / form, tmp_path / str(left) / "history"
        save(_version(1), path, history)
        save(_version(2), path, history)
        with pytest.MonkeyPatch.context() as patch:
            wire = _Tripwire(patch, left, _full)
            try:
                save(_version(3), path, history)
            except SaveProblem as problem:
                said, there = str(problem), 2
            else:
                said, there = "", 3
        assert load(path) == _version(there)
        if said:
            failed += 1
            assert "자리가 없어요" in said
        # What failed once works when there is room again.
        save(_version(4), path, history)
        assert load(path) == _version(4)
        assert load_version(versions(path, history)[-1]) == _version(1)
        assert not list(path.parent.rglob(".ilson-saving-*"))
        if not wire.tripped:
            break
    assert failed >= 8


_CHILD = """
import os, resource, signal, sys
from pathlib import Path
from scripts.errors import IlsonError
from scripts.files import save
from tests.scripts.test_saving import _version
path, history = Path(sys.argv[1]), Path(sys.argv[2])
"".encode("cp437")  # what zipfile needs must be here before rights go
after = _version(3)
try:
    {act}
    save(after, path, history)
except IlsonError as error:
    print(error)
    sys.exit(7)
"""


def _child(act: str, path: Path, history: Path) -> subprocess.CompletedProcess[str]:
    code = _CHILD.replace("{act}", textwrap.indent(textwrap.dedent(act), "    ").strip())
    return subprocess.run(
        [sys.executable, "-c", code, str(path), str(history)],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


@posix
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("room", [0, 1, 40, 90])
def test_a_write_that_ends_in_the_middle(form: str, room: int, tmp_path: Path) -> None:
    """The system itself cuts the write off after so many bytes."""
    path, history = tmp_path / form, tmp_path / "history"
    save(_version(1), path, history)
    save(_version(2), path, history)
    act = f"""
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))
    """
    done = _child(act, path, history)
    assert done.returncode == 7, done
    assert "저장하지 못했어요" in done.stdout
    assert load(path) == _version(2)


@posix
@pytest.mark.parametrize("form", FORMS)
def test_a_kill_at_any_moment(form: str, tmp_path: Path) -> None:
    """Killed before every call that changes the disk, one run each."""
    killed = 0
    for left in itertools.count():
        path, history = tmp_path / str(left) / form, tmp_path / str(left) / "history"
        save(_version(1), path, history)
        save(_version(2), path, history)
        pid = os.fork()
        if pid == 0:
            patch = pytest.MonkeyPatch()
            _Tripwire(patch, left, lambda: os.kill(os.getpid(), signal.SIGKILL))
            save(_version(3), path, history)
            os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        loaded = load(path)
        assert loaded in (_version(2), _version(3))
        if code == 0:
            assert loaded == _version(3)
            break
        assert code == -signal.SIGKILL
        killed += 1
        save(_version(4), path, history)
        assert load(path) == _version(4)
    assert killed >= 8


@posix
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("seed", range(6))
def test_a_kill_at_a_random_moment(form: str, seed: int, tmp_path: Path) -> None:
    """Ended by a timer while it saves one version after the other."""
    import random

    path, history = tmp_path / form, tmp_path / "history"
    save(_version(0), path, history)
    delay = random.Random(seed).uniform(0.001, 0.05)
    pid = os.fork()
    if pid == 0:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, delay)
        for number in itertools.count(1):
            save(_version(number % 50), path, history)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert code == -signal.SIGALRM
    loaded = load(path)
    assert loaded == _version(int(loaded.name.split()[1]))


@posix
@pytest.mark.parametrize("form", FORMS)
def test_a_folder_without_the_right_to_write(form: str, tmp_path: Path) -> None:
    """As a user who may not write there; root may write everywhere, so it becomes somebody else."""
    path, history = tmp_path / "place" / form, tmp_path / "history"
    save(_version(2), path, history)
    for folder in [tmp_path / "place", *(tmp_path / "place").rglob("*")]:
        if folder.is_dir():
            folder.chmod(0o555)
    for folder in [history, *history.rglob("*"), tmp_path]:
        if folder.is_dir():
            folder.chmod(0o777)
    for folder in tmp_path.parents:
        if folder.stat().st_uid == os.getuid() and folder.name.startswith("pytest"):
            folder.chmod(0o755)
    history.mkdir(mode=0o777, exist_ok=True)
    history.chmod(0o777)
    done = _child("if os.getuid() == 0: os.setuid(65534)", path, history)
    (tmp_path / "place").chmod(0o755)
    assert done.returncode == 7, done
    assert "쓸 수 없어요" in done.stdout
    assert load(path) == _version(2)


@pytest.mark.slow
def test_last_fifty_versions_are_kept_with_their_pictures(tmp_path: Path) -> None:
    path, history = tmp_path / "작업", tmp_path / "history"
    for number in range(56):
        save(_version(number), path, history)
    kept = versions(path, history)
    assert len(kept) == 50
    assert load_version(kept[0]) == _version(54)
    assert load_version(kept[-1]) == _version(5)
    assert len(list((history / "images").iterdir())) == 51
    assert [one.number for one in kept] == sorted((one.number for one in kept), reverse=True)


def test_versions_do_not_lie_in_what_is_shared(tmp_path: Path, ilson_home: Path) -> None:
    path = tmp_path / "작업"
    save(_version(1), path)
    save(_version(2), path)
    assert load_version(versions(path)[0]) == _version(1)
    assert {entry.name for entry in path.iterdir()} == {"script.yaml", "images"}
    assert versions(path)[0].file.is_relative_to(ilson_home)


def test_saving_the_same_twice_keeps_one_version(tmp_path: Path) -> None:
    path, history = tmp_path / "작업.ilson", tmp_path / "history"
    for _ in range(4):
        save(_version(1), path, history)
    assert len(versions(path, history)) == 1


def test_pictures_nobody_names_go_and_strangers_stay(tmp_path: Path) -> None:
    path = tmp_path / "작업"
    save(_version(1), path)
    (path / "메모.txt").write_text("내 것")
    (path / "images" / "사진.png").write_bytes(b"mine")
    save(_version(2), path)
    names = {entry.name for entry in (path / "images").iterdir()}
    assert names == {*(f"{name}.png" for name in _version(2).images), "사진.png"}
    assert (path / "메모.txt").read_text() == "내 것"


def test_a_damaged_script_is_kept_when_it_is_overwritten(tmp_path: Path) -> None:
    path, history = tmp_path / "작업.ilson", tmp_path / "history"
    path.write_bytes(b"not a pack")
    save(_version(1), path, history)
    assert (history / "damaged.ilson").read_bytes() == b"not a pack"


def test_a_damaged_picture_can_be_opened_for_repair_but_not_loaded(tmp_path: Path) -> None:
    path = tmp_path / "작업"
    save(_version(1), path)
    name = sorted(_version(1).images)[0]
    (path / "images" / f"{name}.png").write_bytes(png(8, 8))
    with pytest.raises(FileProblem, match="이름과 맞지 않아요"):
        load(path)
    opened = open_script(path)
    assert len(opened.problems) == 1
    assert name not in opened.script.images
    save(replace(_version(1)), path)
    assert load(path) == _version(1)


def test_what_could_not_be_read_again_is_not_written(tmp_path: Path) -> None:
    from scripts.errors import IlsonError

    step = model.Step("a", model.Press("Enter"))
    many = Script("x", tuple(replace(step, id=f"a{n}") for n in range(20_001)))
    deep = Script("x", (step,))
    for n in range(40):
        deep = Script("x", (model.Step(f"b{n}", model.Repeat(2, deep.steps)),))
    half = Script("\ud800")
    save(_version(1), tmp_path / "a")
    for script in (many, deep, half):
        with pytest.raises(IlsonError):
            save(script, tmp_path / "a")
    assert load(tmp_path / "a") == _version(1)
