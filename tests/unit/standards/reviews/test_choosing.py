"""Which approved texts go together: documents are numbers, texts are letters with their revision."""

from standards.reviews.choosing import Chosen, choose
from standards.reviews.wholes import Part, Whole, gathered

A, B, C, INNER, SCRIPT = 1, 2, 3, 8, 9


def part(document: int, number: int, *embeds: int) -> Part:
    return Part(
        document,
        f"d{document}",
        f"D{document}",
        document * 100 + number,
        number,
        f"{document}.{number}",
        embeds,
    )


def whole(*parts: Part) -> Whole:
    return gathered(parts[0], {found.document_id: found for found in parts})


def taken(chosen: Chosen) -> dict[int, int]:
    return {key: found.own.number for key, found in chosen.wholes.items()}


def test_the_newest_approved_text_is_taken() -> None:
    assert taken(choose([whole(part(A, 1)), whole(part(A, 3)), whole(part(B, 2))])) == {A: 3, B: 2}


def test_nothing_approved_is_nothing_taken() -> None:
    assert choose([]) == Chosen({}, frozenset())


def test_a_changed_script_waits_until_everything_that_contains_it_was_approved_with_it() -> None:
    before = [whole(part(SCRIPT, 1)), *(whole(part(key, 1, SCRIPT), part(SCRIPT, 1)) for key in (A, B))]
    assert taken(choose([*before, whole(part(SCRIPT, 2))])) == {A: 1, B: 1, SCRIPT: 1}
    half = [*before, whole(part(SCRIPT, 2)), whole(part(A, 2, SCRIPT), part(SCRIPT, 2))]
    assert taken(choose(half)) == {A: 1, B: 1, SCRIPT: 1}
    assert taken(choose([*half, whole(part(B, 1, SCRIPT), part(SCRIPT, 2))])) == {A: 2, B: 1, SCRIPT: 2}


def test_who_approves_a_document_approves_what_it_embeds() -> None:
    assert taken(choose([whole(part(A, 1, SCRIPT), part(SCRIPT, 4))])) == {A: 1, SCRIPT: 4}


def test_a_document_that_no_longer_embeds_the_script_does_not_hold_it_back() -> None:
    found = choose(
        [
            whole(part(SCRIPT, 1)),
            whole(part(A, 1, SCRIPT), part(SCRIPT, 1)),
            whole(part(SCRIPT, 2)),
            whole(part(A, 2)),
        ]
    )
    assert taken(found) == {A: 2, SCRIPT: 2}


def test_a_change_two_levels_down_counts() -> None:
    first = whole(part(A, 1, SCRIPT), part(SCRIPT, 1, INNER), part(INNER, 1))
    changed = whole(part(INNER, 2))
    assert taken(choose([first, changed])) == {A: 1, SCRIPT: 1, INNER: 1}
    again = whole(part(A, 1, SCRIPT), part(SCRIPT, 1, INNER), part(INNER, 2))
    found = choose([first, changed, again])
    assert taken(found) == {A: 1, SCRIPT: 1, INNER: 2}
    assert found.wholes[A].digest == again.digest


def test_of_texts_that_exclude_one_another_what_was_published_stays() -> None:
    approvals = [
        whole(part(A, 1, SCRIPT), part(SCRIPT, 1)),
        whole(part(B, 1, SCRIPT), part(SCRIPT, 2)),
        whole(part(C, 1, SCRIPT), part(SCRIPT, 2)),
    ]
    newer = choose(approvals)
    assert (taken(newer), newer.contradicted) == ({B: 1, C: 1, SCRIPT: 2}, frozenset({A}))
    kept = choose(approvals, published=[A, SCRIPT])
    assert (taken(kept), kept.contradicted) == ({A: 1, SCRIPT: 1}, frozenset({B, C}))


def test_the_same_text_in_a_later_revision_is_the_same_text() -> None:
    restored = Part(SCRIPT, "d9", "D9", 903, 3, "9.1")
    found = choose([whole(part(A, 1, SCRIPT), part(SCRIPT, 1)), whole(part(SCRIPT, 2)), whole(restored)])
    assert taken(found) == {A: 1, SCRIPT: 3}


def test_circles_come_to_an_end() -> None:
    one, two = part(A, 1, B), part(B, 1, A)
    assert taken(choose([whole(one, two), whole(two, one)])) == {A: 1, B: 1}
