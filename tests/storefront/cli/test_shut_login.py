"""`storefront shut-login`: a stranger with a leaked password is put out, and the role's other login goes on."""

import psycopg
import pytest

from storefront.cli.server_setup import create_database, prepare_server
from tenants.isolation.logins import LOGINS, other_login
from tenants.isolation.policies import OWNER, PLATFORM, SERVING
from tests.rented_server import RentedServer
from tests.storefront.cli.conftest import Command
from tests.storefront.cli.test_prepare import variables

SECOND = other_login(SERVING)


@pytest.fixture
def server(rented: RentedServer) -> RentedServer:
    prepare_server(rented.admin_url, dict.fromkeys((SERVING, OWNER, PLATFORM, SECOND), "p"))
    create_database(rented.admin_url, "storefront")
    return rented


def test_who_is_in_is_cut_off_nobody_comes_in_and_a_new_password_opens_it(
    storefront: Command, server: RentedServer
) -> None:
    leaked, other = (server.url(login, "p", "storefront") for login in (SERVING, SECOND))
    with psycopg.connect(leaked) as stranger, psycopg.connect(other) as ours:
        said = storefront("shut-login", SERVING, variables=variables(server))
        assert (said.status, said.err) == (0, "")
        assert said.out.startswith(f"{SERVING} is shut, and 1 connections were ended")
        with pytest.raises(psycopg.OperationalError):
            stranger.execute("select 1")
        assert ours.execute("select current_user").fetchone() == (SERVING,)
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        psycopg.connect(leaked)

    assert storefront("prepare", variables=variables(server)).status == 0
    psycopg.connect(leaked).close()


@pytest.mark.parametrize("login", ["postgres", "storefront", f"{SERVING}_third"])
def test_another_login_is_left_alone(storefront: Command, rented: RentedServer, login: str) -> None:
    said = storefront("shut-login", login, variables=variables(rented))
    assert said.status == 2
    assert all(each in said.err for each in LOGINS)


def test_without_the_administrator_it_says_what_is_missing(storefront: Command, rented: RentedServer) -> None:
    said = storefront("shut-login", SERVING, variables=variables(rented, ADMIN_DATABASE_URL=""))
    assert (said.status, said.err.count("\n")) == (2, 1)
    assert "STOREFRONT_ADMIN_DATABASE_URL is not set" in said.err
