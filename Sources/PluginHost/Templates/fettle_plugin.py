"""Stages for Fettle in Python: this one file, and nothing but the standard library.

A first plugin
==============

    from fettle_plugin import Plugin

    plugin = Plugin("shout", version="1", kind="edit")

    @plugin.document
    def shout(document, options):
        for block in document.blocks:
            block.rewrite(block.text.upper(), rule="shout")

    if __name__ == "__main__":
        plugin.run()

Save it as shout.py beside this file, `chmod +x` it (the first line is `#!/usr/bin/env python3`), and name it in a pipeline:

    stages:
      - cleanup
      - plugin: { run: shout.py }
      - export

`./shout.py --try page.txt` shows what it does to a page, without Fettle. `fettle plugin test shout.py` tries what goes wrong
in practice. `print` is safe: what is printed is shown as a log.

What a plugin can do
====================

kind="edit"     block.rewrite(text, rule=…)            the block's text becomes another
                block.replace(start, end, text, rule=…)  a part of it; start and end count characters of block.text
                block.sub(pattern, text, rule=…)       as re.sub
                block.remove(rule=…, category=…)       the block is taken out of the article, and kept in the account of it
kind="fields"   document.set(name, value)              a field under `plugins` in the record; any JSON
kind="flag"     document.flag(name, value=True)        a flag under `quality` in the record
                document.quarantine(reason)            the document is set aside
kind="export"   document.record                        takes finished records; the plugin stands behind `export`

kind may be a list: ["edit", "flag"]. An exception sends that one document to quarantine with what the exception says.

Options
=======

    plugin = Plugin("shout", version="1", kind="edit", options={
        "marks": {"type": "integer", "minimum": 0, "default": 1, "description": "How many exclamation marks."},
    })

The schema is a plain part of JSON Schema. Fettle checks the pipeline file against it and shows mistakes where they are;
what it can't check, a function can:

    @plugin.start
    def start(options):
        if options["marks"] > 9:
            raise OptionError("/marks", "nobody shouts like that")

Pure or impure
==============

A plugin is pure if its answer depends on the document, the options and its own files alone. Say pure=False where it asks a
service, the clock or a random number: its documents are then done again in every run, and marked. Files that it reads belong
into files=["model.bin"], relative to the plugin.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
import traceback
from typing import Any, Callable, Optional, Sequence, Union

__all__ = ["Plugin", "Document", "Block", "OptionError"]

PROTOCOL = 1
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_decode = json.JSONDecoder().decode


class OptionError(Exception):
    """An option that the plugin can't take; `pointer` is a JSON Pointer into the options, such as "/marks"."""

    def __init__(self, pointer: str, message: str, expected: Optional[str] = None):
        super().__init__(message)
        self.pointer, self.message, self.expected = pointer, message, expected


class Block:
    """A paragraph, heading, list item … of a document. What is asked of it is noted; `text` stays as it is."""

    __slots__ = ("index", "role", "level", "outcome", "text", "_edits")

    def __init__(self, message: dict, edits: list):
        self.index: int = message["index"]
        self.text: str = message["text"]
        #: heading, paragraph, line, list-item, caption, quote, code or table
        self.role: str = message["role"]
        self.level: int = message.get("level", 0)
        #: kept, statement; with needs=["all-blocks"] also removed, title, abstract, figure, reference
        self.outcome: str = message.get("outcome", "kept")
        self._edits = edits

    def rewrite(self, text: str, rule: str) -> None:
        """The whole text becomes `text`."""
        if text != self.text:
            self._edits.append({"action": "rewrite", "block": self.index, "rule": rule, "text": text})

    def replace(self, start: int, end: int, text: str, rule: str) -> None:
        """The characters from `start` to before `end` become `text`."""
        self._edits.append(
            {"action": "rewrite", "block": self.index, "range": self._bytes(start, end), "rule": rule, "text": text})

    def sub(self, pattern: Union[str, "re.Pattern[str]"], text: Union[str, Callable], rule: str) -> int:
        """Every match of `pattern` becomes `text`, as in re.sub. Gives how many there were."""
        count = 0
        for match in re.finditer(pattern, self.text):
            self.replace(match.start(), match.end(), text(match) if callable(text) else match.expand(text), rule)
            count += 1
        return count

    def remove(self, rule: str, category: str = "plugin", start: Optional[int] = None, end: Optional[int] = None) -> None:
        """The block, or its characters from `start` to before `end`, is no part of the article."""
        edit: dict = {"action": "remove", "block": self.index, "class": category, "rule": rule}
        if start is not None or end is not None:
            edit["range"] = self._bytes(start or 0, len(self.text) if end is None else end)
        self._edits.append(edit)

    def _bytes(self, start: int, end: int) -> list:
        if self.text.isascii():
            return [start, end]
        first = len(self.text[:start].encode())
        return [first, first + len(self.text[start:end].encode())]


