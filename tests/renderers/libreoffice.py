"""LibreOffice as a writer of documents: what people get who save a report as doc, rtf, odt or docx with it."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping

from disclint.readers.office import find_office

NOT_INSTALLED = "LibreOffice is not installed (apt install libreoffice-writer-nogui)"
_FILTERS = {"docx": "docx:MS Word 2007 XML", "doc": "doc:MS Word 97", "rtf": "rtf", "odt": "odt", "fodt": "fodt"}


def convert(files: Mapping[str, bytes], to: str) -> dict[str, bytes]:
    """Files by name as LibreOffice saves them in the format `to`, in one run; it must be installed."""
    office = find_office()
    assert office is not None, NOT_INSTALLED
    with tempfile.TemporaryDirectory() as directory:
        paths = []
        for name, data in files.items():
            paths.append(os.path.join(directory, name))
            with open(paths[-1], "wb") as file:
                file.write(data)
        out = os.path.join(directory, "out")
        command = [office, f"-env:UserInstallation=file://{directory}/profile", "--headless", "--convert-to"]
        subprocess.run([*command, _FILTERS[to], "--outdir", out, *paths], check=True, capture_output=True, timeout=300)
        converted = {}
        for name in files:
            with open(os.path.join(out, f"{os.path.splitext(name)[0]}.{to}"), "rb") as file:
                converted[name] = file.read()
        return converted
