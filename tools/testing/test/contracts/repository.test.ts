import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'

// The files around the code are consistent.

const root = resolve(import.meta.dirname, '../../../..')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')
const json = (file: string) => JSON.parse(read(file))
const patches = readdirSync(join(root, 'patches')).filter(name => name.endsWith('.patch'))
/** `@actions__core@3.0.1.patch` is of `@actions/core`. */
const patched = patches.map(name => name.replace(/@[^@]*$/, '').replace('__', '/'))

test('every package is under the license of the repository', () => {
  const manifests = ['package.json', ...globSync('{actions,packages,tools}/*/package.json', { cwd: root })]
  expect(manifests.length).toBeGreaterThan(20)
  expect(manifests.filter(file => json(file).license !== 'MIT')).toEqual([])
  expect(read('LICENSE')).toMatch(/^MIT License\n\nCopyright \(c\) \d{4} TSH\n/)
})

test('.node-version is the Node that everything runs on', () => {
  const { optionalDependencies } = json('package.json')
  expect(Object.values(optionalDependencies)).toEqual([
    read('.node-version').trim(),
    read('.node-version').trim(),
  ])
})

test('editors format as biome does', () => {
  const { formatter } = json('biome.json')
  expect(formatter.indentStyle).toBe('space')
  expect(read('.editorconfig')).toMatch(/^indent_style = space\nindent_size = 2$/m)
  expect(read('.editorconfig')).toContain(`max_line_length = ${formatter.lineWidth}\n`)
})

test('git converts nothing in dist', () => {
  const lines = read('.gitattributes').split('\n')
  expect(lines).toEqual(expect.arrayContaining(['dist/** -diff linguist-generated=true', 'dist/** -text']))
})

test('every patch is explained', () => {
  expect(patches).not.toEqual([])
  for (const name of patches) expect(read('patches/README.md')).toContain(`\`${name}\``)
})

describe('Dependabot', () => {
  interface Update {
    'package-ecosystem': string
    schedule: { interval: string }
    cooldown: { 'default-days': number }
    groups: object
    ignore?: { 'dependency-name': string }[]
  }
  const { updates } = parse(read('.github/dependabot.yml')) as { updates: Update[] }

  test('proposes releases that are a week old, weekly and in groups', () => {
    expect(updates.map(update => update['package-ecosystem'])).toEqual(['npm', 'github-actions'])
    for (const { schedule, cooldown, groups } of updates) {
      expect(schedule.interval).toBe('weekly')
      expect(cooldown['default-days']).toBeGreaterThanOrEqual(7)
      expect(Object.keys(groups)).not.toEqual([])
    }
  })

  test('ignores patched packages, which have one version', () => {
    const ignored = updates.flatMap(({ ignore = [] }) => ignore.map(rule => rule['dependency-name']))
    expect(ignored).toEqual(expect.arrayContaining(patched))
  })
})

test('CI runs each layer as a job', () => {
  const { jobs } = parse(read('.github/workflows/.ci.yml')) as { jobs: object }
  expect(Object.keys(jobs)).toEqual(['check', 'unit', 'integration', 'dist-is-current'])
})

test.each(readdirSync(join(root, '.github/ISSUE_TEMPLATE')).filter(name => name !== 'config.yml'))(
  'the form %s can be filled in',
  name => {
    const form = parse(read(`.github/ISSUE_TEMPLATE/${name}`))
    const fields: { type: string; id?: string }[] = form.body.filter(
      ({ type }: { type: string }) => type !== 'markdown',
    )
    expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) })
    expect(new Set(fields.map(({ id }) => id)).size).toBe(fields.length)
    for (const { type } of fields) expect(['input', 'textarea', 'dropdown', 'checkboxes']).toContain(type)
  },
)
