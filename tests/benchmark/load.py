"""Puts the built site behind nginx as GitHub Pages would serve it, and asks for it 10,000 times.

Below the sub-path, with gzip, with 404.html for what does not exist, and with no header of ours. 100
connections at a time ask for every page and file in turn; each answer is compared with the file.
"""

from __future__ import annotations

import asyncio
import gzip
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from trial import ROOT, save

REQUESTS, CONNECTIONS = 10_000, 100
PREFIX = "/global-dialogue/"
MISSING = "no/such/page/"
CONFIGURATION = """
daemon off; {user} pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;
events {{ worker_connections 512; }}
http {{
  include /etc/nginx/mime.types; types {{ text/calendar ics; }} access_log off; absolute_redirect off;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  gzip on; gzip_comp_level 6; gzip_min_length 0;
  gzip_types text/css text/javascript application/javascript application/json image/svg+xml text/xml;
  keepalive_requests 1000;
  server {{
    listen 127.0.0.1:{port}; root {folder}/root; error_page 404 {prefix}404.html;
  }}
}}
"""


async def ask(port: int, places: list[tuple[str, Path]]) -> list[str]:
    """Ask for the places over one connection. Return what is wrong with the answers."""
    wrong = []
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**24)
    for place, file in places:
        writer.write(
            f"GET {PREFIX}{place} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n".encode()
        )
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        status = int(head.split()[1])
        if "transfer-encoding: chunked" in head:
            body = b""
            while size := int(await reader.readline(), 16):
                body += await reader.readexactly(size)
                await reader.readexactly(2)
            await reader.readexactly(2)
        else:
            body = await reader.readexactly(int(head.split("content-length: ")[1].split("\r")[0]))
        if "content-encoding: gzip" in head:
            body = gzip.decompress(body)
        elif file.suffix == ".html":
            wrong.append(f"{place}: not compressed")
        if status != (404 if place == MISSING else 200) or body != file.read_bytes():
            wrong.append(f"{place}: {status}, {len(body)} bytes")
    writer.close()
    return wrong


async def ask_all(port: int, places: list[tuple[str, Path]]) -> list[str]:
    """Ask for all places over CONNECTIONS connections at once. Return what is wrong."""
    shares = (ask(port, places[number::CONNECTIONS]) for number in range(CONNECTIONS))
    return [line for lines in await asyncio.gather(*shares) for line in lines]


def main() -> int:
    """Print requests, errors and seconds. Return 1 if an answer was wrong, 2 without nginx."""
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    site = ROOT / "site"
    if not nginx:
        print("nginx is not installed. On Debian and Ubuntu: apt-get install nginx-light")
        return 2
    with tempfile.TemporaryDirectory() as name, socket.socket() as free:
        folder = Path(name)
        folder.chmod(0o755)
        shutil.copytree(site, folder / "root" / PREFIX.strip("/"))
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        user = "user root;" if os.geteuid() == 0 else ""
        text = CONFIGURATION.format(folder=folder, port=port, prefix=PREFIX, user=user)
        (folder / "nginx.conf").write_text(text, "utf-8")
        server = subprocess.Popen([nginx, "-e", folder / "error.log", "-c", folder / "nginx.conf"])
        files = [path for path in sorted(site.rglob("*")) if path.is_file()]
        places = [(path.relative_to(site).as_posix().removesuffix("index.html"), path) for path in files]
        places.append((MISSING, site / "404.html"))
        try:
            time.sleep(1)
            start = time.perf_counter()
            wrong = asyncio.run(ask_all(port, list(islice(cycle(places), REQUESTS))))
            taken = time.perf_counter() - start
        finally:
            server.terminate()
            server.wait()
    print(
        f"nginx: {REQUESTS:,} requests over {CONNECTIONS} connections for {len(places)} addresses: "
        f"{len(wrong)} errors, {taken:.1f} s"
    )
    print(*wrong[:20], sep="\n")
    save("load", {"requests": REQUESTS, "connections": CONNECTIONS, "errors": len(wrong)})
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
