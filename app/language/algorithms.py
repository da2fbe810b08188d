"""Algorithms as graphs, and whether they hold (section 9): everybody gets somewhere, nobody is forgotten."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from app.language.errors import Finding
from app.language.findings import Findings
from app.language.tree import (
    Algorithm,
    EndTarget,
    SituationTarget,
    Step,
    StepTarget,
    Target,
    UnknownTarget,
)
from app.language.words import BOTH, Variant


class NodeKind(StrEnum):
    """Say what a node of the graph stands for."""

    STEP = "step"
    QUESTION = "question"
    END = "end"
    HAND_OVER = "hand-over"


@dataclass(frozen=True, slots=True)
class Node:
    """Hold a node: id is the step's, `end-1`…, or `to-<slug>`; step is None for ends and hand-overs.

    The label of an end says what is reached, empty where nothing is said; that of a hand-over is its
    own words, else the slug of the situation.
    """

    id: str
    kind: NodeKind
    label: str
    is_hard: bool
    step: Step | None


@dataclass(frozen=True, slots=True)
class Edge:
    """Hold an edge; the label is the answer, empty where nothing is asked."""

    source: str
    target: str
    label: str


@dataclass(frozen=True, slots=True)
class Graph:
    """Hold the nodes in the order of the steps, ends and hand-overs after them, and all edges."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


@dataclass(slots=True)
class _Drawing:
    nodes: dict[str, Node] = field(default_factory=dict)
    outer: dict[str, Node] = field(default_factory=dict)
    ends: dict[str, str] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)

    def node_for(self, target: Target) -> str:
        """Return the id of the node a target leads to, nothing for an unknown one."""
        match target:
            case StepTarget(step_id):
                return step_id
            case EndTarget(reached):
                node_id = self.ends.setdefault(reached, f"end-{len(self.ends) + 1}")
                node = Node(node_id, NodeKind.END, reached, is_hard=False, step=None)
            case SituationTarget(slug, words):
                node_id = f"to-{slug}"
                node = Node(node_id, NodeKind.HAND_OVER, words or slug, is_hard=False, step=None)
            case _:
                return ""
        self.outer.setdefault(node_id, node)
        return node_id


def graph_of(algorithm: Algorithm) -> Graph:
    """Return the graph of an algorithm.

    Unknown targets draw no edge, of steps with one id only the first is drawn.

    Ends that reach the same share a node, so do hand-overs to the same situation.
    """
    drawing = _Drawing()
    for position, step in enumerate(algorithm.steps):
        if step.id in drawing.nodes:
            continue
        kind = NodeKind.QUESTION if step.is_question else NodeKind.STEP
        drawing.nodes[step.id] = Node(step.id, kind, step.text, step.is_hard, step)
        for target, label in ways_of(algorithm, position):
            if node_id := drawing.node_for(target):
                drawing.edges.append(Edge(step.id, node_id, label))
    return Graph((*drawing.nodes.values(), *drawing.outer.values()), tuple(drawing.edges))


def ways_of(algorithm: Algorithm, position: int) -> tuple[tuple[Target, str], ...]:
    """Return where the step at a position leads, with the answer that leads there.

    The implicit way is one too.
    """
    step = algorithm.steps[position]
    ways: list[tuple[Target, str]] = [(choice.target, choice.text) for choice in step.choices]
    if step.target is not None:
        ways.append((step.target, ""))
    if not ways:
        is_last = position + 1 == len(algorithm.steps)
        ways.append((EndTarget() if is_last else StepTarget(algorithm.steps[position + 1].id), ""))
    return tuple(ways)


