"""The conversation with one page: message after message, until it leaves or must."""

from typing import TYPE_CHECKING

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


async def converse(hub: "Hub", room: Room, seat: Seat, receive: Receive) -> None:
    """Answer what a page sends until it is gone, or breaks a rule."""
    while not seat.closing:
        event = await receive()
        if event["type"] == "websocket.disconnect":
            return
        message = event.get("bytes")
        if seat.closing or not message:
            continue
        if not seat.pace.is_kept(len(message)):
            seat.close(Close.TOO_FAST)
            return
        try:
            await _answer(hub, room, seat, message)
        except Malformed as error:
            seat.close(Close.BAD_MESSAGE, str(error)[:100])
        except OtherEpoch:
            seat.close(Close.OTHER_EPOCH)
        except RoomFull:
            seat.last_word(notice_frame("limit", message=seat.visitor.full), Close.ROOM_FULL)


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
        _when_stored(hub, room, seat, ack_frame(reader.number()))
    else:
        raise Malformed("no such message")


async def _sync(hub: "Hub", room: Room, seat: Seat, reader: Reader) -> None:
    kind, data = reader.number(), reader.bytes()
    reader.end()
    if kind == Sync.STEP_1:
        _when_stored(hub, room, seat, sync_frame(Sync.STEP_2, room.copy.since(data)))
    elif kind in (Sync.STEP_2, Sync.UPDATE):
        if await _take(hub, room, seat, data):
            hub.store_soon()
    else:
        raise Malformed("no such message")


async def _take(hub: "Hub", room: Room, seat: Seat, update: bytes) -> bool:
    try:
        return room.take(seat, update)
    except MissingChanges:
        # Another process may have stored what it rests on; we hear of that a moment later.
        await hub.look(room)
    try:
        return room.take(seat, update)
    except MissingChanges:
        raise OtherEpoch from None


def _when_stored(hub: "Hub", room: Room, seat: Seat, frame: bytes) -> None:
    if room.is_stored:
        seat.push(frame)
    else:
        room.waiting.append((seat, frame))
        hub.store_soon()
