import { expect, jest, test } from '@jest/globals'
import { actionDefaults, withInputs } from '@tsh/testing'
import { readServerInputs } from '../src/inputs.ts'

const sha = 'a'.repeat(40)
const key = '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n-----END OPENSSH PRIVATE KEY-----\n'
const valid = {
  ...{ server: 'deploy@shop.example', 'host-key': `SHA256:${'a'.repeat(43)}`, 'ssh-key': key },
  ...{ path: '/opt/shop', service: 'app_{slot}', 'slot-directory': '/slots', sha, 'github-token': 'ghs_run' },
}
const read = (inputs: Record<string, string> = {}) =>
  withInputs(
    { ...actionDefaults('server'), 'compose-file': 'c.yml', 'env-file': '.env', ...valid, ...inputs },
    readServerInputs,
  )

test('reads its inputs', async () => {
  const inputs = await read({
    ...{ commits: 'transfer', 'env-secrets': 'A\nB', 'dry-run': 'true', url: 'https://shop.example' },
    'app-env': 'A=first-value\nB="b # c"\nIGNORED=x\n',
  })
  expect(inputs).toMatchObject({
    ...{ sha, token: 'ghs_run', dryRun: true, repository: undefined },
    application: { publicUrl: 'https://shop.example' },
    secrets: { A: 'first-value', B: 'b # c' },
  })
})

test('warns of lines in the secret that GitHub would hide everywhere', async () => {
  const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true)
  try {
    await read({ 'env-secrets': 'A', 'app-env': '# values\n#\nA=first-value\n\nB=\n' })
    const output = write.mock.calls.join('\n')
    expect(output).toMatch(/::warning::line 2, 5 of input "app-env" is shorter than 4 characters/)
  } finally {
    write.mockRestore()
  }
})

test('a server that fetches commits uses the repository of the run', async () => {
  expect((await read()).repository).toMatch(/^git@github\.com:.+\.git$/)
})

test.each<[Record<string, string>, string]>([
  [{ mode: 'drift' }, 'input "mode" must be one of setup, got "drift"'],
  [{ sha: 'main' }, 'input "sha" must be a full commit SHA, got "main"'],
  [{ 'env-secrets': 'A' }, 'secret for input "app-env" is empty. The settings take A from it'],
  [{ 'env-secrets': 'A\nB', 'app-env': 'B=1' }, 'lists A, which the secret APP_ENV does not have'],
  [{ 'env-secrets': 'A', 'app-env': 'no assignment' }, 'input "app-env" has no KEY=value in line 1'],
  [{ 'github-token': '' }, 'secret for input "github-token" is empty. Leave it at its default'],
])('refuses %j', async (inputs, problem) => {
  await expect(read(inputs)).rejects.toThrow(problem)
})
