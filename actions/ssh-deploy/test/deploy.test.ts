import { PassThrough, Readable } from 'node:stream'
import { describe, expect, jest, test } from '@jest/globals'
import { declaredOutputs, inPlaceApplication, recordingRemote } from '@tsh/testing'
import { skipped } from '../src/checks/check.ts'
import { deploy } from '../src/deploy.ts'
import { planRelease } from '../src/release-plan.ts'
import { planned } from '../src/reports/planned.ts'
import { DIGEST, deployInputs, NOTHING_BUILT } from './deploy-inputs.ts'
import { queryOutput } from './query-output.ts'

/** Never aborted. */
const never = new AbortController().signal
const NO_BUCKET = Promise.resolve(skipped('Bucket', 'no backup is made'))
const oldSha = '0'.repeat(40)
const inputs = deployInputs()
const model = {
  name: 'erp',
  services: {
    db: { image: 'postgres:15' },
    app_blue: { image: `erp:${inputs.version}`, build: {}, ports: [{ published: '8001', target: 8000 }] },
    app_green: {
      image: `erp:${inputs.version}`,
      build: {},
      profiles: ['green'],
      ports: [{ published: '8011', target: 8000 }],
    },
    mail: { image: `mail:${inputs.version}`, build: {} },
  },
}

/**
 * A server on which blue is live. `broken` is part of a command that fails there; `older` makes the commit older than
 * the live one.
 */
function server(broken = 'nothing', older = false, stderr = 'rehearsed') {
  return recordingRemote(line => {
    if (line.includes('query the server'))
      return { stdout: queryOutput({ model: JSON.stringify(model, null, 2) }) }
    if (line.includes(broken)) return { code: 1, stderr }
    if (line.startsWith('ls -1')) return { stdout: 'blue\n' }
    if (line.includes('read /opt/erp/.env')) return { stdout: 'VERSION=old\nACTIVE_DEPLOYMENT_SLOT=blue\n' }
    if (line.includes('read /opt/erp/.deploy')) return { code: 3 }
    if (line.includes('merge-base')) return { code: older ? 0 : 1 }
    if (line.includes('--is-shallow-repository')) return { stdout: 'false\n' }
    if (line.endsWith('rev-parse HEAD')) return { stdout: `${oldSha}\n` }
    if (line.includes('config --format json')) return { stdout: JSON.stringify(model) }
    return undefined
  })
}

/** The commands that change something, abbreviated. */
function steps(commands: readonly string[]): string[] {
  const patterns: [RegExp, string][] = [
    [/revert the checkout \S+ (\w)/, 'checkout $1'],
    [/check out the commit \S+ (\w)/, 'checkout $1'],
    [/docker pull/, 'pull'],
    [/ run --rm .*(alembic upgrade)/s, 'migrate'],
    [/ up -d --no-build --no-deps .* (\S+)$/, 'up $1'],
    [/remove containers .* (\S+)$/, 'rm $1'],
    [/^mv/, 'mv'],
  ]
  return commands.flatMap(line => {
    const found = patterns.find(([pattern]) => pattern.test(line))
    return found ? [line.replace(new RegExp(`^.*?${found[0].source}.*$`, 's'), found[1])] : []
  })
}

const states = (sent: readonly string[]): string[] =>
  sent.flatMap(text => (text.trim().startsWith('{"at"') ? [JSON.parse(text).state as string] : []))

test('prepares the idle slot in order, without moving traffic', async () => {
  const remote = server()
  const result = await deploy(inputs, { server: remote }, never)
  expect(Object.keys(result).sort()).toEqual(declaredOutputs('ssh-deploy'))
  expect(result).toMatchObject({
    slot: 'green',
    'slot-url': 'http://127.0.0.1:8011',
    'previous-version': 'old',
    url: 'https://erp.example',
  })
  expect(steps(remote.commands)).toEqual(['checkout b', 'pull', 'migrate', 'up app_green'])
  expect(states(remote.inputs)).toEqual(['started', 'prepared'])
})

