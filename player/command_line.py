"""The words of the command line: what ``main.py`` understands, and what it says about it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

Command = Callable[[argparse.Namespace], int]
"""Does what a command line asks for, and returns the exit code."""


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


def parser(do: Mapping[str, Command]) -> argparse.ArgumentParser:
    """The command line as documented in the README; ``do`` has what does each command by its name,
    and by an empty one what is done without any."""
    top = argparse.ArgumentParser(
        prog="ilson", description="일손: 사무를 한 번 기록하고 명단의 각 행마다 다시 해요."
    )
    top.set_defaults(do=do[""])
    top.add_argument(
        "--in-tray", action="store_true", help="창을 열지 않고 작업 표시줄에서 시작해요"
    )
    commands = top.add_subparsers(metavar="명령")

    def add(name: str, text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(do=do[name])
        return command

    one = add("record", "멈춤 키(Ctrl+Alt+R), SIGINT, SIGTERM까지 기록하고 저장해요.")
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
    one.add_argument(
        "--fields", action="store_true", help="Tab으로 옮겨 가서 쓴 빈 칸을 자리로 기록해요"
    )
    one.add_argument("--recover", action="store_true", help="끊긴 기록을 되살려 저장해요")

    one = add("propose", "기록한 값이 명단의 어느 열인지 찾아서, 각 행마다 하게 바꿔요.")
    one.add_argument("file", type=Path)
    one.add_argument("--data", metavar="명단[#시트]", help="없으면 사람마다 다를 값을 찾아요")
    one.add_argument("--accept", action="store_true", help="확실한 것을 받아들여 저장해요")
    one.add_argument(
        "--take", type=_taken, action="append", default=[], metavar="단계[={열}]",
        help="이 단계의 것도 받아들여요",
    )  # fmt: skip
    one.add_argument("--json", action="store_true")

    one = add("play", "작업을 실행해요.")
    one.add_argument("file", type=Path)
    one.add_argument(
        "--data", action="append", default=[], metavar="명단[#시트[:제목 줄]]",
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
        "--ask-first", action="store_true",
        help="받은 작업을 믿지 않을 때: 지우거나 보내거나 여는 단계는 처음 한 번 물어봐요",
    )  # fmt: skip
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

    # For our own window; no help: it is in no list of the commands.
    one = commands.add_parser("wait")
    one.set_defaults(do=do["wait"])
    one.add_argument("--guarded", action="store_true")

    one = add("check", "잘못된 곳을 모두 보여 줘요. 실행할 수 있으면 0, 아니면 2.")
    one.add_argument("file", type=Path)

    one = add("show", "단계를 문장으로 보여 줘요.")
    one.add_argument("file", type=Path)
    one.add_argument("--lang", choices=("ko", "en"), default="ko")

    one = add("locate", "이 그림에서라면 어디를 누를지 알려 줘요.")
    one.add_argument("file", type=Path)
    one.add_argument("target")
    where = one.add_mutually_exclusive_group(required=True)
    where.add_argument("--screen", type=Path, metavar="PNG")
    where.add_argument("--now", action="store_true", help="지금 화면에서")
    one.add_argument("--shot", type=Path, metavar="PNG", help="그때의 화면을 남겨요 (--now와 함께)")
    one.add_argument("--scale", type=_positive, default=1.0)
    one.add_argument("--draw", type=Path, metavar="PNG", help="어떻게 정했는지를 그림으로 남겨요")
    one.add_argument("--json", action="store_true")

    one = add("shot", "지금 화면을 그림으로 남겨요.")
    one.add_argument("out", type=Path, metavar="PNG")

    one = add("learn", "찍어 둔 화면의 한 자리를 이 작업의 찾을 곳으로 익혀요.")
    one.add_argument("file", type=Path)
    one.add_argument("target")
    one.add_argument("--shot", type=Path, required=True, metavar="PNG", help="shot이 남긴 그림")
    one.add_argument("--at", type=_point, required=True, metavar="X,Y")
    one.add_argument("--out", type=Path, required=True, help="폴더, 또는 .ilson 파일")

    one = add("runs", "지난 실행을 보여 줘요.")
    one.add_argument("--json", action="store_true")

    one = add("pack", "작업 폴더를 .ilson 파일 하나로 묶어요.")
    one.add_argument("folder", type=Path)
    one.add_argument("file", type=Path)

    one = add("unpack", ".ilson 파일을 폴더로 풀어요.")
    one.add_argument("file", type=Path)
    one.add_argument("folder", type=Path)

    one = add("secret", "비밀번호 같은 값을 이 컴퓨터의 자격 증명 보관함에 두거나 지워요.")
    one.add_argument("what", choices=("set", "forget"))
    one.add_argument("name", metavar="이름")

    add("release", "강제로 끝난 실행이 누른 채 남긴 키를 풀어요.")

    one = add("self-check", "이 컴퓨터에서 무엇이 되고 안 되는지 살펴봐요.")
    one.add_argument("--json", action="store_true")

    one = add("demo", "연습 프로그램에 명단을 실제로 입력해 보여 줘요.")
    one.add_argument("--slowly", action="store_true", help="눈으로 따라갈 수 있게 천천히")
    return top
