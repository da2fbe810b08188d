"""What a chart consists of, before anybody knows where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from app.language.algorithms import Graph, Node, NodeKind
from app.rendering.wording_labels import Labels

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


START = "*"
"""The key of the start; no step can be named so."""


_FAN = 4
"""Ends and hand-overs of one question that make a list."""


class Shape(StrEnum):
    """Say how a node is drawn; each differs by form, not by colour alone."""

    START = "start"
    STEP = "step"
    QUESTION = "question"
    END = "end"
    HAND_OVER = "hand-over"
    CONNECTOR = "connector"
    LIST = "list"


_LEAVES = frozenset({Shape.END, Shape.HAND_OVER})


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one line of a list: an answer and the end or other situation that it leads to."""

    answer: str
    text: str
    shape: Shape


@dataclass(frozen=True, slots=True)
class ChartNode:
    """Hold one box: its words, its number (empty for ends), its time limit, and how it is repeated."""

    key: str
    shape: Shape
    text: str
    number: str = ""
    limit: str = ""
    repeat: str = ""
    is_hard: bool = False
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartEdge:
    """Hold one arrow between nodes by their keys; the answer is empty where nothing is asked."""

    source: str
    target: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Hold the nodes in reading order and the arrows."""

    nodes: tuple[ChartNode, ...]
    edges: tuple[ChartEdge, ...]


def chart_of(graph: Graph, labels: Labels, words: Callable[[str], str], titles: Mapping[str, str]) -> Chart:
    """Return the chart of an algorithm's graph.

    `words` turns Markdown of a line into plain words, `titles` maps the slugs of situations to their titles.
    """
    nodes = [_node(node, labels, words, titles) for node in graph.nodes]
    if not nodes:
        return Chart((), ())
    edges = [ChartEdge(edge.source, edge.target, clean(words(edge.label))) for edge in graph.edges]
    start = ChartNode(START, Shape.START, "")
    return Chart((start, *nodes), (ChartEdge(START, nodes[0].key), *edges))


def clean(text: str) -> str:
    """Return the text in one line without characters that XML does not know."""
    return " ".join(_CONTROL.sub("", text).split())


def _node(node: Node, labels: Labels, words: Callable[[str], str], titles: Mapping[str, str]) -> ChartNode:
    if node.step is not None:
        step = node.step
        repeat = [labels.repeated(step.repeat)] if step.repeat else []
        repeat += [labels.while_.format(condition=step.while_)] if step.while_ else []
        return ChartNode(
            key=node.id,
            shape=Shape.QUESTION if node.kind is NodeKind.QUESTION else Shape.STEP,
            text=clean(words(step.text)),
            number=str(step.number),
            limit=clean(labels.within.format(time=step.within)) if step.within else "",
            repeat=clean(", ".join(repeat)),
            is_hard=node.is_hard,
        )
    if node.kind is NodeKind.HAND_OVER:
        slug = node.id.removeprefix("to-")
        own = "" if node.label == slug else words(node.label)
        return ChartNode(node.id, Shape.HAND_OVER, clean(own or titles.get(slug) or labels.another_situation))
    return ChartNode(node.id, Shape.END, clean(words(node.label)) or labels.end)


def with_lists(chart: Chart) -> Chart:
    """Return the chart with the many ends and hand-overs of one question gathered in a list below it."""
    nodes = {node.key: node for node in chart.nodes}
    edges = list(chart.edges)
    for node in chart.nodes:
        leaves = [edge for edge in edges if edge.source == node.key and nodes[edge.target].shape in _LEAVES]
        if len(leaves) < _FAN:
            continue
        rows = tuple(Row(edge.answer, nodes[edge.target].text, nodes[edge.target].shape) for edge in leaves)
        gathered = ChartNode(f"*list {node.key}", Shape.LIST, "", rows=rows)
        nodes[gathered.key] = gathered
        edges = [edge for edge in edges if edge not in leaves] + [ChartEdge(node.key, gathered.key)]
    reached = {edge.target for edge in edges} | {START}
    kept = tuple(node for node in nodes.values() if node.number or node.key in reached)
    return Chart(kept, tuple(edges))


def parts_of(chart: Chart, cuts: list[set[str]], labels: Labels) -> Iterator[Chart]:
    """Yield the chart in pieces; an arrow into another piece ends in a connector with the step's number."""
    nodes = {node.key: node for node in chart.nodes}
    for keys in cuts:
        inside = {key: nodes[key] for key in nodes if key in keys}
        edges = []
        for edge in chart.edges:
            if edge.source not in keys:
                continue
            target = nodes[edge.target]
            if edge.target not in inside:
                target = _elsewhere(target, labels)
                inside[target.key] = target
            edges.append(replace(edge, target=target.key))
        reached = {edge.target for edge in edges} | {edge.source for edge in edges}
        kept = tuple(node for node in inside.values() if node.number or node.key in reached)
        yield Chart(kept, tuple(edges))


def _elsewhere(target: ChartNode, labels: Labels) -> ChartNode:
    if not target.number:
        return target
    return ChartNode(f"*{target.key}", Shape.CONNECTOR, labels.to_step.format(number=target.number))


def described(chart: Chart, labels: Labels) -> str:
    """Return the chart as sentences for those who do not see it."""
    nodes = {node.key: node for node in chart.nodes}
    sentences = []
    for node in chart.nodes:
        if not node.number:
            continue
        ways = [
            f"{answer} → {_named(target, labels)}".strip()
            for edge in chart.edges
            if edge.source == node.key
            for answer, target in _goals(edge, nodes[edge.target])
        ]
        details = ", ".join(each for each in (node.limit, node.repeat) if each)
        text = f"{node.text} ({details})" if details else node.text
        sentences.append(f"{labels.step.format(number=node.number)}: {text} {'; '.join(ways)}.")
    return " ".join(sentences)


def _goals(edge: ChartEdge, target: ChartNode) -> Iterator[tuple[str, ChartNode]]:
    if target.shape is not Shape.LIST:
        yield edge.answer, target
    for row in target.rows:
        yield row.answer, ChartNode("", row.shape, row.text)


def _named(node: ChartNode, labels: Labels) -> str:
    if node.number:
        return labels.to_step.format(number=node.number)
    if node.shape is Shape.HAND_OVER:
        return labels.hand_over.format(title=node.text)
    if node.shape is Shape.END and node.text != labels.end:
        return labels.ends_with.format(reached=node.text)
    return node.text
