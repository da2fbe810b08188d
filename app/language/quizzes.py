"""Reading quizzes: an ordered list of questions with answers to tick (section 7)."""

import re

from app.language.attributes import split_attributes
from app.language.blocks import Box, Line, lines_of
from app.language.findings import Findings
from app.language.items import Item, split_items
from app.language.scripts import continues_lazily
from app.language.source import LIST_MARK, Source, indent_of
from app.language.tree import Answer, Question, Quiz

_TICK = re.compile(r"\[([ xX]?)\](?:[ \t]++|$)")


def read_quiz(box: Box, source: Source, findings: Findings) -> Quiz:
    """Return the quiz of a box; what is wrong is noted."""
    items = split_items(lines_of(box, source))
    last = -2
    for line in items.stray:
        if line.index != last + 1:
            findings.error(
                "quiz.not-a-list", source.number(line.index), source.column(line.index, indent_of(line.text))
            )
        last = line.index
    if not items.items and not items.stray:
        findings.error("quiz.empty", source.number(box.first))
    questions = tuple(_question(item, source, findings) for item in items.items)
    return Quiz(questions, source.number(box.first), source.number(box.last))


def _question(item: Item, source: Source, findings: Findings) -> Question:
    text, attributes = split_attributes(item.text)
    texts, answers, explanation = _parts_of(item, text)
    must_pass = "pass" in attributes.words
    if len(texts) > 1:
        texts[-1], attributes = split_attributes(texts[-1])
        must_pass = must_pass or "pass" in attributes.words
    words, line = " ".join(texts).strip(), source.number(item.first.index)
    question = Question(words, must_pass, tuple(answers), "\n".join(explanation), line)
    _check(question, source.column(item.first.index, indent_of(item.first.text)), findings)
    return question


def _parts_of(item: Item, text: str) -> tuple[list[str], list[Answer], list[str]]:
    """Return the lines of the question, its answers, and the lines of the explanation."""
    texts, answers, explanation = [text], list[tuple[list[str], bool]](), list[str]()
    goes_on: list[str] = texts
    for line in item.rest:
        stripped = line.text.strip()
        mark = LIST_MARK.match(stripped)
        tick = _TICK.match(stripped, mark.end()) if mark else None
        if line.is_blank:
            goes_on = explanation
        elif tick and not line.is_code:
            answers.append(([stripped[tick.end() :]], tick[1] in ("x", "X")))
            goes_on = []
        elif stripped.startswith(">") or line.is_code or not _is_text(line):
            explanation.append(stripped.removeprefix(">").removeprefix(" "))
            goes_on = explanation
        elif goes_on:
            goes_on.append(stripped)
        elif answers:
            answers[-1][0].append(stripped)
        else:
            explanation.append(stripped)
    return texts, [Answer(" ".join(words), is_right) for words, is_right in answers], explanation


def _is_text(line: Line) -> bool:
    return continues_lazily(line.text)


def _check(question: Question, column: int, findings: Findings) -> None:
    if not question.answers:
        findings.error("quiz.no-answer", question.line, column)
    elif not any(answer.is_right for answer in question.answers):
        findings.error("quiz.no-right-answer", question.line, column)
