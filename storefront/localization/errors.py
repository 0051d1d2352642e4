"""What can be wrong with a language, a market or a number as people write it."""

from tenants.kit.errors import Conflict, Invalid, NotFound


class UnknownLanguage(Invalid):
    """The text is not a language tag, or Unicode CLDR has no data for its language."""

    def __init__(self, tag: str) -> None:
        super().__init__(f"{tag[:40]!r} is not a known language")
        self.tag = tag


class BadNumber(Invalid):
    """The text is not a number as the locale writes them."""

    def __init__(self, written: str, locale: str) -> None:
        super().__init__(f"{written[:40]!r} is not a number in {locale}")
        self.locale = locale


class BadMarket(Invalid):
    """The market can not be opened as described. `field` is what is wrong with it."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field


class NoSuchMarket(NotFound):
    """The shop has no market of this handle."""

    def __init__(self, handle: str) -> None:
        super().__init__(f"no market {handle[:40]!r}")
        self.handle = handle


class PrimaryMarket(Conflict):
    """The primary market is the shop's address without a prefix, so it stays on, and has no host of its own."""

    def __init__(self, handle: str) -> None:
        super().__init__(f"{handle} is the primary market")
        self.handle = handle


class HostNotReady(Conflict):
    """The domain can not be a market's own: it is not verified, or another market has it. The message says which."""

    def __init__(self, host: str, reason: str) -> None:
        super().__init__(f"{host[:253]} {reason}")
        self.host = host
