"""Makes the database ready for this version, and ends. It may run any number of times."""
import os

import psycopg2

from edition import EDITION

REPORTS = ["Orders by month", "Orders by item"]

with psycopg2.connect(os.environ["DATABASE_URL"]) as connection, connection.cursor() as cursor:
    cursor.execute("CREATE TABLE IF NOT EXISTS reports (name text PRIMARY KEY)")
    for name in REPORTS:
        cursor.execute("INSERT INTO reports VALUES (%s) ON CONFLICT DO NOTHING", (name,))
    cursor.execute("CREATE TABLE IF NOT EXISTS editions (name text PRIMARY KEY, at timestamptz DEFAULT now())")
    cursor.execute("INSERT INTO editions (name) VALUES (%s) ON CONFLICT DO NOTHING", (EDITION,))
print(f"{len(REPORTS)} reports are ready")
