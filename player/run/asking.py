"""Questions of a run to whoever is there to answer."""

from __future__ import annotations

from collections.abc import Callable

from player.run.control import Answer, Control
from scripts.errors import StepFailed
from scripts.language import either

Tell = Callable[..., None]
"""Emits an event: its name and its fields."""


class Asking:
    """Puts questions as ``asked`` events and waits for their answers."""

    def __init__(self, control: Control, tell: Tell) -> None:
        self._control = control
        self._tell = tell

    def ask(
        self,
        question: str,
        choices: tuple[str, ...],
        fits: Callable[[Answer], bool] | None = None,
        **told: object,
    ) -> Answer:
        """Put a question and wait for an answer that ``fits`` (by default: one of ``choices``);
        anything else is passed over. Raises StepFailed where nobody is there."""
        self._control.forget_answers()
        self._tell("asked", question=question, choices=list(choices), **told)
        while True:
            answer = self._control.ask()
            if answer is None:
                raise StepFailed(
                    either(
                        "물어볼 사람이 없어서 멈췄어요.",
                        "It stopped because there was nobody to ask.",
                    ),
                    either(
                        "창에서 실행하거나 답을 함께 보내 주세요.",
                        "Run it from the window, or send the answer with it.",
                    ),
                    why="timed_out",
                )
            if fits(answer) if fits else answer.say in choices:
                return answer

    def text(self, question: str, choices: tuple[str, ...], **told: object) -> str:
        """Ask for a text: one of ``choices``, or any where there are none."""

        def fits(answer: Answer) -> bool:
            return answer.say == "text" and (not choices or answer.text in choices)

        return self.ask(question, choices, fits, wants="text", **told).text
