"""What a reading is worth against what is written. Pure."""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from scripts.model import Point, Rect

Item = dict[str, Any]
Screen = dict[str, Any]

LABELS = ("label", "button", "check", "menu", "heading")
VALUES = ("value", "cell")
LOOKED_FOR = ("label", "button", "check", "menu")
SLACK = 3
"""A found place may lie this far outside the text's box, in pixels at scale 1."""
AHEAD = 0.08
"""A first hit is certain if it is this much better than the second."""
EDGES = " \t.,:;*·…|[]{}()<>-–—_\"'`~!?/\\^=+•"
MNEMONIC = re.compile(r"\(\s*[&_]?[A-Za-z0-9]\s*\)|[&_](?=[A-Za-z])")


def plain(text: str) -> str:
    """The form in which texts are compared: NFC, without white space, punctuation at the edges and
    the letter of a short cut."""
    text = MNEMONIC.sub("", unicodedata.normalize("NFC", text))
    return "".join(text.split()).strip(EDGES)


def asked(text: str) -> str:
    """A label as somebody would ask for it: without a short cut's letter, a colon, a star."""
    return MNEMONIC.sub("", unicodedata.normalize("NFC", text)).strip(" :*.…")


def kind_of(text: str) -> str:
    """Which of read_value's kinds a value is of, from its form."""
    whole = "".join(text.split())
    forms = (
        ("resident_number", r"\d{6}-[1-8]\d{6}"),
        ("date", r"(19|20)\d\d([-./년])\d{1,2}[-./월]\d{1,2}[.일]?|(19|20)\d\d[01]\d[0-3]\d"),
        ("phone", r"0\d{1,2}-\d{3,4}-\d{4}|010\d{8}|1[5-8]\d\d-\d{4}"),
        ("amount", r"\d{1,3}(,\d{3})+원?|\d+원"), ("digits", r"\d+"),
    )  # fmt: skip
    return next((kind for kind, form in forms if re.fullmatch(form, whole)), "text")


def inside(point: tuple[float, float], box: Sequence[int], grown: float = 0.0) -> bool:
    """Whether a point lies in a box that was grown on all sides."""
    return (
        box[0] - grown <= point[0] <= box[0] + box[2] + grown
        and box[1] - grown <= point[1] <= box[1] + box[3] + grown
    )


def middle(box: Sequence[int]) -> tuple[float, float]:
    return (box[0] + box[2] / 2, box[1] + box[3] / 2)


