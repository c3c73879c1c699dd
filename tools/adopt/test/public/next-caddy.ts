/** Next.js with Prisma behind a Caddy container. */
export const NEXT = {
  'compose.yaml': `services:
  app:
    build: .
    restart: unless-stopped
    environment:
      DATABASE_URL: postgresql://app:\${DB_PASSWORD}@db:5432/app
      NEXTAUTH_SECRET: \${NEXTAUTH_SECRET}
    depends_on:
      db: { condition: service_healthy }
    expose: ["3000"]
  caddy:
    image: caddy:2-alpine
    restart: unless-stopped
    ports: ["80:80", "443:443", "443:443/udp"]
    volumes:
      - ./Caddyfile:/etc/caddy/Caddyfile
      - caddy_data:/data
    depends_on: [app]
  db:
    image: postgres:16-alpine
    environment: { POSTGRES_USER: app, POSTGRES_PASSWORD: "\${DB_PASSWORD}", POSTGRES_DB: app }
    healthcheck:
      test: ["CMD-SHELL", "pg_isready -U app"]
volumes:
  caddy_data:
`,
  Caddyfile: 'notes.tsh.sale, www.notes.tsh.sale {\n\tencode gzip\n\treverse_proxy app:3000\n}\n',
  Dockerfile:
    'FROM node:22-alpine AS base\nFROM base AS builder\nWORKDIR /app\nRUN corepack enable && pnpm build\nFROM base AS runner\nWORKDIR /app\nCOPY --from=builder /app/.next/standalone ./\nEXPOSE 3000\nENV PORT=3000\nCMD ["node", "server.js"]\n',
  'prisma/schema.prisma': 'datasource db {\n  provider = "postgresql"\n}\n',
  'prisma/migrations/20240101_init/migration.sql': '',
  'app/api/health/route.ts': "export const GET = () => Response.json({ status: 'ok' })\n",
  'package.json':
    '{"name": "notes", "scripts": {"dev": "next dev", "build": "next build", "lint": "next lint", "typecheck": "tsc --noEmit", "test": "vitest run"}, "dependencies": {"next": "15.0.0"}, "packageManager": "pnpm@9.0.0"}',
  'pnpm-lock.yaml': '',
  '.nvmrc': 'v22.3.0\n',
  '.env.example': 'DB_PASSWORD=changeme\nNEXTAUTH_SECRET=\nNEXTAUTH_URL=http://localhost:3000\n',
}
