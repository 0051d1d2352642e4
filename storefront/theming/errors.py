"""What can go wrong with a shop's theme."""

from collections.abc import Sequence

from tenants.kit.errors import Conflict, Invalid, NotFound, OverLimit, StorefrontError
from themes.engine import Finding, Problem


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


class OnlyAParent(Conflict):
    """The theme is there for others to build on; no shop wears it."""


class ThemeDataRefused(Invalid):
    """Choices that the theme does not know or that have the wrong type; each problem says where and why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(f"{problem.where}: {problem.reason}" for problem in problems))
        self.problems = tuple(problems)


class BadThemeName(Invalid):
    """A theme's name begins with a letter and has lower-case letters, digits and hyphens."""


class BuiltInTheme(Conflict):
    """A built-in theme has this name."""


class TooManyThemes(OverLimit):
    """The shop has installed as many themes as it may."""


class ThemePackageRefused(Invalid):
    """The uploaded theme can not be installed; each finding says file, line and reason. Nothing was changed."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("; ".join(map(str, findings)))
        self.findings = tuple(findings)


class PackageLost(NotFound):
    """An installed theme's package is no longer in the media store, or is not what was stored."""


class ThemeUnusable(StorefrontError):
    """The theme is not there, can not be fetched, or is not in order. Whoever shows the shop takes another."""
