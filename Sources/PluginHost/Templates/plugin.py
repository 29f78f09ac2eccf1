#!/usr/bin/env python3
"""NAME: a stage for Fettle. The tutorial stands at the top of fettle_plugin.py."""

from fettle_plugin import Plugin

plugin = Plugin(
    "NAME", version="1", kind=["edit", "fields"], summary="Writes everything in capitals.",
    options={
        "words": {"type": "boolean", "default": True, "description": "Whether words are counted."},
    })


@plugin.document
def stage(document, options):
    for block in document.blocks:
        block.rewrite(block.text.upper(), rule="capitals")  # change this line
    if options["words"]:
        document.set("words", len(document.text.split()))


if __name__ == "__main__":
    plugin.run()
