/** A full-stack template: FastAPI and a React frontend behind Traefik in a separate compose file, on a self-hosted runner. */
export const FASTAPI = {
  '.env': `DOMAIN=localhost
FRONTEND_HOST=http://localhost:5173
ENVIRONMENT=local
PROJECT_NAME="Full Stack FastAPI Project"
STACK_NAME=full-stack-fastapi-project
SECRET_KEY=changethis
FIRST_SUPERUSER=admin@example.com
FIRST_SUPERUSER_PASSWORD=changethis
POSTGRES_SERVER=localhost
POSTGRES_USER=postgres
POSTGRES_PASSWORD=changethis
POSTGRES_DB=app
DOCKER_IMAGE_BACKEND=backend
DOCKER_IMAGE_FRONTEND=frontend
`,
  'docker-compose.override.yml': 'services:\n  backend:\n    ports: ["8000:8000"]\n',
  'docker-compose.traefik.yml':
    'services:\n  traefik:\n    image: traefik:3.0\n    ports: [80:80, 443:443]\n',
  'docker-compose.yml': `services:
  db:
    image: postgres:17
    restart: always
    healthcheck:
      test: ["CMD-SHELL", "pg_isready -U \${POSTGRES_USER} -d \${POSTGRES_DB}"]
    env_file: [.env]
  adminer:
    image: adminer
    restart: always
    labels:
      - traefik.enable=true
      - traefik.http.routers.\${STACK_NAME?Variable not set}-adminer-https.rule=Host(\`adminer.\${DOMAIN?Variable not set}\`)
  prestart:
    image: '\${DOCKER_IMAGE_BACKEND?Variable not set}:\${TAG-latest}'
    build:
      context: ./backend
    depends_on:
      db: { condition: service_healthy, restart: true }
    command: bash scripts/prestart.sh
    env_file: [.env]
  backend:
    image: '\${DOCKER_IMAGE_BACKEND?Variable not set}:\${TAG-latest}'
    restart: always
    depends_on:
      db: { condition: service_healthy, restart: true }
      prestart: { condition: service_completed_successfully }
    env_file: [.env]
    healthcheck:
      test: ["CMD", "curl", "-f", "http://localhost:8000/api/v1/utils/health-check/"]
    build:
      context: ./backend
    labels:
      - traefik.enable=true
      - traefik.docker.network=traefik-public
      - traefik.http.services.\${STACK_NAME?Variable not set}-backend.loadbalancer.server.port=8000
      - traefik.http.routers.\${STACK_NAME?Variable not set}-backend-https.rule=Host(\`api.\${DOMAIN?Variable not set}\`)
  frontend:
    image: '\${DOCKER_IMAGE_FRONTEND?Variable not set}:\${TAG-latest}'
    restart: always
    build:
      context: ./frontend
      args:
        - VITE_API_URL=https://api.\${DOMAIN?Variable not set}
    labels:
      - traefik.enable=true
      - traefik.http.routers.\${STACK_NAME?Variable not set}-frontend-https.rule=Host(\`dashboard.\${DOMAIN?Variable not set}\`)
networks:
  traefik-public:
    external: true
`,
  'backend/Dockerfile':
    'FROM python:3.10\nWORKDIR /app/\nCOPY ./pyproject.toml ./uv.lock ./alembic.ini /app/\nCOPY ./app /app/app\nCMD ["fastapi", "run", "--workers", "4", "app/main.py"]\n',
  'backend/alembic.ini': '[alembic]\nscript_location = app/alembic\n',
  'backend/app/alembic/env.py': '',
  'backend/app/main.py':
    'app = FastAPI(title=settings.PROJECT_NAME, openapi_url=f"{settings.API_V1_STR}/openapi.json")\n',
  'backend/pyproject.toml':
    '[project]\nname = "app"\nrequires-python = ">=3.10,<4.0"\n[dependency-groups]\ndev = ["pytest", "mypy", "ruff"]\n',
  'backend/uv.lock': '',
  'backend/tests/api/test_users.py': '',
  'frontend/Dockerfile':
    'FROM node:24 AS build-stage\nWORKDIR /app\nRUN npm ci && npm run build\nFROM nginx:1\nCOPY --from=build-stage /app/dist/ /usr/share/nginx/html\nCOPY ./nginx.conf /etc/nginx/conf.d/default.conf\n',
  'frontend/nginx.conf':
    'server {\n  listen 80;\n  location / {\n    try_files $uri /index.html =404;\n  }\n}\n',
  'frontend/package.json':
    '{"scripts": {"dev": "vite", "build": "tsc && vite build", "lint": "biome check --write ./"}, "dependencies": {"react": "^19"}}',
  'frontend/package-lock.json': '{}',
  '.github/workflows/test-backend.yml': `name: Test Backend
on:
  push:
    branches: [master]
  pull_request:
jobs:
  test-backend:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-python@v5
        with:
          python-version: "3.10"
      - uses: astral-sh/setup-uv@v6
      - run: docker compose down -v --remove-orphans
      - run: docker compose up -d db mailcatcher
      - name: Migrate DB
        run: uv run bash scripts/prestart.sh
        working-directory: backend
      - name: Run tests
        run: uv run bash scripts/tests-start.sh "Coverage for \${{ github.sha }}"
        working-directory: backend
`,
  '.github/workflows/lint-backend.yml': `name: Lint Backend
on: [push]
jobs:
  lint-backend:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/setup-python@v5
        with:
          python-version: "3.10"
      - run: uv run bash scripts/lint.sh
        working-directory: backend
`,
  '.github/workflows/deploy-staging.yml': `name: Deploy to Staging
on:
  push:
    branches: [master]
jobs:
  deploy:
    runs-on: [self-hosted, staging]
    env:
      DOMAIN: \${{ secrets.DOMAIN_STAGING }}
    steps:
      - uses: actions/checkout@v5
      - run: docker compose -f docker-compose.yml --project-name \${{ secrets.STACK_NAME_STAGING }} build
      - run: docker compose -f docker-compose.yml --project-name \${{ secrets.STACK_NAME_STAGING }} up -d
`,
  '.github/workflows/deploy-production.yml': `name: Deploy to Production
on:
  release:
    types: [published]
jobs:
  deploy:
    runs-on: [self-hosted, production]
    steps:
      - uses: actions/checkout@v5
      - run: docker compose -f docker-compose.yml --project-name \${{ secrets.STACK_NAME_PRODUCTION }} up -d
`,
}
