import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'

const root = resolve(import.meta.dirname, '../../../..')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

describe('the lockfile', () => {
  interface Package {
    resolution: Record<string, string>
  }
  const { packages, importers } = parse(read('pnpm-lock.yaml')) as {
    packages: Record<string, Package>
    importers: Record<string, Record<string, Record<string, { version: string }>>>
  }

  test('has the SHA-512 of every package, and none from git or an address', () => {
    expect(Object.keys(packages).length).toBeGreaterThan(400)
    const odd = Object.entries(packages).filter(
      ([, { resolution }]) =>
        Object.keys(resolution).join() !== 'integrity' ||
        !/^sha512-[A-Za-z0-9+/]{86}==$/.test(resolution.integrity ?? ''),
    )
    expect(odd).toEqual([])
  })

  test('all dependencies are from the registry or from this repository', () => {
    const versions = Object.values(importers)
      .flatMap(kinds => Object.values(kinds))
      .flatMap(dependencies => Object.values(dependencies))
      .map(({ version }) => version)
    expect(versions.filter(version => !/^(\d+\.\d+\.\d+|link:\.\.?\/)/.test(version))).toEqual([])
    for (const link of versions.filter(version => version.startsWith('link:')))
      expect(link).toMatch(/^link:(\.\.\/)*(\.\.|packages|actions)(\/[a-z-]+)*$/)
  })

  test('runs no install script', () => {
    const { allowBuilds } = parse(read('pnpm-workspace.yaml')) as { allowBuilds: Record<string, boolean> }
    expect(Object.values(allowBuilds)).not.toContain(true)
  })
})

/** The lines that a patch may add: metadata for the bundler, lazy loading, and how Node loads JSON. */
const ADDED = [
  /^ {2}"sideEffects": false,$/,
  /^ {2}get (HTTPAgent|HTTPSAgent)\(\) \{ return require\('\.\/http-agents\.js'\)\.SSHTTPS?Agent; \},$/,
  /^ {2}get Server\(\) \{ return require\('\.\/server\.js'\); \},$/,
  /^ {4}const delimiter = `ghadelimiter_\$\{globalThis\.crypto\.randomUUID\(\)\}`;$/,
  /^import \w+ from "\.[\w./-]+\.min\.json" with \{ type: "json" \};$/,
]

test.each(readdirSync(join(root, 'patches')).filter(name => name.endsWith('.patch')))(
  '%s adds only lazy loading, sideEffects and types of imports',
  file => {
    const added = read(join('patches', file)).match(/^\+(?!\+\+ ).*$/gm) ?? []
    expect(added).not.toEqual([])
    expect(added.filter(line => !ADDED.some(form => form.test(line.slice(1))))).toEqual([])
  },
)

describe('dist', () => {
  const entries = readdirSync(join(root, 'dist'), { recursive: true, withFileTypes: true })
  const files = entries
    .filter(entry => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name))

  test('has only bundles, metadata, documentation and licenses, and no links', () => {
    expect(entries.filter(entry => !entry.isFile() && !entry.isDirectory())).toEqual([])
    const names = files.map(file => file.slice(join(root, 'dist/').length))
    const known =
      /^(\.inputs\.json|LICENSE|deploy\.schema\.json|\.github\/workflows\/[a-z-]+\.yml|[a-z-]+\/((\d+\.)?index\.js|action\.yml|README\.md|LICENSES\.txt))$/
    expect(names.filter(name => !known.test(name))).toEqual([])
    expect(names).toContain('ssh-deploy/index.js')
  })

  test('has no path of the machine that built it', () => {
    const path =
      /(?<![\w.])\/(?:home(?!\/postgres\/)|root|Users|work|workspace|builds|private|mnt)\/[\w.-]+\/|[A-Z]:\\\\Users/
    const found = files
      .filter(file => file.endsWith('.js'))
      .flatMap(file => {
        const [match] = path.exec(readFileSync(file, 'utf8')) ?? []
        return match === undefined ? [] : [`${file}: ${match}`]
      })
    expect(found).toEqual([])
    for (const file of files) expect(readFileSync(file, 'utf8')).not.toContain(`${root}/`)
  })

  test('has no code under the GPL or another copyleft license', () => {
    const permissive = ['MIT', 'ISC', 'Apache-2.0', 'BSD-3-Clause', 'Unlicense']
    for (const file of files.filter(name => name.endsWith('LICENSES.txt'))) {
      const text = readFileSync(file, 'utf8')
      expect(text).not.toMatch(/GNU (LESSER |AFFERO )?GENERAL PUBLIC|\b[AL]?GPL-/i)
      // Each package has its name, its license and the license text; our packages have no license.
      const licenses = [...text.matchAll(/(?:^|\n\n)((?:@[\w-]+\/)?[\w.-]+)\n([^\n]+)\n/g)].map(
        ([, , name = '']) => name,
      )
      expect(licenses.length).toBeGreaterThan(0)
      expect(licenses.filter(license => !permissive.includes(license))).toEqual([])
    }
  })
})
