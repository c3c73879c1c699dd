import { afterAll, afterEach, beforeAll, expect } from '@jest/globals'
import { caseTest, caseTestFull } from '@tsh/testing/case-test'
import { path } from '../scene.ts'
import {
  type CaseScene,
  composeWith,
  expectRefused,
  GREEN,
  IN_PLACE,
  isRefused,
  startCaseScene,
} from './case-scene.ts'

// Cases with an unusual setup of the shell, sshd or the Docker client on the server.

let scene: CaseScene
beforeAll(async () => {
  scene = await startCaseScene()
})
afterEach(() => scene.restore())
afterAll(() => scene?.stop())

// ansible/ansible#2268
caseTest('case-1a', 'a greeting in .bashrc is ignored or refused, and leaves no trace', async () => {
  const release = await scene.release('v2')
  await scene.exec('sed -i "1i echo Welcome to the server" ~/.bashrc')
  const greeted = await scene.deploy(release)
  if (!(await isRefused(greeted, /prints|greeting|silence/))) expect(greeted.result).toBe(GREEN)
  await scene.exec('sed -i 1d ~/.bashrc')
  expect((await scene.deploy(release)).result).toBe(GREEN)
})

const GREETING = 'echo Welcome to the server; echo "stdin: is not a tty" >&2'

caseTestFull('case-1c', 'a greeting on both outputs reaches no file of the server', async () => {
  await scene.exec(`sed -i '1i ${GREETING}' ~/.bashrc`)
  const { run, result } = await scene.deploy(await scene.release('v2'), IN_PLACE)
  expect(result).toBe(GREEN)
  expect(run.stdout.match(/prints output \(first line: Welcome to the server\)/g)).toHaveLength(1)
  expect(await scene.exec(`cat ${path}/.env`)).toMatch(/^VERSION=v2$/m)
  expect(await scene.exec(`grep -rlE 'Welcome|is not a tty' ${path} || true`)).toBe('')
})

caseTestFull('case-1d', 'the login shell may be non-POSIX and print a greeting', async () => {
  try {
    for (const [shell, file] of Object.entries({ tcsh: '.cshrc', fish: '.config/fish/config.fish' })) {
      await scene.write(`/root/${file}`, 'echo "Welcome to the server"\n')
      await scene.exec(`usermod --shell /usr/bin/${shell} root`)
      expect((await scene.deploy(await scene.release(`v-${shell}`))).result).toBe(GREEN)
    }
  } finally {
    await scene.exec('usermod --shell /bin/bash root')
  }
})

// deployphp/deployer#449
caseTestFull('case-1b', 'a key with a forced command that runs nothing is reported', async () => {
  const release = await scene.release('v2')
  await scene.exec(`sed -i 's/^ssh-/command="exit 0" ssh-/' ~/.ssh/authorized_keys`)
  await expectRefused(await scene.deploy(release), /shell|forced command/)
})

/** What `locale-gen` does for a language with a decimal comma. */
const RUSSIAN = `localedef --no-archive -i ru_RU -f UTF-8 ru_RU.UTF-8
LC_ALL=ru_RU.UTF-8 /usr/bin/printf '%.1f' 0,5`

/** As reported by compose if it notices, otherwise by the health check. */
const CONTAINER_ENDED = /scene-app_green-1 exited \(7\)|"app_green" exited with code 7/

// curl/curl#9969
caseTestFull('case-10', 'a server with a decimal comma reports why a container did not start', async () => {
  expect(await scene.exec(RUSSIAN)).toBe('0,5')
  await scene.write('/etc/default/locale', 'LANG=ru_RU.UTF-8\n')
  const ends = composeWith('node /app/server.js', 'node -e "process.exit(7)"')
  const { result } = await scene.deploy(await scene.release('v2', ends))
  expect(result).toMatch(CONTAINER_ENDED)
})

/** Environment of the app in the form that a compose file passes on. */
const PASSED_ON = composeWith(
  'environment: { SECRET: "${SECRET}" }',
  'environment: { SECRET: "${SECRET}", LC_ALL: , LANG: , LANGUAGE: , LOCALE: "${LC_ALL:-none}" }',
)
const environmentOf = (container: string): Promise<string> =>
  scene.exec(
    `docker inspect --format '{{range .Config.Env}}{{println .}}{{end}}' ${container} | grep -E '^(LANG|LC_|LOCALE).*=' | sort`,
  )

caseTestFull(
  'case-10b',
  'an application gets the locale of the server, whatever commands run in',
  async () => {
    await scene.write('/etc/default/locale', 'LANG=ru_RU.UTF-8\n')
    expect((await scene.deploy(await scene.release('v2', PASSED_ON))).result).toBe(GREEN)
    expect(await environmentOf('scene-app_green-1')).toBe('LANG=ru_RU.UTF-8\nLOCALE=none')
    await scene.write('/etc/ssh/sshd_config.d/locale.conf', 'SetEnv LC_ALL=ru_RU.UTF-8\n')
    await scene.reloadSshd()
    expect((await scene.deploy(await scene.release('v3', PASSED_ON))).result).toBe(GREEN)
    expect(await environmentOf('scene-app_green-1')).toBe(
      'LANG=ru_RU.UTF-8\nLC_ALL=ru_RU.UTF-8\nLOCALE=ru_RU.UTF-8',
    )
  },
)

