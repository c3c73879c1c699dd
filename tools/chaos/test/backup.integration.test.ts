import { expect, test } from '@jest/globals'
import { runBackupChaos } from '../src/index.ts'

/** The whole matrix is `npm run chaos -- backup`; this is its sample. */
test('no fault of the sample makes a backup that is none, or leaves anything behind', async () => {
  expect(await runBackupChaos({ quick: true, only: '', json: '' })).toEqual([])
})
