"""The practice app: a program of its own that looks and behaves like an old office system.

Clerks practise with it, and the demo and the tests record it and play into it. It shares
nothing with the product but this repository: what was entered lies in ``FOLDER/practice.db``
(see :mod:`ui.practice.store` for the tables), where another process can read it at once.

Nothing is imported from Qt before :func:`main` runs, because the scaling has to be in the
environment first and because ``main.py --help`` should not pay for it.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from pathlib import Path
from typing import Literal

from scripts.errors import DesktopProblem
from scripts.folders import data_folder

TITLE = "자가격리 관리 시스템 (연습)"
Theme = Literal["light", "dark"]
Geometry = tuple[int, int, int, int]
SCREENS = ("시작", "등록", "조회", "모니터링", "위생키트", "배정", "조사서")


def default_folder() -> Path:
    """``practice`` below the one data folder, which ``ILSON_HOME`` overrides."""
    return data_folder() / "practice"


def _geometry(text: str) -> Geometry:
    parts = text.split(",")
    try:
        x, y, width, height = (int(part) for part in parts)
    except ValueError:
        raise argparse.ArgumentTypeError("X,Y,너비,높이 꼴의 정수 네 개여야 해요.") from None
    if width < 1 or height < 1:
        raise argparse.ArgumentTypeError("너비와 높이는 1보다 커야 해요.")
    return x, y, width, height


def _scale(text: str) -> float:
    try:
        scale = float(text)
    except ValueError:
        scale = 0.0
    if not 0.5 <= scale <= 4:
        raise argparse.ArgumentTypeError("0.5에서 4 사이의 수여야 해요.")
    return scale


def _delay(text: str) -> tuple[int, int]:
    """``400``, or ``0-10000``: from how many milliseconds to how many."""
    match = re.fullmatch(r"([0-9]{1,6})(?:-([0-9]{1,6}))?", text)
    least, most = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if least > most:
        raise argparse.ArgumentTypeError("400이나 0-10000처럼 0 이상의 정수(밀리초)여야 해요.")
    return least, most


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the practice app, the same for ``main.py practice`` and ``-m``."""
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="자료 폴더 (practice.db)")
    parser.add_argument("--theme", choices=("light", "dark"), default="light", help="밝게/어둡게")
    parser.add_argument("--scale", type=_scale, default=1.0, metavar="S", help="화면 배율")
    parser.add_argument(
        "--geometry", type=_geometry, metavar="X,Y,W,H",
        help="창의 왼쪽 위(테두리 포함)와 안쪽 크기, 실제 픽셀",
    )  # fmt: skip
    parser.add_argument("--no-login", action="store_true", help="로그인 없이 시작")
    parser.add_argument("--screen", choices=SCREENS, default="시작", help="처음 열 화면")
    parser.add_argument(
        "--delay",
        type=_delay,
        default=(0, 0),
        metavar="MS[-MS]",
        help="조회와 저장을 느리게 (밀리초; 0-10000이면 그 사이에서 매번 달리)",
    )
    parser.add_argument(
        "--renewed",
        action="store_true",
        help="새 판으로: 저장 단추가 왼쪽으로 가고 모습이 바뀌어요",
    )
    parser.add_argument(
        "--report", action="store_true", help="화면이 바뀔 때마다 위젯의 위치를 JSON 한 줄로 출력"
    )


def run(arguments: argparse.Namespace) -> int:
    """Start the app with what :func:`add_arguments` parsed."""
    return main(
        arguments.data, arguments.theme, arguments.scale, arguments.geometry,
        no_login=arguments.no_login, screen=arguments.screen, delay=arguments.delay,
        report=arguments.report, renewed=arguments.renewed,
    )  # fmt: skip


def _prepare_environment(scale: float) -> None:
    """Settle what Qt reads before it starts.

    OpenCV's package points Qt to plugins of its own; a parent that had imported it would hand
    that down to us. The font resolution is fixed so that the app looks the same on every screen
    and only ``--scale`` changes its size.
    """
    for name in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):
        if "cv2" in os.environ.get(name, ""):
            del os.environ[name]
    os.environ["QT_SCALE_FACTOR"] = f"{scale:g}"
    if sys.platform == "linux":
        os.environ["QT_FONT_DPI"] = "96"
        if not os.environ.get("QT_QPA_PLATFORM"):
            if not os.environ.get("DISPLAY"):
                raise DesktopProblem(
                    "연습 프로그램을 띄울 화면이 없어요.",
                    "DISPLAY가 있는 곳에서, 또는 xvfb-run으로 실행해 주세요.",
                )
            os.environ["QT_QPA_PLATFORM"] = "xcb"


def main(
    data: Path | None = None,
    theme: Theme = "light",
    scale: float = 1.0,
    at: Geometry | None = None,
    *,
    no_login: bool = False,
    screen: str = "시작",
    delay: tuple[int, int] = (0, 0),
    report: bool = False,
    renewed: bool = False,
) -> int:
    """Run the practice app until its window is closed; returns the exit code.

    ``at`` is the top-left corner of the window (with its frame) and the size of its inside, in
    physical pixels. ``delay`` (milliseconds, from and to) makes loading and
    saving slow, ``renewed`` moves and dresses the button that saves the entry form.
    """
    _prepare_environment(scale)
    from ui.practice.app import start

    folder = data if data is not None else default_folder()
    return start(
        folder, theme, at, no_login=no_login, screen=screen, delay=delay, report=report,
        renewed=renewed,
    )  # fmt: skip
