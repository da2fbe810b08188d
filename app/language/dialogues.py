"""Reading example conversations: one line per utterance, `Speaker: words` (section 3)."""

import re

from app.language.blocks import Box, lines_of
from app.language.findings import Findings
from app.language.source import LIST_MARK, Source, indent_of
from app.language.tree import Dialogue, Utterance

_PLAIN = re.compile(r"([^:\n]{1,80}+):(?=\s|$)")
_BOLD = re.compile(r"(\*\*|__)([^:*_\n]{1,80}+)(?::\1|\1:)(?=\s|$)")


def read_dialogue(box: Box, source: Source, findings: Findings) -> Dialogue:
    """Return the dialogue of a box; a line without speaker is noted and kept."""
    utterances = []
    for line in lines_of(box, source):
        if line.is_blank:
            continue
        start = indent_of(line.text)
        if mark := LIST_MARK.match(line.text, start):
            start = mark.end()
        text = line.text[start:].rstrip().removesuffix("\\").rstrip()
        speaker, words = _split(text)
        number = source.number(line.index)
        if not speaker or not words:
            findings.error("dialogue.no-speaker", number, source.column(line.index, start))
        utterances.append(Utterance(speaker, words, number))
    is_good = box.attributes.words[:1] != ("bad",)
    return Dialogue(is_good, tuple(utterances), source.number(box.first), source.number(box.last))


def _split(text: str) -> tuple[str, str]:
    if bold := _BOLD.match(text):
        return bold[2].strip(), text[bold.end() :].strip()
    if plain := _PLAIN.match(text):
        return plain[1].strip(), text[plain.end() :].strip()
    return "", text
