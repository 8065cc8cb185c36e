"""역학조사서: the form of a person as a PDF in ``FOLDER/print/``."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen
from PySide6.QtWidgets import QWidget

from ui.practice import boxes
from ui.practice.look import FAMILIES
from ui.practice.screen import Session
from ui.practice.store import Person

_DPI = 300
_MM = _DPI / 25.4


def lines_of(person: Person) -> list[tuple[str, str]]:
    """Captions and values of the form, in order."""
    return [
        ("관리번호", f"{person.id:05d}"),
        ("성명", person.name),
        ("주민등록번호", person.resident_number),
        ("전화번호", person.phone),
        ("주소", person.address),
        ("격리기간", f"{person.start_date} ~ {person.end_date}" if person.start_date else ""),
        ("담당 보건소", person.health_center),
        ("담당자", person.officer or "(미지정)"),
        ("위생키트", "지급" if person.kit else "미지급"),
        ("증상", person.symptom),
        ("메모", person.memo),
    ]


def file_name(person: Person) -> str:
    """A name that every file system takes."""
    safe = re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", person.name.strip())[:40].rstrip(". ")
    return f"역학조사서_{person.id:05d}_{safe or '이름없음'}.pdf"


def write_pdf(person: Person, folder: Path) -> Path:
    """Write the form; printing the same person again replaces it. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file_name(person)
    writer = QPdfWriter(str(path))
    writer.setTitle(f"역학조사서 {person.name}")
    writer.setResolution(_DPI)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait,
            QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter,
        )
    )  # fmt: skip
    painter = QPainter()
    if not painter.begin(writer):
        raise OSError(f"{path}")
    try:
        _draw(painter, person)
    finally:
        painter.end()
    return path


def _draw(painter: QPainter, person: Person) -> None:
    left, top, width, caption = 20 * _MM, 20 * _MM, 170 * _MM, 40 * _MM
    middle = Qt.AlignmentFlag.AlignCenter
    painter.setFont(QFont(FAMILIES, 20, QFont.Weight.Bold))
    painter.drawText(QRectF(left, top, width, 14 * _MM), middle, "역 학 조 사 서")
    painter.setFont(QFont(FAMILIES, 11))
    painter.setPen(QPen(Qt.GlobalColor.black, 0.3 * _MM))
    y = top + 22 * _MM
    wrap = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
    for name, value in lines_of(person):
        height = (60 if name == "메모" else 14 if name == "주소" else 10) * _MM
        painter.fillRect(QRectF(left, y, caption, height), Qt.GlobalColor.lightGray)
        painter.drawRect(QRectF(left, y, caption, height))
        painter.drawRect(QRectF(left + caption, y, width - caption, height))
        painter.drawText(QRectF(left, y, caption, height), middle, name)
        inside = QRectF(left + caption + 3 * _MM, y, width - caption - 6 * _MM, height)
        painter.drawText(inside, int(wrap), value)
        y += height
    painter.drawText(
        QRectF(left, y + 8 * _MM, width, 10 * _MM), middle,
        f"{date.today():%Y년 %m월 %d일}    {person.health_center} (연습용)",
    )  # fmt: skip


def print_person(
    parent: QWidget, session: Session, person: Person, say: Callable[[str], None]
) -> None:
    """Print with the boxes around it."""
    if not boxes.ask(parent, f"{person.name} 님의 역학조사서를 인쇄하시겠습니까?"):
        return
    session.wait(parent, "인쇄 중입니다. 잠시만 기다려 주십시오.")
    try:
        path = write_pdf(person, session.store.folder / "print")
    except OSError as error:
        boxes.warn(parent, f"인쇄하지 못했습니다.\n{error}")
        return
    session.store.log_print(person, path.name)
    say(f"인쇄 완료 · {path.name}")
    boxes.inform(parent, f"인쇄되었습니다.\n{path.name}")
