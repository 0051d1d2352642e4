"""Lists of products: one page of cards with its total, its facets and its price range, in one statement.

The cards come by index, in the order asked for; the counts look at COUNTED_AT_MOST products and no more. So a list
costs about the same in a shop of a hundred products and in one of a hundred thousand.
"""

from typing import Any

from sqlalchemy import TextClause
from sqlmodel import Session

from storefront.audience import Audience
from storefront.catalog import rules
from storefront.catalog.reads.fragments import CARDS, LISTED, Row, audience_values, cards_from, option_value, statement
from storefront.catalog.reads.values import Facet, FacetValue, Listing, PriceRange
from storefront.catalog.rules import Filters, Sort

_NEWEST_FIRST = "offer.published_at desc, offer.product_id desc"
_ORDERS = {
    Sort.NEWEST: _NEWEST_FIRST,
    Sort.PRICE_ASCENDING: "offer.amount_minor, offer.product_id",
    Sort.PRICE_DESCENDING: "offer.amount_minor desc, offer.product_id desc",
    Sort.TITLE: "chosen.sort_title, offer.product_id",
}

_FACTS = """
    select json_build_object(
        'total', (select count(*) from judged where missed = '{}'),
        'seen', (select count(*) from judged),
        'available', (select count(*) from judged where is_available and available_missed = '{}'),
        'prices', (select json_build_object('lowest', min(amount_minor), 'highest', max(amount_minor),
                'currency', min(currency)) from judged where missed <@ '{#price}'),
        'answers', (select json_agg(json_build_object('answer', counted.answer, 'count', counted.products,
                'names', value.names, 'swatch', value.swatch, 'option_names', option.names,
                'option_place', option.position) order by option.position, option.key, value.position, value.key)
            from (select answer, count(*) as products, min(product_id) as product_id
                from judged, unnest(shown_answers) as answer
                where missed <@ array[split_part(answer, '=', 1)]
                group by answer) counted
            join product_option option on option.product_id = counted.product_id
                and option.key = split_part(counted.answer, '=', 1)
            join product_option_value value on value.tenant_id = option.tenant_id and value.option_id = option.id
                and value.key = split_part(counted.answer, '=', 2))
    )"""


def listing(
    session: Session,
    audience: Audience,
    *,
    filters: Filters,
    sort: Sort,
    page: int = 1,
    page_size: int = rules.PAGE_SIZE,
) -> Listing:
    """One page of the products that pass the filters. A page past the last one is empty, and says which is the last."""
    page = min(max(page, 1), rules.COUNTED_AT_MOST)
    filters, sort = rules.without_prices(filters, sort) if audience.is_enquiry else (filters, sort)
    chosen = rules.chosen_answers(filters.options)
    query, values = _query(filters, sort, chosen)
    values |= audience_values(audience) | {
        "page_size": page_size,
        "skipped": (page - 1) * page_size,
        "counted": rules.COUNTED_AT_MOST,
    }
    row = session.execute(query, values).mappings().one()
    facts: dict[str, Any] = row["facts"]
    total: int = facts["total"]
    return Listing(
        cards=cards_from(row["cards"], audience) if (page - 1) * page_size < total else (),
        total=total,
        is_capped=facts["seen"] >= rules.COUNTED_AT_MOST,
        page=page,
        last_page=rules.last_page(total, page_size),
        facets=_facets(facts["answers"] or [], chosen, audience),
        available_count=facts["available"],
        price_range=None if audience.is_enquiry else _price_range(facts["prices"]),
    )


