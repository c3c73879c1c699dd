import { UserError } from '@tsh/action'
import {
  type Application,
  type ComposeModel,
  findProxy,
  hasSlots,
  publishedPort,
  readNginx,
  siteService,
  slotPorts,
  slotServices,
} from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { linesOf, type QueryResults } from '@tsh/server-query'
import type { ServerInputs } from '../inputs.ts'
import { siteConfiguration } from './nginx-site.ts'
import { certificateFolder, SITE_FOLDERS, siteFile } from './places.ts'
import type { ProxyState } from './setup-plan.ts'

const READY: ProxyState = { site: undefined, todo: [], notes: [] }

/** Determines whether the proxy of the server is set up, and otherwise which site it needs. */
export async function proxyState(
  inputs: ServerInputs,
  remote: Remote,
  { results, model }: { results: QueryResults; model: ComposeModel },
): Promise<ProxyState> {
  const { application } = inputs
  const ports = portsOf(inputs, model)
  // A site may have been completed since, for example by certbot, and only root can read the whole configuration.
  if (results.site?.code === 0 && namesAll(results.site.text, ports)) return READY
  if (await isReady(application, remote, { model, ports })) return READY
  const server = application.placement.kind === 'in-place' ? siteService(model) : undefined
  if (server !== undefined && inputs.handoverPort === undefined)
    return {
      ...READY,
      notes: [`The service ${server} of the compose file serves the site, so none is installed.`],
    }
  const { publicUrl: url, placement } = application
  const { slotDirectory } = placement
  if (url === undefined || slotDirectory === undefined)
    return {
      ...READY,
      todo: [
        'Set "url" and "slot-directory", or set up the proxy as described in the blue-green-switch README.',
      ],
    }
  if (results.nginx?.code !== 0) return { ...READY, todo: [withoutNginx(results)] }
  const [folder] = linesOf(results.sites)
  if (folder === undefined) return { ...READY, todo: [WITHOUT_SITE_FOLDER] }
  const { hostname, protocol } = new URL(url)
  const isCertified = results.certificates?.code === 0
  const content = siteConfiguration({
    name: siteFile(slotDirectory).replace(/\.conf$/, ''),
    host: hostname,
    ports,
    slotDirectory,
    hasIpv6: results.ipv6?.code === 0,
    certificates: isCertified ? certificateFolder(hostname) : undefined,
  })
  const file = siteFile(slotDirectory)
  const difference = await differenceOf(remote, `${folder}/${file}`, content)
  const site = { folder, file, content, change: changeOf(results), difference }
  return {
    site,
    todo: [],
    notes: notesOf(application, protocol === 'https:' && !isCertified ? hostname : undefined),
  }
}

/** The change of a file as a unified diff. */
async function differenceOf(remote: Remote, file: string, content: string): Promise<string> {
  const script = '[ -e "$1" ] || set -- /dev/null; diff -u --label before --label after -- "$1" -'
  const command = ['sh', '-uc', script, 'compare the site', file]
  const { stdout } = await remote.run(command, { input: content, allowFailure: true })
  return stdout.trimEnd()
}

const changeOf = ({ site }: QueryResults): 'create' | 'replace' => (site?.code === 0 ? 'replace' : 'create')

const WITHOUT_SITE_FOLDER = `Add the site as described in the blue-green-switch README to a file that the nginx.conf of the server includes: none of ${SITE_FOLDERS.join(', ')} exists.`

const withoutNginx = ({ caddy }: QueryResults): string =>
  caddy?.code === 0
    ? 'Add the site to the Caddyfile as described in the blue-green-switch README; setup only writes sites of nginx.'
    : 'Install nginx on the server (apt-get install nginx), then run setup again.'

function notesOf({ placement }: Application, uncertified: string | undefined): string[] {
  const [first, ...others] = placement.kind === 'slots' ? placement.services : []
  return [
    ...(uncertified
      ? [
          `The site listens on port 80 only. Get a certificate with "certbot --nginx -d ${uncertified}" on the server.`,
        ]
      : []),
    ...(others.length > 0
      ? [
          `The site passes all requests to ${first}. Add a location with an upstream for ${others.join(' and ')}.`,
        ]
      : []),
  ]
}

/** By slot; in place by the names of the upstreams. */
function portsOf({ application, handoverPort }: ServerInputs, model: ComposeModel): Map<string, number> {
  const { placement } = application
  if (placement.kind === 'in-place') {
    const { published } = publishedPort(model, placement.service)
    return new Map([['app', published], ...(handoverPort ? [['handover', handoverPort] as const] : [])])
  }
  return new Map(
    placement.slots.map(slot => [
      slot,
      publishedPort(model, slotServices(placement, slot)[0] ?? '').published,
    ]),
  )
}

/** An administrator may have set up the proxy in any of the ways that a switch supports. */
async function isReady(
  application: Application,
  remote: Remote,
  { model, ports }: { model: ComposeModel; ports: ReadonlyMap<string, number> },
): Promise<boolean> {
  try {
    if (!hasSlots(application)) return await nginxNamesAll(remote, ports)
    const { placement } = application
    const proxy = await findProxy(remote, placement, async () => slotPorts(model, placement))
    const isNamed = proxy.kind !== 'slot-file' || (await nginxNamesAll(remote, ports))
    return isNamed && (await proxy.problems()).length === 0
  } catch (error) {
    if (error instanceof UserError) return false
    throw error
  }
}

async function nginxNamesAll(remote: Remote, ports: ReadonlyMap<string, number>): Promise<boolean> {
  const nginx = await readNginx(remote)
  return namesAll((nginx?.files ?? []).map(({ content }) => content).join('\n'), ports)
}

/** Whether a configuration of nginx has all of these ports, not counting comments. */
function namesAll(configuration: string, ports: ReadonlyMap<string, number>): boolean {
  const text = configuration.replace(/#[^\n]*/g, '')
  return [...ports.values()].every(port => new RegExp(`:${port}\\b`).test(text))
}
