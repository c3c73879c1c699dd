import { expect, test } from '@jest/globals'
import { evaluate } from '../src/evaluate.ts'
import { repositoryFiles } from '../src/model/files.ts'
import { repositoryOf } from '../src/model/repository.ts'
import { type Change, CLEAN, change, TODAY } from './fixtures/repository.ts'

const P = 'docker-compose.production.yml'
const CHECK = '.github/workflows/check.yml'

/** Rules with several requirements, or about several keys: the fix is that of the finding. */
test.each<[string, Change]>([
  [
    'Require the variable: `${POSTGRES_PASSWORD:?}`.',
    change(P, '${POSTGRES_PASSWORD:?}', '${POSTGRES_PASSWORD:-changeme}'),
  ],
  [
    'Pin the actions of the workflow to the SHA of a commit.',
    change(CHECK, '@3d3c42e5aac5ba805825da76410c181273ba90b1', '@v7'),
  ],
  ['Poll with a timeout.', change(CHECK, '          pytest\n', '          sleep 30\n          pytest\n')],
])('%s', (fix, broken) => {
  const { findings } = evaluate(repositoryOf(repositoryFiles(broken(CLEAN))), TODAY)
  expect(findings.map(finding => finding.fix)).toEqual([fix])
})
