import os

import redis
from fastapi import Body, FastAPI
from fastapi.responses import JSONResponse

app = FastAPI(title="Neurolink", version=os.environ.get("VERSION", "latest"))
cache = redis.Redis.from_url(os.environ["REDIS_URL"], socket_timeout=3)


@app.get("/health")
def health():
    try:
        cache.ping()
    except redis.RedisError as error:
        return JSONResponse({"status": "unhealthy", "redis": type(error).__name__}, status_code=503)
    return {"status": "healthy", "version": os.environ.get("VERSION", "latest")}


@app.post("/notifications", status_code=202)
def notify(body=Body(None)):
    if not isinstance(body, dict) or not body.get("text"):
        return JSONResponse({"detail": "text is required"}, status_code=422)
    return {"queued": cache.rpush("notifications", str(body["text"]))}
