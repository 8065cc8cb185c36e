"""Numbers as Excel shows them, by the format code of their cell.

No maintained library does this, so the sections that office sheets use are written here: digits
with literals between them ("000000-0000000"), thousands and scaling, decimals, percent,
exponents, fractions, dates (in :mod:`player.data.dates`), conditions, currency signs, text.

Two things differ from Excel's screen on purpose, because the text is typed into forms: padding
("_x", "*x") vanishes at both ends instead of making blanks, and a whole number under "General"
is written out up to 15 digits instead of as 9.00101E+12.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache

from player.data.dates import write_date

# The codes behind the numbers of the Korean edition, where openpyxl has none or the American one.
KOREAN_BUILTIN = {
    14: "yyyy-mm-dd", 22: "yyyy-mm-dd h:mm", 27: 'yyyy"年" mm"月" dd"日"', 28: "mm-dd",
    29: "mm-dd", 30: "mm-dd-yy", 31: 'yyyy"년" mm"월" dd"일"', 32: 'h"시" mm"분"',
    33: 'h"시" mm"분" ss"초"', 34: "yyyy-mm-dd", 35: "yyyy-mm-dd", 36: 'yyyy"年" mm"月" dd"日"',
    50: 'yyyy"年" mm"月" dd"日"', 51: "mm-dd", 52: "yyyy-mm-dd", 53: "yyyy-mm-dd", 54: "mm-dd",
    55: "yyyy-mm-dd", 56: "yyyy-mm-dd", 57: 'yyyy"年" mm"月" dd"日"', 58: "mm-dd",
}  # fmt: skip

_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"?
    | \\(?P<escaped>.)
    | _(?P<space>.)
    | \*(?P<fill>.)
    | (?P<elapsed>\[(?:h+|m+|s+)\])
    | \[(?P<bracket>[^\]]*)\]
    | (?P<half>AM/PM|A/P|오전/오후)
    | (?P<general>General|G/표준)
    | (?P<exponent>E[+-])
    | (?P<date>y+|e+(?![+-])|m+|d+|h+|s+|a{3,})
    | (?P<digit>[0#?])
    | (?P<sign>[.,%/@])
    | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[\d.]+(?:E[+-]?\d+)?)$", re.IGNORECASE)

_WIDE = Context(prec=400, Emin=-999999, Emax=999999)
"""Holds every digit of the largest float, grouped or not."""

Tokens = tuple[tuple[str, str], ...]


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[tuple[str | None, Tokens], ...]:
    """The code's sections: (condition or None, tokens)."""
    sections: list[tuple[str | None, Tokens]] = []
    tokens: list[tuple[str, str]] = []
    condition: str | None = None
    korean = False
    for found in _TOKEN.finditer(code):
        kind = found.lastgroup or "other"
        text = found[kind]
        if kind == "other" and text == ";":
            sections.append((condition, tuple(tokens)))
            tokens, condition, korean = [], None, False
        elif kind in ("quoted", "escaped", "other"):
            tokens.append(("text", text))
        elif kind == "space":
            tokens.append(("text", " "))
        elif kind == "bracket":
            if _CONDITION.match(text):
                condition = text
            elif text.startswith("$"):
                sign, _, locale = text[1:].partition("-")
                korean = korean or locale.lower() in ("412", "ko-kr", "ko")
                if sign:
                    tokens.append(("text", sign))
                if locale.upper() in ("F800", "F400"):  # the system's own long date, or time
                    long = 'yyyy"년" m"월" d"일" aaaa' if locale.upper() == "F800" else "h:mm:ss"
                    return _sections(long)
        elif kind == "half":
            if text.lower() == "am/pm" and korean:
                text = "오전/오후"
            tokens.append(("date", text))
        elif kind in ("elapsed", "date"):
            tokens.append(("date", text))
        elif kind != "fill":
            tokens.append((kind, text))
    sections.append((condition, tuple(tokens)))
    return tuple(sections)


def shown(value: float, code: str, date1904: bool = False) -> str:
    """The text of a number (or serial date) under a format code.

    Raises ValueError where Excel shows only "####": a date before 1900 or after 9999.
    """
    sections = _sections(code)
    if sections[-1][1] and any(kind == "sign" and t == "@" for kind, t in sections[-1][1]):
        sections = sections[:-1]  # the section for text
        if not sections:
            return general(value)
    tokens, magnitude = _choose(sections[:3], value)
    if not tokens:
        return ""
    if any(kind == "date" for kind, _ in tokens):
        return write_date(_date_tokens(tokens), value, date1904).strip()
    return _number(tokens, magnitude)


