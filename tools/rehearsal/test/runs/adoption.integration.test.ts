import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from '@jest/globals'
import { treeInUse } from '@tsh/bundles'
import type { Consumer, Sandbox, SeedPlan } from '@tsh/sandbox'
import { mustExec } from '@tsh/sandbox'
import { hostPort } from '@tsh/sandbox/seed/compose-model'
import { siteConfiguration } from '@tsh/sandbox/seed/nginx-site'
import { caseTest, caseTestFull } from '@tsh/testing/case-test'
import { readArguments } from '../../src/arguments.ts'
import { rehearse } from '../../src/rehearse.ts'
import type { Report } from '../../src/report/report.ts'
import { type Files, makeBookshop } from './bookshop.ts'
import { journalStates, rehearsed, results } from './rehearsal.ts'
import { startSampleServer } from './sample-server.ts'

// Problems of three repositories that adopted the actions, each reproduced as one edit of the bookshop.

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsh-adoption-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const COMPOSE = 'compose.yml'
const CALLER = '.github/workflows/live.yml'
const SETTINGS = '.github/deploy.yml'

/** An edit of bookshop files; every replaced text must exist. */
const edited =
  (edits: Record<string, [from: string, to: string][]>, added: Files = {}) =>
  (files: Files): Files => {
    const changed = Object.entries(edits).map(([name, pairs]) => {
      const text = pairs.reduce((before, [from, to]) => {
        if (!before.includes(from)) throw new Error(`${name} of the bookshop does not contain "${from}"`)
        return before.replaceAll(from, to)
      }, files[name] ?? '')
      return [name, text] as const
    })
    return { ...Object.fromEntries(changed), ...added }
  }

const production = (repository: string, ...more: string[]): Promise<Report> =>
  rehearsed('production', '--repo', repository, ...more)

/** In one line: the outcome, the reasons, and the messages to the chat. */
const described = ({ outcome, failures, problems, messages }: Report): string =>
  `${outcome}; failures: ${failures.join(' | ')}; problems: ${problems.join(' | ')}; messages: ${messages.join(' | ')}`

function expectDeployed(report: Report): void {
  expect(described(report)).toMatch(/^deployed; failures: ; problems: ;/)
  expect(report.live.version).toBe(report.release)
  expect(report.traffic.lost).toBe(0)
}

/** Nothing on the server was changed, and no alert was sent. */
function expectUntouched(report: Report): void {
  expect(journalStates(report)).toEqual([])
  expect(report.live.version).toBe(report.previous)
  expect(report.traffic.lost).toBe(0)
  expect(report.messages.join()).not.toContain('ROLLBACK FAILED')
}

const WITHOUT_SLOTS: [string, string][] = [
  ['service: web_{slot}\nslots: [left, right]\n', 'service: web_left\n'],
]

caseTestFull('tiny-inplace', 'production without slots is deployed in place, after a backup', async () => {
  const report = await production(
    makeBookshop(join(folder, 'in-place'), edited({ [SETTINGS]: WITHOUT_SLOTS })),
  )
  // Without a handover port the replacement interrupts the service, which the plan says.
  expect(described(report)).toMatch(/^deployed; failures: ; problems: ;/)
  expect(report.live.version).toBe(report.release)
  expect(results(report)['backup-database']).toBe('success')
})

caseTestFull(
  'tiny-migrations',
  'a rollback across migrations of another tool is refused, or warned about',
  async () => {
    const migrating = edited(
      {
        Dockerfile: [['COPY server.py /server.py', 'COPY server.py migrate.sh /']],
        [SETTINGS]: [["migrate: 'true'", 'migrate: sh /migrate.sh']],
      },
      { 'migrate.sh': 'echo "Applying books.0002_drop_title... OK"\n' },
    )
    const report = await production(
      makeBookshop(join(folder, 'migrations'), migrating),
      ...['--fail', 'smoke-tests'],
    )
    expect(described(report)).toMatch(/(rollback: |messages: ).*(schema|migrat)/s)
  },
)

