"""A million hostile updates against the firewall and a copy: the longest time, and how much memory it cost.

`STANDARDWERK_TEST_FUZZ_UPDATES` says how many, a million unless said.
"""

import os
import random
import resource
import time
from collections import Counter
from itertools import islice

from standards.realtime.copies import Copy
from standards.realtime.firewall import contents_of
from standards.realtime.pairs import Pairs
from standards.realtime.wire import Malformed
from tests.benchmarks.live.machine import load
from tests.benchmarks.measuring import table
from tests.live.mutations import honest_updates, hostile_updates

UPDATES = int(os.environ.get("STANDARDWERK_TEST_FUZZ_UPDATES", "1000000"))
EACH = 2_000


def fuzz() -> None:
    """Print what became of them."""
    honest = honest_updates(60, random.Random(3))  # noqa: S311 - no secret
    found: Counter[str] = Counter()
    worst = 0.0
    _one_text(honest, 0, Counter())
    before = _peak()
    for seed in range(UPDATES // EACH):
        worst = max(worst, _one_text(honest, seed, found))
    rows = [[name, count] for name, count in found.most_common()]
    table(f"{UPDATES:,} hostile updates", ["what became of them", "how many"], rows)
    print(f"\nLongest: {1000 * worst:.2f} ms of CPU (aim: 20). Grown by {_peak() - before:.1f} MB (aim: 50).")
    print(f"Load average {load():.1f}.")


def _one_text(honest: list[bytes], seed: int, found: Counter[str]) -> float:
    """Let many hostile updates come to one text, and return the longest time of one."""
    room, page, pairs = Copy(honest), Copy(honest), Pairs(honest)
    worst = 0.0
    for update in islice(hostile_updates(seed), EACH):
        began = time.thread_time()
        changed = b""
        try:
            contents, known = contents_of(update), room.clocks()
            if contents.missing(known):
                found["rests on what is not there"] += 1
            else:
                pairs.refuse_cut(contents, known)
                changed = room.apply(update)
                found["taken" if changed else "nothing new"] += 1
        except Malformed as refused:
            found["refused by the library" if refused.__cause__ else f"refused: {refused}"] += 1
        worst = max(worst, time.thread_time() - began)
        if changed:
            pairs.learn(changed)
            page.apply(changed)
    found["texts that parted"] += room.text() != page.text()
    return worst


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