def shown_text(value: str, code: str) -> str:
    """The text of a text cell: as it is, unless the code has a section for text (``@"님"``)."""
    tokens = _sections(code)[-1][1]
    if not any(kind == "sign" and text == "@" for kind, text in tokens):
        return value
    return "".join(value if text == "@" and kind == "sign" else text for kind, text in tokens)


def _choose(sections: tuple[tuple[str | None, Tokens], ...], value: float) -> tuple[Tokens, float]:
    """The section for a value, and the value as that section writes it."""
    if any(condition for condition, _ in sections):
        for index, (condition, tokens) in enumerate(sections):
            if condition is None:
                if index < len(sections) - 1 and not (index == 1 and value < 0):
                    continue
                return tokens, value
            if _holds(condition, value):
                # A section of its own for negative numbers writes no minus sign.
                below = condition.startswith("<") and condition[1:2] not in ("=", ">")
                return tokens, abs(value) if below and value < 0 else value
        return (("general", "General"),), value
    if value < 0 and len(sections) > 1:
        return sections[1][1], -value
    if value == 0 and len(sections) > 2:
        return sections[2][1], value
    return sections[0][1], value


def _holds(condition: str, value: float) -> bool:
    found = _CONDITION.match(condition)
    assert found is not None
    other = float(found[2])
    return {
        "<": value < other, ">": value > other, "<=": value <= other, ">=": value >= other,
        "=": value == other, "<>": value != other,
    }[found[1]]  # fmt: skip


def _date_tokens(tokens: Tokens) -> list[tuple[str, str]]:
    """Date parts and plain text; ".00" after seconds becomes one part."""
    result: list[tuple[str, str]] = []
    index = 0
    while index < len(tokens):
        kind, text = tokens[index]
        zeros = 0
        while (
            text == "." and index + zeros + 1 < len(tokens) and tokens[index + zeros + 1][1] == "0"
        ):
            zeros += 1
        if kind == "sign" and zeros:
            result.append(("date", "." + "0" * zeros))
        else:
            result.append((kind if kind == "date" else "text", text))
        index += 1 + zeros
    return result


# ---- numbers --------------------------------------------------------------------------------


def exact(value: float) -> Decimal:
    """The number with the 15 digits that Excel keeps."""
    return Context(prec=15, rounding=ROUND_HALF_UP).create_decimal(Decimal(repr(float(value))))


def general(value: float) -> str:
    """A number under "General": 12, 0.3, 1.5E-07."""
    number = exact(value)
    if number == 0:
        return "0"
    power = number.adjusted()
    if power >= 15 or power < -9 or (power < -4 and len(number.normalize().as_tuple().digits) > 6):
        mantissa = round(number.scaleb(-power), 5).normalize()
        if abs(mantissa) >= 10:
            mantissa, power = mantissa / 10, power + 1
        return f"{mantissa:f}E{'-' if power < 0 else '+'}{abs(power):02d}"
    # A cell shows eleven characters, one of them the point; whole numbers stay whole.
    places = max(0, 10 - max(power + 1, 1))
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(tokens: Tokens, value: float) -> str:
    kinds = [kind for kind, _ in tokens]
    if "digit" not in kinds:
        body = "".join(
            general(abs(value)) if kind == "general" else text for kind, text in tokens
        ).strip()
        return "-" + body if value < 0 and "general" in kinds else body
    number = exact(abs(value))
    number *= 100 ** sum(text == "%" for kind, text in tokens if kind == "sign")
    if "exponent" in kinds:
        body = _scientific(tokens, number)
    elif any(text == "/" and _is_fraction(tokens, i) for i, (_, text) in enumerate(tokens)):
        body = _fraction(tokens, number)
    else:
        body = _plain(tokens, number)
    negative = value < 0 and any(sign in "123456789" for sign in body)
    return ("-" + body if negative else body).strip()


def _split(tokens: Tokens) -> tuple[list[tuple[str, str]], list[tuple[str, str]], int, bool]:
    """Tokens before and after the point (kept), the thousands to cut, whether to group."""
    digits = [i for i, (kind, _) in enumerate(tokens) if kind == "digit"]
    point = next((i for i, token in enumerate(tokens) if token == ("sign", ".")), None)
    # The last digit before the point (or of all): commas behind it scale by a thousand each.
    before = [i for i in digits if point is None or i < point]
    scale, group = 0, False
    kept: list[tuple[str, str]] = []
    for i, token in enumerate(tokens):
        if token != ("sign", ","):
            kept.append(token)
        elif before and before[0] < i < before[-1]:
            group = True
        elif (digits and i > digits[-1]) or (
            before and i > before[-1] and (point is None or i < point)
        ):
            scale += 1
    cut = next((i for i, token in enumerate(kept) if token == ("sign", ".")), len(kept))
    return kept[:cut], kept[cut:], scale, group


