import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import psycopg2

EDITION = "First edition"
# The database takes 100 connections; more requests than these wait for one.
CONNECTIONS = threading.BoundedSemaphore(20)


def query(statement):
    with CONNECTIONS:
        connection = psycopg2.connect(os.environ["DATABASE_URL"], connect_timeout=60)
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement)
                return [row[0] for row in cursor.fetchall()]
        finally:
            connection.close()


def index():
    return {"edition": EDITION, "tickets": query("SELECT title FROM tickets ORDER BY title")}


def health():
    return {"tickets": query("SELECT count(*) FROM tickets")[0]}


ROUTES = {
    "/": index,
    "/health": health,
    "/docs": lambda: "Tickets",
    "/openapi.json": lambda: {"openapi": "3.1.0", "info": {"title": "Tickets", "version": "1"}, "paths": {"/": {}}},
}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        route = ROUTES.get(self.path)
        try:
            status, answer = (200, route()) if route else (404, {"detail": "not found"})
        except psycopg2.Error as error:
            status, answer = 503, {"detail": str(error)}
        body = json.dumps(answer).encode()
        self.send_response(status)
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
