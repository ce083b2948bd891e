"""District instances, put to each peer in the peer's own terms. One module a peer, one judge for all."""
