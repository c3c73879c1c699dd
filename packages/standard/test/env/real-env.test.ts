import { expect, test } from '@jest/globals'
import { evaluate } from '../../src/evaluate.ts'
import { repositoryFiles } from '../../src/model/files.ts'
import { withRealEnv } from '../../src/model/real-env.ts'
import { repositoryOf } from '../../src/model/repository.ts'
import { CLEAN, TODAY } from '../fixtures/repository.ts'

const REAL = (CLEAN.get('.env.production.example') ?? '').replace('<64-random-characters>', 'm2Kx9vQz7pLw')

const found = (text: string): string[] =>
  evaluate(withRealEnv(repositoryOf(repositoryFiles(CLEAN)), 'production', text), TODAY).findings.map(
    ({ id, file, line }) => `${id} ${file}:${line}`,
  )

test('a completed env file of the server has no finding', () => {
  expect(found(REAL)).toEqual([])
})

test.each<[string, string, string, string[]]>([
  ['a placeholder', 'm2Kx9vQz7pLw', 'changeme', ['ENV-4 .env.production:7']],
  ['a template placeholder in brackets', 'm2Kx9vQz7pLw', '<secret>', ['ENV-4 .env.production:7']],
  ['an ordinary word', 'm2Kx9vQz7pLw', 'postgres', []],
  ['a password that is not encoded', '%231@', '#1@', ['URL-1 .env.production:12']],
  ['a missing key', 'DEBUG=false\n', '', ['ENV-1 .env.production:1']],
  ['a dollar sign', 'm2Kx9vQz7pLw', 'm2$vQz', ['ENV-6 .env.production:7']],
])('%s', (_name, from, to, expected) => {
  expect(found(REAL.replace(from, () => to))).toEqual(expected)
})

test('findings contain no values of the file', () => {
  const { findings } = evaluate(
    withRealEnv(repositoryOf(repositoryFiles(CLEAN)), 'production', REAL.replace('%231@', '#1@')),
    TODAY,
  )
  expect(JSON.stringify(findings)).not.toMatch(/m2Kx|Pa@|Pa%40/)
})
