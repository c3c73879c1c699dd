import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { mustExec, type Sandbox, startSandbox } from '@tsh/rehearsal'
import { connect } from '@tsh/remote'
import { removeImages } from '../src/remove-images.ts'

const minutes = 60_000
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ baseImages: [], tell: () => {} })
}, 5 * minutes)
afterAll(() => sandbox?.stop(), minutes)

test(
  'images go by name; one that a container needs, and one that is gone already, are no fault',
  async () => {
    const { exec } = sandbox.server
    const empty = (name: string, text: string): string =>
      `mkdir -p /tmp/image && echo ${text} > /tmp/image/text && tar -C /tmp/image -c . | docker import - ${name}`
    await mustExec(exec, ['v1', 'v2', 'v3'].map(version => empty(`erp:${version}`, version)).join('; '))
    await mustExec(exec, 'docker create --name held erp:v2 /nothing')
    const remote = await connect({ ...sandbox.server, knownHosts: sandbox.server.knownHosts.split('\n') })
    try {
      await removeImages(remote, ['erp:v0', 'erp:v1', 'erp:v2'])
    } finally {
      remote.close()
    }
    const left = await mustExec(exec, 'docker image ls --format "{{.Repository}}:{{.Tag}}" erp')
    expect(left.split('\n').sort()).toEqual(['erp:v2', 'erp:v3'])
  },
  2 * minutes,
)
