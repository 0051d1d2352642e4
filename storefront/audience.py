"""For whom a page is read: the languages in which texts are looked for, and the market that sets the prices."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Audience:
    """`languages` begins with the view's own; the others are asked in turn where a text is missing.

    Where a market is one of enquiries, prices are on request: none is told, and goods without one are shown too.
    """

    languages: tuple[str, ...]
    market_id: int
    is_enquiry: bool = False

    @property
    def language(self) -> str:
        return self.languages[0]

    def text(self, texts: Mapping[str, str]) -> str:
        """The text in the first of the languages that has one, or ''."""
        return next((texts[language] for language in self.languages if texts.get(language)), "")
