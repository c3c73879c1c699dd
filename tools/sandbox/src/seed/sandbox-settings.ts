import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ResolvedSettings } from '@tsh/settings/file'
import { isMap, type Node, parseDocument, visit } from 'yaml'
import type { Consumer } from '../consumer/consumer.ts'
import { siteUrl } from '../consumer/public-site.ts'
import { readEnvironment } from '../consumer/settings.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { amend, type Repository } from './repository.ts'

/** Settings by their path inside the environment, such as `backup.endpoint`. */
export type SettingChanges = Readonly<Record<string, unknown>>

/** What a failure changes in the settings of the environment. */
export type ChangeSettings = (settings: ResolvedSettings) => SettingChanges

/**
 * Commits a settings file that points the environment at the sandbox: its server, its public URL, its services. Everything
 * else is unchanged. @returns the repository with that commit as the one to deploy
 */
export async function pointAtSandbox(
  repository: Repository,
  consumer: Consumer,
  sandbox: Sandbox,
  change: ChangeSettings = () => ({}),
): Promise<Repository> {
  const { directory, name, branch } = repository
  const settings = readEnvironment(directory, name, consumer)
  const file = join(directory, consumer.settingsFile)
  const changes = { ...sandboxSettings(settings, sandbox, branch), ...change(settings) }
  writeFileSync(file, withSettings(readFileSync(file, 'utf8'), consumer.environmentName, changes))
  return { ...repository, new: await amend(directory) }
}

function sandboxSettings(settings: ResolvedSettings, sandbox: Sandbox, branch: string): SettingChanges {
  const { server, publicUrl, registry, s3, telegram } = sandbox
  const { registry: own, branches } = settings
  return {
    server: `${server.user}@${server.host}:${server.port}`,
    'host-key': server.knownHosts,
    url: siteUrl(settings.url, publicUrl),
    // `ghcr.io/tsh` is the sandbox's registry with the same namespace.
    ...(own === undefined ? {} : { registry: [registry.address, ...own.split('/').slice(1)].join('/') }),
    ...(branches === undefined || branches.includes(branch) ? {} : { branches: [branch] }),
    ...(settings.database === 'none' ? {} : { 'backup.endpoint': s3.endpoint }),
    'telegram.api-url': telegram.url,
    // Long enough to verify watching; `--fail watch` sets a longer one.
    'watch-seconds': 2,
  }
}

/** A settings file with changed settings for one environment and without a jump host. */
export function withSettings(text: string, environment: string, changes: SettingChanges): string {
  const document = parseDocument(text, { merge: true })
  const place = ['environments', environment]
  // Changing an alias or a merge would affect other environments, or replace it entirely.
  if (!isMap(document.getIn(place)) || hasAlias(document.getIn(place)))
    document.setIn(place, document.createNode(valueAt(document.toJS(), place)))
  document.deleteIn(['jump'])
  document.deleteIn([...place, 'jump'])
  for (const [path, value] of Object.entries(changes)) document.setIn([...place, ...path.split('.')], value)
  return document.toString({ lineWidth: 0 })
}

function hasAlias(node: unknown): boolean {
  let found = false
  visit(node as Node, {
    Alias() {
      found = true
      return visit.BREAK
    },
  })
  return found
}

const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce((at, key) => (at as Record<string, unknown> | undefined)?.[key], value)
