import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { withLogin } from '../src/login.ts'

let own: string
beforeEach(() => {
  own = mkdtempSync(join(tmpdir(), 'docker-own-'))
  process.env.DOCKER_CONFIG = own
})
afterEach(() => {
  delete process.env.DOCKER_CONFIG
  rmSync(own, { recursive: true })
})

const inputs = {
  registry: 'ghcr.io/acme',
  login: { username: 'acme', password: 'correct-horse' },
}

test('a login keeps the context, plugins and other logins of the user', async () => {
  mkdirSync(join(own, 'contexts', 'meta'), { recursive: true })
  mkdirSync(join(own, 'cli-plugins'))
  writeFileSync(join(own, 'config.json'), '{"currentContext":"rootless","auths":{"quay.io":{"auth":"x"}}}')
  const folder = await withLogin(inputs, async environment => {
    const { DOCKER_CONFIG: used = '', BUILDX_CONFIG: builders } = environment
    expect(used).not.toBe(own)
    expect(builders).toBe(join(own, 'buildx'))
    expect(readdirSync(used).sort()).toEqual(['cli-plugins', 'config.json', 'contexts'])
    expect(readdirSync(join(used, 'contexts'))).toEqual(['meta'])
    expect(JSON.parse(readFileSync(join(used, 'config.json'), 'utf8'))).toMatchObject({
      ...{ currentContext: 'rootless' },
      auths: { 'quay.io': { auth: 'x' }, 'ghcr.io': { auth: expect.any(String) } },
    })
    return used
  })
  expect(() => readdirSync(folder)).toThrow('ENOENT')
  expect(readdirSync(join(own, 'contexts'))).toEqual(['meta'])
  expect(readFileSync(join(own, 'config.json'), 'utf8')).not.toContain('ghcr.io')
})

test('a login needs no configuration of the user', async () => {
  rmSync(own, { recursive: true })
  await withLogin(inputs, async ({ DOCKER_CONFIG = '' }) => {
    expect(readdirSync(DOCKER_CONFIG)).toEqual(['config.json'])
  })
  mkdirSync(own)
})

test('a login of the runner takes precedence over the token of the job', async () => {
  const job = { ...inputs, login: { ...inputs.login, isJobToken: true } }
  const used = () => withLogin(job, async ({ DOCKER_CONFIG = '' }) => DOCKER_CONFIG)
  expect(await used()).not.toBe(own)
  for (const config of ['{"auths":{"ghcr.io":{"auth":"x"}}}', '{"credHelpers":{"ghcr.io":"pass"}}']) {
    writeFileSync(join(own, 'config.json'), config)
    expect(await used()).toBe(own)
  }
})
