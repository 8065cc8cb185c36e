"""Tab between fields is kept as it was pressed, or turned into places where that is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from player.desktop.fake import FakeWindow
from scripts.files import load
from scripts.model import Press, Script, Type
from tests.clerk import Clerk, main, practice, shown
from tests.e2e.test_practice_app import people
from tests.loop import Player, Recorder
from tests.office import Office

SHOWN = ("--screen", "등록", "--geometry")


def filled_in(office: Office, fields: bool, phone: str = "", back: bool = False) -> Script:
    """Two fields filled in, the second one reached by Tab."""
    form = office.open()
    form.field("전화번호").value = phone
    recorder = Recorder(office.world, fields)
    clerk = office.world.person
    first, second = ("전화번호", "성명") if back else ("성명", "전화번호")
    clerk.click((form, first))
    clerk.type("Kim")
    clerk.press("Shift+Tab" if back else "Tab")
    clerk.type("010-1234")
    assert form.field(second).value.endswith("010-1234")
    script = recorder.script()
    form.close()
    return script


def kinds(script: Script) -> list[tuple[str, str | None]]:
    """What is typed where, and what is pressed."""
    found: list[tuple[str, str | None]] = []
    for step in script.steps:
        match step.action:
            case Type(text=str(text), into=into):
                found.append((text, "a place" if into else None))
            case Press(keys=keys):
                found.append((keys, None))
    return found


def test_tab_is_kept_as_it_was_pressed(office: Office) -> None:
    assert kinds(filled_in(office, False)) == [
        ("Kim", "a place"), ("Tab", None), ("010-1234", None),
    ]  # fmt: skip


@pytest.mark.parametrize("back", [False, True])
def test_what_was_reached_by_tab_becomes_a_place_where_that_is_asked_for(
    office: Office, back: bool
) -> None:
    script = filled_in(office, True, back=back)
    assert kinds(script) == [("Kim", "a place"), ("010-1234", "a place")]
    assert len({step.action.into for step in script.steps if isinstance(step.action, Type)}) == 2


def test_then_the_fields_may_stand_in_another_order(office: Office, tmp_path: Path) -> None:
    script = filled_in(office, True)
    form = office.open(300, 200)
    swapped(form)
    assert Player(office.world, tmp_path).play(script).status == "done"
    assert (form.field("성명").value, form.field("전화번호").value) == ("Kim", "010-1234")


def swapped(form: FakeWindow) -> None:
    """Let Tab go to the field before."""
    form.widgets.reverse()


def test_a_field_in_which_something_stood_is_reached_by_tab_as_before(office: Office) -> None:
    """Tab chooses what stands there, and typing replaces it; a click would not."""
    assert kinds(filled_in(office, True, phone="02-555-0000"))[1] == ("Tab", None)


ENTERED = {
    "성명": "Kim Minji", "주민등록번호": "800101-1234567", "전화번호": "010-1234-5678",
    "주소": "Garam-ro 1",
}  # fmt: skip


@pytest.mark.desktop
@pytest.mark.usefixtures("display")
def test_in_a_real_program(tmp_path: Path) -> None:
    script, clerk = tmp_path / "등록", Clerk()
    first, *others = ENTERED
    with (
        practice(tmp_path / "first", *SHOWN, "120,60,1000,660") as app,
        main("record", "--out", str(script), "--no-ui", "--fields") as recorder,
    ):
        recorder.event("recording")
        clerk.click(app.place(first))
        app.when(lambda state: state["focus"] == first, "the first field")
        clerk.type(ENTERED[first])
        for name in others:
            clerk.key("Tab")
            app.when(lambda state, name=name: state["focus"] == name, f"the focus in {name}")
            clerk.type(ENTERED[name])
        assert recorder.end() == 0
    # A field may keep its Tab where a slow screen showed it too late, but then it has it.
    found = kinds(load(script))
    assert [one for one in found if one != ("Tab", None)] == [
        (text, "a place" if (text, "a place") in found else None) for text in ENTERED.values()
    ]
    places = [one for one in found if one[1]]
    assert len(places) >= 2 and len(found) == 2 * len(ENTERED) - len(places)
    with practice(tmp_path / "second", *SHOWN, "300,180,1100,700", "--theme", "dark") as app:
        with main("play", str(script), "--json") as player:
            assert player.rest(120) == 0, (player.seen[-3:], shown())
        clerk.click(app.place("저장"))
        app.when(lambda state: bool(state["dialog"]), "the question")
        clerk.key("Return")
        app.when(lambda state: "저장되었습니다" in (state["dialog"] or ""), "the confirmation")
    assert people(tmp_path / "second") == [tuple(ENTERED.values())]
