"""Reads and writes session strings with Telethon and kurigram. Takes a list of questions in JSON on
standard input, answers with a list in the same order."""

import asyncio
import base64
import json
import struct
import sys

from pyrogram.storage import SQLiteStorage, Storage
from telethon.crypto import AuthKey
from telethon.sessions import StringSession


def telethon_read(question):
    session = StringSession(question["string"])
    return {
        "dc": session.dc_id,
        "ip": session.server_address,
        "port": session.port,
        "key": session.auth_key.key.hex(),
    }


def telethon_write(question):
    session = StringSession()
    session.set_dc(question["dc"], question["ip"], question["port"])
    session.auth_key = AuthKey(bytes.fromhex(question["key"]))
    return session.save()


async def opened(string=None):
    storage = SQLiteStorage("in-memory", None, session_string=string, in_memory=True)
    await storage.open()
    return storage


async def kurigram_read(question):
    storage = await opened(question["string"])
    return {
        "dc": await storage.dc_id(),
        "test": bool(await storage.test_mode()),
        "key": (await storage.auth_key()).hex(),
        "user": await storage.user_id(),
        "bot": bool(await storage.is_bot()),
        "apiId": await storage.api_id(),
    }


async def kurigram_write(question):
    storage = await opened()
    await storage.dc_id(question["dc"])
    await storage.api_id(question["apiId"])
    await storage.test_mode(question["test"])
    await storage.auth_key(bytes.fromhex(question["key"]))
    await storage.user_id(question["user"])
    await storage.is_bot(question.get("bot", False))
    return await storage.export_session_string()


def kurigram_write_older(question):
    """The library only reads these now, in the forms that it still names."""
    oldest = question["user"] < 2**32
    form = Storage.OLD_SESSION_STRING_FORMAT if oldest else Storage.OLD_SESSION_STRING_FORMAT_64
    key = bytes.fromhex(question["key"])
    packed = struct.pack(form, question["dc"], question["test"], key, question["user"], False)
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


ANSWERS = {
    "telethon_read": telethon_read,
    "telethon_write": telethon_write,
    "kurigram_read": kurigram_read,
    "kurigram_write": kurigram_write,
    "kurigram_write_older": kurigram_write_older,
}


async def main():
    answers = []
    for question in json.load(sys.stdin):
        answer = ANSWERS[question["ask"]](question)
        answers.append(await answer if asyncio.iscoroutine(answer) else answer)
    json.dump(answers, sys.stdout)


asyncio.run(main())
