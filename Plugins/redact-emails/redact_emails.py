#!/usr/bin/env python3
"""Takes e-mail addresses out of the text. What stands in their place says so, and `changes` in the record counts them."""

import re

from fettle_plugin import Plugin

# What mail servers deliver to in practice, not all that RFC 5322 allows.
ADDRESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]*(?:@|\s?\[at\]\s?)(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")

plugin = Plugin(
    "redact-emails", version="1", kind="edit", summary="Takes e-mail addresses out of the text.",
    options={
        "replacement": {"type": "string", "default": "[e-mail address]", "description": "What stands in their place."},
        "keep": {
            "type": "array", "items": {"type": "string"}, "default": [],
            "description": "Domains whose addresses stay, such as example.org.",
        },
    })


@plugin.document
def redact(document, options):
    kept = tuple(domain.lower() for domain in options["keep"])

    def replacement(match):
        domain = re.split(r"@|\[at\]", match.group())[-1].strip().lower()
        return match.group() if domain in kept else options["replacement"]

    for block in document.blocks:
        if "@" in block.text or "[at]" in block.text:
            block.sub(ADDRESS, replacement, rule="e-mail")


if __name__ == "__main__":
    plugin.run()
