"""Draw the pictures of the demo shop Rempah Raya.

    python docs/demo_pictures/rempah_raya.py [WORD …]

Writes storefront/provision/demo/rempah-raya/pictures/*.webp;
with words, only the pictures whose name holds one of them.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from rempah.compose import SIDE, product_picture, second_picture
from rempah.range import SHOTS
from rempah.scenes import SCENES, scene_picture
from rempah.svg import write_picture

PICTURES = Path(__file__).resolve().parents[2] / "storefront" / "provision" / "demo" / "rempah-raya" / "pictures"
Drawing = tuple[str, str, int, int]


def drawings(words: list[str]) -> Iterator[Drawing]:
    """Name, content, width and height of each picture asked for."""

    def asked(name: str) -> bool:
        return not words or any(part in name for part in words)

    for shot in SHOTS.values():
        if asked(shot.key):
            yield shot.key, product_picture(shot), SIDE, SIDE
        if shot.second and asked(f"{shot.key}-2"):
            yield f"{shot.key}-2", second_picture(shot), SIDE, SIDE
    for name, scene in SCENES.items():
        if asked(name):
            yield name, scene_picture(scene), 1600, 1067


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, content, width, height in drawings(sys.argv[1:]):
        size = write_picture(content, width, height, PICTURES / f"{name}.webp")
        sys.stdout.write(f"{name}.webp {size // 1024} kB\n")


if __name__ == "__main__":
    main()
