"""The child that lets one peer solve one instance. Its clock starts with the matrices in hand.

Request: module, format, text (the instance), cpu_seconds, seed. Answer: cpu_seconds, seconds, solution.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from benchmarks.child import answer_request
from benchmarks.cpu_clock import CpuClock
from benchmarks.peers.answer import Answer, solution_document
from benchmarks.peers.district import read_district
from benchmarks.peers.question import Question
from benchmarks.peers.registry import Peer
from benchmarks.peers.solomon import read_solomon
from matcher.formats import district, solomon

MODULE = "benchmarks.peers.run_one"

READERS: Mapping[str, Callable[[str], Question]] = {
    district.FORMAT.name: read_district,
    solomon.FORMAT.name: read_solomon,
}
"""By name of the format: what every peer can be asked."""


def peer_request(
    peer: Peer, format_name: str, text: str, *, cpu_seconds: float, seed: int | None
) -> dict[str, object]:
    """What to ask MODULE."""
    return {
        "module": peer.module,
        "format": format_name,
        "text": text,
        "cpu_seconds": cpu_seconds,
        "seed": seed,
    }


def solve_one(request: dict[str, Any]) -> Mapping[str, object]:
    """Import the peer, make the matrices, then measure from the question to the answer."""
    solve: Callable[..., Answer] = import_module(request["module"]).solve
    question = READERS[request["format"]](request["text"])
    clock = CpuClock()
    answer = solve(question, cpu_seconds=request["cpu_seconds"], seed=request["seed"])
    used_s, gone_s = clock.cpu_s, clock.wall_s
    return {"cpu_seconds": used_s, "seconds": gone_s, "solution": solution_document(question, answer)}


if __name__ == "__main__":
    answer_request(solve_one)
