import { readServices } from '@tsh/build-image/compose-file'
import type { BuiltServices } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { type Sandbox, type SandboxOptions, type ServerFixture, startServer } from '@tsh/sandbox'
import { slotApplication } from '@tsh/testing'
import type { DeployInputs } from '../src/inputs.ts'
import { deployInputs } from './deploy-inputs.ts'

/** A server with a small application in two slots, an in-place service and a database; blue is live with version v1. */
export interface Scene {
  sandbox: Sandbox
  remote: Remote
  /** Runs a command on the server as root. */
  exec(command: string): Promise<string>
  /** Commits files to the repository, creates an image for the version, and returns the inputs that deploy it. */
  release(version: string, files?: Record<string, string>): Promise<DeployInputs>
  /** The build output for a compose file of the newest commit; its images are already on the server. */
  built(version: string, file?: string): Promise<BuiltServices>
  stop(): Promise<void>
}

export interface SceneOptions extends Pick<SandboxOptions, 'generation'> {
  /** Images on the server in addition to that of the application. */
  moreImages?: readonly string[]
}

export const path = '/opt/scene'
export const slotDirectory = '/etc/nginx/slots/scene'
/** This file does not exist: the images are already on the server, so it is not read. */
export const ARCHIVE = 'images.tar'
const image = 'node:20-slim'

const server = `require('node:http').createServer((_, answer) => answer.end(process.env.VERSION)).listen(8000)
process.on('SIGTERM', () => process.exit(0))
`

export const composeFile = `name: scene
x-app: &app
  image: scene:\${VERSION}
  build: .
  command: node /app/server.js
  stop_grace_period: 1s
  volumes: ["/opt/app:/app"]
  environment: { SECRET: "\${SECRET}" }
services:
  store: { image: "${image}", command: sleep infinity, stop_grace_period: 0s }
  app_blue:
    <<: *app
    ports: ["127.0.0.1:8001:8000"]
  app_green:
    <<: *app
    ports: ["127.0.0.1:8011:8000"]
    profiles: [green]
  mail:
    image: mail:\${VERSION}
    build: .
    command: sleep infinity
    stop_grace_period: 0s
`

export async function startScene({ moreImages = [], ...options }: SceneOptions = {}): Promise<Scene> {
  const fixture = await startServer({ ...options, baseImages: [image, ...moreImages] })
  const { sandbox, exec, write, stop } = fixture
  await write('/opt/app/server.js', server)
  await exec(REPOSITORY)
  const built = async (version: string, file = 'compose.yml'): Promise<BuiltServices> => {
    const services = [...imagesIn(await exec(`cat /root/work/${file}`), version)]
    const ids = (await exec(`${IDS}ids ${services.map(([, image]) => image).join(' ')}`)).split('\n')
    return new Map(services.map(([service], at) => [service, { id: ids[at] ?? '' }]))
  }
  const release = async (version: string, files: Record<string, string> = {}): Promise<DeployInputs> => {
    for (const [name, text] of Object.entries(files)) await write(`/root/work/${name}`, text)
    await exec(
      `docker tag ${image} scene:${version}; docker tag ${image} mail:${version}; cd /root/work; git add -A; git commit -q --allow-empty -m ${version}; git push -q origin HEAD:main`,
    )
    const sha = await exec('git -C /root/work rev-parse HEAD')
    return inputsFor(fixture, { version, sha, built: await built(version) })
  }
  await release('v1', { 'compose.yml': composeFile, '.gitignore': '.env\n', '.env.example': 'SECRET=\n' })
  await exec(FIRST)
  return { sandbox, remote: await fixture.connect(), exec, release, built, stop }
}

/** The images of the services that a compose file builds; an invalid file is treated like that of the scene. */
export function imagesIn(text: string, version: string): Map<string, string> {
  const services = Object.entries(readableServices(text)).filter(([, { build }]) => build)
  return new Map(
    services.map(([name, { image = '' }]) => [name, image.replace(/\$\{VERSION(:-[^}]*)?\}/, version)]),
  )
}

function readableServices(text: string): ReturnType<typeof readServices> {
  try {
    return readServices(text, 'compose.yml')
  } catch {
    return readServices(composeFile, 'compose.yml')
  }
}

/** A missing image gets an ID that no image has; Docker prints an empty line for it. */
/** Of an image that is missing Docker prints an empty line. */
const IDS = `ids() { for image; do docker image inspect --format '{{.Id}}' "$image" 2> /dev/null | grep . || echo sha256:${'0'.repeat(64)}; done; }
`

const REPOSITORY = `set -e
git config --global user.name a; git config --global user.email a@b; git config --global init.defaultBranch main
git init -q --bare /root/scene.git; git clone -q /root/scene.git /root/work 2>&1`

const FIRST = `set -e
git clone -q /root/scene.git ${path}; cd ${path}
printf 'VERSION=v1\\nACTIVE_DEPLOYMENT_SLOT=blue\\nDEPLOYMENT_SLOT=blue\\nSECRET=correct-horse\\n' > .env; chmod 600 .env
mkdir -p ${slotDirectory}; touch ${slotDirectory}/blue
docker compose up -d store app_blue mail 2>&1`

function inputsFor(
  { target }: ServerFixture,
  release: Pick<DeployInputs, 'version' | 'sha' | 'built'>,
): DeployInputs {
  return deployInputs({
    target,
    application: slotApplication({ path, composeFiles: ['compose.yml'] }, { slotDirectory }),
    ...{ ...release, archive: ARCHIVE, migrateCommand: '', healthTimeout: 20 },
  })
}

const ENGINE = `docker ps -a --no-trunc --format '{{.ID}} {{.Names}} {{.State}}'; docker image ls -a --no-trunc --format '{{.ID}} {{.Repository}}:{{.Tag}} {{.CreatedAt}}' | sort; docker volume ls; docker network ls`

/** Everything on the server that a deployment could change: names, times and content of files, containers and images. */
export const FINGERPRINT = `find ${path} /etc/nginx/slots /root -path /root/work -prune -o -printf '%p %m %T@ %C@ %s\\n' | sort
find ${path} -type f -exec sha256sum {} + | sort
ls -A /tmp; ${ENGINE}`

/**
 * The same without the record that a deployment leaves of itself when it fails on its way: its journal, its lock with the
 * last owner and the folder of its jobs; what git keeps of a commit that it has fetched; and in the checkout, which has
 * been at that commit and back, a HEAD without its branch and the times of files. All else stays, the env file to its times.
 */
export const WITHOUT_RECORD = `cd ${path}
find . -regextype posix-extended -path ./.git -prune -o ! -regex '[.]/[.]deploy(/(jobs|lock|owner|releases[.]jsonl))?' -printf '%p %m %y\\n' | sort
find . \\( -path ./.git -o -path ./.deploy \\) -prune -o -type f -exec sha256sum {} + | sort
git rev-parse HEAD; git for-each-ref; git --no-optional-locks status --porcelain; cat .git/config
find .env /etc/nginx/slots /root -path /root/work -prune -o -printf '%p %m %T@ %C@ %s\\n' | sort
ls -A /tmp; ${ENGINE}`
