import { spawnSync } from 'node:child_process'
import { expect, test } from '@jest/globals'
import { CHECKOUT_FUNCTIONS } from '../../src/checkout/checkout-script.ts'

/** The reason reported for a submodule when git prints this. */
function reasonFor(printed: string): string {
  const script = `${CHECKOUT_FUNCTIONS}plain_git() { printf '%s\\n' "$PRINTED"; return 1; }\nupdate_submodule lib`
  const { stdout } = spawnSync('sh', ['-uc', script], {
    encoding: 'utf8',
    env: { ...process.env, PRINTED: printed },
  })
  return stdout.trim()
}

test.each([
  ["fatal: unable to access 'https://bot:pass@git.example/a.git/': 403", 'git.example/a.git'],
  ["fatal: unable to access 'https://bot:pa@ss-wo/rd@git.example/a.git/': 403", 'git.example/a.git'],
  ['fatal: no path for "ssh://pa@ss-wo/rd@git.example/a" and //bot:pass@git.example/b', 'git.example/b'],
  ["Cloning into 'lib'\nfatal: https://pa@ss-wo/rd@git.example/a.git", 'git.example/a.git'],
])(
  'the reason of a failed submodule update does not contain the login of its URL: %s',
  (printed, address) => {
    const reason = reasonFor(printed)
    expect(reason).toContain(`//${address}`)
    expect(reason).not.toMatch(/pa@|pass|ss-wo|rd@/)
  },
)
