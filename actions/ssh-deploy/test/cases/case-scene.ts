import { expect } from '@jest/globals'
import { RELOAD_SSHD } from '@tsh/sandbox'
import { type BundleRun, runBundle } from '@tsh/testing'
import type { DeployInputs } from '../../src/inputs.ts'
import { bundleInputs, imagesInput } from '../bundle-runs.ts'
import {
  composeFile,
  FINGERPRINT,
  imagesIn,
  path,
  type Scene,
  type SceneOptions,
  startScene,
} from '../scene.ts'

/** A scene in which the bundle deploys, and which is reset after every case. */
export interface CaseScene extends Scene {
  deploy(release: Release, changes?: Record<string, string>): Promise<Attempt>
  /** Writes a file on the server. */
  write(file: string, text: string): Promise<void>
  /** Pushes an image of the server to the registry. @returns the inputs that pull it as `name`, for the newest commit */
  pushed(name: string, image?: string): Promise<Record<string, string>>
  /** Makes sshd read its configuration again. */
  reloadSshd(): Promise<void>
  restore(): Promise<void>
}

type Release = Pick<DeployInputs, 'version' | 'sha' | 'built'>

/** A run of the bundle. */
export interface Attempt {
  run: BundleRun
  /** The error, or {@link GREEN}. */
  result: string
  /** What has changed on the server since the start of the run. */
  changes(): Promise<string[]>
}

/** Result of a run without an error. */
export const GREEN = 'green'

/** Inputs of an application without slots. */
export const IN_PLACE = { service: 'app_blue' }

export async function startCaseScene(options: SceneOptions = {}): Promise<CaseScene> {
  const scene = await startScene(options)
  const { exec } = scene
  await exec(SAVE)
  let runs = 0
  return {
    ...scene,
    async deploy(release, changes = {}) {
      // Images may have been tagged since the commit, and another compose file builds others.
      const isGiven = release.built.size === 0 || changes.images !== undefined
      const [file] = (changes['compose-file'] ?? 'compose.yml').split('\n')
      const built = isGiven ? release.built : await scene.built(release.version, file)
      const own = bundleInputs(scene, { ...release, built })
      const inputs = { ...own, 'health-timeout-seconds': '10', ...changes }
      const before = await exec(FINGERPRINT)
      const run = await runBundle('ssh-deploy', inputs, { GITHUB_RUN_ID: String(++runs) })
      return {
        run,
        result: run.code === 0 ? GREEN : run.errors.join('\n'),
        changes: async () => linesNotIn(before, await exec(FINGERPRINT)),
      }
    },
    async write(file, text) {
      await exec(`mkdir -p "$(dirname ${file})" && printf '%s' ${quoted(text)} > ${file}`)
    },
    async pushed(name, image = 'node:20-slim') {
      const { address, open, username, password } = scene.sandbox.registry
      const [repository, version = ''] = name.split(':')
      const digest = await exec(push(image, `${open}/${repository}`))
      const names = imagesIn(await exec('cat /root/work/compose.yml'), version)
      const built = [...(await scene.built(version))].map(
        ([service, saved]) => [service, names.get(service) === name ? { digest } : saved] as const,
      )
      return {
        registry: address,
        images: imagesInput(new Map(built)),
        'registry-username': username,
        'registry-password': password,
      }
    },
    reloadSshd: () => exec(`${RELOAD_SSHD}reload_sshd`).then(() => {}),
    restore: () => exec(RESTORE).then(() => {}),
  }
}

const push = (image: string, repository: string): string => `set -e
docker tag ${image} ${repository}:pushed
docker push --quiet ${repository}:pushed > /dev/null
docker image inspect --format '{{range .RepoDigests}}{{println .}}{{end}}' ${repository}:pushed | sed -n 's|^${repository}@||p'
docker image rm ${repository}:pushed > /dev/null`

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

function linesNotIn(known: string, text: string): string[] {
  const lines = new Set(known.split('\n'))
  return text.split('\n').filter(line => !lines.has(line))
}

/**
 * Whether a run was refused with this message; in that case nothing on the server may have changed. A failure in a step
 * or in the migrations is not a refusal.
 */
export async function isRefused({ result, changes }: Attempt, pattern: RegExp): Promise<boolean> {
  if (/^ssh-deploy: (in step|migrations failed)/.test(result) || !pattern.test(result)) return false
  expect({ result, changes: await changes() }).toEqual({ result, changes: [] })
  return true
}

/** Asserts that a run was refused with this message, before anything on the server was changed. */
export async function expectRefused(attempt: Attempt, pattern: RegExp): Promise<void> {
  if (!(await isRefused(attempt, pattern)))
    throw new Error(`expected a refusal like ${pattern}, got: ${attempt.result}`)
}

/** The compose file of the scene with one part replaced, as a file of a commit. */
export function composeWith(from: string, to: string, text = composeFile): { 'compose.yml': string } {
  if (!text.includes(from)) throw new Error(`The compose file does not contain "${from}".`)
  return { 'compose.yml': text.replace(from, () => to) }
}

/** Folders that the cases change. They are restored file by file because containers have mounted some of them. */
const FOLDERS = `${path} /opt/shared /root /etc/nginx/slots /etc/ssh/sshd_config.d /etc/default /usr/local/bin /snap`
const SAVED = '/var/saved'

const SAVE = `set -e
for folder in ${FOLDERS}; do
  mkdir -p $folder ${SAVED}$folder
  cp -a $folder/. ${SAVED}$folder/
done
docker ps --quiet --no-trunc | sort > ${SAVED}/containers`

const RESTORE = `set -e
${RELOAD_SSHD}PATH=/usr/sbin:/usr/bin:/sbin:/bin
if ! diff -r /etc/ssh/sshd_config.d ${SAVED}/etc/ssh/sshd_config.d > /dev/null; then changed=sshd; fi
for folder in ${FOLDERS}; do
  find $folder -mindepth 1 -delete
  cp -a ${SAVED}$folder/. $folder/
done
if [ -n "\${changed:-}" ]; then reload_sshd; fi
docker ps --all --quiet --no-trunc | grep -vxFf ${SAVED}/containers | xargs -r docker rm --force > /dev/null
if ! docker ps --quiet --no-trunc | sort | cmp -s - ${SAVED}/containers; then
  cd ${path}
  docker compose down --remove-orphans --timeout 0 2>&1
  docker compose up -d store app_blue mail 2>&1
  docker ps --quiet --no-trunc | sort > ${SAVED}/containers
fi
docker network prune --force > /dev/null`
