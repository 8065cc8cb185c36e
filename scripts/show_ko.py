"""The Korean sentences of steps."""

from __future__ import annotations

import re

from scripts.korean import josa, quoted
from scripts.model import (
    Action,
    Appears,
    Ask,
    Call,
    Click,
    CloseWindow,
    Condition,
    Drag,
    FocusWindow,
    ForEachRow,
    If,
    Message,
    Open,
    Pause,
    Press,
    Read,
    Repeat,
    RowAt,
    RowSelected,
    RowWhere,
    Scroll,
    Secret,
    Stop,
    TableRow,
    TextSeen,
    Tick,
    Type,
    ValueIs,
    Vanishes,
    Wait,
    WaitFor,
    WindowOpen,
    WindowPattern,
    WindowStill,
    WriteRow,
)
from scripts.schema import ANY_COLUMN

OTHERWISE = "그렇지 않으면"
OFF = "(쉬는 단계)"
REVIEW = "살펴봐 주세요"
SAVES = "여기서 저장돼요"

_BUTTONS = {"left": "", "right": "오른쪽 단추로 ", "middle": "가운데 단추로 "}
_COUNTS = {2: "두 번 ", 3: "세 번 "}
_KINDS = {
    "text": "글", "digits": "숫자", "date": "날짜", "phone": "전화번호", "amount": "금액",
    "resident_number": "주민등록번호",
}  # fmt: skip
_OPENED = {"program": " 프로그램", "file": " 파일", "address": " 주소"}
_WHEN = {"if": 0, "until": 1, "while": 2}
# For each comparison the particle after the other value, and the three endings.
_COMPARED = {
    "is": ("", ("이면/면", "일/일", "인/인")),
    "is_not": ("이/가", (" 아니면", " 아닐", " 아닌")),
    "contains": ("을/를", (" 담고 있으면", " 담을", " 담고 있는")),
    "starts_with": ("으로/로", (" 시작하면", " 시작할", " 시작하는")),
    "ends_with": ("으로/로", (" 끝나면", " 끝날", " 끝나는")),
    "more_than": ("보다/보다", (" 크면", " 커질", " 큰")),
    "less_than": ("보다/보다", (" 작으면", " 작아질", " 작은")),
}


def title(window: WindowPattern) -> str:
    """A window's name for a sentence: its pattern without the stars at the ends."""
    return window.title.strip("* ") or window.program or "아무"


def value(text: str, pair: str) -> str:
    """A text in a sentence: a lone placeholder is a value, all else is quoted."""
    if re.fullmatch(r"\{[^{}]+\}", text):
        return f"{text} 값{josa('값', pair)}"
    return quoted(text, pair)


def say(action: Action) -> str:
    """What an action does."""
    match action:
        case Click() | Tick() | Drag() | Scroll() | Type() | Press():
            return _by_hand(action)
        case WaitFor(condition):
            return f"{_condition(condition, 'until')} 때까지 기다려요"
        case Wait(seconds):
            return f"{seconds:g}초 기다려요"
        case Read(into, source, target, _, kind):
            where = "클립보드" if source == "clipboard" else quoted(target or "지금 칸")
            what = _KINDS[kind]
            return f"{where}에서 {what}{josa(what, '을/를')} 읽어 {{{into}}}에 담아요"
        case ForEachRow(name, _, where, start):
            rows = f"{name}의 각 행마다" if name else "각 행마다"
            only = [f"{column} 값이 {value(text, '인/인')}" for column, text in where.items()]
            said = f"{', '.join(only)} {rows}" if only else rows
            return f"{said}, {_condition(start, 'while')} 상태에서" if start else said
        case If(condition):
            return f"{_condition(condition, 'if')}"
        case Repeat(times, _, None):
            return f"{times}번 되풀이해요"
        case Repeat(times, _, condition) if condition is not None:
            return f"{_condition(condition, 'while')} 동안 되풀이해요 (많아야 {times}번)"
        case Call(script, values):
            given = ", ".join(values)
            with_ = f" ({given} 값을 넘겨요)" if given else ""
            return f"다른 작업 {quoted(script, '을/를')} 실행해요{with_}"
        case Ask(question, into):
            return f"{quoted(question, '이라고/라고')} 물어보고 답을 {{{into}}}에 담아요"
        case Message(text):
            return f"{quoted(text, '이라고/라고')} 알려요"
        case Open(what, name):
            return f"{quoted(name)}{_OPENED[what]}{josa(_OPENED[what], '을/를')} 열어요"
        case FocusWindow(window):
            return f"{quoted(title(window))} 창을 앞으로 가져와요"
        case CloseWindow(window):
            return f"{quoted(title(window))} 창을 닫아요"
        case WriteRow(output, values):
            return f"{quoted(output)}에 한 행을 적어요 ({', '.join(values)})"
        case Pause(text):
            reason = f" ({text})" if text else ""
            return f"계속하라고 할 때까지 잠시 멈춰요{reason}"
        case Stop(reason, failed):
            how = "실패로 끝내요" if failed else "여기서 끝내요"
            return f"{how} ({reason})" if reason else how
    return ""


