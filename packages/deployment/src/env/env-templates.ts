import { posix } from 'node:path'

/** The paths of the template of an env file in the repository; the first one that exists counts. */
export const envTemplates = (envFile: string): string[] => [
  `${envFile}.example`,
  `${envFile}.template`,
  posix.join(posix.dirname(envFile), '.env.example'),
]

/** {@link envTemplates} in a shell script in which `$env` is the path of the env file. */
export const ENV_TEMPLATES_IN_SHELL = '"$env.example" "$env.template" "$(dirname "$env")/.env.example"'
