"""What can go wrong with a shop's theme."""

from collections.abc import Sequence

from tenants.kit.errors import Conflict, Invalid, NotFound
from themes.engine import Problem


class NoLiveTheme(NotFound):
    """The shop was never given a theme."""


class NoDraft(NotFound):
    """Nothing is being worked on."""


class NoSuchVersion(NotFound):
    """The shop's history has no such version."""


class BadPreviewLink(NotFound):
    """The link was not signed by us, is for another shop, or its time is over."""


class TooLate(Conflict):
    """The moment to publish lies in the past."""


class ThemeDataRefused(Invalid):
    """Choices that the theme does not know or that have the wrong type; each problem says where and why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(f"{problem.where}: {problem.reason}" for problem in problems))
        self.problems = tuple(problems)
