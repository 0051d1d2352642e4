"""The admin's catalogue holds what its pages say, no more and no less."""

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from storefront.admin.rendering import CATALOGUES

METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]


def test_the_catalogue_holds_exactly_what_the_pages_say() -> None:
    options = {"templates/**.html": {"trimmed": "true", "encoding": "utf-8"}}
    found = extract_from_dir(
        str(CATALOGUES.parent), METHODS, options, keywords={"_": None, "gettext": None}, comment_tags=()
    )
    said = {message for _, _, message, _, _ in found}
    with (CATALOGUES / "en.po").open("rb") as file:
        known = {message.id for message in read_po(file) if message.id}
    assert said == known