class Document:
    """One article on its way through the pipeline."""

    __slots__ = ("message", "_blocks", "_answer")

    def __init__(self, message: dict):
        #: The message as it came; Docs/plugins.md says what is in it.
        self.message = message
        self._blocks: Optional[list] = None
        self._answer: dict = {"id": message["id"]}

    @property
    def blocks(self) -> Sequence[Block]:
        if self._blocks is None:
            edits = self._answer.setdefault("edits", [])
            self._blocks = [Block(block, edits) for block in self.message.get("blocks", ())]
        return self._blocks

    @property
    def path(self) -> str:
        return self.message["path"]

    @property
    def sha256(self) -> str:
        """Of the file that the document was read from."""
        return self.message["sha256"]

    @property
    def source(self) -> str:
        """The source text; needs=["text"]."""
        return self.message["text"]

    @property
    def record(self) -> dict:
        """The article record; needs=["record"], or kind="export"."""
        return self.message["record"]

    @property
    def text(self) -> str:
        """The texts of all blocks, with an empty line between them."""
        return "\n\n".join(block["text"] for block in self.message.get("blocks", ()))

    def set(self, name: str, value: Any) -> None:
        self._answer.setdefault("fields", {})[name] = value

    def flag(self, name: str, value: Any = True) -> None:
        self._answer.setdefault("flags", {})[name] = value

    def quarantine(self, reason: str) -> None:
        self._answer["quarantine"] = reason

    def _answered(self) -> dict:
        if not self._answer.get("edits", True):
            del self._answer["edits"]
        return self._answer


