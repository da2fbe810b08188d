from standards.documents.draft_merging import (
    REASON,
    WHOLE_HEADER,
    Decision,
    FieldConflict,
    decided,
    merge_drafts,
)
from standards.documents.texts import DraftText

HEADER = """\
kind: situation
title: Scratch
language: en
class: typical
channels: [phone, counter]
summary: A scratch is found."""
BASE = DraftText(HEADER, "One.\n\nTwo.\n", "")


def with_header(*changes: tuple[str, str], body: str = BASE.body, reason: str = "") -> DraftText:
    header = HEADER
    for was, now in changes:
        assert was in header
        header = header.replace(was, now)
    return DraftText(header, body, reason)


def test_fields_are_merged_one_by_one() -> None:
    merged = merge_drafts(
        BASE, with_header(("Scratch", "Dent")), with_header(("class: typical", "class: complex"))
    )
    assert not merged.has_conflicts
    assert merged.header_text == HEADER.replace("Scratch", "Dent").replace("class: typical", "class: complex")


def test_of_a_list_both_additions_and_both_removals_hold() -> None:
    mine = with_header(("[phone, counter]", "[phone, counter, mail]"))
    theirs = with_header(("[phone, counter]", "[counter, site]"))
    assert "channels: [counter, site, mail]" in merge_drafts(BASE, mine, theirs).header_text


def test_two_words_of_one_sentence_are_joined_and_shown() -> None:
    mine = with_header(("A scratch is", "A deep scratch is"))
    theirs = with_header(("is found.", "is found late."))
    merged = merge_drafts(BASE, mine, theirs)
    assert "summary: A deep scratch is found late." in merged.header_text
    assert "A deep scratch is found late." in merged.touched


def test_one_field_twice_otherwise_is_told() -> None:
    merged = merge_drafts(BASE, with_header(("Scratch", "Dent")), with_header(("Scratch", "Crack")))
    assert merged.fields == (FieldConflict("title", "Scratch", "Dent", "Crack"),)


def test_a_field_taken_out_here_and_changed_there_is_told() -> None:
    merged = merge_drafts(BASE, with_header(("\nclass: typical", "")), with_header(("typical", "conflict")))
    assert merged.fields == (FieldConflict("class", "typical", "", "conflict"),)


def test_the_reason_for_another_class_is_merged_too() -> None:
    mine = with_header(reason="Because it hurts.")
    assert merge_drafts(BASE, mine, BASE).class_reason == "Because it hurts."
    assert (
        merge_drafts(BASE, DraftText(HEADER, BASE.body), with_header(reason="Theirs.")).class_reason
        == "Theirs."
    )
    both = merge_drafts(BASE, mine, with_header(reason="Theirs."))
    assert both.fields == (FieldConflict(REASON, "", "Because it hurts.", "Theirs."),)


def test_a_header_that_cannot_be_read_is_merged_as_a_whole() -> None:
    base = DraftText('title: "open\nkind: standard', "x\n", "")
    mine = DraftText('title: "open"\nkind: standard', "x\n", "")
    theirs = DraftText('title: "open\nkind: script', "x\n", "")
    merged = merge_drafts(base, mine, theirs)
    assert merged.header_text == 'title: "open"\nkind: script'
    assert merge_drafts(base, mine, DraftText('title: "other"', "x\n", "")).fields[0].name == WHOLE_HEADER


def test_without_a_known_base_whatever_differs_must_be_decided() -> None:
    merged = merge_drafts(None, DraftText(HEADER, "Mine.\n", ""), DraftText(HEADER, "Theirs.\n", ""))
    assert merged.fields == ()
    [conflict] = merged.body.conflicts
    assert (conflict.mine, conflict.theirs) == ("Mine.\n", "Theirs.\n")


def test_what_was_decided_is_what_comes_out() -> None:
    mine = with_header(("Scratch", "Dent"), body="One mine.\n\nTwo.\n")
    theirs = with_header(("Scratch", "Crack"), body="One theirs.\n\nTwo, too.\n")
    merged = merge_drafts(BASE, mine, theirs)
    taken = decided(merged, mine, {"title": Decision.MINE}, [Decision.MINE])
    assert (taken.header_text, taken.body) == (HEADER.replace("Scratch", "Dent"), "One mine.\n\nTwo, too.\n")
    left = decided(merged, mine, {"title": Decision.THEIRS}, [Decision.THEIRS])
    assert (left.header_text, left.body) == (HEADER.replace("Scratch", "Crack"), "One theirs.\n\nTwo, too.\n")
    both = decided(merged, mine, {"title": Decision.THEIRS}, [Decision.BOTH])
    assert "One theirs." in both.body
    assert "One mine." in both.body
