import os
import signal
import threading
from collections.abc import Iterator

import pytest
from attacks import ATTACKS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from texts import SCOPE, block, dangers, inline

from app.rendering.markdown import KEEPER, WorkerKeeper, render_passages
from app.rendering.passages import Link, Scope, TextPassage

N = 20_000
HOSTILE = {
    "brackets": "[" * N,
    "emphasis": "*a **a " * (N // 7),
    "quotes": "> " * (N // 2) + "a",
    "lists": "\n".join("    " * depth + "- a" for depth in range(100)),
    "numbers in a row": "1. " * (N // 3),
    "less-than": "<" * N,
    "pictures": "![" * (N // 2),
    "links": "[a](" * (N // 4),
    "parentheses": "[](((" * (N // 5),
    "open tags": "<b>a" * (N // 4),
    "attribute list": "# a {" + ".x " * 6000 + "}",
    "footnotes": "[^1]" * 5000 + "\n\n[^1]: x",
    "abbreviations": "\n".join(f"*[A{number}]: b" for number in range(2000)) + " A1" * 2000,
    "definitions": "a\n: " * (N // 4),
    "headings": "# a\n" * (N // 4),
    "links of ours": "[[a|" * (N // 4),
    "placeholders": "{{" * (N // 2),
    "backticks": "`a" * (N // 2),
    "blanks": " " * N + "a",
    "table": "|" * N + "\n" + "|-" * (N // 2),
    "comments": "<!--" * (N // 4),
}


@pytest.fixture
def keeper() -> Iterator[WorkerKeeper]:
    own = WorkerKeeper()
    yield own
    own.close()


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_comes_to_an_end_and_leaves_the_rest(name: str) -> None:
    texts = render_passages([TextPassage("before"), TextPassage(HOSTILE[name], 7), TextPassage("after")])
    assert texts.passages[0].html == "<p>before</p>"
    assert texts.passages[2].html == "<p>after</p>"


def test_a_refused_passage_names_its_line_in_the_language_of_the_document() -> None:
    texts = render_passages(
        [TextPassage("[" * 500, 77)], labels={"refused": "Nicht darstellbar, Zeile {line}"}
    )
    assert texts.passages[0].is_refused
    assert texts.passages[0].html == '<p class="displayed-not">Nicht darstellbar, Zeile 77</p>'


def test_a_refused_line_stays_a_line() -> None:
    html = render_passages([TextPassage("[" * 500, 3, is_inline=True)]).passages[0].html
    assert html == '<span class="displayed-not">This passage cannot be displayed, line 3</span>'


def test_many_slow_passages_together_do_not_hang() -> None:
    texts = render_passages([TextPassage("[](((" * 4000)] * 30 + [TextPassage("end")])
    assert texts.passages[0].is_refused


def test_a_stopped_parser_leaves_no_trace_in_the_next_passage() -> None:
    texts = render_passages([TextPassage("1. " * 6000), TextPassage("- a\n- b")])
    assert texts.passages[1].html == "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"


def test_a_worker_killed_between_requests_is_replaced(keeper: WorkerKeeper) -> None:
    render_passages([TextPassage("a")], keeper=keeper)
    first = keeper.process_id
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert render_passages([TextPassage("b")], keeper=keeper).passages[0].html == "<p>b</p>"
    assert keeper.process_id != first


def test_a_worker_killed_in_the_middle_is_replaced_and_the_text_comes_out(keeper: WorkerKeeper) -> None:
    render_passages([TextPassage("a")], keeper=keeper)
    pid = keeper.process_id
    assert pid is not None
    timer = threading.Timer(0.3, os.kill, (pid, signal.SIGKILL))
    timer.start()
    texts = render_passages(
        [TextPassage("x")] * 3 + [TextPassage("[](((" * 4000)] + [TextPassage("y")], keeper=keeper
    )
    timer.join()
    assert texts.passages[0].html == "<p>x</p>"
    assert texts.passages[3].is_refused
    assert texts.passages[4].html == "<p>y</p>"


def test_a_stopped_worker_is_found_and_only_its_passage_is_lost(keeper: WorkerKeeper) -> None:
    render_passages([TextPassage("a")], keeper=keeper)
    answers = keeper.answers(
        {
            "passages": [["ok", 1, False, 0, 0], [None, 2, False, 0, 0], ["fine", 3, False, 0, 0]],
            "scopes": [{"links": {}, "references": {}}],
            "labels": {},
        },
        3,
    )
    assert ["refused" in answer for answer in answers] == [False, True, False]


def test_threads_share_one_worker(keeper: WorkerKeeper) -> None:
    results: dict[int, str] = {}

    def work(number: int) -> None:
        results[number] = str(render_passages([TextPassage(f"n{number}")], keeper=keeper).passages[0].html)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {number: f"<p>n{number}</p>" for number in range(8)}


def test_a_forked_process_starts_a_worker_of_its_own(keeper: WorkerKeeper) -> None:
    render_passages([TextPassage("a")], keeper=keeper)
    parent_worker = keeper.process_id
    child = os.fork()
    if not child:
        html = render_passages([TextPassage("child")], keeper=keeper).passages[0].html
        is_own = keeper.process_id != parent_worker
        keeper.close()
        os._exit(0 if html == "<p>child</p>" and is_own else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert render_passages([TextPassage("parent")], keeper=keeper).passages[0].html == "<p>parent</p>"
    assert keeper.process_id == parent_worker


def test_closing_ends_the_process(keeper: WorkerKeeper) -> None:
    render_passages([TextPassage("a")], keeper=keeper)
    pid = keeper.process_id
    assert pid is not None
    keeper.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_no_passages_need_no_worker(keeper: WorkerKeeper) -> None:
    assert render_passages([], keeper=keeper).passages == ()
    assert keeper.process_id is None


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_acts_survives_markdown(attack: str) -> None:
    for text in (
        attack,
        f"- {attack}",
        f"> {attack}",
        f"## {attack}",
        f"a {attack} b",
        f"1. a\n   > [!say] {attack}",
    ):
        assert dangers(block(text)) == []
    assert dangers(inline(attack)) == []


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            [*ATTACKS, "\n\n", "- ", "> ", "[!note]", "[[anger]]", "{#x}", "| a |\n|--|\n", "`", "**"]
        )
    )
)
def test_attacks_put_together_do_not_survive_either(pieces: list[str]) -> None:
    assert dangers(block("".join(pieces))) == []


@settings(max_examples=120, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_html_without_dangers(text: str) -> None:
    assert dangers(block(text)) == []
    assert dangers(inline(text)) == []


def test_half_characters_are_replaced() -> None:
    assert block("a\ud800b") == "<p>a?b</p>"


def test_notes_number_through_all_passages_of_a_document() -> None:
    scope = Scope("s-", notes={"a": "First", "b": "Second"})
    texts = render_passages([TextPassage("x[^b]"), TextPassage("y[^a] and [^b]")], [scope])
    assert [note.number for note in texts.notes] == [1, 2]
    assert [str(note.html) for note in texts.notes] == ["<p>Second</p>", "<p>First</p>"]
    joined = "".join(str(passage.html) for passage in texts.passages)
    assert joined.count('href="#s-footnote-1"') == 2
    assert joined.count('id="s-footnote-1-back"') == 1


def test_two_documents_in_one_request_keep_their_addresses_and_ids_apart() -> None:
    scopes = [Scope("s-", {"a": Link("a", "A")}), Scope("s-in--", {"b": Link("b", "B")})]
    passages = [TextPassage("## Same\n\n[[a]] [[b]]"), TextPassage("## Same\n\n[[a]] [[b]]", scope=1)]
    first, second = (str(each.html) for each in render_passages(passages, scopes).passages)
    assert 'id="s-same"' in first
    assert 'id="s-in--same"' in second
    assert 'href="a"' in first
    assert 'href="b"' not in first
    assert 'href="b"' in second


def test_the_shared_worker_is_one_for_the_process() -> None:
    block("a")
    first = KEEPER.process_id
    block("b", SCOPE)
    assert KEEPER.process_id == first
