"""How a check ends badly."""


class CheckFailed(Exception):
    """A check found something; the message is what."""


def require(is_well: bool, said: str) -> None:
    """Raises CheckFailed."""
    if not is_well:
        raise CheckFailed(said)
