import { baseImage, finalUser, stepsOf } from '../../dockerfile/stages.ts'
import type { Evidence } from '../../finding.ts'
import { type BuiltImage, builtImages } from '../../model/repository.ts'
import type { Rule } from '../../rule.ts'

const SMALL = /slim|alpine|distroless|scratch|chainguard|wolfi|busybox|ubi\d*-(micro|minimal)|unprivileged/

export const smallBase: Rule = {
  id: 'CON-2',
  severity: 'W',
  title: 'Images use a slim, alpine or distroless base image, pinned to a version (W) and a digest (N).',
  fix: 'Use such a base image with version and digest, such as `python:3.12-slim@sha256:…`.',
  check: repository =>
    builtImages(repository).flatMap((image): Evidence[] => {
      const { dockerfile, stage, service } = image
      const base = baseImage(dockerfile, stage)
      const { at } = dockerfile.stages.find(({ from }) => from === base) ?? stage
      if (base === 'scratch' || base.includes('$')) return []
      if (!SMALL.test(base)) return [{ at, message: `the image of ${service.name} is based on ${base}` }]
      if (/@sha256:[0-9a-f]{64}$/.test(base)) return []
      if (/:latest$/.test(base) || !/:[^/]+$/.test(base))
        return [{ at, message: `${base} is not pinned to a version` }]
      return [{ at, severity: 'N', message: `${base} is not pinned to a digest` }]
    }),
}

const DEVELOPMENT =
  /\b(build-essential|gcc|g\+\+|clang|cmake|make|[a-z0-9.+-]+-dev|[a-z0-9]+-devel)\b(?![/.])/
const INSTALL = /\b(apt-get|apt|apk|dnf|yum|microdnf)\b[^&;|]*\b(install|add)\b([^&;|]*)/g

export const leanImage: Rule = {
  id: 'CON-3',
  severity: 'W',
  title:
    'Files are copied with `--chown`, nothing is added from a URL, and the final stage has no development packages.',
  fix: 'Use `COPY --chown`, download in an earlier stage, and install only runtime packages, such as libpq5.',
  check: repository =>
    builtImages(repository).flatMap(image => [...ownership(image), ...downloads(image), ...packages(image)]),
}

function ownership({ dockerfile, stage, service }: BuiltImage): Evidence[] {
  const { user } = finalUser(dockerfile, stage)
  if (user === '' || user === 'root' || user === '0') return []
  // System-wide files belong to root.
  const copy = stage.steps.find(
    ({ keyword, flags, args }) =>
      keyword === 'COPY' && !flags.has('chown') && !/^\/(usr|s?bin|etc|lib)\//.test(args.at(-1) ?? ''),
  )
  return copy
    ? [{ at: copy.at, subject: 'chown', message: `files of ${service.name} are copied without --chown` }]
    : []
}

function downloads({ dockerfile, stage, service }: BuiltImage): Evidence[] {
  return stepsOf(dockerfile, stage, 'ADD')
    .filter(({ args }) => args.some(arg => /^https?:\/\//.test(arg)))
    .map(({ at }) => ({ at, subject: 'ADD', message: `${service.name} adds a file from a URL` }))
}

function packages({ dockerfile, stage, service }: BuiltImage): Evidence[] {
  return stepsOf(dockerfile, stage, 'RUN').flatMap(({ text, at }) => {
    const installed = [...text.matchAll(INSTALL)].map(([, , , list = '']) => list).join(' ')
    const found = DEVELOPMENT.exec(installed.replace(/--virtual\s+\S+[^&]*/g, ' '))?.[1]
    const isRemoved = /\b(apt-get|apt)\b[^&;|]*\b(purge|remove)\b|\bapk del\b/.test(text)
    if (found === undefined || isRemoved) return []
    return [{ at, subject: found, message: `the final stage of ${service.name} installs ${found}` }]
  })
}

export const instructionStyle: Rule = {
  id: 'CON-7',
  severity: 'N',
  title:
    'CMD and ENTRYPOINT use the exec form, so that signals reach the process, and AS has the same case as FROM.',
  fix: 'Write `CMD ["program", "argument"]`, and `AS` in the same case as FROM.',
  check: repository =>
    builtImages(repository).flatMap(({ dockerfile, stage }) => {
      const source = repository.files.text(dockerfile.path)?.split('\n') ?? []
      return [
        ...stepsOf(dockerfile, stage, 'CMD', 'ENTRYPOINT')
          .filter(({ isJson }) => !isJson)
          .map(({ keyword, at }) => ({ at, message: `${keyword} runs in a shell` })),
        ...dockerfile.stages
          .filter(({ at }) => /^\s*FROM\b.*\sas\s/.test(source[at.line - 1] ?? ''))
          .map(({ at }) => ({ at, message: 'FROM and AS are written in different cases' })),
      ]
    }),
}
