"""A package index as Argos publishes it, on a port of this machine: `index.json` and the files that it links to."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PACKAGES = Path(__file__).parent


@contextmanager
def serving_index(folder: Path = PACKAGES) -> Iterator[str]:
    """The address, with a slash at its end, under which the files of the folder are served while the block runs.

    The folder holds an `index.json` with names of files as links; served, they are whole addresses.
    """
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Files, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Files(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/index.json":
            self._send_index()
        else:
            super().do_GET()

    def _send_index(self) -> None:
        index = json.loads((Path(self.directory) / "index.json").read_text("utf-8"))
        for entry in index:
            entry["links"] = [f"http://{self.headers['Host']}/{link}" for link in entry["links"]]
        body = json.dumps(index).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name that the library gave it
        """Say nothing: the output is the tests'."""
