"""(later)"""

SCENES: dict[str, str] = {}


def scene_picture(scene: str) -> str:
    return scene
