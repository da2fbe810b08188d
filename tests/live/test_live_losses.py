"""Nothing that somebody typed is lost: not by a killed server, a lost line, a tab closed at once."""

import asyncio

from tests.live.houses import House, Table, played
from tests.live.servers import Server
from tests.live.typists import Typist, missing, say_the_same, until

ENOUGH = 60
"""Keys of each typist after which something is made to go wrong."""


async def all_typed(typists: list[Typist], count: int) -> None:
    await until(lambda: all(len(typist.typed) >= count for typist in typists), f"{count} keys of each")


@played
async def test_a_killed_server_loses_nothing_that_was_acknowledged_or_seen(
    house: House, mortal: Server
) -> None:
    async with Table(house, mortal) as table:
        six = await table.six()
        done = asyncio.Event()
        async with asyncio.TaskGroup() as typing:
            for typist in six:
                typing.create_task(typist.type_until(done))
            await all_typed(six, ENOUGH)
            mortal.kill()
            await until(lambda: all(typist.closed for typist in six), "all lines are gone")
            done.set()
        text = table.stored()
        for typist in six:
            assert len(typist.acked) > 0
            assert typist.line(text).startswith(typist.acked)
            for other in six:
                if other is not typist:
                    assert typist.line(text).startswith(typist.line(str(other.body)))


@played
async def test_who_types_on_while_the_server_is_killed_and_started_again_loses_nothing(
    house: House, mortal: Server
) -> None:
    async with Table(house, mortal) as table:
        six = await table.six()
        done = asyncio.Event()
        async with asyncio.TaskGroup() as typing:
            for typist in six:
                typing.create_task(typist.type_until(done))
            await all_typed(six, ENOUGH)
            mortal.kill()
            await all_typed(six, 2 * ENOUGH)
            await asyncio.to_thread(mortal.start)
            await asyncio.gather(*(typist.come_back() for typist in six))
            await all_typed(six, 3 * ENOUGH)
            done.set()
        for typist in six:
            await typist.saved()
        await until(lambda: say_the_same(six), "all copies are equal")
        assert missing(six, str(six[0].body)) == 0
        assert missing(six, table.stored()) == 0


@played
async def test_a_tab_closed_right_behind_the_last_key_loses_nothing(house: House, server: Server) -> None:
    async with Table(house, server) as table:
        ada = await table.typist(house.writers[0])
        await ada.type("the last words, and gone 🙂")
        await ada.leave()
        await until(lambda: ada.typed in table.draft().body, "the draft says it")
        bo = await table.guest(house.writers[1]).join()
        assert missing([ada], str(bo.body)) == 0


@played
async def test_lines_that_break_harm_nobody_and_lose_nothing(house: House, server: Server) -> None:
    async with Table(house, server) as table:
        six = await table.six()
        done = asyncio.Event()
        async with asyncio.TaskGroup() as typing:
            for typist in six:
                typing.create_task(typist.type_until(done))
            await all_typed(six, 20)
            for typist in six[:2]:
                await typist.vanish()
            await all_typed(six, 40)
            assert not any(typist.closed for typist in six[2:])
            for typist in six[:2]:
                await typist.come_back()
            await all_typed(six, 60)
            done.set()
        for typist in six:
            await typist.saved()
        await until(lambda: say_the_same(six), "all copies are equal")
        assert missing(six, str(six[0].body)) == 0


@played
async def test_what_two_write_without_a_line_is_joined(house: House, server: Server) -> None:
    async with Table(house, server) as table:
        ada, bo, cleo = (await table.six())[:3]
        await ada.vanish()
        await bo.vanish()
        await ada.type("written in a tunnel")
        await bo.type("written on a boat 🚢")
        await bo.delete(2)
        await cleo.type("written at the desk")
        await ada.come_back()
        await bo.come_back()
        three = [ada, bo, cleo]
        for typist in three:
            await typist.saved()
        await until(lambda: say_the_same(three), "all copies are equal")
        assert missing(three, str(cleo.body)) == 0
        assert bo.line().endswith("on a boat")


@played
async def test_who_types_while_joining_is_told_that_it_is_stored_only_when_it_is(
    house: House, server: Server
) -> None:
    async with Table(house, server) as table:
        ada = await table.typist(house.writers[0])
        await ada.vanish()
        await ada.type("written without a line")
        await ada.connect()
        await ada.type(", and this before anything came")
        await ada.ask_for_ack()
        assert ada.typed not in table.stored()
        ada.read()
        await until(lambda: ada.acked == ada.typed or ada.closed, "it is stored")
        assert ada.closed is None
        assert missing([ada], table.stored()) == 0
