"""Say before anything is built that a port is taken: MkDocs binds it after the first build, and fails with a traceback.

port_free.py PORT     exit status 0; 1 with a line that says why it cannot be used; 2 when it is no port
"""

from __future__ import annotations

import socket
import sys


def main(text: str) -> int:
    """Try to bind the port on 127.0.0.1 as MkDocs does."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        print(f'PORT: "{text}" is no port; choose one as in: make serve PORT=8001', file=sys.stderr)
        return 2
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            server.bind(("127.0.0.1", int(text)))
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            print(f"port {text}: {reason}; choose another as in: make serve PORT=8001", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
