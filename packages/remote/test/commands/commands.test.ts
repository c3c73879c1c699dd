import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { maskSecret } from '@tsh/action'
import { connect, ForwardingForbidden, inServerLocale, type Remote } from '../../src/index.ts'
import { type SshServer, type SshServerOptions, startSshServer } from '../ssh-server.ts'

// Commands over a connection to an SSH server in this process; the behavior of sshd itself is tested in the sandbox.

let folder: string
let server: SshServer
let remote: Remote
let warnings: string[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shell-'))
  warnings = []
  jest.spyOn(process.stdout, 'write').mockImplementation(text => {
    if (/^::warning/.test(String(text))) warnings.push(String(text).trim())
    return true
  })
})
afterEach(async () => {
  jest.restoreAllMocks()
  remote?.close()
  server?.close()
  await rm(folder, { recursive: true })
})

async function start(options: SshServerOptions = {}): Promise<Remote> {
  server = await startSshServer(options)
  remote = await connect(server.target)
  return remote
}

/** A login shell that runs a script before the command. */
async function shellWith(script: string, run = 'exec /bin/sh "$@"'): Promise<string> {
  const shell = join(folder, 'shell')
  await writeFile(shell, `#!/bin/sh\n${script}\n${run}\n`)
  await chmod(shell, 0o755)
  return shell
}

const GREETING =
  "echo; echo 'Welcome to the server'; echo two; printf 'no line end'; echo 'stdin: is not a tty' >&2"

describe('the output of a login shell', () => {
  test('is removed from stdout and stderr of a command, and reported once per connection', async () => {
    await start({ shell: await shellWith(GREETING) })
    const lines: string[] = []
    const onLine = (line: string): void => void lines.push(line)
    const command = ['sh', '-c', 'echo out; echo err >&2; exit 3']
    expect(await remote.run(command, { onLine, allowFailure: true })).toEqual({
      ...{ code: 3, stdout: 'out\n', stderr: 'err\n' },
    })
    expect(lines.sort()).toEqual(['err', 'out'])
    expect((await remote.run(['cat'], { input: 'a\nb' })).stdout).toBe('a\nb')
    expect(warnings).toEqual([
      '::warning::The login shell of deploy@127.0.0.1 prints output (first line: Welcome to the server), which is ignored; disable it for non-interactive shells',
    ])
  })

  test('is reported if it is on stderr only, without workflow commands', async () => {
    await start({ shell: await shellWith("printf '\\033[31m::error::red\\nmore\\n' >&2") })
    expect((await remote.run(['sh', '-c', 'echo own >&2'])).stderr).toBe('own\n')
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toMatch(/first line: ::error::red\)/)
  })

  test('is reported without secrets of any length', async () => {
    const token = 'a-long-token-'.repeat(200)
    maskSecret(token)
    await start({ shell: await shellWith(`echo '${token}'`) })
    await remote.run(['true'])
    expect(warnings[0]).toMatch(/\(first line: \*\*\*\)/)
  })

  test('is not confused with the command, which a shell may trace', async () => {
    await start({ shell: await shellWith('', 'exec bash -xv "$@"') })
    expect(await remote.run(['printf', 'out'])).toEqual({ code: 0, stdout: 'out', stderr: '' })
  })

  test.each([
    ['nothing', 'true', ''],
    ['more than a buffer', 'yes "a long greeting" | head -c 300000', ''],
    ['bytes of an image', 'head -c 3000 /dev/urandom', ''],
  ])('can be %s, and every byte of a stream arrives', async (_what, script) => {
    await start({ shell: await shellWith(script) })
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7919) % 256))
    const stream = await remote.stream(['cat'])
    const parts: Buffer[] = []
    stream.output.on('data', (part: Buffer) => parts.push(part))
    stream.input.write(bytes)
    stream.end()
    expect(await stream.finished).toEqual({ code: 0, signal: undefined, stderr: '' })
    expect(Buffer.concat(parts).equals(bytes)).toBe(true)
  })

  test('after it has read all of stdin is removed, too', async () => {
    await start({ shell: await shellWith('cat > /dev/null; echo hello') })
    expect((await remote.run(['printf', 'out'])).stdout).toBe('out')
  })

  test('at its exit does not follow the output of the command', async () => {
    await start({ shell: await shellWith('trap "echo bye" EXIT; eval "$2"', 'exit') })
    expect((await remote.run(['printf', 'out'])).stdout).toBe('out')
  })
})

test('a late listener is notified about the end of a stream without output', async () => {
  await start({ shell: await shellWith(GREETING) })
  for (let round = 0; round < 5; round++) {
    const { output, finished, end } = await remote.stream(['true'])
    end()
    await new Promise(resolve => setTimeout(resolve, 5))
    const ended = new Promise(resolve => output.on('data', () => {}).on('end', () => resolve('ended')))
    expect(await ended).toBe('ended')
    expect((await finished).code).toBe(0)
  }
})

test('no secret is split where the stderr of a stream is truncated', async () => {
  const token = 'another-long-token-'.repeat(4)
  maskSecret(token)
  await start()
  const script = `printf '%s' '${token}' >&2; head -c 3960 /dev/zero | tr '\\0' x >&2`
  const { output, finished, end } = await remote.stream(['sh', '-c', script])
  output.resume()
  end()
  expect((await finished).stderr).toBe(`***${'x'.repeat(3960)}`)
})

