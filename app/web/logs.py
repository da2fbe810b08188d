"""Logs: one JSON object a line on stderr, or plain text for a terminal."""

import logging
import sys

import structlog
from structlog.typing import Processor

from config import Settings

_SHARED: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


def use_logs(settings: Settings) -> None:
    """Send the logs of our own code and of all libraries to stderr in the format of the settings."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.set_name("standardwerk")
    handler.setFormatter(_formatter(settings.log_format))
    root = logging.getLogger()
    # Called again for another application in the same process: the lines must not double.
    root.handlers = [other for other in root.handlers if other.get_name() != handler.get_name()] + [handler]
    root.setLevel(settings.log_level.upper())
    # What a migration does is told by whoever runs it; these lines tell of each check of the schema.
    logging.getLogger("alembic").setLevel("WARNING")


def _formatter(log_format: str) -> logging.Formatter:
    last: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if log_format == "json":
        last += [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    else:
        last.append(structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()))
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=_SHARED, processors=last)
