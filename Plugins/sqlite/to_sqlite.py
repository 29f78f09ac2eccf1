#!/usr/bin/env python3
"""Puts records into a SQLite file: tables of articles and references, and an index for full-text search."""

import sqlite3

from fettle_plugin import OptionError, Plugin

plugin = Plugin(
    "sqlite", version="1", kind="export", pure=False, summary="Puts records into a SQLite file with full-text search.",
    options={
        "database": {
            "type": "string", "default": "articles.db", "description": "The file, from the pipeline file's folder."},
    })

SCHEMA = """
CREATE TABLE IF NOT EXISTS articles (
  id TEXT PRIMARY KEY, path TEXT, title TEXT, journal TEXT, year INTEGER, doi TEXT, authors TEXT, abstract TEXT, body TEXT);
CREATE TABLE IF NOT EXISTS reference_list (
  article TEXT, number INTEGER, title TEXT, journal TEXT, year INTEGER, doi TEXT, raw TEXT, PRIMARY KEY (article, number));
CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5 (title, authors, abstract, body, content='');
CREATE TABLE IF NOT EXISTS search_rows (id TEXT PRIMARY KEY, number INTEGER);
"""

database = None


@plugin.start
def start(options):
    global database
    try:
        database = sqlite3.connect(options["database"], isolation_level=None)
        # Whatever stops the run, the file is whole.
        database.executescript("PRAGMA journal_mode = WAL;" + SCHEMA)
    except sqlite3.Error as error:
        raise OptionError("/database", f"'{options['database']}' can't be used: {error}") from None


def year(item):
    parts = item.get("issued", {}).get("date-parts", [[None]])
    return parts[0][0] if parts and parts[0] else None


def authors(item):
    names = (a.get("literal") or " ".join(filter(None, [a.get("given"), a.get("family")])) for a in item.get("author", []))
    return "; ".join(names)


@plugin.document
def export(document, options):
    record = document.record
    item, key = record["item"], record["id"]
    body = "\n\n".join(block["text"] for block in record["body"])
    words = (item.get("title", ""), authors(item), item.get("abstract", ""), body)
    # An answer says that the record is safe, so each is a transaction.
    database.execute("BEGIN")
    try:
        forget(key)
        database.execute(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (key, record["source"]["path"], item.get("title"), item.get("container-title"), year(item), item.get("DOI"),
             words[1], item.get("abstract"), body))
        number = database.execute("INSERT INTO search (title, authors, abstract, body) VALUES (?, ?, ?, ?)", words).lastrowid
        database.execute("INSERT INTO search_rows VALUES (?, ?)", (key, number))
        for index, entry in enumerate(record["references"]):
            of = entry.get("item", {})
            database.execute(
                "INSERT INTO reference_list VALUES (?, ?, ?, ?, ?, ?, ?)",
                (key, index, of.get("title"), of.get("container-title"), year(of), of.get("DOI"), entry["raw"]))
        database.execute("COMMIT")
    except BaseException:
        database.execute("ROLLBACK")
        raise


def forget(key):
    """Takes out what an earlier run put in."""
    old = database.execute(
        "SELECT number, title, authors, abstract, body FROM search_rows JOIN articles USING (id) WHERE id = ?", (key,)
    ).fetchone()
    if old is None:
        return
    number, *words = old
    database.execute(
        "INSERT INTO search (search, rowid, title, authors, abstract, body) VALUES ('delete', ?, ?, ?, ?, ?)",
        (number, *[word or "" for word in words]))
    for table, column in [("articles", "id"), ("reference_list", "article"), ("search_rows", "id")]:
        database.execute(f"DELETE FROM {table} WHERE {column} = ?", (key,))


@plugin.finish
def finish():
    if database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.close()


if __name__ == "__main__":
    plugin.run()