describe('an account that cannot run commands is reported with its shell', () => {
  test.each([
    ['a forced command', 'exit 0', 'exit code 0'],
    [
      'no login',
      'echo "This account is not available"; exit 1',
      'exit code 1, it printed "This account is not available"',
    ],
    ['an error', 'echo "cannot start" >&2; exit 127', 'exit code 127, it printed "cannot start"'],
  ])('%s', async (_name, script, reason) => {
    const shell = await shellWith(script)
    await expect(start({ shell })).rejects.toThrow(
      `deploy@127.0.0.1 did not run the command (${reason}). Check the login shell of the user, and its key for a forced command`,
    )
  })
})

test('an input that is destroyed by a cancellation before the command has started ends the command', async () => {
  await start({ shell: await shellWith('sleep 0.3') })
  const input = new Readable({ read() {} })
  const running = remote.run(['cat'], { input })
  input.destroy(new Error('cancelled'))
  await expect(running).rejects.toThrow(/"cat" on deploy@127\.0\.0\.1/)
})

describe('the sessions of a connection', () => {
  const holding = async (remote: Remote, sessions: number) => {
    const holders = await Promise.all(Array.from({ length: sessions }, () => remote.stream(['cat'])))
    for (const { output } of holders) output.resume()
    return async () => {
      for (const holder of holders) holder.end()
      return Promise.all(holders.map(({ finished }) => finished))
    }
  }

  test.each([1, 2])(
    'are %d, so more commands go over additional connections, which are reused',
    async maxSessions => {
      await start({ maxSessions })
      for (let round = 0; round < 3; round++) {
        const release = await holding(remote, 3)
        const args = Array.from({ length: 4 }, (_, at) => String(at))
        const outputs = await Promise.all(args.map(arg => remote.run(['printf', arg])))
        expect(outputs.map(({ stdout }) => stdout)).toEqual(args)
        expect((await release()).map(({ code }) => code)).toEqual([0, 0, 0])
      }
      expect(server.connections).toBeLessThanOrEqual(Math.ceil(7 / maxSessions))
    },
  )

  test('are reported when there are none', async () => {
    await expect(start({ maxSessions: 0 })).rejects.toThrow(
      /^deploy@127\.0\.0\.1 opened no session: .*Check MaxSessions/,
    )
    expect(server.connections).toBe(1)
  })

  test('end together with any of the connections', async () => {
    await start({ maxSessions: 1 })
    const holder = await remote.stream(['cat'])
    const own = await remote.stream(['cat'])
    for (const { output } of [holder, own]) output.resume()
    remote.close()
    expect((await own.finished).code).toBeUndefined()
    expect((await holder.finished).code).toBeUndefined()
    await expect(remote.run(['true'])).rejects.toThrow('the connection was lost')
  })
})

describe('the locale of a command', () => {
  const show = ['sh', '-c', 'echo "${LC_ALL-unset} ${LANG-unset}"', 'show']

  test.each([
    ['unset', {}],
    ['empty', { LC_ALL: '' }],
    ['set', { LC_ALL: 'ru_RU.UTF-8' }],
  ])('is C, and that of the server if the environment is passed on (LC_ALL is %s)', async (_name, own) => {
    const env: Record<string, string> = { LANG: 'de_DE.UTF-8', ...own }
    await start({ env })
    expect((await remote.run(show)).stdout).toBe('C de_DE.UTF-8\n')
    const passed = await remote.run(inServerLocale('show', ['sh', '-c', 'env | grep -E "^(TSH_)?L"', 'env']))
    expect(passed.stdout.trim().split('\n').sort()).toEqual(
      Object.entries(env)
        .map(pair => pair.join('='))
        .sort(),
    )
  })

  test('does not change the bytes of file names', async () => {
    await start({ env: { LANG: 'C.UTF-8' } })
    const name = 'Überblick 日本 \u{1F600}!'
    await remote.run(['touch', '--', join(folder, name)])
    expect((await remote.run(['ls', folder])).stdout).toBe(`${name}\n`)
    expect((await remote.run(['printf', '%s', name])).stdout).toBe(name)
  })
})

describe('an output that exceeds the limit', () => {
  const large = ['sh', '-c', 'head -c 9000000 /dev/zero', 'print zeros']

  test('is an error, even if a failure is allowed', async () => {
    await start()
    for (const allowFailure of [false, true])
      await expect(remote.run(large, { allowFailure })).rejects.toThrow(
        '"print zeros" on deploy@127.0.0.1 printed more than the limit of 8 MiB',
      )
  })

  test('is not an error with onLine', async () => {
    await start()
    expect((await remote.run(large, { onLine: () => {} })).stdout).toHaveLength(8 * 1024 * 1024)
  })
})

test('forwarding that sshd does not allow is a separate error', async () => {
  await start()
  for (const opened of [
    remote.request({ url: 'http://127.0.0.1:8011/health' }),
    remote.keep({ url: 'https://127.0.0.1/' }),
  ])
    await expect(opened).rejects.toThrow(ForwardingForbidden)
  await expect(remote.keep({ url: 'https://127.0.0.1/' })).rejects.toThrow(
    /^sshd does not allow deploy@127\.0\.0\.1 to forward connections to 127\.0\.0\.1:443\. Set AllowTcpForwarding/,
  )
})
