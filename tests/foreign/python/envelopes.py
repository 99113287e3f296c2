"""Opens and makes envelopes with PyPI's cryptography, after docs/envelope-format.md alone. Takes a
list of questions in JSON on standard input, answers with a list in the same order."""

import base64
import hashlib
import json
import sys

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric import ed25519, mlkem, x25519
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

ENC = {"xwing-sha256-aes256gcm": 1120, "x25519-sha256-aes256gcm": 32}
KEMS = {"xwing-sha256-aes256gcm": KEM.MLKEM768_X25519, "x25519-sha256-aes256gcm": KEM.X25519}


class Closed(Exception):
    """It does not open here."""


def check(holds):
    if not holds:
        raise Closed


def encode(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def decode(text):
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    check(encode(data) == text)
    return data


def framed(*parts):
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def hpke(suite):
    return Suite(KEMS[suite], KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def private_key(suite, seed):
    if suite == "x25519-sha256-aes256gcm":
        return x25519.X25519PrivateKey.from_private_bytes(seed)
    both = hashlib.shake_256(seed).digest(96)
    return MLKEM768X25519PrivateKey(
        mlkem.MLKEM768PrivateKey.from_seed_bytes(both[:64]),
        x25519.X25519PrivateKey.from_private_bytes(both[64:]),
    )


def public_key(suite, data):
    if suite == "x25519-sha256-aes256gcm":
        return x25519.X25519PublicKey.from_public_bytes(data)
    return MLKEM768X25519PublicKey(
        mlkem.MLKEM768PublicKey.from_public_bytes(data[:1184]),
        x25519.X25519PublicKey.from_public_bytes(data[1184:]),
    )


def once(pairs):
    check(len({name for name, _ in pairs}) == len(pairs))
    return dict(pairs)


CONTEXT = "environment platform service card grant user device scopes issuedAt expiresAt".split()


def bound(suite, kid, context):
    text = lambda name: context[name].encode()
    moment = lambda name: context[name].to_bytes(8, "big")
    return framed(
        b"signet/envelope/v1",
        suite.encode(),
        text("environment"),
        text("platform"),
        text("service"),
        kid.encode(),
        decode(context["card"]),
        text("grant"),
        text("user"),
        hashlib.sha256(decode(context["device"])).digest(),
        framed(*(scope.encode() for scope in context["scopes"])),
        moment("issuedAt"),
        moment("expiresAt"),
    )


def head(major, value):
    if value < 24:
        return bytes([major << 5 | value])
    size, info = next((s, i) for s, i in ((1, 24), (2, 25), (4, 26), (8, 27)) if value < 256**s)
    return bytes([major << 5 | info]) + value.to_bytes(size, "big")


def cbor(value):
    if isinstance(value, bool):
        return b"\xf5" if value else b"\xf4"
    if isinstance(value, int):
        return head(0, value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(cbor, value))
    return head(5, len(value)) + b"".join(cbor(k) + cbor(value[k]) for k in sorted(value))


def uncbor(data, at=0):
    """One item and where it ends; sloppy, because the caller writes it again and compares."""
    major, info = data[at] >> 5, data[at] & 31
    at += 1
    if major == 7:
        return {20: False, 21: True}[info], at
    if info >= 24:
        size = {24: 1, 25: 2, 26: 4, 27: 8}[info]
        check(at + size <= len(data))
        info, at = int.from_bytes(data[at : at + size], "big"), at + size
    if major == 0:
        return info, at
    if major in (2, 3):
        check(at + info <= len(data))
        item = data[at : at + info]
        return (item if major == 2 else item.decode()), at + info
    items = []
    for _ in range(info * (major - 3)):
        item, at = uncbor(data, at)
        items.append(item)
    return (items if major == 4 else dict(zip(items[::2], items[1::2]))), at


def padded(session):
    data = cbor(session)
    plain = len(data).to_bytes(2, "big") + data
    return plain + bytes(-len(plain) % 512)


def session_of(plain):
    check(len(plain) % 512 == 0)
    session, end = uncbor(plain[2:])
    check(end == int.from_bytes(plain[:2], "big") and padded(session) == plain)
    check(list(session) == list(range(9)) and session[0] == 1 and any(session[5]))
    return session


def opened(question):
    label, version, suite, *kid, seed = question["key"].split(":")
    check((label, version) == ("signet-sealing-key", "v1"))
    kid = ":".join(kid)
    envelope = json.loads(question["envelope"], object_pairs_hook=once)
    check(list(sorted(envelope)) == sorted("v suite kid context enc ct sig".split()))
    context = envelope["context"]
    check(sorted(context) == sorted(CONTEXT) and envelope["v"] is not True and envelope["v"] == 1)
    check(context["scopes"] == sorted(set(context["scopes"])))
    info = bound(envelope["suite"], envelope["kid"], context)
    enc, ct = decode(envelope["enc"]), decode(envelope["ct"])
    ed25519.Ed25519PublicKey.from_public_bytes(decode(context["device"])).verify(
        decode(envelope["sig"]),
        framed(b"signet/envelope-sig/v1", info, envelope["kid"].encode(), enc, ct),
    )
    expected = question["expected"]
    for name in "environment platform service user grant".split():
        check(context[name] == expected[name])
    check(expected["device"] in (None, context["device"]))
    check(context["issuedAt"] <= expected["now"] + 300 and expected["now"] < context["expiresAt"])
    check((envelope["suite"], envelope["kid"]) == (suite, kid) and len(enc) == ENC[suite])
    plain = hpke(suite).decrypt(enc + ct, private_key(suite, decode(seed)), info)
    return info, plain, session_of(plain)


def open_envelope(question):
    try:
        info, plain, session = opened(question)
    except (Closed, InvalidSignature, InvalidTag, ValueError, KeyError, TypeError):
        return None
    ip = ".".join(map(str, session[2])) if len(session[2]) == 4 else session[2].hex()
    return {
        "info": encode(info),
        "plaintext": encode(plain),
        "ip": ip,
        "key": encode(session[5]),
        "userId": session[6],
        "introduction": session[8],
    }


def seal_envelope(question):
    """An envelope of this library's making; the session is a vector's plaintext."""
    suite, kid, context = question["suite"], question["kid"], question["context"]
    device = ed25519.Ed25519PrivateKey.from_private_bytes(bytes([0x33] * 32))
    info = bound(suite, kid, context)
    plain = padded(session_of(decode(question["plaintext"])))
    sealed = hpke(suite).encrypt(plain, public_key(suite, decode(question["publicKey"])), info)
    enc, ct = sealed[: ENC[suite]], sealed[ENC[suite] :]
    signature = device.sign(framed(b"signet/envelope-sig/v1", info, kid.encode(), enc, ct))
    return json.dumps(
        {
            "v": 1,
            "suite": suite,
            "kid": kid,
            "context": context,
            "enc": encode(enc),
            "ct": encode(ct),
            "sig": encode(signature),
        }
    )


ANSWERS = {"open": open_envelope, "seal": seal_envelope}
json.dump([ANSWERS[question["ask"]](question) for question in json.load(sys.stdin)], sys.stdout)
