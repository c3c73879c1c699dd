import { assignmentOf, type Service } from '@tsh/standard/reading'
import type { Environment } from '../environments/environments.ts'
import { environmentIn } from '../environments/file-words.ts'
import type { GitRepository } from '../git-repository.ts'
import { proxyFiles } from '../services/proxied-hosts.ts'
import { labelsOf, traefikRules } from '../services/proxies.ts'
import { hostsIn, publicUrl, siteUrls } from './public-host.ts'

const URL_KEYS = [
  'PUBLIC_URL',
  'APP_URL',
  'SITE_URL',
  'BASE_URL',
  'APP_BASE_URL',
  'NEXTAUTH_URL',
  'BACKEND_URL',
]
const HOST_KEYS = [
  'DOMAIN',
  'DOMAIN_NAME',
  'APP_DOMAIN',
  'APP_HOST',
  'SITE_DOMAIN',
  'PUBLIC_HOST',
  'VIRTUAL_HOST',
]

/** Lists of the hosts that an application accepts requests for. */
const LIST_KEYS = [
  'CSRF_TRUSTED_ORIGINS',
  'DJANGO_CSRF_TRUSTED_ORIGINS',
  'ALLOWED_HOSTS',
  'DJANGO_ALLOWED_HOSTS',
  'TRUSTED_HOSTS',
]

/** The public URL of an environment, unless all that names it is a placeholder. */
export function urlOf(
  { files }: Pick<GitRepository, 'files'>,
  environment: Environment,
  service: Service | undefined,
): string | undefined {
  return [
    traefikUrl(environment, service),
    templateUrl(environment, [...URL_KEYS, ...HOST_KEYS]),
    proxyUrl(files, environment),
    templateUrl(environment, LIST_KEYS),
  ].find(url => url !== undefined)
}

/** The first value that is a public host; of those in a list the shortest. */
function templateUrl({ template, name }: Environment, keys: readonly string[]): string | undefined {
  const values = keys.map(key => assignmentOf(template, key)?.value ?? '')
  const urls = values.flatMap(value =>
    byLength(value.split(/[\s,;"'[\]]+/).flatMap(one => publicUrl(one) ?? [])),
  )
  return urls.find(url => template?.isShared !== true || belongsTo(url, name))
}

/** The host in the label of a router. */
function traefikUrl({ template }: Environment, service: Service | undefined): string | undefined {
  const valueFor = (key: string): string | undefined => assignmentOf(template, key)?.value
  const rules = service ? traefikRules(labelsOf(service, valueFor)) : []
  return rules.flatMap(hostsIn)[0]
}

/** A host with a word of staging is not the one of production, and vice versa. */
const belongsTo = (url: string, environment: string): boolean =>
  (environmentIn(url) ?? 'production') === environment

function proxyUrl(files: GitRepository['files'], { name }: Environment): string | undefined {
  const found = proxyFiles(files)
    .filter(path => (environmentIn(path) ?? name) === name)
    .flatMap(path => siteUrls(path, files.text(path) ?? ''))
    .filter(url => belongsTo(url, name))
  return byLength(found)[0]
}

/** The shortest of several names is the one without `www`. */
const byLength = (urls: readonly string[]): string[] =>
  [...urls].sort((one, other) => one.length - other.length)