/** A server after step 2 of the README: checkout, env file, slot folder and nginx site. Nothing has run on it. */
async function prepareEmpty(sandbox: Sandbox, consumer: Consumer, plan: SeedPlan): Promise<void> {
  const { name, deployPath, envFile, slotNames, slotDirectory, appService } = consumer
  const ports = Object.fromEntries(
    slotNames.map(slot => [slot, hostPort(plan.model, appService.replace('{slot}', slot))]),
  )
  const { exec } = sandbox.server
  const clone = `git clone -q /srv/git/${name}.git ${deployPath} && cd ${deployPath} && umask 077 && cat > ${envFile}`
  await mustExec(exec, clone, plan.envText.replace(/^VERSION=.*/m, 'VERSION=latest'))
  await mustExec(exec, `mkdir -p ${slotDirectory} && touch ${slotDirectory}/${slotNames[0]}`)
  const site = `cat > /etc/nginx/sites-enabled/${name}.conf && nginx -t -q && nginx -s reload`
  await mustExec(exec, site, siteConfiguration({ name, ports, slotDirectory }))
}

caseTestFull('fresh', 'a push deploys to a server on which nothing has run yet', async () => {
  const server = await startSampleServer(prepareEmpty)
  try {
    const { failures, conclusion } = await server.run('production.yml')
    expect(failures).toEqual([])
    expect(conclusion).toBe('success')
    expect((await fetch(`${server.sandbox.publicUrl}/health`)).status).toBe(200)
  } finally {
    await server.stop()
  }
})

const CACHE = '  cache: { image: redis:7-alpine }\n'
const withCache: [string, string][] = [
  ['    restart: unless-stopped\n', '    restart: unless-stopped\n    depends_on: [cache]\n'],
  ['services:\n', `services:\n${CACHE}`],
]
const CONNECT = '        socket.create_connection(("cache", 6379), 2).close()\n'
const same = (): Files => ({})

caseTestFull(
  'tiny-new-service',
  'a new service that the release needs is started, or reported before',
  async () => {
    const second = edited({
      [COMPOSE]: withCache,
      'server.py': [
        ['    def do_GET(self):\n', `    def do_GET(self):\n${CONNECT}`],
        ['from http.server', 'import socket\nfrom http.server'],
      ],
    })
    const report = await production(makeBookshop(join(folder, 'new-service'), same, second))
    if (report.outcome === 'deployed') return expectDeployed(report)
    expect(described(report)).toMatch(/failures: .*"?\bcache\b"?.*(no container|not (been )?started)/s)
    expectUntouched(report)
  },
)

caseTestFull(
  'tiny-new-service2',
  'a new service that is not needed immediately is started, too',
  async () => {
    const report = await production(
      makeBookshop(join(folder, 'new-service2'), same, edited({ [COMPOSE]: withCache })),
    )
    const { outcome, services, messages } = report
    const state = `${outcome}, cache is ${services.cache ?? 'missing'}, messages: ${messages.join(' | ')}`
    expect(state).toMatch(/cache is running/)
  },
)

caseTestFull('tiny-fixed-version', 'an application that reports its own version is deployed', async () => {
  const fixed = edited({ 'server.py': [['"paths": {}}', '"paths": {}, "version": "1.0.0"}']] })
  expectDeployed(await production(makeBookshop(join(folder, 'fixed-version'), fixed)))
})

caseTestFull('tiny-two-env', 'the rehearsal supports a second env file', async () => {
  const two = edited(
    { [COMPOSE]: [['env_file: .env.live', 'env_file: [.env.live, .envs/app.env]']] },
    { '.gitignore': '.env.live\n.envs/app.env\n', '.envs/app.env.example': 'GREETING=hello\n' },
  )
  expectDeployed(await production(makeBookshop(join(folder, 'two-env'), two)))
})

