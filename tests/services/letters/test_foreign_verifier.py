"""A verifier that knows nothing of us: `pdfsig` of poppler-utils, which `make test` brings where it can."""

import shutil
import subprocess
from pathlib import Path

import pytest
from django.test import Client

from ayo.files import facade as files
from ayo.services.models import Letter, Task
from tests.services.letters.test_signing import sign

PDFSIG = shutil.which("pdfsig")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        PDFSIG is None, reason="pdfsig is not here: install poppler-utils to have the letter judged by it"
    ),
]


def judged(file: Path) -> str:
    # Without a store of its own pdfsig judges signature and coverage; whom we trust is `verifying`'s question.
    return subprocess.run([str(PDFSIG), "-nocert", str(file)], capture_output=True, text=True, check=False).stdout


def test_the_letter_is_called_valid_and_an_altered_copy_is_not(task: Task, sari: Client, tmp_path: Path):
    assert sign(sari, task).status_code == 302
    content = files.stored(Letter.objects.get().file_id).path.read_bytes()
    whole, altered = tmp_path / "whole.pdf", tmp_path / "altered.pdf"
    whole.write_bytes(content)
    altered.write_bytes(content.replace(b"/Length", b"/Lengtg", 1))

    assert "Signature Validation: Signature is Valid." in judged(whole)
    assert "Total document signed" in judged(whole)
    assert "Signature is Valid" not in judged(altered)
