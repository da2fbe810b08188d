"""Several processes on one database with a bus: all see the same, and what goes away loses nothing."""

import asyncio

import pytest

from app.kernel.actors import Role
from tests.live.houses import House, Table, played
from tests.live.servers import Program, Server, Visitor
from tests.live.typists import Typist, missing, say_the_same, until

ENOUGH = 40
OUTAGE_S = 3
GONE = (4401, 4403)

Pair = tuple[Server, Server]


async def all_typed(typists: list[Typist], count: int) -> None:
    await until(lambda: all(len(typist.typed) >= count for typist in typists), f"{count} keys of each")


async def nothing_is_missing(table: Table, typists: list[Typist]) -> None:
    """See that all copies and the log are equal and whole."""
    for typist in typists:
        await typist.saved()
    await until(lambda: say_the_same(typists), "all copies are equal")
    assert missing(typists, str(typists[0].body)) == 0
    assert table.stored() == str(typists[0].body)


@played
async def test_people_at_two_processes_write_one_text_and_see_one_another(
    wide_house: House, pair: Pair
) -> None:
    async with Table(wide_house, pair[0]) as table:
        six = await table.six(*pair)
        await asyncio.gather(*(typist.type("one text from two processes 🙂 äöü") for typist in six))
        await nothing_is_missing(table, six)
        await six[0].look({"cursor": None, "place": "step 2"})
        await until(lambda: six[0].doc.client_id in six[1].present, "a cursor crosses to the other process")


@played
async def test_nothing_is_missing_after_the_bus_was_gone_for_a_while(
    wide_house: House, pair: Pair, redis: Program
) -> None:
    async with Table(wide_house, pair[0]) as table:
        six = await table.six(*pair)
        done = asyncio.Event()
        async with asyncio.TaskGroup() as typing:
            for typist in six:
                typing.create_task(typist.type_until(done))
            await all_typed(six, ENOUGH)
            redis.kill()
            # The outage lasts: the processes are to notice it, and to try again in vain.
            await asyncio.sleep(OUTAGE_S)
            typed = len(six[0].typed)
            await asyncio.to_thread(redis.start)
            await all_typed(six, typed + ENOUGH)
            done.set()
        assert not any(typist.closed for typist in six)
        await nothing_is_missing(table, six)


@played
async def test_people_of_a_killed_process_move_to_the_other_one(wide_house: House, pair: Pair) -> None:
    dying = wide_house.server()
    async with Table(wide_house, pair[0]) as table:
        six = await table.six(pair[0], dying)
        moving = six[1::2]
        done = asyncio.Event()
        async with asyncio.TaskGroup() as typing:
            for typist in six:
                typing.create_task(typist.type_until(done))
            await all_typed(six, ENOUGH)
            dying.kill()
            await until(lambda: all(typist.closed for typist in moving), "their lines are gone")
            for typist in moving:
                await typist.come_back(table.seat(wide_house.writers[six.index(typist)], pair[1]))
            await all_typed(six, 3 * ENOUGH)
            done.set()
        assert not any(typist.closed for typist in six)
        await nothing_is_missing(table, six)


@played
async def test_two_workers_on_one_port_write_one_text_when_one_is_killed(wide_house: House) -> None:
    server = wide_house.server(workers=2)
    async with Table(wide_house, server) as table:
        six = await table.six()
        done = asyncio.Event()
        async with asyncio.TaskGroup() as typing:
            for typist in six:
                typing.create_task(typist.type_until(done))
            await all_typed(six, ENOUGH)
            await asyncio.to_thread(server.kill_a_worker)
            await asyncio.sleep(0)
            for typist in six:
                if typist.closed:
                    await typist.come_back()
            await all_typed(six, 3 * ENOUGH)
            for typist in six:
                if typist.closed:
                    await typist.come_back()
            done.set()
        await nothing_is_missing(table, six)


@played
async def test_a_right_taken_at_one_process_cuts_at_the_other(wide_house: House, pair: Pair) -> None:
    person = wide_house.newcomer(Role.EDITOR)
    async with Table(wide_house, pair[0]) as table:
        gone = await table.typist(person, pair[1])
        admin = Visitor(pair[0].address, wide_house.cookie(wide_house.cast.admin, pair[0].address))
        admin.send(f"/people/{person.id}", "roles", roles=["staff"])
        assert (await gone.cut()).code in GONE


@played
async def test_a_form_sent_to_one_process_reaches_a_page_at_the_other(wide_house: House, pair: Pair) -> None:
    async with Table(wide_house, pair[0], "One line.\n") as table:
        ada = await table.typist(wide_house.writers[0], pair[1])
        # The form is sent with what the room says, the page's own line in it.
        await ada.saved()
        visitor = Visitor(pair[0].address, wide_house.cookie(wide_house.writers[1], pair[0].address))
        page = f"/workshop/{table.slug}/edit"
        visitor.send(page, "body", body=f"Another first line.\n{table.stored()}")
        await until(lambda: str(ada.body).startswith("Another first line.\n"), "the page shows it")
        await ada.type("and on")
        await nothing_is_missing(table, [ada])


def test_more_workers_without_a_bus_refuse_to_start(house: House) -> None:
    with pytest.raises(AssertionError, match=r"(?i)redis"):
        house.server(workers=2)
