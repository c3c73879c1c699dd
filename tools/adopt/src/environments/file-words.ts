/** The names of environments that the public workflows deploy. */
export type EnvironmentName = 'production' | 'staging'

const WORDS: Record<EnvironmentName, RegExp> = {
  production: /^(production|prod|live|deploy|deployment|release)$/,
  staging: /^(staging|stage|stg|preprod|preview|uat)$/,
}

/** Compose files that are not deployed on their own. */
const ELSEWHERE =
  /^(override|dev|devel|development|local|test|tests|testing|ci|debug|e2e|build|base|common|rehearsal|traefik|proxy|nginx|caddy|monitoring|logging|docs?|db|database|tools?|example|sample)$/

/** What a word in a file name, a profile or a branch stands for; `elsewhere` for development and tests. */
export function meaningOf(word: string): EnvironmentName | 'elsewhere' | undefined {
  const text = word.toLowerCase()
  const name = (Object.keys(WORDS) as EnvironmentName[]).find(key => WORDS[key].test(text))
  return name ?? (ELSEWHERE.test(text) ? 'elsewhere' : undefined)
}

/** The environment in the words of a path or a name, such as `deploy/staging.conf`. */
export const environmentIn = (text: string): EnvironmentName | undefined =>
  text
    .split(/[^A-Za-z0-9]+/)
    .map(meaningOf)
    .find(meaning => meaning !== undefined && meaning !== 'elsewhere') as EnvironmentName | undefined
