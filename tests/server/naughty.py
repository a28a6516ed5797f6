"""Strings that have broken programs, written here by kind: several hundred, none of which is to be more than text.

`TEXTS` are whole values; the payloads try to leave the SPARQL string, IRI or comment they are put in.
"""

# ruff: noqa: E501

from __future__ import annotations

import itertools

_EMPTYISH = ["", " ", "\t", "\n", "\r\n", "\u00a0", "\u2003", "\u200b", "\ufeff", "\x00", "\x1b[31m", "\x7f", "\x85"]
_WORDS = "null NULL None nil undefined true false NaN Infinity -Infinity 0 -0 1/0 1e309 0x1F 007 १२३ ½ ² ①".split()
_TYPES = "<int> [] {} () [object Object] \\ \\\\ / // ... .. ./ ../../../../etc/passwd C:\\CON ~ $HOME %s %n %00 %2e%2e".split()
_QUOTES = [
    "'",
    '"',
    "''",
    '""',
    "'''",
    '"""',
    "`",
    "´",
    "‘",
    "’",
    "“",
    "”",
    "«",
    "»",
    "‹",
    "›",
    "\\'",
    '\\"',
    "\\u0027",
]
_SCRIPTS = [
    "الْمَغْرِب", "中国与非洲", "Ἑλλάς", "Россия", "日本語ﾃﾞｰﾀ", "한국어", "ไทย", "ქართული", "अफ़्रीका", "𐌰𐌱𐌲", "ᚠᚢᚦ", "𝕄𝕒𝕣𝕠𝕔",
    "Maroc\u202eliserB", "e\u0301te\u0301", "ﬁnlande", "İstanbul", "ıI", "ß", "ẞ", "Ω\u030a", "👩🏽‍💻", "🇲🇦🇫🇷", "🏴\U000e0067\U000e0062\U000e007f",
    "Z̸̡͇a̵͎l̷g̸o̶", "\ud7ff", "\ue000", "\ufffd", "\uffff", "\U0010ffff", "ａｂｃ", "１２３", "т̈", "ﷺ", "꧅",
]  # fmt: skip
_MARKUP = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "&lt;&amp;&#0;", "]]>", "<!--", "<![CDATA[",
    "<!DOCTYPE x>", "{{7*7}}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "=cmd|' /C calc'!A0", "@SUM(1+1)", "+1+1", "-1+1", "|ls",
    "$(reboot)", "`reboot`", "; rm -rf /", "&& id", "' OR '1'='1", "1; DROP TABLE states", "admin'--", "*)(uid=*", "\r\nSet-Cookie: a=b",
]  # fmt: skip
_LEAVING = [
    "{q} }}", "{q} . }}", "{q} }} #", "{q} ; ?p ?o }} #", "{q}@fr }} UNION {{ ?s ?p {q}", "{q}^^<http://x/> }} # ",
    "{q} ) }} ", "\\{q} }}", "\\\\{q} }}", "{q}\n}}\nSELECT * {{ ?s ?p ?o }} #", "{q} }} ; DROP ALL ; #", "{q} }} INSERT DATA {{ <a:a> <a:a> {q}",
    "> }} #", "> ?p ?o }} SERVICE <http://127.0.0.1:9/> {{ ?s ?p ?o }} #", "# {q} }}", "?x {{ {q}", "{q} BIND ({q}", "{q}))) FILTER (({q}",
    "{q} }} VALUES ?x {{ {q}", "{q} UNDEF {q}", "<{q}>", "_:b {q}", "{q} MINUS {{ ?s ?p ?o }} {q}", "{q} LIMIT 0 #",
]  # fmt: skip
_OPENINGS = ["", "Maroc", "é", "\\", "\n"]

PAYLOADS = tuple(
    dict.fromkeys(
        before + leaving.format(q=quote)
        for before, quote, leaving in itertools.product(_OPENINGS, ("'", '"', "'''", '"""', "\\u0022"), _LEAVING)
    )
)
TEXTS = tuple(dict.fromkeys((*_EMPTYISH, *_WORDS, *_TYPES, *_QUOTES, *_SCRIPTS, *_MARKUP, "A" * 5000, "('" * 300)))
ALL = (*TEXTS, *PAYLOADS)
