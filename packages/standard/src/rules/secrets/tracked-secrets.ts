import { isDockerfile } from '../../dockerfile/read-dockerfile.ts'
import type { Repository } from '../../model/repository.ts'
import type { Rule } from '../../rule.ts'
import { deploys } from '../../workflows/deployments.ts'
import { assignedSecrets } from './assigned-secrets.ts'
import { jsonSecrets } from './json-secrets.ts'
import { knownTokens } from './known-tokens.ts'
import { isSecretFile, TEST_FOLDER } from './secret-files.ts'
import type { SecretText } from './secret-text.ts'

export const noSecrets: Rule = {
  id: 'SEC-2',
  severity: 'E',
  title: 'No file in the repository contains a secret.',
  fix: 'Rotate the secret, then remove it from the file and the history.',
  check: repository => {
    const compose = new Set(repository.models.flatMap(({ files }) => files))
    return repository.files.paths
      .filter(path => !OTHERS.test(path) && !isSecretFile(repository.files, path))
      .flatMap(path =>
        secretsIn(repository, path, compose.has(path)).map(({ kind, line }) => ({
          at: { file: path, line },
          message: `${path} contains ${kind}`,
        })),
      )
  },
}

/** Settings for tests and development machines. */
const FOR_TESTS =
  /(^|[/._-])(tests?|specs?|e2e|cypress|playwright)[._-][^/]*$|(^|\/)\.?(ci|devcontainer|ddev|circleci|dev|local)([-_.][\w.-]*)?\/|(^|[/._-])(ci|dev|local|test)\.ya?ml$/i
/** Third-party code and generated files. */
const OTHERS =
  /(^|\/)(node_modules|vendor|third_party|dist|build|\.yarn|site-packages|venv|\.venv)\/|\.(lock|lockb|min\.js|min\.css|map|svg|snap|po|csv|ipynb)$|(^|\/)(package-lock\.json|pnpm-lock\.yaml|go\.sum|Pipfile\.lock|poetry\.lock|uv\.lock|composer\.lock)$/
const DOCUMENTS =
  /\.(md|mdx|rst|adoc|txt|html?)$|(^|\/)(docs?|documentation|i18n|intl|locales?|lang|languages|translations?)\//i
const TEMPLATES = /(^|[./_-])(example|template|sample|dist|tmpl)([./_-]|$)|\.(j2|tpl|tmpl|erb)$/i
const CODE = /\.(py|[cm]?[jt]sx?|rb|php|go|java|kt|cs|rs|swift|scala|vue|svelte|tf)$/
const SETTINGS =
  /\.(sh|bash|zsh|ya?ml|ini|cfg|conf|toml|properties|env|json|xml|sql|mako|service)$|(^|\/)(Makefile|\.[\w-]+rc|\.[\w.-]*(secret|token|key|credential|pass)[\w.-]*)$/

function secretsIn({ files, workflows }: Repository, path: string, isCompose: boolean): SecretText[] {
  const text = files.text(path)
  if (text === undefined) return []
  const isTest = TEST_FOLDER.test(path) || FOR_TESTS.test(path)
  // Keys in tests are test data.
  const tokens = isTest ? [] : knownTokens(text)
  if (isTest || isCompose || DOCUMENTS.test(path) || TEMPLATES.test(path)) return tokens
  // A workflow that only tests uses throwaway credentials.
  const workflow = workflows.find(one => one.path === path)
  if (workflow && !deploys(workflow)) return tokens
  const found = path.endsWith('.json') ? jsonSecrets(text) : assigned(path, text)
  return firstOfLine([...tokens, ...found])
}

function assigned(path: string, text: string): SecretText[] {
  if (CODE.test(path)) return assignedSecrets(text, true)
  return SETTINGS.test(path) || isDockerfile(path) ? assignedSecrets(text, false) : []
}

function firstOfLine(secrets: readonly SecretText[]): SecretText[] {
  return [...new Map([...secrets].reverse().map(secret => [secret.line, secret])).values()].reverse()
}
