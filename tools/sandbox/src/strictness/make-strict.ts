import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Consumer } from '../consumer/consumer.ts'
import { RELOAD_SSHD } from '../sandbox/reload-sshd.ts'
import { mustExec, type Server } from '../sandbox/server.ts'
import type { StrictProperty } from './properties.ts'

const folder = join(import.meta.dirname, '..', '..', 'strict')

/** Applies properties of production servers to a server that is ready for a deployment. */
export async function makeStrict(
  exec: Server['exec'],
  { user, deployPath, envFile }: Pick<Consumer, 'user' | 'deployPath' | 'envFile'>,
  properties: readonly StrictProperty[],
): Promise<void> {
  const environment = `USER_NAME='${user}' DEPLOY_PATH='${deployPath}' ENV_FILE='${envFile}'`
  for (const property of properties) {
    const script = readFileSync(join(folder, `${property}.sh`), 'utf8')
    await mustExec(exec, `env ${environment} sh -eu`, RELOAD_SSHD + script)
  }
}
