import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { application, localRemote } from '@tsh/testing'
import { describeUpdate, planEnvUpdate, updateEnvFile } from '../../src/env-file/env-update.ts'

let path: string
let output: string
beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'env-update-'))
  output = ''
  jest.spyOn(process.stdout, 'write').mockImplementation(text => {
    output += String(text)
    return true
  })
})
afterEach(async () => {
  jest.restoreAllMocks()
  await rm(path, { recursive: true })
})

const BEFORE = '# shop\nPASSWORD=old # ours\nEXTRA="1"\nVERSION=v1\n'
const at = (envValues: Record<string, string>) => ({ application: { ...application, path }, envValues })
const env = (text: string) => writeFile(join(path, '.env'), text, { mode: 0o640 })
const copies = async () => (await readdir(join(path, '.deploy')).catch(() => [])).sort()

test('only the given keys change; the old file stays in .deploy, and no value is printed', async () => {
  await env(BEFORE)
  await updateEnvFile(at({ PASSWORD: 'corre$t horse', TOKEN: 'battery' }), localRemote())
  expect(await readFile(join(path, '.env'), 'utf8')).toBe(
    '# shop\nPASSWORD=\'corre$t horse\' # ours\nEXTRA="1"\nVERSION=v1\nTOKEN=battery\n',
  )
  const [copy = '', ...others] = await copies()
  expect(others).toEqual([])
  expect(copy).toMatch(/^env-before-\d{8}T\d{6}Z$/)
  expect(await readFile(join(path, '.deploy', copy), 'utf8')).toBe(BEFORE)
  const modes = await Promise.all(['.env', `.deploy/${copy}`].map(file => stat(join(path, file))))
  expect(modes.map(({ mode }) => (mode & 0o777).toString(8))).toEqual(['640', '600'])
  expect(output).toContain('.env: change PASSWORD; add TOKEN')
  expect(output).not.toMatch(/horse|battery|old/)
})

test('equal values, no values and a missing file change nothing', async () => {
  expect(await planEnvUpdate(at({ PASSWORD: 'x' }), localRemote())).toBeUndefined()
  await env(BEFORE)
  for (const values of [{}, { PASSWORD: 'old', EXTRA: '1' }]) await updateEnvFile(at(values), localRemote())
  expect(await readFile(join(path, '.env'), 'utf8')).toBe(BEFORE)
  expect(await copies()).toEqual([])
})

test('only the newest copies are kept', async () => {
  await env(BEFORE)
  await updateEnvFile(at({ PASSWORD: 'a' }), localRemote())
  for (let year = 2000; year < 2008; year++)
    await writeFile(join(path, '.deploy', `env-before-${year}0101T000000Z`), '')
  await updateEnvFile(at({ PASSWORD: 'b' }), localRemote())
  const left = await copies()
  expect(left).toHaveLength(5)
  expect(left[0]).toMatch(/^env-before-200[45]/)
})

test('a file in another encoding is refused, as its other values would change', async () => {
  await writeFile(join(path, '.env'), Buffer.from('NAME=caf\xe9\nPASSWORD=old\n', 'latin1'))
  await expect(updateEnvFile(at({ PASSWORD: 'new' }), localRemote())).rejects.toThrow('is not UTF-8')
})

test('the update is described by names', () => {
  expect(describeUpdate({ text: '', added: [], changed: ['A', 'B'] })).toBe('change A, B')
})
