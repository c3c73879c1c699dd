import { expect, test } from '@jest/globals'
import { parseQueryResults } from '@tsh/server-query'
import { envFacts } from '../../../src/preflight/env/env-facts.ts'
import { queryOutput } from '../../query-output.ts'

const facts = (results: Record<string, string>) =>
  envFacts(parseQueryResults(queryOutput(results)), '.env.production')

const ENV = "ENVIRONMENT=production\nSECRET_KEY='correct-horse'\nSECRET_KEY='twice'\n"

test('has keys and the environment, and no other value', () => {
  const found = facts({ env: ENV, mode: '640', example: 'ENVIRONMENT=\nSECRET_KEY=\nSMTP_HOST=localhost\n' })
  expect(found).toEqual({
    ...{ file: '.env.production', mode: '640', keys: 2, missing: ['SMTP_HOST'] },
    environment: 'production',
  })
  expect(JSON.stringify(found)).not.toMatch(/correct|twice|localhost/)
})

test('a file without ENVIRONMENT and a repository without an example', () => {
  expect(facts({ env: 'A=1\n', example: 'exit 1: ' })).toEqual({
    ...{ file: '.env.production', mode: '600', keys: 1, missing: [] },
  })
})

test('a file that cannot be read has no facts', () => {
  expect(facts({ env: 'exit 1: cat: No such file' })).toBeUndefined()
})
