import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { builtServices, type ComposeModel, pulledServices } from './compose-model.ts'

/** Every public image used by a compose file and its Dockerfiles. */
export function baseImagesOf(model: ComposeModel): string[] {
  const images = new Set(pulledImagesOf(model))
  for (const service of builtServices(model)) {
    const { context = '', dockerfile = 'Dockerfile' } = model.services[service]?.build ?? {}
    const file = join(context, dockerfile)
    if (existsSync(file)) for (const image of fromLines(readFileSync(file, 'utf8'))) images.add(image)
  }
  return [...images].sort()
}

/** Images that are not built, so the server has to pull them. */
export const pulledImagesOf = (model: ComposeModel): string[] => [
  ...new Set(pulledServices(model).flatMap(service => model.services[service]?.image ?? [])),
]

/** Images in FROM lines, with defaults of global ARGs substituted, excluding names of earlier stages. */
export function fromLines(dockerfile: string): string[] {
  const defaults: Record<string, string> = {}
  const stages = new Set<string>(['scratch'])
  const images: string[] = []
  for (const line of dockerfile.split('\n')) {
    const argument = /^\s*ARG\s+(\w+)=(\S+)/i.exec(line)
    if (argument?.[1] && argument[2]) defaults[argument[1]] = argument[2].replace(/^["']|["']$/g, '')
    const from = /^\s*FROM\s+(?:--platform=\S+\s+)?(\S+)(?:\s+AS\s+(\S+))?/i.exec(line)
    if (!from?.[1]) continue
    const image = from[1].replace(
      /\$\{?(\w+)(?::-([^}]*))?\}?/g,
      (_, name, otherwise = '') => defaults[name] ?? otherwise,
    )
    if (!stages.has(image)) images.push(image)
    if (from[2]) stages.add(from[2])
  }
  return images
}
