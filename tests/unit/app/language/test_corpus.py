from pathlib import Path

import pytest

from app.language.company import Company
from app.language.corpus import Corpus, read_corpus, write_corpus
from app.language.document import digest, parse_document
from app.language.naming import slug_of, to_slug
from app.language.words import Kind

OURS = "---\nkind: standard\ntitle: Greeting\nlanguage: en\n---\nHow we greet.\n"


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


def digests(corpus: Corpus) -> dict[str, str]:
    return {slug: digest(text.header_text, text.body) for slug, text in corpus.documents.items()}


def test_a_folder_is_a_corpus_whatever_folders_are_in_it(tmp_path: Path) -> None:
    texts = {
        "company.yaml": "name: N\nlanguage: de\n",
        "a/b/greeting.md": OURS,
        "notes.txt": "x",
        ".git/x.md": "x",
    }
    corpus, findings = read_corpus([write(tmp_path, **texts)])
    assert findings == {}
    assert dict(corpus.files) == {"greeting": "a/b/greeting.md"}
    assert (corpus.company.name, corpus.documents["greeting"].first_line) == ("N", 6)


def test_reading_order_is_index_then_files_then_folders(tmp_path: Path) -> None:
    names = ["z.md", "b/x.md", "README.md", "a.md", "b/index.md", "a/y.md"]
    corpus, _ = read_corpus([write(tmp_path, **dict.fromkeys(names, OURS))])
    assert list(corpus.files.values()) == ["README.md", "a.md", "z.md", "a/y.md", "b/index.md", "b/x.md"]


def test_what_was_written_is_read_again_with_the_same_digests(tmp_path: Path) -> None:
    texts = {
        "company.yaml": "# ours\nname: N  # short\nlanguage: en\n",
        "x/index.md": "# Top\n\nSee [y](../y.md#part) and [no](../../out.md).\n",
        "y.md": "---\ntags: [a, 'b']  # kept\nmore:\n  - c\n---\n\nNo heading\r\n\r\n## Part\n",
        "greeting.md": OURS.replace("\n", "\r\n"),
        "empty.md": "",
    }
    corpus, _ = read_corpus([write(tmp_path / "in", **texts)])
    write_corpus(corpus, tmp_path / "out")
    again, _ = read_corpus([tmp_path / "out"])
    assert digests(again) == digests(corpus)
    assert (again.files, again.company) == (corpus.files, corpus.company)
    assert [text.header for text in again.documents.values()] == [
        text.header for text in corpus.documents.values()
    ]
    assert again.company_text == texts["company.yaml"]
    write_corpus(again, tmp_path / "again")
    assert [path.read_bytes() for path in sorted((tmp_path / "again").rglob("*.*"))] == [
        path.read_bytes() for path in sorted((tmp_path / "out").rglob("*.*"))
    ]


def test_documents_without_a_file_get_one_named_by_their_slug(tmp_path: Path) -> None:
    text = "kind: standard\ntitle: T\nlanguage: en"
    slugs = ["plain", "index", "readme", "Plain"]
    corpus = Corpus(
        Company.empty(),
        {slug: parse_document(text, f"Body of {slug}", slug=slug) for slug in slugs},
    )
    write_corpus(corpus, tmp_path / "out")
    again, _ = read_corpus([tmp_path / "out"])
    assert sorted(body.body for body in again.documents.values()) == sorted(
        f"Body of {slug}" for slug in slugs
    )
    assert {"plain", "index", "readme"} <= set(again.documents)


