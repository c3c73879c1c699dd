import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

PAGE = "<!doctype html><title>Tickets</title><pre id=tickets></pre>"


class Handler(BaseHTTPRequestHandler):
    """The page, and everything else from the API of the same slot."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        status, kind, body = (200, "text/html", PAGE.encode()) if self.path == "/" else self.api()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def api(self):
        try:
            with urlopen(os.environ["API_URL"] + self.path, timeout=60) as answer:
                return answer.status, answer.headers["Content-Type"], answer.read()
        except HTTPError as error:
            return error.code, "application/json", error.read()
        except URLError as error:
            return 502, "text/plain", str(error).encode()

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    request_queue_size = 128


Server(("", 9000), Handler).serve_forever()
