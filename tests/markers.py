"""Rare words put into every passage of the sample company that one edition leaves out.

Which edition must show a marker is decided here from the lines of the source, without the parser under test.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

BOTH = frozenset({"b2c", "b2b"})
PREFIX = re.compile(r"^(\s*(?:(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?)?(?:>\s?(?:\[![^\]]*\]\s?)?)*)(.*)$")
STEP = re.compile(r"^\d+\.\s.*?(\{[^}]*\})?\s*$")
UNMARKABLE = re.compile(r"^\s*(?:$|:::|\||→|->|!\[|\[\^|\*\[|```|~~~|\{|#|\[[^\]]+\]:|:\s)")
HARDEST_STAGES = {"receipt"}


@dataclass
class Marked:
    """The sample company with markers; `shown` says for each marker which editions hold it."""

    sources: dict[Path, str] = field(default_factory=dict)
    shown: dict[str, frozenset[str]] = field(default_factory=dict)

    def of(self, variant: str) -> set[str]:
        return {marker for marker, variants in self.shown.items() if variant in variants}

    def hidden_in(self, variant: str) -> set[str]:
        return {marker for marker, variants in self.shown.items() if variant not in variants}

    def mark(self, variants: frozenset[str]) -> str:
        marker = f"zqx{len(self.shown):04d}vw"
        self.shown[marker] = variants
        return marker


def mark_all(files: list[Path]) -> Marked:
    marked = Marked()
    for file in files:
        marked.sources[file] = _Marker(marked, file.read_text(encoding="utf-8")).text()
    return marked


class _Marker:
    def __init__(self, marked: Marked, source: str) -> None:
        self.marked = marked
        _, self.header, self.body = source.split("---\n", 2)
        self.variants = self._variants()
        self.is_situation = "kind: situation" in self.header
        stage = re.search(r"^stage: (\S+)", self.header, re.MULTILINE)
        self.is_hardest = "hardest: true" in self.header or bool(stage and stage[1] in HARDEST_STAGES)
        self.blocks: list[str] = []
        self.step = ""
        self.is_fenced = False

    def _variants(self) -> frozenset[str]:
        found = re.search(r"^variants: \[([^\]]*)\]", self.header, re.MULTILINE)
        return frozenset(name.strip() for name in found[1].split(",")) if found else BOTH

    def text(self) -> str:
        body = "\n".join(self._line(line) for line in self.body.split("\n"))
        return f"---\n{self._marked_header()}---\n{body}"

    def _marked_header(self) -> str:
        if self.variants == BOTH:
            return self.header
        for name in ("title", "summary"):
            self.header = re.sub(
                rf'^({name}: ["\']?)(?=.)',
                rf"\g<1>{self.marked.mark(self.variants)} ",
                self.header,
                flags=re.MULTILINE,
            )
        return self.header

    def _line(self, line: str) -> str:
        self._follow(line)
        shown = self._shown(line)
        if shown == BOTH or self.is_fenced or UNMARKABLE.match(line):
            return line
        prefix, rest = PREFIX.match(line).groups()  # type: ignore[union-attr]
        if not rest.strip() or rest.lstrip().startswith(("→", "->", "![[")):
            return line
        return f"{prefix}{self.marked.mark(shown)} {rest}"

    def _follow(self, line: str) -> None:
        if re.match(r"^\s*(```|~~~)", line):
            self.is_fenced = not self.is_fenced
        opened = re.match(r"^\s*:{3,}\s*(\w+)", line)
        if opened:
            self.blocks.append(opened[1])
            self.step = ""
        elif re.match(r"^\s*:{3,}\s*$", line) and self.blocks:
            self.blocks.pop()
            self.step = ""
        elif "algorithm" in self.blocks and STEP.match(line):
            self.step = STEP.match(line)[1] or ""  # type: ignore[index]

    def _shown(self, line: str) -> frozenset[str]:
        shown = self.variants
        for block in self.blocks:
            if block in BOTH:
                shown &= {block}
        for attributes in (self.step, *re.findall(r"\{[^}]*\}\s*$", line)):
            for variant in BOTH:
                if f".{variant}" in attributes:
                    shown &= {variant}
        if self._is_wording(line) and not self._is_kept_in_b2b():
            shown -= {"b2b"}
        return shown

    def _is_wording(self, line: str) -> bool:
        return self.is_situation and bool(re.match(r"^\s*>\s*\[!(say|avoid)", line))

    def _is_kept_in_b2b(self) -> bool:
        return self.is_hardest or ".hard" in self.step
