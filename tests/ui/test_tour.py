"""The tour of the first start."""

from __future__ import annotations

from pathlib import Path

from tests.ui.conftest import WaitFor, add_task
from ui.settings import Settings
from ui.tour.cards import CARDS
from ui.window import Window


def test_it_goes_from_card_to_card_and_is_seen_once(window: Window, wait: WaitFor) -> None:
    window.tour.at_first_start(0)
    tour = window.tour.tour
    assert tour is not None and tour.isVisible() and not tour.isModal()
    titles = [tour.title.text()]
    for _ in CARDS[1:]:
        tour.next.click()
        titles.append(tour.title.text())
    assert len(set(titles)) == len(CARDS)
    tour.back.click()
    assert tour.title.text() == titles[-2]
    tour.next.click()
    tour.next.click()
    assert window.tour.tour is None and Settings.load().toured
    window.tour.at_first_start(0)
    assert window.tour.tour is None
    window.library.tour.emit()  # it can be seen again
    assert window.tour.tour is not None
    window.tour.end()


def test_it_goes_where_the_system_puts_the_window(window: Window, wait: WaitFor) -> None:
    window.tour.show()
    tour = window.tour.tour
    assert tour is not None
    window.move(window.x() + 150, window.y() + 90)
    wait(lambda: window.geometry().contains(tour.geometry().center()))
    off = window.geometry().center() - tour.geometry().center()
    assert max(abs(off.x()), abs(off.y())) <= 2
    window.tour.end()


def test_it_does_not_come_by_itself_where_there_are_tasks(window: Window) -> None:
    window.tour.at_first_start(3)
    assert window.tour.tour is None


def test_three_rows_are_run_and_the_tour_goes_on(window: Window, wait: WaitFor) -> None:
    window.tour.show()
    tour = window.tour.tour
    assert tour is not None
    tour.show_card(CARDS.index("list"))
    tour.try_button.click()
    wait(lambda: window.session.progress is not None)
    progress = window.session.progress
    assert progress is not None and not tour.isVisible()
    wait(lambda: not window.session.busy)
    assert (progress.state, progress.rows) == ("done", 3)
    wait(tour.isVisible)
    assert CARDS[tour.card] == "stop"
    window.tour.end()
    wait(lambda: window.tour._app is None)


def test_another_thing_that_begins_ends_it(window: Window, wait: WaitFor, tmp_path: Path) -> None:
    add_task("plain")
    window.tour.show()
    window.refresh()
    wait(lambda: window.entries and window.entries[0].known)
    window.play(window.entries[0])
    assert window.tour.tour is None
    wait(lambda: not window.session.busy)
