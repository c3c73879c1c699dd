import type { ComposeModel, Service } from '../../compose/service.ts'
import type { Evidence } from '../../finding.ts'
import { entriesOf, get } from '../../yaml/node.ts'

/** Keys of a compose file: https://github.com/compose-spec/compose-spec */
const TOP = keys('version name include services networks volumes configs secrets models')
const SERVICE = keys(
  `annotations attach blkio_config build cap_add cap_drop cgroup cgroup_parent command configs container_name cpu_count cpu_percent
   cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares cpus cpuset credential_spec depends_on deploy develop
   device_cgroup_rules devices dns dns_opt dns_search domainname entrypoint env_file environment expose extends external_links
   extra_hosts gpus group_add healthcheck hostname image init ipc isolation label_file labels links logging mac_address mem_limit
   mem_reservation mem_swappiness memswap_limit models network_mode networks oom_kill_disable oom_score_adj pid pids_limit platform
   ports post_start pre_start pre_stop privileged profiles provider pull_policy read_only restart runtime scale secrets security_opt
   shm_size stdin_open stop_grace_period stop_signal storage_opt sysctls tmpfs tty ulimits use_api_socket user userns_mode uts
   volume_driver volumes volumes_from working_dir`,
)
const HEALTHCHECK = keys('disable interval retries start_interval start_period test timeout')

function keys(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/))
}

/** Errors that compose would report, as far as they can be detected without it. */
export function modelProblems(model: ComposeModel): Evidence[] {
  return [
    ...unknownKeys(model.root, TOP, 'the file'),
    ...model.services.flatMap(service => [
      ...unknownKeys(service.node, SERVICE, service.name),
      ...unknownKeys(get(service.node, 'healthcheck'), HEALTHCHECK, `the health check of ${service.name}`),
      ...withoutImage(service),
      ...undefinedReferences(service, model),
    ]),
  ]
}

function unknownKeys(node: ReturnType<typeof get>, known: ReadonlySet<string>, where: string): Evidence[] {
  return entriesOf(node)
    .filter(([key]) => !known.has(key) && !key.startsWith('x-'))
    .map(([key, { at }]) => ({ at, subject: key, message: `${where} contains the unknown key ${key}` }))
}

function withoutImage({ name, at, node, image, build }: Service): Evidence[] {
  const isKnown = image || build || get(node, 'extends') || get(node, 'provider')
  return isKnown ? [] : [{ at, message: `${name} has neither image nor build` }]
}

function undefinedReferences(
  service: Service,
  { services, networks, volumes, root }: ComposeModel,
): Evidence[] {
  const isDefined = (all: readonly { key: string }[], name: string): boolean =>
    all.some(({ key }) => key === name)
  const names = new Set([
    ...services.map(({ name }) => name),
    ...entriesOf(get(root, 'services')).map(([name]) => name),
  ])
  const references = [
    ...service.dependsOn
      .filter(one => !names.has(one.service))
      .map(one => ({ kind: 'service', name: one.service, at: one.at })),
    ...service.networks
      .filter(({ network }) => network !== 'default' && !isDefined(networks, network))
      .map(({ network, at }) => ({ kind: 'network', name: network, at })),
    ...service.volumes
      .filter(
        ({ type, source }) => type === 'volume' && /^[\w.-]+$/.test(source) && !isDefined(volumes, source),
      )
      .map(({ source, at }) => ({ kind: 'volume', name: source, at })),
  ]
  return references.map(({ kind, name, at }) => ({
    at,
    subject: name,
    message: `${service.name} uses the ${kind} ${name}, which is not defined`,
  }))
}
