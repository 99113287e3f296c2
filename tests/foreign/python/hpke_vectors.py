"""Prints the HPKE vectors that PyPI's cryptography_vectors carries: those of RFC 9180 and of X-Wing
in the modes and suites that the question names."""

import json
import sys
from pathlib import Path

import cryptography_vectors

NAMES = ("mode", "kem_id", "kdf_id", "aead_id")

folder = Path(cryptography_vectors.__file__).parent / "HPKE"
question = json.load(sys.stdin)
vectors = json.loads((folder / question["file"]).read_text())
wanted = [v for v in vectors if all(v[name] == question[name] for name in NAMES)]
json.dump(wanted, sys.stdout)
