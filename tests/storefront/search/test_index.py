"""The index stays within its shop and is used by the planner, although the row policies are in force."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from storefront import search
from storefront.search import jobs
from tenants.isolation import Database, JobContext
from tests.factories.catalog import a_product, a_shop

MATCHES = "select count(*) from search_matches('en', 'tea', 10)"
NEAR = "select count(*) from search_near('en', 'tea', '~tea', 10)"


@pytest.mark.parametrize("question", [MATCHES, NEAR])
def test_the_functions_answer_for_the_callers_tenant_alone(database: Database, question: str) -> None:
    full, empty = a_shop(database), a_shop(database)
    with full.session() as session:
        search.index_product(session, full.tenant_id, a_product(session, full, "Tea").id)
        assert session.execute(text(question)).scalar_one() == 1
    with empty.session() as session:
        assert session.execute(text(question)).scalar_one() == 0
    with database.unbound() as session:
        assert session.execute(text(question)).scalar_one() == 0


def test_the_functions_can_not_be_led_astray_by_a_table_of_the_same_name(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        names = "select proname, proconfig::text from pg_proc where proname like 'search\\_%' and prosecdef"
        configured = {row[0]: row[1] for row in session.execute(text(names))}
    assert set(configured) == {"search_matches", "search_near"}
    assert all("search_path=pg_catalog, pg_temp" in each for each in configured.values())


def test_the_index_itself_shows_only_the_tenants_rows(database: Database) -> None:
    full, empty = a_shop(database), a_shop(database)
    with full.session() as session:
        search.index_product(session, full.tenant_id, a_product(session, full, "Tea").id)
    with empty.session() as session:
        assert session.execute(text("select count(*) from search_document")).scalar_one() == 0
    with pytest.raises(ProgrammingError), empty.session() as session:
        session.execute(text("set local role storefront_owner"))


def test_the_jobs_index_a_product_and_a_shop(database: Database) -> None:
    shop = a_shop(database)
    context = JobContext(database, {})
    with shop.session() as session:
        made = a_product(session, shop, "Tea")
    jobs.index_one_product(context, tenant_id=shop.tenant_id, product_id=made.id)
    jobs.index_one_product(context, tenant_id=shop.tenant_id, product_id=made.id)
    with shop.session() as session:
        assert session.execute(text(MATCHES)).scalar_one() == 1
        session.execute(text("delete from search_document"))
    jobs.index_whole_shop(context, tenant_id=shop.tenant_id)
    with shop.session() as session:
        assert session.execute(text(MATCHES)).scalar_one() == 1
