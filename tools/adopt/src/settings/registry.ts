import { type Service, scriptOf, type Workflow } from '@tsh/standard/reading'

const FORM = /^(?!.*\/\/)[a-z0-9][a-z0-9._:/-]*$/

/** The registry with its namespace in the name of an image, such as `ghcr.io/tsh`; undefined on Docker Hub. */
export function registryIn(image: string): string | undefined {
  const parts = image.replace(/@.*$/, '').split('/').slice(0, -1)
  const [host = ''] = parts
  return /[.:]/.test(host) && parts.length > 1 && FORM.test(parts.join('/')) ? parts.join('/') : undefined
}

/** The registry of the built services, else the one that a workflow pushes to. */
export function registryOf(
  services: readonly Service[],
  workflows: readonly Workflow[],
  owner: string | undefined,
): string | undefined {
  const images = services.filter(({ build }) => build).map(({ image }) => image?.value ?? '')
  return images.map(registryIn).find(Boolean) ?? workflows.map(one => pushedTo(one, owner)).find(Boolean)
}

const IMAGE =
  /\b((?:ghcr\.io|registry\.gitlab\.com|quay\.io|[a-z0-9-]+\.azurecr\.io|[\w-]+\.pkg\.dev)\/[\w./-]*[\w-])\/[\w.-]+/
const EXPRESSION = /\b(ghcr\.io)\/\$\{\{\s*github\.repository(?:_owner)?\s*\}\}/

function pushedTo({ text, jobs }: Workflow, owner: string | undefined): string | undefined {
  const builds = jobs.some(({ steps }) =>
    steps.some(
      step =>
        /docker\/build-push-action@/.test(step.uses?.text ?? '') ||
        /\bdocker(?: image)? push\b/.test(scriptOf(step)),
    ),
  )
  if (!builds) return undefined
  const [, written] = IMAGE.exec(text) ?? []
  if (written !== undefined && FORM.test(written)) return written
  return EXPRESSION.test(text) && owner !== undefined ? `ghcr.io/${owner.toLowerCase()}` : undefined
}
