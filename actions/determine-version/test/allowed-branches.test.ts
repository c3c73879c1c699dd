import { describe, expect, test } from '@jest/globals'
import { allowedBranches, checkRef } from '../src/allowed-branches.ts'

const path = '.github/deploy.yml'
const file = (production: string, top = ''): { path: string; text: string } => ({
  path,
  text: `${top}
service: app_{slot}
environments:
  production:
    server: root@erp.example
    host-key: SHA256:${'a'.repeat(43)}
    path: /opt/erp
    url: https://erp.example
${production}`,
})

describe('the branches of an environment', () => {
  const branches = ['feature']

  test('are those of the default branch, regardless of the commit of the run', async () => {
    const listed = file('    branches: [main, release/1.x]\n')
    expect(await allowedBranches({ environment: 'production', branches }, listed)).toEqual([
      'main',
      'release/1.x',
    ])
    expect(await allowedBranches({ environment: 'production', branches }, file(''))).toBeUndefined()
  })

  test('may be set for all environments', async () => {
    const all = file('', 'branches: [main]\n')
    expect(await allowedBranches({ environment: 'production', branches: undefined }, all)).toEqual(['main'])
  })

  test('that are set for all environments also apply to one that the default branch does not define', async () => {
    const all = file('', 'branches: [main]\n')
    expect(await allowedBranches({ environment: 'qa', branches }, all)).toEqual(['main'])
    expect(await allowedBranches({ environment: 'qa', branches: undefined }, all)).toEqual(['main'])
  })

  test('are those of the run if the default branch lists none for a new environment, or has no settings yet', async () => {
    expect(await allowedBranches({ environment: 'qa', branches }, file(''))).toEqual(branches)
    expect(await allowedBranches({ environment: 'constructor', branches }, file(''))).toEqual(branches)
    expect(await allowedBranches({ environment: 'production', branches }, undefined)).toEqual(branches)
  })

  test('are unknown when the file of the default branch is invalid', async () => {
    await expect(
      allowedBranches({ environment: 'production', branches }, file('    branchs: [main]\n')),
    ).rejects.toThrow(/^on the default branch: \.github\/deploy\.yml:\d+:\d+ .*branchs/m)
  })
})

describe('a run of', () => {
  const check = (ref: string, branches?: string[]) => () =>
    checkRef({ environment: 'production', ref }, branches)

  test.each([
    ['refs/heads/main', ['main', 'release/1.x']],
    ['refs/heads/release/1.x', ['main', 'release/1.x']],
    ['refs/tags/v1', undefined],
    ['refs/pull/7/merge', undefined],
    ['', undefined],
  ])('%j may deploy from %j', (ref, branches) => {
    expect(check(ref, branches)).not.toThrow()
  })

  test.each([
    [
      'refs/heads/feature',
      'a run of feature is not allowed to deploy to production: the setting "branches" on the default',
    ],
    ['refs/heads/main/x', 'a run of main/x is not allowed'],
    ['refs/heads/Main', 'a run of Main is not allowed'],
    ['refs/tags/main', 'a run of tag main is not allowed to deploy to production'],
    ['refs/pull/7/merge', 'a run of refs/pull/7/merge is not allowed'],
    ['main', 'a run of main is not allowed'],
    ['', 'a run of no branch is not allowed'],
  ])('%j is refused if only main is listed', (ref, message) => {
    expect(check(ref, ['main'])).toThrow(message)
    expect(check(ref, ['main'])).toThrow('only allows main. Start the workflow on one of them')
  })
})
