"""The conversation with one page: message after message, until it leaves or must."""

from typing import TYPE_CHECKING

import structlog

from standards.realtime.copies import BrokenCopy
from standards.realtime.rooms import MissingChanges, OtherEpoch, Room, RoomFull
from standards.realtime.seats import Receive, Seat
from standards.realtime.wire import (
    Close,
    Malformed,
    Message,
    Reader,
    Sync,
    ack_frame,
    awareness_frame,
    notice_frame,
    sync_frame,
)

if TYPE_CHECKING:
    from standards.realtime.hub import Hub

MOST_REFUSED = 3

_log = structlog.get_logger(__name__)


async def converse(hub: "Hub", room: Room, seat: Seat, receive: Receive) -> None:
    """Answer what a page sends until it is gone, or breaks a rule."""
    while not seat.closing:
        event = await receive()
        if event["type"] == "websocket.disconnect":
            return
        if seat.closing:
            continue
        # A page sends bytes only; a text comes without them.
        message = event.get("bytes") or b""
        if not seat.pace.is_kept(len(message)):
            seat.close(Close.TOO_FAST)
            return
        try:
            await _answer(hub, room, seat, message)
        except Malformed as error:
            _refuse(room, seat, str(error))
        except BrokenCopy:
            # Everybody comes back to a copy made anew from the log.
            _log.exception("live copy broke", document=room.document_id, user=seat.visitor.user_id)
            hub.send_out(room.document_id, Close.RESTART)
        except OtherEpoch:
            seat.close(Close.OTHER_EPOCH)
        except RoomFull:
            seat.last_word(notice_frame("limit", message=seat.visitor.full), Close.ROOM_FULL)


def _refuse(room: Room, seat: Seat, reason: str) -> None:
    """Let the page come back with its copy; one whose copy itself is bad would do so for ever."""
    room.refused[seat.visitor.user_id] += 1
    _log.info("live message refused", document=room.document_id, user=seat.visitor.user_id, reason=reason)
    is_hopeless = room.refused[seat.visitor.user_id] >= MOST_REFUSED
    seat.close(Close.BAD_COPY if is_hopeless else Close.BAD_MESSAGE, reason[:100])


async def _answer(hub: "Hub", room: Room, seat: Seat, message: bytes) -> None:
    reader = Reader(message)
    kind = reader.number()
    if kind == Message.SYNC:
        await _sync(hub, room, seat, reader)
    elif kind == Message.AWARENESS:
        client_id = room.presence.hear(seat, reader.bytes())
        if client_id is not None:
            room.reserve(client_id, seat.visitor.user_id)
    elif kind == Message.QUERY:
        seat.push(awareness_frame(room.presence.all()))
    elif kind == Message.ACK:
        _confirm(hub, room, seat, ack_frame(reader.number()))
    else:
        raise Malformed("no such message")


async def _sync(hub: "Hub", room: Room, seat: Seat, reader: Reader) -> None:
    kind, data = reader.number(), reader.bytes()
    reader.end()
    if kind == Sync.STEP_1:
        _when_stored(hub, room, seat, sync_frame(Sync.STEP_2, room.copy.since(data)))
    elif kind in (Sync.STEP_2, Sync.UPDATE):
        seat.has_told = seat.has_told or kind == Sync.STEP_2
        if await _take(hub, room, seat, data):
            seat.typed_at = room.typed_at
            hub.storekeeper.soon()
        elif kind == Sync.UPDATE and not seat.visitor.can_write:
            seat.push(notice_frame("readonly"))
        if kind == Sync.STEP_2 and seat.held_ack:
            _when_stored(hub, room, seat, seat.held_ack)
    else:
        raise Malformed("no such message")


async def _take(hub: "Hub", room: Room, seat: Seat, update: bytes) -> bool:
    try:
        return room.take(seat, update)
    except MissingChanges:
        if not seat.has_told:
            # It rests on what the page wrote without a line; its answer to our first step brings both.
            seat.is_early = True
            return False
        # Another process may have stored what it rests on; we hear of that a moment later.
        await hub.look(room)
    try:
        return room.take(seat, update)
    except MissingChanges:
        raise OtherEpoch from None


def _confirm(hub: "Hub", room: Room, seat: Seat, frame: bytes) -> None:
    """Send a number back once everything before it is stored; it stands for all numbers before it."""
    if seat.is_early and not seat.has_told:
        seat.held_ack = frame
    else:
        _when_stored(hub, room, seat, frame)


def _when_stored(hub: "Hub", room: Room, seat: Seat, frame: bytes) -> None:
    # Behind what waits already, so that a page is told its numbers in their order.
    if room.is_stored and not room.waiting:
        seat.push(frame)
    else:
        room.waiting.append((seat, frame))
        hub.storekeeper.soon()
