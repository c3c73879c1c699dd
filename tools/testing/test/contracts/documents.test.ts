import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, test } from '@jest/globals'

// Paths in the documents for contributors must exist.

const root = resolve(import.meta.dirname, '../../../..')
const packages = ['packages', 'tools'].flatMap(group =>
  readdirSync(join(root, group))
    .map(name => `${group}/${name}`)
    .filter(folder => existsSync(join(root, folder, 'package.json'))),
)
const documents = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'patches/README.md'],
  ...['.github/pull_request_template.md', ...packages.map(folder => `${folder}/README.md`)],
  ...globSync('{docs,actions/*}/*.md', { cwd: root }),
]

/** A path of this repository in a code span, without placeholders and examples. */
const CODE = /`((?:\.github|actions|dist|docs|examples|packages|patches|scripts|tools)\/[\w@./*-]+)`/g
/** Files of a user's repository, actions of GitHub, and the example of CONTRIBUTING. */
const ELSEWHERE =
  /^(\.github\/(deploy[\w.-]*\.ya?ml$|workflows\/)|actions\/(wait-for\/|(checkout|setup-\w+|(up|down)load-artifact|cache)$))/
const LINK = /\]\((?!https?:|#)([^)\s#]+)(?:#[^)\s]*)?(?: "[^)]*")?\)/g

/** The paths that a document names, relative to the root. */
function namedPaths(document: string): string[] {
  const text = readFileSync(join(root, document), 'utf8').replace(/^```[\s\S]*?^```/gm, '')
  const links = [...text.matchAll(LINK)].map(([, path = '']) => join(dirname(document), path))
  const spans = [...text.matchAll(CODE)].map(([, path = '']) => path)
  return [...links, ...spans.filter(path => !ELSEWHERE.test(path))]
}

test.each(documents)('%s only names existing paths', document => {
  const missing = namedPaths(document).filter(path =>
    path.includes('*') ? globSync(path, { cwd: root }).length === 0 : !existsSync(join(root, path)),
  )
  expect(missing).toEqual([])
})

test('paths are found in links and in code', () => {
  expect(namedPaths('CONTRIBUTING.md')).toEqual(
    expect.arrayContaining(['SECURITY.md', 'packages/deployment/src/lock/', 'actions/*/src/definition.ts']),
  )
})

test.each(packages)('%s has a README of a few lines', folder => {
  const text = readFileSync(join(root, folder, 'README.md'), 'utf8')
  expect(text).toMatch(new RegExp(`^# @tsh/${folder.replace(/.*\//, '')}\\n\\n\\S`))
})
