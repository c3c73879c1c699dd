import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const dockerfile = `FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends python3 && rm -rf /var/lib/apt/lists/*
COPY server.py /server.py
CMD ["python3", "/server.py"]
`

const server = `from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        known = self.path in ("/health", "/docs", "/openapi.json")
        body = b'{"openapi": "3.1.0", "paths": {}}' if known else b"{}"
        self.send_response(200 if known else 404)
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
`

const probe = `import urllib.request; urllib.request.urlopen('http://127.0.0.1:9000/health')`

const slot = (name: string, port: number, profiles: string): string => `  web_${name}:
    image: books/web:\${VERSION:-latest}
    build: .
    restart: unless-stopped
    env_file: .env.live
    ports: ["127.0.0.1:${port}:9000"]
    ${profiles}
    healthcheck:
      test: ["CMD", "python3", "-c", "${probe}"]
      interval: 5s
      start_period: 20s
      start_interval: 1s
`

const compose = `name: books
services:
  store:
    image: postgres:15-alpine
    environment:
      POSTGRES_USER: books
      POSTGRES_PASSWORD: \${POSTGRES_PASSWORD}
      POSTGRES_DB: books
    volumes: ["store:/var/lib/postgresql/data"]
    healthcheck:
      test: ["CMD-SHELL", "pg_isready -U books -d books"]
      interval: 5s
      start_period: 20s
      start_interval: 1s
${slot('left', 9101, '')}${slot('right', 9102, 'profiles: [right]')}volumes:
  store:
`

const workflow = `name: Live
on:
  push:
    branches: [main]
jobs:
  release:
    permissions:
      contents: read
    uses: tsh/actions/.github/workflows/deploy-production.yml@v1
    with:
      host: books.example
      user: librarian
      deploy-path: /srv/books
      known-hosts: \${{ vars.BOOKS_HOSTS }}
      compose-file: compose.yml
      env-file: .env.live
      public-url: https://books.example
      backup-allow-shrink: the store has no tables
      app-service: web_{slot}
      slots: left,right
      migrate-command: 'true'
      test-commands: |
        server: python3 -c "compile(open('server.py').read(), 'server.py', 'exec')"
    secrets:
      PROD_SSH_KEY: \${{ secrets.BOOKS_KEY }}
      TELEGRAM_BOT_TOKEN: \${{ secrets.TELEGRAM_BOT_TOKEN }}
      TELEGRAM_CHAT_ID: \${{ secrets.TELEGRAM_CHAT_ID }}
      AWS_ACCESS_KEY_ID: \${{ secrets.AWS_ACCESS_KEY_ID }}
      AWS_SECRET_ACCESS_KEY: \${{ secrets.AWS_SECRET_ACCESS_KEY }}
      AWS_S3_BUCKET: \${{ secrets.AWS_S3_BUCKET }}
      AWS_REGION: \${{ secrets.AWS_REGION }}
`

const files: Record<string, string> = {
  Dockerfile: dockerfile,
  '.dockerignore': '.env*\n.git\n',
  '.gitignore': '.env.live\n',
  'server.py': server,
  'compose.yml': compose,
  '.env.live.example':
    "VERSION=latest\nACTIVE_DEPLOYMENT_SLOT=left\nDEPLOYMENT_SLOT=left\nPOSTGRES_PASSWORD='b00k!s@shelf#7'\n",
  '.github/workflows/live.yml': workflow,
}

/** A repository that has nothing in common with the sample: other names, ports, paths, user, no registry. */
export const makeOtherRepository = (folder: string): string =>
  makeRepository(join(folder, 'bookshop'), 'main', files)

const onePlan = `name: leaflet
services:
  leaflet:
    image: leaflet:\${VERSION:-latest}
    build: .
    profiles: [staging, production]
    restart: unless-stopped
    ports: ["127.0.0.1:9201:9000"]
    healthcheck:
      test: ["CMD", "python3", "-c", "${probe}"]
      interval: 5s
      start_period: 20s
      start_interval: 1s
  counter:
    image: leaflet-counter:\${VERSION:-latest}
    build: .
    profiles: [staging]
  preview:
    image: leaflet-preview:\${VERSION:-latest}
    build: .
    profiles: [dev]
`

const staging = `name: Preview
on:
  push:
    branches: [develop]
jobs:
  publish:
    permissions:
      contents: read
    uses: tsh/actions/.github/workflows/deploy-staging.yml@v1
    with:
      host: leaflet.example
      user: root
      deploy-path: /opt/leaflet
      known-hosts: \${{ vars.LEAFLET_HOSTS }}
      compose-file: docker-compose.yml
      env-file: .env
      public-url: https://leaflet.example
      app-service: leaflet
      handover-port: 9202
      migrate-command: ''
      watch-seconds: '0'
      test-commands: |
        server: python3 -c "compile(open('server.py').read(), 'server.py', 'exec')"
    secrets:
      STAGING_SSH_KEY: \${{ secrets.LEAFLET_KEY }}
      TELEGRAM_BOT_TOKEN: \${{ secrets.TELEGRAM_BOT_TOKEN }}
      TELEGRAM_CHAT_ID: \${{ secrets.TELEGRAM_CHAT_ID }}
`

const leaflet: Record<string, string> = {
  Dockerfile: dockerfile,
  '.dockerignore': '.env*\n.git\n',
  '.gitignore': '.env\n',
  'server.py': server,
  'docker-compose.yml': onePlan,
  '.env.example': 'COMPOSE_PROFILES=staging\nVERSION=latest\n',
  '.github/workflows/preview.yml': staging,
}

/** A repository without slots and without a database, whose one compose file serves every environment by profiles. */
export const makePlainRepository = (folder: string): string =>
  makeRepository(join(folder, 'leaflet'), 'develop', leaflet)

/** Two commits, of which the second is to be deployed. */
function makeRepository(directory: string, branch: string, content: Record<string, string>): string {
  for (const [name, text] of Object.entries(content)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true })
    writeFileSync(join(directory, name), text)
  }
  git(directory, 'init', '--quiet', `--initial-branch=${branch}`)
  git(directory, 'add', '--all')
  git(directory, 'commit', '--quiet', '--message=Open')
  writeFileSync(join(directory, 'server.py'), `# Second edition\n${server}`)
  git(directory, 'commit', '--quiet', '--all', '--message=Second edition')
  return directory
}

/** The same commit each time, so that the server that was prepared for it is used again. */
function git(directory: string, ...args: string[]): void {
  const [name, email, date] = ['Librarian', 'librarian@localhost', '2026-02-01T08:00:00Z']
  const author = { GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email, GIT_AUTHOR_DATE: date }
  const committer = { GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email, GIT_COMMITTER_DATE: date }
  execFileSync('git', ['-C', directory, ...args], { env: { ...process.env, ...author, ...committer } })
}