test('records evidence for the checklist: what it was reached by, the env file, and whether it can be rolled back', async () => {
  const remote = server()
  await deploy({ ...inputs, skipTestsReason: 'outage' }, { server: remote }, never)
  expect(lineOf(remote.inputs, 'started').facts).toMatchObject({
    ...{ hostKey: remote.hostKey, withoutTests: 'outage' },
    env: { file: '.env', mode: '600', keys: 3, missing: [] },
  })
  expect(lineOf(remote.inputs, 'prepared').facts).toHaveProperty('rollback')
})

test('pulls by digest from the registry, and tags the images as in the compose file', async () => {
  const remote = server()
  await deploy(inputs, { server: remote }, never)
  const pull = remote.commands.find(line => line.includes('docker pull')) ?? ''
  const pairs = ['erp', 'mail'].flatMap(name => [
    `ghcr.io/tsh/${name}@${DIGEST}`,
    `${name}:${inputs.version}`,
  ])
  expect(pull).toMatch(new RegExp(` ${pairs.join(' ')}$`))
  const images = ['erp', 'mail'].map(name => ({
    ...{ image: `${name}:${inputs.version}`, reference: `ghcr.io/tsh/${name}@${DIGEST}` },
  }))
  expect(lineOf(remote.inputs, 'started').facts.images).toEqual(images)
})

test.each<[string, string[], string]>([
  [
    'lacks a service',
    ['app_blue', 'app_green'],
    'input "images" does not contain service "mail", which c.yml',
  ],
  [
    'has a service that is not built',
    ['app_blue', 'app_green', 'mail', 'db', '__proto__'],
    'input "images" contains services "db", "__proto__", which c.yml of the commit does not build',
  ],
])('a build that %s is refused before anything is changed', async (_name, services, message) => {
  const remote = server()
  const built = new Map(services.map(service => [service, { digest: DIGEST }]))
  await expect(deploy({ ...inputs, built }, { server: remote }, never)).rejects.toThrow(message)
  await expect(planned({ ...inputs, built, dryRun: true }, { server: remote }, NO_BUCKET)).rejects.toThrow(
    message,
  )
  expect(steps(remote.commands)).toEqual([])
  expect(remote.inputs.filter(text => text !== '')).toEqual([])
})

describe('reverts what it did when', () => {
  const cases: [string, string, string[], RegExp][] = [
    [
      'the image cannot be pulled',
      'pull images',
      ['checkout b', 'pull'],
      /in step "upload": .*exit code 1: rehearsed/,
    ],
    [
      'the migration fails',
      'alembic upgrade',
      ['checkout b', 'pull', 'migrate'],
      /^migrations failed .*rehearsed/,
    ],
    [
      'the slot does not become healthy',
      'up -d',
      ['checkout b', 'pull', 'migrate', 'up app_green'],
      /in step "start": .*rehearsed/,
    ],
  ]
  test.each(cases)('%s', async (_name, broken, done, error) => {
    const remote = server(broken)
    await expect(deploy(inputs, { server: remote }, never)).rejects.toThrow(error)
    expect(steps(remote.commands)).toEqual([
      ...done,
      ...(broken === 'up -d' ? ['rm app_green'] : []),
      'checkout 0',
    ])
    expect(states(remote.inputs)).toEqual(['started', 'failed'])
  })
})

test('a service that ran to completion gets advice', async () => {
  const remote = server('up -d', false, ' Container erp-app-1  Healthy\ncontainer erp-copy-1 exited (0)')
  await expect(deploy(inputs, { server: remote }, never)).rejects.toThrow(
    /exited \(0\)\. If erp-copy-1 runs to completion, write restart: "no" for its service in the compose file$/,
  )
})

test('replaces services in place without slots, and records that before it begins', async () => {
  const remote = server()
  await deploy(
    { ...inputs, application: inPlaceApplication({ service: 'app_blue', slotDirectory: undefined }) },
    { server: remote },
    never,
  )
  expect(states(remote.inputs)).toEqual(['started', 'switching', 'switched'])
  expect(remote.inputs.some(text => text.startsWith(`VERSION=${inputs.version}\n`))).toBe(true)
})

