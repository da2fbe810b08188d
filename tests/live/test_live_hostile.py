"""Whoever sends rubbish, floods, or does not read is cut; whoever else types at the table notices nothing."""

from collections.abc import Mapping

import pytest
from pycrdt import Doc, Text, write_message

from app.kernel.actors import Role
from tests.live import wire
from tests.live.houses import House, Table, played
from tests.live.mutations import hostile_frames
from tests.live.servers import Server
from tests.live.typists import Typist, missing, say_the_same, until

BAD_MESSAGE, TOO_SLOW, TOO_FAST = 4500, 1013, 4508
TOO_BIG = 1009
MANY = 300
FLOOD = 20_000
LONG = "A long passage.\n" * 20_000
TOO_MUCH = 20 * 2**20
"""More bytes than wait for one page in the server and in the system between."""


def update_of(root: str, text: str) -> bytes:
    """Return the update of somebody who writes this into an empty root."""
    doc: Doc[Text] = Doc()
    doc[root] = Text(text)
    return bytes(doc.get_update())


TEXT_FRAME = "a text frame"
RUBBISH: Mapping[str, bytes | str] = {
    "a text frame": "hello",
    "no such kind": b"\x63",
    "no such sync step": b"\x00\x09\x00",
    "a sync frame that ends": b"\x00",
    "an update that ends": b"\x00\x02\x03abc",
    "an impossible count": wire.update(bytes.fromhex("ffffff7f")),
    "an impossible number": wire.update(b"\xff" * 40),
    "noise": wire.update(bytes(range(1, 250))),
    "another root": wire.update(update_of("footer", "a text nobody sees")),
    "a carriage return": wire.update(update_of("body", "one\r\ntwo")),
    "a zero byte": wire.update(update_of("body", "one\0two")),
    "an impossible state vector": wire.what_i_have(bytes.fromhex("ffffff7f")),
    "awareness that ends": b"\x01\x05\xff\xff",
    "awareness of too many": b"\x01" + write_message(bytes.fromhex("ffffff7f")),
    "awareness that is deep": wire.awareness_of_text(9, 1, "[" * 900),
    "awareness that is long": wire.awareness_of_text(9, 1, '"' + "x" * 100_000 + '"'),
    "awareness that is no JSON": wire.awareness_of_text(9, 1, "{user:"),
    "awareness that is no object": wire.awareness_of_text(9, 1, "3"),
}


async def types_on(typist: Typist) -> None:
    """See that somebody can type as if nothing were."""
    await typist.type("on")
    await typist.saved()
    assert typist.closed is None


@pytest.mark.parametrize("kind", RUBBISH)
@played
async def test_rubbish_cuts_who_sends_it_and_nobody_else(house: House, server: Server, kind: str) -> None:
    async with Table(house, server) as table:
        ada = await table.typist(house.writers[0])
        eve = await table.guest(house.newcomer(Role.EDITOR)).join()
        before = str(ada.body)
        await eve.send(RUBBISH[kind])
        assert (await eve.cut()).code == BAD_MESSAGE
        assert str(ada.body) == before
        await types_on(ada)


@played
async def test_nobody_writes_with_the_client_id_of_somebody_else(house: House, server: Server) -> None:
    async with Table(house, server) as table:
        ada = await table.typist(house.writers[0])
        eve = await table.guest(house.writers[1]).join()
        forged: Doc[Text] = Doc(client_id=ada.doc.client_id)
        forged["body"] = Text("I am Ada")
        await eve.send(wire.update(forged.get_update()))
        assert (await eve.cut()).code == BAD_MESSAGE
        await types_on(ada)
        assert "I am Ada" not in str(ada.body) + table.stored()


@played
async def test_a_message_too_large_cuts_who_sends_it(house: House, server: Server) -> None:
    async with Table(house, server) as table:
        ada = await table.typist(house.writers[0])
        eve = await table.guest(house.newcomer(Role.EDITOR)).join()
        await eve.send(wire.update(update_of("body", "x" * 2**22)))
        assert (await eve.cut()).code == TOO_BIG
        await types_on(ada)


@pytest.mark.parametrize(
    "frame", [wire.ack(7), b"\x03", wire.update(wire.NOTHING)], ids=["acks", "queries", "nothing"]
)
@played
async def test_a_flooder_is_cut_and_the_others_write_on(house: House, server: Server, frame: bytes) -> None:
    async with Table(house, server) as table:
        ada, bo = await table.typist(house.writers[0]), await table.typist(house.writers[1])
        eve = await table.typist(house.newcomer(Role.EDITOR))
        for number in range(FLOOD):
            await eve.send(frame)
            if number % MANY == 0:
                await ada.type("a")
        assert (await eve.cut()).code == TOO_FAST
        await types_on(ada)
        await types_on(bo)
        await until(lambda: say_the_same([ada, bo]), "both copies are equal")
        assert missing([ada, bo], table.stored()) == 0


@played
async def test_who_does_not_read_is_cut_and_gets_everything_on_coming_back(
    house: House, server: Server
) -> None:
    async with Table(house, server, LONG) as table:
        ada, bo = await table.typist(house.writers[0]), await table.typist(house.writers[1])
        slow = await table.guest(house.newcomer(Role.EDITOR)).connect(reads_little=True)
        for _ in range(TOO_MUCH // len(LONG)):
            await slow.send(wire.what_i_have(b"\0"))
            await ada.type("a")
        await types_on(ada)
        await types_on(bo)
        slow.read()
        assert (await slow.cut()).code == TOO_SLOW
        await slow.join()
        await until(lambda: say_the_same([ada, bo, slow]), "all copies are equal")
        assert missing([ada, bo], str(slow.body)) == 0


@played
async def test_hostile_frames_of_every_kind_never_cut_who_types_beside_them(
    house: House, server: Server
) -> None:
    async with Table(house, server) as table:
        ada = await table.typist(house.writers[0])
        eve = await table.guest(house.newcomer(Role.EDITOR)).join()
        for number, frame in zip(range(MANY), hostile_frames(7), strict=False):
            if eve.closed:
                await eve.join()
            await eve.send(frame)
            if number % 10 == 0:
                await ada.type("a")
        await types_on(ada)
        await until(lambda: missing([ada], table.stored()) == 0, "all that Ada typed is stored")
