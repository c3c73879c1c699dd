/** How an application is deployed: into slots with a switch, or in place with a temporary second container. */
export type Environment = 'production' | 'staging'

export const PATH = '/srv/erp'
export const JOURNAL = `${PATH}/.deploy/releases.jsonl`
export const SLOTS = '/etc/nginx/slots/erp'
export const ENV_FILE = `${PATH}/.env`
/** Where programs on the server report an injection point, and wait. */
export const GATE = '/run/chaos'

/** Ports by the value of the proxy's header X-Deployment-Slot; the first one initially receives the traffic. */
export const PORTS = {
  production: { blue: 8001, green: 8011 },
  staging: { app: 8004, handover: 8014 },
} as const

/** The services that run after every deployment. */
export const SERVICES = {
  production: ['app_blue', 'app_green', 'worker', 'follower'],
  staging: ['app', 'worker', 'follower'],
} as const

/** Runs to completion before the services that receive traffic. */
export const ONE_SHOT = 'prepare'

/** The services with a build, all with the same image. */
export const BUILT = {
  production: ['worker', ONE_SHOT],
  staging: ['app', 'worker', ONE_SHOT],
} as const

const BUILD = '    build: .\n'
const AFTER_ONE_SHOT = `    depends_on: { ${ONE_SHOT}: { condition: service_completed_successfully } }\n`

export function composeFile(environment: Environment): string {
  const service = (name: string, more = ''): string => `  ${name}:
    image: test-app:\${VERSION}
    stop_grace_period: 2s
    environment: { SLOT: ${name}, VERSION: "\${VERSION}" }
    volumes: ["${GATE}:${GATE}"]
${more}`
  const answering = (name: string, port: number, more = ''): string =>
    service(name, `    ports: ["127.0.0.1:${port}:8000"]\n${AFTER_ONE_SHOT}${more}`)
  const { production, staging } = PORTS
  const services =
    environment === 'production'
      ? [answering('app_blue', production.blue), answering('app_green', production.green)]
      : [answering('app', staging.app, BUILD)]
  const others = [
    service('worker', BUILD),
    // Runs an image built by another service.
    service('follower'),
    service(ONE_SHOT, `    command: node /test-app/prepare.js\n${BUILD}`),
  ]
  return `name: erp\nservices:\n${[...services, ...others].join('')}`
}

/** The env file while a version is live. */
export function envFile(environment: Environment, version: string): string {
  const slots = environment === 'production' ? 'ACTIVE_DEPLOYMENT_SLOT=blue\nDEPLOYMENT_SLOT=blue\n' : ''
  return `# custom\nVERSION=${version}\n${slots}KEEP="a b"\n`
}
