import { isOwnKey, isSecretKey } from '@tsh/deployment/secret-key'
import {
  type EnvFile,
  hasKey,
  isNeeded,
  plain,
  type RepositoryFiles,
  readEnvFile,
  type Service,
  variablesIn,
} from '@tsh/standard/reading'
import { isPostgresStore, isStore } from '../services/data-stores.ts'
import { buildContextOf, sourceTexts } from '../settings/build-context.ts'
import { uniqueBy } from '../unique-by.ts'
import type { EnvironmentName } from './file-words.ts'

/** A version in the form that deployments write into the env file. */
const VERSION_EXAMPLE: Record<EnvironmentName, string> = {
  production: 'VERSION=production-v2026.01.01-0000000',
  staging: 'VERSION=staging-0000000',
}

/** A template that the repository lacks. */
export interface DerivedTemplate {
  path: string
  text: string
}

/** What the official image of PostgreSQL reads when it creates a database. */
const POSTGRES_KEYS = ['POSTGRES_USER', 'POSTGRES_PASSWORD', 'POSTGRES_DB']

/**
 * A template for an env file without one: the keys that the compose files and the code need, because they have no default.
 * Values are never invented, except for the names and ports of data stores, which the compose file has.
 * @param pulled services whose image will be built, so that variables in its present name are no longer needed
 */
export function derivedTemplate(
  files: RepositoryFiles,
  { name, envFile }: { name: EnvironmentName; envFile: string },
  services: readonly Service[],
  pulled: (service: Service) => boolean,
): DerivedTemplate {
  const readers = services.filter(({ envFiles }) => envFiles.some(({ path }) => path === envFile))
  const stores = readers.filter(service => isPostgresStore(files, service))
  const given = new Set(services.flatMap(({ environment }) => environment.map(({ key }) => key)))
  const read = [
    ...(stores.length > 0 ? POSTGRES_KEYS : []),
    ...readers.filter(one => !isStore(files, one)).flatMap(one => keysInCode(files, one)),
  ]
  const keys = new Set([
    ...services.flatMap(service => keysInCompose(service, pulled(service))),
    ...read.filter(key => !given.has(key)),
  ])
  const needed = [...keys].filter(key => key !== 'VERSION' && key !== 'ENVIRONMENT')
  const lines = needed.map(key => `${key}=${knownValue(files, key, services) ?? '<value>'}`)
  return {
    path: `${envFile}.example`,
    text: [
      `# The keys of ${envFile} on the server. Those with <value> come from the secret APP_ENV, see env.secrets in the settings.`,
      VERSION_EXAMPLE[name],
      `ENVIRONMENT=${name}`,
      ...lines,
      '',
    ].join('\n'),
  }
}

/** The variables without a default in the compose file that a template lacks. */
export function missingKeys(
  template: EnvFile,
  services: readonly Service[],
  pulled: (service: Service) => boolean,
): string[] {
  const keys = services.flatMap(service => keysInCompose(service, pulled(service)))
  return [...new Set(keys)].filter(key => !isOwnKey(key) && !hasKey(template, key))
}

export const parsedTemplate = ({ path, text }: DerivedTemplate): EnvFile =>
  readEnvFile(path, text, { kind: 'template', isShared: true })

/** Environments and applications may share an env file, whose template then has the keys of all. */
export const mergedTemplates = (templates: readonly DerivedTemplate[]): DerivedTemplate[] =>
  [...Map.groupBy(templates, ({ path }) => path)].map(([path, same]) => {
    const lines = same.flatMap(({ text }) => text.trimEnd().split('\n'))
    const isShared = new Set(lines.filter(line => line.startsWith('ENVIRONMENT='))).size > 1
    const kept = lines.filter(line => !isShared || !line.startsWith('ENVIRONMENT='))
    const unique = uniqueBy(kept, line => line.replace(/=.*/, ''))
    return { path, text: `${unique.join('\n')}\n` }
  })

function keysInCompose({ node }: Service, isPulled: boolean): string[] {
  const { image, ...rest } = plain(node) as Record<string, unknown>
  const texts = stringsIn(isPulled ? rest : { image, ...rest })
  return texts.flatMap(text =>
    variablesIn(text)
      // A default in the compose file is in git, so it is no value for a secret.
      .filter(one => isNeeded(one) || isSecretKey(one.name))
      .map(({ name }) => name),
  )
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}

/** How languages read a variable for which the code has no default. */
const READS: readonly RegExp[] = [
  /\bprocess\.env\.([A-Z][A-Z0-9_]+)(?!\s*(?:\|\||\?\?))\b/g,
  /\bprocess\.env\[["']([A-Z][A-Z0-9_]+)["']\](?!\s*(?:\|\||\?\?))/g,
  /\bos\.environ\[["']([A-Z][A-Z0-9_]+)["']\]/g,
  /\bos\.(?:environ\.get|getenv)\(\s*["']([A-Z][A-Z0-9_]+)["']\s*\)/g,
  /\b(?:env|config)(?:\.\w+)?\(\s*["']([A-Z][A-Z0-9_]+)["']\s*\)/g,
  /\bENV(?:\[|\.fetch\()\s*["']([A-Z][A-Z0-9_]+)["']\s*[\])]/g,
  /\bos\.(?:Getenv|LookupEnv)\("([A-Z][A-Z0-9_]+)"\)/g,
  /\benv::var\("([A-Z][A-Z0-9_]+)"\)/g,
]

/** Variables that the runtime or the platform sets. */
const RUNTIME =
  /^(NODE_ENV|RAILS_ENV|PATH|HOME|USER|PWD|TZ|CI|PORT|HOST|HOSTNAME|DEBUG|npm_.*|GITHUB_.*|JEST_.*|VERCEL.*)$/

function keysInCode(files: RepositoryFiles, service: Service): string[] {
  if (!service.build) return []
  const texts = sourceTexts(buildContextOf(files, service))
  const found = texts.flatMap(text => [
    ...READS.flatMap(pattern => [...text.matchAll(pattern)].map(([, key = '']) => key)),
    ...pydanticKeys(text),
  ])
  return found.filter(key => !RUNTIME.test(key))
}

/** The fields without a default of settings classes, which pydantic-settings reads from variables of any case. */
export function pydanticKeys(text: string): string[] {
  const [, ...classes] = text.split(/^class \w+\(.*\bBaseSettings\b.*\):.*$/m)
  return classes.flatMap(rest => {
    const [body = ''] = rest.split(/^(?=\S)/m)
    const [, prefix = ''] = /\benv_prefix\s*=\s*["'](\w*)["']/.exec(body) ?? []
    return [...body.matchAll(/^(?: {2,4}|\t)([A-Za-z]\w*)\s*:\s*([^=#\n]+?)\s*(?:#.*)?$/gm)]
      .filter(([, name, type]) => name !== 'model_config' && !/^ClassVar\b/.test(type ?? ''))
      .map(([, name = '']) => `${prefix}${name}`.toUpperCase())
  })
}

/** Host and port of a data store in the compose file. */
function knownValue(files: RepositoryFiles, key: string, services: readonly Service[]): string | undefined {
  const [, store = '', part] = /^(?:\w+_)?(DB|DATABASE|POSTGRES|PG|REDIS)_?(HOST|PORT)$/.exec(key) ?? []
  if (part === undefined) return undefined
  const isRedis = store === 'REDIS'
  const found = services.find(one =>
    isRedis ? /(^|\/)(redis|valkey)\b/.test(one.image?.value ?? '') : isPostgresStore(files, one),
  )
  if (!found) return undefined
  return part === 'HOST' ? found.name : isRedis ? '6379' : '5432'
}
