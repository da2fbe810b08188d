"""Servers die, cables are pulled, tabs are closed, sessions end: nothing that was typed is lost."""

from playwright.sync_api import Page, expect

from app.kernel.actors import Role
from standards.documents.drafting import cut_revision
from standards.realtime.compacting import begin_anew
from tests.browser.live.conftest import BODY, PATIENCE_MS, Sit, Writer
from tests.live.houses import House
from tests.live.servers import Server
from tests.people import PASSWORD, Person

COPIES = "() => Object.keys(localStorage).filter(name => name.startsWith('standardwerk-text:'))"


def wait_for_draft(house: House, document: int, words: str, page: Writer) -> None:
    """Wait until the draft's row says these words; the hub writes it a moment after the last key."""
    for _ in range(PATIENCE_MS // 100):
        if words in house.draft(document).body:
            return
        page.page.wait_for_timeout(100)
    raise AssertionError(house.draft(document).body)


def test_a_server_killed_while_two_type_comes_back_and_nothing_is_lost(
    sit: Sit, writing_house: House, frail: Server
) -> None:
    document = writing_house.document(BODY)
    ada, bo = (sit(document, person, frail) for person in writing_house.writers[:2])
    ada.cursor_to("We listen.")
    bo.cursor_to("Name the day.")
    for turn in range(30):
        if turn == 10:
            frail.kill()
        if turn == 20:
            frail.start()
        ada.page.keyboard.insert_text(f" ä{turn}.")
        bo.page.keyboard.insert_text(f" b{turn}.")
    for writer in (ada, bo):
        writer.is_told("stored")
        for turn in range(30):
            writer.sees(f" ä{turn}.")
            writer.sees(f" b{turn}.")
    assert ada.body() == bo.body() == writing_house.log_text(document)


def test_without_a_line_one_writes_on_and_it_goes_out_when_it_is_back(sit: Sit, writing_house: House) -> None:
    document = writing_house.document(BODY)
    ada, bo = (sit(document, person) for person in writing_house.writers[:2])
    ada.cable.pull()
    expect(ada.status).to_have_text("No connection. You can write on; it is sent when the line is back.")
    expect(ada.people).to_be_hidden()
    ada.cursor_to("We listen.")
    ada.write(" Written offline.")
    bo.cursor_to("calls back.")
    bo.write(" Written meanwhile.")
    bo.is_told("stored")
    assert "offline" not in bo.body()
    ada.cable.plug_in()
    ada.sees("Written meanwhile.")
    bo.sees("Written offline.")
    ada.is_told("stored")
    assert ada.body() == bo.body()
    assert ada.page.evaluate(COPIES) == []


def test_what_was_typed_without_a_line_outlives_loading_the_page_anew(sit: Sit, writing_house: House) -> None:
    document = writing_house.document(BODY)
    ada, bo = (sit(document, person) for person in writing_house.writers[:2])
    ada.cable.pull()
    ada.is_told("offline")
    ada.cursor_to("We listen.")
    ada.write(" Kept here.")
    ada.page.wait_for_function(f"() => ({COPIES})().length === 1")
    bo.cursor_to("We listen.", after=False)
    bo.write("First: ")
    bo.is_told("stored")
    ada.page.on("dialog", lambda asked: asked.accept())
    ada.cable.plug_in()
    ada.page.reload()
    ada.is_told("stored")
    ada.sees("First: We listen. Kept here.")
    bo.sees("First: We listen. Kept here.")
    assert bo.body().count("Kept here.") == 1
    assert ada.page.evaluate(COPIES) == []


def test_what_was_typed_without_a_line_outlives_its_tab(sit: Sit, writing_house: House) -> None:
    document = writing_house.document(BODY)
    ada, bo = (sit(document, person) for person in writing_house.writers[:2])
    address = ada.page.url
    ada.cable.pull()
    ada.is_told("offline")
    ada.cursor_to("We listen.")
    ada.write(" Kept here.")
    ada.page.wait_for_function(f"() => ({COPIES})().length === 1")
    bo.cursor_to("We listen.", after=False)
    bo.write("First: ")
    bo.is_told("stored")
    closed = ada.page
    ada.page = closed.context.new_page()
    closed.close()
    ada.cable.plug_in()
    ada.page.goto(address)
    ada.is_told("stored")
    for page in (ada, bo):
        page.sees("First: We listen. Kept here.")
        assert page.body().count("Kept here.") == 1
    ada.page.wait_for_function(f"() => ({COPIES})().length === 0")


def test_the_last_tab_closed_right_after_typing_loses_nothing(sit: Sit, writing_house: House) -> None:
    document = writing_house.document(BODY)
    ada = sit(document, writing_house.writers[0])
    ada.cursor_to("We listen.")
    ada.write(" The very last words")
    ada.page.keyboard.insert_text("!")
    ada.page.close()
    reader = sit(document, writing_house.writers[1])
    reader.sees("We listen. The very last words!")
    wait_for_draft(writing_house, document, "The very last words!", reader)


def test_after_signing_in_again_one_goes_on_without_losing_a_word(sit: Sit, writing_house: House) -> None:
    document = writing_house.document(BODY)
    ada, bo = (sit(document, person) for person in writing_house.writers[:2])
    writing_house.execute("DELETE FROM user_sessions WHERE user_id = :id", id=ada.person.id)
    expect(ada.page.get_by_role("alert")).to_contain_text("You have been signed out")
    ada.cursor_to("We listen.")
    ada.write(" Typed signed out.")
    ada.is_told("failed")
    with ada.page.expect_popup() as opened:
        ada.page.get_by_role("link", name="Sign in in a new window").click()
    sign_in(opened.value, ada.person)
    ada.page.bring_to_front()
    ada.page.get_by_role("button", name="Try again").click()
    ada.is_told("stored")
    bo.sees("Typed signed out.")
    expect(ada.page.get_by_role("alert")).to_be_hidden()


def test_somebody_else_who_signs_in_does_not_send_it_under_their_name(sit: Sit, writing_house: House) -> None:
    document = writing_house.document(BODY)
    ada, bo = (sit(document, person) for person in writing_house.writers[:2])
    writing_house.execute("DELETE FROM user_sessions WHERE user_id = :id", id=ada.person.id)
    expect(ada.page.get_by_role("alert")).to_contain_text("You have been signed out")
    ada.cursor_to("We listen.")
    ada.write(" Ada's own.")
    with ada.page.expect_popup() as opened:
        ada.page.get_by_role("link", name="Sign in in a new window").click()
    sign_in(opened.value, writing_house.writers[2])
    ada.page.get_by_role("button", name="Try again").click()
    expect(ada.page.get_by_role("alert")).to_contain_text("Somebody else is signed in")
    assert ("Ada's own." in ada.body(), "Ada's own." in bo.body()) == (True, False)


def test_a_right_taken_away_leaves_the_text_to_be_copied(sit: Sit, writing_house: House) -> None:
    document = writing_house.document(BODY)
    newcomer = writing_house.newcomer(Role.EDITOR)
    ada, bo = (sit(document, person) for person in (newcomer, writing_house.writers[1]))
    ada.cable.pull()
    ada.is_told("offline")
    ada.cursor_to("We listen.")
    ada.write(" Not sent yet.")
    writing_house.execute("DELETE FROM user_roles WHERE user_id = :id", id=newcomer.id)
    ada.cable.plug_in()
    expect(ada.page.get_by_role("alert")).to_contain_text("You may no longer write in this text")
    expect(ada.text).to_have_attribute("aria-readonly", "true")
    ada.write("nothing goes in")
    assert ("Not sent yet." in ada.body(), "nothing goes in" in ada.body()) == (True, False)
    assert "Not sent yet." not in bo.body()
    expect(ada.page.get_by_role("button", name="Copy my text")).to_be_visible()


def test_a_draft_thrown_away_by_another_can_be_put_back(
    sit: Sit, writing_house: House, steady: Server
) -> None:
    document = writing_house.document(BODY)
    with writing_house.app.app_context():
        cut_revision(document, "First.", is_minor=False, actor=writing_house.writers[1].actor)
    ada = sit(document, writing_house.writers[0])
    ada.cursor_to("We listen.")
    ada.write(" Work of an hour.")
    ada.is_told("stored")
    other = steady.visitor(writing_house.writers[1])
    status, _page = other.send(f"/workshop/{ada.slug}/discard", "version")
    assert status == 303
    ada.lacks("Work of an hour.")
    expect(ada.page.locator(".editor-notice")).to_contain_text("Bo Writer has thrown the draft away.")
    ada.page.get_by_role("button", name="Put the text from before back in").click()
    ada.sees("We listen. Work of an hour.")
    ada.is_told("stored")
    wait_for_draft(writing_house, document, "Work of an hour.", ada)


def test_a_form_saved_without_javascript_comes_in_and_the_cursor_stays(
    sit: Sit, writing_house: House, steady: Server
) -> None:
    document = writing_house.document(BODY)
    ada = sit(document, writing_house.writers[0])
    visitor = steady.visitor(writing_house.writers[1])
    form = visitor.form(f"/workshop/{ada.slug}/edit", "body")
    ada.cursor_to("Say who calls back.", after=False)
    ada.write("Please ")
    ada.is_told("stored")
    changed = BODY.replace("- Name the day.", "- Name the day and the hour.")
    status, _page = visitor.submit(f"/workshop/{ada.slug}/edit", form, body=changed.replace("\n", "\r\n"))
    assert status == 303
    ada.sees("and the hour.")
    ada.write("do ")
    ada.sees("- Name the day and the hour.\n- Please do Say who calls back.")


def test_a_revision_is_kept_with_what_the_page_shows(sit: Sit, writing_house: House) -> None:
    document = writing_house.document(BODY)
    ada, bo = (sit(document, person) for person in writing_house.writers[:2])
    bo.cursor_to("calls back.")
    bo.write(" Bo was here.")
    ada.sees("Bo was here.")
    ada.cursor_to("We listen.")
    ada.write(" Ada too.")
    ada.page.get_by_role("button", name="Save and keep as a revision").click()
    ada.page.wait_for_url("**/finish")
    ada.page.get_by_label("What changed, and why?").fill("Both wrote.")
    ada.page.get_by_role("button", name="Keep as revision 1").click()
    ada.page.wait_for_url(lambda url: "/finish" not in url)
    kept = writing_house.revision(document, 1)
    assert kept.body == BODY.replace("listen.", "listen. Ada too.").replace("back.", "back. Bo was here.")
    assert {person.id for person in writing_house.writers[:2]} <= set(kept.contributor_ids)
    expect(bo.page.locator(".editor-notice")).to_contain_text("Ada Writer has kept this text as revision 1.")


def test_where_no_line_can_be_had_the_form_saves_as_always(sit: Sit, writing_house: House) -> None:
    document = writing_house.document(BODY)
    ada = sit(document, writing_house.writers[0], is_cut=True)
    ada.cursor_to("We listen.")
    ada.write(" By the form.")
    ada.is_told("saved")
    assert "By the form." in writing_house.draft(document).body
    expect(ada.page.get_by_text("Writing together live is not possible over this line.")).to_be_visible()
    bo = sit(document, writing_house.writers[1])
    ada.write(" More.")
    bo.sees("By the form. More.")
    ada.cable.plug_in()
    ada.is_told("stored")
    expect(ada.page.get_by_text("Writing together live is not possible")).to_be_hidden()
    ada.write(" And live.")
    bo.sees("By the form. More. And live.")


def test_who_leaves_without_a_line_and_signs_out_loses_nothing_and_leaves_nothing(
    sit: Sit, writing_house: House, steady: Server
) -> None:
    document = writing_house.document(BODY)
    ada, bo = (sit(document, person) for person in writing_house.writers[:2])
    ada.cable.pull()
    ada.is_told("offline")
    ada.cursor_to("We listen.")
    ada.write(" Before I go.")
    ada.page.wait_for_function(f"() => ({COPIES})().length === 1")
    ada.page.on("dialog", lambda asked: asked.accept())
    ada.page.goto(f"{steady.address}/account")
    bo.sees("We listen. Before I go.")
    ada.page.get_by_role("button", name="Sign out", exact=True).click()
    ada.page.wait_for_url(lambda url: "/account" not in url)
    ada.page.wait_for_function(f"() => ({COPIES})().length === 0")


def test_a_new_log_is_entered_with_everything_that_was_not_sent(sit: Sit, writing_house: House) -> None:
    document = writing_house.document(BODY)
    ada, bo = (sit(document, person) for person in writing_house.writers[:2])
    ada.cable.pull()
    ada.is_told("offline")
    ada.cursor_to("We listen.")
    ada.write(" Into the old one.")
    with writing_house.app.app_context():
        begin_anew(document)
    bo.cursor_to("calls back.")
    bo.write(" Into the new one.")
    ada.cable.plug_in()
    for writer in (ada, bo):
        writer.sees("We listen. Into the old one.")
        writer.sees("calls back. Into the new one.")
        writer.is_told("stored")
    assert ada.body() == bo.body() == writing_house.log_text(document)
    assert ada.body().count("Into") == 2


def test_a_text_that_grows_too_long_says_so_and_goes_on_once_it_is_shorter(
    sit: Sit, writing_house: House
) -> None:
    narrow = writing_house.server(largest_document_kib=16)
    document = writing_house.document(BODY)
    ada = sit(document, writing_house.writers[0], narrow)
    ada.cursor_to("We listen.")
    ada.page.keyboard.insert_text(" word" * 4_000)
    expect(
        ada.page.locator(".editor-notice, .editor-problem")
        .get_by_text("The text is as long as a document may be")
        .first
    ).to_be_visible()
    ada.is_told("failed")
    assert ada.body().count(" word") == 4_000
    ada.text.press("Control+z")
    ada.lacks(" word")
    ada.write(" Short.")
    ada.is_told("stored")
    assert "We listen. Short." in writing_house.log_text(document)


def sign_in(page: Page, person: Person) -> None:
    """Fill in the sign-in form of a window."""
    page.locator("input[name=email]").fill(person.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
