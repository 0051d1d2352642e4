"""An address as the country's post wants to read it: line by line, the country in the reader's language last."""

import unicodedata

from storefront import localization
from storefront.addresses.formats import CountryFormat, cities, country_format, field_of, is_latin
from storefront.addresses.values import Address


def address_lines(address: Address, language: str) -> tuple[str, ...]:
    """The lines from name to country. An address in Latin letters takes the country's international order.

    Capitals are the country's own demand. What reads in the other direction than the language is isolated (UAX #9).
    The phone number and the recipient's number are not part of it. Raises UnknownLanguage.
    """
    form = country_format(address.country)
    is_latin_label = is_latin(f"{address.line1} {address.city}")
    values = _values(address, form, is_latin_label=is_latin_label)
    lines = []
    for pattern in form.latin_lines if is_latin_label else form.lines:
        if pattern == ("%A",):
            lines += [[values[each]] for each in ("line1", "line2") if values[each]]
        else:
            lines.append(_line(pattern, {**values, "line1": _street(values)}))
    is_rtl = localization.is_right_to_left(language)
    country = localization.territory_name(address.country, language)
    return (*(_in_its_direction(line, is_rtl) for line in lines if line), country)


def address_text(address: Address, language: str) -> str:
    """The lines as one text, for mails and documents."""
    return "\n".join(address_lines(address, language))


def _values(address: Address, form: CountryFormat, *, is_latin_label: bool) -> dict[str, str]:
    values = {field: str(getattr(address, field)) for field in form.fields}
    region = next((each for each in form.regions if each.code == address.region), None)
    if region is not None:
        values["region"] = region.on_label(is_latin_label=is_latin_label)
        city = next((each for each in cities(form.country, region.code) if address.city in each.spellings), None)
        if city is not None:
            values["city"] = city.on_label(is_latin_label=is_latin_label)
    return {field: text.upper() if field in form.capitals else text for field, text in values.items()}


def _street(values: dict[str, str]) -> str:
    return ", ".join(values[each] for each in ("line1", "line2") if values[each])


def _line(pattern: tuple[str, ...], values: dict[str, str]) -> list[str]:
    """Fields and the signs around them by turns. A sign between two fields stands only where both do."""
    line: list[str] = []
    signs: list[str] = []
    is_first = True
    for token in pattern:
        field = field_of(token)
        if field is None:
            signs.append(token)
            continue
        if values.get(field):
            # Where a field in between is missing, the quieter of its two signs remains.
            sign = min(signs, key=lambda each: len(each.strip()), default="") if line or is_first else ""
            line += [sign, values[field]] if line or sign else [values[field]]
            signs = []
        elif not line:
            signs = []
        is_first = False
    return line


def _in_its_direction(parts: list[str], is_rtl: bool) -> str:
    """The line as one text that neither turns, nor is turned by, what stands around it.

    Where fields of both directions meet, each is kept whole in a line of the language's direction. Signs and digits
    alone would be turned around among right-to-left lines, so there all is isolated but what is all right-to-left.
    """
    kinds = [_directions(part) for part in parts]
    if {"L", "R"} <= set().union(*kinds) and not any({"L", "R"} <= each for each in kinds):
        return "".join(localization.isolated(part) if kind else part for part, kind in zip(parts, kinds, strict=True))
    here = set().union(*kinds)
    line = "".join(parts)
    return line if here == ({"R"} if is_rtl else here - {"R"}) else localization.isolated(line)


def _directions(text: str) -> set[str]:
    """L and R for letters that are written from the left and from the right."""
    found = {unicodedata.bidirectional(each) for each in text}
    return {side for side, kinds in (("L", {"L"}), ("R", {"R", "AL", "AN"})) if found & kinds}
