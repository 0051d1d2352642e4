"""What the engine refuses, and how it says so: file, line and reason, in words for the theme's author."""


class ThemeError(Exception):
    """Something is wrong with a theme or with what was asked of it."""


class ThemeNotFound(ThemeError):
    """There is no theme of that name."""


class AssetNotFound(ThemeError):
    """There is no such file among the theme's assets, or the address names an older version of the theme."""


class ThemeRefused(ThemeError):
    """A file of the theme can not be accepted. `file` is relative to the theme's folder; `line` is 0 when unknown."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}" if line else f"{file}: {reason}")
        self.file = file
        self.line = line
        self.reason = reason

    def __reduce__(self) -> tuple[type["ThemeRefused"], tuple[str, int, str]]:
        return type(self), (self.file, self.line, self.reason)


class BudgetExceeded(ThemeRefused):
    """A template did more work, wrote more text or nested deeper than a page may."""


class SettingInvalid(ThemeError):
    """A value does not fit its setting; the message says why."""
