"""The step in hand: its number, its sentence, its picture, and what comes next."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from ui import kit, theme
from ui.picture import Picture
from ui.progress import Progress
from ui.run.outline import Outline
from ui.texts import say, without_marks

_LIGHTS = {"green": ("circle-check", "light_green"), "red": ("circle-x", "light_red")}


class StepCard(QFrame):
    """``outline`` may come later than the first step."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.outline = Outline()
        self._shown = ""
        self.title = kit.Elided("", "strong")
        self.light_sign = kit.label()
        self.light = kit.label("", "small")
        self.picture = Picture(say("picture_step"))
        self.picture.setMinimumHeight(60)
        self.next_word = kit.label(say("next_step"), "label")
        self.next = kit.Elided("", "small")
        head = kit.line(
            kit.sign("mouse-pointer-click", "brand_text"), self.title, self.light_sign, self.light
        )
        head.setStretch(1, 1)
        foot = kit.line(self.next_word, self.next)
        foot.setStretch(1, 1)
        layout = kit.column(head, self.picture, foot, margin=16, gap=10)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def show_progress(self, progress: Progress) -> None:
        """Show the step of a run."""
        step = self.outline.steps.get(progress.step)
        said = step.say if step else without_marks(progress.sentence)
        number = say("bar_step", n=step.number) if step else ""
        self.title.show_text(" · ".join(part for part in (number, said) if part))
        icon, word = _LIGHTS.get(progress.found, ("", ""))
        self.light_sign.setVisible(bool(icon))
        self.light.setText(say(word) if word else "")
        if icon:
            self.light_sign.setPixmap(theme.pixmap(icon, 16, progress.found))
            kit.restyle(self.light, ink=progress.found)
        if progress.step != self._shown or (step and self.picture.image is not step.image):
            self._shown = progress.step
            if step is not None and step.image is not None:
                self.picture.show_image(step.image, point=step.point, box=step.box)
            else:
                self.picture.show_image(None)
            self.picture.setAccessibleName(f"{say('picture_step')}: {said}")
        after = self.outline.after(progress.step)
        self.next.show_text(after.say if after else "")
        self.next_word.setVisible(after is not None)
