import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { localRemote, recordingRemote } from '@tsh/testing'
import { changedMounts, mountedContent, mountedFiles } from '../../src/checkout/mounted-files.ts'
import type { ComposeModel } from '../../src/compose/compose-model.ts'

const path = '/opt/erp'
const model: ComposeModel = {
  name: 'erp',
  services: {
    proxy: {
      volumes: [
        { type: 'bind', source: '/opt/erp/nginx', target: '/etc/nginx' },
        { type: 'bind', source: '/var/log/erp', target: '/var/log' },
        { type: 'volume', source: 'cache', target: '/cache' },
      ],
      configs: [{ source: 'limits' }],
      secrets: [{ source: 'key' }, { source: 'external' }],
    },
    mail: {},
  },
  configs: { limits: { file: '/opt/erp/limits.conf' } },
  secrets: { key: { file: '/opt/erp/secrets/key.txt' }, external: {} },
}

test('finds the files that a service mounts from the checkout', () => {
  expect(mountedFiles(model, 'proxy', path)).toEqual(['limits.conf', 'nginx', 'secrets/key.txt'])
  expect(mountedFiles(model, 'mail', path)).toEqual([])
})

test('finds the mounted files that a commit changes', () => {
  const changed = ['nginx/site.conf', 'nginx.md', 'limits.conf', 'app/main.py']
  expect(changedMounts(model, 'proxy', { path, changed })).toEqual(['nginx/site.conf', 'limits.conf'])
})

test('files in a submodule change with it', async () => {
  const mounts = {
    name: 'erp',
    services: { proxy: { volumes: [{ type: 'bind', source: `${path}/lib/a` }] } },
  }
  expect(changedMounts(mounts, 'proxy', { path, changed: ['lib', 'lib.md'] })).toEqual(['lib'])
  const folder = await mkdtemp(join(tmpdir(), 'mounts-'))
  try {
    const remote = localRemote({ HOME: folder })
    const service = { volumes: [{ type: 'bind', source: `${folder}/lib/deep/a` }] }
    const digest = async (commit: string): Promise<unknown> => {
      const script = `cd "$0"; git init -q; git update-index --add --cacheinfo 160000,$1,lib; git -c user.name=a -c user.email=a@b commit -q -m 1`
      await remote.run(['sh', '-euc', script, folder, commit])
      const content = await mountedContent(remote, folder, {
        ...{ model: { name: 'erp', services: { proxy: service } }, services: ['proxy'] },
      })
      return content.get('proxy')
    }
    const first = await digest('a'.repeat(40))
    expect(first).toMatch(/^[0-9a-f]{16}$/)
    expect(await digest('b'.repeat(40))).not.toBe(first)
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('the checkout itself and a link in it have a digest', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mounts-'))
  try {
    const remote = localRemote({ HOME: folder })
    const script =
      'cd "$0"; git init -q; echo 1 > "a \'b\'"; ln -s a* link; git add .; git -c user.name=a -c user.email=a@b commit -q -m 1'
    await remote.run(['sh', '-euc', script, folder])
    const volumes = (source: string) => ({ volumes: [{ type: 'bind', source }] })
    const services = {
      all: volumes(folder),
      file: volumes(`${folder}/a 'b'`),
      link: volumes(`${folder}/link`),
    }
    const content = await mountedContent(remote, folder, {
      ...{ model: { name: 'erp', services }, services: Object.keys(services) },
    })
    expect([...content.keys()]).toEqual(['all', 'file', 'link'])
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('the digest changes with the content and covers only files in git', async () => {
  const digest = async (ids: string): Promise<string | undefined> => {
    const remote = recordingRemote(() => ({ stdout: ids }))
    return (await mountedContent(remote, path, { model, services: ['proxy', 'mail'] })).get('proxy')
  }
  const first = await digest('aaa limits.conf\nbbb nginx\n')
  expect(first).toMatch(/^[0-9a-f]{16}$/)
  expect(await digest('aaa limits.conf\nbbb nginx\n')).toBe(first)
  expect(await digest('aaa limits.conf\nccc nginx\n')).not.toBe(first)
  expect(await digest('')).toBeUndefined()
})

test('mounted files are never passed on the command line, however many there are', async () => {
  const volumes = Array.from({ length: 3000 }, (_, at) => ({
    type: 'bind',
    source: `${path}/config/a-folder-with-a-long-name/${at}.conf`,
  }))
  const remote = recordingRemote()
  const services = { proxy: { volumes } }
  await mountedContent(remote, path, { model: { name: 'erp', services }, services: ['proxy'] })
  expect(remote.commands[0]?.length).toBeLessThan(10_000)
  expect(remote.inputs[0]?.match(/\0/g)).toHaveLength(3000)
})
