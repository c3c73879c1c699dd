import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGES = {
    "web": {"/": {"edition": "First edition"}, "/health": {}},
    "counter": {"/visits": {"visits": 0}},
}[os.environ["SERVICE"]]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = json.dumps(PAGES.get(self.path, {})).encode()
        self.send_response(200 if self.path in PAGES else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    request_queue_size = 128


Server(("", 9000), Handler).serve_forever()
