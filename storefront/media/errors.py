"""What can go wrong with pictures: refused at the door, not there, or the store does not answer."""

from enum import StrEnum

from tenants.kit.errors import Invalid, NotFound, StorefrontError


class Refusal(StrEnum):
    """Why a file was not taken; the last part of the message's key."""

    EMPTY = "empty"
    TOO_HEAVY = "too_heavy"
    NOT_A_PICTURE = "not_a_picture"
    MISLABELLED = "mislabelled"
    TOO_MANY_PIXELS = "too_many_pixels"
    DAMAGED = "damaged"
    TOO_COSTLY = "too_costly"


class PictureRefused(Invalid):
    """The file can not become a picture of the shop. Nothing was stored."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(f"the picture was refused: {reason.value.replace('_', ' ')}")
        self.reason = reason

    @property
    def message_key(self) -> str:
        return f"media.refused.{self.reason.value}"


class NoSuchPicture(NotFound):
    """The shop has no such picture."""


class BadKey(Invalid):
    """The key is not one that the media store takes, so that it can not lead outside."""


class MediaUnavailable(StorefrontError):
    """The media store can not be reached or does not let us in. The caller may try again later."""
