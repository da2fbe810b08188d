"""Characters of two UTF-16 units: no change may cut one in two.

A browser counts in UTF-16 units, so a change can name the middle of an emoji. The library then panics, or its
copies part: whoever comes later reads another text. No editor sends such a change.
"""

from collections.abc import Iterable, Mapping

from standards.realtime.firewall import Contents, contents_of
from standards.realtime.wire import Malformed


class Pairs:
    """The places inside a character, by client id and clock, in everything that a room was ever told."""

    def __init__(self, updates: Iterable[bytes] = ()) -> None:
        self._inside: set[tuple[int, int]] = set()
        for update in updates:
            self.learn(update)

    def learn(self, update: bytes) -> None:
        """Note the characters of a change as it was taken in: what a page repeats may say something else."""
        self._inside.update(contents_of(update, most_clients=None).inside)

    def refuse_cut(self, contents: Contents, clocks: Mapping[int, int]) -> None:
        """Refuse a change that cuts a character of the text or of its own, or of which half is known.

        Raises:
            Malformed: it does.

        """
        known = {(client_id, clocks.get(client_id, 0)) for client_id in contents.added}
        if contents.inside & (known | contents.cuts) or self._inside & contents.cuts:
            raise Malformed("half a character")
