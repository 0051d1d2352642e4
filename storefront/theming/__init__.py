"""A shop's look as data: draft, preview, publish, schedule, history, switch of theme.

Theme code is in `themes`; what a shop chose in it is here, so that an update of a theme overwrites nothing.
"""

from storefront.theming.actions import (
    cancel_schedule,
    discard_draft,
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
    NoDraft,
    NoLiveTheme,
    NoSuchVersion,
    ThemeDataRefused,
    TooLate,
)
from storefront.theming.jobs import publish_scheduled
from storefront.theming.models import ShopTheme, ThemeVersion
from storefront.theming.reads import draft_of, find_draft, live_theme, theme_history, theme_version
from storefront.theming.rules import Preview, preview_token, read_preview_token

__all__ = [
    "BadPreviewLink",
    "NoDraft",
    "NoLiveTheme",
    "NoSuchVersion",
    "Preview",
    "ShopTheme",
    "ThemeDataRefused",
    "ThemeVersion",
    "TooLate",
    "cancel_schedule",
    "discard_draft",
    "draft_of",
    "find_draft",
    "live_theme",
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
    "theme_version",
]
