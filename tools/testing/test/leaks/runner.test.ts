import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { leaksIn, runBundle } from '../../src/index.ts'
import { expectNoLeak } from './scan.ts'

// What programs started by actions on the runner receive.

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'programs-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Secrets in the environment of every step. */
const OF_THE_STEP = {
  ACTIONS_RUNTIME_TOKEN: 'runt1me-T0ken.of.the.run',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: '1d-T0ken.of.the.run',
  GITHUB_TOKEN: 'ghs_S3cretOfTheRun0000',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCY',
}
const PASSWORD = 'r3gistry-W0rd!'
const SECRETS = [PASSWORD, `shop-robot:${PASSWORD}`, ...Object.values(OF_THE_STEP)]

describe('docker', () => {
  /** Records its arguments and environment, and prints its configuration for a build. */
  const docker = (): string => `#!/bin/sh
{ echo "$0 $*"; env; tr '\\0' ' ' < /proc/$PPID/cmdline; echo; } >> '${join(folder, 'seen')}'
case " $* " in *' config '*) echo '{"services":{"app":{"build":{"context":"."},"image":"shop:v1"}}}'; exit ;; esac
case " $* " in *' --print '*) cat > /dev/null; echo '{"target":{"app":{"tags":["shop:v1"]}}}'; exit ;; esac
cat "$DOCKER_CONFIG/config.json"
echo 'denied: requested access to the resource is denied' >&2
exit 1
`
  test('has neither inputs nor secrets in its environment or arguments, and prints none', async () => {
    writeFileSync(join(folder, 'docker'), docker())
    chmodSync(join(folder, 'docker'), 0o755)
    const compose = join(folder, 'compose.yml')
    writeFileSync(compose, 'services:\n  app: { build: ., image: "shop:${VERSION}" }\n')
    const seen = (): string => readFileSync(join(folder, 'seen'), 'utf8')
    const run = await expectNoLeak({
      action: 'build-image',
      inputs: {
        ...{ 'compose-file': compose, version: 'v1', registry: '127.0.0.1:9/shop' },
        ...{ 'registry-username': 'shop-robot', 'registry-password': PASSWORD },
      },
      secrets: SECRETS,
      failure: /"docker buildx" failed with exit code 1: denied/,
      env: { ...OF_THE_STEP, PATH: `${folder}:${process.env.PATH}` },
      places: () => ({ 'arguments of docker': seen() }),
    })
    expect(run.stdout).toContain('{"auths":{"127.0.0.1:9":{"auth":"***"}}}')
    expect(seen()).toMatch(/docker buildx bake .* --push/)
    expect(seen()).not.toMatch(/^(INPUT|ACTIONS|STATE)_|^GITHUB_|TOKEN|AWS_/m)
  })
})

test('the commands of the test gate get no variable of the step', async () => {
  const inputs = { commands: `tests: env > '${join(folder, 'seen')}'`, 'working-directory': '.' }
  expect((await runBundle('test-gate', inputs, { ...OF_THE_STEP, NPM_TOKEN: 'npm_T0ken-000' })).code).toBe(0)
  const seen = readFileSync(join(folder, 'seen'), 'utf8')
  expect(seen).toMatch(/^PATH=/m)
  expect(seen).not.toMatch(/^(INPUT|ACTIONS|GITHUB|STATE|NPM|AWS)_/m)
  expect(leaksIn(SECRETS, { seen })).toEqual([])
})
