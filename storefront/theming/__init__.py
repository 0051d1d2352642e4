"""A shop's look as data: draft, preview, publish, schedule, history, switch of theme.

Theme code is in `themes`; what a shop chose in it is here, so that an update of a theme overwrites nothing. So are the
themes that a shop brought along: installed for it alone, and handed to its pages beside the built-in ones.
"""

from storefront.theming.actions import (
    SavedDraft,
    cancel_schedule,
    discard_draft,
    install_theme,
    publish_draft,
    publish_if_due,
    restore_version,
    save_draft,
    schedule_draft,
    start_theme,
    switch_theme,
)
from storefront.theming.errors import (
    BadPreviewLink,
    BadThemeName,
    BuiltInTheme,
    NoDraft,
    NoLiveTheme,
    NoSuchVersion,
    OnlyAParent,
    ThemeDataRefused,
    ThemePackageRefused,
    ThemeUnusable,
    TooLate,
    TooManyThemes,
)
from storefront.theming.gateway import ThemeShelf
from storefront.theming.jobs import discard_package, publish_scheduled
from storefront.theming.models import InstalledTheme, ShopTheme, ThemeVersion
from storefront.theming.reads import (
    draft_of,
    find_draft,
    installed_themes,
    live_theme,
    live_themes,
    theme_history,
    theme_version,
)
from storefront.theming.rules import Preview, ThemeOwner, preview_token, read_preview_token, theme_name
from storefront.theming.translating import TRANSLATED, translatable, write_translation

__all__ = [
    "TRANSLATED",
    "BadPreviewLink",
    "BadThemeName",
    "BuiltInTheme",
    "InstalledTheme",
    "NoDraft",
    "NoLiveTheme",
    "NoSuchVersion",
    "OnlyAParent",
    "Preview",
    "SavedDraft",
    "ShopTheme",
    "ThemeDataRefused",
    "ThemeOwner",
    "ThemePackageRefused",
    "ThemeShelf",
    "ThemeUnusable",
    "ThemeVersion",
    "TooLate",
    "TooManyThemes",
    "cancel_schedule",
    "discard_draft",
    "discard_package",
    "draft_of",
    "find_draft",
    "install_theme",
    "installed_themes",
    "live_theme",
    "live_themes",
    "preview_token",
    "publish_draft",
    "publish_if_due",
    "publish_scheduled",
    "read_preview_token",
    "restore_version",
    "save_draft",
    "schedule_draft",
    "start_theme",
    "switch_theme",
    "theme_history",
    "theme_name",
    "theme_version",
    "translatable",
    "write_translation",
]
