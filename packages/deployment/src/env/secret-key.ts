/** Parts of a key that mark its value as a secret. */
const SECRET =
  /^(PASS|PW|PWD|PIN|KEYS?|AUTH|CREDS?|SALTS?|PEPPER|SIGNING|SIGNATURE|DSN|SK|HMAC|WEBHOOKS?)$|(PASSWORDS?|PASSWD|PASSPHRASE|PASSCODE|SECRETS?|TOKENS?|CREDENTIALS?)$|^(PG|DB|MYSQL|SMTP|REDIS)(PASS|PWD)$|(API|ACCESS|SECRET|PRIVATE|MASTER|ENCRYPTION|LICENSE)KEYS?$/

/** Last parts of keys that relate to a secret but do not contain one: `TOKEN_HOST`, `SECRETS_BACKEND`. */
const SETTING =
  /^(ENV|ENVIRONMENT|HOSTS?|HOSTNAME|PORT|UR[IL]S?|ENDPOINT|DOMAIN|SERVER|SERVICE|BACKEND|PROVIDER|DRIVER|ENGINE|STORE|STORAGE|CLASS|TYPE|KIND|MODE|METHOD|STRATEGY|POLICY|ALG|ALGORITHM|FORMAT|NAME|USER|USERNAME|ID|ISSUER|AUDIENCE|SCOPES?|REALM|REGION|HEADER|PREFIX|SUFFIX|PATH|FILE|DIR|DIRECTORY|FOLDER|VERSION|LEVEL|LENGTH|SIZE|LIMIT|COUNT|ROUNDS|TTL|TIMEOUT|EXPIRY|EXPIRES|EXPIRATION|LIFETIME|AGE|DAYS|HOURS|MINUTES|SECONDS|ENABLED|DISABLED|REQUIRED)$/

/** Last parts of keys whose value is always a name: it is part of URLs and of object keys. */
const NAME = /(DB|DATABASE|DBNAME|BUCKET|IMAGE|ENV|ENVIRONMENT|HOSTS?|HOSTNAME)$/

/** Whether a key marks its value as a secret, in any case style. */
export function isSecretKey(key: string): boolean {
  const parts = partsOf(key)
  if (parts.some(part => /^WEBHOOKS?$/.test(part))) return true
  return parts.some(part => SECRET.test(part)) && !SETTING.test(parts.at(-1) ?? '')
}

/** Whether a key marks its value as a name, which may look like a secret. */
export function isNameKey(key: string): boolean {
  const parts = partsOf(key)
  const last = parts.at(-1) === 'NAME' ? parts.at(-2) : parts.at(-1)
  return NAME.test(last ?? '') && !isSecretKey(key)
}

/** Whether deployments or compose itself use a key. */
export const isOwnKey = (key: string): boolean =>
  /^(VERSION|(ACTIVE_)?DEPLOYMENT_SLOT|COMPOSE_\w+)$/.test(key)

const partsOf = (key: string): string[] =>
  key
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1_$2')
    .toUpperCase()
    .split(/[^\p{L}\p{N}]+/u)
    .map(part => part.replace(/\d+$/, ''))
    .filter(part => part !== '')
