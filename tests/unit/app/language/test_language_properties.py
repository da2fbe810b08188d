"""Text meets text: whatever is typed, nothing raises, nothing is lost, nothing leaks."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from writing import COMPANY, header

from app.language.checking import check_corpus, check_document
from app.language.company import read_company
from app.language.corpus import Corpus, read_corpus, write_corpus
from app.language.document import digest, parse_document, parse_source
from app.language.errors import message
from app.language.front_matter import join_front_matter
from app.language.links import find_links
from app.language.selecting import select
from app.language.words import BOTH, Kind, Variant

PIECES = st.sampled_from(
    [
        "::: b2c",
        "::: b2b",
        ":::",
        "::: algorithm",
        '::: algorithm {otherwise="x"}',
        "::: dialogue good",
        "::: quiz",
        "::: channel phone",
        "1. Step {#a}",
        "2. Step {.b2c}",
        "3. > [!say] x",
        "   - yes → #a",
        "   - no → 2 {.b2b}",
        "   → end",
        "   → [[b]]",
        "- item",
        "- > [!avoid] y",
        "  > [!say] z",
        "> quote",
        "> > [!say] w",
        "lazy",
        "",
        "![[b]]",
        "   ![[c]]",
        "[[b]] [[c|d]]",
        "[[a#x]]",
        "```",
        "> ```",
        "`",
        "# H",
        "### H {#h}",
        "===",
        "---",
        "- c {#k .criterion impact=high area=style}",
        "A: b",
        "   - [x] yes",
        "   - [ ] no",
        "   > why",
        "[^1]",
        "[^1]: n",
        "    code",
        "\t- tab",
        "<div>",
        "<script>",
        "{{name}}",
        "| a | b |",
        "[x](y.md)",
        "[[b|w\nv]]",
        "\0",
        "→",
        "::: ",
    ]
)
BODIES = st.one_of(st.lists(PIECES, max_size=40).map("\n".join), st.text(max_size=400))
HEADERS = st.one_of(
    st.sampled_from(list(Kind)).map(lambda kind: header(kind.value)),
    st.sampled_from(["variants: [b2c]", "hardest: true", "standards: [a]", "edition: b2b"]).map(
        lambda line: f"{header('situation')}\n{line}"
    ),
    st.text(max_size=200),
)
TEXTS = st.dictionaries(st.sampled_from(["a", "b", "c", "d"]), st.tuples(HEADERS, BODIES), min_size=1)
calm = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def corpus_of(texts: dict[str, tuple[str, str]]) -> Corpus:
    return Corpus(COMPANY, {slug: parse_document(*text, slug=slug) for slug, text in texts.items()})


@calm
@given(source=st.one_of(st.text(), BODIES, st.tuples(HEADERS, BODIES).map(lambda t: join_front_matter(*t))))
def test_no_source_makes_parser_or_checker_raise(source: str) -> None:
    document = parse_source(source, slug="it")
    for finding in check_document(document, COMPANY):
        assert message(finding)
        assert finding.line >= 1
        assert finding.column >= 1
    find_links(source)
    read_company(source)


@calm
@given(texts=TEXTS)
def test_no_corpus_makes_checker_or_selection_raise(texts: dict[str, tuple[str, str]]) -> None:
    corpus = corpus_of(texts)
    last = {slug: text.first_line + text.body.count("\n") for slug, text in corpus.documents.items()}
    for slug, found in check_corpus(corpus).items():
        assert list(found) == sorted(found)
        assert all(
            finding.line <= last[slug] + corpus.documents[slug].header_text.count("\n") + 2
            for finding in found
        )
    for variant in BOTH:
        once = select(corpus, variant)
        assert {text.slug for text in once.documents} | {left.slug for left in once.left_out} == set(texts)
        for text in once.documents:
            assert len(once.places[text.slug]) == text.body.count("\n") + 1


@calm
@given(texts=st.dictionaries(st.sampled_from(["a", "b", "index", "readme"]), BODIES, min_size=1))
def test_what_is_written_is_read_again_with_the_same_digests(texts: dict[str, str]) -> None:
    corpus = corpus_of({slug: (header("standard"), body) for slug, body in texts.items()})
    with tempfile.TemporaryDirectory() as folder:
        write_corpus(corpus, Path(folder))
        again, findings = read_corpus([Path(folder)])
    assert findings == {}
    before, after = (
        {slug: digest(text.header_text, text.body) for slug, text in one.documents.items()}
        for one in (corpus, again)
    )
    assert after == before


@calm
@given(bodies=st.lists(BODIES, min_size=1, max_size=3))
def test_foreign_files_keep_their_text_on_the_second_way_round(bodies: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        for number, body in enumerate(bodies):
            (top / f"file{number}.md").write_bytes(body.encode())
        first, _ = read_corpus([top])
        write_corpus(first, top / "out")
        again, _ = read_corpus([top / "out"])
    assert {slug: (text.header_text, text.body) for slug, text in first.documents.items()} == {
        slug: (text.header_text, text.body) for slug, text in again.documents.items()
    }


KEPT, GONE = "Kept", "Gone"
IN_B2B = st.sampled_from(
    [
        ("{k}\n", ""),
        ("::: b2b\n{k} inside.\n:::\n", ""),
        ("", "::: b2c\n{g} inside.\n\n- list {g}\n:::\n"),
        ("- item {k}\n", "  > [!say] {g}\n  > {g}\n{g} lazily\n"),
        ("> [!note] {k}\n", "> > [!avoid] {g}\n"),
        ("", "> [!say] {g} one\n\n"),
        ("", "- > [!say] {g}\n\n"),
        ("> plain quote {k}\n\n", ""),
        ("> [!why] {k}\n\n", ""),
        ("", "::: dialogue good\nA: {g}\n:::\n"),
        ("See words {k} here.\n", "\n[[homes]]\n"),
        ("", "::: b2c\nNote[^{g}].\n:::\n\n[^{g}]: {g} note\n\n"),
        ("```\n::: b2c {k}\n```\n", ""),
        ("", "![[homes]]\n"),
        ("", "![[script-{g}]]\n"),
    ]
)
STEP_IN_B2B = st.sampled_from(
    [
        ("{n}. Step {k}\n", ""),
        ("{n}. Step {k}\n", "   > [!say] {g}\n   > {g}\n{g} lazily\n"),
        ("{n}. Step {k}\n", "   > {g} unmarked\n"),
        ("{n}. Step {k} {{.hard}}\n   > [!say] {k} hard\n", ""),
        ("", "{n}. Step {g} {{.b2c #{g}-{n}}}\n   More {g}\n"),
        ("{n}. Step {k}\n   - a {k} → end\n   - b → end\n", "   - c {g} → end {{.b2c}}\n     {g}\n"),
        ("{n}. Step {k}\n", "   - item\n     > [!avoid] {g}\n"),
        ("{n}. Step {k}\n", "   ![[script-{g}]]\n"),
        ("{n}. Step {k}\n", "\n   ::: b2c\n   {g}\n   :::\n"),
    ]
)


def filled(pieces: list[tuple[str, str]]) -> str:
    return "\n".join(
        (kept + gone).format(k=f"{KEPT}{number}x", g=f"{GONE}{number}x", n=number)
        for number, (kept, gone) in enumerate(pieces, start=1)
    )


def kept_marks(pieces: list[tuple[str, str]]) -> set[str]:
    return {f"{KEPT}{number}x" for number, (kept, _) in enumerate(pieces, start=1) if "{k}" in kept}


@calm
@given(
    prose=st.lists(IN_B2B, max_size=8),
    steps=st.lists(STEP_IN_B2B, max_size=8),
    kind=st.sampled_from([Kind.SITUATION, Kind.STANDARD]),
)
def test_b2b_never_shows_what_is_left_out_and_always_what_is_promised(
    prose: list[tuple[str, str]], steps: list[tuple[str, str]], kind: Kind
) -> None:
    steps = steps if kind is Kind.SITUATION else []
    algorithm = "::: algorithm\n1. Begin\n" + filled([("", ""), *steps])[1:] + "\n:::\n" if steps else ""
    marks = kept_marks([("", ""), *steps])
    body = f"Opening.\n\n{filled(prose)}\n\n{algorithm}"
    scripts = {f"script-{GONE}{number}x": (header("script"), "> [!say] Words") for number in range(1, 11)}
    homes = f"{header('situation')}\nvariants: [b2c]".replace("Situation", f"{GONE} title")
    selection = select(
        corpus_of({"it": (header(kind.value), body), "homes": (homes, f"{GONE}0x"), **scripts}), Variant.B2B
    )
    shown = repr(selection.documents) + repr(selection.stages)
    assert GONE not in shown
    assert "homes" not in shown
    if "it" not in {left.slug for left in selection.left_out}:
        assert all(mark in shown for mark in kept_marks(prose) | marks)
    else:
        assert not steps
