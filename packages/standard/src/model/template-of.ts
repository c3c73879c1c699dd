import { posix } from 'node:path'
import { type EnvFile, readEnvFile } from '../env/env-template.ts'
import type { RepositoryFiles } from './files.ts'

const ENDINGS = ['example', 'template', 'sample', 'dist', 'tmpl']

/** The template of an env file, next to it or in any folder; one without an environment name applies to all. */
export function templateOf(
  files: RepositoryFiles,
  envFile: string,
  environment: string,
): EnvFile | undefined {
  const name = posix.basename(envFile)
  const own = ENDINGS.flatMap(end => [
    ...['.', '-', '_'].flatMap(sign => [`${name}${sign}${end}`, `${name.replace(/^\./, '')}${sign}${end}`]),
    `.env.${end}.${environment}`,
    `.env.${end}`,
    `env.${end}`,
  ])
  const wanted = own.sort((one, other) => Number(isOwn(other, environment)) - Number(isOwn(one, environment)))
  for (const candidate of wanted) {
    const path =
      files.paths.find(one => one === posix.join(posix.dirname(envFile), candidate)) ??
      files.paths.find(one => posix.basename(one) === candidate && isOwn(candidate, environment))
    const text = path === undefined ? undefined : files.text(path)
    if (path !== undefined && text !== undefined)
      return readEnvFile(path, text, { kind: 'template', isShared: !isOwn(candidate, environment) })
  }
  return undefined
}

const isOwn = (name: string, environment: string): boolean => name.includes(environment)
