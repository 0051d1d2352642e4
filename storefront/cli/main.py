"""The `storefront` command."""

import os
import sys

import click

from storefront.cli.later import LaterGroup
from tenants.kit.errors import StorefrontError

COMMANDS = {
    "demo": (
        "storefront.cli.demo:demo",
        "Run the demo zone: its own PostgreSQL, three exporters and a shop for learners.",
    ),
    "serve": ("storefront.cli.serve:serve", "Serve every shop of the zone over HTTP."),
    "worker": (
        "storefront.cli.worker:worker",
        "Run jobs: pictures, search entries and whatever else was left for later.",
    ),
    "prepare": (
        "storefront.cli.prepare:prepare",
        "Make the roles and the database on a new server, as its administrator.",
    ),
    "migrate": ("storefront.cli.migrate:migrate", "Bring the database to the newest revision."),
    "doctor": (
        "storefront.cli.doctor:doctor",
        "Check configuration, database, roles, row security, media, payment keys and mail.",
    ),
    "invariants": (
        "storefront.cli.invariants:invariants",
        "Look over a database as its owner, and say each thing that does not hold.",
    ),
    "shut-login": (
        "storefront.cli.shut_login:shut",
        "Shut one of the two logins of a role, as the server's administrator, until it gets its next password.",
    ),
    "tenants": (
        "storefront.cli.tenants:tenants",
        "Open, list, suspend and resume shops, and export what is kept of one.",
    ),
    "themes": (
        "storefront.cli.themes:themes",
        "List, check and install themes; preview, publish, schedule and restore what a shop wears.",
    ),
    "prices": ("storefront.cli.prices:prices", "Import and export the price lists of a shop's markets."),
    "fx": ("storefront.cli.fx:fx", "Update, set and list rates of exchange."),
    "tax": (
        "storefront.cli.tax:tax",
        "Record and list the rules by which parcels are taxed. docs/landed-cost.md says how they are used.",
    ),
    "law": (
        "storefront.cli.law:law",
        "Record and list what markets ask of a sale: prices with tax, withdrawal, the words of the order button.",
    ),
    "destinations": (
        "storefront.cli.destinations:destinations",
        "Close, open and list destinations for all shops at once.",
    ),
    "domains": (
        "storefront.cli.domains:domains",
        "Claim, check, verify, remove and list the domains of a shop, and give one to a market.",
    ),
    "translations": (
        "storefront.cli.translations:translations",
        "Take a shop's texts out to translators and bring them in again.",
    ),
    "newsletter": ("storefront.cli.newsletter:newsletter", "List those who agreed to news of a shop."),
    "customers": ("storefront.cli.customers:customers", "Give a buyer's data out, or erase it."),
    "stripe-standin": ("storefront.cli.stripe_standin:stripe_standin", "Stand in for Stripe on this machine."),
}
# Not from `tenants.kit.settings`, which would load a database's driver for a page of help.
_LOG_LEVEL = "STOREFRONT_LOG_LEVEL"


@click.group(cls=LaterGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="storefront")
def cli() -> None:
    """Run a zone of shops. Settings are STOREFRONT_* variables; `storefront doctor` checks them."""


cli.add_table(COMMANDS)


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
        if os.environ.get(_LOG_LEVEL) == "debug":
            raise
        _end(f"{type(error).__name__}: {error} ({_LOG_LEVEL}=debug shows where)", status=1)


def _end(message: str, *, status: int) -> None:
    click.echo(f"storefront: {_one_line(message)}", err=True)
    sys.exit(status)


def _one_line(message: str) -> str:
    return " ".join(message.split())
