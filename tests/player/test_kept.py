"""Old runs lose their pictures, forgotten ones everything, and a clerk's own files nothing."""

from __future__ import annotations

from pathlib import Path

from player.run.kept import FULL_RUNS, forget_old
from player.run.report import read_report, write_report
from player.run.told import RowResult, RunResult

PICTURE = (
    '{"row": 2, "key": "abc", "status": "failed", "steps": '
    '[{"step": "s", "say": "누르기", "status": "failed", "after": "QUJD"}]}'
)


def a_run(folder: Path, number: int) -> str:
    """A run that failed at row 2, with a picture of that."""
    run = f"20260101-0000{number:02d}-00ff"
    (folder / run).mkdir(parents=True)
    (folder / run / "row-abc.json").write_text(PICTURE, encoding="utf-8")
    (folder / run / "before-abc.jpg").write_bytes(b"\xff\xd8")
    rows = [RowResult(2, "failed", 1.5, why="못 찾았어요"), RowResult(3, "done", 2.0)]
    write_report(RunResult(run, "등록", "명단", "2026-01-01T00:00:00", rows=rows), folder / run)
    return run


def test_only_the_latest_runs_keep_their_pictures(tmp_path: Path) -> None:
    runs = [a_run(tmp_path, number) for number in range(FULL_RUNS + 2)][::-1]
    assert "QUJD" in (tmp_path / runs[-1] / "report.html").read_text(encoding="utf-8")
    forget_old(tmp_path, runs)
    full = [run for run in runs if (tmp_path / run / "row-abc.json").exists()]
    assert full == runs[:FULL_RUNS]
    for run in runs:
        page = (tmp_path / run / "report.html").read_text(encoding="utf-8")
        assert ("QUJD" in page) == (run in full)
        assert "못 찾았어요" in page
        assert (tmp_path / run / "before-abc.jpg").exists() == (run in full)


def test_of_a_forgotten_run_nothing_of_ours_stays(tmp_path: Path) -> None:
    kept, gone, hers = (a_run(tmp_path, number) for number in range(3))
    (tmp_path / hers / "내 메모.txt").write_text("x", encoding="utf-8")
    (tmp_path / "다른 폴더").mkdir()
    forget_old(tmp_path, [kept])
    assert read_report(tmp_path / kept) is not None
    assert not (tmp_path / gone).exists()
    assert [file.name for file in (tmp_path / hers).iterdir()] == ["내 메모.txt"]
    assert (tmp_path / "다른 폴더").exists()
