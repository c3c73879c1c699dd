import { get, scriptOf, stepsIn, textOf, type Workflow } from '@tsh/standard/reading'

/** What old deployments reveal about the server, shown next to the commented settings. */
export interface ServerHints {
  server?: string
  path?: string
  /** The name of the secret with the SSH key. */
  keySecret?: string
}

const KEY = /\$\{\{\s*secrets\.(\w*(?:SSH|PRIVATE|DEPLOY)\w*KEY\w*|\w*KEY\w*SSH\w*|SSH_PRIVATE\w*)\s*\}\}/

/** @param workflows those that deploy to the environment */
export function serverHints(workflows: readonly Workflow[]): ServerHints {
  const steps = workflows.flatMap(workflow => stepsIn(workflow))
  const literal = (...keys: string[]): string | undefined =>
    steps
      .flatMap(({ step }) => keys.map(key => textOf(get(step.node, 'with', key))))
      .find(text => text !== undefined && text !== '' && !text.includes('$'))
  const host = literal('host', 'remote_host', 'REMOTE_HOST')
  const user = literal('username', 'user', 'remote_user', 'REMOTE_USER')
  const path = steps
    .map(({ step }) => /(?:^|[\s"';&])cd (\/[\w./-]+)/.exec(scriptOf(step))?.[1])
    .find(Boolean)
  const keySecret = workflows.map(({ text }) => KEY.exec(text)?.[1]).find(Boolean)
  return {
    ...(host === undefined ? {} : { server: `${user ?? 'user'}@${host}` }),
    ...(path === undefined ? {} : { path: path.replace(/\/$/, '') }),
    ...(keySecret === undefined ? {} : { keySecret }),
  }
}