def _query(filters: Filters, sort: Sort, chosen: dict[str, list[str]]) -> tuple[TextClause, dict[str, Any]]:
    scope, values = _scope(filters)
    answers = "available_answers" if filters.is_available else "answers"
    tests = {}
    for number, (key, wanted) in enumerate(chosen.items()):
        tests[key] = f"offer.{{answers}} && cast(:answers_{number} as varchar[])"
        values[f"answers_{number}"] = wanted
    prices = _price_test(filters, values)
    met = [test.format(answers=answers) for test in tests.values()]
    met += [prices] if prices else []
    met += ["offer.is_available"] if filters.is_available else []
    cards = f"""picked as (
        select offer.*, row_number() over (order by {_order(sort, filters)}) as place
        from {scope} {_title_join(sort)} where {" and ".join([LISTED, *_scope_test(filters), *met])}
        order by {_order(sort, filters)} limit :page_size offset :skipped)"""
    missed = {key: test.format(answers=answers) for key, test in tests.items()}
    missed |= {"#price": prices} if prices else {}
    missed |= {"#availability": "offer.is_available"} if filters.is_available else {}
    available_missed = {key: test.format(answers="available_answers") for key, test in tests.items()}
    available_missed |= {"#price": prices} if prices else {}
    judged = f"""judged as materialized (
        select offer.product_id, offer.amount_minor, offer.currency, offer.is_available,
            offer.{answers} as shown_answers, {_names(missed, values)} as missed,
            {_names(available_missed, values)} as available_missed
        from {scope} where {" and ".join([LISTED, *_scope_test(filters)])} limit :counted)"""
    return statement(f"with {cards}, {judged} select ({CARDS}) as cards, ({_FACTS}) as facts"), values


def _scope(filters: Filters) -> tuple[str, dict[str, Any]]:
    """The tables to list from, and their parameters."""
    scope, values = "product_offer offer", dict[str, Any]()
    if filters.collection_id is not None:
        scope += (
            " join collection_product member on member.tenant_id = offer.tenant_id"
            " and member.product_id = offer.product_id"
        )
        values["collection_id"] = filters.collection_id
    if filters.product_ids is not None:
        scope += (
            " join unnest(cast(:product_ids as bigint[])) with ordinality as wanted (product_id, place)"
            " on wanted.product_id = offer.product_id"
        )
        values["product_ids"] = list(filters.product_ids)
    return scope, values


def _scope_test(filters: Filters) -> list[str]:
    return ["member.collection_id = :collection_id"] if filters.collection_id is not None else []


def _title_join(sort: Sort) -> str:
    if sort is not Sort.TITLE:
        return ""
    return """cross join lateral (
        select sort_title from product_text candidate
        where candidate.tenant_id = offer.tenant_id and candidate.product_id = offer.product_id
          and candidate.language = any(cast(:languages as text[]))
        order by array_position(cast(:languages as text[]), candidate.language::text) limit 1) chosen"""


def _order(sort: Sort, filters: Filters) -> str:
    if sort is Sort.MANUAL and filters.collection_id is not None:
        return f"member.position, {_NEWEST_FIRST}"
    if sort in (Sort.RELEVANCE, Sort.MANUAL) and filters.product_ids is not None:
        return "wanted.place"
    return _ORDERS.get(sort, _NEWEST_FIRST)


def _price_test(filters: Filters, values: dict[str, Any]) -> str:
    tests = []
    for name, bound, operator in (("price_min", filters.price_min, ">="), ("price_max", filters.price_max, "<=")):
        if bound is not None:
            tests.append(f"offer.amount_minor {operator} cast(:{name} as bigint)")
            values[name] = min(max(bound, 0), 2**62)
    return " and ".join(tests)


def _names(tests: dict[str, str], values: dict[str, Any]) -> str:
    """An array of the names of those tests that a row fails."""
    if not tests:
        return "cast('{}' as text[])"
    cases = []
    for number, (name, test) in enumerate(sorted(tests.items())):
        cases.append(f"case when not ({test}) then cast(:name_{number}_{len(tests)} as text) end")
        values[f"name_{number}_{len(tests)}"] = name
    return f"array_remove(array[{', '.join(cases)}], null)"


def _price_range(row: Row) -> PriceRange | None:
    return None if row["lowest"] is None else PriceRange(row["lowest"], row["highest"], row["currency"])


def _facets(rows: list[Row], chosen: dict[str, list[str]], audience: Audience) -> tuple[Facet, ...]:
    titles: dict[str, str] = {}
    values: dict[str, list[FacetValue]] = {}
    for row in rows:
        key, _, value_key = row["answer"].partition("=")
        named = option_value({"key": value_key, "names": row["names"], "swatch": row["swatch"]}, audience)
        titles.setdefault(key, audience.text(row["option_names"]) or key)
        is_selected = row["answer"] in chosen.get(key, ())
        values.setdefault(key, []).append(FacetValue(value_key, named.title, named.swatch, row["count"], is_selected))
    return tuple(Facet(key, titles[key], tuple(found)) for key, found in values.items())
