import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from '@jest/globals'
import { ensureEngine } from '@tsh/sandbox'
import { caseTest } from '@tsh/testing/case-test'
import { build, removeBuilt } from './workspace.ts'

let folder: string
beforeAll(async () => {
  await ensureEngine()
  folder = mkdtempSync(join(tmpdir(), 'buildx-'))
  const docker = execFileSync('sh', ['-c', 'command -v docker'], { encoding: 'utf8' }).trim()
  for (const [version, text] of Object.entries({ older: olderBuildx(docker), newer: newerBuildx(docker) })) {
    mkdirSync(join(folder, version))
    writeFileSync(join(folder, version, 'docker'), text, { mode: 0o755 })
  }
})
afterAll(() => {
  removeBuilt()
  rmSync(folder, { recursive: true })
})

/** Builds the parent folder of the compose file. */
const buildAbove = (buildx: 'older' | 'newer') =>
  build(
    {
      'deploy/compose.yml':
        'services:\n  sub:\n    image: cases/sub:${VERSION}\n    build: { context: .. }\n',
    },
    {
      inputs: { 'compose-file': 'deploy/compose.yml' },
      env: { PATH: `${join(folder, buildx)}:${process.env.PATH}` },
    },
  )

caseTest('case-44a', 'a context outside the folder of the compose file is built', async () => {
  expect((await buildAbove('older')).outcome).toBe('built cases/sub:v1')
})

// docker/bake-action#269, datahub-project/datahub#19189
caseTest('case-44b', 'so it is by Buildx 0.20 and newer, which require a permission for it', async () => {
  expect((await buildAbove('newer')).outcome).toBe('built cases/sub:v1')
})

/** The Buildx of this machine as one before 0.17, which has neither entitlements nor the flag to grant them. */
const olderBuildx = (docker: string): string => `#!/bin/sh
if [ "$1 $2" = "buildx version" ]; then echo github.com/docker/buildx v0.13.1; exit; fi
for arg; do
  case "$1 $2 $arg" in "buildx bake --allow"*) echo "unknown flag: --allow" >&2; exit 125 ;; esac
done
BUILDX_BAKE_ENTITLEMENTS_FS=0 exec ${docker} "$@"
`

/**
 * The Buildx of this machine (0.13 on Debian) as one from 0.20 on: bake reads nothing outside its working folder unless
 * that is allowed, which cannot be granted later without a terminal (docker/buildx, bake/entitlements.go).
 */
function newerBuildx(docker: string): string {
  return `#!${process.execPath}
const { spawnSync } = require('node:child_process')
const { relative, resolve } = require('node:path')
const args = process.argv.slice(2)
const [command, subcommand] = args
const run = (argv, options) => spawnSync(${JSON.stringify(docker)}, argv, { stdio: 'inherit', ...options })
if (command !== 'buildx' || subcommand !== 'bake') {
  if (subcommand === 'version') console.log('github.com/docker/buildx v0.29.1')
  process.exit(subcommand === 'version' ? 0 : run(args).status)
}
const input = require('node:fs').readFileSync(0)
const isAllowed = process.env.BUILDX_BAKE_ENTITLEMENTS_FS === '0' || args.some((arg, at) =>
  /^(--allow=)?fs(\\.read)?=/.test(arg) && (arg.startsWith('--') || args[at - 1] === '--allow'))
const known = args.filter((arg, at) => !arg.startsWith('--allow') && args[at - 1] !== '--allow')
if (!known.includes('--print') && !isAllowed) {
  const { stdout } = run([...known, '--print'], { input, stdio: ['pipe', 'pipe', 'ignore'] })
  const outside = Object.values(JSON.parse(stdout).target)
    .map(({ context }) => relative('.', resolve(context)))
    .filter(path => path.startsWith('..'))
  if (outside.length > 0) {
    console.error('Your build is requesting privileges for following possibly insecure capabilities:\\n')
    for (const path of outside) console.error(' - Read access to path ' + path)
    console.error('\\nPass "--allow=fs.read=' + outside[0] + '" to grant requested privileges.')
    console.error('ERROR: additional privileges requested')
    process.exit(1)
  }
}
process.env.BUILDX_BAKE_ENTITLEMENTS_FS = '0'
process.exit(run(known, { input, stdio: ['pipe', 'inherit', 'inherit'] }).status)
`
}
