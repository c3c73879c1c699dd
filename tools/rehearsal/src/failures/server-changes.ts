import { UserError } from '@tsh/action'
import type { Consumer, Sandbox } from '@tsh/sandbox'
import { mustExec } from '@tsh/sandbox'
import { hostPort, persistentServices } from '@tsh/sandbox/seed/compose-model'
import { brokenFlag } from '@tsh/sandbox/seed/nginx-site'
import type { FailureContext } from './failure.ts'

/** A pg_dump that writes the first half of the dump and then fails, like on a lost connection. */
const halfDump = `#!/bin/sh
case "$*" in *--version*) exec "$0.real" "$@" ;; esac
whole=$(mktemp)
"$0.real" "$@" >"$whole"
head -c $(($(wc -c <"$whole") / 2)) "$whole"
rm -f "$whole"
echo 'pg_dump: error: rehearsed failure' >&2
exit 1
`

/** Makes pg_dump fail half-way in every database container. */
export async function truncateDumps({ sandbox, consumer, plan }: FailureContext): Promise<void> {
  const services = persistentServices(plan.model).filter(service =>
    /postgres/.test(plan.model.services[service]?.image ?? ''),
  )
  if (!services.length)
    throw new UserError(
      `--fail backup: ${consumer.composeFiles.join(', ')} has no service with a postgres image`,
    )
  const replace =
    'set -e; dump=$(command -v pg_dump); mv "$dump" "$dump.real"; cat > "$dump"; chmod 755 "$dump"'
  for (const service of services) {
    const label = `label=com.docker.compose.service=${service}`
    const container = await mustExec(sandbox.server.exec, `docker ps --quiet --filter ${label}`)
    await mustExec(sandbox.server.exec, `docker exec -i -u root ${container} sh -c '${replace}'`, halfDump)
  }
}

/** Makes the slot folder read-only, even for root. */
export async function breakSwitch({ sandbox, consumer }: FailureContext): Promise<void> {
  const folder = consumer.slotDirectory
  await mustExec(
    sandbox.server.exec,
    `mount --bind ${folder} ${folder} && mount -o remount,ro,bind ${folder}`,
  )
}

/** Makes the live version return errors for /openapi.json through the proxy; on the server it stays healthy. */
export async function breakSite({ sandbox, consumer }: FailureContext): Promise<void> {
  const slot = await liveSlot(sandbox, consumer)
  await mustExec(sandbox.server.exec, `mkdir -p /run/rehearsal; touch ${brokenFlag(slot)}`)
}

/** Like {@link breakSite}, and only nginx can connect to the version's own port, so that no other request is lost. */
export async function breakRelease(context: FailureContext): Promise<void> {
  const { sandbox, consumer, plan } = context
  const service = consumer.appService.replace('{slot}', await liveSlot(sandbox, consumer))
  await breakSite(context)
  await mustExec(sandbox.server.exec, `iptables -I ${onlyNginx(hostPort(plan.model, service))}`)
}

/** Seconds from the switch until a release that passes all smoke tests crashes. */
const LIFETIME_SECONDS = 20

/** Kills the live version after a while, and Docker does not restart it. */
export async function crashLater({ sandbox, consumer }: FailureContext): Promise<void> {
  const service = consumer.appService.replace('{slot}', await liveSlot(sandbox, consumer))
  const container = `$(docker ps --quiet --filter label=com.docker.compose.service=${service})`
  await mustExec(
    sandbox.server.exec,
    `(sleep ${LIFETIME_SECONDS}; docker kill ${container}) >/dev/null 2>&1 &`,
  )
}

/** In place, old and new version share a name: the fault of the new version is removed with it. */
export async function repairRelease({ sandbox, consumer, plan }: FailureContext): Promise<void> {
  if (consumer.slots) return
  const port = hostPort(plan.model, consumer.appService)
  await mustExec(sandbox.server.exec, `rm -f ${brokenFlag('app')}; iptables -D ${onlyNginx(port)}`)
}

const onlyNginx = (port: number): string =>
  `OUTPUT -p tcp -d 127.0.0.1 --dport ${port} -m owner ! --uid-owner www-data -j REJECT --reject-with tcp-reset`

const liveSlot = async (sandbox: Sandbox, consumer: Consumer): Promise<string> =>
  (await fetch(sandbox.publicUrl + consumer.healthPath)).headers.get('x-deployment-slot') ?? 'app'

/** In place, a rollback needs the old version's images. */
export async function removeOldImages({ sandbox, plan }: FailureContext): Promise<void> {
  await mustExec(
    sandbox.server.exec,
    `docker image ls --format '{{.Repository}}:{{.Tag}}' | grep ':${plan.version}$' | xargs -r docker image rm --force`,
  )
}

/** Removes the fingerprint of the host key from the journal, so that nothing proves which server was reached. */
export async function forgetHostKey({ sandbox, consumer }: FailureContext): Promise<void> {
  const journal = `${consumer.deployPath}/.deploy/releases.jsonl`
  await sandbox.server.exec(`sed -i 's/"hostKey":"[^"]*",//' ${journal}`)
}
