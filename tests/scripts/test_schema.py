"""The tables cover the whole model: nothing of a script can be forgotten by a save."""

from __future__ import annotations

import typing
from dataclasses import fields

from scripts import model, schema


def test_every_action_has_a_kind() -> None:
    made = {kind.make for kind in schema.STEPS.values()}
    assert made == set(typing.get_args(model.Action))


def test_every_attribute_has_a_key() -> None:
    for kind in schema.STEPS.values():
        known = {one.attribute for one in kind.fields} | set(kind.fixed)
        assert known == {one.name for one in fields(kind.make)}, kind.key
    records = [schema.WINDOW, schema.SEEN, schema.IMAGE_ANCHOR, schema.TEXT_ANCHOR]
    records.append(schema.SCROLLING)
    assert {"name", *schema.TARGET_KEYS} == {one.name for one in fields(model.Target)}
    for record in [*records, schema.INPUT, schema.RECORDED]:
        known = {one.attribute for one in record.fields}
        assert known == {one.name for one in fields(record.make)}, record.what
    common = {one.attribute for one in (*schema.COMMON_BEFORE, *schema.COMMON)}
    assert common | {"action"} == {one.name for one in fields(model.Step)}
    assert set(schema.HEADER) - {"ilson"} | {"images"} == {one.name for one in fields(model.Script)}


def test_the_defaults_of_the_file_are_those_of_the_model() -> None:
    for kind in schema.STEPS.values():
        given = {one.name: one for one in fields(kind.make)}
        for one in kind.fields:
            if not one.required and one.kind != "values":
                assert given[one.attribute].default == one.default, (kind.key, one.key)


def test_no_field_is_called_like_a_kind_of_step() -> None:
    for kind in schema.STEPS.values():
        for one in kind.fields[1:]:
            assert one.key not in schema.STEPS
