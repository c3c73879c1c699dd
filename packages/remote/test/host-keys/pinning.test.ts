import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { knownHostsName, knownKeys } from '@tsh/host-keys'
import { connect, type Target } from '../../src/index.ts'
import { newPublicKey, type SshServer, startSshServer } from '../ssh-server.ts'

describe('a server', () => {
  let server: SshServer
  beforeEach(async () => {
    server = await startSshServer()
  })
  afterEach(() => server.close())

  /** Connects with lines in which HERE and KEY are replaced for the server, and OTHER with another key. */
  async function query(lines: readonly string[], more: Partial<Target> = {}): Promise<string> {
    const { target, hostKey } = server
    const placeholders = {
      HERE: `[127.0.0.1]:${target.port}`,
      PORT: String(target.port),
      KEY: hostKey,
      OTHER: newPublicKey(),
    }
    const knownHosts = lines.map(line =>
      line.replace(/HERE|PORT|KEY|OTHER|BLOB/g, name =>
        name === 'BLOB'
          ? (hostKey.split(' ')[1] ?? '')
          : (placeholders[name as keyof typeof placeholders] ?? ''),
      ),
    )
    const remote = await connect({ ...target, knownHosts, ...more })
    try {
      return (await remote.run(['printf', 'out'])).stdout
    } finally {
      remote.close()
    }
  }

  test.each<[string, string[]]>([
    ['another key', ['HERE OTHER']],
    ['its key for port 22 only', ['127.0.0.1 KEY']],
    ['its key for another port', ['[127.0.0.1]:2 KEY']],
    ['only a certificate authority', ['@cert-authority HERE KEY', '@cert-authority * KEY']],
    ['its key, which is revoked everywhere', ['HERE KEY', '@revoked * KEY']],
    ['its key, which is revoked on port 22', ['HERE KEY', '@revoked 127.0.0.1 KEY']],
    ['its key for all names but its own', ['*,!HERE KEY']],
    ['its key for all addresses but its own', ['[*]:PORT,![127.0.0.?]:* KEY']],
    ['its key under another type', ['HERE ssh-ed25519 BLOB', 'HERE ssh-rsa BLOB']],
    ['nothing', []],
    ['a comment', ['# HERE KEY']],
  ])('whose lines pin %s is rejected, and runs nothing', async (_name, lines) => {
    await expect(query(lines)).rejects.toThrow(/host key|pinned|revokes/)
    expect(server.commands).toEqual([])
    expect([...server.logins]).toEqual([])
  })

  test('with another fingerprint is rejected, and runs nothing', async () => {
    await expect(query([], { fingerprints: [`SHA256:${'A'.repeat(43)}`] })).rejects.toThrow(
      /host key mismatch/,
    )
    expect([...server.logins]).toEqual([])
  })

  test.each([['HERE KEY'], ['[127.0.0.*]:* KEY'], ['[127.0.?.1]:PORT KEY'], ['other,HERE KEY'], ['* KEY']])(
    'pinned by %s is used',
    async line => expect(await query([line])).toBe('out'),
  )
})

// sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"; ssh-keygen has OpenSSH's own reader.
test('names and wildcards match like in OpenSSH', () => {
  const names = [
    ...[
      'erp.example',
      'ERP.example',
      '*.example',
      '*',
      '?rp.example',
      'erp.exampl?',
      'erp.*',
      'erp',
      '.example',
    ],
    ...[
      'erp.example,other',
      'other,erp.example',
      '*,!erp.example',
      '!erp.example,*',
      '!other,*',
      '!*.example,*',
    ],
    ...[
      '[erp.example]:2222',
      '[erp.example]:*',
      '[*]:2222',
      '[*]:22',
      '*:2222',
      '[erp.example]:22',
      '[*.example]:222?',
    ],
    ...[
      'erp+example',
      'erp[.]example',
      'erp.example.evil',
      'x.erp.example',
      '192.0.2.?',
      '192.0.2.*',
      '192.0.2.1*',
    ],
  ]
  const servers: [string, number][] = [
    ...([
      ['erp.example', 22],
      ['erp.example', 2222],
      ['192.0.2.17', 22],
      ['192.0.2.17', 2222],
    ] as [string, number][]),
  ]
  const folder = mkdtempSync(join(tmpdir(), 'known-hosts-'))
  const key = newPublicKey()
  try {
    const differences = names.flatMap((name, index) => {
      const file = join(folder, String(index))
      writeFileSync(file, `${name} ${key}\n`)
      return servers.flatMap(([host, port]) => {
        const args = ['-F', knownHostsName(host, port), '-f', file]
        const theirs = spawnSync('ssh-keygen', args, { encoding: 'utf8' }).stdout !== ''
        const ours = knownKeys([`${name} ${key}`], host, port).pinned.length > 0
        return ours === theirs ? [] : [`${name} for ${host}:${port}: OpenSSH ${theirs}, we ${ours}`]
      })
    })
    expect(differences).toEqual([])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a login is attempted with the key only, whatever agent and password the runner has', async () => {
  const server = await startSshServer({ refusesKeys: true })
  const saved = process.env
  process.env = { ...saved, SSH_AUTH_SOCK: '/run/agent.sock', SSHPASS: 'correct-horse' }
  try {
    await expect(connect(server.target)).rejects.toThrow(/server refused the key/)
    expect([...server.logins].filter(method => method !== 'none')).toEqual(['publickey'])
  } finally {
    process.env = saved
    server.close()
  }
})
