"""Scripts and pictures made up for tests."""

from __future__ import annotations

import struct
import zlib
from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st

from scripts import model, schema, values
from scripts.keys import MODIFIERS
from scripts.korean import compose
from scripts.pictures import picture_name

EXAMPLE = """\
ilson: 1
name: 위생키트 배송명단 입력
inputs: {명단: {columns: [성명, 전화번호, 주소], key: [성명, 전화번호]}}
targets:
  성명 칸: {window: {title: "자가격리*"}, anchors: [{text: 성명, then: right, offset: [96, 0]}]}
steps:
- for_each_row: 명단
  do:
  - {id: k3f9, click: 성명 칸}
  - {id: p0x2, type: "{성명}"}
  - {id: m7qa, press: Ctrl+S}
  - {id: z1c8, wait_for: 저장 완료, timeout: 20}
"""


def chunk(kind: bytes, data: bytes) -> bytes:
    """A piece of a PNG with its length and checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(
    width: int = 3, height: int = 2, shade: int = 0, said: tuple[int, int] | None = None
) -> bytes:
    """A grey picture; ``said`` is the size that its header claims."""
    claimed = said or (width, height)
    rows = b"".join(b"\0" + bytes([shade % 256]) * width for _ in range(height))
    header = struct.pack(">IIBBBBB", *claimed, 8, 0, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def _is_name(text: str) -> bool:
    try:
        return bool(values.name(text, schema.LONGEST_NAME))
    except values.Wrong:
        return False


_letters = st.characters(exclude_categories=["Cs"])
_korean = st.text(
    st.sampled_from("가나다성명전화번호 주소ᄀ\u1161\u11a8NOyn010.:#{}[]|-'\"\n"), max_size=12
)
_tricky = st.sampled_from(
    ["", "NO", "010", "~", "null", "1e3", "0x1f", "12:30", "2024-01-05", "- a", "a: b", "#x", "y",
     "=", "<<", "{성명}", "'", '"', "\ufeff", "\u2028", "\x85", " a ", "\t", "!x", "&x", "*x", "?",
     "%", "@", "`", "true", "0o17", "1_000", ".5", "+1", "\r\n", "---", "...", "\x00", "李", "🙂"]
)  # fmt: skip
texts = st.one_of(_korean, st.text(_letters, max_size=20), _tricky).map(compose)
names = st.one_of(_korean, st.text(_letters, min_size=1, max_size=20), _tricky).map(compose)
names = names.filter(_is_name)
windows = st.builds(model.WindowPattern, texts, st.none() | texts)
_far = st.integers(-1_000_000, 1_000_000)
_size = st.tuples(st.integers(0, 1_000_000), st.integers(0, 1_000_000))
_rect = st.tuples(*[st.integers(0, 9_999)] * 4)
_scales = st.floats(0.1, 20, allow_nan=False) | st.sampled_from([1.0, 1.25, 2.0])
_seen = st.builds(model.Seen, st.tuples(_far, _far), _size, _size, _scales)
_added = st.sampled_from(["recorded", "repaired", "written"])
pictures = st.integers(0, 5).map(lambda shade: png(shade=shade))

_anchor_rest: dict[str, Any] = {
    "offset": st.tuples(_far, _far), "seen": st.none() | _seen, "added": _added,
}  # fmt: skip
anchors = st.one_of(
    st.builds(
        model.ImageAnchor,
        pictures.map(picture_name),
        ignore=st.lists(_rect, max_size=2).map(tuple),
        unlike=st.lists(texts, max_size=2).map(tuple),
        caption=texts,
        **_anchor_rest,
    ),
    st.builds(
        model.TextAnchor,
        texts,
        st.sampled_from([None, "right", "below", "box", "cell"]),
        **_anchor_rest,
    ),
)


# Few names, so that steps often mean a target that is there; one that is not there is fine, too.
places = st.sampled_from(["성명 칸", "저장", "저장 단추", "NO", "010", "a: b"]) | names


@st.composite
def _compared(draw: st.DrawFn) -> model.ValueIs:
    comparison: Any = draw(st.sampled_from(list(schema.COMPARISONS)))
    other = draw(texts) if schema.COMPARISONS[comparison] else ""
    return model.ValueIs(draw(texts), comparison, other)


_conditions = st.one_of(
    st.builds(model.Appears, places),
    st.builds(model.Vanishes, places),
    st.builds(model.TextSeen, texts, st.none() | windows),
    st.builds(model.WindowOpen, windows),
    st.builds(model.WindowStill, windows),
    _compared(),
)


_backs = st.builds(
    model.WayBack, st.just("") | texts, st.integers(1, 100), st.none() | windows,
    st.none() | _conditions,
)  # fmt: skip
_popups = st.builds(model.Popup, _conditions, st.just("") | texts, st.none() | places)


def _field(one: schema.Field) -> st.SearchStrategy[Any]:
    """Any value that a field may have."""
    low, high = int(max(one.low, -(10**6))), int(min(one.high, 10**6))
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "name": names, "variable": names, "target": places,
        "id": st.nothing(), "image": st.nothing(),
        "modifiers": st.lists(st.sampled_from(MODIFIERS), min_size=1, unique=True).map(tuple),
        "names": st.lists(names, max_size=3).map(tuple),
        "texts": st.lists(texts, max_size=3).map(tuple),
        "templates": st.lists(texts, max_size=3).map(tuple),
        "values": st.dictionaries(texts, texts, max_size=3),
        "whole": st.integers(low, high),
        "number": st.floats(one.low, one.high, allow_nan=False, allow_subnormal=False).map(abs),
        "switch": st.booleans(),
        "choice": st.sampled_from(one.choices or ("",)),
        "point": st.tuples(_far, _far),
        "size": st.tuples(st.integers(1, 9_999), st.integers(1, 9_999)),
        "window": windows, "condition": _conditions,
        "typed": texts | st.builds(model.Secret, names),
        "back": _backs, "popups": st.lists(_popups, max_size=2).map(tuple),
    }  # fmt: skip
    made = kinds.get(one.kind, texts)
    return made if one.required else st.just(one.default) | made


def _actions(blocks: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Any action of any kind, from the schema's own table."""
    made = []
    for kind in schema.STEPS.values():
        fields = {
            one.attribute: blocks if one.kind == "steps" else _field(one) for one in kind.fields
        }
        fixed = {name: st.just(value) for name, value in kind.fixed.items()}
        made.append(st.builds(kind.make, **fields, **fixed))
    return st.one_of(made)


