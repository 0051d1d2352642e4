"""The gift boxes: which products stand in each."""

from collections.abc import Mapping

from rempah.compose import Shot
from rempah.labels import Label
from rempah.things import drawn, few

PLUM, ROSE, CRIMSON, JADE = "#6b2d8f", "#c9286b", "#b3182d", "#1b8a6b"

_BOXES: tuple[tuple[str, Label, str, str, str], ...] = (
    (
        "breakfast-gift-box",
        Label("tile", "KOPITIAM", drawn("cup"), "#12717a", "#f2b23a", "#fff4dc"),
        "#ee8a1d/rays",
        "white-coffee kaya tambun-biscuits teh-tarik",
        "coffee_bean biscuit egg",
    ),
    (
        "spice-gift-box",
        Label("woven", "REMPAH", drawn("star_anise"), "#8c2f12", "#4f1a0a", "#f4b63a"),
        f"{PLUM}/arch",
        "sarawak-black-pepper four-sibling-spices sarawak-white-pepper turmeric-powder",
        "star_anise cinnamon cardamom peppercorn",
    ),
    (
        "birds-nest-gift-box",
        Label("woven", "WALIT", drawn("swiftlet"), "#b3182d", "#7d0f1f", "#f0c75e"),
        f"{JADE}/woven",
        "birds-nest-drink kelulut-honey birds-nest-drink",
        "red_date rock_sugar nest",
    ),
    (
        "durian-gift-box",
        Label("tile", "RAJA BUAH", drawn("durian"), "#3f7a2c", "#ffd23f", "#fff4dc"),
        f"{ROSE}/sun",
        "durian-chocolate freeze-dried-durian durian-dodol",
        "durian_flesh praline dodol",
    ),
)


def gift_boxes(range_: Mapping[str, Shot]) -> list[Shot]:
    boxes = []
    for key, label, wall, held, front in _BOXES:
        colour, _, form = wall.partition("/")
        boxes.append(
            Shot(
                key,
                "chest",
                label,
                colour,
                form,
                front=few(front),
                held=[range_[name] for name in held.split()],
                names=tuple(front.split()),
            )
        )
    return boxes
