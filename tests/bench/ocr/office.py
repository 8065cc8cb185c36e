"""Korean office pages for reading: forms with values in them, ledgers, details, dialogs, captions
that hold each other. Written with the words of any web kit."""

from __future__ import annotations

import html
import random
from collections.abc import Callable

from tests.bench.corpus.pages import PAGES, Builder
from tests.bench.ocr import words

BARS = (
    ("저장", "임시저장", "저장 취소"), ("조회", "상세조회", "초기화"), ("등록", "등록취소", "수정"),
    ("주간", "월간", "오늘"), ("접수", "접수취소", "이관"), ("전체 선택", "선택", "선택 해제"),
)  # fmt: skip


def _chance(b: Builder) -> random.Random:
    return random.Random(f"ocr {b.seed()}")


def _bar(b: Builder, chance: random.Random) -> str:
    caps = [*chance.choice(BARS), *chance.sample(words.BUTTONS, 3)]
    styles = ["primary", *chance.choices(("plain", "plain", "danger", "small"), k=9)]
    caps = list(dict.fromkeys(caps))
    return '<div class="x-bar">' + "".join(
        b.button(cap, style) for cap, style in zip(caps, styles, strict=False)
    ) + "</div>"  # fmt: skip


def _field(b: Builder, chance: random.Random, label: str) -> str:
    value = words.value(chance, words.kind_of(label))
    if chance.random() < 0.15:
        return b.field(label, hint=f"{label} 입력")
    if chance.random() < 0.15:
        return b.select(label, words.work(chance))
    return b.field(label, value=value)


def _named(markup: str, number: int) -> str:
    """A label and its field that name each other, whatever the kit's markup is."""
    if " for=" in markup:
        return markup
    return (
        markup.replace("<label", f'<label for="r{number}"', 1)
        .replace("<input", f'<input id="r{number}"', 1)
        .replace("<select", f'<select id="r{number}"', 1)
    )


def _choices(b: Builder, chance: random.Random) -> str:
    caps = chance.sample(words.CHECKS, 7)
    boxes = "".join(b.check(cap, chance.random() < 0.5) for cap in caps[:4])
    return f'<div class="x-bar">{boxes}</div>' + b.radios("구분", tuple(caps[4:]), 1)


def register(b: Builder) -> str:
    """Fields in columns, most of them filled."""
    chance = _chance(b)
    labels = chance.sample(words.LABELS, 15)
    fields = "".join(
        _named(_field(b, chance, label), number) for number, label in enumerate(labels)
    )
    grid = f'<div class="x-grid {chance.choice(("x2", "x3", "x4"))}">{fields}</div>'
    heading = chance.choice(words.HEADINGS)
    return b.shell(heading, _bar(b, chance) + grid + _choices(b, chance)
                   + f"<p>{chance.choice(words.SENTENCES)}</p>")  # fmt: skip


def sheet(b: Builder) -> str:
    """A form as a table: the label in a grey cell, the field in the next one."""
    chance = _chance(b)
    labels = iter(chance.sample(words.LABELS, 18))
    rows = ""
    for number in range(9):
        cells = ""
        for side in "ab":
            label = next(labels)
            value = html.escape(words.value(chance, words.kind_of(label)))
            name = f"s{number}{side}"
            inside = f'<input id="{name}" value="{value}">' if chance.random() < 0.6 else (
                f"<span data-value>{value}</span>")  # fmt: skip
            cells += f'<th><label for="{name}">{label}</label></th><td>{inside}</td>'
        rows += f"<tr>{cells}</tr>"
    style = ("<style>.x-sheet{width:100%;border-collapse:collapse}.x-sheet th{background:#8882;"
             "text-align:left;width:15%}.x-sheet th,.x-sheet td{border:1px solid #8886;"
             "padding:4px 8px}.x-sheet input{width:90%;margin:0;height:auto;padding:2px 6px}"
             ".x-sheet label{margin:0;color:inherit}</style>")  # fmt: skip
    return b.shell(chance.choice(words.HEADINGS), (
        f'{style}{_bar(b, chance)}<table class="x-sheet">{rows}</table>{_choices(b, chance)}'
    ))  # fmt: skip


def ledger(b: Builder) -> str:
    """A table of values, with a search above it."""
    chance = _chance(b)
    kinds = (("번호", "digits"), ("문서번호", "code"), ("성명", "name"), ("접수일자", "date"),
             ("전화번호", "phone"), ("금액", "amount"), ("주민등록번호", "resident_number"),
             ("내용", "work"))  # fmt: skip
    makers = {**words.MAKERS, "code": words.code, "name": words.name, "work": words.work}
    lines = [
        (f"r{number}", tuple(makers[kind](chance) for _, kind in kinds)) for number in range(11)
    ]
    search = [
        _named(b.field(label, value=words.value(chance, words.kind_of(label))), n)
        for n, label in enumerate(chance.sample(words.LABELS, 3))
    ]
    return b.shell(chance.choice(words.HEADINGS), (
        f'<div class="x-grid x4">{"".join(search)}{_bar(b, chance)}</div>'
        + b.table(tuple(title for title, _ in kinds), lines) + b.pager(2, 7)
    ))  # fmt: skip


def detail(b: Builder) -> str:
    """What is known of one request, to be read only, beside tabs and a menu."""
    chance = _chance(b)
    cards = []
    for title in chance.sample(words.HEADINGS, 4):
        lines = "".join(
            f"<tr><th data-label>{label}</th><td>"
            f"{html.escape(words.value(chance, words.kind_of(label)))}</td></tr>"
            for label in chance.sample(words.LABELS, 6)
        )
        cards.append(b.card(title, f"<table class='x-read'>{lines}</table>"))
    style = ("<style>.x-read{width:100%}.x-read th{font-weight:600;width:38%;text-align:left}"
             ".x-read td,.x-read th{padding:3px 6px}.x-two{display:grid;gap:12px;"
             "grid-template-columns:1fr 1fr}</style>")  # fmt: skip
    menu = "".join(f"<a href='#'>{cap}</a>" for cap in chance.sample(words.MENUS, 6))
    return b.shell(chance.choice(words.HEADINGS), (
        f'{style}<div class="x-bar" role="menubar">{menu}</div>'
        + b.tabs(("기본 정보", "처리 이력", "첨부 서류", "결재")) + _bar(b, chance)
        + f'<div class="x-two">{"".join(cards)}</div>'
    ))  # fmt: skip


def asking(b: Builder) -> str:
    """A dialog over a form: a question, fields, buttons."""
    chance = _chance(b)
    fields = "".join(
        _named(_field(b, chance, label), 100 + number)
        for number, label in enumerate(chance.sample(words.LABELS, 4))
    )
    body = f"{' '.join(chance.sample(words.SENTENCES, 2))}</p>{fields}{_choices(b, chance)}<p>"
    caps = chance.choice((("예", "아니요", "취소"), ("저장", "저장 안 함", "취소"),
                          ("확인", "닫기", "다시 확인")))  # fmt: skip
    buttons = b.button(caps[0], "primary") + "".join(b.button(cap) for cap in caps[1:])
    return register(b) + b.dialog(chance.choice(words.HEADINGS), body, buttons)


OFFICE: dict[str, Callable[[Builder], str]] = {
    "register": register, "sheet": sheet, "ledger": ledger, "detail": detail, "asking": asking,
    **{f"old-{name}": page for name, page in PAGES.items()},
}  # fmt: skip
