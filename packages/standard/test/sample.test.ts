import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from '@jest/globals'
import { shell } from '@tsh/shell'
import { checkRepository } from '../src/check-repository.ts'
import { TODAY } from './fixtures/repository.ts'

const root = resolve(import.meta.dirname, '../../..')
const SAMPLE =
  ['examples/tsh-erp', 'packages/rehearsal/sample/tsh-erp'].find(folder => existsSync(join(root, folder))) ??
  ''

test('the sample conforms to the standard', async () => {
  const folder = join(root, SAMPLE)
  const { findings } = await checkRepository({ shell }, { folder, today: TODAY, withoutDocker: true })
  expect(findings.filter(({ severity }) => severity === 'E')).toEqual([])
})
