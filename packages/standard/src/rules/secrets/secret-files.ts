import { posix } from 'node:path'
import { envEntries } from '@tsh/deployment/env-file'
import { isPlaceholder } from '@tsh/deployment/placeholder'
import { isSecretKey } from '@tsh/deployment/secret-key'
import { connectionUrl } from '../../env/connection-url.ts'
import type { RepositoryFiles } from '../../model/files.ts'
import type { Rule } from '../../rule.ts'

const PRIVATE_KEY = /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----/
const ENV_FILE = /^\.env(\.[\w-]+)*$|^[\w-]+\.env$/
/** Env files used by deployments. */
const DEPLOYED = /^\.env$|(^|\/)\.env\.(production|staging|prod|stage|local)$/
const TEMPLATE = /(example|template|sample|dist|defaults?|schema|tmpl|tpl|vault|enc|encrypted|sops)\b/i
/** Folders whose keys and dumps are test data. */
export const TEST_FOLDER =
  /(^|\/)(tests?|__tests__|spec|testing|testdata|fixtures?|mocks?|__mocks__|e2e|cypress|examples?|samples?)\//i
const KEY_STORE = /\.(jks|keystore|p12|pfx|kdbx|ppk)$|(^|\/)id_(rsa|dsa|ecdsa|ed25519)$/i
const DUMP = /\.(dump|pgdump|rdb)(\.(gz|bz2|xz|zst))?$|\.sql\.(gz|bz2|xz|zst|zip)$|\.sql\.bak$/i
const DUMP_HEADER =
  /^-- (PostgreSQL database (cluster )?dump|MySQL dump|MariaDB dump|Dump of table|phpMyAdmin SQL Dump)/m

/** The kind of a tracked file that should not be in a repository. */
export function secretFileKind(files: RepositoryFiles, path: string): string | undefined {
  const name = posix.basename(path)
  const isEnvFile = ENV_FILE.test(name) && !TEMPLATE.test(path)
  if (isEnvFile && (DEPLOYED.test(path) || hasSecret(files.text(path) ?? ''))) return 'an env file'
  if (TEST_FOLDER.test(path)) return undefined
  if (KEY_STORE.test(path)) return 'a key store'
  if (/\.(pem|key)$/.test(name) && PRIVATE_KEY.test(files.text(path) ?? '')) return 'a private key'
  if (DUMP.test(path)) return 'a database dump'
  const isSql = /\.sql$/i.test(name)
  return isSql && DUMP_HEADER.test((files.text(path) ?? '').slice(0, 2000)) && hasRows(files.text(path) ?? '')
    ? 'a database dump'
    : undefined
}

/** Whether an env file contains a secret; many contain only public URLs. */
const hasSecret = (text: string): boolean =>
  envEntries(text).some(([key, value]) => {
    const isSecret = isSecretKey(key) || connectionUrl(value)?.password !== undefined
    return isSecret && !isPlaceholder(value) && !/^(true|false|\d{1,4})$/i.test(value)
  })

/** A schema-only dump is source code. */
const hasRows = (text: string): boolean => /^(COPY [\w."]+ .*FROM stdin|INSERT INTO )/m.test(text)

export const isSecretFile = (files: RepositoryFiles, path: string): boolean =>
  secretFileKind(files, path) !== undefined

export const noSecretFiles: Rule = {
  id: 'SEC-3',
  severity: 'E',
  title: 'The repository contains no database dump, key store or env file.',
  fix: 'Remove it from the repository and its history, and rotate every secret in it.',
  check: ({ files }) =>
    files.paths.flatMap(path => {
      const kind = secretFileKind(files, path)
      return kind === undefined ? [] : [{ at: { file: path, line: 1 }, message: `${path} is ${kind}` }]
    }),
}

export const ignoredEnvFiles: Rule = {
  id: 'SEC-4',
  severity: 'E',
  title: 'Git ignores every env file except templates.',
  fix: 'Add it to .gitignore, such as `.env.*` and `!.env.*.example`.',
  check: ({ files, environments, models }) => {
    const inCompose = models.flatMap(({ services }) =>
      services.flatMap(({ envFiles }) => envFiles.map(({ path }) => path)),
    )
    const own = environments.filter(({ model, template, settings }) => model && (template || settings))
    const wanted = new Set([...own.map(({ envFile }) => envFile), ...inCompose])
    return [...wanted]
      .filter(path => ENV_FILE.test(posix.basename(path)) && !TEMPLATE.test(path))
      .filter(path => !files.has(path) && !files.isIgnored(path))
      .map(path => ({
        at: { file: '.gitignore', line: 1 },
        subject: path,
        message: `${path} is not ignored by git`,
      }))
  },
}
