import { expect } from '@jest/globals'
import { type BuiltServices, formatBuiltServices } from '@tsh/deployment'
import { leaks } from '@tsh/sandbox'
import type { BundleRun } from '@tsh/testing'
import type { DeployInputs } from '../src/inputs.ts'
import { ARCHIVE, path, type Scene } from './scene.ts'

/** The bundle's inputs for deploying a release to the server of the scene. */
export function bundleInputs(
  { sandbox }: Scene,
  { version, sha, built }: Pick<DeployInputs, 'version' | 'sha' | 'built'>,
): Record<string, string> {
  const { host, port, user, privateKey, knownHosts } = sandbox.server
  return {
    ...{ server: `${user}@${host}:${port}`, 'ssh-key': privateKey, 'host-key': knownHosts },
    ...{ path, 'compose-file': 'compose.yml', 'env-file': '.env', service: 'app_{slot}' },
    ...{ 'slot-directory': '/etc/nginx/slots/scene', version, sha, migrate: 'none' },
    ...{ images: imagesInput(built), archive: ARCHIVE },
  }
}

/** The input `images`; empty for an existing version. */
export const imagesInput = (built: BuiltServices): string =>
  built.size === 0 ? '' : formatBuiltServices(built)

/** What the runner displays; it does not display `::add-mask::` commands. */
export const shown = ({ stdout, stderr, summary }: BundleRun): string =>
  `${stdout}${stderr}${summary}`.replace(/^::add-mask::.*$/gm, '')

/** The error of a run that fails with exactly one, without a stack trace and without secrets anywhere. */
export function onlyError(run: BundleRun, secrets: string[]): string {
  expect(run.code).toBe(1)
  expect(run.errors).toHaveLength(1)
  expect(shown(run)).not.toMatch(/^(?!::debug::).*\n? +at .*:\d+/m)
  expect(leaks(secrets, [{ place: 'log', text: shown(run) }])).toEqual([])
  return run.errors[0] ?? ''
}
