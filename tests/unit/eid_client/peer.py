#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""A companion that misbehaves: what the real AusweisApp cannot be made to show. Called like it; what
it does is said by PEER in its environment, and PEER_LOG names a file for what it has seen."""
import asyncio
import json
import os
import sys
import tempfile

import websockets

MODE = os.environ.get("PEER", "good")
LOG = os.environ.get("PEER_LOG")
READER = {"name": "R", "attached": True, "insertable": False, "keypad": False,
          "card": {"deactivated": False, "inoperative": False, "retryCounter": 3}}


def note(text):
    if not LOG:
        return
    with open(LOG, "a", encoding="utf-8") as log:
        log.write(text + "\n")


def write_port(text, owner):
    with open(os.path.join(tempfile.gettempdir(), f"AusweisApp2.{owner}.port"), "w",
              encoding="utf-8") as file:
        file.write(text)


async def answer(socket, command):
    name = command.get("cmd")
    if name == "GET_INFO":
        if MODE == "giant":
            await socket.send("[" * 1_000_000)
        elif MODE == "pieces":
            text = json.dumps({"msg": "INFO", "VersionInfo": {"Name": "Peer",
                                                              "Implementation-Version": "9"}})
            await socket.send(iter(text))
            return
        await say(socket, msg="INFO", VersionInfo={"Name": "Peer", "Implementation-Version": "9"})
    elif name in ("GET_API_LEVEL", "SET_API_LEVEL"):
        levels = [1] if MODE == "old" else [1, 2]
        await say(socket, msg="API_LEVEL", available=levels, current=levels[-1])
    elif name == "RUN_CHANGE_PIN":
        await say(socket, msg="CHANGE_PIN")
        await say(socket, msg="READER", **READER)
        await say(socket, msg="ENTER_PIN", reader=READER)
    elif name == "SET_PIN":
        if MODE == "dies":
            os._exit(1)
        if MODE == "hangs":
            return
        await say(socket, msg="ENTER_NEW_PIN", reader=READER)
    elif name == "SET_NEW_PIN":
        await say(socket, msg="CHANGE_PIN", success=True)
    elif name == "CANCEL" and MODE != "deaf":
        await say(socket, msg="CHANGE_PIN", success=False)


async def say(socket, **message):
    await socket.send(json.dumps(message))


async def serve(socket, _path):
    if MODE == "silent":
        await asyncio.sleep(60)
    async for text in socket:
        await answer(socket, json.loads(text))


async def main():
    if MODE == "ends" or (MODE == "ends once" and not os.path.exists(LOG)):
        note("start")
        sys.exit(3)
    note("start")
    if MODE == "no port":
        await asyncio.sleep(60)
    if MODE in ("text", "70000", "-1", "0"):
        write_port(MODE, os.getpid())
        await asyncio.sleep(60)
    if MODE == "stale":  # left by another process
        write_port("1", os.getpid() + 1)
    server = await websockets.serve(serve, "127.0.0.1", 0)
    if MODE == "nobody":
        server.close()
    write_port(str(server.sockets[0].getsockname()[1]) if server.sockets else "1", os.getpid())
    await asyncio.sleep(60)


if MODE == "looks around":  # before asyncio opens descriptors of its own
    note(json.dumps({"arguments": sys.argv[1:], "environment": dict(os.environ),
                     "descriptors": len(os.listdir("/proc/self/fd")),
                     "group": os.getpgrp() == os.getpid(), "pid": os.getpid()}))
asyncio.run(main())
