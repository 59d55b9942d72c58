"""A server that keeps what it is sent, and the check of its signature with the official SDK's own code."""

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tencentcloud.common.abstract_client import AbstractClient
from tencentcloud.common.http.request import RequestInternal

from official import KEY, SECRET_ID

RESPONSE = b'{"Response":{"RequestId":"a-request"}}'


@dataclass
class Recorded:
    path: str
    headers: dict
    body: bytes


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # Head and body in one write: no wait for an acknowledgement in between.

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.recorded.append(Recorded(self.path, headers, body))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(RESPONSE)))
        self.end_headers()
        self.wfile.write(RESPONSE)

    def log_message(self, *_):
        pass


@contextmanager
def recorder():
    """A server on a free port; gives its address and the list that it fills."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.recorded = []
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}", server.recorded
        server.shutdown()


def authorization(recorded, service, key=KEY):
    """What the official SDK would have written for these bytes and headers."""
    names = ["Content-Type", "Host", "X-TC-Timestamp"]
    header = {name: recorded.headers.get(name.lower(), "") for name in names}
    request = RequestInternal(header["Host"], "POST", recorded.path, header, recorded.body)
    seconds = int(header["X-TC-Timestamp"] or 0)
    date = datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%d")
    # It uses nothing of a client but its functions.
    signature = AbstractClient._get_tc3_signature(None, None, request, date, service, key)
    scope = f"{SECRET_ID}/{date}/{service}/tc3_request"
    return f"TC3-HMAC-SHA256 Credential={scope}, SignedHeaders=content-type;host, Signature={signature}"


def wrong(recorded, call, token=None):
    """What is wrong with a request of ours; nothing where all is well."""
    unsigned = call.action.get("unsigned")
    expected = {
        "x-tc-action": call.name,
        "x-tc-version": call.version,
        "x-tc-token": None if unsigned else token,
        "authorization": "SKIP" if unsigned else authorization(recorded, call.service),
    }
    return [name for name, value in expected.items() if recorded.headers.get(name) != value]


def content(recorded):
    """A body for comparing: JSON parsed, the parts of a form in any order and without its boundary."""
    kind, _, boundary = recorded.headers["content-type"].partition("; boundary=")
    if kind == "multipart/form-data":
        return sorted(recorded.body.split(b"--" + boundary.encode()))
    return json.loads(recorded.body)


def difference(ours, theirs, path=""):
    """The first place where two bodies differ; null is absent, and numbers are compared as numbers."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for name in sorted(ours.keys() | theirs.keys()):
            found = difference(ours.get(name), theirs.get(name), f"{path}.{name}".lstrip("."))
            if found:
                return found
        return None
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        found = (difference(*pair, f"{path}[{index}]") for index, pair in enumerate(zip(ours, theirs)))
        return next(filter(None, found), None)
    numbers = (int, float)
    is_same_type = type(ours) is type(theirs) or (type(ours) in numbers and type(theirs) in numbers)
    return None if is_same_type and ours == theirs else f"{path}: {ours!r:.60} is not {theirs!r:.60}"
