"""Text inside XML and HTML: what would be markup is escaped, what may not stand there is replaced."""

from __future__ import annotations

import re

# XML 1.0 has no control characters but these three, no halves of surrogate pairs, and not the two last of a plane.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;", ord("'"): "&#39;"}
_IN_ATTRIBUTES = _ESCAPES | {ord("\t"): "&#9;", ord("\n"): "&#10;", ord("\r"): "&#13;"}
_REPLACEMENT = "\ufffd"


def text(content: str) -> str:
    """Content for between tags."""
    return _FORBIDDEN.sub(_REPLACEMENT, content).translate(_ESCAPES)


def attribute(content: str) -> str:
    """Content for between double quotes; line breaks and tabs survive the parser."""
    return _FORBIDDEN.sub(_REPLACEMENT, content).translate(_IN_ATTRIBUTES)


def tag(name: str, /, **attributes: object) -> str:
    """`name a="1" b="2"`, for a start tag; attributes that are None are left out."""
    return " ".join(
        [name, *(f'{key}="{attribute(str(value))}"' for key, value in attributes.items() if value is not None)]
    )
