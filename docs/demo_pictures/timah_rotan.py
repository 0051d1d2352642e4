"""Draw the pictures of the demo shop Timah & Rotan.

    python docs/demo_pictures/timah_rotan.py [WORD …]

Writes storefront/provision/demo/timah-rotan/pictures/*.webp; with words, only those whose name holds one.
"""

import sys
from pathlib import Path

from timah.scenes import SCENE_SIZE, SCENES
from timah.shots import SHOTS, SIZE
from timah.svg import write_picture

PICTURES = Path(__file__).resolve().parents[2] / "storefront" / "provision" / "demo" / "timah-rotan" / "pictures"


def main() -> None:
    words = sys.argv[1:]
    PICTURES.mkdir(parents=True, exist_ok=True)
    drawings = {key: (shot.picture, SIZE) for key, shot in SHOTS.items()}
    drawings |= {key: (scene, SCENE_SIZE) for key, scene in SCENES.items()}
    for name, (picture, size) in drawings.items():
        if not words or any(word in name for word in words):
            written = write_picture(picture(), size, PICTURES / f"{name}.webp")
            sys.stdout.write(f"{name}.webp {written // 1024} kB\n")


if __name__ == "__main__":
    main()
