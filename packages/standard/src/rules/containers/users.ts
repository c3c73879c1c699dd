import { isSecretKey } from '@tsh/deployment/secret-key'
import { baseImage, finalUser, resolved, stepsOf } from '../../dockerfile/stages.ts'
import { type BuiltImage, builtImages } from '../../model/repository.ts'
import type { Rule } from '../../rule.ts'
import { get, textOf } from '../../yaml/node.ts'

const ROOT = /^(root|0)?$/
/** Base images with a dedicated user. */
const UNPRIVILEGED = /nonroot|unprivileged|rootless|cgr\.dev\/chainguard|bitnami\//

export const notRoot: Rule = {
  id: 'CON-1',
  severity: 'E',
  title: 'Images run as a non-root user.',
  fix: 'Create a user in the Dockerfile, and end with `USER app`.',
  check: repository =>
    builtImages(repository).flatMap(image => {
      const { service, dockerfile, stage } = image
      const own = textOf(get(service.node, 'user'))?.split(':')[0]
      const { user, step } = finalUser(dockerfile, stage)
      if (!ROOT.test(own ?? user) || (own === undefined && isUnprivileged(image))) return []
      const at = step?.at ?? stage.at
      return [{ at, message: `the image of ${service.name} runs as root` }]
    }),
}

/** The base image has a user, or the image drops privileges at startup. */
function isUnprivileged({ dockerfile, stage }: BuiltImage): boolean {
  const { step } = finalUser(dockerfile, stage)
  const dropsRights = stepsOf(dockerfile, stage, 'RUN', 'ENTRYPOINT', 'CMD').some(({ text }) =>
    /\b(gosu|su-exec|setpriv)\b/.test(text),
  )
  return dropsRights || (!step && UNPRIVILEGED.test(baseImage(dockerfile, stage)))
}

/** Keys that are not secrets, such as those that verify downloads. */
const PUBLIC = /(UWSGI|PROXY|FASTCGI)_PASS|GPG|PUBLIC|PUBLISHABLE|APT|FINGERPRINT/

export const noSecretVariables: Rule = {
  id: 'CON-6',
  severity: 'E',
  title: 'No ENV instruction and no ARG default contains a secret.',
  fix: 'Remove it. Pass it in the env file at run time, or as a build secret at build time.',
  check: repository =>
    builtImages(repository).flatMap(({ dockerfile, stage, service }) =>
      [...dockerfile.global, ...dockerfile.stages.flatMap(({ steps }) => steps)]
        .filter(({ keyword }) => keyword === 'ENV' || keyword === 'ARG')
        .flatMap(({ variables, at }) => variables.map(variable => ({ ...variable, at })))
        .filter(
          ({ name, value }) =>
            isSecretKey(name) && !PUBLIC.test(name) && hasValue(resolved(dockerfile, stage, value ?? '')),
        )
        .map(({ name, at }) => ({
          at,
          subject: name,
          message: `the image of ${service.name} sets ${name}`,
        })),
    ),
}

const hasValue = (text: string): boolean =>
  !/^["']?(true|false|\d{1,4}|\/[\w./-]*|)["']?$/i.test(text) &&
  !text.includes('$') &&
  !/^["']?[\w.-]+:\d+["']?$/.test(text)
