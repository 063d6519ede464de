"""Whatever a file holds, it is read or reported: no traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsite import config
from microsite.content import read_page
from microsite.parse import Parser
from microsite.source import Reader
from small import ROOT

PARSER = Parser(config.read(Reader(ROOT)).extensions)
HEAD = b"---\ntitle: T\ndescription: D\nstatus: our-summary\n"
PIECES = [
    *rb"""--- & * [ ] { } : - ? | > " ' # ~ ... <b> 1e999 0o7 2026-13-45 !!python/object:os.system""".split(),
    b"\t", *b"\n|\r\n|\xef\xbb\xbf|\xff\xfe|\0|\xd8\xa7|\xe2\x80\xae|  |---\n|>\n|...\n|///\n".split(b"|"),
    *b"title: |description: |status: our-summary\n|reviewed_by: |template: |".split(b"|"),
    *[b"translated: 2026-11-24\n", b"sections: {top: 3f2a9c1e}\n", b"&a ", b"*a", b"<<: *a\n", b"|\n"],
    *[b"[^n]: x\n", b"| a | b |\n", b"> ", b"* ", b"%YAML 1.1\n", b"## H {#h}\n", b"/// when | x upcoming\n"],
]  # fmt: skip
PIECE = st.one_of(
    st.sampled_from(PIECES),
    st.binary(max_size=12),
    st.text(max_size=12).map(lambda text: text.encode("utf-8", "surrogatepass")),
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("strangers")
    (folder / "docs/en").mkdir(parents=True)
    return folder


@given(st.lists(PIECE, max_size=14).map(b"".join), st.booleans())
def test_any_file_is_read_or_reported(root: Path, body: bytes, headed: bool) -> None:
    body = HEAD + body + b"\n---\n\n" + body if headed else body
    path = root / "docs/en/page.md"
    path.write_bytes(body)
    reader = Reader(root)
    page = read_page(reader, PARSER, path)
    assert page or reader.problems
    lines = body.count(b"\n") + body.count(b"\r") + 2
    for problem in reader.problems:
        assert problem.path == "docs/en/page.md"
        assert 1 <= problem.line <= lines
        assert problem.message
        assert problem.remedy