def in_row(row: TableRow) -> str:
    """In which row of a table."""
    match row:
        case RowWhere(cells):
            told = [
                f"{value(text, '이/가')} 있는" if heading == ANY_COLUMN
                else f"{heading}{josa(heading, '이/가')} {text}인"
                for heading, text in cells.items()
            ]  # fmt: skip
            return f"{' '.join(told)} 줄에서"
        case RowAt(number):
            return f"{number}번째 줄에서"
        case RowSelected():
            return "고른 줄에서"


def _by_hand(action: Click | Tick | Drag | Scroll | Type | Press) -> str:
    match action:
        case Click(target, button, count, modifiers, hold):
            how = _held(modifiers) + _BUTTONS[button] + _COUNTS.get(count, "")
            if count > 3:
                how += f"{count}번 "
            if hold:
                how += f"{hold:g}초 동안 길게 "
            return f"{quoted(target, '을/를')} {how}눌러요"
        case Tick(target, on):
            return f"{quoted(target, '을/를')} {'켠' if on else '끈'} 상태로 만들어요"
        case Drag(target, to, button, modifiers):
            how = _held(modifiers) + _BUTTONS[button]
            return f"{quoted(target)}에서 {quoted(to)}까지 {how}끌어요"
        case Scroll(amount, target, across):
            where = f"{quoted(target)}에서 " if target else ""
            way = (
                ("오른쪽" if amount > 0 else "왼쪽") if across else ("위" if amount > 0 else "아래")
            )
            return f"{where}{way}{josa(way, '으로/로')} {abs(amount)}칸 굴려요"
        case Type(text, into, clear, window):
            where = f"{quoted(into)}에 " if into else ""
            if window is not None and not into:
                where = f"{quoted(title(window))} 창에 "
            emptied = f"{where}있던 글을 지우고 " if clear else where
            verb = "넣어요" if into else "입력해요"
            if isinstance(text, Secret):
                return f"{emptied}비밀 값 {quoted(text.name, '을/를')} {verb}"
            return f"{emptied}{value(text, '을/를')} {verb}"
        case Press(keys, times):
            often = f"{times}번 " if times > 1 else ""
            return f"{keys}{josa(keys, '을/를')} {often}눌러요"


def _held(modifiers: tuple[str, ...]) -> str:
    keys = "+".join(modifiers)
    return f"{keys}{josa(keys, '을/를')} 누른 채 " if keys else ""


def _condition(condition: Condition, when: str) -> str:
    index = _WHEN[when]
    match condition:
        case Appears(target):
            return f"{quoted(target, '이/가')} {('보이면', '보일', '보이는')[index]}"
        case Vanishes(target):
            return f"{quoted(target, '이/가')} {('안 보이면', '사라질', '안 보이는')[index]}"
        case TextSeen(text, window):
            where = f"{quoted(title(window))} 창에 " if window else "화면에 "
            ending = ("보이면", "보일", "보이는")[index]
            return f"{where}{quoted(text, '이라는/라는')} 글자가 {ending}"
        case WindowOpen(window):
            ending = ("열려 있으면", "열릴", "열려 있는")[index]
            return f"{quoted(title(window))} 창이 {ending}"
        case WindowStill(window):
            ending = ("멈춰 있으면", "멈출", "멈춰 있는")[index]
            return f"{quoted(title(window))} 창의 움직임이 {ending}"
        case ValueIs(of, "empty"):
            return f"{value(of, '이/가')} {('비어 있으면', '빌', '비어 있는')[index]}"
        case ValueIs(of, "not_empty"):
            return f"{value(of, '이/가')} {('비어 있지 않으면', '채워질', '비어 있지 않은')[index]}"
        case ValueIs(of, comparison, other):
            particle, endings = _COMPARED[comparison]
            ending = endings[index]
            if not particle:
                return f"{value(of, '이/가')} {value(other, ending)}"
            return f"{value(of, '이/가')} {value(other, particle)}{ending}"