class Plugin:
    """What the plugin is called and what it does. Its functions are added by decorators, then `run()` does the rest."""

    def __init__(
        self, name: str, version: str, kind: Union[str, Sequence[str]], summary: str = "", pure: bool = True,
        options: Optional[dict] = None, needs: Sequence[str] = (), files: Sequence[str] = (), batch: int = 16,
    ):
        self.options: dict = {}
        self._document: Optional[Callable] = None
        self._start: Optional[Callable] = None
        self._finish: Optional[Callable] = None
        self._hello = {
            "type": "hello", "protocol": PROTOCOL, "name": name, "version": version, "summary": summary,
            "kind": [kind] if isinstance(kind, str) else list(kind), "answers": "pure" if pure else "impure",
            "needs": list(needs), "batch": batch,
            "options": {"type": "object", "properties": {key: value for key, value in (options or {}).items()}},
        }
        required = [key for key, value in (options or {}).items() if value.pop("required", False)]
        self._hello["options"]["required"] = required
        self._files = list(files)

    def document(self, function: Callable[[Document, dict], None]) -> Callable:
        """The function that is called with each document and the options."""
        self._document = function
        return function

    def start(self, function: Callable[[dict], None]) -> Callable:
        """Called once with the options, before the first document. May raise OptionError."""
        self._start = function
        return function

    def finish(self, function: Callable[[], None]) -> Callable:
        """Called once after the last document."""
        self._finish = function
        return function

    # How it talks with Fettle.

    def run(self, arguments: Optional[Sequence[str]] = None) -> None:
        arguments = list(sys.argv[1:] if arguments is None else arguments)
        if arguments[:1] == ["--describe"]:
            line = _encode(self._described()) + "\n"
            if "FETTLE_OUT" in os.environ:
                os.write(int(os.environ["FETTLE_OUT"]), line.encode())
            else:
                sys.stdout.write(line)
        elif arguments[:1] == ["--try"] and len(arguments) == 2:
            self._try(arguments[1])
        elif "FETTLE_IN" in os.environ and not arguments:
            self._serve(int(os.environ["FETTLE_IN"]), int(os.environ["FETTLE_OUT"]))
        else:
            sys.exit(f"This is a plugin: name it in a pipeline (plugin: {{ run: {sys.argv[0]} }}), "
                     "or see what it does: --try FILE, --describe")

    def _described(self) -> dict:
        # Modules of the plugin's own folder are a part of it.
        home = os.path.dirname(os.path.abspath(sys.argv[0]))
        files = set(self._files)
        for module in list(sys.modules.values()):
            path = getattr(module, "__file__", None)
            if path and os.path.dirname(os.path.abspath(path)) == home and path.endswith(".py"):
                files.add(os.path.basename(path))
        files.discard(os.path.basename(sys.argv[0]))
        return {**self._hello, "files": sorted(files)}

    def _try(self, path: str) -> None:
        with open(path, encoding="utf-8") as file:
            parts = [part.strip() for part in re.split(r"\n\s*\n", file.read())]
        blocks = [{"index": n, "role": "paragraph", "text": part} for n, part in enumerate(filter(None, parts))]
        options = {
            name: schema["default"] for name, schema in self._hello["options"]["properties"].items() if "default" in schema}
        if self._start:
            self._start(options)
        message = {"type": "document", "id": 0, "path": path, "sha256": "", "blocks": blocks, "text": "\n\n".join(parts)}
        print(json.dumps(self._answer(message, options), ensure_ascii=False, indent=2))
        if self._finish:
            self._finish()

    def _answer(self, message: dict, options: dict) -> dict:
        document = Document(message)
        try:
            if self._document is None:
                raise RuntimeError("the plugin has no @plugin.document function")
            self._document(document, options)
            return document._answered()
        except Exception as error:  # One bad document is one bad document.
            traceback.print_exc()
            return {"id": message["id"], "error": f"{type(error).__name__}: {error}"}

    def _serve(self, source: int, target: int) -> None:
        reader = os.fdopen(source, "r", encoding="utf-8", newline="\n", buffering=1 << 18)
        writer = os.fdopen(target, "wb", buffering=0)
        answers: list = []
        written = time.monotonic()

        def send(*messages: dict) -> None:
            view = memoryview("".join(_encode(message) + "\n" for message in messages).encode())
            while view:
                view = view[writer.write(view):]

        for line in reader:
            message = _decode(line)
            kind = message.get("type")
            if kind == "document":
                answers.append(self._answer(message, self.options))
                # A slow plugin must show that it is alive.
                now = time.monotonic()
                if now - written > 0.5:
                    send({"type": "answers", "answers": answers})
                    answers, written = [], now
            elif kind == "flush":
                send({"type": "answers", "answers": answers}, {"type": "flushed", "number": message["number"]})
                answers, written = [], time.monotonic()
            elif kind == "hello":
                if PROTOCOL not in message.get("protocols", []):
                    sys.stderr.write(f"this Fettle doesn't speak version {PROTOCOL} of the plugin protocol\n")
                send(self._described())
            elif kind == "start":
                self.options = message.get("options", {})
                send(self._started())
            # Anything else is of a later version, and not meant for this one.
        if self._finish:
            self._finish()

    def _started(self) -> dict:
        try:
            if self._start:
                self._start(self.options)
            return {"type": "ready"}
        except OptionError as error:
            mistake = {"pointer": error.pointer, "message": error.message}
            if error.expected:
                mistake["expected"] = error.expected
            return {"type": "mistakes", "mistakes": [mistake]}
