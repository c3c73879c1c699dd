/** How an application is deployed: into slots, with a switch after it, or in place, with a second container meanwhile. */
export type Environment = 'production' | 'staging'

export const PATH = '/srv/erp'
export const JOURNAL = `${PATH}/.deploy/releases.jsonl`
export const SLOTS = '/etc/nginx/slots/erp'
export const ENV_FILE = `${PATH}/.env`
/** Where stand-ins on the server tell how far they are, and wait. */
export const GATE = '/run/chaos'

/** Ports by the name that the proxy's header X-Deployment-Slot has; the first has the traffic at first. */
export const PORTS = {
  production: { blue: 8001, green: 8011 },
  staging: { app: 8004, handover: 8014 },
} as const

/** The services that stand after every deployment. */
export const SERVICES = {
  production: ['app_blue', 'app_green', 'worker'],
  staging: ['app', 'worker'],
} as const

export function composeFile(environment: Environment): string {
  const service = (name: string, port?: number, build = false): string => `  ${name}:
    image: stand-in:\${VERSION}
    stop_grace_period: 2s
    environment: { SLOT: ${name}, VERSION: "\${VERSION}" }
    volumes: ["${GATE}:${GATE}"]
${build ? '    build: .\n' : ''}${port === undefined ? '' : `    ports: ["127.0.0.1:${port}:8000"]\n`}`
  const answering =
    environment === 'production'
      ? [service('app_blue', PORTS.production.blue), service('app_green', PORTS.production.green)]
      : [service('app', PORTS.staging.app, true)]
  return `name: erp\nservices:\n${[...answering, service('worker', undefined, true)].join('')}`
}

/** The env file as it is while a version is live. */
export function envFile(environment: Environment, version: string): string {
  const slots = environment === 'production' ? 'ACTIVE_DEPLOYMENT_SLOT=blue\nDEPLOYMENT_SLOT=blue\n' : ''
  return `# ours\nVERSION=${version}\n${slots}KEEP="a b"\n`
}
