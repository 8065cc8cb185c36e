"""일손 (Ilson): the command line, and the start of the window."""

from __future__ import annotations

import argparse
import getpass
import json
import logging
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from scripts.errors import DesktopProblem, ExitCode, IlsonError, UsageError

Command = Callable[[argparse.Namespace], int]


def _play(args: argparse.Namespace) -> int:
    if not args.guarded and not args.rehearse:
        from player.guard import guarded
        from player.lines import Lines, Sentences
        from player.stopkey import Ways

        emit = (Lines(sys.stdout) if args.json else Sentences(sys.stdout)).emit
        off = args.no_stop_by or ()
        on_mouse = args.on_mouse or ("pause" if args.ask else "ignore")
        ways = Ways("chord" not in off, "esc" not in off, "corner" not in off, on_mouse == "pause")
        return guarded(args.line, emit, ways)
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
        by_steps=args.by_steps,
        first=args.first_step,
        last=args.last_step,
    )
    named, unnamed = split_lists(args.data)
    if len(unnamed) > 1:
        raise UsageError(
            "명단이 둘 이상이에요.", "안쪽 명단은 --data 이름=명단.xlsx 처럼 이름을 붙여 주세요."
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
        raise UsageError("기록을 어디에 저장할지 알려 주세요.", "--out 이름.ilson")
    return record(args.out, args.data, dict(args.hot_key))


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
        text = getpass.getpass(f"‘{args.name}’에 넣을 값 (보이지 않아요): ")
    else:
        text = sys.stdin.readline().rstrip("\r\n")
    if not text:
        raise UsageError("비어 있는 값은 둘 수 없어요.")
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
        raise DesktopProblem("창을 띄울 화면이 없어요.", "화면이 있는 곳에서 켜 주세요.")
    from ui.app import main as show

    hidden = getattr(args, "in_tray", False)
    return show([], open_file=getattr(args, "open_file", None), hidden=hidden)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise argparse.ArgumentTypeError(f"이름=값 으로 써 주세요: {text}")
    return name, value


def _point(text: str) -> tuple[int, int]:
    x, _, y = text.partition(",")
    try:
        return int(x), int(y)
    except ValueError:
        raise argparse.ArgumentTypeError(f"가로,세로 로 써 주세요: {text}") from None


def _taken(text: str) -> tuple[str, str]:
    step, _, template = text.partition("=")
    return step, template


def _row_range(text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    try:
        rows = (int(first), int(last or first))
    except ValueError:
        rows = (0, 0)
    if not 1 <= rows[0] <= rows[1]:
        raise argparse.ArgumentTypeError(f"엑셀의 행 번호로 써 주세요, 예: 2-21 ({text})")
    return rows


def _row_numbers(text: str) -> frozenset[int]:
    try:
        return frozenset(int(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"엑셀의 행 번호로 써 주세요, 예: 5,8 ({text})") from None


def _positive(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < 1e6:
        raise argparse.ArgumentTypeError(f"0보다 큰 수로 써 주세요: {text}")
    return number


def parser() -> argparse.ArgumentParser:
    """The command line as documented in the README."""
    top = argparse.ArgumentParser(
        prog="ilson", description="일손: 사무를 한 번 기록하고 명단의 각 행마다 다시 해요."
    )
    top.set_defaults(do=_window)
    top.add_argument(
        "--in-tray", action="store_true", help="창을 열지 않고 작업 표시줄에서 시작해요"
    )
    commands = top.add_subparsers(metavar="명령")

    def add(name: str, do: Command, text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(do=do)
        return command

    one = add("record", _record, "멈춤 키(Ctrl+Alt+R), SIGINT, SIGTERM까지 기록하고 저장해요.")
    one.epilog = (
        "기록하는 동안: Ctrl+Alt+P 잠시 멈춤·계속, Ctrl+Alt+Z 마지막 단계 되돌리기, "
        "Ctrl+Alt+W 포인터 자리를 기다리기, Ctrl+Alt+G 그 자리의 값 읽기, Ctrl+Alt+S 이 칸은 비밀. "
        '표준 입력으로도: {"answer": "pause"} 등 '
        "(continue, undo, wait_here, read_here, secret, stop)."
    )
    one.add_argument("--out", type=Path, help="폴더, 또는 .ilson 파일")
    one.add_argument("--no-ui", action="store_true", help="창 없이 (지금은 늘 그래요)")
    one.add_argument(
        "--data", metavar="명단[#시트]", help="끝나면 입력한 값을 이 명단의 열과 견줘 봐요"
    )
    one.add_argument(
        "--hot-key", type=_pair, action="append", default=[], metavar="뜻=글자",
        help="Ctrl+Alt와 함께 누를 다른 글자, 예: stop=t",
    )  # fmt: skip
    one.add_argument("--recover", action="store_true", help="끊긴 기록을 되살려 저장해요")

    one = add("propose", _propose, "기록한 값이 명단의 어느 열인지 찾아서, 각 행마다 하게 바꿔요.")
    one.add_argument("file", type=Path)
    one.add_argument("--data", metavar="명단[#시트]", help="없으면 사람마다 다를 값을 찾아요")
    one.add_argument("--accept", action="store_true", help="확실한 것을 받아들여 저장해요")
    one.add_argument(
        "--take", type=_taken, action="append", default=[], metavar="단계[={열}]",
        help="이 단계의 것도 받아들여요",
    )  # fmt: skip
    one.add_argument("--json", action="store_true")

    one = add("play", _play, "작업을 실행해요.")
    one.add_argument("file", type=Path)
    one.add_argument(
        "--data", action="append", default=[], metavar="명단[#시트]",
        help="안쪽 명단은 이름=명단[#시트] 로 하나씩 더",
    )  # fmt: skip
    one.add_argument("--var", type=_pair, action="append", default=[], metavar="이름=값")
    one.add_argument("--rows", type=_row_range, metavar="A-B", help="엑셀의 행 번호")
    one.add_argument(
        "--without",
        type=_row_numbers,
        default=frozenset(),
        metavar="행,행…",
        help="뺄 행 번호",
    )
    one.add_argument("--resume", metavar="실행", help="runs가 보여 주는 실행을 이어서 해요")
    one.add_argument(
        "--in-doubt", choices=("done", "again", "skip"), help="하다가 끊긴 행을 어떻게 할지"
    )
    one.add_argument(
        "--already", choices=("skip", "again"), help="전에 이미 처리한 행을 어떻게 할지"
    )
    one.add_argument("--rehearse", action="store_true", help="아무것도 누르지 않고 살펴봐요")
    one.add_argument(
        "--by-steps", action="store_true",
        help='단계마다 멈추고 기다려요 (표준 입력: {"answer": "step"} 또는 "continue")',
    )  # fmt: skip
    one.add_argument("--from", dest="first_step", default="", metavar="단계", help="여기부터")
    one.add_argument("--to", dest="last_step", default="", metavar="단계", help="여기까지")
    one.add_argument("--speed", type=_positive, default=1.0, metavar="배")
    one.add_argument("--step-timeout", type=_positive, metavar="초")
    one.add_argument("--report", type=Path, metavar="폴더")
    one.add_argument(
        "--results", type=Path, metavar="XLSX", help="행마다의 결과를 적을 파일 (없으면 명단 옆에)"
    )
    one.add_argument("--no-results", action="store_true", help="결과 파일을 남기지 않아요")
    one.add_argument("--json", action="store_true", help="한 줄에 JSON 하나로 알려요")
    one.add_argument("--ask", action="store_true", help="못 한 단계를 표준 입력으로 물어봐요")
    one.add_argument(
        "--show-screen", action="store_true", help="물어볼 때 지금 화면을 가리지 않고 함께 보내요"
    )
    one.add_argument(
        "--no-stop-by", action="append", choices=("chord", "esc", "corner"),
        help="Ctrl+Alt+Q, Esc 두 번, 화면 구석으로 민 마우스 가운데 멈춤으로 쓰지 않을 것",
    )  # fmt: skip
    one.add_argument(
        "--on-mouse", choices=("pause", "ignore"),
        help="사람이 마우스를 움직이면 잠시 멈출지 (--ask가 있으면 멈춰요)",
    )  # fmt: skip
    one.add_argument("--guarded", action="store_true", help=argparse.SUPPRESS)

    one = add("check", _check, "잘못된 곳을 모두 보여 줘요. 실행할 수 있으면 0, 아니면 2.")
    one.add_argument("file", type=Path)

    one = add("show", _show, "단계를 문장으로 보여 줘요.")
    one.add_argument("file", type=Path)
    one.add_argument("--lang", choices=("ko", "en"), default="ko")

    one = add("locate", _locate, "이 그림에서라면 어디를 누를지 알려 줘요.")
    one.add_argument("file", type=Path)
    one.add_argument("target")
    where = one.add_mutually_exclusive_group(required=True)
    where.add_argument("--screen", type=Path, metavar="PNG")
    where.add_argument("--now", action="store_true", help="지금 화면에서")
    one.add_argument("--shot", type=Path, metavar="PNG", help="그때의 화면을 남겨요 (--now와 함께)")
    one.add_argument("--scale", type=_positive, default=1.0)
    one.add_argument("--draw", type=Path, metavar="PNG", help="어떻게 정했는지를 그림으로 남겨요")
    one.add_argument("--json", action="store_true")

    one = add("shot", _shot, "지금 화면을 그림으로 남겨요.")
    one.add_argument("out", type=Path, metavar="PNG")

    one = add("learn", _learn, "찍어 둔 화면의 한 자리를 이 작업의 찾을 곳으로 익혀요.")
    one.add_argument("file", type=Path)
    one.add_argument("target")
    one.add_argument("--shot", type=Path, required=True, metavar="PNG", help="shot이 남긴 그림")
    one.add_argument("--at", type=_point, required=True, metavar="X,Y")
    one.add_argument("--out", type=Path, required=True, help="폴더, 또는 .ilson 파일")

    one = add("runs", _runs, "지난 실행을 보여 줘요.")
    one.add_argument("--json", action="store_true")

    one = add("pack", _pack, "작업 폴더를 .ilson 파일 하나로 묶어요.")
    one.add_argument("folder", type=Path)
    one.add_argument("file", type=Path)

    one = add("unpack", _unpack, ".ilson 파일을 폴더로 풀어요.")
    one.add_argument("file", type=Path)
    one.add_argument("folder", type=Path)

    one = add("secret", _secret, "비밀번호 같은 값을 이 컴퓨터의 자격 증명 보관함에 두거나 지워요.")
    one.add_argument("what", choices=("set", "forget"))
    one.add_argument("name", metavar="이름")

    add("release", _release, "강제로 끝난 실행이 누른 채 남긴 키를 풀어요.")

    one = add("self-check", _self_check, "이 컴퓨터에서 무엇이 되고 안 되는지 살펴봐요.")
    one.add_argument("--json", action="store_true")

    one = add("demo", _demo, "연습 프로그램에 명단을 실제로 입력해 보여 줘요.")
    one.add_argument("--slowly", action="store_true", help="눈으로 따라갈 수 있게 천천히")
    return top


def run(arguments: Sequence[str]) -> int:
    """Run a command; the outermost handler of the process: nothing gets past it but a sentence
    and an exit code."""
    if arguments[:1] == ["practice"]:  # has its own command line
        args = argparse.Namespace(do=_practice, rest=list(arguments[1:]))
    elif len(arguments) == 1 and arguments[0].lower().endswith(".ilson"):
        # What a double click on a task's file does.
        args = argparse.Namespace(do=_window, open_file=Path(arguments[0]).absolute())
    else:
        args = parser().parse_args(arguments)
        args.line = list(arguments[1:])
    do: Command = args.do
    try:
        return do(args)
    except IlsonError as error:
        print(f"일손: {error}", file=sys.stderr)
        if error.hint:
            print(f"  → {error.hint}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return ExitCode.STOPPED
    except Exception:
        logging.getLogger("ilson").exception("unexpected")
        print("일손: 일손의 잘못으로 멈췄어요. 위의 내용을 알려 주시면 고칠게요.", file=sys.stderr)
        return ExitCode.FAILED


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
