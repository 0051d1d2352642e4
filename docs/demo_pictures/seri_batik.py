"""Draws the pictures of the demo shop Seri Batik: `python docs/demo_pictures/seri_batik.py [file …]`."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from batik import drapes, flowers, garments, home, kits, lengths, rooms, shirts
from batik.dyes import dyed
from batik.stage import save
from PIL import Image

_FOLDER = Path(__file__).parents[2] / "storefront/provision/demo/seri-batik/pictures"
_Scene = Callable[..., Image.Image]

CREAM, STONE, SHELL, CLAY, SAGE, MIST = "#eadfd0", "#ddd3c6", "#ecdcd0", "#dcc4b0", "#d5d6c6", "#d6dadb"

# file, cloth, scene, its wishes (Any: every scene has its own)
PRODUCTS: list[tuple[str, str, _Scene, dict[str, Any]]] = [
    ("hibiscus-silk-shawl", "hibiscus-indigo", drapes.hung, {"tint": CREAM, "fringe": True, "scale": 0.92}),
    ("hibiscus-silk-shawl-2", "hibiscus-indigo", lengths.near, {"scale": 1.55, "angle": 60}),
    ("awan-larat-silk-shawl", "scroll-red", drapes.folded, {"tint": SHELL}),
    ("awan-larat-silk-shawl-2", "scroll-red", lengths.near, {"scale": 1.5}),
    ("sea-turtle-silk-shawl", "turtle-lagoon", drapes.gathered, {"tint": MIST, "scale": 0.8}),
    ("sea-turtle-silk-shawl-2", "turtle-lagoon", lengths.near, {"scale": 1.4, "turn": -20}),
    ("frangipani-silk-shawl", "frangipani-blush", drapes.hung, {"tint": STONE, "wide": 520}),
    ("frangipani-silk-shawl-2", "frangipani-blush", lengths.near, {"scale": 1.5, "turn": 30, "angle": 20}),
    ("fern-cotton-shawl", "fern-sand", drapes.folded, {"tint": SAGE, "turn": 7, "scale": 0.9}),
    ("fern-cotton-shawl-2", "fern-sand", lengths.near, {"scale": 1.4, "turn": -12}),
    ("hibiscus-cotton-shirt", "hibiscus-night", shirts.shirt, {"tint": CREAM}),
    ("hibiscus-cotton-shirt-2", "hibiscus-rust", shirts.shirt, {"tint": SAGE}),
    ("parang-cotton-shirt", "parang-brown", shirts.shirt, {"tint": CREAM, "niche": "#c9b08c", "scale": 0.55}),
    ("parang-cotton-shirt-2", "parang-brown", lengths.near, {"scale": 1.6, "turn": 0}),
    (
        "mangosteen-long-sleeved-shirt",
        "mangosteen-emerald",
        shirts.shirt,
        {"tint": CREAM, "niche": "#c98f6f", "long": True, "band": True, "scale": 0.5},
    ),
    (
        "mangosteen-long-sleeved-shirt-2",
        "mangosteen-plum",
        shirts.shirt,
        {"tint": CREAM, "niche": "#b9a6a8", "long": True, "band": True, "scale": 0.5},
    ),
    ("waves-boys-shirt", "waves-blue", shirts.shirt, {"tint": "#efe3cf", "niche": "#e9c58a", "scale": 0.62}),
    ("bamboo-shoot-silk-shirt", "shoots-black", shirts.shirt, {"tint": CLAY, "long": True}),
    ("bamboo-shoot-silk-shirt-2", "shoots-black", lengths.near, {"scale": 1.5, "turn": 6, "shift": (0, 600)}),
    ("brushstroke-cotton-shirt", "strokes-teal", shirts.shirt, {"tint": SHELL, "scale": 0.5}),
    ("brushstroke-cotton-shirt-2", "strokes-teal", lengths.near, {"scale": 1.2, "turn": -16}),
    ("lotus-silk-kaftan", "lotus-plum", garments.kaftan, {"tint": CREAM, "niche": "#d9a89a"}),
    ("lotus-silk-kaftan-2", "lotus-plum", lengths.near, {"scale": 1.35}),
    ("bougainvillea-kaftan", "bougainvillea-ivory", garments.kaftan, {"tint": SAGE, "scale": 0.72}),
    ("bougainvillea-kaftan-2", "bougainvillea-night", garments.kaftan, {"tint": SHELL, "scale": 0.72}),
    ("sea-breeze-tunic", "jasmine-turquoise", garments.kaftan, {"tint": CREAM, "slim": True, "niche": "#e8cfa4"}),
    ("sea-breeze-tunic-2", "jasmine-turquoise", lengths.near, {"scale": 1.7}),
    ("pucuk-rebung-sarong", "kepala-indigo", drapes.hung, {"tint": CREAM, "wide": 640, "scale": 0.8}),
    ("pucuk-rebung-sarong-2", "kepala-indigo", lengths.near, {"scale": 1.1, "turn": 8}),
    ("pelikat-sarong", "check-blue", drapes.folded, {"tint": STONE, "scale": 0.8}),
    ("pelikat-sarong-2", "check-plum", drapes.folded, {"tint": CREAM, "scale": 0.8, "turn": 8}),
    ("orchid-pareo", "orchid-tropic", drapes.hung, {"tint": MIST, "wide": 680, "fringe": True, "scale": 0.9}),
    ("orchid-pareo-2", "orchid-tropic", lengths.near, {"scale": 1.4, "turn": 20}),
    ("songket-silk", "songket-maroon", lengths.bolt, {"tint": CLAY}),
    ("songket-silk-2", "songket-emerald", lengths.bolt, {"tint": CREAM}),
    ("songket-silk-3", "songket-indigo", lengths.bolt, {"tint": STONE}),
    ("songket-sampin", "songket-black", drapes.folded, {"tint": CLAY, "turn": -6, "scale": 0.9}),
    ("songket-sampin-2", "songket-black", lengths.near, {"scale": 1.9, "turn": 14, "rise": 14}),
    ("jasmine-tudung", "jasmine-sky", drapes.gathered, {"tint": CREAM, "turn": -30}),
    ("jasmine-tudung-2", "jasmine-rose", drapes.gathered, {"tint": STONE, "turn": -18}),
    ("orchid-chiffon-tudung", "orchid-lilac", drapes.hung, {"tint": CREAM, "wide": 600, "scale": 0.9}),
    ("orchid-chiffon-tudung-2", "orchid-black", drapes.hung, {"tint": SHELL, "wide": 600, "scale": 0.9}),
    ("brushstroke-silk-square", "strokes-sunset", lengths.spread, {"tint": STONE, "scale": 0.55}),
    ("brushstroke-silk-square-2", "strokes-sunset", drapes.gathered, {"tint": CREAM, "scale": 0.7}),
    ("hibiscus-cushion-cover", "hibiscus-linen", home.cushion, {"tint": SAGE, "behind": "mangosteen-indigo"}),
    ("hibiscus-cushion-cover-2", "hibiscus-linen", lengths.near, {"scale": 1.3, "rise": 12}),
    ("mangosteen-cushion-cover", "mangosteen-indigo", home.cushion, {"tint": CREAM, "scale": 0.8}),
    ("mangosteen-cushion-cover-2", "mangosteen-indigo", lengths.near, {"scale": 1.7, "rise": 12, "turn": 30}),
    ("turtle-cushion-cover", "turtle-sand", home.cushion, {"tint": MIST, "behind": "waves-teal"}),
    ("fern-table-runner", "fern-forest", home.runner, {"wood": "#a97b50", "scale": 0.6}),
    ("fern-table-runner-2", "fern-forest", lengths.near, {"scale": 1.4, "turn": 24}),
    ("parang-napkins", "parang-olive", drapes.folded, {"tint": CREAM, "turn": 12, "scale": 0.8}),
    ("parang-silk-tie", "parang-navy", garments.tie, {"tint": STONE, "scale": 0.75}),
    ("parang-silk-tie-2", "parang-wine", garments.tie, {"tint": CREAM, "scale": 0.75}),
    ("scattered-zip-pouch", "scatter-coral", home.pouch, {"tint": CREAM, "scale": 0.9}),
    ("songket-drawstring-pouch", "songket-emerald", home.pouch, {"tint": SHELL, "drawn": True, "scale": 0.7}),
    ("waves-cotton-fabric", "waves-teal", lengths.bolt, {"tint": CREAM}),
    ("waves-cotton-fabric-2", "waves-teal", lengths.near, {"scale": 1.5}),
    ("chevron-viscose-fabric", "chevron-clay", lengths.bolt, {"tint": SAGE, "scale": 0.9}),
    ("chevron-viscose-fabric-2", "chevron-clay", lengths.near, {"scale": 1.4, "turn": 20}),
    ("batik-starter-kit", "hibiscus-indigo", kits.kit, {"wood": "#a67c52"}),
    ("turtle-painting-kit", "turtle-lagoon", kits.kit, {"wood": "#8f6a48", "figure": flowers.turtle}),
]


def drawn_product(cloth: str, scene: _Scene, wishes: dict[str, Any]) -> Image.Image:
    if behind := wishes.get("behind"):
        wishes = {name: value for name, value in wishes.items() if name != "behind"} | {"other": dyed(behind).motif}
    return scene(dyed(cloth), **wishes)


def main(chosen: set[str]) -> None:
    _FOLDER.mkdir(parents=True, exist_ok=True)
    for name, cloth, scene, wishes in PRODUCTS:
        if not chosen or name in chosen:
            save(drawn_product(cloth, scene, wishes), _FOLDER / f"{name}.webp")
    for name, room in rooms.ROOMS.items():
        if not chosen or name in chosen:
            save(room(), _FOLDER / f"{name}.webp")


if __name__ == "__main__":
    main(set(sys.argv[1:]))
