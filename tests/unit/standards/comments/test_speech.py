import pytest

from standards.comments.speech import with_links


@pytest.mark.parametrize(
    ("said", "addresses"),
    [
        ("See https://example.com/a?b=1&c=2.", ["https://example.com/a?b=1&c=2"]),
        ("(http://example.com/a_(b))", ["http://example.com/a_(b)"]),
        ("„https://example.com/ä“", ["https://example.com/ä"]),
        ("javascript:alert(1) data:text/html,x //example.com www.example.com", []),
        ('https://example.com/"onmouseover="x', ["https://example.com/"]),
        ("https://<script>", []),
        ("http://", []),
    ],
)
def test_only_web_addresses_become_links(said: str, addresses: list[str]) -> None:
    pieces = with_links(said)
    assert [piece.address for piece in pieces if piece.address] == addresses
    assert "".join(piece.text for piece in pieces) == said


def test_an_endless_address_stays_text() -> None:
    said = "https://example.com/" + "a" * 5000
    assert [piece.address for piece in with_links(said)] == [""]
