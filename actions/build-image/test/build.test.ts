import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { parseBuiltServices } from '@tsh/deployment'
import type { Shell } from '@tsh/shell'
import { declaredOutputs } from '@tsh/testing'
import { build } from '../src/build.ts'
import { buildInputs } from './build-inputs.ts'

const hex = (letter: string): string => `sha256:${letter.repeat(64)}`
const USER = 'tsh'
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'build-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const service = (image: string): object => ({ build: { context: '.' }, image: `${image}:\${VERSION}` })
const MODEL = JSON.stringify({
  services: {
    ...{ tsh_blue: service('tsh-erp'), tsh_green: service('tsh-erp'), 'tsh.mail': service('mail') },
    db: { image: 'postgres:15' },
  },
})

/** A fake Docker that builds nothing, and reports everything as pushed. */
function docker(targets: Record<string, string>): Shell & { commands: string[] } {
  const commands: string[] = []
  return {
    commands,
    async run(_file: string, args: readonly string[]) {
      commands.push(args.join(' '))
      if (args[0] === 'compose') return { code: 0, stdout: MODEL, stderr: '' }
      const metadata = args[args.indexOf('--metadata-file') + 1] ?? ''
      if (args.includes('--push')) {
        const pushed = Object.keys(targets).map((name, at) => [
          name,
          { 'containerimage.digest': hex(String(at)), 'containerimage.config.digest': hex('f') },
        ])
        writeFileSync(metadata, JSON.stringify(Object.fromEntries(pushed)))
      }
      const target = Object.fromEntries(Object.entries(targets).map(([name, tag]) => [name, { tags: [tag] }]))
      return { code: 0, stdout: JSON.stringify({ target }), stderr: '' }
    },
  }
}

test('the outputs contain digests by service, and no image names', async () => {
  const composeFile = join(folder, 'compose.yml')
  writeFileSync(composeFile, 'services: {}\n')
  const registry = `ghcr.io/${USER}`
  const shell = docker({ tsh_blue: 'tsh-erp:v1', tsh_green: 'tsh-erp:v1', tsh_mail: 'mail:v1' })
  const result = await build(buildInputs({ composeFiles: [composeFile], registry }), shell)
  expect(Object.keys(result).sort()).toEqual(declaredOutputs('build-image'))
  expect(result.archive).toBe(false)
  expect(result.images).not.toContain(USER)
  expect(result.images).not.toMatch(/erp|ghcr|mail/)
  expect(parseBuiltServices(result.images)).toEqual({
    built: new Map([
      ['tsh_blue', { digest: hex('0'), id: hex('f') }],
      ['tsh_green', { digest: hex('0'), id: hex('f') }],
      ['tsh.mail', { digest: hex('2'), id: hex('f') }],
    ]),
    problems: [],
  })
  const baked = shell.commands.find(line => line.includes('--push')) ?? ''
  expect(baked).toContain('--set tsh_blue.tags=ghcr.io/tsh/tsh-erp:v1')
  expect(baked).toMatch(/--set tsh_mail\.tags=ghcr\.io\/tsh\/mail:v1 tsh_blue tsh_mail$/)
})

test('images that are only built are neither pushed, loaded nor saved', async () => {
  const composeFile = join(folder, 'compose.yml')
  writeFileSync(composeFile, 'services: {}\n')
  const shell = docker({ tsh_blue: 'tsh-erp:v1', tsh_green: 'tsh-erp:v1', tsh_mail: 'mail:v1' })
  const inputs = buildInputs({ composeFiles: [composeFile], registry: 'ghcr.io/tsh', buildOnly: true })
  expect(await build(inputs, shell)).toEqual({ images: '', archive: false })
  const last = shell.commands.at(-1) ?? ''
  expect(last).toContain('--set tsh_blue.output=type=cacheonly')
  expect(last).toMatch(/--set tsh_mail\.output=type=cacheonly.* tsh_blue tsh_mail$/)
  expect(shell.commands.join('\n')).not.toMatch(/--push|--load|^save|^login/m)
})
