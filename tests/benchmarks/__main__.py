"""Run the measurements that are named, or all."""

import platform
import sys
from collections.abc import Callable

from tests.benchmarks import changing, handbooks, pages, parsing, rendering, searching
from tests.benchmarks.live import fuzzing, measuring, soaking

MEASUREMENTS: dict[str, Callable[[], None]] = {
    "parse": parsing.measure,
    "compare": changing.measure_comparing,
    "merge": changing.measure_merging,
    "render": rendering.measure,
    "search": searching.measure,
    "page": pages.measure,
    "handbook": handbooks.measure,
    "live": measuring.measure,
    "live-fuzz": fuzzing.fuzz,
    "live-soak": soaking.soak,
}
UNASKED = tuple(name for name in MEASUREMENTS if not name.startswith("live-"))
"""What is measured where nothing is named: the long ones are only run by name."""


def main(names: list[str]) -> int:
    """Return 2 for a name that is none of ours."""
    unknown = [name for name in names if name not in MEASUREMENTS]
    if unknown:
        print(f"There is no {', '.join(unknown)}; there are {', '.join(MEASUREMENTS)}.", file=sys.stderr)
        return 2
    print(f"Python {platform.python_version()}; medians, CPU seconds unless said otherwise.")
    for name in names or UNASKED:
        MEASUREMENTS[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
