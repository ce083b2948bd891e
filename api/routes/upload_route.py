"""A route that takes a file: no more of it is read than the service takes."""

from api.routes.keyed_route import KeyedRoute

MOST_BYTES = 20 * 2**20
OF_THE_FORM = 2**16
"""What the fields beside the file may take."""


class UploadRoute(KeyedRoute):
    """Reads as much as a file and its form may have."""

    most_bytes = MOST_BYTES + OF_THE_FORM