def _numbered(steps: tuple[model.Step, ...]) -> tuple[model.Step, ...]:
    """The steps with ids of which no two are equal."""
    from dataclasses import replace
    from itertools import count

    counter = count()

    def one(step: model.Step) -> model.Step:
        fresh = replace(step, id=f"{step.id}{next(counter)}")
        action = fresh.action
        match action:
            case model.ForEachRow(do=do) | model.Repeat(do=do):
                action = replace(action, do=tuple(map(one, do)))
            case model.If(then=then, otherwise=otherwise):
                action = replace(
                    action, then=tuple(map(one, then)), otherwise=tuple(map(one, otherwise))
                )
        return replace(fresh, action=action)

    return tuple(map(one, steps))


def _steps(blocks: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    common = {one.attribute: _field(one) for one in schema.COMMON}
    ids = st.sampled_from(["a", "k3f", "칸", "1e", "0"])
    step = st.builds(model.Step, ids, _actions(blocks), **common)
    return st.lists(step, max_size=3).map(tuple)


_body = _steps(_steps(_steps(st.just(())))).map(_numbered)
_rows = st.one_of(
    st.none(),
    st.dictionaries(texts, texts, max_size=2).map(model.RowWhere),
    st.builds(model.RowAt, st.integers(1, schema.MOST_ROWS)),
    st.just(model.RowSelected()),
)
_scrolling = st.builds(
    model.Scrolling, st.integers(1, 1_000), st.none() | places, st.sampled_from(["here", "top"])
)
_targets = st.dictionaries(
    places,
    st.tuples(
        st.none() | windows, st.lists(anchors, max_size=3).map(tuple), _rows, texts,
        st.none() | _scrolling,
    ),
    max_size=4,
)  # fmt: skip
_rules = st.builds(
    model.Rule, st.booleans(), st.none() | st.integers(1, 100),
    st.lists(texts, max_size=2).map(tuple), st.sampled_from(schema.VALUE_KINDS),
)  # fmt: skip
_inputs = st.builds(
    model.Input,
    st.lists(names, max_size=3).map(tuple),
    st.lists(names, max_size=2).map(tuple),
    st.dictionaries(names, _rules, max_size=2),
)
_stock = {picture_name(png(shade=shade)): png(shade=shade) for shade in range(6)}


@st.composite
def scripts(draw: st.DrawFn) -> model.Script:
    """Any script that the format can hold."""
    targets = {name: model.Target(name, *rest) for name, rest in draw(_targets).items()}
    used = {
        anchor.image
        for target in targets.values()
        for anchor in target.anchors
        if isinstance(anchor, model.ImageAnchor)
    }
    seconds = st.floats(0, 86_400, allow_nan=False, allow_subnormal=False)
    recorded = st.builds(model.Recorded, texts, st.none() | _size, _scales, seconds)
    return model.Script(
        name=draw(texts),
        steps=draw(_body),
        targets=MappingProxyType(targets),
        inputs=MappingProxyType(draw(st.dictionaries(names, _inputs, max_size=2))),
        recorded=draw(st.none() | recorded),
        note=draw(texts),
        variables=tuple(draw(st.lists(names, max_size=2))),
        **{one.attribute: draw(_field(one)) for one in schema.SCRIPT},
        images=MappingProxyType({name: _stock[name] for name in used}),
    )
