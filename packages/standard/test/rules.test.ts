import { describe, expect, test } from '@jest/globals'
import { RULES } from '../src/rules/index.ts'
import { CODE_CASES } from './fixtures/cases-code.ts'
import { COMPOSE_CASES } from './fixtures/cases-compose.ts'
import { DATA_CASES } from './fixtures/cases-data.ts'
import { add, all, CLEAN, findings, remove } from './fixtures/repository.ts'

const CASES = [...COMPOSE_CASES, ...DATA_CASES, ...CODE_CASES]
/** Checked on the server, not in the repository: see real-env.test.ts. */
const ON_SERVER = ['ENV-4']

test('a clean repository has no finding', () => {
  expect(findings(CLEAN)).toEqual([])
})

test('without a settings file the default compose file is checked', () => {
  const development = add('docker-compose.yml', 'services:\n  db: { image: "postgres:15@sha256:a" }\n')
  const texts = all(remove('.github/deploy.yml'), development)(CLEAN)
  expect(findings(texts)).toContain('HC-1 docker-compose.yml:2')
})

describe.each(CASES.map(one => [one.id, one.name, one] as const))(
  '%s: %s',
  (_id, _name, { broken, expected, near }) => {
    test('is found, and nothing else', () => {
      const texts = broken(CLEAN)
      expect(findings(texts)).toEqual(expected.map(one => one(texts)).sort())
    })

    test('is not reported for a similar but valid case', () => {
      expect(findings(near(CLEAN))).toEqual([])
    })
  },
)

test('every rule that can fail a run has a case', () => {
  const rules = RULES.filter(({ severity }) => severity === 'E').map(({ id }) => id)
  const covered = [...CASES.map(({ id }) => id), ...ON_SERVER]
  expect(rules.filter(id => !covered.includes(id))).toEqual([])
})
