"""What each block of an annotated page is, as far as its gold and its markup say; see Scripts/train-blocks."""
import collections
import gzip
import json
import os
import re
import unicodedata

from bs4 import BeautifulSoup, Comment, NavigableString

# Words in class names and ids of elements around a site's tools, and of those that an archive keeps.
TOOLS = re.compile(
    r"(^|[-_ ])(nav|navbar|navigation|menu|footer|share|sharing|social|metrics?|altmetrics?|cookies?|consent|onetrust|"
    r"breadcrumbs?|related|recommend\w*|newsletter|alerts?|login|signin|sign-in|advert\w*|ads?|skip|search|export|recirc\w*|"
    r"citing|cited-by|trending|subscribe|paywall|access-options|sitemap|pagination|site-?header|masthead|issue-nav|"
    r"journal-nav|figure-?viewer|comments?)([-_ ]|$)", re.I)
ARTICLE = re.compile(
    r"author|affil|contrib|keyword|history|dates?|citation(?!.*(export|tool))|doi|licen[cs]e|copyright|fund|abstract|title|"
    r"declar|statement|correspond|caption|reference|bibliograph|ack", re.I)
ROLES = ("navigation", "contentinfo", "search", "menu")


def key(text):
    """Letters and digits alone, without case and accents."""
    text = unicodedata.normalize("NFKD", str(text or "")).casefold()
    return re.sub(r"[\W_]+", "", "".join(c for c in text if not unicodedata.combining(c)))


class Page:
    """Says of a block's text whether it is boilerplate (1), of the article (0), or unknown (None)."""

    def __init__(self, folder, name):
        with open(os.path.join(folder, "gold", name + ".json"), encoding="utf-8") as file:
            self.gold = json.load(file)
        with gzip.open(os.path.join(folder, "html", name + ".html.gz")) as file:
            nodes = list(self.nodes(BeautifulSoup(file.read(), "html.parser")))
        self.drops = {key(drop["text"]) for drop in self.gold["must_drop_class"]}
        self.kinds = collections.defaultdict(set)
        for text, kind in nodes:
            self.kinds[text].add(kind)
        self.article = "".join(text for text, kind in nodes if kind == "article")
        self.tools = "".join(text for text, kind in nodes if kind == "tools")
        count = sum(kind == "article" for _, kind in nodes)
        # Where hardly anything was told for the article's, the markup isn't to be trusted.
        self.knows_markup = count >= 150 and count * 8 >= len(nodes)

    def label(self, text):
        text = key(text)
        if not text:
            return None
        if text in self.drops:
            return 1
        if not self.knows_markup:
            return None
        kinds = self.kinds.get(text)
        if kinds:
            return 1 if kinds == {"tools"} else 0 if kinds == {"article"} else None
        if len(text) < 12:
            return None
        inside, outside = text in self.article, text in self.tools
        return None if inside == outside else 1 if outside else 0

    def nodes(self, soup):
        """The page's text nodes in order, each with what it is: article, tools or unknown."""
        for element in soup(["script", "style", "svg", "noscript", "template"]):
            element.decompose()
        body = soup.body or soup
        core = self.core(body)
        names = {key(author) for author in self.gold.get("authors") or []} | {key(self.gold.get("title"))}
        known = {}

        def words(element):
            return " ".join(element.get("class") or []) + " " + (element.get("id") or "")

        def is_tool(element):
            if id(element) not in known:
                known[id(element)] = (
                    element.name in ("nav", "footer") or element.get("role") in ROLES or bool(TOOLS.search(words(element))))
            return known[id(element)]

        for node in body.descendants:
            if not isinstance(node, NavigableString) or isinstance(node, Comment) or not key(node):
                continue
            around = []
            inside = False
            for parent in node.parents:
                if parent is core:
                    inside = True
                if parent is core or parent is body:
                    break
                around.append(parent)
            tool = any(is_tool(parent) for parent in around)
            kept = False
            for parent in around[:5]:
                if is_tool(parent):
                    break
                if ARTICLE.search(words(parent)):
                    kept = True
                    break
            if key(node) in names or kept or (inside and not tool):
                yield key(node), "article"
            else:
                yield key(node), "tools" if tool else "unknown"

    def core(self, body):
        """The smallest element around nine tenths of what must be kept."""
        wanted = [key(text) for text in self.gold["must_keep"]] + [key(self.gold.get("abstract"))[:80]]
        hits = []
        for element in body.find_all(["p", "div", "span", "h1", "h2", "h3", "figcaption", "td", "section", "li"]):
            if element.find(["p", "div", "section"]):
                continue
            text = key(element.get_text(" "))
            if len(text) > 30 and any(part and part in text for part in wanted):
                hits.append(element)
        if not hits:
            return None
        counts = collections.Counter(id(parent) for hit in hits for parent in [hit, *hit.parents])
        return next(parent for parent in [hits[0], *hits[0].parents] if counts[id(parent)] * 10 >= 9 * len(hits))
