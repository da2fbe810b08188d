"""Threads for the database: the event loop itself never waits for it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from flask import Flask

P = ParamSpec("P")
R = TypeVar("R")

READERS = 4


class Threads:
    """One thread stores what was typed, so that it is stored in order; others do everything else."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._writer = ThreadPoolExecutor(1, "live-write")
        self._guard = ThreadPoolExecutor(1, "live-guard")
        self._readers = ThreadPoolExecutor(READERS, "live-read")

    async def ask(self, what: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Ask or change something, inside the application."""
        return await self._run(self._readers, what, *args, **kwargs)

    async def store(self, what: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Store something, one thing after the other."""
        return await self._run(self._writer, what, *args, **kwargs)

    async def guard(self, what: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Ask something that must not wait for others."""
        return await self._run(self._guard, what, *args, **kwargs)

    async def knock(self, what: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Ask something that brings its own context."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, lambda: what(*args, **kwargs))

    def close(self) -> None:
        """End when everything under way is done."""
        self._writer.shutdown()
        self._guard.shutdown()
        self._readers.shutdown()

    async def _run(
        self, threads: ThreadPoolExecutor, what: Callable[P, R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        def inside() -> R:
            with self._app.app_context():
                return what(*args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(threads, inside)
