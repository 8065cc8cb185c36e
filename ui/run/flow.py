"""From a run's start to its end: the small bar, the questions, the stop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from scripts.errors import IlsonError
from scripts.language import language
from ui.progress import Progress, Question
from ui.run.ask import AskDialog
from ui.run.bar import RunBar
from ui.run.help import row_name
from ui.run.names import read_names
from ui.run.outline import Outline, read_outline
from ui.run.page import RunPage
from ui.run.repair import RepairDialog, repairable
from ui.run.stopping import StopDialog
from ui.session import Session
from ui.texts import say
from ui.work import Worker


class RunFlow(QObject):
    """Owns what is shown of a run beside its page. ``get_away`` takes the window off the screen,
    ``come_up`` brings it back."""

    def __init__(
        self, session: Session, get_away: Callable[[], None], come_up: Callable[[], None]
    ) -> None:
        super().__init__()
        self.session = session
        self._get_away, self._come_up = get_away, come_up
        self._page: RunPage | None = None
        self._outline, self._names = Outline(), dict[int, str]()
        self._outlines, self._lists = Worker(self), Worker(self)
        self.bar: RunBar | None = None
        self.question: AskDialog | RepairDialog | None = None
        self.stopping: StopDialog | None = None
        session.clicked.connect(self._clicked)
        session.asked.connect(self._asked)
        session.clear_view = self._clear_view

    def attach(self, page: RunPage) -> None:
        """Show the run on this page from now on."""
        self._page = page
        page.show_outline(self._outline)
        page.show_names(self._names)
        page.stop.connect(self.ask_stop)
        page.pause.connect(self.session.pause)
        page.go_on.connect(self.go_on)
        page.small.connect(self._small)
        page.answer.connect(self._asked)

    # ---- a run ------------------------------------------------------------------------------

    def begin(self) -> None:
        """A run has begun: get out of its way."""
        progress, entry = self.session.progress, self.session.last_played
        assert progress is not None and progress.kind == "play"
        self._outline, self._names = Outline(), {}
        if self._page is not None:
            self._page.show_outline(self._outline)
            self._page.show_names(self._names)
        if entry is not None:
            path, lang = entry.path, language()
            self._outlines.do(lambda: read_outline(path, lang), self._outlined, _passed_over)
            spec = self.session.spec
            if spec:
                self._lists.do(lambda: read_names(path, spec), self._named, _passed_over)
        self._small()

    def _outlined(self, outline: Outline) -> None:
        self._outline = outline
        if self._page is not None:
            self._page.show_outline(outline)
            self._changed()

    def _named(self, names: dict[int, str]) -> None:
        self._names = names
        if self._page is not None:
            self._page.show_names(names)
            self._changed()

    def _changed(self) -> None:
        progress = self.session.progress
        if progress is not None and self._page is not None:
            self._page.show_progress(progress)

    def show_progress(self, progress: Progress) -> None:
        """Show how far the run is."""
        if progress.kind != "play":
            return
        if self.bar is not None:
            self.bar.show_progress(progress)
        if self.question is not None and progress.state not in ("asking", "paused"):
            self._drop_question()

    def end(self) -> None:
        """It is over: nothing of it stays but its page."""
        self._drop_question()
        self._drop_bar()
        if self.stopping is not None:
            self.stopping.chosen.disconnect()
            self.stopping.close()
            self.stopping = None

    # ---- the bar ----------------------------------------------------------------------------

    def _small(self) -> None:
        """Fold into the bar; the window leaves the screen."""
        if not self.session.busy:
            return
        if self.bar is None:
            self.bar = bar = RunBar()
            bar.large.connect(self._large)
            bar.pause.connect(self.session.pause)
            bar.go_on.connect(self.go_on)
            bar.stop.connect(self.ask_stop)
        if self.session.progress is not None:
            self.bar.show_progress(self.session.progress)
        self._get_away()
        if self.question is None:
            self.bar.show_in_corner()

    def _large(self) -> None:
        if self.bar is not None:
            self.bar.hide()
        self._come_up()

    def _drop_bar(self) -> None:
        if self.bar is not None:
            self.bar.hide()
            self.bar.deleteLater()
            self.bar = None

    def _clicked(self, x: int, y: int) -> None:
        if self.bar is not None:
            self.bar.clicked_at((x, y))

    def _clear_view(self) -> bool:
        """The bar must be in no picture on which a place is pointed at; whether it was in one."""
        if self.bar is None or not self.bar.in_pictures:
            return False
        self.bar.hide()
        return True

    # ---- questions --------------------------------------------------------------------------

    def _asked(self) -> None:
        progress = self.session.progress
        if progress is None or progress.state not in ("asking", "paused"):
            return
        if self.stopping is not None and progress.state == "paused":
            return  # the pause is ours: she is being asked whether to stop
        self._drop_question()
        asking = progress.asking
        if asking is not None and repairable(asking):
            row = row_name(asking.row, self._names) if asking.row else ""
            step = self._outline.steps.get(asking.step)
            number = say("bar_step", n=step.number) if step else ""
            dialog = RepairDialog(asking, row, number)
            dialog.here.connect(self._here)
            dialog.waiting.connect(self._wait)
            self.question = dialog
        elif asking is not None:
            self.question = ask_about(asking, progress.hint, self._names)
        else:
            text = progress.notes[-1] if progress.notes else say("paused")
            names = {"continue": say("continue")}
            self.question = AskDialog(text, ("continue", "stop"), names=names)
        self.question.answered.connect(self._answer)
        if self.bar is not None:
            self.bar.hide()
        if isinstance(self.question, RepairDialog):
            self.question.show_above()
        else:
            self.question.show_in_corner()

    def _here(self, x: int, y: int, keep: bool) -> None:
        self._drop_question()
        self._small()
        self.session.answer("here", at=(x, y), keep=keep)

    def _wait(self) -> None:
        """She wants to think: the page has the question, too."""
        self._come_up()

    def go_on(self) -> None:
        """Let a run go on that was paused."""
        self._answer("continue", None)

    def _answer(self, word: str, text: str | None) -> None:
        self._drop_question()
        if word != "stop":
            self._small()
        self.session.answer(word, text)

    def _drop_question(self) -> None:
        if self.question is not None:
            self.question.hide()
            self.question.deleteLater()
            self.question = None

    # ---- stopping ---------------------------------------------------------------------------

    def ask_stop(self) -> None:
        """Stop; in the middle of a list ask whether the row in hand is to be finished. The run
        waits meanwhile."""
        progress = self.session.progress
        if progress is None or progress.kind != "play" or progress.rows is None or not progress.row:
            self.session.stop()
            return
        if self.stopping is not None:
            return
        if progress.state == "asking":
            self.session.stop()
            return
        self.session.pause()
        self.stopping = dialog = StopDialog(progress.row)
        dialog.chosen.connect(self._stop_chosen)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def _stop_chosen(self, word: str) -> None:
        if self.stopping is not None:
            self.stopping.deleteLater()
            self.stopping = None
        if word == "now":
            self.session.stop()
        else:
            self._answer("stop_after_row" if word == "after_row" else "continue", None)


def ask_about(asking: Question, hint: str, names: dict[int, str]) -> AskDialog:
    """The dialog of a question that is not about a place."""
    said, picture = dict[str, str](), None
    if asking.why == "already_done" and len(asking.choices) == 2:
        said = dict(zip(asking.choices, (say("only_rest"), say("all_again")), strict=True))
    if asking.why == "not_trusted":
        said, hint = {"continue": say("allow")}, say("allow_hint")
    if asking.why == "in_doubt":
        file = Path(str(asking.told.get("picture") or ""))
        image = QImage(str(file)) if file.is_file() else QImage()
        picture = None if image.isNull() else image
        name = names.get(asking.row, "")
        hint = say("doubt_hint", row=row_name(asking.row, names)) if name else hint
    return AskDialog(asking.text, asking.choices, hint, said, picture)


def _passed_over(error: IlsonError | OSError) -> None:
    """The run itself tells what is wrong with its file or its list; here only the picture or the
    name is missing."""
