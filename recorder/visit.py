"""From the keys of one visit to a field to the text that stands in it afterwards.

Keys are applied, not kept. Where the state of the input method cannot be known, the visit is read
both ways, and the clerk is told of the other reading.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from recorder.line import Line, Paste, Stroke
from scripts.dubeolsik import FIRST, LAST
from scripts.korean import quoted
from scripts.language import either

AGAIN = (
    "글을 넣던 칸을 다시 눌러서, 커서가 어디에 있었는지 알 수 없어요.",
    "The field being typed into was clicked again, so where the caret was can't be known.",
)
_BLANK = (
    "Shift+Space가 빈칸인지 한/영 전환인지 알 수 없어요.",
    "Whether Shift+Space was a blank or 한/영 can't be known.",
)


@dataclass(frozen=True, slots=True)
class System:
    """What a visit asks of the system: whether the input method writes Hangul now (None: unknown),
    the text of the clipboard (None: none or unknown), whether the field with the focus hides what
    is typed into it (None: unknown)."""

    hangul: Callable[[], bool | None] = lambda: False
    clipboard: Callable[[], str | None] = lambda: None
    hides: Callable[[], bool | None] = lambda: None


@dataclass(frozen=True, slots=True)
class Visited:
    """What a visit came to. ``reasons`` say in Korean why the text may not be the right one."""

    text: str
    reasons: tuple[str, ...] = ()
    replaced: bool = False
    """Whether all that stood in the field was selected in the visit and replaced."""
    emptied: bool = False
    """Whether what stood in the field has gone, and nothing came in its place."""

    @property
    def certain(self) -> bool:
        """Whether the text is surely the one that appeared."""
        return not self.reasons


class Visit:
    """The keys of one visit, from the first that writes.

    ``hangul`` is the state of the input method before it (None: unknown), ``paste`` the text that
    a paste brings. ``all_selected``, ``alone`` and ``clip`` as in :class:`recorder.line.Line`;
    ``again``: the field was clicked in the middle of its visit.
    """

    def __init__(
        self,
        system: System,
        hangul: bool | None,
        paste: Paste = lambda: None,
        alone: bool = False,
        all_selected: bool = False,
        again: bool = False,
        clip: str | None = None,
    ) -> None:
        self._system = system
        self._paste = paste
        states = (True, False) if hangul is None else (hangul,)
        self._lines = [Line(state, alone, all_selected, clip) for state in states]
        self._reasons = [either(*AGAIN)] if again else []
        self._all_selected = all_selected
        self._written = False
        self._after_blank = False

    @property
    def hangul(self) -> bool | None:
        """The state of the input method now; None where it is unknown."""
        states = {line.hangul for line in self._lines}
        return states.pop() if len(states) == 1 else None

    @property
    def clip(self) -> str | None:
        """The text that was copied in a field, if that is what the clipboard holds."""
        return self._lines[0].clip

    def take(self, stroke: Stroke) -> bool:
        """Apply one key; False where the visit is over and the key no part of it."""
        if stroke.prints:
            self._written = True
            self._settle_blank(stroke)
        # One reading may have nothing left to erase while the other has.
        taken = [line.take(stroke, self._paste) for line in self._lines]
        return any(taken)

    def _settle_blank(self, stroke: Stroke) -> None:
        """Shift+Space is a blank, or what 한/영 is, as the input method is set up."""
        if self._after_blank and stroke.letter:
            self._after_blank = False
            told = self._system.hangul()
            if told is None:
                self._reasons.append(either(*_BLANK))
            elif self.hangul is not None and told != self.hangul:
                for line in self._lines:
                    line.take_back_blank()
                    line.hangul = told
        if stroke.key == "Space" and stroke.held == ("Shift",):
            self._after_blank = True

    def result(self) -> Visited:
        """What the visit has come to by now."""
        texts = [line.text for line in self._lines]
        best = self._lines[0]
        reasons = list(self._reasons)
        if len(set(texts)) > 1:
            best = next((line for line in self._lines if _is_korean(line.text)), self._lines[-1])
            other = next(text for text in texts if text != best.text)
            reasons.append(
                either(
                    f"한/영 상태를 몰라서 {quoted(best.text, '으로/로')} 적었어요. "
                    f"{quoted(other)}일 수도 있어요.",
                    f"Whether 한/영 was on is not known; {quoted(best.text)} was written. It "
                    f"may be {quoted(other)}.",
                )
            )
        reasons += [reason for reason in best.reasons if reason not in reasons]
        gone = best.replaced or (self._all_selected and self._written)
        return Visited(best.text, tuple(reasons), best.replaced, gone and not best.text)


def _is_korean(text: str) -> bool:
    """Whether there are whole syllables, and no letter stands alone, as it would if Latin was
    meant."""
    whole = any(FIRST <= ord(sign) <= LAST for sign in text)
    return whole and not any("ㄱ" <= sign <= "ㅣ" for sign in text)
