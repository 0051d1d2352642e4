"""Errors that nobody foresaw, told to a Sentry server: what is logged as an error is reported as well.

A report says which error, where in the code it was raised, and by which request or job of which tenant. The error's own
words and the variables stay here: they may be anybody's data, and the request id leads to our log, where they are.
"""

import logging
from importlib import import_module

from tenants.kit.settings import Settings


def report_errors(settings: Settings, *, process: str, zone: str) -> None:
    """From now on, if a server is set. To be called after `configure_logging`, once in a process."""
    if settings.sentry_dsn is None:
        return
    # Not at the top: only where it is wanted is it loaded.
    handler: logging.Handler = import_module("tenants.kit.sentry").Reports(
        settings.sentry_dsn.get_secret_value(), process=process, zone=zone
    )
    logging.getLogger().addHandler(handler)
