import { generateKeyPairSync, randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { basename } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type Sandbox, startSandbox } from '@tsh/sandbox'
import { waitFor } from '@tsh/testing'
import { connect, type Remote, RemoteCommandError, type Target } from '../../src/index.ts'

let sandbox: Sandbox
let target: Target
let remote: Remote

beforeAll(async () => {
  sandbox = await startSandbox()
  const { host, port, user, privateKey, knownHosts } = sandbox.server
  target = { host, port, user, privateKey, knownHosts: knownHosts.split('\n') }
  remote = await connect(target)
})
afterAll(async () => {
  remote.close()
  await sandbox.stop()
})

describe('a connection', () => {
  test('with a key that the server does not know is refused and not retried', async () => {
    const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
      format: 'pem',
      type: 'pkcs1',
    })
    await expect(connect({ ...target, privateKey: String(pem) })).rejects.toThrow(
      /server refused the key for root@127\.0\.0\.1 \(public key denied\)/,
    )
  })

  test('to a closed port is reported after all tries', async () => {
    const closed = createServer().listen(0, '127.0.0.1')
    await once(closed, 'listening')
    const { port } = closed.address() as { port: number }
    closed.close()
    await expect(connect({ ...target, port })).rejects.toThrow(
      /cannot reach .* \(connection refused\) after 3 tries/,
    )
  })
})

/** Shell metacharacters mixed with bytes and characters of every kind. */
function randomArg(): string {
  const shell = `'"\\$\`;&|<>(){}[]*?!#~=%-\n\t \r\x1b`
  const kinds = [
    () => shell[randomInt(shell.length)],
    () => String.fromCharCode(randomInt(1, 256)),
    () => String.fromCodePoint(randomInt(0xe000, 0x11_0000)),
    () => String.fromCharCode(randomInt(0x600, 0xd800)),
  ]
  return Array.from({ length: randomInt(40) }, () => kinds[randomInt(kinds.length)]?.()).join('')
}

describe('a command', () => {
  test.each(['/bin/bash', '/bin/dash'])('gets every argument byte by byte, even from %s', async shell => {
    const user = `user-of-${basename(shell)}`
    const made = `useradd -m -s ${shell} ${user} && cp -r ~/.ssh /home/${user} && chown -R ${user}: /home/${user}`
    await remote.run(['sh', '-euc', made])
    const own = await connect({ ...target, user })
    const special = [
      '',
      "it's",
      '$(touch /tmp/pwned)',
      '`touch /tmp/pwned`',
      '-n',
      '--',
      'a\nb\n',
      '\n',
      '\\',
    ]
    const args = [
      ...special,
      '; id',
      '~',
      '!!',
      '*',
      '%s',
      '\r',
      '\x1b[31m',
      '日本',
      '😀',
      'x'.repeat(50_000),
    ]
    for (let round = 0; round < 20; round++) {
      args.push(...Array.from({ length: 40 }, randomArg))
      const { stdout } = await own.run(['printf', '%s\\0', ...args])
      expect(Buffer.from(stdout)).toEqual(Buffer.from(args.map(arg => `${arg}\0`).join('')))
      args.length = 0
    }
    expect((await own.run(['test', '-e', '/tmp/pwned'], { allowFailure: true })).code).toBe(1)
    own.close()
  })

  test('that fails reports its exit code and stderr, never its stdout', async () => {
    const failing = remote.run(['sh', '-c', 'echo SECRET=1; echo broken >&2; exit 7', 'the test'])
    await expect(failing).rejects.toThrow(RemoteCommandError)
    await expect(failing).rejects.toThrow('"the test" on root@127.0.0.1 failed with exit code 7: broken')
    await expect(failing).rejects.not.toThrow('SECRET')
  })

  test('that is killed is not a success, even if failure is allowed', async () => {
    await expect(remote.run(['sh', '-c', 'kill -9 $$'], { allowFailure: true })).rejects.toThrow(
      'was terminated by',
    )
  })

  test('returns its exit status however short it is', async () => {
    const codes = await Promise.all(
      Array.from({ length: 40 }, (_, i) => remote.run(['sh', '-c', `exit ${i % 3}`], { allowFailure: true })),
    )
    expect(codes.map(({ code }) => code)).toEqual(codes.map((_, i) => i % 3))
  })

  test('reads its secret from stdin, invisible in the process list', async () => {
    const { stdout } = await remote.run(['sh', '-c', 'read -r secret; ps ax; echo "${#secret}"'], {
      input: 'probe-1234567890\n',
    })
    expect(stdout).not.toContain('probe')
    expect(stdout.trim().endsWith('16')).toBe(true)
  })
})

describe('output', () => {
  test('of 200 MB needs little memory, and its last lines are shown', async () => {
    const script = 'yes "a line of some length that says nothing" | head -c 200000000; echo; echo the end'
    const lines: string[] = []
    const used = (): number => process.memoryUsage().rss / 1e6
    const before = used()
    let peak = before
    const watch = setInterval(() => {
      peak = Math.max(peak, used())
    }, 20)
    const onLine = (line: string): void => void lines.push(line)
    const { stdout } = await remote.run(['sh', '-c', script], { onLine })
    clearInterval(watch)
    expect(stdout).toHaveLength(8 * 1024 * 1024)
    expect(lines.length).toBeLessThan(10_200)
    expect(lines.join('\n')).toMatch(/\n\(\d+ lines with 19\d\.\d million characters omitted\)\n/)
    expect(lines.at(-1)).toBe('the end')
    expect(peak - before).toBeLessThan(150)
  })

  test('of 200 MB on the stderr of a stream keeps its end', async () => {
    const script = 'yes "nothing" | head -c 200000000 >&2; echo the end >&2; exit 3'
    const stream = await remote.stream(['sh', '-c', script])
    stream.output.resume()
    const { code, stderr } = await stream.finished
    expect(code).toBe(3)
    expect(stderr).toHaveLength(4000)
    expect(stderr).toMatch(/the end\n$/)
  })

  test('of any bytes arrives as text', async () => {
    const script = "printf 'a\\000b\\377\\303\\050\\033[31mred\\n::error::x\\n'"
    const lines: string[] = []
    const { stdout } = await remote.run(['sh', '-c', script], { onLine: line => lines.push(line) })
    expect(stdout).toBe('a\0b\ufffd\ufffd(\x1b[31mred\n::error::x\n')
    expect(lines).toEqual(['a\0b\ufffd\ufffd(\x1b[31mred', '::error::x'])
  })
})

describe('a stream', () => {
  test('that is interrupted ends cleanly, and only its result shows it', async () => {
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

test('HTTP requests are sent through the connection', async () => {
  const site = 'server { listen 127.0.0.1:8080; location / { return 200 "$http_host"; } }'
  await remote.run(['sh', '-euc', 'cat > /etc/nginx/sites-enabled/requested.conf; nginx -s reload'], {
    input: site,
  })
  const request = { url: 'http://127.0.0.1:8080/', headers: { Host: 'erp.example' } }
  const answer = await waitFor('nginx to listen', () => remote.request(request).catch(() => undefined))
  expect(answer).toMatchObject({ status: 200, body: 'erp.example' })
  await expect(remote.request({ url: 'http://127.0.0.1:9' })).rejects.toThrow(
    'connection to 127.0.0.1:9 on the server refused',
  )
})
