"""Why a place is not clicked, as the clerk reads it."""

from __future__ import annotations

GREYED_OUT = (
    "흐려져 있어요: 아직 누를 수 없어 보여요",
    "It is greyed out: it can't be clicked yet",
)
"""What a refusal says of a place that cannot be used yet."""
GREYED_GROUND = (
    "바탕이 흐려져 있어요: 아직 누를 수 없어 보여요",
    "Its ground is greyed out: it can't be clicked yet",
)
"""The same where the ground of a field, or of a button, was compared: no word is a witness against
that."""
SHADED = (
    "위에 다른 것이 떠 있어서 흐려져 있어요: 아직 누를 수 없어 보여요",
    "Something lies over it and shades it: it can't be clicked yet",
)
"""The same where a shade lies over the window, as under a question."""
PALE = (
    "글자가 흐려져 있어요: 아직 누를 수 없어 보여요",
    "Its words are greyed out: it can't be clicked yet",
)
"""The same where the caption itself was compared: the same words read again prove nothing."""
FINAL = frozenset(("shaded", "pale", "greyed", "dim"))
"""Verdicts of a picture against which no word is a witness."""
ELSEWHERE = (
    "둘레가 전혀 달라요: 다른 화면으로 보여요",
    "All around it differs: it seems to be another page",
)
"""What a refusal says where hardly anything of what was around the place is around the likeliest
one: another program has a menu of that name, too."""

DETAILS = {
    "words": ("그 자리에 다른 글자가 있어요", "Other words stand at that place"),
    "faint": GREYED_OUT,
    "dim": GREYED_OUT,
    "greyed": GREYED_GROUND,
    "pale": PALE,
    "shaded": SHADED,
    "element": (
        "둘레는 비슷한데 그 자리의 그림이 달라요",
        "The surroundings are alike, but the picture of the place itself differs",
    ),
    "surroundings": (
        "그림은 비슷한데 둘레가 달라요",
        "The picture is alike, but its surroundings differ",
    ),
    "row": ("같은 줄이 보이지 않아요", "The same row is not to be seen"),
    "better_elsewhere": (
        "그림은 여기가, 둘레는 다른 곳이 더 비슷해요",
        "The picture fits better here, the surroundings elsewhere",
    ),
    "weak": ("비슷한 곳은 있지만 확실하지 않아요", "Something is like it, but not surely it"),
    "lookalike": (
        "기록할 때부터 있던 다른 비슷한 곳만 보여요",
        "Only a look-alike is to be seen that was there when it was recorded",
    ),
}
"""What a refusal says of each verdict."""