def note_unsound(algorithm: Algorithm, findings: Findings, variants: tuple[Variant, ...] = BOTH) -> None:
    """Note what keeps an algorithm from being followed, in each edition that is to contain it.

    Each step is looked at once in each edition, each edge twice.
    """
    if not algorithm.otherwise:
        findings.warning("algorithm.no-otherwise", algorithm.line)
    if not has_variants(algorithm):
        _note_steps(algorithm, findings)
        return
    found: dict[tuple[str, int], list[tuple[Finding, Variant]]] = {}
    shown = [variant for variant in variants if of_variant(algorithm, variant).steps]
    for variant in shown:
        of_edition = Findings()
        _note_steps(of_variant(algorithm, variant), of_edition)
        for finding in of_edition.sorted():
            found.setdefault((finding.code, finding.line), []).append((finding, variant))
    for together in found.values():
        finding, variant = together[0]
        is_everywhere = len({variant for _, variant in together}) == len(shown)
        facts = finding.facts if is_everywhere else {**finding.facts, "edition": variant.upper()}
        findings.add(Finding(finding.line, finding.column, finding.severity, finding.code, facts))


def has_variants(algorithm: Algorithm) -> bool:
    """Say whether any step or choice is in one edition only."""
    return any(
        step.variants != BOTH or any(choice.variants != BOTH for choice in step.choices)
        for step in algorithm.steps
    )


def of_variant(algorithm: Algorithm, variant: Variant) -> Algorithm:
    """Return the algorithm with the steps and choices of one edition; ways to others lead nowhere."""
    steps = [step for step in algorithm.steps if variant in step.variants]
    ids = {step.id for step in steps}

    def fit(target: Target) -> Target:
        if isinstance(target, StepTarget) and target.step_id not in ids:
            return UnknownTarget(f"#{target.step_id}")
        return target

    fitted = (
        replace(
            step,
            choices=tuple(
                replace(choice, target=fit(choice.target))
                for choice in step.choices
                if variant in choice.variants
            ),
            target=None if step.target is None else fit(step.target),
        )
        for step in steps
    )
    return replace(algorithm, steps=tuple(fitted))


def _note_steps(algorithm: Algorithm, findings: Findings) -> None:
    if not algorithm.steps:
        return
    for step in algorithm.steps:
        _note_targets(step, findings)
        if len(step.choices) == 1:
            findings.warning("algorithm.single-choice", step.line, step.column, step=step.id)
    graph = graph_of(algorithm)
    reached = _reached({algorithm.steps[0].id}, ((edge.source, edge.target) for edge in graph.edges))
    exits = {node.id for node in graph.nodes if node.step is None}
    exits |= {step.id for step in algorithm.steps if _has_unknown(step)}
    leaving = _reached(exits, ((edge.target, edge.source) for edge in graph.edges))
    for node in graph.nodes:
        if node.step is None:
            continue
        facts = {"step": node.id, "text": node.label[:80]}
        if node.id not in reached:
            findings.error("algorithm.unreachable-step", node.step.line, node.step.column, **facts)
        if node.id not in leaving:
            findings.error("algorithm.no-exit", node.step.line, node.step.column, **facts)


def _note_targets(step: Step, findings: Findings) -> None:
    for choice in step.choices:
        if isinstance(choice.target, UnknownTarget):
            place = choice.target_line or choice.line, choice.column
            findings.error("algorithm.unknown-target", *place, target=choice.target.text[:80], step=step.id)
    if isinstance(step.target, UnknownTarget):
        place = step.target_line, step.target_column
        findings.error("algorithm.unknown-target", *place, target=step.target.text[:80], step=step.id)


def _has_unknown(step: Step) -> bool:
    """Say whether a way out of the step is unknown.

    That is one finding, not having an exit would be a second.
    """
    targets = [choice.target for choice in step.choices]
    return any(isinstance(target, UnknownTarget) for target in (*targets, step.target))


def _reached(starts: Iterable[str], edges: Iterable[tuple[str, str]]) -> frozenset[str]:
    following: dict[str, list[str]] = {}
    for source, target in edges:
        following.setdefault(source, []).append(target)
    return _closure(starts, following)


def _closure(starts: Iterable[str], following: Mapping[str, list[str]]) -> frozenset[str]:
    seen = set(starts)
    waiting = deque(seen)
    while waiting:
        for target in following.get(waiting.popleft(), ()):
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return frozenset(seen)
