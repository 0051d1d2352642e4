"""Draw the pictures of the demo's learner shop Kelas Niaga.

    python docs/demo_pictures/kelas_niaga.py [WORD …]

Writes storefront/provision/demo/kelas-niaga/pictures/*.webp;
with words, only the pictures whose name holds one of them.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from kelas.range import SHOTS, SIDE, product_picture
from kelas.scenes import HIGH, SCENES, WIDE
from rempah.svg import write_picture

PICTURES = Path(__file__).resolve().parents[2] / "storefront" / "provision" / "demo" / "kelas-niaga" / "pictures"
Drawing = tuple[str, str, int, int]


def drawings() -> Iterator[Drawing]:
    """Name, content, width and height of each picture."""
    for name, shot in SHOTS.items():
        yield name, product_picture(shot), SIDE, SIDE
    for name, scene in SCENES.items():
        yield name, scene, WIDE, HIGH


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    words = sys.argv[1:]
    for name, content, width, height in drawings():
        if not words or any(word in name for word in words):
            size = write_picture(content, width, height, PICTURES / f"{name}.webp")
            sys.stdout.write(f"{name}.webp {size // 1024} kB\n")


if __name__ == "__main__":
    main()
