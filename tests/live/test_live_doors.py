"""Who may sit down at a live text, and who is cut off."""

import http

import pytest
from websockets.exceptions import InvalidStatus

from app.kernel.actors import Role
from tests.live.houses import House, Table, played
from tests.live.servers import Server, Visitor
from tests.live.typists import Closed, Seat, Typist, say_the_same, until

NO_SESSION, NO_RIGHT, NO_DOCUMENT = 4401, 4403, 4404
GONE = (NO_SESSION, NO_RIGHT)


@pytest.fixture
def admin(house: House, server: Server) -> Visitor:
    return Visitor(server.address, house.cookie(house.cast.admin, server.address))


async def is_cut_alone(guest: Typist, witness: Typist) -> Closed:
    """Wait until one is cut, and see that the other writes on."""
    closed = await guest.cut()
    await witness.type("still here")
    await witness.saved()
    return closed


@played
async def test_a_page_of_another_site_gets_no_line(house: House, server: Server) -> None:
    async with Table(house, server) as table:
        guest = table.guest(house.cast.editor, origin="http://evil.example")
        with pytest.raises(InvalidStatus, match="403"):
            await guest.connect()


@played
async def test_nobody_sits_down_without_a_session_a_right_and_a_document(
    house: House, server: Server
) -> None:
    async with Table(house, server) as table:
        assert (await table.guest(None).refused()).code == NO_SESSION
        assert (await table.guest(None, cookie="session=forged.by.hand").refused()).code == NO_SESSION
        assert (await table.guest(house.cast.staff).refused()).code == NO_RIGHT
        lost = Typist("Lost", Seat(server.address, 99_999, house.cookie(house.cast.editor, server.address)))
        assert (await lost.refused()).code == NO_DOCUMENT


@played
async def test_who_signs_out_is_cut_and_their_other_device_is_not(house: House, server: Server) -> None:
    person = house.newcomer(Role.EDITOR)
    async with Table(house, server) as table:
        leaving = server.visitor(person)
        cookie = leaving.cookie
        gone = await table.guest(person, cookie=cookie).join()
        kept = await table.typist(person)
        leaving.sign_out()
        assert (await is_cut_alone(gone, kept)).code in GONE
        assert (await table.guest(None, cookie=cookie).refused()).code == NO_SESSION


@played
async def test_who_loses_the_role_is_cut(house: House, server: Server, admin: Visitor) -> None:
    person = house.newcomer(Role.EDITOR)
    async with Table(house, server) as table:
        gone, witness = await table.typist(person), await table.typist(house.writers[0])
        page = f"/people/{person.id}"
        assert admin.send(page, "roles", roles=["staff"])[0] == http.HTTPStatus.SEE_OTHER
        assert (await is_cut_alone(gone, witness)).code == NO_RIGHT
        assert (await table.guest(person).refused()).code == NO_RIGHT


@played
async def test_whose_account_is_switched_off_is_cut(house: House, server: Server, admin: Visitor) -> None:
    person = house.newcomer(Role.EDITOR)
    async with Table(house, server) as table:
        gone, witness = await table.typist(person), await table.typist(house.writers[0])
        page = f"/people/{person.id}"
        assert admin.post(f"{page}/switch", page, active="no")[0] == http.HTTPStatus.SEE_OTHER
        assert (await is_cut_alone(gone, witness)).code in GONE
        assert (await table.guest(person).refused()).code == NO_SESSION


@played
async def test_whose_session_is_deleted_in_the_database_is_cut(house: House, server: Server) -> None:
    person = house.newcomer(Role.EDITOR)
    async with Table(house, server) as table:
        gone, witness = await table.typist(person), await table.typist(house.writers[0])
        house.execute("DELETE FROM user_sessions WHERE user_id = :user_id", user_id=person.id)
        assert (await is_cut_alone(gone, witness)).code in GONE


@played
async def test_everybody_is_sent_out_of_a_document_that_is_retired(
    house: House, server: Server, admin: Visitor
) -> None:
    async with Table(house, server) as table:
        ada = await table.typist(house.writers[0])
        assert admin.send(f"/workshop/{table.slug}/retire", "replaced_by")[0] == http.HTTPStatus.SEE_OTHER
        assert (await ada.cut()).code == NO_DOCUMENT
        assert (await table.guest(house.writers[1]).refused()).code == NO_DOCUMENT


@played
async def test_names_come_from_sessions_and_others_see_who_is_where(house: House, server: Server) -> None:
    async with Table(house, server) as table:
        ada, bo = await table.typist(house.writers[0]), await table.typist(house.writers[1])
        cursor = {"root": "body", "anchor": {"tname": "body"}, "head": {"tname": "body"}}
        await ada.look({"user": {"name": "<script>", "colour": "red"}, "cursor": cursor, "place": "step 3"})
        await until(lambda: ada.doc.client_id in bo.present, "Bo sees Ada")
        state = bo.present[ada.doc.client_id].state
        assert state is not None
        assert state["user"] == {
            "id": house.writers[0].id, "name": house.writers[0].name, "colour": house.writers[0].id % 8
        }  # fmt: skip
        assert (state["cursor"], state["place"]) == (cursor, "step 3")
        await bo.look({"user": {}, "cursor": None, "place": "a lie"}, ada.doc.client_id)
        cleo = await table.typist(house.writers[2])
        await until(lambda: ada.doc.client_id in cleo.present, "who comes later sees Ada too")
        seen = cleo.present[ada.doc.client_id].state
        assert seen is not None
        assert seen["place"] == "step 3"
        await ada.leave()
        await until(lambda: bo.present[ada.doc.client_id].state is None, "Bo sees that Ada left")
        assert say_the_same([bo, cleo])
