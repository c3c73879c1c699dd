import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { connect } from '@tsh/remote'
import { mustExec, type Sandbox, startSandbox } from '@tsh/sandbox'
import { removeImages } from '../../src/images/remove-images.ts'
import { deployInputs } from '../deploy-inputs.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox?.stop())

test('removes images and their override files, except those that a container uses or that are already gone', async () => {
  const { exec } = sandbox.server
  const empty = (name: string, text: string): string =>
    `mkdir -p /tmp/image && echo ${text} > /tmp/image/text && tar -C /tmp/image -c . | docker import - ${name}`
  await mustExec(exec, ['v1', 'v2', 'v3'].map(version => empty(`erp:${version}`, version)).join('; '))
  const labels = '--label com.docker.compose.project.working_dir=/opt/erp --env VERSION=v2'
  await mustExec(exec, `docker create --name held ${labels} erp:v2 /nothing`)
  await mustExec(
    exec,
    'mkdir -p /opt/erp/.deploy; cd /opt/erp/.deploy; touch v0.json v1.json v2.json v3.json lock',
  )
  const remote = await connect({ ...sandbox.server, knownHosts: sandbox.server.knownHosts.split('\n') })
  try {
    const { application } = deployInputs({
      application: { ...deployInputs().application, path: '/opt/erp' },
    })
    await removeImages(remote, application, { names: ['erp:v0', 'erp:v1', 'erp:v2'], kept: ['v3'] })
  } finally {
    remote.close()
  }
  const left = await mustExec(exec, 'docker image ls --format "{{.Repository}}:{{.Tag}}" erp')
  expect(left.split('\n').sort()).toEqual(['erp:v2', 'erp:v3'])
  expect(await mustExec(exec, 'ls /opt/erp/.deploy')).toBe('lock\nv2.json\nv3.json')
})
