import os
import threading

import psycopg2
import redis
from fastapi import Body, FastAPI
from fastapi.responses import JSONResponse

from app.greeting import TEXT
from app.orders import InvalidOrder, check_order

app = FastAPI(title="TSH ERP", version=os.environ.get("VERSION", "latest"))
local = threading.local()
cache = redis.Redis.from_url(os.environ["REDIS_URL"], socket_timeout=3)


def database():
    """The connection of this thread, reopened if it was closed."""
    connection = getattr(local, "connection", None)
    if connection is None or connection.closed:
        connection = psycopg2.connect(os.environ["DATABASE_URL"], connect_timeout=5)
        connection.autocommit = True
        local.connection = connection
    return connection


def query(statement, values=()):
    try:
        with database().cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchone()
    except psycopg2.OperationalError:
        local.connection.close()
        raise


@app.get("/")
def index():
    return {"name": TEXT, "version": os.environ.get("VERSION", "latest")}


@app.api_route("/health", methods=["GET", "POST"])
def health():
    parts = {}
    for name, check in {"database": lambda: query("SELECT 1"), "redis": cache.ping}.items():
        try:
            check()
            parts[name] = "ok"
        except Exception as error:
            parts[name] = type(error).__name__
    healthy = all(state == "ok" for state in parts.values())
    body = {
        "status": "healthy" if healthy else "unhealthy",
        "version": os.environ.get("VERSION", "latest"),
        "slot": os.environ.get("DEPLOYMENT_SLOT", ""),
        **parts,
    }
    return JSONResponse(body, status_code=200 if healthy else 503)


@app.post("/orders", status_code=201)
def create_order(body=Body(None)):
    try:
        item, quantity = check_order(body)
    except InvalidOrder as error:
        return JSONResponse({"detail": str(error)}, status_code=422)
    (number,) = query("INSERT INTO orders (item, quantity) VALUES (%s, %s) RETURNING id", (item, quantity))
    return {"id": number, "item": item, "quantity": quantity}


@app.post("/api/auth/login")
def login(body=Body(None)):
    if not isinstance(body, dict) or not body.get("email") or not body.get("password"):
        return JSONResponse({"detail": "email and password are required"}, status_code=422)
    return JSONResponse({"detail": "wrong email or password"}, status_code=401)
