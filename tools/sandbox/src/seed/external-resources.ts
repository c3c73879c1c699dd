import { quote } from '@tsh/remote'
import type { Log } from '../machine/progress.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { mustExec } from '../sandbox/server.ts'
import type { ComposeModel } from './compose-model.ts'

/**
 * Creates the networks and volumes that compose expects on a server (`external: true`), unless the services around the
 * application have.
 */
export async function createExternalResources(
  { server }: Pick<Sandbox, 'server'>,
  { networks = {}, volumes = {} }: Pick<ComposeModel, 'networks' | 'volumes'>,
  log: Log,
): Promise<void> {
  for (const [kind, defined] of Object.entries({ network: networks, volume: volumes })) {
    for (const { name, external } of Object.values(defined)) {
      if (!external || name === undefined) continue
      log(`Providing the ${kind} ${name}, which the compose file declares external`)
      const command = (verb: string): string => `docker ${kind} ${verb} ${quote(name)} > /dev/null`
      await mustExec(server.exec, `${command('inspect')} 2>&1 || ${command('create')}`)
    }
  }
}
