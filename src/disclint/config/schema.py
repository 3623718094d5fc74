"""The JSON Schema of a configuration, made of the types of its fields: for editors that complete TOML (Taplo)."""

from __future__ import annotations

from typing import Any

import msgspec

from disclint.config.fields import Fields
from disclint.config.reference import KEYS

ID = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """JSON Schema, draft 2020-12."""
    (_, definitions) = msgspec.json.schema_components([Fields], ref_template="#/$defs/{name}")
    fields = definitions.pop("Fields")
    for key, described in fields["properties"].items():
        described["description"] = f"{KEYS[key].doc.zh}\n{KEYS[key].doc.en}"
    return {
        "$schema": ID,
        "title": "disclint.toml",
        "description": "disclint 的配置。Configuration of disclint.",
        "type": "object",
        "properties": fields["properties"],
        "additionalProperties": False,
        "$defs": definitions,
    }
