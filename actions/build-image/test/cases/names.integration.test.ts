import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from '@jest/globals'
import { parseBuiltServices, serviceImages } from '@tsh/deployment'
import { type Sandbox, startSandbox } from '@tsh/sandbox'
import { type RunOptions, type Shell, shell } from '@tsh/shell'
import { caseTest, caseTestFull } from '@tsh/testing/case-test'
import { build as buildWith } from '../../src/build.ts'
import { buildInputs } from '../build-inputs.ts'
import { build, makeWorkspace, VERSION } from './workspace.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox?.stop())

const composeFile = (image: string): string => `services:\n  web:\n    image: ${image}\n    build: .\n`

// docker/build-push-action#396, namidb/namidb#114: users of Docker Hub always have this.
caseTest('case-14', 'a user name that is the namespace of the images is not a secret', async () => {
  const { address, username, password } = sandbox.registry
  const registry = `${address}/${username}`
  const run = await build(
    { 'compose.yml': composeFile('shop:${VERSION}') },
    { inputs: { registry, 'registry-username': username, 'registry-password': password } },
  )
  try {
    expect(run.outcome).toBe('built shop:v1')
    expect(run.summary).toContain(`${registry}/shop@sha256:`)
    expect(run.outputs).toMatch(/^images<<.*\n\{".*":\{"digest":"sha256:/m)
    for (const name of [username, 'shop', 'web']) expect(run.outputs).not.toContain(name)
  } finally {
    execFileSync('docker', ['image', 'rm', '--force', `${registry}/shop:${VERSION}`], { stdio: 'ignore' })
  }
})

const DIGEST = `sha256:${'d'.repeat(64)}`

/** What would be pushed to a registry that does not exist here: bake prints it, and the test reports it as pushed. */
async function pushedAs(image: string, registry: string): Promise<string> {
  const folder = makeWorkspace({ 'compose.yml': composeFile(image) })
  const pushed: string[] = []
  const printing: Shell = {
    async run(file: string, args: readonly string[], options?: RunOptions) {
      if (!args.includes('--push')) return shell.run(file, args, options)
      const metadata = args[args.indexOf('--metadata-file') + 1] ?? ''
      const kept = args.filter(arg => !['--push', '--metadata-file', metadata].includes(arg))
      const printed = await shell.run(file, [...kept, '--print'], { ...options, onLine: () => {} })
      const { target } = JSON.parse(printed.stdout) as { target: Record<string, { tags: string[] }> }
      pushed.push(...Object.values(target).flatMap(({ tags }) => tags))
      const digests = Object.keys(target).map(name => [name, { 'containerimage.digest': DIGEST }])
      writeFileSync(metadata, JSON.stringify(Object.fromEntries(digests)))
      return printed
    },
  }
  try {
    const inputs = buildInputs({
      composeFiles: [join(folder, 'compose.yml')],
      ...{ version: VERSION, registry },
    })
    const { images } = await buildWith(inputs, printing)
    const name = image.replace(/\$\{VERSION[^}]*\}/, VERSION)
    const model = { name: 'shop', services: { web: { image: name, build: {} } } }
    const release = { version: VERSION, registry, composeFile: 'compose.yml' }
    const named = serviceImages(model, parseBuiltServices(images).built, release)
    if (named.problems.length > 0) throw new Error(named.problems.join())
    const references = named.images.map(({ reference }) => reference)
    return `pushed ${pushed.join(', ')}, to be pulled as ${references.join(', ')}`
  } catch (error) {
    return `refused: ${(error as Error).message}`
  } finally {
    rmSync(folder, { recursive: true })
  }
}

// b3s/b3s#419; adoption by a Django application whose images have full names
caseTest(
  'case-45',
  'an image that already contains the registry is pushed as written, or refused',
  async () => {
    const outcome = await pushedAs('ghcr.io/acme/app:${VERSION}', 'ghcr.io/acme')
    if (outcome.startsWith('refused')) expect(outcome).toMatch(/ghcr\.io\/acme\/app.*"registry"/)
    else expect(outcome).toBe(`pushed ghcr.io/acme/app:v1, to be pulled as ghcr.io/acme/app@${DIGEST}`)
  },
)

caseTestFull('tiny-registry-name', 'so is one whose version has a default', async () => {
  const outcome = await pushedAs('ghcr.io/acme/web:${VERSION:-latest}', 'ghcr.io/acme')
  if (outcome.startsWith('refused')) expect(outcome).toMatch(/ghcr\.io\/acme\/web.*"registry"/)
  else expect(outcome).toBe(`pushed ghcr.io/acme/web:v1, to be pulled as ghcr.io/acme/web@${DIGEST}`)
})
