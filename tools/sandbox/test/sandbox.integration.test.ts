import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { run } from '../src/machine/command.ts'
import { processIdentity } from '../src/machine/process-identity.ts'
import { ownerLabel } from '../src/sandbox/labels.ts'
import { type Sandbox, startSandbox } from '../src/sandbox/sandbox.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ user: 'khaleel', baseImages: ['redis:7-alpine'] })
})
afterAll(() => sandbox.stop())

test('the deploy user has access to Docker, and to sudo for nginx only', async () => {
  const { exec } = sandbox.server
  expect((await exec('su khaleel -c "docker ps && sudo -n nginx -t -q"')).code).toBe(0)
  expect((await exec('su khaleel -c "sudo -n nginx -t -q -c /etc/nginx/nginx.conf"')).code).not.toBe(0)
  expect((await exec('su khaleel -c "sudo -n cat /etc/shadow"')).code).not.toBe(0)
  expect((await exec('command -v curl jq python3')).stdout).toBe('')
})

test('the host key is the reported one', async () => {
  const { stdout } = await sandbox.server.exec('cat /etc/ssh/ssh_host_ed25519_key.pub')
  expect(sandbox.server.knownHosts).toBe(
    `[127.0.0.1]:${sandbox.server.port} ${stdout.trim().split(' ').slice(0, 2).join(' ')}`,
  )
})

test('images are pulled from the mirror by their usual name, and from the registry by the same name on both sides', async () => {
  const { exec } = sandbox.server
  expect(await exec('docker pull -q redis:7-alpine')).toMatchObject({ code: 0 })
  const reference = `${sandbox.registry.open}/app/redis:rehearsal-${sandbox.id}`
  await run('docker', ['tag', 'redis:7-alpine', reference])
  expect(await run('docker', ['push', '--quiet', reference])).toMatchObject({ code: 0 })
  expect(await exec(`docker pull -q ${reference}`)).toMatchObject({ code: 0 })
})

test('two sandboxes run at the same time, and stop leaves nothing behind', async () => {
  const other = await startSandbox()
  expect(other.server.port).not.toBe(sandbox.server.port)
  const catalog = await (await fetch(`http://${other.registry.open}/v2/app/redis/tags/list`)).json()
  expect(catalog).not.toHaveProperty('tags', expect.arrayContaining([`rehearsal-${sandbox.id}`]))
  await other.stop()
  const label = `label=sh.tsh.rehearsal=${other.id}`
  for (const kind of [
    ['ps', '--all'],
    ['network', 'ls'],
    ['volume', 'ls'],
  ]) {
    expect((await run('docker', [...kind, '--quiet', '--filter', label])).stdout).toBe('')
  }
  expect((await sandbox.server.exec(`ls /storage/runs/${other.id}`)).code).not.toBe(0)
})

test('an exited registry is detected immediately, and a failed start leaves nothing behind', async () => {
  const label = `label=${ownerLabel}=${processIdentity()}`
  const names = async () =>
    (await run('docker', ['ps', '--all', '--filter', label, '--format', '{{.Names}}'])).stdout
  const listening = () =>
    process.getActiveResourcesInfo().filter(resource => resource === 'TCPServerWrap').length
  const before = { names: await names(), listening: listening() }
  const ended = new AbortController()
  const killed = (async () => {
    while (!ended.signal.aborted) {
      const registry = (await names())
        .split('\n')
        .find(name => /-registry$/.test(name) && !before.names.includes(name))
      if (registry && (await run('docker', ['kill', registry])).code === 0) return
    }
  })()
  await expect(startSandbox()).rejects.toThrow('registry')
  ended.abort()
  await killed
  expect({ names: await names(), listening: listening() }).toEqual(before)
})

test('the registry of the deployment requires the password', async () => {
  const { address, username, password } = sandbox.registry
  const login = (secret: string) => {
    const authorization = `Basic ${Buffer.from(`${username}:${secret}`).toString('base64')}`
    return fetch(`http://${address}/v2/`, { headers: { authorization } })
  }
  expect((await fetch(`http://${address}/v2/`)).status).toBe(401)
  expect((await login('guessed')).status).toBe(401)
  expect((await login(password)).status).toBe(200)
})
