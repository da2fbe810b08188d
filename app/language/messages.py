"""The sentences of the checker: one per code, in English, saying what to do.

Where a code has cases, `code:case` has the sentence for one of them; the fact `case` of a finding chooses.
"""

from types import MappingProxyType
from typing import Final


def N_(sentence: str) -> str:  # noqa: N802 (the name by which the extractor of messages knows it)
    """Mark a sentence for translation without translating it."""
    return sentence


_HEADER: Final = {
    "header.missing": N_("Fill in the header field “%(field)s”; it is required."),
    "header.invalid": N_(
        "Correct the header field “%(field)s”: “%(value)s” is not allowed here (%(allowed)s)."
    ),
    "header.invalid:yaml": N_(
        "Correct the header so that it is plain YAML, one “field: value” a line: %(value)s."
    ),
    "header.reserved": N_("Choose another slug; “%(value)s” is the address of a page beside the documents."),
    "header.unknown": N_("Remove or correct the header field “%(field)s”; a %(kind)s has no such field."),
    "company.invalid": N_("Correct “%(field)s” in company.yaml: “%(value)s” cannot be read there."),
    "company.invalid:yaml": N_("Correct company.yaml so that it is plain YAML: %(value)s."),
    "company.unknown": N_("Remove or correct “%(field)s” in company.yaml; there is no such list."),
    "file.unreadable": N_("Save the file as UTF-8 text; it could not be read (%(reason)s)."),
    "file.same-slug": N_("Choose another slug; “%(slug)s” is already that of %(file)s."),
}
_TEXT: Final = {
    "text.no-opening": N_("Say in a sentence or two what it is, before the first heading or block."),
    "text.too-large": N_(
        "Divide this text into several documents; it has %(size)s characters in %(lines)s lines,"
        " %(limit)s and %(line_limit)s are allowed."
    ),
    "text.too-deep": N_("Flatten these quotes or lists; at most %(limit)s may stand inside one another."),
    "text.more-findings": N_(
        "There are more findings of %(code)s than the %(limit)s shown; correct these first."
    ),
    "text.hard-to-read": N_(
        "Use shorter sentences and words; the readability index is %(index)s, at most %(limit)s is wanted."
    ),
    "heading.skipped": N_(
        "Make “%(title)s” a heading of level %(expected)s; level %(level)s leaves one out."
    ),
    "term.forbidden": N_("Write “%(wanted)s” instead of “%(term)s”, as the company's glossary says."),
    "html.removed": N_("Write this in Markdown; the HTML <%(tag)s> will not be shown."),
    "picture.no-alt": N_(
        "Say between the square brackets what “%(name)s” shows, for those who cannot see it."
    ),
    "picture.unknown": N_("Upload “%(name)s” or correct its name; there is no such picture."),
    "callout.unknown": N_("Correct the mark [!%(name)s]; the language does not have it."),
    "attribute.unknown": N_("Remove or correct “%(name)s”; it means nothing here."),
    "channel.unknown": N_("Correct the channel “%(channel)s” or add it to the company's channels."),
}
_BLOCKS: Final = {
    "block.unknown": N_(
        "Correct the name of the block “%(name)s”; there are b2c, b2b, algorithm, dialogue, channel and quiz."
    ),
    "block.invalid": N_(
        "Correct what stands after “%(name)s”: “%(words)s” means nothing (expected: %(needed)s)."
    ),
    "block.unclosed": N_("Close the block “%(name)s” with a line of three colons."),
    "block.stray-close": N_("Remove this line of colons; no block is open here."),
    "block.misplaced": N_("Move the block “%(name)s”; it may not stand inside: %(place)s."),
    "block.too-deep": N_("Take this block out of others; at most %(limit)s may stand inside one another."),
    "dialogue.no-speaker": N_("Write who speaks and what they say, as in “Customer: Good morning.”."),
    "quiz.no-answer": N_("Give this question answers, as in “- [x] right” and “- [ ] wrong”."),
    "quiz.no-right-answer": N_("Mark at least one answer of this question as right, with [x]."),
    "quiz.not-a-list": N_("Write the questions as one numbered list and indent what belongs to a question."),
    "quiz.empty": N_("Add a question to this quiz, or remove it."),
    "criterion.no-id": N_(
        "Give this criterion an id such as {#greet-30s}; it stays the same over revisions."
    ),
    "criterion.invalid": N_("Correct this criterion: its %(field)s is “%(value)s” (allowed: %(allowed)s)."),
}
_ALGORITHM: Final = {
    "algorithm.not-a-list": N_(
        "Write the algorithm as one numbered list, and indent by three blanks what belongs to a step."
    ),
    "algorithm.empty": N_("Add steps to this algorithm, or remove it."),
    "algorithm.second": N_("Move this algorithm into a situation of its own; a situation has one."),
    "algorithm.duplicate-step": N_("Give this step another id; “%(id)s” is already used in line %(first)s."),
    "algorithm.unknown-target": N_(
        "Correct the target “%(target)s”: write #step-id, a step number, end, “end: what is reached” or"
        " [[slug]] of a situation that is there."
    ),
    "algorithm.unreachable-step": N_("Lead a way to step “%(step)s”, or remove it; nothing leads here."),
    "algorithm.no-exit": N_(
        "Lead step “%(step)s” to an end or to another situation; from here there is no way out."
    ),
    "algorithm.single-choice": N_("Add a second answer to this question, or make it a step without one."),
    "algorithm.no-otherwise": N_('Say what to do if nothing fits: ::: algorithm {otherwise="…"}.'),
    "algorithm.second-target": N_(
        "Remove one of the targets; a step leads to one place, or asks a question."
    ),
    "algorithm.arrow-in-step": N_(
        "Put the arrow on a line of its own; in the step's first line it is only text."
    ),
    "algorithm.empty-step": N_("Say in the step's first line what to do."),
}
_ACROSS: Final = {
    "class.incomplete": N_("Add what a situation of this class needs."),
    "class.incomplete:algorithm": N_("Add an algorithm; a situation of the class “%(class)s” needs one."),
    "class.incomplete:wording": N_(
        "Add what to say, with [!say]; a situation of the class “%(class)s” needs it."
    ),
    "class.incomplete:either": N_(
        "Add what to say, with [!say], or an algorithm; a typical situation needs one."
    ),
    "class.no-avoid": N_("Say what to avoid with [!avoid]; a conflict situation should."),
    "link.unknown": N_("Correct the link; there is no document “%(slug)s”."),
    "link.unknown-anchor": N_("Correct the link; “%(slug)s” has no heading, step or criterion “%(anchor)s”."),
    "link.draft-only": N_("Have “%(slug)s” approved, or remove the link; it has no approved revision."),
    "link.not-in-variant": N_(
        "Give this link words of its own, [[%(slug)s|words]]; the document is not in the %(variant)s edition."
    ),
    "link.outside": N_("Check this address; “%(target)s” is not among these documents."),
    "embed.unknown": N_("Correct what is embedded; there is no document “%(slug)s”."),
    "embed.cycle": N_("Remove this line; “%(slug)s” would in the end embed itself."),
    "embed.kind": N_(
        "Link to “%(slug)s” instead; only scripts (anywhere) and situations (in a standard) are embedded."
    ),
    "embed.not-alone": N_("Put ![[%(slug)s]] on a line of its own; inside a line nothing is embedded."),
    "variant.empty": N_(
        "Take %(variant)s out of the header's variants; nothing of this document is left in that edition."
    ),
    "variant.nowhere": N_(
        "Mark the step .hard or the situation as hardest; no edition contains this wording now."
    ),
}

IN_EDITION: Final = N_("In the %(edition)s edition: %(sentence)s")

MESSAGES: Final = MappingProxyType(_HEADER | _TEXT | _BLOCKS | _ALGORITHM | _ACROSS)
