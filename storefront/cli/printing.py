"""Texts that somebody else wrote, on a terminal."""


def printable(text: str) -> str:
    """A terminal acts on control characters, so they are shown and not sent."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)
