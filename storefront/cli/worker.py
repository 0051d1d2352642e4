"""`storefront worker`: what runs jobs, the other of the two processes of production."""

from pathlib import Path

import click

from storefront.cli.checks import require_ready_database
from storefront.worker import CONCURRENCY, run_worker
from tenants import zones
from tenants.kit.error_reports import report_errors
from tenants.kit.logging import configure_logging
from tenants.kit.settings import load_settings


@click.command()
@click.option(
    "--concurrency", default=CONCURRENCY, show_default=True, type=click.IntRange(1, 64), help="Jobs at a time."
)
@click.option(
    "--heartbeat",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file to say in that it lives; `python -m storefront.heartbeat FILE` tells whether it does.",
)
def worker(concurrency: int, heartbeat: Path | None) -> None:
    """Run jobs: pictures, search entries and whatever else was left for later."""
    settings = load_settings()
    configure_logging(settings.log_format, settings.log_level)
    report_errors(settings, process="worker", zone=zones.load_zone(settings.zone_file).name)
    require_ready_database(settings)
    run_worker(settings, concurrency=concurrency, heartbeat=heartbeat)
