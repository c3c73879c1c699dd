import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parseSettings, resolveValues, type SettingsFile } from '@tsh/settings/file'
import { shell } from '@tsh/shell'
import { adopt } from '../src/adopt.ts'
import { readRepository } from '../src/read-repository.ts'
import { copyOf } from './git-copy.ts'

// The samples without their settings: what is derived equals what they have, except for the listed settings.

const root = resolve(import.meta.dirname, '../../..')

interface Sample {
  folder: string
  file?: string
  /** Settings with other values than in the sample, with the derived value. */
  differences?: Record<string, unknown>
}

/** Only the owner of a repository knows these, or chooses them. */
const CHOSEN = new Set([
  'server',
  'host-key',
  'path',
  'commits',
  'watch-seconds',
  'handover-port',
  'env.secrets',
])
/** Their tests compile the sources; the repositories have none. */
const WITHOUT_TESTS = ['test.commands']
const isIgnored = (path: string): boolean =>
  CHOSEN.has(path) || path.startsWith('standard') || path.startsWith('backup')

const SAMPLES: Record<string, Sample> = {
  'tsh-erp': {
    folder: 'examples/tsh-erp',
    differences: {
      // No file names a version of Python or Node, a registry or the login.
      'test.python-version': undefined,
      'test.node-version': undefined,
      'test.commands': {
        unit: 'python3 -m unittest discover -s tests',
        'tds_admin_dashboard-unit': { run: 'npm test', 'working-directory': 'apps/tds_admin_dashboard' },
      },
      'smoke.login-path': undefined,
      'smoke.checks': undefined,
      registry: undefined,
    },
  },
  bookshop: { folder: 'tools/rehearsal/repositories/bookshop', differences: { migrate: '' } },
  django: {
    folder: 'tools/rehearsal/repositories/django',
    differences: { 'smoke.checks': undefined },
  },
  'external-database': {
    folder: 'tools/rehearsal/repositories/external-database',
    // A PostgreSQL outside of the compose file is listed, because its place is not in the repository.
    differences: {
      'database.source': 'compose',
      'database.container': undefined,
      'database.name': undefined,
    },
  },
  fastapi: {
    folder: 'tools/rehearsal/repositories/fastapi',
    differences: { 'build-args': undefined, 'smoke.checks': undefined },
  },
  includes: { folder: 'tools/rehearsal/repositories/includes' },
  leaflet: { folder: 'tools/rehearsal/repositories/leaflet' },
  node: {
    folder: 'tools/rehearsal/repositories/node',
    differences: {
      'build-args': undefined,
      'smoke.checks': undefined,
      'test.node-version': undefined,
      'test.install': 'npm install',
      'test.commands': { unit: 'npm test' },
    },
  },
  'one-shot': { folder: 'tools/rehearsal/repositories/one-shot' },
  backoffice: { folder: 'tools/rehearsal/repositories/two-applications', file: 'deploy.backoffice.yml' },
  storefront: { folder: 'tools/rehearsal/repositories/two-applications', file: 'deploy.storefront.yml' },
  'two-services': { folder: 'tools/rehearsal/repositories/two-services' },
}

describe.each(Object.entries(SAMPLES))('%s', (name, { folder, file = 'deploy.yml', differences = {} }) => {
  const sample = readFileSync(join(root, folder, '.github', file), 'utf8')
  const expected = settingsIn(sample)

  test('has the settings of the sample', async () => {
    const text = await adopted(join(root, folder), `.github/${file}`)
    const derived = settingsIn(filled(text, expected))
    expect(Object.keys(derived.environments)).toEqual(Object.keys(expected.environments))
    for (const environment of Object.keys(expected.environments))
      expect(changedValues(derived, expected, { environment, application: name })).toEqual(
        differencesOf(name, expected, environment, differences),
      )
  })

  test('only lacks what is commented', async () => {
    const text = await adopted(join(root, folder), `.github/${file}`)
    const parsed = parseSettings(text)
    const problems = 'problems' in parsed ? parsed.problems : []
    expect(problems.map(({ message }) => message)).toEqual(
      problems.map(() => expect.stringMatching(/^is missing\./)),
    )
    const commented = [...text.matchAll(/^ {4}# ([\w-]+): /gm)].map(([, key]) => key)
    expect(problems.map(({ path }) => path.split('.').at(-1)).sort()).toEqual(commented.sort())
    expect(commented).toEqual(expect.arrayContaining(['server', 'host-key', 'path']))
  })
})

async function adopted(folder: string, path: string): Promise<string> {
  const copy = copyOf(folder)
  try {
    copy.git('branch', 'develop')
    const { files } = adopt(await readRepository(shell, copy.folder))
    return files.find(file => file.path === path)?.text ?? ''
  } finally {
    copy.remove()
  }
}

function settingsIn(text: string): SettingsFile {
  const parsed = parseSettings(text)
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems))
  return parsed.settings
}

/** The commented lines with the values of the sample. */
function filled(text: string, settings: SettingsFile): string {
  let environment = ''
  return text
    .split('\n')
    .map(line => {
      environment = /^ {2}(\w+):$/.exec(line)?.[1] ?? environment
      const [, key] = /^ {4}# (server|host-key|path|url): /.exec(line) ?? []
      if (key === undefined) return line
      const own: Record<string, unknown> = { ...settings, ...settings.environments[environment] }
      return `    ${key}: ${JSON.stringify(own[key])}`
    })
    .join('\n')
}

function changedValues(
  derived: SettingsFile,
  expected: SettingsFile,
  names: { environment: string; application: string },
): object {
  const values = (file: SettingsFile) =>
    new Map(resolveValues(file, names).map(({ path, value }) => [String(path), value]))
  const [one, other] = [values(derived), values(expected)]
  const paths = [...new Set([...one.keys(), ...other.keys()])].filter(path => !isIgnored(path))
  const changed = paths.filter(path => JSON.stringify(one.get(path)) !== JSON.stringify(other.get(path)))
  return Object.fromEntries(changed.map(path => [path, one.get(path)]))
}

/** Samples without `branches` allow any, and those without tests are listed once. */
function differencesOf(
  name: string,
  { environments, branches }: SettingsFile,
  environment: string,
  differences: Record<string, unknown>,
): object {
  const own = environments[environment]
  const isStaging = environment === 'staging'
  const listed = Object.entries(differences).filter(
    ([path]) => !(name === 'tsh-erp' && isStaging && path === 'registry'),
  )
  return {
    ...(own?.branches || branches ? {} : { branches: [isStaging ? 'develop' : 'main'] }),
    ...(WITHOUT_TESTS.some(path => path in differences) ? {} : { 'test.commands': undefined }),
    ...Object.fromEntries(listed),
  }
}

test('the callers of the sample are derived, but for its registry', async () => {
  const copy = copyOf(join(root, 'examples/tsh-erp'))
  copy.git('branch', 'develop')
  const { files } = adopt(await readRepository(shell, copy.folder))
  copy.remove()
  const read = (name: string): string =>
    readFileSync(join(root, 'examples/tsh-erp/.github/workflows', name), 'utf8')
  const text = (name: string) => files.find(({ path }) => path === `.github/workflows/${name}`)?.text
  expect(text('production.yml')).toBe(read('production.yml').replace(/^ +DOCKER_.*\n/gm, ''))
  expect(text('staging.yml')).toBe(read('staging.yml'))
  expect(text('setup.yml')).toBe(read('setup.yml'))
  expect(text('check.yml')).toBe(read('check.yml'))
})