def _plain(tokens: Tokens, number: Decimal) -> str:
    whole, part, scale, group = _split(tokens)
    number = number.scaleb(-3 * scale)
    places = sum(kind == "digit" for kind, _ in part)
    text = f"{number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE):f}"
    left, _, right = text.partition(".")
    return _fill_left(whole, left.lstrip("0"), group) + _fill_right(part, right)


def _fill_left(tokens: list[tuple[str, str]], digits: str, group: bool) -> str:
    """Lay digits into placeholders from the right; the first one takes all that is left."""
    result: list[str] = []
    remaining = sum(kind == "digit" for kind, _ in tokens)
    position = 0

    def put(sign: str) -> None:
        nonlocal position
        if group and position and position % 3 == 0 and sign != " ":
            result.append(",")
        result.append(sign)
        position += 1

    for kind, text in reversed(tokens):
        if kind != "digit":
            result.append(text[::-1])
            continue
        remaining -= 1
        taken = digits[-1:] or {"0": "0", "?": " ", "#": ""}[text]
        digits = digits[:-1]
        if taken:
            put(taken)
        while remaining == 0 and digits:
            put(digits[-1])
            digits = digits[:-1]
    if not any(kind == "digit" for kind, _ in tokens) and digits:
        result.extend(reversed(digits))
    return "".join(result)[::-1]


def _fill_right(tokens: list[tuple[str, str]], digits: str) -> str:
    shown_digits = len(digits.rstrip("0"))
    result, index = "", 0
    for kind, text in tokens:
        if kind != "digit":
            result += text
            continue
        sign = digits[index]
        if index >= shown_digits and text != "0":
            sign = " " if text == "?" else ""
        result += sign
        index += 1
    return result


def _scientific(tokens: Tokens, number: Decimal) -> str:
    at = next(i for i, (kind, _) in enumerate(tokens) if kind == "exponent")
    mantissa, sign = tokens[:at], tokens[at][1]
    whole, part, _, _ = _split(mantissa)
    step = max(1, sum(kind == "digit" for kind, _ in whole))
    places = sum(kind == "digit" for kind, _ in part)
    power = 0 if number == 0 else number.adjusted() // step * step
    if number != 0:
        scaled = round(number.scaleb(-power), places)
        if scaled.adjusted() >= step:
            power += step
        number = number.scaleb(-power)
    exponent = _fill_left(list(tokens[at + 1 :]), str(abs(power)).lstrip("0"), False)
    shown_sign = "-" if power < 0 else "+" if sign[1] == "+" else ""
    return _plain(mantissa, number) + sign[0] + shown_sign + exponent


def _is_fraction(tokens: Tokens, slash: int) -> bool:
    before = slash > 0 and tokens[slash - 1][0] == "digit"
    after = slash + 1 < len(tokens) and (
        tokens[slash + 1][0] == "digit" or tokens[slash + 1][1].isdigit()
    )
    return tokens[slash][0] == "sign" and before and after


def _fraction(tokens: Tokens, number: Decimal) -> str:
    """A fraction: ``# ?/?``, ``??/??`` or with a fixed denominator ``# ?/8``."""
    slash = next(i for i, _ in enumerate(tokens) if tokens[i][1] == "/" and _is_fraction(tokens, i))
    start = slash
    while start > 0 and tokens[start - 1][0] == "digit":
        start -= 1
    end = slash + 1
    while end < len(tokens) and (tokens[end][0] == "digit" or tokens[end][1].isdigit()):
        end += 1
    whole_tokens = list(tokens[:start])
    below = "".join(text for _, text in tokens[slash + 1 : end])
    mixed = any(kind == "digit" for kind, _ in whole_tokens)
    whole, rest = (int(number), number % 1) if mixed else (0, number)
    if below.strip("#?0"):
        bottom = int(below.strip("#?"))
        top = int((rest * bottom).quantize(Decimal(1), ROUND_HALF_UP))
    else:
        near = Fraction(rest).limit_denominator(10 ** len(below) - 1)
        top, bottom = near.numerator, near.denominator
    if mixed and top == bottom:
        whole, top = whole + 1, 0
    tail = "".join(text for _, text in tokens[end:])
    if mixed and top == 0:
        return (_fill_left(whole_tokens, str(whole), False).strip() or str(whole)) + tail
    head = (
        _fill_left(whole_tokens, str(whole) if whole else "", False)
        if mixed
        else "".join(text for _, text in whole_tokens)
    )
    return f"{head.strip()} {top}/{bottom}".strip() + tail
