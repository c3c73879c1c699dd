/** A Django application with Celery behind Traefik, all in compose, and env files outside of git. */
export const DJANGO = {
  'docker-compose.local.yml': 'services:\n  django:\n    build: .\n    ports: ["8000:8000"]\n',
  'docker-compose.production.yml': `volumes:
  production_postgres_data: {}
  production_traefik: {}

services:
  django: &django
    build:
      context: .
      dockerfile: ./compose/production/django/Dockerfile
    image: my_site_production_django
    depends_on:
      - postgres
      - redis
    env_file:
      - ./.envs/.production/.django
      - ./.envs/.production/.postgres
    command: /start

  postgres:
    build:
      context: .
      dockerfile: ./compose/production/postgres/Dockerfile
    image: my_site_production_postgres
    volumes:
      - production_postgres_data:/var/lib/postgresql/data
    env_file:
      - ./.envs/.production/.postgres

  traefik:
    build:
      context: .
      dockerfile: ./compose/production/traefik/Dockerfile
    image: my_site_production_traefik
    depends_on:
      - django
    volumes:
      - production_traefik:/etc/traefik/acme
    ports:
      - '0.0.0.0:80:80'
      - '0.0.0.0:443:443'
      - '0.0.0.0:5555:5555'

  redis:
    image: docker.io/redis:6

  celeryworker:
    <<: *django
    image: my_site_production_celeryworker
    command: /start-celeryworker

  celerybeat:
    <<: *django
    image: my_site_production_celerybeat
    command: /start-celerybeat

  flower:
    <<: *django
    image: my_site_production_flower
    command: /start-flower
`,
  'compose/production/django/Dockerfile': `FROM docker.io/python:3.12-slim-bookworm AS python
FROM python AS python-build-stage
COPY ./requirements .
RUN pip wheel --wheel-dir /usr/src/app/wheels -r production.txt
FROM python AS python-run-stage
WORKDIR /app
COPY . /app
ENTRYPOINT ["/entrypoint"]
`,
  'compose/production/django/start':
    'exec /usr/local/bin/gunicorn config.wsgi --bind 0.0.0.0:5000 --chdir=/app\n',
  'compose/production/postgres/Dockerfile':
    'FROM docker.io/postgres:16\nCOPY ./compose/production/postgres/maintenance /usr/local/bin/maintenance\n',
  'compose/production/traefik/Dockerfile':
    'FROM docker.io/traefik:3.3.4\nCOPY ./compose/production/traefik/traefik.yml /etc/traefik\n',
  'compose/production/traefik/traefik.yml': `http:
  routers:
    web-secure-router:
      rule: 'Host(\`clinic.tsh.sale\`)'
      entryPoints: [web-secure]
      service: django
  services:
    django:
      loadBalancer:
        servers:
          - url: http://django:5000
`,
  'manage.py': "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings.local')\n",
  'pyproject.toml': '[tool.pytest.ini_options]\nminversion = "6.0"\n[tool.ruff]\nline-length = 88\n',
  'requirements/base.txt': 'django==5.0\n',
  'requirements/local.txt': '-r base.txt\npytest==8.0\nruff==0.3\n',
  'requirements/production.txt': '-r base.txt\ngunicorn\n',
  'config/urls.py': 'urlpatterns = [path("admin/", admin.site.urls)]\n',
  'my_site/users/tests/test_views.py': 'def test_view(): ...\n',
  '.github/workflows/ci.yml': `name: CI
on:
  pull_request:
    branches: [master, main]
  push:
    branches: [master, main]
jobs:
  linter:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: '3.12'
      - name: Run pre-commit
        uses: pre-commit/action@v3.0.1
  pytest:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - name: Build the Stack
        run: docker compose -f docker-compose.local.yml build django
      - name: Run DB Migrations
        run: docker compose -f docker-compose.local.yml run --rm django python manage.py migrate
      - name: Run Django Tests
        run: docker compose -f docker-compose.local.yml run django pytest
      - name: Tear down the Stack
        run: docker compose -f docker-compose.local.yml down
`,
}
