"""The text that one visit leaves in a field: caret, selection, and what is being composed.

A recorder does not see what stood in the field before, only what is typed into it. So a line is
sure of its own text, and notes a reason wherever a key reached beyond it and then changed
something. ``alone`` says that nothing else can be in the field.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from recorder.hangul import Syllable, jamo_key
from scripts.language import either

Paste = Callable[[], str | None]
"""The text that a paste brings; None where it must stay a key."""

OUTSIDE = (
    "칸에 다른 글이 있었다면 고친 자리가 다를 수 있어요.",
    "If other text was in the field, it may be changed at another place.",
)
WORDS = (
    "낱말 단위로 움직인 자리가 프로그램마다 달라요.",
    "Programs differ in where the caret goes by words.",
)
EDGE = (
    "고른 글에서 화살표로 움직인 자리가 프로그램마다 달라요.",
    "Programs differ in where the caret goes by arrows from a selection.",
)
UNDONE = (
    "되돌리기(Ctrl+Z)로 어디까지 되돌아갔는지 알 수 없어요.",
    "How far Undo (Ctrl+Z) went can't be told.",
)
HANJA = (
    "한자로 바꾼 글자는 알 수 없어서 한글로 적었어요.",
    "Text changed to Hanja can't be known, so it is written in Hangul.",
)
COPIED = (
    "이 칸에서 복사한 글은 다시 할 때 클립보드에 들어가지 않아요.",
    "What was copied from this field does not get into the clipboard when it is played.",
)
ACCENT = (
    "악센트 글쇠로 쓴 글자를 알 수 없어요.",
    "A letter written with an accent key can't be known.",
)
PASTED = (
    "글 가운데에 붙여 넣은 자리가 다를 수 있어요.",
    "Where the text was pasted in between may differ.",
)

_SAME_AS = {
    ("Shift", "Insert"): ("Ctrl", "v"),
    ("Ctrl", "Insert"): ("Ctrl", "c"),
    ("Shift", "Delete"): ("Ctrl", "x"),
    ("Ctrl", "Shift", "z"): ("Ctrl", "y"),
}
_MOVES = ("Left", "Right", "Home", "End")
_CHOOSES = frozenset(
    ("Up", "Down", "Left", "Right", "PageUp", "PageDown", "Tab", "Space", "Hanja",
     *(f"Num{n}" for n in range(10)), *"0123456789")
)  # fmt: skip
"""What may be pressed while Hanja are shown to choose from; Enter and Esc end it."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """One key that went down: its name, the character that it gives by the layout, the Latin letter
    in its place on an American keyboard, and the modifiers that are held."""

    key: str
    text: str = ""
    letter: str = ""
    held: tuple[str, ...] = ()

    @property
    def prints(self) -> bool:
        """Whether it writes; with Ctrl and Alt together (AltGr) some keys do."""
        command = {"Ctrl", "Alt", "Win"} & set(self.held)
        return bool(self.text) and self.text.isprintable() and command in (set(), {"Ctrl", "Alt"})

    @property
    def pastes(self) -> bool:
        """Whether it brings the clipboard's text."""
        return self.command == ("Ctrl", "v")

    @property
    def command(self) -> tuple[str, ...]:
        """The chord, in one of the ways in which it is pressed; without a Shift that selects."""
        chord = (*self.held, self.key)
        if chord in _SAME_AS:
            return _SAME_AS[chord]
        selects = self.key in (*_MOVES, "Backspace", "Delete")
        return tuple(name for name in chord if not (selects and name == "Shift"))


