"""일손 (Ilson): the command line, and the start of the window.

Each command imports what it needs itself, so that one that needs little comes at once.
"""

from __future__ import annotations

import argparse
import getpass
import json
import logging
import os
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from player.command_line import Command, parser
from scripts.errors import DesktopProblem, ExitCode, IlsonError, UsageError
from scripts.faults import keep
from scripts.language import either, speak_as_told

if TYPE_CHECKING:
    from player.guard import Guard


def _play(args: argparse.Namespace) -> int:
    if not args.guarded and not args.rehearse:
        from player.guard import guarded
        from player.lines import Lines, Sentences
        from player.stopkey import Ways

        emit = (Lines(sys.stdout) if args.json else Sentences(sys.stdout)).emit
        off = args.no_stop_by or ()
        on_mouse = args.on_mouse or ("pause" if args.ask else "ignore")
        ways = Ways("chord" not in off, "esc" not in off, "corner" not in off, on_mouse == "pause")
        return guarded(args.line, emit, ways, args.waiting, args.not_before)
    from player.play import Job, play, split_lists
    from player.run.options import STEP_TIMEOUT, Options

    options = Options(
        values=dict(args.var),
        rows=args.rows,
        without=args.without,
        show_screen=args.show_screen,
        resume=args.resume,
        in_doubt=args.in_doubt,
        speed=args.speed,
        step_timeout=args.step_timeout or STEP_TIMEOUT,
        already=args.already,
        asking=args.ask,
        ask_first=args.ask_first,
        by_steps=args.by_steps,
        first=args.first_step,
        last=args.last_step,
    )
    named, unnamed = split_lists(args.data)
    if len(unnamed) > 1:
        raise UsageError(
            either("명단이 둘 이상이에요.", "There is more than one list."),
            either(
                "안쪽 명단은 --data 이름=명단.xlsx 처럼 이름을 붙여 주세요.",
                "Name the inner lists: --data NAME=LIST.xlsx",
            ),
        )
    job = Job(
        args.file,
        options,
        unnamed[0] if unnamed else None,
        named,
        args.report,
        args.results,
        args.no_results,
        args.json,
        args.rehearse,
    )
    if not args.ask:
        return play(job)
    from recorder.repair import repaired

    return play(job, repaired)


def _record(args: argparse.Namespace) -> int:
    from recorder.record import record, recover

    if args.recover:
        return recover(args.out, args.data)
    if args.out is None:
        raise UsageError(
            either(
                "기록을 어디에 저장할지 알려 주세요.", "Say where the recording is to be saved."
            ),
            either("--out 이름.ilson", "--out NAME.ilson"),
        )
    return record(args.out, args.data, dict(args.hot_key), args.fields)


def _propose(args: argparse.Namespace) -> int:
    from recorder.propose import propose_command

    return propose_command(args.file, args.data, dict(args.take), args.accept, args.json)


def _check(args: argparse.Namespace) -> int:
    from scripts.check import problems

    found = problems(args.file)
    for problem in found:
        print(problem)
    return ExitCode.USAGE if found else ExitCode.DONE


def _show(args: argparse.Namespace) -> int:
    from scripts.files import load
    from scripts.show import sentences

    for line in sentences(load(args.file), args.lang):
        print(line)
    return ExitCode.DONE


def _locate(args: argparse.Namespace) -> int:
    from player.locate_command import locate_now, locate_on_picture

    if args.now:
        found = locate_now(args.file, args.target, args.shot)
    else:
        found = locate_on_picture(args.file, args.target, args.screen, args.scale, args.draw)
    if args.json:
        print(json.dumps(found, ensure_ascii=False))
    elif found["found"]:
        print(f"{found['point'][0]}, {found['point'][1]} · {found['how']} {found['score']}")
    else:
        print(f"{found['message']} ({found['why']})")
    return ExitCode.DONE if found["found"] else ExitCode.FAILED


def _shot(args: argparse.Namespace) -> int:
    from player.desktop import open_desktop
    from player.run.see import look_at
    from player.shots import keep

    desktop = open_desktop()
    try:
        look = look_at(desktop)
    finally:
        desktop.close()
    keep(look, args.out)
    print(json.dumps({"shot": str(args.out), "origin": look.frame.origin}, ensure_ascii=False))
    return ExitCode.DONE


def _learn(args: argparse.Namespace) -> int:
    from recorder.showing import learn

    learn(args.file, args.target, args.shot, args.at, args.out)
    return ExitCode.DONE


def _runs(args: argparse.Namespace) -> int:
    from player.run.journal import Journal
    from scripts.folders import runs_folder

    with Journal(runs_folder()) as journal:
        entries = journal.runs()
    if args.json:
        print(json.dumps([asdict(entry) for entry in entries], ensure_ascii=False))
        return ExitCode.DONE
    for entry in entries:
        rows = " · ".join(f"{state} {count}" for state, count in entry.rows.items())
        print(f"{entry.id}  {entry.status:8} {entry.script}  {entry.data}  {rows}")
    return ExitCode.DONE


def _pack(args: argparse.Namespace) -> int:
    from scripts.files import pack

    pack(args.folder, args.file)
    return ExitCode.DONE