def reading(box: Sequence[int], words: Iterable[tuple[str, Rect]], scale: float) -> str:
    """What was read in a box: the words whose middle lies in it, from left to right."""
    found = [(rect[0], text) for text, rect in words if inside(middle(rect), box, SLACK * scale)]
    return "".join(text for _, text in sorted(found))


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a text was found."""

    rect: Rect
    score: float


def decided(hits: Sequence[Hit]) -> Hit | str | None:
    """The hit that would be clicked; None without one; "ambiguous" if the second is as good."""
    if not hits:
        return None
    if len(hits) > 1 and hits[0].score < hits[1].score + AHEAD:
        return "ambiguous"
    return hits[0]


def found(hits: Sequence[Hit], box: Sequence[int], scale: float) -> str:
    """ "right", "wrong", "missed" or "ambiguous" for a text that stands once, in ``box``."""
    one = decided(hits)
    if one is None:
        return "missed"
    if isinstance(one, str):
        return one
    return "right" if inside(middle(one.rect), box, SLACK * scale) else "wrong"


def field_found(rect: Rect | None, field_box: Sequence[int]) -> str:
    """ "right", "wrong" or "none" for the field that was named for a label."""
    if rect is None:
        return "none"
    return "right" if inside(middle(rect), field_box) else "wrong"


def shown(screen: Screen, roles: Sequence[str]) -> list[Item]:
    return [one for one in screen["items"] if one["shown"] and one["role"] in roles]


def once(screen: Screen) -> tuple[list[Item], list[Item]]:
    """What can be looked for: labels whose text stands once on the screen, and those whose text
    stands several times."""
    count = Counter(plain(one["text"]) for one in screen["items"])
    able = [one for one in shown(screen, LOOKED_FOR) if len(plain(one["text"])) > 1]
    return ([one for one in able if count[plain(one["text"])] == 1],
            [one for one in able if count[plain(one["text"])] > 1])  # fmt: skip


def absent(screen: Screen, others: Sequence[str], count: int) -> list[tuple[str, str]]:
    """(how, text) of labels that do not stand on a screen: "other" of another screen, "part" only
    within a longer word, "jamo" but for one letter."""
    chance = random.Random(screen["id"])
    texts = [plain(one["text"]) for one in screen["items"]]
    everything = "\n".join(texts)
    words = {plain(word) for one in screen["items"] for word in one["text"].split()}
    far = [text for text in others if plain(text) and plain(text) not in everything]
    mine = [plain(one["text"]) for one in shown(screen, LOOKED_FOR)]
    parts = {
        part
        for text in mine if len(text) >= 4 and _hangul(text)
        for part in (text[:2], text[-2:])
        if part not in texts and part not in words
    }  # fmt: skip
    near = {one_jamo(text, chance) for text in sorted(set(mine)) if len(text) > 1 and _hangul(text)}
    near = {text for text in near if text not in everything}
    told = []
    for how, pool in (("other", far), ("part", sorted(parts)), ("jamo", sorted(near))):
        told += [(how, text) for text in chance.sample(pool, min(count, len(pool)))]
    return told


def _hangul(text: str) -> bool:
    return all("가" <= letter <= "힣" for letter in text)


def one_jamo(text: str, chance: random.Random) -> str:
    """The text with one letter of one syllable changed to another."""
    place = chance.randrange(len(text))
    number = ord(text[place]) - 0xAC00
    first, vowel, last = number // 588, number // 28 % 21, number % 28
    which = chance.randrange(3)
    if which == 0:
        first = chance.choice([n for n in range(19) if n != first])
    elif which == 1:
        vowel = chance.choice([n for n in range(21) if n != vowel])
    else:
        last = chance.choice([n for n in (0, 1, 4, 8, 16, 17, 19, 21) if n != last])
    return text[:place] + chr(0xAC00 + first * 588 + vowel * 28 + last) + text[place + 1 :]


def groups(screen: Screen) -> list[str]:
    """Under which headings a screen is reported."""
    told = ["all", f"source {screen['source']}", f"scale {screen['scale']:g}", screen["text"]]
    told += ["not made by us"] if screen["source"] != "page" else []
    told += ["dark"] if screen["theme"] == "dark" else []
    told += ["jpeg"] if any(one.startswith("jpeg") for one in screen["pixels"]) else []
    told += ["vdi"] if any(one.startswith("squeeze") for one in screen["pixels"]) else []
    return told + (["dialogs"] if screen.get("dialog") else [])


@dataclass
class Tally:
    """How often what came out, by group and measure."""

    counts: dict[str, dict[str, Counter[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Counter))
    )

    def add(self, screen: Screen, measure: str, outcome: str, role: str = "") -> None:
        under = groups(screen) + (["check boxes"] if role == "check" else [])
        for group in under:
            self.counts[group][measure][outcome] += 1

    def share(self, group: str, measure: str, outcome: str) -> float | None:
        """Per cent of a measure's cases with an outcome; None without cases."""
        counts = self.counts[group][measure]
        total = sum(counts.values())
        return 100 * counts[outcome] / total if total else None


def region(box: Sequence[int], size: Point, margin: tuple[float, float]) -> Rect:
    """A box with a margin (x, y), cut at the screen's edges; ``size`` is (width, height)."""
    left, top = max(0, round(box[0] - margin[0])), max(0, round(box[1] - margin[1]))
    right = min(size[0], round(box[0] + box[2] + margin[0]))
    bottom = min(size[1], round(box[1] + box[3] + margin[1]))
    return (left, top, right - left, bottom - top)
