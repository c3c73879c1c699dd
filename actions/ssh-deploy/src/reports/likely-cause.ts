import { FREE_PORT, PORT_TAKEN } from '@tsh/deployment'
import type { FailedContainer } from './failed-containers.ts'

/** Why something failed, as far as can be told, and what to look at next. */
export interface LikelyCause {
  cause: string
  next: string
}

/** Words in logs and errors, the most telling first. */
const SIGNS: readonly [RegExp, string, string][] = [
  [/no space left on device/i, 'the disk of the server is full', 'docker system df'],
  [
    /Cannot connect to the Docker daemon|error during connect:/i,
    "the server's Docker engine ended, or does not answer",
    'systemctl status docker',
  ],
  [
    PORT_TAKEN,
    'a port is taken by something else',
    `docker ps --format "{{.Names}} {{.Ports}}". When no container has it: ${FREE_PORT}`,
  ],
  [
    /password authentication failed|Access denied for user/i,
    'the database refused the login',
    'compare the password in the env file with that of the database',
  ],
  [
    /(could not translate host name|getaddrinfo|Name or service not known|EAI_AGAIN|ENOTFOUND)/i,
    'a host name that it needs is not known',
    'docker network ls',
  ],
  [
    /ECONNREFUSED|connection refused|could not connect to server/i,
    'something that it needs does not answer',
    'docker ps --all',
  ],
  [
    /ModuleNotFoundError|Cannot find module|ImportError/,
    'a module is missing in the image',
    'add it to what the image is built from',
  ],
  [
    /relation .* does not exist|UndefinedTable|UndefinedColumn|no such table/i,
    'the database has not the schema that it needs',
    'look at the migrations of this release',
  ],
  [
    /permission denied|EACCES/i,
    'it may not read or write a file',
    'look at owner and mode of the mounted folders',
  ],
]

/** Codes that a container ends with whatever it is (docker run, "Exit status"; 128 + n is signal n). */
const ENDINGS: Record<number, string> = {
  125: 'Docker could not start it',
  126: 'its command cannot be run',
  127: 'its command is not in the image',
  134: 'it aborted (SIGABRT)',
  137: 'it was killed (SIGKILL)',
  139: 'it crashed (SIGSEGV)',
  143: 'it was asked to end (SIGTERM)',
}

/**
 * Guesses from how containers ended and what was said; the first sign that is found counts.
 * @param said the error of the step
 */
export function likelyCause(containers: readonly FailedContainer[], said: string): LikelyCause {
  const starved = containers.find(({ outOfMemory }) => outOfMemory)
  if (starved)
    return {
      cause: `${starved.service} took more memory than its limit`,
      next: `raise mem_limit of ${starved.service} in the compose file, or find what takes the memory`,
    }
  const text = [said, ...containers.flatMap(({ error, lines }) => [error, ...lines])].join('\n')
  const [, cause, next] = SIGNS.find(([sign]) => sign.test(text)) ?? []
  if (cause && next) return { cause, next }
  const [container] = containers
  if (!container) return { cause: 'see the error', next: 'mend what it says, then run this again' }
  const { service, status, exitCode, probes } = container
  if (status === 'running')
    return {
      cause:
        probes.length > 0
          ? `${service} runs, but its health check fails`
          : `${service} runs, but does not answer`,
      next: 'run the command of the health check inside the container',
    }
  return {
    cause: `${service} ended by itself: ${ENDINGS[exitCode] ?? `exit code ${exitCode}`}`,
    next: 'look at its last lines',
  }
}
