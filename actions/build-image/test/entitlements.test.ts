import { describe, expect, test } from '@jest/globals'
import type { Shell } from '@tsh/shell'
import type { Target } from '../src/bake-file.ts'
import { entitlements, isEnforcedBy } from '../src/entitlements.ts'

test.each<[string, boolean]>([
  ['github.com/docker/buildx v0.13.1 788433953af10f2a698f5c07611dddce2e08c7a0', false],
  ['github.com/docker/buildx 0.13.1+ds1 0.13.1+ds1-3', false],
  ['github.com/docker/buildx v0.19.3 48d6a39', false],
  ['github.com/docker/buildx v0.20.0 8e30c46', true],
  ['github.com/docker/buildx 0.29.1+ds1 0.29.1+ds1-4', true],
  ['github.com/docker/buildx v1.0.0 48d6a39', true],
  ['github.com/docker/buildx HEAD 48d6a39', true],
])('the permissions of %s are enforced: %s', (version, enforced) => {
  expect(isEnforcedBy(version)).toBe(enforced)
})

describe('files outside of the working folder are allowed', () => {
  const allowed = (target: Target, files: string[] = [], version = 'buildx v0.29.1'): Promise<string[]> => {
    const shell: Shell = { run: async () => ({ code: 0, stdout: version, stderr: '' }) }
    return entitlements([target, target], files, { folder: '/repo/deploy', shell })
  }

  test.each<[string, Target, string[]]>([
    ['a context', { context: '..' }, ['/repo', '/repo/Dockerfile']],
    ['a Dockerfile', { context: '.', dockerfile: '../docker/Dockerfile' }, ['/repo/docker/Dockerfile']],
    [
      'another context',
      { context: '.', contexts: { a: '../a', b: 'docker-image://x', c: '..b' } },
      ['/repo/a'],
    ],
    ['nothing else', { context: './sub', dockerfile: 'x/../Dockerfile' }, []],
    [
      'nothing of a remote context',
      { context: 'https://example.com/x.git', dockerfile: '../Dockerfile' },
      [],
    ],
    ['nothing of another one', { context: 'git@example.com:x.git' }, []],
  ])('%s', async (_name, target, paths) => {
    expect(await allowed(target)).toEqual(paths.map(path => `--allow=fs.read=${path}`))
  })

  test('a secret', async () => {
    expect(await allowed({ context: '.' }, ['/repo/npm.txt', '/repo/deploy/pip.txt'])).toEqual([
      '--allow=fs.read=/repo/npm.txt',
    ])
  })

  test('not for a version that does not know the option', async () => {
    expect(await allowed({ context: '..' }, [], 'buildx v0.13.1')).toEqual([])
  })
})
