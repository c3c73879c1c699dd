import { UserError } from '@tsh/action'
import type { Sandbox } from '@tsh/sandbox'
import { mustExec } from '@tsh/sandbox'
import { hostPort, persistentServices } from '@tsh/sandbox/seed/compose-model'
import { brokenFlag } from '@tsh/sandbox/seed/nginx-site'
import type { Stagehand } from './failure.ts'

/** pg_dump that writes the first half of the dump and then fails, as a database that goes away does. */
const halfDump = `#!/bin/sh
case "$*" in *--version*) exec "$0.real" "$@" ;; esac
whole=$(mktemp)
"$0.real" "$@" >"$whole"
head -c $(($(wc -c <"$whole") / 2)) "$whole"
rm -f "$whole"
echo 'pg_dump: error: rehearsed failure' >&2
exit 1
`

/** Every database container's pg_dump fails half-way. */
export async function truncateDumps({ sandbox, consumer, plan }: Stagehand): Promise<void> {
  const services = persistentServices(plan.model).filter(service =>
    /postgres/.test(plan.model.services[service]?.image ?? ''),
  )
  if (!services.length)
    throw new UserError(`--fail backup: ${consumer.composeFile} has no service with a postgres image.`)
  const replace =
    'set -e; dump=$(command -v pg_dump); mv "$dump" "$dump.real"; cat > "$dump"; chmod 755 "$dump"'
  for (const service of services) {
    const label = `label=com.docker.compose.service=${service}`
    const container = await mustExec(sandbox.server.exec, `docker ps --quiet --filter ${label}`)
    await mustExec(sandbox.server.exec, `docker exec -i -u root ${container} sh -c '${replace}'`, halfDump)
  }
}

/** Nobody can write the slot folder, not even root. */
export async function breakSwitch({ sandbox, consumer }: Stagehand): Promise<void> {
  const folder = consumer.slotDirectory
  await mustExec(
    sandbox.server.exec,
    `mount --bind ${folder} ${folder} && mount -o remount,ro,bind ${folder}`,
  )
}

/** What is live now answers visitors of /openapi.json with an error; on the server it answers well. */
export async function breakSite({ sandbox }: Stagehand): Promise<void> {
  const slot = await liveSlot(sandbox)
  await mustExec(sandbox.server.exec, `mkdir -p /run/rehearsal; touch ${brokenFlag(slot)}`)
}

/** As {@link breakSite}, and its own port answers nobody but nginx, so that no other visitor loses a request. */
export async function breakRelease(hand: Stagehand): Promise<void> {
  const { sandbox, consumer, plan } = hand
  const service = consumer.appService.replace('{slot}', await liveSlot(sandbox))
  await breakSite(hand)
  await mustExec(sandbox.server.exec, `iptables -I ${onlyNginx(hostPort(plan.model, service))}`)
}

/** Seconds from the switch to the death of a release that answers all smoke tests. */
const LIFE = 20

/** What is live now dies a while later, and Docker leaves it dead. */
export async function dieLater({ sandbox, consumer }: Stagehand): Promise<void> {
  const service = consumer.appService.replace('{slot}', await liveSlot(sandbox))
  const container = `$(docker ps --quiet --filter label=com.docker.compose.service=${service})`
  await mustExec(sandbox.server.exec, `(sleep ${LIFE}; docker kill ${container}) >/dev/null 2>&1 &`)
}

/** In place, old and new version answer under one name: the fault belongs to the new one and goes with it. */
export async function mendRelease({ sandbox, consumer, plan }: Stagehand): Promise<void> {
  if (consumer.slots) return
  const port = hostPort(plan.model, consumer.appService)
  await mustExec(sandbox.server.exec, `rm -f ${brokenFlag('app')}; iptables -D ${onlyNginx(port)}`)
}

const onlyNginx = (port: number): string =>
  `OUTPUT -p tcp -d 127.0.0.1 --dport ${port} -m owner ! --uid-owner www-data -j REJECT --reject-with tcp-reset`

const liveSlot = async (sandbox: Sandbox): Promise<string> =>
  (await fetch(`${sandbox.publicUrl}/health`)).headers.get('x-deployment-slot') ?? 'app'

/** In place, going back needs the old version's images. */
export async function loseOldImages({ sandbox, plan }: Stagehand): Promise<void> {
  await mustExec(
    sandbox.server.exec,
    `docker image ls --format '{{.Repository}}:{{.Tag}}' | grep ':${plan.version}$' | xargs -r docker image rm --force`,
  )
}
