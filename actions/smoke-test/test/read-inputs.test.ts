import { expect, test } from '@jest/globals'
import { actionDefaults, withInputs } from '@tsh/testing'
import { readSmokeInputs } from '../src/inputs.ts'

const key = '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n-----END OPENSSH PRIVATE KEY-----\n'
const server = {
  server: 'root@erp.example',
  'ssh-key': key,
  'host-key': 'erp.example ssh-ed25519 AAAA',
}
const read = (inputs: Record<string, string>) =>
  withInputs({ ...actionDefaults('smoke-test'), url: 'https://erp.example/', ...inputs }, readSmokeInputs)

test('by default the public URL is requested from the runner, and watched', async () => {
  expect(await read({})).toMatchObject({
    url: 'https://erp.example',
    skipStandardChecks: false,
    target: undefined,
    watch: 60,
    timeout: 30,
    edgeFailure: 'alert',
  })
})

test('a slot on the server is watched only if the caller sets it', async () => {
  expect(await read(server)).toMatchObject({ target: { host: 'erp.example' }, watch: 0 })
  expect(await read({ ...server, 'watch-seconds': '5' })).toMatchObject({ watch: 5 })
})

test('with the URL of the slot, the public one is watched', async () => {
  const slot = { ...server, 'slot-url': 'http://127.0.0.1:8011' }
  expect(await read(slot)).toMatchObject({ target: { host: 'erp.example' }, watch: 60 })
  await expect(read({ 'slot-url': 'http://127.0.0.1:8011' })).rejects.toThrow(
    /"server" is required but empty/,
  )
})

test('without standard checks there must be others', async () => {
  const skipped = { 'skip-standard-checks': 'true' }
  await expect(read(skipped)).rejects.toThrow('there are no checks: "skip-standard-checks" is true')
  expect(await read({ ...skipped, checks: 'GET / 200' })).toMatchObject({ skipStandardChecks: true })
})

test('a dollar sign is ordinary in checks of a workflow without secrets only', async () => {
  expect(await read({ checks: 'GET / 200' })).toMatchObject({ secrets: undefined })
  expect(await read({ checks: 'GET / 200', secrets: 'TOKEN=a-secret\n' })).toMatchObject({
    secrets: new Map([['TOKEN', 'a-secret']]),
  })
  expect(await read({})).toMatchObject({ secrets: new Map() })
  await expect(read({ secrets: 'TOKEN=short' })).rejects.toThrow(
    /^line 1 .*TOKEN to a value that is too short/,
  )
})
