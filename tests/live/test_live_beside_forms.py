"""Forms beside a room: what they change reaches those who type, and takes nothing from them."""

import http

from tests.live.houses import House, Table, played
from tests.live.servers import Server, Visitor
from tests.live.typists import Typist, missing, say_the_same, until

BODY = "The first line.\n\n## Rules\n\n- Name the day.\n- Call back.\n"


def visitor_of(house: House, server: Server, place: int) -> Visitor:
    return Visitor(server.address, house.cookie(house.writers[place], server.address))


async def is_whole(table: Table, typists: list[Typist]) -> None:
    """See that copies, log and draft say the same and that nothing typed is missing."""
    for typist in typists:
        await typist.saved()
    await until(lambda: say_the_same(typists), "all copies are equal")
    await until(lambda: table.draft().body == str(typists[0].body), "the draft is settled")
    assert missing(typists, table.stored()) == 0
    assert table.stored() == table.draft().body


@played
async def test_a_form_saved_beside_typing_is_joined_and_nothing_is_lost(house: House, server: Server) -> None:
    async with Table(house, server, BODY) as table:
        ada, bo = await table.typist(house.writers[0]), await table.typist(house.writers[1])
        cleo = visitor_of(house, server, 2)
        path = f"/workshop/{table.slug}/edit"
        form = cleo.form(path, "body")
        await ada.type("typed while the form was open")
        await bo.type("and so was this 🙂")
        changed = form.fields["body"][0].replace("Call back.", "Call back within a day.")
        answer = cleo.submit(path, form, body=changed)
        await ada.type(", and on")
        assert answer[0] == http.HTTPStatus.SEE_OTHER, answer
        await until(lambda: "- Call back within a day." in str(ada.body), "who types sees the form's change")
        await is_whole(table, [ada, bo])
        assert "- Call back within a day." in table.draft().body
        assert "- Name the day." in table.draft().body


@played
async def test_a_form_moves_no_cursor(house: House, server: Server) -> None:
    async with Table(house, server, BODY) as table:
        ada = await table.typist(house.writers[0])
        await ada.type("my place")
        place = ada.body.sticky_index(str(ada.body).index("Call back"))
        cleo = visitor_of(house, server, 2)
        page = f"/workshop/{table.slug}/edit"
        body = cleo.form(page, "body").fields["body"][0]
        cleo.send(page, "body", body=body.replace("The first line.", "Quite another first line."))
        await until(lambda: "Quite another" in str(ada.body), "the change arrives")
        assert str(ada.body)[place.get_index() :].startswith("Call back")


@played
async def test_fields_sent_by_form_arrive_in_the_header(house: House, server: Server) -> None:
    async with Table(house, server, BODY) as table:
        ada = await table.typist(house.writers[0])
        cleo = visitor_of(house, server, 2)
        page = f"/workshop/{table.slug}/edit"
        assert cleo.send(page, "body", title="Another title")[0] == http.HTTPStatus.SEE_OTHER
        await until(lambda: "title: Another title" in str(ada.header), "the header says it")
        await ada.type("and on")
        await is_whole(table, [ada])
        assert str(ada.header) == table.draft().header_text


@played
async def test_a_revision_has_what_is_on_the_screen_and_all_who_wrote_it(
    house: House, server: Server
) -> None:
    async with Table(house, server, BODY) as table:
        six = await table.six()
        for typist in six:
            await typist.type(f"a sentence of {typist.name}")
            await typist.saved()
        await six[5].delete(3)
        await six[5].saved()
        await until(lambda: say_the_same(six), "all copies are equal")
        keeper = Visitor(server.address, house.cookie(house.cast.editor, server.address))
        answer = keeper.send(f"/workshop/{table.slug}/finish", "note", note="All of us.")
        assert answer[0] == http.HTTPStatus.SEE_OTHER, answer
        revision = house.revision(table.document_id, 1)
        assert revision.body.rstrip("\n") == str(six[0].body).rstrip("\n")
        writers = {person.id for person in house.writers}
        assert writers <= set(revision.contributors)
        await until(lambda: all(typist.heard("revision") for typist in six), "everybody is told")
        assert six[0].heard("revision")[-1]["number"] == 1


@played
async def test_who_only_deleted_is_a_contributor_too(house: House, server: Server) -> None:
    async with Table(house, server, BODY) as table:
        ada = await table.guest(house.writers[0]).join()
        del ada.body[0 : len("The first line.")]
        await ada.flush()
        await ada.saved()
        keeper = Visitor(server.address, house.cookie(house.cast.editor, server.address))
        answer = keeper.send(f"/workshop/{table.slug}/finish", "note", note="Shorter.")
        assert answer[0] == http.HTTPStatus.SEE_OTHER, answer
        assert house.writers[0].id in house.revision(table.document_id, 1).contributors


@played
async def test_a_draft_discarded_beside_typing_goes_back_everywhere_and_typing_goes_on(
    house: House, server: Server
) -> None:
    async with Table(house, server, BODY) as table:
        ada, bo = await table.typist(house.writers[0]), await table.typist(house.writers[1])
        keeper = Visitor(server.address, house.cookie(house.cast.editor, server.address))
        await ada.type("kept in the first revision")
        await ada.saved()
        keeper.send(f"/workshop/{table.slug}/finish", "note", note="The first.")
        kept = house.revision(table.document_id, 1).body
        await bo.type("not kept")
        await bo.saved()
        answer = keeper.send(f"/workshop/{table.slug}/discard", "version")
        assert answer[0] == http.HTTPStatus.SEE_OTHER, answer
        await until(lambda: str(ada.body) == str(bo.body) == kept, "both go back")
        await until(lambda: ada.heard("discarded") and bo.heard("discarded"), "both are told")
        bo.typed = ""
        await ada.type(", and a new beginning")
        await is_whole(table, [ada, bo])


@played
async def test_a_preview_and_the_document_page_show_what_was_just_typed(house: House, server: Server) -> None:
    async with Table(house, server, BODY) as table:
        ada = await table.typist(house.writers[0])
        await ada.type("typed this moment")
        await ada.saved()
        page = visitor_of(house, server, 1).get(f"/workshop/{table.slug}/edit")
        assert "typed this moment" in page
        assert "typed this moment" in visitor_of(house, server, 1).get(f"/workshop/{table.slug}/?draft=1")
