/** A Node service with PostgreSQL and one compose file, deployed by appleboy/ssh-action. */
export const EXPRESS = {
  'docker-compose.yml': `version: "3.8"
services:
  api:
    build: .
    container_name: todo-api
    restart: always
    ports:
      - "3000:3000"
    env_file: .env
    depends_on:
      - postgres
  postgres:
    image: postgres:16-alpine
    container_name: todo-db
    environment:
      POSTGRES_USER: \${DB_USER}
      POSTGRES_PASSWORD: \${DB_PASSWORD}
      POSTGRES_DB: \${DB_NAME}
    volumes: [pgdata:/var/lib/postgresql/data]
  redis:
    image: redis:7-alpine
volumes:
  pgdata:
`,
  Dockerfile:
    'FROM node:20-alpine AS deps\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nFROM node:20-alpine\nWORKDIR /app\nCOPY --from=deps /app/node_modules ./node_modules\nCOPY . .\nEXPOSE 3000\nCMD ["node", "src/index.js"]\n',
  '.env.example':
    'NODE_ENV=production\nPORT=3000\nDB_USER=tasks\nDB_PASSWORD=\nDB_NAME=tasks\nJWT_SECRET=your-secret-here\nAPP_URL=https://todo.tsh.sale\n',
  'package.json':
    '{"name": "todo", "engines": {"node": ">=20"}, "scripts": {"start": "node src/index.js", "test": "jest", "lint": "eslint .", "migrate": "knex migrate:latest"}, "dependencies": {"express": "^4", "knex": "^3"}, "devDependencies": {"jest": "^29"}}',
  'package-lock.json': '{}',
  'knexfile.js': 'module.exports = {}\n',
  'src/index.js': "const app = express()\napp.get('/health', (req, res) => res.json({ ok: true }))\n",
  '.github/workflows/main.yml': `name: CI/CD
on:
  push:
    branches: [main]
  pull_request:
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 20
          cache: npm
      - run: npm ci
      - run: npm run lint
      - run: npm test
  deploy:
    needs: test
    if: github.ref == 'refs/heads/main'
    runs-on: ubuntu-latest
    steps:
      - name: Deploy over SSH
        uses: appleboy/ssh-action@v1.0.3
        with:
          host: 203.0.113.7
          username: deploy
          key: \${{ secrets.SSH_PRIVATE_KEY }}
          script: |
            cd /home/deploy/todo
            git pull origin main
            docker compose up -d --build
`,
}