// peasead/elastic-container#22
caseTest('case-15', 'a warning of the Docker client does not hide its version', async () => {
  await scene.write('/root/.docker/config.json', '{broken')
  const attempt = await scene.deploy(await scene.release('v2'))
  if (!(await isRefused(attempt, /config\.json/))) expect(attempt.result).toBe(GREEN)
})

const PODMAN_DOCKER = `#!/bin/sh
echo "Emulate Docker CLI using podman. Create /etc/containers/nodocker to quiet msg." >&2
exec /usr/bin/docker "$@"
`

// spring-projects/spring-boot#51283
caseTestFull('case-15b', 'a Docker client that writes to stderr with every command works', async () => {
  await scene.write('/usr/local/bin/docker', PODMAN_DOCKER)
  await scene.exec('chmod 755 /usr/local/bin/docker')
  const attempt = await scene.deploy(await scene.release('v2'))
  if (!(await isRefused(attempt, /podman/i))) expect(attempt.result).toBe(GREEN)
})

caseTestFull(
  'case-15c',
  'a warning of the Docker client does not hide why a container did not start',
  async () => {
    await scene.write('/root/.docker/config.json', '{broken')
    const ends = composeWith('node /app/server.js', 'node -e "console.log(\'no database\'); process.exit(7)"')
    const { result, run } = await scene.deploy(await scene.release('v2', ends))
    expect(result).toMatch(CONTAINER_ENDED)
    expect(run.summary).toMatch(/no database/)
  },
)

const NO_FORWARDING = /forward|permitopen/

// dev-sec/ssh-baseline#216
caseTest('case-18a', 'an sshd that forbids forwarding is found before anything is changed', async () => {
  await scene.write('/etc/ssh/sshd_config.d/hardened.conf', 'AllowTcpForwarding no\n')
  await scene.reloadSshd()
  const attempt = await scene.deploy(await scene.release('v2'), { 'health-timeout-seconds': '3' })
  await expectRefused(attempt, NO_FORWARDING)
})

// mscdex/ssh2#946
caseTestFull('case-18b', 'a key with "restrict" is found before anything is changed', async () => {
  await scene.exec('sed -i "s/^ssh-/restrict ssh-/" ~/.ssh/authorized_keys')
  const attempt = await scene.deploy(await scene.release('v2'), { 'health-timeout-seconds': '3' })
  await expectRefused(attempt, NO_FORWARDING)
})

caseTestFull(
  'case-18c',
  'a key that permits forwarding to one slot only gets the address of the other in the error',
  async () => {
    const permitted = 'restrict,port-forwarding,permitopen=\\"127.0.0.1:8001\\"'
    await scene.exec(`sed -i "s/^ssh-/${permitted} ssh-/" ~/.ssh/authorized_keys`)
    await expectRefused(await scene.deploy(await scene.release('v2')), /\(to 127\.0\.0\.1:8011\)/)
  },
)

/** Docker's client as its snap runs it: in a mount namespace in which only home folders are the server's own. */
const SNAP = `#!/bin/sh
exec unshare --mount sh -c 'mount -t tmpfs tmpfs /opt && exec /usr/bin/docker "$@"' docker "$@"
`

// canonical/docker-snap#334
caseTestFull('case-39', 'Docker from snap, which cannot read the deploy path, is reported', async () => {
  await scene.write('/snap/bin/docker', SNAP)
  await scene.exec('chmod 755 /snap/bin/docker; ln -s /snap/bin/docker /usr/local/bin/docker')
  await expectRefused(await scene.deploy(await scene.release('v2')), /snap/)
})

/** Docker whose socket only the current context of the user knows. */
const ROOTLESS = `set -e
mkdir -p /run/user/0
mv /var/run/docker.sock /run/user/0/docker.sock
docker context create rootless --docker host=unix:///run/user/0/docker.sock > /dev/null
docker context use rootless > /dev/null`

// docker/docs#14727
caseTestFull('case-40', "images are pulled with the daemon of the user's Docker context", async () => {
  const release = await scene.release('v2')
  const pulled = await scene.pushed('scene:v2')
  await scene.exec(ROOTLESS)
  try {
    expect((await scene.deploy(release, pulled)).result).toBe(GREEN)
  } finally {
    await scene.exec('mv /run/user/0/docker.sock /var/run/docker.sock')
  }
})

caseTestFull('case-40b', "images are pulled with the server's own login where none is given", async () => {
  const release = await scene.release('v2')
  const { images = '', registry = '' } = await scene.pushed('scene:v2')
  const { address, username, password } = scene.sandbox.registry
  const auth = Buffer.from(`${username}:${password}`).toString('base64')
  await scene.write('/root/.docker/config.json', JSON.stringify({ auths: { [address]: { auth } } }))
  expect((await scene.deploy(release, { images, registry })).result).toBe(GREEN)
})
