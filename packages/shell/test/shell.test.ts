import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { cancellableShell, plainEnvironment, shell } from '../src/index.ts'

const saved = process.env
beforeEach(() => {
  process.env = { ...saved, 'INPUT_SSH-KEY': 'a key', API_TOKEN: 'a token', LANG: 'C.UTF-8' }
})
afterEach(() => {
  process.env = saved
})

describe('a program', () => {
  test('receives arguments, stdin and a working directory, and returns exit code and output', async () => {
    const options = { cwd: tmpdir(), input: 'from stdin' }
    const output = await shell.run('sh', ['-c', 'pwd; cat; echo "$1" >&2', 'sh', 'a  "b"'], options)
    expect(output).toEqual({ code: 0, stdout: `${tmpdir()}\nfrom stdin`, stderr: 'a  "b"\n' })
  })

  test('that fails throws with its exit code and last lines', async () => {
    const failing = shell.run('sh', ['-c', 'for line in 1 2 3 4; do echo "line $line" >&2; done; exit 7'])
    await expect(failing).rejects.toThrow('"sh -c" failed with exit code 7: line 2 line 3 line 4')
    await expect(shell.run('false', [])).rejects.toThrow('failed with exit code 1: no error output')
  })

  test('that is allowed to fail returns its exit code', async () => {
    expect(await shell.run('sh', ['-c', 'exit 7'], { allowFailure: true })).toMatchObject({ code: 7 })
  })

  test('that does not exist is named', () =>
    expect(shell.run('no-such-program', [])).rejects.toThrow(
      'cannot start "no-such-program". Is it installed on the runner?',
    ))

  test('is streamed line by line on stdout and stderr', async () => {
    const lines: string[] = []
    await shell.run('sh', ['-c', 'echo one; echo two >&2; printf three'], {
      onLine: line => lines.push(line),
    })
    expect(lines.sort()).toEqual(['one', 'three', 'two'])
  })
})

test('a program that exits without reading its input is judged by its exit code', async () => {
  const input = 'x'.repeat(10_000_000)
  expect(await shell.run('true', [], { input })).toMatchObject({ code: 0 })
  await expect(shell.run('sh', ['-c', 'echo no >&2; exit 1'], { input })).rejects.toThrow(
    '"sh -c" failed with exit code 1: no',
  )
})

test('a killed program has the exit code of its signal', async () => {
  expect(await shell.run('sh', ['-c', 'kill -9 $$'], { allowFailure: true })).toMatchObject({ code: 137 })
})

test('a cancelled program is terminated with its descendants', async () => {
  const controller = new AbortController()
  const cancellable = cancellableShell(controller.signal)
  let pid = 0
  const running = cancellable.run('sh', ['-c', 'sleep 600 & echo $!; wait'], {
    onLine: line => {
      pid = Number(line)
      controller.abort(new Error('cancelled'))
    },
  })
  await expect(running).rejects.toThrow('cancelled')
  const { stdout } = await shell.run('ps', ['-o', 'stat=', '-p', String(pid)], { allowFailure: true })
  expect(stdout.trim()).toMatch(/^(Z.*)?$/)
  await expect(cancellable.run('true', [])).rejects.toThrow('cancelled')
})

describe('the environment of a program', () => {
  test('has neither inputs nor secrets', async () => {
    const { stdout } = await shell.run('env', [])
    expect(stdout).toMatch(/^PATH=/m)
    expect(stdout).toMatch(/^LANG=C\.UTF-8$/m)
    expect(stdout).not.toMatch(/INPUT_|TOKEN/)
  })

  test('has what leads to the internet, and to the libraries of installed tools', () => {
    const before = { ...process.env }
    const set = {
      ...{ https_proxy: 'http://proxy.corp:3128', NO_PROXY: '.corp', SSL_CERT_FILE: '/etc/corp.pem' },
      LD_LIBRARY_PATH: '/runner/_work/_tool/Python/3.11.9/x64/lib',
    }
    Object.assign(process.env, set)
    try {
      const hosts = '.corp,localhost,127.0.0.1,::1'
      expect(plainEnvironment()).toMatchObject({ ...set, NO_PROXY: hosts, no_proxy: hosts })
    } finally {
      process.env = before
    }
  })

  test('has what is added', () => {
    expect(plainEnvironment({ CI: 'true', PATH: '/bin' })).toMatchObject({
      CI: 'true',
      PATH: '/bin',
      LANG: 'C.UTF-8',
    })
  })
})
