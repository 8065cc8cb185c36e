"""Any script survives being saved, and is always written the same way."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings

from scripts import model
from scripts.files import load, new_id, pack, save, unpack
from scripts.model import Script
from scripts.reader import read
from scripts.writer import write
from tests.scripts.made import EXAMPLE, png, scripts

_calm = settings(
    deadline=None,
    max_examples=200,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@given(scripts())
@_calm
def test_any_script_survives_the_text(script: Script) -> None:
    data = write(script)
    again, _ = read(data, "x")
    assert replace(again, images=script.images) == script
    assert write(again) == data


@given(scripts())
@settings(_calm, max_examples=50, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_any_script_survives_in_both_forms(script: Script) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, file = Path(name) / "작업", Path(name) / "작업.ilson"
        save(script, folder, Path(name) / "history")
        save(script, file, Path(name) / "history")
        assert load(folder) == script
        assert load(file) == script
        again = Path(name) / "again.ilson"
        save(load(folder), again, Path(name) / "history")
        assert again.read_bytes() == file.read_bytes()


@given(scripts(), scripts())
@_calm
def test_scripts_are_equal_when_their_bytes_are(one: Script, other: Script) -> None:
    one, other = replace(one, images={}), replace(other, images={})
    assert (write(one) == write(other)) == (one == other)


@given(scripts())
@_calm
def test_the_order_of_tables_does_not_show(script: Script) -> None:
    turned = replace(
        script,
        targets=dict(reversed(script.targets.items())),
        inputs=dict(reversed(script.inputs.items())),
    )
    assert write(turned) == write(script)


@given(scripts())
@_calm
def test_other_readers_take_texts_for_texts(script: Script) -> None:
    """A general YAML reader sees the same name and the same target names."""
    seen = yaml.load(write(script), Loader=yaml.SafeLoader)
    assert seen["name"] == script.name
    assert set(seen.get("targets", {})) == set(script.targets)


def test_the_example_of_the_handbook_loads() -> None:
    script, source = read(EXAMPLE.encode(), "x")
    loop = script.steps[0].action
    assert isinstance(loop, model.ForEachRow)
    assert [step.id for step in loop.do] == ["k3f9", "p0x2", "m7qa", "z1c8"]
    assert source.lines["step", "z1c8", "timeout"] == 12
    leaves = EXAMPLE.splitlines()[8:]
    written = write(script).decode().replace("'", '"').splitlines()
    assert written[-len(leaves) :] == leaves


def test_texts_stay_what_they_are() -> None:
    text = EXAMPLE.replace('"{성명}"', "NO").replace("Ctrl+S}", "'010', note: 010}")
    script, _ = read(text.encode(), "x")
    loop = script.steps[0].action
    assert isinstance(loop, model.ForEachRow)
    assert loop.do[1].action == model.Type("NO")
    assert loop.do[2].note == "010"
    assert b"type: 'NO'" in write(script)


def test_hangul_is_composed_and_compatibility_ideographs_are_kept() -> None:
    data = write(Script("\u1112\u1161\u11ab글 \uf9e1씨"))
    assert "name: 한글 \uf9e1씨".encode() in data


def test_order_of_a_rows_columns_counts() -> None:
    one = model.WriteRow("결과.xlsx", {"b": "1", "a": "2"})
    other = model.WriteRow("결과.xlsx", {"a": "2", "b": "1"})
    assert one != other
    script = Script("x", (model.Step("a", one),))
    assert read(write(script), "x")[0] == script


def test_missing_ids_are_the_same_each_time_and_clear_of_others() -> None:
    text = "ilson: 1\nname: x\nsteps:\n" + "- {press: Enter}\n" * 50
    first, _ = read(text.encode(), "x")
    again, _ = read(text.encode(), "x")
    ids = [step.id for step in first.steps]
    assert first == again
    assert len(set(ids)) == 50
    taken, _ = read((text + f"- {{id: {ids[0]}, press: Tab}}\n").encode(), "x")
    assert len({step.id for step in taken.steps}) == 51


def test_new_ids_look_like_ids() -> None:
    made = {new_id() for _ in range(200)}
    assert len(made) > 150
    assert all(len(one) == 4 and one[0].isalpha() and one.isalnum() for one in made)


def test_pack_takes_only_the_script_along(tmp_path: Path) -> None:
    picture = png()
    from scripts.pictures import picture_name

    name = picture_name(picture)
    target = model.Target("칸", None, (model.ImageAnchor(name),))
    script = Script("x", targets={"칸": target}, images={name: picture})
    save(script, tmp_path / "a")
    (tmp_path / "a" / "비밀.txt").write_text("주민등록번호")
    (tmp_path / "a" / "images" / "thumbs.db").write_bytes(b"x")
    pack(tmp_path / "a", tmp_path / "b.ilson")
    assert "비밀".encode() not in (tmp_path / "b.ilson").read_bytes()
    unpack(tmp_path / "b.ilson", tmp_path / "c")
    assert load(tmp_path / "c") == script
    unpacked = {path.name for path in (tmp_path / "c").rglob("*")}
    assert unpacked == {"images", f"{name}.png", "script.yaml"}


@pytest.mark.parametrize(
    "text",
    ["NO", "yes", "y", "010", "1e3", "0x1f", "0o17", "1_000", ".5", "12:30", "2024-01-05", "~", ""],
)
def test_texts_that_another_reader_would_take_for_something_else_are_quoted(text: str) -> None:
    line = write(Script(text)).decode().splitlines()[1]
    assert line in (f"name: '{text}'", f'name: "{text}"')
