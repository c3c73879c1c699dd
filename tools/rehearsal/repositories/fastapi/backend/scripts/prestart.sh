#!/usr/bin/env bash
set -e
set -x

# Let the database start
python3 -m app.backend_pre_start

# Run migrations
alembic upgrade head
