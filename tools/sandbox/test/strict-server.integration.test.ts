import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { connect } from '@tsh/remote'
import { type Sandbox, startSandbox } from '../src/sandbox/sandbox.ts'
import { mustExec } from '../src/sandbox/server.ts'
import { makeStrict } from '../src/strictness/make-strict.ts'
import { ALL_STRICT, STRICT_PROPERTIES, type StrictProperty } from '../src/strictness/properties.ts'

const target = { user: 'khaleel', deployPath: '/srv/shop', envFile: '.env.live' }
let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await startSandbox({ user: target.user })
  await mustExec(sandbox.server.exec, REPOSITORY)
})
afterAll(() => sandbox.stop())

const REPOSITORY = `set -e
git config --global user.name a; git config --global user.email a@b
git init -q --bare -b main /srv/git/shop.git; git clone -q /srv/git/shop.git /srv/shop 2>&1; cd /srv/shop
echo .env.live > .gitignore; git add .gitignore; git commit -q -m 1; git commit -q --allow-empty -m 2; git push -q origin HEAD:main
git reset -q --hard HEAD~1; echo VERSION=1 > .env.live; chown -R khaleel: /srv/shop`

/** The output of a command that the deploy user runs over SSH. */
async function seen(command: string): Promise<string> {
  const { host, port, user, privateKey, knownHosts } = sandbox.server
  const remote = await connect({ host, port, user, privateKey, knownHosts: knownHosts.split('\n') })
  try {
    const { code, stdout, stderr } = await remote.run(['sh', '-c', command], { allowFailure: true })
    return `${stdout}${stderr}${code}`
  } finally {
    remote.close()
  }
}

const NGINX_SITE = 'server { listen 80; return 204; }'
const GREETING = 'erp-1: the last deployment was on Friday\n'

/** By property, a command over SSH and its output on such a server. */
const EVIDENCE: Record<StrictProperty, [command: string, expected: string | RegExp]> = {
  banner: ['cat /etc/issue.net; grep -h Banner /etc/ssh/sshd_config.d/*', /^.*monitored.*\nBanner/s],
  // The command's own output starts after it.
  'shell-output': ['fish -c true', `${GREETING}0`],
  fish: ['getent passwd khaleel', /:\/usr\/bin\/fish\n/],
  tcsh: ['getent passwd khaleel', /:\/usr\/bin\/tcsh\n/],
  locale: ['env -u LC_ALL /usr/bin/printf %.1f 1,5', '1,50'],
  'max-sessions': ['cat /etc/ssh/sshd_config.d/00-max-sessions.conf', /MaxSessions 2/],
  'no-forwarding': ['cat /etc/ssh/sshd_config.d/00-no-forwarding.conf', /AllowTcpForwarding no/],
  'no-sudo': ['sudo -n nginx -t', /password is required|1$/],
  'env-file-link': ['cd /srv/shop && test -L .env.live && cat .env.live', /VERSION=1\n0$/],
  'shallow-clone': ['git -C /srv/shop rev-list --count HEAD; git -C /srv/shop status --porcelain', /1\n0$/],
  'old-git': [
    'git --version; git -C /srv/shop fetch --no-write-fetch-head',
    /2\.25\.1\n.*unknown option.*129$/s,
  ],
  'docker-config': [
    'docker info --format {{.ServerVersion}}; cat ~/.docker/config.json',
    /^.*\d\n.*secretservice/s,
  ],
}

test('every property has its script', () => {
  const scripts = readdirSync(join(import.meta.dirname, '..', 'strict'))
  expect(scripts.map(name => name.replace(/\.sh$/, '')).sort()).toEqual([...STRICT_PROPERTIES].sort())
})

test('a strict server has every property, seen over SSH', async () => {
  await makeStrict(sandbox.server.exec, target, ALL_STRICT)
  for (const property of ALL_STRICT) {
    const [command, expected] = EVIDENCE[property]
    expect({ property, output: await seen(command) }).toEqual({
      property,
      output: typeof expected === 'string' ? expected : expect.stringMatching(expected),
    })
  }
})

/** Sends a request to the server's nginx through the SSH connection. */
async function requested(): Promise<number> {
  const { host, port, user, privateKey, knownHosts } = sandbox.server
  const remote = await connect({ host, port, user, privateKey, knownHosts: knownHosts.split('\n') })
  try {
    return (await remote.request({ url: 'http://127.0.0.1:80/' })).status
  } finally {
    remote.close()
  }
}

test('a third session needs another connection, and no-forwarding prevents forwarding', async () => {
  const { host, port, user, privateKey, knownHosts } = sandbox.server
  const remote = await connect({ host, port, user, privateKey, knownHosts: knownHosts.split('\n') })
  try {
    await Promise.all([1, 2].map(() => remote.stream(['sleep', '600'])))
    expect(
      (await remote.run(['sh', '-c', `pgrep -fc '${user[0]}[${user[1]}]${user.slice(2)}@notty'`])).stdout,
    ).toBe('2\n')
  } finally {
    remote.close()
  }
  await mustExec(
    sandbox.server.exec,
    `echo '${NGINX_SITE}' > /etc/nginx/conf.d/default.conf; nginx -s reload`,
  )
  expect(await requested()).toBe(204)
  await makeStrict(sandbox.server.exec, target, ['tcsh', 'no-forwarding'])
  await expect(requested()).rejects.toThrow(/does not allow khaleel@127\.0\.0\.1 to forward/)
  for (const property of ['tcsh', 'no-forwarding'] as const) {
    const [command, expected] = EVIDENCE[property]
    expect(await seen(command)).toMatch(expected)
  }
})
