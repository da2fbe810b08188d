"""The storekeeper: what was typed in all rooms is stored together, and only then shown and confirmed."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from app.kernel.errors import AppError
from standards.realtime.appending import Claim, EpochGone, Typed, append
from standards.realtime.bus import Kind
from standards.realtime.rooms import FEW, Room
from standards.realtime.seats import Seat
from standards.realtime.wire import Close

if TYPE_CHECKING:
    from standards.realtime.hub import Hub

TICK_S = 0.002
RETRY_S = 0.5

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Load:
    """What is to be stored for one room, and what waits for that."""

    room: Room
    typed: list[Typed]
    claims: list[Claim]
    waiting: list[tuple[Seat, bytes]]


class Storekeeper:
    """Stores what comes, in one transaction for everything that came in the same moment."""

    def __init__(self, hub: "Hub") -> None:
        self._hub = hub
        self._has_more = asyncio.Event()

    def soon(self) -> None:
        """Store what was typed, as soon as possible."""
        self._has_more.set()

    async def work(self) -> None:
        """Store as long as the process runs; what cannot be stored now is tried again."""
        while True:
            await self._has_more.wait()
            await asyncio.sleep(TICK_S)
            try:
                await self.store()
            except AppError as error:
                _log.warning("live changes are not stored yet", code=error.code)
                await self._again_later()
            except Exception:  # noqa: BLE001 - whatever it is, what was typed must be tried again
                _log.exception("live changes are not stored yet")
                await self._again_later()

    async def store(self) -> None:
        """Store what was typed in all rooms in one transaction; then show it, and confirm it."""
        self._has_more.clear()
        loads = [
            Load(room, *room.begin_storing())
            for room in self._hub.rooms.values()
            if room.pending or room.waiting
        ]
        try:
            ids = iter(await self._append(loads))
        except EpochGone as error:
            self._put_back(loads)
            for document_id in error.document_ids:
                self._hub.send_out(document_id, Close.OTHER_EPOCH)
            self.soon()
            return
        except BaseException:
            self._put_back(loads)
            raise
        for load in loads:
            load.room.storing = []
            own = [next(ids) for _ in load.typed]
            self._show(load, own)

    async def _append(self, loads: list[Load]) -> list[int]:
        typed = [change for load in loads for change in load.typed]
        if not typed:
            return []
        claims = [claim for load in loads for claim in load.claims]
        epochs = {load.room.document_id: load.room.standing.epoch for load in loads if load.typed}
        return list(await self._hub.threads.store(append, typed, claims, epochs))

    def _show(self, load: Load, ids: list[int]) -> None:
        load.room.note_rows(ids)
        shown = load.room.show([change.update for change in load.typed])
        for start, update in zip(range(0, len(ids), FEW), shown, strict=True):
            self._hub.tell_others(Kind.STORED, load.room.document_id, ids[start : start + FEW], update)
        for seat, frame in load.waiting:
            seat.push(frame)

    async def _again_later(self) -> None:
        await asyncio.sleep(RETRY_S)
        self.soon()

    @staticmethod
    def _put_back(loads: list[Load]) -> None:
        for load in loads:
            load.room.put_back(load.claims, load.waiting)
