"""JSON answers that repeat what a caller has sent, whatever text that was."""

import json
from typing import Any

from fastapi.responses import JSONResponse


class AnyTextJSON(JSONResponse):
    """Half a surrogate pair, which JSON can hold by its escape and UTF-8 cannot, goes out as it came in."""

    def render(self, content: Any) -> bytes:
        text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return text.encode("utf-8", "backslashreplace")
