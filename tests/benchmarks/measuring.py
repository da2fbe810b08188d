"""Measuring a piece of work, and printing what came out."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

ROUNDS = 5


@dataclass(frozen=True)
class Cost:
    """CPU and wall seconds of one piece of work, medians over the rounds."""

    cpu: float
    wall: float


def cost_of(work: Callable[[], object], rounds: int = ROUNDS) -> Cost:
    """Measure this process's own work; what children do is only in the wall time."""
    work()
    cpu, wall = [], []
    for _ in range(rounds):
        began_cpu, began_wall = time.process_time(), time.perf_counter()
        work()
        cpu.append(time.process_time() - began_cpu)
        wall.append(time.perf_counter() - began_wall)
    return Cost(statistics.median(cpu), statistics.median(wall))


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table in Markdown."""
    print(f"\n## {title}\n")
    print("| " + " | ".join(head) + " |")
    print("|" + " --- |" * len(head))
    for row in rows:
        print(
            "| " + " | ".join(f"{cell:.4g}" if isinstance(cell, float) else str(cell) for cell in row) + " |"
        )


def growth(sizes: Sequence[float], costs: Sequence[float]) -> list[str]:
    """Say for each row how cost per size compares with the first row: 1.0 is linear."""
    first = costs[0] / sizes[0]
    return [f"{cost / size / first:.2f}" for size, cost in zip(sizes, costs, strict=True)]
