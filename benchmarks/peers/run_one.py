"""The child that lets one peer solve one district. Its clock starts with the matrices in hand.

Request: module, text (the instance), cpu_seconds, seed. Answer: cpu_seconds, seconds, solution.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from benchmarks.child import answer_request
from benchmarks.cpu_clock import CpuClock
from benchmarks.peers.answer import Answer, solution_document
from benchmarks.peers.district import read_district
from benchmarks.peers.registry import Peer

MODULE = "benchmarks.peers.run_one"


def peer_request(peer: Peer, text: str, *, cpu_seconds: float, seed: int | None) -> dict[str, object]:
    """What to ask MODULE."""
    return {"module": peer.module, "text": text, "cpu_seconds": cpu_seconds, "seed": seed}


def solve_one(request: dict[str, Any]) -> Mapping[str, object]:
    """Import the peer, make the matrices, then measure from the question to the answer."""
    solve: Callable[..., Answer] = import_module(request["module"]).solve
    district = read_district(request["text"])
    assert district.travel_s  # made on first use: that is the benchmark's work, not the peer's
    clock = CpuClock()
    answer = solve(district, cpu_seconds=request["cpu_seconds"], seed=request["seed"])
    used_s, gone_s = clock.cpu_s, clock.wall_s
    return {"cpu_seconds": used_s, "seconds": gone_s, "solution": solution_document(district, answer)}


if __name__ == "__main__":
    answer_request(solve_one)
