import pytest

from app.rendering.plain_text import plain_text, unmarked
from app.rendering.sections import sections


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a <b>b</b></p><p>c</p>", "a b\nc"),
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ('<a title="x > y">z</a>', "z"),
        ('x<sup class="footnote"><a>1</a></sup> y', "x y"),
        ("10<sup>2</sup>", "102"),
        ("<li>a</li>\n<li>b</li>", "a\nb"),
    ],
)
def test_words_remain(html: str, text: str) -> None:
    assert plain_text(html) == text


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("**a** `b`", "a b"),
        ("[[x|words]]", "words"),
        ("[[slug]]", "slug"),
        ("{{name}}", "name"),
        ("2 < 3", "2 < 3"),
    ],
)
def test_short_labels_lose_their_marks(line: str, text: str) -> None:
    assert unmarked(line) == text


def test_sections_begin_at_headings_after_a_gap_and_keep_their_lines() -> None:
    text = "a\n\n# b\n\n```\n\n# code\n```\n\n## c\n# no gap"
    assert list(sections(text, 10)) == [
        ("a\n", 10),
        ("# b\n\n```\n\n# code\n```\n", 12),
        ("## c\n# no gap", 19),
    ]
    assert "\n".join(piece for piece, _ in sections(text, 1)) == text
