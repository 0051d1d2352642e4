"""The `storefront` command."""

import sys

import click

from storefront.cli.demo import demo
from storefront.cli.doctor import doctor
from storefront.cli.migrate import migrate
from storefront.cli.serve import serve, worker
from storefront.cli.tenants import tenants
from tenants.kit.errors import StorefrontError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="storefront")
def cli() -> None:
    """Run a zone of shops. Settings are STOREFRONT_* variables; `storefront doctor` checks them."""


for command in (demo, serve, worker, migrate, doctor, tenants):
    cli.add_command(command)


def main() -> None:
    """Exit status: 0 done, 1 some of it failed, 2 wrong usage or configuration. Errors are one line on stderr."""
    try:
        sys.exit(cli(standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except StorefrontError as error:
        click.echo(f"storefront: {error}", err=True)
        sys.exit(2)
