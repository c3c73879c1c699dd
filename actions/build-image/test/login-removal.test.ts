import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { cancellableShell } from '@tsh/shell'
import { waitFor } from '@tsh/testing'
import { build } from '../src/build.ts'
import { removeLogin, withLogin } from '../src/login.ts'
import { buildInputs } from './build-inputs.ts'

const saved = process.env
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'login-'))
  process.env = {
    ...{ ...saved, RUNNER_TEMP: folder, GITHUB_STATE: join(folder, 'state') },
    PATH: `${folder}:${saved.PATH}`,
  }
  await writeFile(join(folder, 'state'), '')
})
afterEach(async () => {
  process.env = saved
  await rm(folder, { recursive: true })
})

const inputs = buildInputs({
  registry: 'ghcr.io/tsh',
  login: { username: 'tsh', password: 'correct-horse' },
})
const logins = async (): Promise<string[]> =>
  (await readdir(folder)).filter(name => name.startsWith('docker-'))

/** A fake Docker whose build never ends. */
const DOCKER = `#!/bin/sh
case " $* " in
*" config "*) echo '{"services":{"app":{"build":{"context":"."},"image":"app:v1"}}}'; exit ;;
*" --print "*) cat > /dev/null; echo '{"target":{"app":{"tags":["app:v1"]}}}'; exit ;;
esac
cat "$DOCKER_CONFIG/config.json" > "$RUNNER_TEMP/seen"
sleep 600
`

test('a cancellation stops the build and removes the login', async () => {
  await writeFile(join(folder, 'docker'), DOCKER)
  await chmod(join(folder, 'docker'), 0o755)
  const composeFile = join(folder, 'compose.yml')
  await writeFile(composeFile, 'services:\n  app: { build: ., image: "app:${VERSION}" }\n')
  const controller = new AbortController()
  const building = build({ ...inputs, composeFiles: [composeFile] }, cancellableShell(controller.signal))
  building.catch(() => {})
  await waitFor('the build to begin', () => existsSync(join(folder, 'seen')))
  expect(await logins()).toHaveLength(1)
  controller.abort(new Error('cancelled'))
  await expect(building).rejects.toThrow('cancelled')
  expect(await logins()).toEqual([])
})

test('the post step removes the login of a main step that was killed', async () => {
  const config = async () => readFile(join(folder, (await logins())[0] ?? '', 'config.json'), 'utf8')
  await new Promise<void>(resolve => {
    void withLogin(inputs, () => new Promise(() => resolve()))
  })
  expect(JSON.parse(await config())).toHaveProperty(['auths', 'ghcr.io', 'auth'])
  const [, name, value] = /^(login)<<.*\n(.*)\n/m.exec(await readFile(join(folder, 'state'), 'utf8')) ?? []
  process.env[`STATE_${name}`] = value
  await removeLogin()
  expect(await logins()).toEqual([])
})
