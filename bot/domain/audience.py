"""How each language of an audience will be served: what staff see before they send."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from messages.languages import readable_in
from messages.outgoing import HowSaid
from messages.phrases import spoken


@dataclass(frozen=True, slots=True)
class LanguageShare:
    """Parents of one home language: how many, how many of them can be reached now, and how it is said to them.

    `reads` is the language they will read; it is another one where we have no phrases in theirs. `said` is how the
    author's own words come across in it, `served` whether a machine goes there.
    """

    language: str
    reads: str
    parents: int
    reachable: int
    how: HowSaid
    said: HowSaid = HowSaid.REVIEWED
    served: bool = False

    def as_dict(self) -> dict[str, object]:
        """As the API shows it."""
        return {
            "language": self.language,
            "reads": self.reads,
            "parents": self.parents,
            "reachable": self.reachable,
            "how": self.how.value,
        }


def wanted_language(chosen: str | None, home: str) -> str:
    """What the parent chose wins over the school's list."""
    return chosen or home


def share_languages(
    counts: Iterable[tuple[str | None, str, str | None, bool, int]],
    *,
    source: str,
    own_words: Mapping[str, HowSaid],
    served: Collection[str] = (),
) -> list[LanguageShare]:
    """One line for each language wanted and read, most parents first.

    `own_words` says for each reading language how the author's own sentences come across.
    """
    parents: Counter[tuple[str, str]] = Counter()
    reachable: Counter[tuple[str, str]] = Counter()
    for chosen, home, second, can_reach, number in counts:
        key = wanted_language(chosen, home), readable_in((chosen, home, second), spoken(), source).tag
        parents[key] += number
        reachable[key] += number if can_reach else 0
    shares = []
    for (language, reads), number in sorted(parents.items(), key=lambda item: (-item[1], item[0])):
        said = own_words.get(reads, HowSaid.REVIEWED)
        how = how_told(said) if reads == language else HowSaid.NONE
        shares.append(LanguageShare(language, reads, number, reachable[language, reads], how, said, reads in served))
    return shares


def how_told(said: HowSaid) -> HowSaid:
    """The contract knows no 'original' and no 'pending': nobody's language, and not to be sent yet."""
    return {HowSaid.ORIGINAL: HowSaid.NONE, HowSaid.PENDING: HowSaid.HELD}.get(said, said)
