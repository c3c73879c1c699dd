import { FREE_PORT, PORT_TAKEN } from '@tsh/deployment'
import type { FailedContainer } from './failed-containers.ts'

/** The likely cause of a failure, and what to check next. */
export interface LikelyCause {
  cause: string
  next: string
}

/** Patterns in logs and errors, most specific first. */
const PATTERNS: readonly [RegExp, string, string][] = [
  [/no space left on device/i, 'the disk of the server is full', 'docker system df'],
  [
    /Cannot connect to the Docker daemon|error during connect:/i,
    'the Docker engine on the server has stopped or does not respond',
    'systemctl status docker',
  ],
  [
    PORT_TAKEN,
    'a port is already in use',
    `docker ps --format "{{.Names}} {{.Ports}}". If no container uses it: ${FREE_PORT}`,
  ],
  [
    /password authentication failed|Access denied for user/i,
    'the database refused the login',
    'compare the password in the env file with the one in the database',
  ],
  [
    /(could not translate host name|getaddrinfo|Name or service not known|EAI_AGAIN|ENOTFOUND)/i,
    'a host name cannot be resolved',
    'docker network ls',
  ],
  [
    /ECONNREFUSED|connection refused|could not connect to server/i,
    'a service that it depends on does not respond',
    'docker ps --all',
  ],
  [
    /ModuleNotFoundError|Cannot find module|ImportError/,
    'a module is missing in the image',
    'install it in the image',
  ],
  [
    /relation .* does not exist|UndefinedTable|UndefinedColumn|no such table/i,
    'the database schema is missing something this release needs',
    'check the migrations of this release',
  ],
  [
    /permission denied|EACCES/i,
    'it has no permission to access a file',
    'check the owner and mode of the mounted folders',
  ],
]

/** Exit codes with the same meaning for every container (docker run, "Exit status"; 128 + n is signal n). */
const EXIT_REASONS: Record<number, string> = {
  125: 'Docker could not start it',
  126: 'its command is not executable',
  127: 'its command was not found in the image',
  134: 'it aborted (SIGABRT)',
  137: 'it was killed (SIGKILL)',
  139: 'it crashed (SIGSEGV)',
  143: 'it was terminated (SIGTERM)',
}

/**
 * Guesses from exit states, logs and the error; the first match wins.
 * @param message error message of the step
 */
export function likelyCause(containers: readonly FailedContainer[], message: string): LikelyCause {
  const starved = containers.find(({ outOfMemory }) => outOfMemory)
  if (starved)
    return {
      cause: `${starved.service} exceeded its memory limit`,
      next: `raise mem_limit of ${starved.service} in the compose file, or reduce its memory usage`,
    }
  const text = [message, ...containers.flatMap(({ error, lines }) => [error, ...lines])].join('\n')
  const [, cause, next] = PATTERNS.find(([pattern]) => pattern.test(text)) ?? []
  if (cause && next) return { cause, next }
  const [container] = containers
  if (!container) return { cause: 'see the error', next: 'fix it, then run this again' }
  const { service, status, exitCode, probes } = container
  if (status === 'running')
    return {
      cause:
        probes.length > 0
          ? `${service} is running, but its health check fails`
          : `${service} is running, but does not respond`,
      next: 'run the health check command inside the container',
    }
  return {
    cause: `${service} exited: ${EXIT_REASONS[exitCode] ?? `exit code ${exitCode}`}`,
    next: 'check the last lines of its log',
  }
}
