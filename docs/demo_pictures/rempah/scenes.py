"""The wide pictures of collections and articles: a market stall with part of the range on it."""

import random
from dataclasses import dataclass

from rempah.compose import product_package
from rempah.range import SHOTS
from rempah.settings import awning, lantern, resting, wall
from rempah.svg import at
from rempah.things import few, standing

WIDTH, HEIGHT, FLOOR = 1600, 1067, 720


@dataclass(frozen=True)
class Scene:
    """`goods` stand in a row, `before` in front of them (bowls, baskets, cups), `strewn` lies along the edge."""

    wall: str
    goods: str
    before: str
    strewn: str
    cloth: tuple[str, str] | None = None
    lanterns: tuple[str, ...] = ()


def _row(goods: list[str]) -> str:
    """The packages, outer ones further back."""
    count = len(goods)
    boxes = any(SHOTS[key].vessel == "chest" for key in goods)
    step, scale = (
        (490, 0.56) if boxes else (350, 0.8) if count <= 3 else (min(300, 1400 / count), 0.7 if count < 6 else 0.63)
    )
    placed = ""
    for i in sorted(range(count), key=lambda place: -abs(place - (count - 1) / 2)):
        off = i - (count - 1) / 2
        placed += at(product_package(SHOTS[goods[i]], scale), WIDTH / 2 + off * step, 846 - abs(off) * 22)
    return placed


def _front(things: list[str]) -> str:
    """What stands before the row, from the outside inwards."""
    slots = [(170, 978, 1.12), (1430, 978, 1.12), (450, 1000, 0.98), (1150, 1000, 0.98)]
    return "".join(at(standing(words), x, y, size=size) for words, (x, y, size) in zip(things, slots, strict=False))


def _edge(names: str, seed: int) -> str:
    things, chance = few(names), random.Random(seed)
    places = [
        (330, 1020, 0.5),
        (620, 966, 0.56),
        (720, 1022, 0.46),
        (810, 972, 0.5),
        (900, 1024, 0.5),
        (985, 968, 0.52),
        (1300, 1024, 0.5),
        (600, 1044, 0.36),
        (1040, 1046, 0.36),
    ]
    return "".join(
        resting(things[i % len(things)], x + chance.uniform(-12, 12), y, size, chance.uniform(-50, 50))
        for i, (x, y, size) in enumerate(places)
    )


def _hung(scene: Scene) -> str:
    above = awning(WIDTH, 110, *scene.cloth) if scene.cloth else ""
    places = [(170, 60, 1.3), (1430, 60, 1.3), (470, 20, 1.0), (1130, 20, 1.0)]
    lights = "".join(
        at(lantern(colour), x, y, size=size) for colour, (x, y, size) in zip(scene.lanterns, places, strict=False)
    )
    return lights + above


def scene_picture(scene: Scene) -> str:
    colour, _, form = scene.wall.partition("/")
    stage = wall(WIDTH, HEIGHT, colour, form, FLOOR) + _hung(scene) + _row(scene.goods.split())
    return stage + _front(scene.before.split()) + _edge(scene.strewn, len(scene.goods))


SCENES: dict[str, Scene] = {
    "spices": Scene(
        "#f4aa1c/rays",
        (
            "four-sibling-spices chilli-powder sarawak-black-pepper turmeric-powder penang-nutmeg meat-curry-powder "
            "sarawak-white-pepper"
        ),
        "basket:peppercorn basket:chilli powder:#f0980e bowl:star_anise/rose",
        "star_anise cinnamon chilli cardamom",
        ("#c8281e", "#fff4dc"),
    ),
    "sambal-and-pastes": Scene(
        "#f07a1c/sun",
        "sambal-belacan laksa-paste sambal-tumis rendang-paste chilli-garlic-sauce crispy-anchovy-sambal satay-sauce",
        "basket:chilli bowl:shallot/enamel bowl:lime/jade bowl:anchovy/sun",
        "chilli lime shallot torch_ginger",
        ("#b3182d", "#fff4dc"),
    ),
    "coffee-and-tea": Scene(
        "#13878c/tiles",
        "ginger-tea teh-tarik cameron-black-tea liberica-beans white-coffee butterfly-pea-flowers",
        "cup basket:coffee_bean teh_tarik kopi_o",
        "coffee_bean tea_sprig coffee_bean",
        ("#0b5d60", "#ffe9b8"),
    ),
    "chocolate": Scene(
        "#e23f7d/sun",
        "cocoa-nibs pepper-chocolate durian-chocolate dark-chocolate teh-tarik-chocolate",
        "basket:cocoa_pod durian bowl:praline/sun bowl:cocoa_bean/jade",
        "praline cocoa_bean chocolate",
    ),
    "honey-and-birds-nest": Scene(
        "#6b2d8f/arch",
        "gula-melaka tualang-honey birds-nest-drink kelulut-honey dried-birds-nest nipah-syrup",
        "honeycomb nest bowl:sugar_disc/enamel bowl:red_date/jade",
        "dipper rock_sugar red_date honeycomb",
    ),
    "snacks": Scene(
        "#1fa3c4/rays",
        "tambun-biscuits banana-chips anchovy-peanuts prawn-crackers spicy-tapioca-chips kaya",
        "basket:cracker+pink_cracker basket:chip prawn bowl:peanut/sun",
        "cracker peanut spicy_chip banana",
        ("#f2a31f", "#fff4dc"),
    ),
    "durian": Scene(
        "#2f8f5b/moon",
        "durian-dodol freeze-dried-durian durian-chocolate",
        "durian durian open_durian bowl:durian_flesh/enamel",
        "durian_flesh praline dodol",
    ),
    "gifts": Scene(
        "#8c1450/woven",
        "birds-nest-gift-box breakfast-gift-box spice-gift-box",
        "nest bowl:star_anise/sun",
        "star_anise red_date biscuit coffee_bean",
        None,
        ("#d6181f", "#f07a1c", "#f07a1c", "#d6181f"),
    ),
    "under-rm15": Scene(
        "#12897c/stripes",
        "ginger-tea belacan-block thick-soy-sauce banana-chips turmeric-powder spicy-tapioca-chips kopi-o-bags",
        "basket:chip powder:#f0980e bowl:chilli/enamel bowl:lime/jade",
        "chip turmeric_slice chilli",
        ("#f4aa1c", "#d6304a"),
    ),
    "article-pepper": Scene(
        "#1d7a5c/rays",
        "sarawak-white-pepper sarawak-black-pepper",
        "basket:peppercorn basket:white_peppercorn bowl:peppercorn/sun bowl:white_peppercorn/jade",
        "peppercorn leaf white_peppercorn leaf",
    ),
    "article-kopi": Scene(
        "#c8502b/arch",
        "kopi-o-bags liberica-beans white-coffee",
        "cup kopi_o bowl:coffee_bean/enamel basket:coffee_bean",
        "coffee_bean biscuit coffee_bean",
        ("#12717a", "#fff4dc"),
        ("#f4c542", "#f4c542"),
    ),
    "article-laksa": Scene(
        "#12717a/sun",
        "sambal-belacan laksa-paste belacan-block",
        "basket:lime torch_ginger bowl:chilli/rose bowl:shallot/enamel",
        "lime torch_ginger chilli tamarind",
        ("#e83e6b", "#fff4dc"),
    ),
}
