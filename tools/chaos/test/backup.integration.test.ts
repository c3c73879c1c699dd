import { expect, test } from '@jest/globals'
import { runBackupChaos } from '../src/index.ts'

/** The complete matrix is `npm run chaos -- backup`; this is its sample. */
test('no fault of the sample produces an invalid backup, or leaves anything behind', async () => {
  expect(await runBackupChaos({ quick: true, only: '', shard: '', json: '' })).toEqual([])
})
