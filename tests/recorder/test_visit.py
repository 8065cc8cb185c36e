"""Keys of one visit become the text that stands in the field."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recorder import line as reasons
from recorder.line import Line, Stroke
from recorder.visit import AGAIN, System, Visit, Visited
from scripts.dubeolsik import hangul_keys
from scripts.language import either
from tests.recorder.keys import Row, rows, strokes, typed


def visit(keys: str, hangul: bool | None = False, **known: bool) -> Visited:
    """What a visit of these keys comes to, all of which belong to it."""
    begun = Visit(System(), hangul, **known)  # type: ignore[arg-type]
    for stroke in strokes(keys):
        assert begun.take(stroke), stroke
    return begun.result()


def test_the_table_is_long_enough() -> None:
    assert len({(row.hangul, row.keys) for row in rows()}) == len(rows()) >= 400


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.line}:{row.keys}")
def test_table(row: Row) -> None:
    result = visit(row.keys, row.hangul)
    assert (result.text, result.certain) == (row.text, row.certain), result.reasons


SIGNS = st.one_of(
    st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3),
    st.sampled_from("ㄱㄲㄴㄷㄸㅁㅃㅋㅎㅏㅐㅒㅢ"),
    st.characters(min_codepoint=0x20, max_codepoint=0x7E),
)


def keys_of(text: str) -> list[Stroke]:
    """The strokes of a clerk who writes a text, from the state that writes Latin; she ends what
    is being composed by two 한/영."""
    done: list[Stroke] = []
    toggle, korean = Stroke("Hangul"), False
    alone = dict(zip("ㄱㄲㄴㄷㄸㅁㅃㅋㅎㅏㅐㅒㅢ", [*"rRseEaQzgkoO", "ml"], strict=True))
    for sign in text:
        hangul = ord(sign) > 0x7F
        if hangul != korean and (hangul or sign.isalpha()):
            done.append(toggle)
            korean = not korean
        if hangul and sign in alone:
            done += [toggle, toggle, *map(typed, alone[sign]), toggle, toggle]
        elif hangul:
            done += map(typed, hangul_keys(sign))
        else:
            done.append(typed(sign))
    return done


@given(st.text(SIGNS, max_size=30))
def test_any_text_is_read_from_its_keys(text: str) -> None:
    begun = Visit(System(), False)
    for stroke in keys_of(text):
        assert begun.take(stroke)
    assert begun.result() == Visited(text)


@given(st.text(SIGNS, min_size=1, max_size=12))
def test_enough_backspaces_leave_nothing(text: str) -> None:
    begun = Visit(System(), False)
    for stroke in keys_of(text):
        begun.take(stroke)
    presses = 0
    while begun.take(Stroke("Backspace")):
        presses += 1
        assert presses <= 5 * len(text)
    assert begun.result() == Visited("")


KEYS = [*"rkshlE 1.", "<BS>", "<Del>", "<Left>", "<Right>", "<S-Left>", "<S-Right>", "<Home>",
        "<End>", "<S-Home>", "<S-End>", "<한>", "<C-a>"]  # fmt: skip


@given(st.lists(st.sampled_from(KEYS), max_size=25))
@example(["<C-a>", "<Left>", "r"])
@example(["<C-a>", "<S-Left>", "r"])
def test_what_is_certain_does_not_depend_on_what_stood_in_the_field(keys: list[str]) -> None:
    """A field with other text around: what a certain visit wrote stands there in one piece."""
    begun, there = Visit(System(), False), Plain("앞", "뒤")
    for stroke in strokes("".join(["a", *keys])):
        if not begun.take(stroke):
            return
        there.take(stroke)
    result = begun.result()
    if result.certain:
        assert there.text == (result.text if result.replaced else f"앞{result.text}뒤")


class Plain:
    """A field with text before and after the caret, as programs have it."""

    def __init__(self, before: str, after: str) -> None:
        self._line = Line(False, alone=True)
        for sign in before + after:
            self._line.take(Stroke("", sign))
        for _ in after:
            self._line.take(Stroke("Left"))

    def take(self, stroke: Stroke) -> None:
        self._line.take(stroke)

    @property
    def text(self) -> str:
        return self._line.text


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        ("ab<Home>x", either(*reasons.OUTSIDE)),
        ("ab cd<C-BS>", either(*reasons.WORDS)),
        ("abc<S-Left><S-Left><Left>x", either(*reasons.EDGE)),
        ("ab<C-z>", either(*reasons.UNDONE)),
        ("ab<C-a><C-c>", either(*reasons.COPIED)),
        ("<한>gks<Hanja>1", either(*reasons.HANJA)),
    ],
)
def test_what_is_not_certain_has_its_reason(keys: str, reason: str) -> None:
    assert visit(keys).reasons == (reason,)


def test_where_nothing_else_can_be_in_the_field_its_ends_are_known() -> None:
    assert visit("abc<Home>x<End>y<Home><BS><Del>", alone=True) == Visited("abcy")
    assert visit("abc<Home>x<End>y", all_selected=True) == Visited("xabcy")


@pytest.mark.parametrize(
    "key", ["Tab", "Enter", "NumEnter", "Esc", "Up", "Down", "PageUp", "F4", "Insert", "Menu"]
)
def test_keys_that_do_something_else_end_a_visit(key: str) -> None:
    begun = Visit(System(), False)
    assert begun.take(typed("a"))
    assert not begun.take(Stroke(key))
    assert begun.result() == Visited("a")


@pytest.mark.parametrize(
    ("key", "held"),
    [("s", ("Ctrl",)), ("F4", ("Alt",)), ("Left", ("Alt",)), ("r", ("Win",)), ("b", ("Ctrl",)),
     ("c", ("Ctrl", "Shift")), ("Left", ("Ctrl", "Alt"))],
)  # fmt: skip
def test_chords_are_no_part_of_a_visit(key: str, held: tuple[str, ...]) -> None:
    begun = Visit(System(), True)
    assert begun.take(typed("r"))
    assert not begun.take(Stroke(key, "", key, held))
    assert begun.result() == Visited("ㄱ")


@pytest.mark.parametrize("key", ["Backspace", "Delete", "Left", "Right", "Home", "End"])
def test_keys_before_anything_was_written_are_not_taken(key: str) -> None:
    assert not Visit(System(), False).take(Stroke(key))


def test_a_paste_is_text_where_it_is_known_and_a_key_where_not() -> None:
    known = Visit(System(), True, lambda: "홍길동")
    for stroke in strokes("rk<C-v>sk<Left><S-Left>"):
        assert known.take(stroke)
    assert known.take(Stroke("Insert", held=("Shift",)))
    assert known.result() == Visited("가홍길홍길동나")
    for content in (None, "두\n줄"):
        unknown = Visit(System(), True, lambda content=content: content)
        assert unknown.take(typed("r"))
        assert not unknown.take(Stroke("v", held=("Ctrl",)))
        assert unknown.result() == Visited("ㄱ")


def test_a_paste_that_stays_a_key_in_mid_text_is_told() -> None:
    begun = Visit(System(), False)
    for stroke in strokes("ab<Left>"):
        begun.take(stroke)
    assert not begun.take(Stroke("v", held=("Ctrl",)))
    assert begun.result() == Visited("ab", (either(*reasons.PASTED),))


def test_another_layout_writes_its_own_letters_and_hangul_by_the_places() -> None:
    """A German keyboard: Z and Y are exchanged, and a key of its own writes ä."""
    german = [Stroke("z", "z", "y"), Stroke("y", "y", "z"), Stroke("ä", "ä", "")]
    for hangul, text in ((False, "zyä"), (True, "ㅛㅋä")):
        begun = Visit(System(), hangul)
        for stroke in german:
            begun.take(stroke)
        assert begun.result() == Visited(text)


def test_altgr_and_dead_keys_write_what_the_layout_gives() -> None:
    begun = Visit(System(), True)
    begun.take(Stroke("q", "@", "q", ("Ctrl", "Alt")))
    begun.take(Stroke("", "\u0301"))
    begun.take(Stroke("é", "e", ""))
    begun.take(typed("r"))
    assert begun.result() == Visited("@éㄱ")
    begun.take(Stroke("", "\u0301"))
    begun.take(typed("1"))
    assert begun.result() == Visited("@éㄱ1", (either(*reasons.ACCENT),))


def test_a_key_that_repeats_writes_again() -> None:
    assert visit("zzzz<BS>", True).text == "ㅋㅋㅋ"


def test_both_readings_are_told_where_the_state_is_unknown() -> None:
    result = visit("gksrmf", None)
    assert result.text == "한글"
    assert "‘한글’로 적었어요" in result.reasons[0]
    assert "‘gksrmf’" in result.reasons[0]


def test_both_readings_go_on_where_one_has_nothing_left_to_erase() -> None:
    # 가나 takes four Backspaces as letters, but only three as an input method takes them.
    begun = Visit(System(), None)
    for stroke in strokes("rksk<BS><BS><BS><BS>rk"):
        assert begun.take(stroke)
    assert begun.result().text == "가"
    assert "‘rk’" in begun.result().reasons[0]


def test_shift_and_space_may_be_what_hangul_key_is() -> None:
    keys = [*strokes("rk"), Stroke("Space", " ", "", ("Shift",)), *strokes("rk")]
    for told, text, certain in (
        (True, "가 가", True),
        (False, "가rk", True),
        (None, "가 가", False),
    ):
        begun = Visit(System(hangul=lambda told=told: told), True)
        for stroke in keys:
            assert begun.take(stroke)
        assert (begun.result().text, begun.result().certain) == (text, certain)


def test_a_field_that_was_clicked_amid_its_text_is_told() -> None:
    assert visit("ab", again=True) == Visited("ab", (either(*AGAIN),))
