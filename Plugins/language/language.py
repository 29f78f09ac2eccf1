#!/usr/bin/env python3
"""Says which language a page is in, by the package langdetect, and flags pages in other languages than those wanted."""

import sys

from fettle_plugin import OptionError, Plugin

try:
    from langdetect import DetectorFactory, detect_langs
    from langdetect.lang_detect_exception import LangDetectException
except ImportError:
    sys.exit("this plugin needs the package langdetect: pip install langdetect")

# It samples; with a seed it samples the same each time.
DetectorFactory.seed = 0

plugin = Plugin(
    "language", version="1", kind=["fields", "flag"], summary="Says which language a page is in.",
    options={
        "wanted": {
            "type": "array", "items": {"type": "string"}, "default": [],
            "description": "Codes such as en, de: pages in another language get the flag other-language.",
        },
        "sample": {
            "type": "integer", "minimum": 100, "maximum": 1000000, "default": 5000,
            "description": "How many characters are looked at.",
        },
    })


@plugin.start
def start(options):
    for number, code in enumerate(options["wanted"]):
        if not (2 <= len(code) <= 5 and code.islower() or code.startswith("zh-")):
            raise OptionError(f"/wanted/{number}", f"'{code}' is no language code", "a code such as en or zh-cn")


@plugin.document
def language(document, options):
    paragraphs = [block.text for block in document.blocks if block.role == "paragraph"] or [document.text]
    try:
        best = detect_langs("\n".join(paragraphs)[: options["sample"]])[0]
    except LangDetectException:
        return  # Nothing that could be told: numbers, signs.
    document.set("language", best.lang)
    document.set("confidence", round(best.prob, 3))
    if options["wanted"] and best.lang not in options["wanted"]:
        document.flag("other-language", best.lang)


if __name__ == "__main__":
    plugin.run()
