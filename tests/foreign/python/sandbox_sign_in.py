"""Signs in to the sandbox with Telethon and kurigram, by their own means. Takes a list of questions
in JSON on standard input, answers with a list in the same order; or, told so, one a line."""

import asyncio
import json
import sys
import time

import rsa
from pyrogram import Client, errors as kurigram_errors
from pyrogram.crypto import rsa as kurigram_rsa
from pyrogram.session import Auth
from telethon import TelegramClient, errors
from telethon.crypto import rsa as telethon_rsa
from telethon.sessions import StringSession
from telethon.tl.functions.account import GetAuthorizationsRequest
from telethon.tl.functions.auth import AcceptLoginTokenRequest


def address(question, dc):
    host, port = question["dcs"][str(dc)].rsplit(":", 1)
    return host, int(port)


async def telethon_connected(question, dc):
    session = StringSession()
    session.set_dc(dc, *address(question, dc))
    return await telethon_with(question, session)


def introduction(question):
    """Both libraries call themselves something on every connection, and Telegram's device list
    shows what was said last: a session keeps its name only if this is handed to them."""
    told = question.get("introduction")
    if told is None:
        return {}
    return {
        "device_model": told["deviceModel"],
        "system_version": told["systemVersion"],
        "app_version": told["appVersion"],
        "lang_code": told["language"],
        "system_lang_code": told["language"],
    }


async def telethon_with(question, session):
    telethon_rsa.add_key(question["pem"], old=False)
    client = TelegramClient(
        session, question["apiId"], question["apiHash"], **introduction(question)
    )
    await client.connect()
    return client


async def telethon_signed_in(question):
    client = await telethon_connected(question, question["beginAt"])
    await client.send_code_request(question["phone"])
    try:
        await client.sign_in(question["phone"], question["code"])
    except errors.SessionPasswordNeededError:
        await client.sign_in(password=question["password"])
    return client


async def telethon_seen(client):
    me = await client.get_me()
    dialogs = await client.get_dialogs()
    page = [message.text async for message in client.iter_messages(dialogs[-1].entity, limit=10)]
    return {
        "name": me.first_name,
        "phone": me.phone,
        "dc": client.session.dc_id,
        "dialogs": [dialog.name for dialog in dialogs],
        "history": page,
    }


async def telethon(question):
    client = await telethon_signed_in(question)
    return {**await telethon_seen(client), "loggedOut": await client.log_out()}


async def telethon_use(question):
    """A session that was made elsewhere, and stays."""
    client = await telethon_with(question, StringSession(question["string"]))
    seen = await telethon_seen(client)
    await client.disconnect()
    return seen


async def telethon_time(question):
    """From the number to signed in: the connection, the key, the code."""
    begun = time.perf_counter()
    client = await telethon_signed_in(question)
    took = time.perf_counter() - begun
    await client.log_out()
    return {"ms": took * 1000}


async def telethon_wrong(question):
    """What the library makes of a wrong code."""
    client = await telethon_connected(question, question["beginAt"])
    await client.send_code_request(question["phone"])
    try:
        await client.sign_in(question["phone"], "00000")
    except errors.RPCError as error:
        return type(error).__name__
    finally:
        await client.disconnect()


async def telethon_qr(question):
    home = await telethon_signed_in(question)
    client = await telethon_connected(question, question["beginAt"])
    shown = await client.qr_login()
    waiting = asyncio.create_task(shown.wait(20))
    # The library must be listening when the update comes.
    await asyncio.sleep(0.2)
    accepted = await home(AcceptLoginTokenRequest(shown.token))
    me = await waiting
    devices = (await home(GetAuthorizationsRequest())).authorizations
    answer = {
        "name": me.first_name,
        "dc": client.session.dc_id,
        "devices": len(devices),
        "accepted": accepted.hash != 0,
        "loggedOut": await client.log_out() and await home.log_out(),
    }
    return answer


async def telethon_export(question):
    client = await telethon_signed_in(question)
    me = await client.get_me()
    await client.disconnect()
    return {"string": client.session.save(), "user": me.id}


async def telethon_open(question, leave=False):
    client = await telethon_with(question, StringSession(question["string"]))
    me = await client.get_me()
    await (client.log_out() if leave else client.disconnect())
    return {"name": me.first_name, "user": me.id}