def _unpack(args: argparse.Namespace) -> int:
    from scripts.files import unpack

    unpack(args.file, args.folder)
    return ExitCode.DONE


def _secret(args: argparse.Namespace) -> int:
    from player.desktop.vault import open_vault

    if args.what == "forget":
        return ExitCode.DONE if open_vault().forget(args.name) else ExitCode.FAILED
    if sys.stdin.isatty():
        text = getpass.getpass(
            either(
                f"‘{args.name}’에 넣을 값 (보이지 않아요): ",
                f"Value for ‘{args.name}’ (not shown): ",
            )
        )
    else:
        text = sys.stdin.readline().rstrip("\r\n")
    if not text:
        raise UsageError(either("비어 있는 값은 둘 수 없어요.", "The value must not be empty."))
    open_vault().set(args.name, text)
    return ExitCode.DONE


def _release(args: argparse.Namespace) -> int:
    from player.desktop import open_desktop

    open_desktop().close()  # see player.desktop.release; here a missing desktop is told
    return ExitCode.DONE


def _self_check(args: argparse.Namespace) -> int:
    from player.selfcheck import self_check

    return self_check(args.json)


def _practice(args: argparse.Namespace) -> int:
    from ui.practice.__main__ import main as practice

    return practice(args.rest)


def _demo(args: argparse.Namespace) -> int:
    from ui.demo import demo

    return demo(args.slowly)


def _window(args: argparse.Namespace) -> int:
    there = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in there):
        raise DesktopProblem(
            either("창을 띄울 화면이 없어요.", "There is no screen to show a window on."),
            either("화면이 있는 곳에서 켜 주세요.", "Start it where there is a screen."),
        )
    from ui.app import main as show

    hidden = getattr(args, "in_tray", False)
    return show([], open_file=getattr(args, "open_file", None), hidden=hidden)


def _wait(args: argparse.Namespace) -> int:
    from player.desktop import load
    from player.waiting import TAKEN, take_order

    if args.guarded:
        # Loaded before it is asked for.
        import player.play  # noqa: F401
        import recorder.repair  # noqa: F401

        load()
        order = take_order(sys.stdin)
        if order is None:
            return ExitCode.DONE
        return _do(["play", "--guarded", *order.arguments])
    from player.guard import Guard
    from player.lines import Lines, own_command

    waiting = Guard([*own_command(), "wait", "--guarded"])
    try:
        load()
        order = take_order(sys.stdin)
        if order is None:
            return ExitCode.DONE
        Lines(sys.stdout).emit(TAKEN, {})
        return _do(order.arguments, waiting, time.perf_counter() + order.settle)
    finally:
        waiting.dismiss()


COMMANDS: Mapping[str, Command] = {
    "": _window,
    "record": _record,
    "propose": _propose,
    "play": _play,
    "wait": _wait,
    "check": _check,
    "show": _show,
    "locate": _locate,
    "shot": _shot,
    "learn": _learn,
    "runs": _runs,
    "pack": _pack,
    "unpack": _unpack,
    "secret": _secret,
    "release": _release,
    "self-check": _self_check,
    "demo": _demo,
}


def _do(arguments: Sequence[str], waiting: Guard | None = None, not_before: float = 0.0) -> int:
    """Do what a command line asks for; ``waiting`` and ``not_before`` are for ``play``, see
    :func:`player.guard.guarded`."""
    speak_as_told()
    if arguments[:1] == ["practice"]:  # has its own command line
        args = argparse.Namespace(do=_practice, rest=list(arguments[1:]))
    elif len(arguments) == 1 and arguments[0].lower().endswith(".ilson"):
        # What a double click on a task's file does.
        args = argparse.Namespace(do=_window, open_file=Path(arguments[0]).absolute())
    else:
        args = parser(COMMANDS).parse_args(arguments)
        args.line = list(arguments[1:])
        args.waiting, args.not_before = waiting, not_before
    do: Command = args.do
    return do(args)


def run(arguments: Sequence[str]) -> int:
    """Run a command; the outermost handler of the process: nothing gets past it but a sentence
    and an exit code."""
    try:
        return _do(arguments)
    except IlsonError as error:
        print(f"일손: {error}", file=sys.stderr)
        if error.hint:
            print(f"  → {error.hint}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return ExitCode.STOPPED
    except Exception as error:
        logging.getLogger("ilson").exception("unexpected")
        _keep(error, arguments)
        print(
            either(
                "일손: 일손의 잘못으로 멈췄어요. 위의 내용을 알려 주시면 고칠게요.",
                "일손: Ilson has stopped by a mistake of its own. Tell us what stands above "
                "and we will mend it.",
            ),
            file=sys.stderr,
        )
        return ExitCode.FAILED


def _keep(error: Exception, arguments: Sequence[str]) -> None:
    """Keep what may be kept of our own mistake, for the help desk."""
    command = arguments[0] if arguments and arguments[0] in COMMANDS else ""
    try:
        keep(error, command)
    except OSError:
        logging.getLogger("ilson").exception("the fault could not be kept")


def console() -> None:
    """The ``ilson`` command."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.exit(run(sys.argv[1:]))


def window() -> None:
    """The ``ilson-window`` command: the window, without a console."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    console()
