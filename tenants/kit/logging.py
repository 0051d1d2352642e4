"""Structured logs: one JSON object a line in production, a readable line in the demo.

Request id and tenant are bound once per request or job and appear on every line written meanwhile.
Secrets, mail addresses and connection strings are never passed to a logger on purpose; those that come in the text of
somebody's error are blacked out here.
"""

import logging
import re
import sys
from typing import Literal

import structlog

# Lengths are bounded, so that a hostile address costs no time.
_SECRETS = re.compile(
    r"(?P<before>\b[a-z][a-z0-9+]{1,20}://[^\s/:@]{0,100}:)[^\s/@]{1,500}(?=@)"  # the password in an address
    r"|\b(?:sk|rk)_(?:live|test)_\w+|\bwhsec_[\w+/=-]+"  # keys by their form
    r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"  # mail addresses
)
_MARKS = ("@", "sk_", "rk_", "whsec_")


def configure_logging(form: Literal["json", "console"], level: str) -> None:
    """Send everything, the standard library's loggers included, through one pipeline to stderr."""
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
    ]
    renderer: structlog.types.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(
            # The default shows the variables of every frame, and with them whatever secret they hold.
            colors=sys.stderr.isatty(),
            exception_formatter=structlog.dev.plain_traceback,
        )
    )
    as_text: list[structlog.types.Processor] = [structlog.processors.format_exc_info] if form == "json" else []
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *as_text, renderer, _blacked_out],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for chatty in ("alembic", "procrastinate", "psycopg.pool", "botocore", "boto3", "urllib3", "PIL", "_granian"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, root.level))


def _blacked_out(_logger: structlog.types.WrappedLogger, _method: str, line: structlog.types.EventDict) -> str:
    """The last step, after rendering: `line` is the whole text."""
    text = str(line)
    if not any(mark in text for mark in _MARKS):
        return text
    return _SECRETS.sub(lambda found: f"{found['before'] or ''}***", text)
