/** Rails with Sidekiq, whose image is built in CI and pulled on the server. */
export const RAILS = {
  'docker-compose.yml':
    'services:\n  web:\n    build: .\n    ports: ["3000:3000"]\n  db:\n    image: postgres:16\n',
  'docker-compose.prod.yml': `services:
  db:
    image: postgres:16
    volumes: [db:/var/lib/postgresql/data]
    environment:
      POSTGRES_PASSWORD: \${POSTGRES_PASSWORD}
  redis:
    image: redis:7
  web: &app
    image: ghcr.io/acme/forum:\${TAG:-latest}
    build: .
    command: bundle exec puma -C config/puma.rb
    env_file: .env.production
    ports: ["127.0.0.1:3000:3000"]
    depends_on: [db, redis]
  sidekiq:
    <<: *app
    command: bundle exec sidekiq
    ports: !reset []
volumes:
  db:
`,
  Dockerfile:
    'FROM ruby:3.3-slim AS base\nWORKDIR /rails\nFROM base AS build\nRUN bundle install\nFROM base\nCOPY --from=build /rails /rails\nEXPOSE 3000\nCMD ["./bin/rails", "server"]\n',
  Gemfile: "gem 'rails', '~> 7.1'\n",
  'config/routes.rb':
    'Rails.application.routes.draw do\n  get "up" => "rails/health#show", as: :rails_health_check\nend\n',
  'db/migrate/20240101000000_create_posts.rb': '',
  'spec/models/post_spec.rb': '',
  '.env.production.sample':
    'RAILS_ENV=production\nRAILS_MASTER_KEY=\nSECRET_KEY_BASE=<run bin/rails secret>\nPOSTGRES_PASSWORD=changeme\nDATABASE_URL=postgres://postgres:changeme@db:5432/forum\nAPP_HOST=forum.tsh.sale\n',
  'config/nginx/forum.conf':
    'upstream forum { server 127.0.0.1:3000; }\nserver {\n  listen 443 ssl;\n  server_name forum.tsh.sale www.forum.tsh.sale;\n  location / { proxy_pass http://forum; }\n}\n',
  '.github/workflows/ci.yml': `name: CI
on: [push]
jobs:
  test:
    runs-on: ubuntu-latest
    services:
      postgres:
        image: postgres:16
    steps:
      - uses: actions/checkout@v4
      - uses: ruby/setup-ruby@v1
        with: { bundler-cache: true }
      - run: bundle exec rubocop
      - run: bundle exec rspec
`,
  '.github/workflows/cd.yml': `name: Deploy
on:
  push:
    branches: [main]
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: docker/build-push-action@v5
        with: { push: true, tags: "ghcr.io/acme/forum:latest" }
  deploy:
    needs: build
    runs-on: ubuntu-latest
    steps:
      - run: |
          mkdir -p ~/.ssh && echo "\${{ secrets.DEPLOY_KEY }}" > ~/.ssh/id_ed25519
          scp docker-compose.prod.yml deploy@forum.tsh.sale:/srv/forum/
          ssh deploy@forum.tsh.sale "cd /srv/forum && docker compose -f docker-compose.prod.yml pull && docker compose -f docker-compose.prod.yml up -d"
`,
}
