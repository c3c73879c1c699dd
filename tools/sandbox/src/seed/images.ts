import { docker, must, run } from '../machine/command.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { mustExec } from '../sandbox/server.ts'
import { builtServices, type ComposeModel, imageName } from './compose-model.ts'
import type { SeedPlan } from './plan.ts'

interface Shipment {
  service: string
  /** The reference in the sandbox's registry, at the address without a password. */
  reference: string
  /** The image name in the compose file on the server. */
  name: string
}

/** Builds the old version's images on this machine and transfers them to the server through the registry. */
export async function transferImages(sandbox: Sandbox, plan: SeedPlan): Promise<void> {
  const shipments = shipmentsOf(sandbox, plan)
  if (!shipments.length) return
  const tags = shipments.flatMap(({ service, reference }) => ['--set', `${service}.tags=${reference}`])
  const targets = shipments.map(({ service }) => service)
  await must('docker', ['buildx', 'bake', '--load', '--file', '-', ...tags, ...targets], {
    cwd: plan.directory,
    input: bakeFile(plan.model),
    env: { ...plan.buildSecrets, BUILDX_NO_DEFAULT_ATTESTATIONS: '1' },
  })
  await Promise.all(shipments.map(shipment => ship(sandbox, shipment)))
}

/** The builds as compose has resolved them. Bake would read neither the env file nor further files. */
function bakeFile(model: ComposeModel): string {
  const builds = builtServices(model).map(name => [name, { build: model.services[name]?.build }])
  const secrets = Object.entries(model.secrets ?? {}).map(([name, { environment }]) => [
    name,
    { environment: environment ?? name },
  ])
  return JSON.stringify({ services: Object.fromEntries(builds), secrets: Object.fromEntries(secrets) })
}

async function ship(sandbox: Sandbox, { reference, name }: Shipment): Promise<void> {
  await docker(['push', '--quiet', reference])
  await run('docker', ['image', 'rm', reference])
  await mustExec(
    sandbox.server.exec,
    `docker pull -q ${reference} && docker tag ${reference} ${name} && docker rmi ${reference}`,
  )
}

/** One per image; slots share an image. */
function shipmentsOf(sandbox: Sandbox, plan: SeedPlan): Shipment[] {
  const byName = new Map<string, Shipment>()
  for (const service of builtServices(plan.model)) {
    const name = imageName(plan.model, service)
    const repository = name.replace(/:[^/:]*$/, '')
    const reference = `${sandbox.registry.open}/seed/${repository.split('/').at(-1)}:rehearsal-${sandbox.id}`
    if (!byName.has(name)) byName.set(name, { service, reference, name })
  }
  return [...byName.values()]
}
