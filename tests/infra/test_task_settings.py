"""What each task of a zone is given is what its command needs: it is run here with what Terraform gives it."""

import json
from contextlib import closing

import pytest
from starlette.testclient import TestClient

from storefront.app import create_app
from storefront.cli.migrate import current_revision, newest_revision
from storefront.inventory.jobs import expire_everywhere
from tenants import identity, lifecycle
from tenants.isolation import Database, JobContext
from tenants.kit.settings import PREFIX, Settings
from tests.database import TestDatabase
from tests.factories.tenants import a_tenant
from tests.infra.conftest import PlanOf

PASSWORD = "a long pass phrase"
TASK = "module.service.aws_ecs_task_definition.this"


@pytest.fixture
def given(plan_of: PlanOf, settings: Settings) -> dict[str, Settings]:
    """Of each task: the values of here under the names that it is given, and under no other."""
    values = settings.model_dump()
    found = {}
    for each in plan_of("rwanda"):
        if each["address"].startswith(TASK):
            task = next(
                container
                for container in json.loads(each["values"]["container_definitions"])
                if container["name"] == "storefront"
            )
            names = {told["name"].removeprefix(PREFIX).lower() for told in task["environment"] + task["secrets"]}
            kept = {name: value for name, value in values.items() if name in names or name == "media_url"}
            found[each["address"].removeprefix(TASK).strip('["]')] = Settings.model_validate(kept)
    return found


@pytest.mark.slow
def test_staff_sign_in_and_see_their_shop_at_a_web_task(given: dict[str, Settings], database: Database) -> None:
    with database.platform() as session:
        shop = a_tenant(session, slug="batik-house", name="Batik House")
        owner = identity.enrol_person(session, "owner@batik-house.example", name="Owner", password=PASSWORD)
        assert shop.id is not None
        assert owner.id is not None
        identity.grant_membership(session, shop.id, owner.id, identity.Role.OWNER)
    web = given["web"]
    base = web.origin(f"admin.{web.platform_domain}")
    with TestClient(create_app(web), base_url=base, follow_redirects=False) as client:
        assert client.get("/sign-in").status_code == 200
        signed_in = client.post("/sign-in", data={"email": owner.email, "password": PASSWORD})
        assert signed_in.status_code == 303, signed_in.text
        shop_page = client.get(signed_in.headers["location"], follow_redirects=True)
    assert (shop_page.status_code, "Batik House" in shop_page.text) == (200, True)


@pytest.mark.slow
def test_a_worker_writes_down_what_is_due_for_each_tenant(
    given: dict[str, Settings], database: Database, test_database: TestDatabase
) -> None:
    with database.platform() as session:
        tenant = a_tenant(session, slug="batik-house")
    with closing(Database(given["worker"])) as its_own:
        expire_everywhere(JobContext(its_own, {}))
    asked = "select (args ->> 'tenant_id')::bigint from procrastinate_jobs where task_name = 'inventory.expire'"
    assert test_database.rows(asked) == [tenant.id]


@pytest.mark.slow
def test_an_operators_task_lists_tenants_and_a_migration_reaches_the_schema(given: dict[str, Settings]) -> None:
    with closing(Database(given["operate"])) as database, database.platform() as session:
        assert lifecycle.find_tenant_by_slug(session, "batik-house") is None
    owner = given["migrate"].owner_database_url
    assert owner is not None
    assert current_revision(owner.get_secret_value()) == newest_revision()


@pytest.mark.slow
def test_nobody_who_serves_is_given_the_owner_or_the_administrator(given: dict[str, Settings]) -> None:
    assert set(given) == {"web", "worker", "operate", "migrate", "prepare"}
    for task in ("web", "worker", "operate"):
        assert (given[task].owner_database_url, given[task].admin_database_url) == (None, None)
    assert given["migrate"].admin_database_url is None
