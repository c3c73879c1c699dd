import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type Sandbox, startSandbox } from '@tsh/rehearsal'
import { connect, type Remote, RemoteCommandError, type Target } from '../src/index.ts'

const minutes = 60_000
let sandbox: Sandbox
let target: Target
let remote: Remote

beforeAll(async () => {
  sandbox = await startSandbox()
  const { host, port, user, privateKey, knownHosts } = sandbox.server
  target = { host, port, user, privateKey, knownHosts: knownHosts.split('\n') }
  remote = await connect(target)
}, 10 * minutes)
afterAll(async () => {
  remote.close()
  await sandbox.stop()
}, minutes)

describe('a connection', () => {
  test('to a server with another host key runs nothing and shows both fingerprints', async () => {
    const { publicKey } = generateKeyPairSync('ed25519')
    const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
    const length = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes])
    const other = Buffer.concat([length(Buffer.from('ssh-ed25519')), length(raw)]).toString('base64')
    const knownHosts = [`[${target.host}]:${target.port} ssh-ed25519 ${other}`]
    await expect(connect({ ...target, knownHosts })).rejects.toThrow(
      /host key mismatch for .*: expected SHA256:\S+, server offered SHA256:\S+\. .*nothing was run/,
    )
  })

  test('with a key that the server does not know is refused and not tried again', async () => {
    const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
      format: 'pem',
      type: 'pkcs1',
    })
    await expect(connect({ ...target, privateKey: String(pem) })).rejects.toThrow(
      /server refused the key for root@127\.0\.0\.1 \(public key denied\)/,
    )
  })

  test('to a closed port says so after its tries', async () => {
    const closed = createServer().listen(0, '127.0.0.1')
    await once(closed, 'listening')
    const { port } = closed.address() as { port: number }
    closed.close()
    await expect(connect({ ...target, port })).rejects.toThrow(
      /cannot reach .* \(connection refused\) after 3 tries/,
    )
  }, 30_000)
})

describe('a command', () => {
  test('gets every argument as it was', async () => {
    const random = Array.from({ length: 30 }, () => randomBytes(30).toString('latin1').replaceAll('\0', 'x'))
    const words = ['', "it's", '$(touch /tmp/pwned)', '`id`', '-n', 'a\nb', '日本', '; id', '\\', ...random]
    const { stdout } = await remote.run(['printf', '%s\\0', ...words])
    expect(stdout.split('\0').slice(0, -1)).toEqual(words)
  })

  test('that fails tells its exit code and error output, never its output', async () => {
    const failing = remote.run(['sh', '-c', 'echo SECRET=1; echo broken >&2; exit 7', 'the test'])
    await expect(failing).rejects.toThrow(RemoteCommandError)
    await expect(failing).rejects.toThrow('"the test" on root@127.0.0.1 failed with exit code 7: broken')
    await expect(failing).rejects.not.toThrow('SECRET')
  })

  test('that is killed is no success, even where failure is allowed', async () => {
    await expect(remote.run(['sh', '-c', 'kill -9 $$'], { allowFailure: true })).rejects.toThrow(
      'was ended by',
    )
  })

  test('ends with its status however short it is', async () => {
    const codes = await Promise.all(
      Array.from({ length: 40 }, (_, i) => remote.run(['sh', '-c', `exit ${i % 3}`], { allowFailure: true })),
    )
    expect(codes.map(({ code }) => code)).toEqual(codes.map((_, i) => i % 3))
  })

  test('reads its secret from standard input, where the process list does not show it', async () => {
    const { stdout } = await remote.run(['sh', '-c', 'read -r secret; ps ax; echo "${#secret}"'], {
      input: 'canary-1234567890\n',
    })
    expect(stdout).not.toContain('canary')
    expect(stdout.trim().endsWith('17')).toBe(true)
  })
})

describe('a stream', () => {
  test('that is cut off ends cleanly, and only its end tells', async () => {
    const stream = await remote.stream(['sh', '-c', 'head -c 3000000 /dev/zero; kill -9 $$'])
    let size = 0
    for await (const part of stream.output) size += part.length
    expect(size).toBe(3_000_000)
    expect(await stream.finished).toMatchObject({ code: undefined, signal: expect.stringContaining('KILL') })
  })

  test('whose connection is lost has no exit code', async () => {
    const own = await connect(target)
    const stream = await own.stream(['sh', '-c', 'echo $PPID; cat /dev/zero'])
    let first = ''
    for await (const part of stream.output) {
      if (first === '') {
        first = part.toString('latin1').split('\n')[0] ?? ''
        await remote.run(['kill', '-9', first])
      }
    }
    expect(await stream.finished).toMatchObject({ code: undefined })
  })
})

test('an HTTP server on the server is asked through the connection', async () => {
  const site = 'server { listen 127.0.0.1:8080; location / { return 200 "$http_host"; } }'
  await remote.run(['sh', '-euc', 'cat > /etc/nginx/sites-enabled/asked.conf; nginx -s reload'], {
    input: site,
  })
  const request = { url: 'http://127.0.0.1:8080/', headers: { Host: 'erp.example' } }
  let answer = await remote.request(request).catch(() => undefined)
  const deadline = Date.now() + 4000
  // Until nginx listens.
  while (!answer && Date.now() < deadline) answer = await remote.request(request).catch(() => undefined)
  expect(answer).toMatchObject({ status: 200, body: 'erp.example' })
  await expect(remote.request({ url: 'http://127.0.0.1:9' })).rejects.toThrow(
    'connection to 127.0.0.1:9 on the server refused',
  )
})