test('refuses to overwrite local changes', async () => {
  const remote = server()
  const run = remote.run.bind(remote)
  remote.run = async (command, options) =>
    command.includes('list changed files')
      ? { code: 0, stdout: 'c.yml\n', stderr: '' }
      : run(command, options)
  await expect(deploy(inputs, { server: remote }, never)).rejects.toThrow('has local changes (c.yml)')
})

test('does not let an older commit replace a newer one without "allow-downgrade"', async () => {
  const remote = server('nothing', true)
  await expect(deploy(inputs, { server: remote }, never)).rejects.toThrow(
    `${inputs.version} (commit bbbbbbbbbbbb) is older than old, which is live (commit 000000000000)`,
  )
  expect(steps(remote.commands)).toEqual([])
  expect(remote.inputs.filter(text => text !== '')).toEqual([])
  await deploy({ ...inputs, allowDowngrade: true }, { server: remote }, never)
  expect(states(remote.inputs)).toEqual(['started', 'prepared'])
})

test('a dry run only reads', async () => {
  const remote = server()
  await planned({ ...inputs, dryRun: true }, { server: remote }, NO_BUCKET)
  expect(steps(remote.commands)).toEqual([])
  expect(remote.inputs.filter(text => text !== '')).toEqual([])
})

test('a dry run before the build lists the images that it will need', async () => {
  const remote = server()
  const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true)
  try {
    const result = await planned(
      { ...inputs, built: NOTHING_BUILT, dryRun: true },
      { server: remote },
      NO_BUCKET,
    )
    expect(result).toMatchObject({ state: 'planned', url: 'https://erp.example' })
    const printed = write.mock.calls.map(([text]) => String(text)).join('')
    for (const name of ['erp', 'mail'])
      expect(printed).toContain(`would transfer image ${name}:${inputs.version}, once it is built`)
  } finally {
    write.mockRestore()
  }
})

describe('with "force-recreate"', () => {
  const recreating = { ...inputs, forceRecreate: true }
  const inPlace = inPlaceApplication({ service: 'app_blue', slotDirectory: undefined })

  test('the services of the idle slot get new containers, and no others', async () => {
    const remote = server()
    await deploy(recreating, { server: remote }, never)
    const ups = remote.commands.filter(line => line.includes('--force-recreate'))
    expect(ups).toEqual([expect.stringMatching(/ --no-deps .*--wait-timeout 5 app_green\b/)])
  })

  test.each([
    ['slots', inputs.application, /would start app_green in the idle slot, with a new container even if/],
    ['a service in place', inPlace, /would replace app_blue in place, with a new container even if/],
  ])('the plan names it for %s', async (_name, application, expected) => {
    const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true)
    try {
      await planned({ ...recreating, application, dryRun: true }, { server: server() }, NO_BUCKET)
      const printed = write.mock.calls.map(([text]) => String(text)).join('')
      expect(printed).toMatch(expected)
    } finally {
      write.mockRestore()
    }
  })
})

test('deploys into the slot without traffic, never into the live one', () => {
  const state = { env: '', active: 'green' as const, version: 'old', sha: oldSha, releases: [] }
  const run = { server: '', repository: '', url: 'u', id: '7', attempt: '2', actor: 'a', sha: '', branch: '' }
  const plan = planRelease({ ...inputs, images: [] }, state, { run, existing: ['app_green'] })
  expect([plan.slot, plan.id]).toEqual(['blue', `${inputs.version}.7.2`])
  expect(plan.facts.previous).toEqual({ version: 'old', sha: oldSha, slot: 'green' })
  expect(() =>
    planRelease({ ...inputs, images: [], forceSlot: 'green' }, state, { run, existing: [] }),
  ).toThrow('green is live')
})

/** The line of the journal that has a state. */
const lineOf = (sent: readonly string[], state: string) =>
  sent.filter(text => text.includes(`"state":"${state}"`)).map(text => JSON.parse(text))[0]