class Line:
    """One line of text that keys write; ``hangul`` is whether the input method writes Hangul now.

    ``all_selected``: all that stood in the field before is selected, and goes with the first
    change.
    """

    def __init__(
        self,
        hangul: bool,
        alone: bool = False,
        all_selected: bool = False,
        clip: str | None = None,
    ) -> None:
        self.hangul = hangul
        self.alone = alone
        self.replaced = False
        """Whether all that stood in the field was selected here and replaced."""
        self.reasons: list[str] = []
        """Why the text may not be the right one."""
        self.clip = clip
        """The text that was copied in a field, if that is what the clipboard holds."""
        self._all = all_selected
        self._text = ""
        self._caret = self._anchor = 0
        self._syllable = Syllable()
        self._accent = ""
        self._doubt = ""
        """Why the caret may be elsewhere: a reason as soon as something is changed there."""
        self._choosing = False
        self._last_change = ""
        self._past: list[tuple[str, int]] = []
        self._future: list[tuple[str, int]] = []

    @property
    def text(self) -> str:
        """The text as it stands, with what is being composed."""
        return self._text[: self._caret] + str(self._syllable) + self._text[self._caret :]

    def take(self, stroke: Stroke, paste: Paste = lambda: None) -> bool:
        """Apply one key; False where it is no longer about this text, which then stays as it is."""
        key, held = stroke.key, stroke.held
        if self._choosing and self._choose(stroke):
            return True
        if stroke.prints:
            self._print(stroke)
            return True
        self._accent = ""
        if key in ("Hangul", "CapsLock", "NumLock"):
            if key == "Hangul":
                self._finish()
                self.hangul = not self.hangul
            return True
        if key == "Hanja":
            if self.hangul and self.text:
                self._choosing = True
                self._note(either(*HANJA))
            return True
        command = stroke.command
        if {"Alt", "Win"} & set(command):
            return False
        control = command[0] == "Ctrl"
        if key in _MOVES:
            return self._go(key, control, "Shift" in held)
        if command[-1] in ("Backspace", "Delete"):
            return self._erase(command[-1], control)
        return control and len(command) == 2 and self._command(command[-1], paste)

    def take_back_blank(self) -> None:
        """Take a blank before the caret back: the key turned out to mean something else."""
        if not self._syllable and self._text[self._caret - 1 : self._caret] == " ":
            self._replace(self._caret - 1, self._caret, "")

    # ---- writing ----------------------------------------------------------------------------

    def _print(self, stroke: Stroke) -> None:
        jamo = jamo_key(stroke.letter, "Shift" in stroke.held) if self.hangul else ""
        if jamo and "Ctrl" not in stroke.held:
            self._change("type")
            done, self._syllable = self._syllable.add(jamo)
            self._put(done)
        elif unicodedata.combining(stroke.text):
            self._finish()
            if self._accent:
                self._note(either(*ACCENT))
            self._accent = stroke.text
        else:
            self._finish()
            self._change("type")
            self._put(self._accented(stroke.text))

    def _accented(self, text: str) -> str:
        """A character under the accent that was typed before it."""
        accent, self._accent = self._accent, ""
        if not accent:
            return text
        whole = unicodedata.normalize("NFC", text + accent)
        if len(whole) == 1:
            return whole
        self._note(either(*ACCENT))
        return text

    def _put(self, text: str) -> None:
        self._text = self._text[: self._caret] + text + self._text[self._caret :]
        self._caret += len(text)
        self._anchor = self._caret

    def _finish(self) -> None:
        """What is being composed becomes text."""
        done, self._syllable = str(self._syllable), Syllable()
        if done:
            self._put(done)

    def _note(self, reason: str) -> None:
        if reason and reason not in self.reasons:
            self.reasons.append(reason)

    def _change(self, kind: str) -> None:
        """Before any change: remember for an undo, let a doubt become a reason, drop the
        selection."""
        if self._all:
            self._all, self._doubt = False, ""
            # What was selected before the visit was selected by a key of its own.
            self.replaced = self.replaced or (not self.alone and bool(self._text))
            self.alone = True
        self._note(self._doubt)
        self._doubt = ""
        if kind != self._last_change or self._caret != self._anchor:
            self._past.append((self.text, self._caret))
            self._future.clear()
        self._last_change = kind
        if self._caret != self._anchor:
            start, end = self._selection()
            self._replace(start, end, "")

    def _replace(self, start: int, end: int, text: str) -> None:
        self._text = self._text[:start] + text + self._text[end:]
        self._caret = self._anchor = start + len(text)

    def _selection(self) -> tuple[int, int]:
        return min(self._caret, self._anchor), max(self._caret, self._anchor)

    # ---- moving -----------------------------------------------------------------------------

    def _go(self, key: str, control: bool, extend: bool) -> bool:
        if not self.text and not self.alone:
            return False
        self._finish()
        whole, self._all = self._all, False
        self._last_change = ""
        start, end = self._selection()
        back = key in ("Left", "Home")
        next_to = self._caret + (-1 if back else 1)
        if key in ("Home", "End"):
            to = 0 if back else len(self._text)
            self._reaches_out()
        elif control:
            to = self._word(back)
        elif start < end and not extend:
            to = start if back else end
            # Some programs take no notice of the selection.
            if to != next_to:
                self._doubt = either(*EDGE)
        elif 0 <= next_to <= len(self._text):
            to = next_to
        else:
            to = self._caret
            self._reaches_out()
        if whole:  # the selection began before this text and ended after it
            self._reaches_out()
        self._caret = to
        if not extend:
            self._anchor = to
        return True

    def _reaches_out(self) -> None:
        """The caret goes to an end of the text, or beyond."""
        if not self.alone:
            self._doubt = either(*OUTSIDE)

    def _word(self, back: bool) -> int:
        """Where Ctrl and an arrow go. Programs agree only on the start of a plain word, and on an
        end of the field."""
        at, crossed = self._caret, ""
        step, ahead = (-1, -1) if back else (1, 0)
        parts: tuple[Callable[[str], bool], ...] = (str.isspace, lambda sign: not sign.isspace())
        for belongs in parts if back else parts[::-1]:
            while 0 <= at + ahead < len(self._text) and belongs(self._text[at + ahead]):
                crossed += self._text[at + ahead]
                at += step
        if at in (0, len(self._text)):
            self._reaches_out()
        kinds = {_kind(sign) for sign in crossed.strip()}
        same_for_all = back or (at == len(self._text) and not crossed[-1:].isspace())
        if len(kinds) > 1 or "" in kinds or not same_for_all:
            self._doubt = either(*WORDS)
        return at

    # ---- erasing and the rest ---------------------------------------------------------------

    def _erase(self, key: str, word: bool) -> bool:
        if key == "Backspace" and self._syllable and not word:
            self._change("erase")
            self._syllable = self._syllable.back()
            return True
        if not self.text and not self.alone:
            return False
        self._finish()
        selected = self._caret != self._anchor
        self._change("erase")
        if selected:
            return True
        if word:
            to = self._word(key == "Backspace")
            self._doubt = either(*WORDS)
        else:
            to = self._caret + (-1 if key == "Backspace" else 1)
        if 0 <= to <= len(self._text):
            self._replace(min(to, self._caret), max(to, self._caret), "")
        elif not self.alone:
            self._note(either(*OUTSIDE))
        self._note(self._doubt)
        self._doubt = ""
        return True

    def _command(self, key: str, paste: Paste) -> bool:
        if key == "v":
            return self._paste(self.clip if self.clip is not None else paste())
        if not self.text and not (key == "y" and self._future):
            return False
        match key:
            case "a":
                self._finish()
                self._caret, self._anchor, self._all = len(self._text), 0, True
                return True
            case "c" | "x":
                self._finish()
                start, end = self._selection()
                if start < end:
                    self.clip = self._text[start:end]
                    self._note(either(*COPIED))
                    if key == "x":
                        self._change("cut")
                return True
            case "z" | "y":
                self._undo(*(self._past, self._future)[:: 1 if key == "z" else -1])
                return True
        return False

    def _paste(self, text: str | None) -> bool:
        if text is None or not text.isprintable():
            # It stays a key, which is pressed where the caret is after the text was typed.
            if self._caret < len(self._text) or self._caret != self._anchor:
                self._note(either(*PASTED))
            return False
        self._finish()
        self._change("paste")
        self._last_change = ""
        self._put(text)
        return True

    def _undo(self, past: list[tuple[str, int]], future: list[tuple[str, int]]) -> None:
        self._finish()
        self._note(either(*UNDONE))
        if past:
            future.append((self._text, self._caret))
            self._text, self._caret = past.pop()
            self._anchor = self._caret
        self._last_change = ""
        self._all = False

    def _choose(self, stroke: Stroke) -> bool:
        """While Hanja are shown: whether the key belongs to choosing one."""
        chooses = stroke.key in _CHOOSES and not set(stroke.held) - {"Shift"}
        moves = stroke.key in ("Up", "Down", "Left", "Right", "PageUp", "PageDown", "Tab", "Hanja")
        self._choosing = chooses and moves
        self._finish()
        return chooses or stroke.key in ("Enter", "NumEnter", "Esc")


def _kind(sign: str) -> str:
    """What kind of word a character is part of, empty for none."""
    if "가" <= sign <= "힣":
        return "hangul"
    if sign.isdigit():
        return "digit"
    return "latin" if sign.isalpha() and sign.isascii() else ""