caseTestFull('tiny-secrets', 'the rehearsal supports a secret file', async () => {
  const secret = edited(
    {
      [COMPOSE]: [
        ['    env_file: .env.live\n', '    env_file: .env.live\n    secrets: [api_key]\n'],
        [
          'volumes:\n  store:\n',
          'volumes:\n  store:\nsecrets:\n  api_key: { file: ./secrets/api_key.txt }\n',
        ],
      ],
    },
    {
      '.gitignore': '.env.live\nsecrets/api_key.txt\n',
      'secrets/api_key.txt.example': 'k3y-of-a-test\n',
    },
  )
  expectDeployed(await production(makeBookshop(join(folder, 'secrets'), secret)))
})

caseTestFull('tiny-two-services', 'two services that switch together are deployed', async () => {
  const twoServices = (files: Files): Files => {
    const [, web = ''] = /( {2}web_left:\n(?: {4}.*\n)*)/.exec(files[COMPOSE] ?? '') ?? []
    const api = web.replace('web_left', 'api_left').replace('9101', '9103')
    const right = api
      .replace('api_left', 'api_right')
      .replace('9103', '9104')
      .replace('    healthcheck', '    profiles: [right]\n    healthcheck')
    const edits = {
      [COMPOSE]: [['volumes:\n  store:\n', `${api}${right}volumes:\n  store:\n`]],
      [SETTINGS]: [['service: web_{slot}', 'service: ["web_{slot}", "api_{slot}"]']],
    } as Record<string, [string, string][]>
    return edited(edits)(files)
  }
  expectDeployed(await production(makeBookshop(join(folder, 'two-services'), twoServices)))
})

caseTestFull('tiny-slotdir', 'the slot-directory of the settings is used on the server', async () => {
  const elsewhere = edited({
    [SETTINGS]: [['slots: [left, right]\n', 'slots: [left, right]\nslot-directory: /etc/nginx/slots/shop\n']],
  })
  expectDeployed(await production(makeBookshop(join(folder, 'slotdir'), elsewhere)))
})

const PRESTART = `  prestart:
    image: books/prestart:\${VERSION:-latest}
    build: .
    command: [python3, -c, "print('migrating')"]
`

caseTestFull(
  'tiny-prestart',
  'a service that runs once before the others is deployed, or refused',
  async () => {
    const prestart = edited({
      [COMPOSE]: [
        [
          '    restart: unless-stopped\n',
          '    restart: unless-stopped\n    depends_on: { prestart: { condition: service_completed_successfully } }\n',
        ],
        ['services:\n', `services:\n${PRESTART}`],
      ],
    })
    const report = await production(makeBookshop(join(folder, 'prestart'), prestart))
    if (report.outcome === 'deployed') return expectDeployed(report)
    expect(described(report)).toMatch(/failures: [^|]*"prestart"/)
    expectUntouched(report)
  },
)

caseTestFull('tiny-two-commits', 'the commit that adopts the actions can be rehearsed', async () => {
  const adopting = ['.env.live.example', CALLER, SETTINGS]
  const second = (files: Files): Files => ({
    ...Object.fromEntries(adopting.map(name => [name, files[name] ?? ''])),
    'server.py': `# Second edition\n${files['server.py']}`,
  })
  const directory = makeBookshop(join(folder, 'two-commits'), same, second, adopting)
  expectDeployed(await production(directory))
})

caseTest('tiny-uncommitted', 'an uncommitted change is reported before the rehearsal', async () => {
  process.env.TSH_BUNDLES = await treeInUse()
  const directory = makeBookshop(join(folder, 'dirty'), same)
  appendFileSync(join(directory, 'server.py'), '# not committed\n')
  const lines: string[] = []
  const log = (line: string): void => {
    lines.push(line)
    if (line.startsWith('Starting the sandbox')) throw new Error(`not reported before: ${lines.join(' | ')}`)
  }
  const watcher = { log, running: () => {}, event: () => {} }
  const output = await rehearse(readArguments(['production', '--repo', directory]), watcher).then(
    () => lines.join(' | '),
    (cause: Error) => [...lines, cause.message].join(' | '),
  )
  expect(output).toMatch(/uncommitted|not committed/)
})
