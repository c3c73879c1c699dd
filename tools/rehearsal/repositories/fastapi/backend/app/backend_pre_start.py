import time

from sqlalchemy.exc import OperationalError

from app.db import engine

for attempt in range(60):
    try:
        with engine.connect():
            break
    except OperationalError:
        time.sleep(1)
else:
    raise SystemExit("the database does not answer")
