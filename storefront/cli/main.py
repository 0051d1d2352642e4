"""The `storefront` command."""

import os
import sys

import click

from storefront.cli.customers import customers
from storefront.cli.demo import demo
from storefront.cli.destinations import destinations
from storefront.cli.doctor import doctor
from storefront.cli.domains import domains
from storefront.cli.fx import fx
from storefront.cli.invariants import invariants
from storefront.cli.law import law
from storefront.cli.migrate import migrate
from storefront.cli.newsletter import newsletter
from storefront.cli.prepare import prepare
from storefront.cli.prices import prices
from storefront.cli.serve import serve, worker
from storefront.cli.shut_login import shut
from storefront.cli.stripe_standin import stripe_standin
from storefront.cli.tax import tax
from storefront.cli.tenants import tenants
from storefront.cli.themes import themes
from storefront.cli.translations import translations
from tenants.kit.errors import StorefrontError
from tenants.kit.settings import PREFIX


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="storefront")
def cli() -> None:
    """Run a zone of shops. Settings are STOREFRONT_* variables; `storefront doctor` checks them."""


COMMANDS = (
    demo, serve, worker, prepare, migrate, doctor, invariants, shut, tenants, themes, prices, fx, tax, law,
    destinations, domains, translations, newsletter, customers, stripe_standin,
)  # fmt: skip

for command in COMMANDS:
    cli.add_command(command)


def main() -> None:
    """Exit status: 0 done, 1 some of it failed, 2 wrong usage or configuration. Errors are one line on stderr."""
    try:
        # Not `cli()`, which would end with status 1 where the reader of our output has had enough.
        with cli.make_context("storefront", sys.argv[1:]) as context:
            cli.invoke(context)
        sys.exit(0)
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(2)
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "storefront"
        _end(f"{_one_line(error.format_message())} (`{where} --help` lists what there is)", status=2)
    except click.ClickException as error:
        _end(error.format_message(), status=2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:  # the reader of our output, such as `head`, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except StorefrontError as error:
        _end(str(error), status=2)
    except OSError as error:
        _end(": ".join(filter(None, (error.filename and str(error.filename), error.strerror or str(error)))), status=2)
    except Exception as error:
        if os.environ.get(f"{PREFIX}LOG_LEVEL") == "debug":
            raise
        _end(f"{type(error).__name__}: {error} ({PREFIX}LOG_LEVEL=debug shows where)", status=1)


def _end(message: str, *, status: int) -> None:
    click.echo(f"storefront: {_one_line(message)}", err=True)
    sys.exit(status)


def _one_line(message: str) -> str:
    return " ".join(message.split())
