"""A plugin that behaves badly in the way that its first argument names. It speaks the protocol by hand."""

import json
import os
import signal
import sys
import time

mode = sys.argv[1]
source = None if sys.argv[-1] == "--describe" else os.fdopen(3, "r", encoding="utf-8", newline="\n")
seen = 0


def send(*messages):
    data = b"".join(json.dumps(message).encode() + b"\n" for message in messages)
    while data:
        data = data[os.write(4, data):]


def edit(block, **rest):
    return {"block": block, "action": "rewrite", "rule": "loud", "text": "LOUD", **rest}


def answer(document):
    """What a good plugin says, but for the modes that spoil it."""
    if mode == "stateful":
        return {"id": document["id"], "edits": [edit(0, text="LOUD %d" % seen)] if document["blocks"] else []}
    if mode == "counts":
        # Numbers its answers itself, as if documents came in order.
        document["id"] = seen - 1
    if not document["blocks"]:
        return {"id": document["id"]}
    text = document["blocks"][0]["text"]
    good = {"id": document["id"], "edits": [edit(0, text=text.upper())]}
    is_seven = "number 7 " in text
    if mode == "overlap" and is_seven:
        return {**good, "edits": [edit(0, range=[0, 5]), edit(0, range=[3, 8])]}
    if mode == "out-of-range" and is_seven:
        return {**good, "edits": [edit(0, range=[2, 100000])]}
    if mode == "no-block" and is_seven:
        return {**good, "edits": [edit(99)]}
    if mode == "wrong-kind" and is_seven:
        return {**good, "fields": {"a": 1}}
    if mode == "unknown-id" and is_seven:
        return {**good, "id": document["id"] + 100000}
    if mode == "leaves-out" and is_seven:
        return None
    if mode == "huge" and is_seven:
        block = b"x" * (1 << 20)
        try:
            os.write(4, b'{"type":"answer","text":"')
            for _ in range(1024):
                os.write(4, block)
        except OSError:
            pass
        sys.exit(0)
    if mode == "crash" and is_seven:
        os.kill(os.getpid(), signal.SIGSEGV)
    if mode == "exit-zero" and is_seven:
        os._exit(0)
    if mode == "hang" and is_seven:
        time.sleep(1000)
    if mode == "stubborn" and is_seven:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        while True:
            time.sleep(1000)
    if mode == "garbage" and is_seven:
        os.write(4, b"\x00\xff\xfe{{{ this is no JSON\n")
    if mode == "grandchild" and is_seven:
        # One that keeps every pipe, in a session of its own.
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                time.sleep(1000)
            os._exit(0)
        os._exit(3)
    if mode == "leak" and is_seven:
        keep = []
        while True:
            keep.append(bytearray(os.urandom(1 << 20)))
            time.sleep(0.002)
    return good


if mode == "silent":
    time.sleep(1000)
if mode == "dies-at-start":
    sys.exit(7)
if mode == "prints":
    for _ in range(3000):
        print("\x1b[31mgarbage on standard output " + "x" * 3000)
        sys.stderr.write("garbage on standard error\n")
    os.write(1, b"\xff\xfe\x00 without an end")

hello = {
    "type": "hello", "protocol": 2 if mode == "protocol" else 1, "name": "hostile", "version": "1",
    "kind": "edit", "answers": "pure",
    "options": {"type": "object", "properties": {"size": {"type": "integer", "minimum": 1}}},
}
if sys.argv[-1] == "--describe":
    print(json.dumps(hello))
    sys.exit(0)
if mode == "deaf-to-signals":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
held = []

for line in source:
    message = json.loads(line)
    kind = message["type"]
    if kind == "hello":
        send(hello)
    elif kind == "start":
        if mode == "mistakes":
            send({"type": "mistakes", "mistakes": [{"pointer": "/size", "message": "that is no size for a plugin"}]})
        else:
            send({"type": "ready"})
        if mode == "exits-early":
            os._exit(0)
        if mode == "closes-early":
            os.close(4)
            time.sleep(1000)
        if mode == "deaf":
            time.sleep(1000)
    elif kind == "document":
        seen += 1
        said = answer(message)
        if mode == "backwards":
            held.insert(0, said)
        elif said is not None:
            send({"type": "answer", **said})
        if mode == "twice" and "number 7 " in message["blocks"][0]["text"]:
            send({"type": "answer", **said})
        if mode == "three-lives" and seen == 3:
            os._exit(0)
    elif kind == "flush":
        if held:
            send({"type": "answers", "answers": held})
            held = []
        send({"type": "flushed", "number": message["number"]})
    elif mode == "intolerant":
        sys.exit("what is a %s?" % kind)

if mode == "never-ends":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True:
        time.sleep(1000)
