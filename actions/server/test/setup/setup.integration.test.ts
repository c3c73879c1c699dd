import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { type ServerFixture, startServer } from '@tsh/sandbox/server-fixture'
import { type FakeGithub, startGithub } from '@tsh/sandbox/services/github'
import { shell } from '@tsh/shell'
import { describeFull } from '@tsh/testing/full'
import type { ServerInputs } from '../../src/inputs.ts'
import { setUp } from '../../src/setup/set-up.ts'

const compose = `services:
  db: { image: postgres:15-alpine, env_file: .env.production }
  app_blue: &app
    image: shop:\${VERSION:-none}
    build: .
    env_file: .env.production
    ports: ["\${BLUE_PORT}:8000"]
  app_green: { <<: *app, ports: ["8011:8000"] }
`
const template = `# The shop
BLUE_PORT=8001
POSTGRES_PASSWORD=<password>
GREETING="hello"
`
const password = "p@ss'w$rd #1"

let folder: string
let github: FakeGithub
let sha: string
const environment = { ...process.env }

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'setup-'))
  const repository = join(folder, 'shop.git')
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', repository, '-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
      encoding: 'utf8',
    }).trim()
  execFileSync('git', ['init', '--quiet', repository])
  writeFileSync(join(repository, 'compose.yml'), compose)
  writeFileSync(join(repository, '.env.production.example'), template)
  git('add', '.')
  git('commit', '--quiet', '--message', 'Shop')
  sha = git('rev-parse', 'HEAD')
  github = await startGithub(folder)
})
afterAll(async () => {
  await github.close()
  rmSync(folder, { recursive: true })
})

let summary: string
beforeEach(() => {
  summary = join(folder, 'summary.md')
  writeFileSync(summary, '')
  Object.assign(process.env, {
    ...{ GITHUB_SERVER_URL: github.url, GITHUB_REPOSITORY: 'tsh/shop', GITHUB_STEP_SUMMARY: summary },
  })
})
afterEach(() => {
  process.env = { ...environment }
})

const inputs = (changes: Partial<ServerInputs> = {}): ServerInputs =>
  ({
    application: {
      ...{
        path: '/opt/shop',
        composeFiles: ['compose.yml'],
        envFile: '.env.production',
        healthPath: '/health',
        publicUrl: 'http://shop.example',
      },
      placement: {
        ...{ kind: 'slots', services: ['app_{slot}'], slots: ['blue', 'green'], proxy: 'auto' },
        slotDirectory: '/etc/nginx/slots/shop-production',
      },
    },
    handoverPort: undefined,
    environment: 'production',
    sha,
    repository: undefined,
    token: 'ghs_run',
    secrets: { POSTGRES_PASSWORD: password },
    dryRun: false,
    ...changes,
  }) as ServerInputs

