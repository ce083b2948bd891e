"""Who is compared, and what each can express."""

from dataclasses import dataclass
from importlib import metadata

from models.errors import InvalidInput

OURS = "ours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """Another solver. `module` holds its `solve`; it is imported only where `package` is installed.

    anytime       stops when its CPU seconds are used; else it takes what it takes, and ours gets the same
    takes_seed    a seed changes the run, so that several are worth while
    synchronises  can say that two volunteers start together
    """

    name: str
    label: str
    package: str
    module: str
    anytime: bool
    takes_seed: bool
    synchronises: bool

    def version(self) -> str | None:
        """The version installed, None where it is missing."""
        try:
            return metadata.version(self.package)
        except metadata.PackageNotFoundError:
            return None


PEERS = (
    Peer(
        name="pyvroom",
        label="VROOM",
        package="pyvroom",
        module="benchmarks.peers.vroom_search",
        anytime=False,
        takes_seed=False,
        synchronises=False,
    ),
    Peer(
        name="ortools",
        label="OR-Tools",
        package="ortools",
        module="benchmarks.peers.ortools_routing",
        anytime=True,
        takes_seed=False,
        synchronises=True,
    ),
    Peer(
        name="pyvrp",
        label="PyVRP",
        package="pyvrp",
        module="benchmarks.peers.pyvrp_search",
        anytime=True,
        takes_seed=True,
        synchronises=False,
    ),
    Peer(
        name="vrp-cli",
        label="vrp-cli",
        package="vrp-cli",
        module="benchmarks.peers.vrp_cli_search",
        anytime=False,
        takes_seed=False,
        synchronises=False,
    ),
)


def peers_named(names: str) -> tuple[bool, tuple[Peer, ...]]:
    """Whether ours is among the names, separated by commas, and the peers that are.

    Raises InvalidInput where a name is unknown.
    """
    by_name = {peer.name: peer for peer in PEERS}
    asked = [name.strip() for name in names.split(",") if name.strip()]
    for name in asked:
        if name != OURS and name not in by_name:
            raise InvalidInput(f"unknown peer {name!r}; there are: {', '.join([OURS, *by_name])}")
    return OURS in asked, tuple(peer for peer in PEERS if peer.name in asked)
