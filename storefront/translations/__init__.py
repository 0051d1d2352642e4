"""A shop's texts taken out to translators and brought in again: as CSV, XLIFF or PO, all of it or nothing.

Which texts there are, each domain says itself; here they become units with ids, are compared with their sources, and
travel in files. A translation is *stale* when its source has changed since, and a text without one falls back as the
view says (`localization.View.fallbacks`). Languages of the shop's own interface are catalogues in `storefront/locales`.
"""

from storefront.translations.errors import Problem, ProblemReason, TranslationsRefused, UnreadableTranslations
from storefront.translations.files import Doubt, Entry, FileFormat, Languages, format_of, read_file, written_file
from storefront.translations.importing import Imported, import_translations
from storefront.translations.units import Completeness, State, Unit, completeness, units

__all__ = [
    "Completeness",
    "Doubt",
    "Entry",
    "FileFormat",
    "Imported",
    "Languages",
    "Problem",
    "ProblemReason",
    "State",
    "TranslationsRefused",
    "Unit",
    "UnreadableTranslations",
    "completeness",
    "format_of",
    "import_translations",
    "read_file",
    "units",
    "written_file",
]