// A user without sudo needs all that root does, and more.
for (const user of ['root', 'deploy']) {
  const group = user === 'root' ? describeFull : describe
  group(`as ${user}`, () => {
    let server: ServerFixture
    const run = async (changes: Partial<ServerInputs> = {}) => {
      const remote = await server.connect()
      return setUp(inputs(changes), { server: remote, shell })
    }
    const tree = () => server.exec('ls -lA /opt /etc/nginx /etc/nginx/sites-* /tmp 2>&1 || true')
    /** The response of the proxy, behind which nothing runs yet. */
    const answer = async () => {
      const remote = await server.connect()
      const { status, headers } = await remote.request({
        url: 'http://127.0.0.1/',
        headers: { Host: 'shop.example' },
      })
      return { status, slot: headers['x-deployment-slot'] }
    }

    beforeAll(async () => {
      server = await startServer({ user })
    })
    afterAll(() => server?.stop())

    test('the plan changes nothing', async () => {
      const before = await tree()
      expect(await run({ dryRun: true })).toEqual({ outcome: 'planned' })
      expect(await tree()).toBe(before)
      const text = readFileSync(summary, 'utf8')
      expect(text).toContain('plan, nothing was changed')
      expect(text).toContain('+upstream shop_production_blue { server 127.0.0.1:8001; keepalive 32; }')
      expect(text).toContain('+upstream shop_production_green { server 127.0.0.1:8011; keepalive 32; }')
      expect(text).toMatch(/write \/opt\/shop\/.*env.*production/)
      expect(text).not.toContain('p@ss')
    })

    test('a value that is not given is named, and everything else is done', async () => {
      await expect(run({ secrets: {} })).rejects.toThrow(
        'Create /opt/shop/.env.production with mode 600 from its example, with values for POSTGRES_PASSWORD',
      )
      if (user === 'root')
        expect(await server.exec('git -C /opt/shop rev-parse HEAD; ls -A /opt/shop')).not.toMatch(
          /production\n/,
        )
    })

    test('what only root may do is left as commands', async () => {
      const ran = run().catch((cause: Error) => cause)
      if (user === 'root') {
        expect(await ran).toEqual({ outcome: 'changed' })
        return
      }
      expect(String(await ran)).toMatch(
        /may not create the folder .*; .*create the nginx site .*Run the commands in the summary as root/,
      )
      const [, script = ''] = /````sh\n([\s\S]*?)\n````/.exec(readFileSync(summary, 'utf8')) ?? []
      await server.exec(`sh -eu <<'SCRIPT'\n${script}\nSCRIPT`)
      expect(await run()).toEqual({ outcome: 'changed' })
    })

    test('the server is ready', async () => {
      expect(await server.exec('git -c safe.directory=/opt/shop -C /opt/shop rev-parse HEAD')).toMatch(sha)
      expect(await server.exec('stat -c "%a %U" /opt/shop/.env.production')).toBe(`600 ${user}`)
      expect(await server.exec('cat /opt/shop/.env.production')).toBe(
        `${template.replace('<password>', "'p@ss\\'w$rd #1'")}ENVIRONMENT=production`,
      )
      expect(await server.exec('ls -A /etc/nginx/slots/shop-production')).toBe('blue')
      expect(await answer()).toEqual({ status: 502, slot: 'blue' })
      await server.exec('cd /etc/nginx/slots/shop-production && mv blue green')
      expect(await answer()).toEqual({ status: 502, slot: 'green' })
      await server.exec('cd /etc/nginx/slots/shop-production && mv green blue')
      const db = await server.exec(
        'cd /opt/shop && docker compose --env-file .env.production -f compose.yml config --format json',
      )
      expect(JSON.parse(db).services.db.environment.POSTGRES_PASSWORD).toBe(password.replace('$', '$$$$'))
    })

    test('a second run changes nothing', async () => {
      const before = await tree()
      expect(await run()).toEqual({ outcome: 'nothing-to-change' })
      expect(await run({ dryRun: true })).toEqual({ outcome: 'nothing-to-change' })
      expect(await tree()).toBe(before)
    })

    test('a site that was completed by someone else is left alone, and one with another port is replaced', async () => {
      const site = '/etc/nginx/sites-available/shop-production.conf'
      // Not even "nginx -T", so that only the site itself can be read.
      await server.exec('rm -f /etc/sudoers.d/*')
      await server.exec(`sed -i 's/listen 80;/listen 80; # managed by certbot/' ${site}`)
      expect(await run()).toEqual({ outcome: 'nothing-to-change' })
      await server.exec(`sed -i 's/:8011/:8012/' ${site}`)
      expect(await run({ dryRun: true })).toEqual({ outcome: 'planned' })
      expect(readFileSync(summary, 'utf8')).toMatch(
        /replace the nginx site[\s\S]*-upstream .*:8012[\s\S]*\+upstream .*:8011/,
      )
      await server.exec(`sed -i 's/:8012/:8011/' ${site}`)
    })

    test('another value replaces that of the env file, and the old file is kept', async () => {
      expect(await run({ secrets: { POSTGRES_PASSWORD: 'other' } })).toEqual({ outcome: 'changed' })
      expect(await server.exec('cat /opt/shop/.env.production')).toContain(
        'POSTGRES_PASSWORD=other\nGREETING',
      )
      expect(await server.exec('stat -c %a /opt/shop/.deploy/env-before-*')).toBe('600')
      expect(await server.exec('cat /opt/shop/.deploy/env-before-*')).toContain("'p@ss\\'w$rd #1'")
      expect(readFileSync(summary, 'utf8')).toContain('change POSTGRES')
    })
  })
}