describe('the schema is', () => {
  const psql = 'docker exec -i -- erp-db-1'

  /** A server whose database has these Alembic heads, one set per query. */
  function migrated(...heads: string[][]) {
    const remote = server()
    const run = remote.run.bind(remote)
    remote.run = async (command, options) => {
      const line = command.join(' ')
      if (line.startsWith('docker ps --format {{.Names}}') && line.includes('service=db'))
        return { code: 0, stdout: 'erp-db-1\n', stderr: '' }
      if (!line.includes(psql)) return run(command, options)
      remote.commands.push(line)
      const rows = (heads.shift() ?? []).map(head => ['Alembic', head, 0])
      return {
        code: 0,
        stdout: [['Alembic'], ...rows].map(row => JSON.stringify(row)).join('\n'),
        stderr: '',
      }
    }
    return remote
  }

  test('read before the migrations and after them, and reported before the switch', async () => {
    const remote = migrated(['0001'], ['0002', '0003'])
    const result = await deploy(inputs, { server: remote }, never)
    expect(lineOf(remote.inputs, 'started').facts).toMatchObject({ migrates: true })
    expect(lineOf(remote.inputs, 'prepared').facts).toMatchObject({
      ...{ revisionBefore: '0001', revisionAfter: '0002,0003' },
      schemaDatabases: [{ container: 'erp-db-1', database: '' }],
    })
    expect(result.rollback).toBe('refused automatically, the schema changed from 0001 to 0002,0003 since old')
    const order = remote.commands.filter(line => line.includes(psql) || / run --rm /.test(line))
    expect(order.map(line => (line.includes(psql) ? 'read' : 'migrate'))).toEqual(['read', 'migrate', 'read'])
  })

  test('unchanged: a rollback is possible', async () => {
    expect((await deploy(inputs, { server: migrated(['0001'], ['0001']) }, never)).rollback).toBe('possible')
    expect((await deploy({ ...inputs, migrateCommand: '' }, { server: server() }, never)).rollback).toBe(
      'possible',
    )
  })

  test('unknown without a known migration tool', async () => {
    const remote = server()
    const result = await deploy({ ...inputs, migrateCommand: 'sh /migrate.sh' }, { server: remote }, never)
    expect(result.rollback).toMatch(/^refused automatically, .* ran migrations.*alembic_version/)
    expect(lineOf(remote.inputs, 'prepared').facts).toMatchObject({
      revisionProblem: 'no container of service "db" is running',
    })
  })

  test('recorded for a release that fails after its migrations', async () => {
    const remote = migrated(['0001'], ['0002'])
    const { stream } = remote
    remote.stream = command =>
      command.includes('up')
        ? Promise.resolve({
            ...{ input: new PassThrough(), output: Readable.from([]), end() {}, abort() {} },
            finished: Promise.resolve({ code: 1, signal: undefined, stderr: 'rehearsed' }),
          })
        : stream(command)
    await expect(deploy(inputs, { server: remote }, never)).rejects.toThrow('rehearsed')
    expect(lineOf(remote.inputs, 'failed').facts).toMatchObject({
      ...{ revisionBefore: '0001', revisionAfter: '0002' },
    })
  })

  test('not recorded for a release that fails before its migrations, which has changed nothing', async () => {
    const remote = server('pull images')
    await expect(deploy(inputs, { server: remote }, never)).rejects.toThrow('rehearsed')
    expect(lineOf(remote.inputs, 'started').facts).toMatchObject({ migrates: true })
    expect(lineOf(remote.inputs, 'failed').facts).toEqual({ migrates: false })
  })

  test('required to be reversible: refused after the migrations and before the start', async () => {
    const remote = migrated(['0001'], ['0002'])
    await expect(deploy({ ...inputs, requireReversible: true }, { server: remote }, never)).rejects.toThrow(
      'could not be rolled back automatically: the schema changed from 0001 to 0002 since old, and "require-reversible" is set. old stays live',
    )
    expect(steps(remote.commands)).toEqual(['checkout b', 'pull', 'migrate', 'checkout 0'])
  })

  test('required to be known: refused before the migrations', async () => {
    const remote = server()
    const required = { ...inputs, migrateCommand: 'sh /migrate.sh', requireReversible: true }
    await expect(deploy(required, { server: remote }, never)).rejects.toThrow(
      /revision is unknown .* Nothing was migrated/,
    )
    expect(remote.commands.filter(line => line.includes('migrate.sh'))).toEqual([])
  })
})
