"""A static server as a good host is one: gzip, validators, sensible caching, a page for what is missing; it counts.

python benchmarks/serve.py FOLDER     serves the folder on a free port until it is interrupted
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

COMPRESSED = ("text/", "application/javascript", "application/json", "application/xml", "image/svg+xml")
# What GitHub Pages allows for everything; here a page is asked for again each time, so that a correction shows at once.
ASSET_SECONDS = 600


@dataclass(frozen=True)
class Served:
    """One answer: its path, status, and the bytes of its body as sent."""

    path: str
    status: int
    size: int


@dataclass
class Server:
    """A running server: its address, and all that it has answered."""

    address: str
    served: list[Served] = field(default_factory=list)


@cache
def _body(path: Path, compressed: bool, _changed: int) -> tuple[bytes, str]:
    """A file's bytes as they are sent, and its ETag."""
    body = path.read_bytes()
    if compressed:
        body = gzip.compress(body, 9, mtime=0)
    return body, f'"{hashlib.sha256(body).hexdigest()[:16]}"'


def _handler(folder: Path, served: list[Served]) -> type[SimpleHTTPRequestHandler]:
    class Handler(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def __init__(self, *args: object, **options: object) -> None:
            super().__init__(*args, directory=str(folder), **options)  # type: ignore[arg-type]

        def do_GET(self) -> None:
            path = Path(self.translate_path(self.path))
            if path.is_dir() and not self.path.split("?")[0].endswith("/"):
                self._answer(301, b"", {"Location": self.path.split("?")[0] + "/"})
                return
            path = path / "index.html" if path.is_dir() else path
            if path.is_file():
                self._file(200, path)
            elif (folder / "404.html").is_file():
                self._file(404, folder / "404.html")
            else:
                self._answer(404, b"", {})

        do_HEAD = do_GET

        def _file(self, status: int, path: Path) -> None:
            kind = self.guess_type(str(path))
            worth = kind.startswith(COMPRESSED)
            compressed = worth and "gzip" in self.headers.get("Accept-Encoding", "")
            body, tag = _body(path, compressed, path.stat().st_mtime_ns)
            headers = {
                "Content-Type": kind + ("; charset=utf-8" if worth else ""),
                "Cache-Control": "no-cache" if path.suffix == ".html" else f"max-age={ASSET_SECONDS}",
                "ETag": tag,
            }
            if worth:
                headers["Vary"] = "Accept-Encoding"
            if compressed:
                headers["Content-Encoding"] = "gzip"
            if status == 200 and self.headers.get("If-None-Match") == tag:
                status, body = 304, b""
            self._answer(status, body, headers)

        def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if status != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            body = b"" if self.command == "HEAD" else body
            self.wfile.write(body)
            served.append(Served(self.path, status, len(body)))

        def handle(self) -> None:
            # A browser that leaves a page drops what it no longer needs.
            with contextlib.suppress(ConnectionError):
                super().handle()

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Serve a folder on this machine, on a free port, from a thread."""
    served: list[Served] = []
    listener = ThreadingHTTPServer(("127.0.0.1", 0), _handler(folder, served))
    listener.daemon_threads = True
    threading.Thread(target=listener.serve_forever, daemon=True).start()
    try:
        yield Server(f"http://127.0.0.1:{listener.server_port}", served)
    finally:
        listener.shutdown()
        listener.server_close()


if __name__ == "__main__":
    with serving(Path(sys.argv[1])) as server, contextlib.suppress(KeyboardInterrupt):
        print(server.address, flush=True)
        threading.Event().wait()
