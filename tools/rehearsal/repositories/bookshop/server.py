from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGES = {
    "/": b'{"edition": "First edition"}',
    "/health": b'{"version": "1.0.0"}',
    "/docs": b"{}",
    "/openapi.json": b'{"openapi": "3.1.0", "paths": {}}',
}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = PAGES.get(self.path, b"{}")
        self.send_response(200 if self.path in PAGES else 404)
        self.send_header("Content-Type", "text/html" if self.path == "/docs" else "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    request_queue_size = 128


Server(("", 9000), Handler).serve_forever()
