import { join, resolve } from 'node:path'
import { expect, test } from '@jest/globals'
import { shell } from '@tsh/shell'
import { checkRepository } from '../src/check-repository.ts'
import { TODAY } from './fixtures/repository.ts'

const root = resolve(import.meta.dirname, '../../..')
test('the sample conforms to the standard without a finding', async () => {
  const folder = join(root, 'examples/tsh-erp')
  const { findings } = await checkRepository({ shell }, { folder, today: TODAY, withoutDocker: true })
  expect(findings).toEqual([])
})
