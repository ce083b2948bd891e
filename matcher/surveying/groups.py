"""Needs that hang together through links, however many."""

from collections.abc import Iterable

from models.needs import Link, LinkKind


def groups_of(need_ids: Iterable[str], links: Iterable[Link], kind: LinkKind) -> dict[str, str]:
    """For each need the smallest id of the group that links of this kind tie it into, perhaps its own.

    Source: disjoint sets with path halving, Tarjan and van Leeuwen (1984), J. ACM 31: 245-281.
    """
    root = {need_id: need_id for need_id in need_ids}

    def find(need_id: str) -> str:
        while root[need_id] != need_id:
            root[need_id] = root[root[need_id]]
            need_id = root[need_id]
        return need_id

    for link in links:
        if link.kind is kind:
            first, second = sorted((find(link.first_id), find(link.second_id)))
            root[second] = first
    return {need_id: find(need_id) for need_id in root}
