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
  'ALLOWED_HOSTS',
  'DJANGO_ALLOWED_HOSTS',
  'TRUSTED_HOSTS',
  'CSRF_TRUSTED_ORIGINS',
  'DJANGO_CSRF_TRUSTED_ORIGINS',
]

/** The public URL of an environment, unless all that names it is a placeholder. */
export function urlOf(
  { files }: Pick<GitRepository, 'files'>,
  environment: Environment,
  service: Service | undefined,
): string | undefined {
  return [
    traefikUrl(environment, service),
    templateUrl(environment),
    proxyUrl(files, environment),
    listedUrl(environment),
  ].find(url => url !== undefined)
}

function templateUrl({ template, name }: Environment): string | undefined {
  const values = [...URL_KEYS, ...HOST_KEYS].map(key => assignmentOf(template, key)?.value ?? '')
  const urls = values.map(publicUrl).filter(url => url !== undefined)
  return urls.find(url => template?.isShared !== true || belongsTo(url, name))
}

/** The host of the environment in the first list that has one. */
function listedUrl({ template, name }: Environment): string | undefined {
  return LIST_KEYS.map(key => {
    const items = (assignmentOf(template, key)?.value ?? '').split(/[\s,;"'[\]]+/)
    return shortest(items.flatMap(item => publicUrl(item) ?? []).filter(url => belongsTo(url, name)))
  }).find(url => url !== undefined)
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
  return shortest(found)
}

/** The shortest of several names is the one without `www`; with https, if it has that too. */
function shortest(urls: readonly string[]): string | undefined {
  const lengthOf = (url: string): number => url.replace(/^https?:/, '').length
  return [...urls].sort((one, other) => lengthOf(one) - lengthOf(other) || (one < other ? 1 : -1))[0]
}