@pytest.mark.parametrize("file", ["../out.md", "/etc/out.md", "a/../../out.md", "out.txt", ""])
def test_nothing_is_written_outside_the_folder(tmp_path: Path, file: str) -> None:
    document = parse_document("kind: standard\ntitle: T\nlanguage: en", "x", slug="it")
    write_corpus(Corpus(Company.empty(), {"it": document}, {"it": file}), tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").rglob("*.md")] == ["it.md"]


def test_a_foreign_file_comes_in_as_a_standard(tmp_path: Path) -> None:
    source = "---\ntags: [a]\n---\n\n# Our `rules`\n\nText.\n"
    corpus, _ = read_corpus(
        [write(tmp_path, **{"the_rules.md": source, "plain.md": "# Plain\nText.\n"})], "nb"
    )
    rules, plain = corpus.documents["the_rules"], corpus.documents["plain"]
    assert (rules.header.kind, rules.title, rules.header.language) == (Kind.STANDARD, "Our rules", "nb")
    assert rules.header.imported == {"tags": ["a"]}
    assert rules.body == "\n# Our `rules`\n\nText.\n"
    assert (plain.title, plain.body, plain.first_line) == ("Plain", "Text.\n", 2)
    assert rules.findings == ()


def test_a_heading_that_became_the_title_and_says_nothing_else_goes(tmp_path: Path) -> None:
    texts = {"a.md": "Title\n=====\n\nText.\n", "b.md": "Intro.\n\n# Title\n", "c.md": "### Title\n"}
    corpus, _ = read_corpus([write(tmp_path, **texts)])
    assert [text.title for text in corpus.documents.values()] == ["Title"] * 3
    assert [text.body for text in corpus.documents.values()] == [
        "\nText.\n",
        "Intro.\n\n# Title\n",
        "### Title\n",
    ]


def test_a_file_without_heading_is_called_by_its_front_matter_or_its_name(tmp_path: Path) -> None:
    texts = {"a-b_c.md": "Text.\n", "d.md": "---\ntitle: Own title\n---\nText.\n"}
    corpus, _ = read_corpus([write(tmp_path, **texts)])
    assert [text.title for text in corpus.documents.values()] == ["a b c", "Own title"]


@pytest.mark.parametrize(
    "matter", ["a: [", "a: &x 1\nb: *x", "- list", "when: 2024-01-01\ntext: |\n  many\n   lines\n"]
)
def test_any_front_matter_of_their_own_is_kept(tmp_path: Path, matter: str) -> None:
    corpus, _ = read_corpus([write(tmp_path, **{"a.md": f"---\n{matter}\n---\nText.\n"})])
    document = corpus.documents["a"]
    assert document.findings == ()
    assert document.header.imported
    assert all(word in document.header_text for word in matter.split() if word.isalnum())


@pytest.mark.parametrize("matter", ["kind: x", "title: T\nlanguage: en", "class: complex", "kind: [", ""])
def test_a_poor_header_of_ours_is_not_taken_for_a_foreign_one(tmp_path: Path, matter: str) -> None:
    corpus, _ = read_corpus([write(tmp_path, **{"a.md": f"---\n{matter}\n---\n# H\n"})])
    assert {f.code for f in corpus.documents["a"].findings} & {"header.missing", "header.invalid"}


def test_the_language_is_the_companys_unless_said(tmp_path: Path) -> None:
    write(tmp_path, **{"company.yaml": "language: de\n", "a.md": "Text.\n"})
    assert read_corpus([tmp_path])[0].documents["a"].header.language == "de"
    assert read_corpus([tmp_path], "nb")[0].documents["a"].header.language == "nb"
    assert read_corpus([tmp_path], "xx")[0].documents["a"].header.language == "de"
    assert read_corpus([tmp_path / "a.md"])[0].documents["a"].header.language == "de"


def test_relative_links_between_files_become_links_between_documents(tmp_path: Path) -> None:
    unchanged = (
        "[r] [out](../../no.md) [web](https://a.example/x.md) `[code](../b/two.md)` ![pic](../b/two.md)"
    )
    body = (
        "[one](../b/two.md) [`two`](../b/two.md#the-part 't') [dir](../b/) [self](#here) [up](./one.md) <x>\n"
        f"[ref][r] {unchanged}\n\n"
        "| [cell](../b/two.md) | x |\n\n[r]: ../b/two.md\n"
    )
    texts = {"a/one.md": body, "b/two.md": "# Two\n", "b/index.md": "# B\n"}
    corpus, _ = read_corpus([write(tmp_path, **texts)])
    assert corpus.documents["one"].body.split("\n") == [
        "[[two|one]] [[two#the-part|`two`]] [[b|dir]] [[one#here|self]] [[one|up]] <x>",
        f"[[two|ref]] {unchanged}",
        "",
        "| [[two\\|cell]] | x |",
        "",
        "[r]: ../b/two.md",
        "",
    ]


def test_our_own_files_keep_their_links_as_they_are(tmp_path: Path) -> None:
    corpus, _ = read_corpus([write(tmp_path, **{"a.md": OURS + "[b](b.md)\n", "b.md": OURS})])
    assert corpus.documents["a"].body == "How we greet.\n[b](b.md)\n"


@pytest.mark.parametrize(
    ("file", "taken", "slug"),
    [
        ("a.md", (), "a"),
        ("x/index.md", (), "x"),
        ("x/README.md", (), "x"),
        ("index.md", (), "top"),
        ("x/a.md", ("a",), "x-a"),
        ("x/y/a.md", ("a", "y-a"), "x-y-a"),
        ("x/index.md", ("x",), "top-x"),
        ("a.md", ("a", "top-a"), "a-2"),
        ("Über uns!.md", (), "Über-uns"),
        ("---.md", (), "top"),
    ],
)
def test_a_file_gives_a_name_that_is_free(file: str, taken: tuple[str, ...], slug: str) -> None:
    assert slug_of(file, "top", taken) == slug


def test_a_slug_has_only_what_an_address_can_have() -> None:
    assert to_slug(" a  b/c__d ") == "a-b-c_d"


def test_two_documents_with_one_slug_are_both_kept_and_it_is_said(tmp_path: Path) -> None:
    text = OURS.replace("title", "slug: same\ntitle")
    corpus, findings = read_corpus([write(tmp_path, **{"a.md": text, "b.md": text})])
    assert list(corpus.documents) == ["same", "b"]
    assert [(file, found[0].code, found[0].facts["file"]) for file, found in findings.items()] == [
        ("b.md", "file.same-slug", "a.md")
    ]
    assert corpus.documents["b"].slug == "b"


def test_a_file_that_is_no_text_is_reported_and_passed_over(tmp_path: Path) -> None:
    (write(tmp_path, **{"a.md": OURS}) / "b.md").write_bytes(b"\xff\xfe")
    corpus, findings = read_corpus([tmp_path])
    assert list(corpus.documents) == ["a"]
    assert [(file, found[0].code) for file, found in findings.items()] == [("b.md", "file.unreadable")]


def test_findings_of_the_lists_come_with_their_file(tmp_path: Path) -> None:
    _, findings = read_corpus([write(tmp_path, **{"company.yaml": "stages: 1\n"})])
    assert [(file, found[0].code, found[0].line) for file, found in findings.items()] == [
        ("company.yaml", "company.invalid", 1)
    ]


def test_of_several_paths_each_file_has_its_folder_in_front(tmp_path: Path) -> None:
    write(tmp_path, **{"one/a.md": OURS, "two/a.md": OURS, "three.md": OURS})
    corpus, _ = read_corpus([tmp_path / "one", tmp_path / "two", tmp_path / "three.md", tmp_path / "one"])
    assert dict(corpus.files) == {"a": "one/a.md", "two-a": "two/a.md", "three": f"{tmp_path.name}/three.md"}


def test_a_path_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_corpus([tmp_path / "nothing"])
