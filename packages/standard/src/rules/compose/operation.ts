import { posix } from 'node:path'
import { placeOf } from '../../compose/model.ts'
import type { ComposeModel, Service, Volume } from '../../compose/service.ts'
import type { Evidence } from '../../finding.ts'
import { type Repository, servicesIn } from '../../model/repository.ts'
import { escaped } from '../../pattern.ts'
import type { Rule } from '../../rule.ts'
import { entryOf, get, itemsOf, textOf } from '../../yaml/node.ts'

/** Drivers whose files grow without limit. */
const UNLIMITED = /^(json-file|)$/

export const restartAndLogs: Rule = {
  id: 'CMP-8',
  severity: 'W',
  title: 'Services have a restart policy and a log size limit.',
  fix: 'Set `restart: unless-stopped`, and `logging` with `max-size` and `max-file`.',
  check: repository =>
    servicesIn(repository).flatMap(({ service: { name, node, at } }) => {
      const hasPolicy = get(node, 'restart') ?? get(node, 'deploy', 'restart_policy')
      const driver = textOf(get(node, 'logging', 'driver')) ?? ''
      const isLimited = !UNLIMITED.test(driver) || get(node, 'logging', 'options', 'max-size')
      const logging = entryOf(node, 'logging')?.at ?? at
      return [
        ...(hasPolicy ? [] : [{ at, subject: 'restart', message: `${name} has no restart policy` }]),
        ...(isLimited ? [] : [{ at: logging, subject: 'logging', message: `${name} has no log size limit` }]),
      ]
    }),
}

export const bindSources: Rule = {
  id: 'CMP-9',
  severity: 'W',
  title: 'Bind mount sources exist in the repository or are created on the server.',
  fix: 'Add the file or folder to the repository, or to .gitignore if the server creates it.',
  check: repository =>
    servicesIn(repository).flatMap(({ service, model }) =>
      service.volumes
        .filter(volume => isMissing(repository, volume, model))
        .map(({ at, source }) => ({
          at,
          subject: source,
          message: `${service.name} mounts ${source}, which is not in the repository`,
        })),
    ),
}

function isMissing(
  { files, workflows }: Repository,
  { type, source, at }: Volume,
  model: ComposeModel,
): boolean {
  if (type !== 'bind' || !/^\.{1,2}(\/|$)/.test(source) || source.includes('$')) return false
  // Paths in an included file are relative to that file.
  const folder = posix.dirname(model.files.includes(at.file) ? (model.files[0] ?? '') : at.file)
  const path = posix.normalize(posix.join(folder, source)).replace(/\/$/, '')
  if (path.startsWith('..') || files.hasPath(path)) return false
  if (files.isIgnored(path) || files.isIgnored(`${path}/x`)) return false
  const creates = new RegExp(`(mkdir|touch|cp|install|curl|openssl|>)[^\\n]*${escaped(posix.basename(path))}`)
  const scripts = files.paths
    .filter(one => /\.(sh|bash)$|(^|\/)Makefile$/.test(one))
    .map(one => files.text(one) ?? '')
  return ![...workflows.map(({ text }) => text), ...scripts].some(text => creates.test(text))
}

export const isolation: Rule = {
  id: 'CMP-10',
  severity: 'E',
  title: 'No container is privileged, uses the host network, mounts the Docker socket or adds capabilities.',
  fix: 'Remove it, and grant the container only what it needs.',
  check: repository => servicesIn(repository).flatMap(({ service }) => breaches(service)),
}

function breaches(service: Service): Evidence[] {
  const { name, node, networkMode, volumes } = service
  const sockets = volumes.filter(({ source }) => /\/docker\.sock$/.test(source))
  const isPrivileged = textOf(get(node, 'privileged')) === 'true'
  const added = itemsOf(get(node, 'cap_add'))
  return [
    ...(isPrivileged
      ? [{ at: placeOf(service, 'privileged'), subject: 'privileged', message: `${name} is privileged` }]
      : []),
    ...(networkMode?.value === 'host'
      ? [{ at: networkMode.at, subject: 'network', message: `${name} uses the host network` }]
      : []),
    ...sockets.map(({ at }) => ({ at, subject: 'socket', message: `${name} mounts the Docker socket` })),
    ...added.map(item => ({
      at: { file: item.file, line: item.line },
      subject: textOf(item) ?? '',
      message: `${name} adds the capability ${textOf(item)}`,
    })),
  ]
}
