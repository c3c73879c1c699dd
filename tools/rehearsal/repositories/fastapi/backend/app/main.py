import os

from fastapi import APIRouter, Body, FastAPI
from sqlalchemy import text

from app.db import engine

API = "/api/v1"
app = FastAPI(title=os.environ["PROJECT_NAME"], description="First edition", openapi_url=f"{API}/openapi.json")
router = APIRouter(prefix=API)


@router.get("/utils/health-check/")
def health_check() -> bool:
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    return True


@router.get("/notes/")
def read_notes():
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT id, title FROM note ORDER BY id LIMIT 100"))
        return [{"id": row.id, "title": row.title} for row in rows]


@router.post("/notes/", status_code=201)
def create_note(title: str = Body(embed=True)):
    with engine.begin() as connection:
        statement = text("INSERT INTO note (title) VALUES (:title) RETURNING id")
        return {"id": connection.execute(statement, {"title": title}).scalar_one(), "title": title}


app.include_router(router)