def trust(question):
    key = rsa.PublicKey.load_pkcs1(question["pem"].encode())
    public = kurigram_rsa.PublicKey(key.n, key.e)
    kurigram_rsa.server_public_keys[question["fingerprint"]] = public


async def kurigram_connected(question, dc):
    trust(question)
    client = Client(
        "sandbox", question["apiId"], question["apiHash"], in_memory=True, no_updates=True
    )
    host, port = address(question, dc)
    storage = client.storage
    await storage.open()
    await storage.api_id(question["apiId"])
    await storage.dc_id(dc)
    await storage.server_address(host)
    await storage.port(port)
    await storage.test_mode(False)
    await storage.date(0)
    await storage.user_id(0)
    await storage.is_bot(False)
    await storage.auth_key(await Auth(client, dc, host, port, False).create())
    # It would open the storage again, empty, and ask Telegram's own servers for a key.
    client.load_session = lambda: asyncio.sleep(0)
    await client.connect()
    return client


async def kurigram_signed_in(question):
    client = await kurigram_connected(question, question["beginAt"])
    sent = await client.send_code(question["phone"])
    try:
        await client.sign_in(question["phone"], sent.phone_code_hash, question["code"])
    except kurigram_errors.SessionPasswordNeeded:
        await client.check_password(question["password"])
    return client


async def kurigram_seen(client):
    me = await client.get_me()
    dialogs = [dialog.chat async for dialog in client.get_dialogs()]
    page = [message.text async for message in client.get_chat_history(dialogs[-1].id, limit=10)]
    return {
        "name": me.first_name,
        "phone": me.phone_number,
        "dc": await client.storage.dc_id(),
        "dialogs": [chat.full_name for chat in dialogs],
        "history": page,
    }


async def kurigram(question):
    client = await kurigram_signed_in(question)
    await client.initialize()
    return {**await kurigram_seen(client), "loggedOut": bool(await client.log_out())}


async def kurigram_use(question):
    """A session that was made elsewhere, and stays."""
    client = await kurigram_with(question)
    await client.initialize()
    seen = await kurigram_seen(client)
    await client.terminate()
    await client.disconnect()
    return seen


async def kurigram_export(question):
    client = await kurigram_signed_in(question)
    me = await client.get_me()
    string = await client.export_session_string()
    await client.disconnect()
    return {"string": string, "user": me.id}


async def kurigram_with(question):
    trust(question)
    client = Client(
        "sandbox",
        question["apiId"],
        question["apiHash"],
        session_string=question["string"],
        no_updates=True,
        **introduction(question),
    )
    storage = client.storage
    await storage.open()
    # The string has no address, and the library knows only Telegram's own.
    host, port = address(question, await storage.dc_id())
    await storage.server_address(host)
    await storage.port(port)
    client.load_session = lambda: asyncio.sleep(0)
    await client.connect()
    return client


async def kurigram_open(question, leave=False):
    client = await kurigram_with(question)
    me = await client.get_me()
    if leave:
        await client.initialize()
        await client.log_out()
    else:
        await client.disconnect()
    return {"name": me.first_name, "user": me.id}


ANSWERS = {
    "telethon": telethon,
    "telethon_time": telethon_time,
    "telethon_wrong": telethon_wrong,
    "telethon_qr": telethon_qr,
    "telethon_use": telethon_use,
    "telethon_export": telethon_export,
    "telethon_open": telethon_open,
    "telethon_open_and_leave": lambda question: telethon_open(question, leave=True),
    "kurigram": kurigram,
    "kurigram_use": kurigram_use,
    "kurigram_export": kurigram_export,
    "kurigram_open": kurigram_open,
    "kurigram_open_and_leave": lambda question: kurigram_open(question, leave=True),
}


async def answer(question):
    return await asyncio.wait_for(ANSWERS[question["ask"]](question), 60)


async def main():
    if sys.argv[1:] == ["line-by-line"]:
        for line in sys.stdin:
            print(json.dumps(await answer(json.loads(line))), flush=True)
        return
    answers = []
    for question in json.load(sys.stdin):
        answers.append(await answer(question))
    json.dump(answers, sys.stdout)


asyncio.run(main())
