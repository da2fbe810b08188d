"""Pictures in documents: ours are shown, others are words, and nothing else gets an address."""

from dataclasses import replace

import pytest

from app.language.document import parse_document
from app.rendering.context import Context, Medium, PictureSize
from app.rendering.pages import render_document
from app.rendering.sanitising import sanitise

HEADER = "kind: standard\ntitle: T\nlanguage: en"
NOTE = "note-0123456789.webp"
CONTEXT = Context(pictures={NOTE: PictureSize(1600, 900, has_small=True), "dot.webp": PictureSize(40, 30)})


def html_of(body: str, context: Context = CONTEXT) -> str:
    return str(render_document(parse_document(HEADER, body, slug="it"), context).html)


def test_a_picture_of_ours_is_shown_with_its_words_size_and_smaller_form() -> None:
    html = html_of(f"See ![A <delivery> note](pictures/{NOTE}) here.\n")
    assert f'src="pictures/{NOTE}"' in html
    assert f'srcset="pictures/{NOTE}?size=small 800w, pictures/{NOTE} 1600w"' in html
    for attribute in ('alt="A &lt;delivery&gt; note"', 'width="1600"', 'height="900"'):
        assert attribute in html


def test_a_picture_alone_in_its_paragraph_stands_apart_with_its_caption() -> None:
    html = html_of(f'![A note](../pictures/{NOTE} "Number at the top")\n')
    assert '<p class="picture"><img ' in html
    assert '<span class="picture-caption">Number at the top</span></p>' in html


def test_a_small_picture_has_one_form_and_may_stand_in_a_line() -> None:
    html = html_of("Press ![the dot](pictures/dot.webp), then wait.\n")
    assert "srcset" not in html
    assert 'class="picture"' not in html


def test_in_print_there_is_one_form_of_each() -> None:
    html = html_of(f"![A note](pictures/{NOTE})\n", replace(CONTEXT, medium=Medium.PRINT))
    assert f'src="pictures/{NOTE}"' in html
    assert "srcset" not in html


def test_pictures_stand_in_steps_tables_and_embedded_scripts() -> None:
    picture = "![the dot](pictures/dot.webp)"
    script = parse_document("kind: script\ntitle: S\nlanguage: en", f"Hello.\n\n{picture}\n", slug="hello")
    body = f"What.\n\n| a | b |\n|---|---|\n| {picture} | x |\n\n![[hello]]\n"
    html = html_of(body, replace(CONTEXT, documents={"hello": script}))
    assert html.count('src="pictures/dot.webp"') == 2
    steps = f"What.\n\n::: algorithm {{otherwise=x}}\n1. Press {picture}.\n\n   {picture}\n   → end\n:::\n"
    header = "kind: situation\ntitle: T\nlanguage: en\nclass: typical\nstage: needs"
    page = render_document(parse_document(header, steps, slug="it"), CONTEXT)
    assert str(page.html).count('src="pictures/dot.webp"') == 2
    assert "the dot" in page.search.text


def test_pages_show_them_from_where_they_lie() -> None:
    context = replace(CONTEXT, address_of_picture=lambda name: f"/workshop/pictures/{name}/file")
    assert f'src="/workshop/pictures/{NOTE}/file"' in html_of(f"![A](pictures/{NOTE})", context)


@pytest.mark.parametrize(
    "written",
    [
        "![the words](https://evil.example/a.png)",
        "![the words](//evil.example/pictures/dot.webp)",
        "![the words](pictures/unknown.webp)",
        "![the words](data:image/png;base64,AAAA)",
        "![the words](pictures/dot.webp?x)",
    ],
)
def test_of_other_pictures_only_the_words_are_shown(written: str) -> None:
    html = html_of(f"{written} ![d](pictures/dot.webp)")
    assert '<span class="image-text">the words</span>' in html
    assert html.count("<img") == 1


@pytest.mark.parametrize(
    "written",
    [
        '<img src="https://evil.example/a.png" onerror="alert(1)">',
        '<img src="pictures/dot.webp" srcset="https://evil.example/a.png 1x">',
        '<img alt="x" style="background:url(//evil.example)" width="100%" usemap="#m">',
        '<img src=x sizes="&quot;><script>alert(1)</script>">',
        '![d](pictures/dot.webp){srcset="//evil.example/a 1x" onload=alert(1) style=x}',
    ],
)
def test_raw_html_gets_no_other_address_and_no_handler(written: str) -> None:
    html = html_of(f"A {written} b ![d](pictures/dot.webp)")
    for hostile in ("evil", "onerror", "onload", "style=", "usemap", "<script", "100%"):
        assert hostile not in html


def test_where_no_picture_is_known_none_is_left() -> None:
    assert "<img" not in html_of('<img src="pictures/dot.webp"> ![d](pictures/dot.webp)', Context())


def test_sanitising_pictures_twice_changes_nothing() -> None:
    known = frozenset({"pictures/a.webp", "pictures/a.webp?size=small 800w, pictures/a.webp 900w"})
    sources = "pictures/a.webp?size=small 800w, pictures/a.webp 900w"
    picture = f'<img src="pictures/a.webp" srcset="{sources}" alt="A &amp; B" width="900" height="0x3">'
    once = sanitise(picture, pictures=known)
    assert sanitise(once, pictures=known) == once
    assert "srcset" in once
    assert "height" not in once
