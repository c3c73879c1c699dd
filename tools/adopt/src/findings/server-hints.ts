import { get, scriptOf, stepsIn, textOf, type Workflow } from '@tsh/standard/reading'

/** What old deployments reveal about the server, shown next to the commented settings. */
export interface ServerHints {
  server?: string
  path?: string
  /** The name of the secret with the SSH key. */
  keySecret?: string
}

const KEY = /\$\{\{\s*secrets\.(\w*(?:SSH|PRIVATE|DEPLOY)\w*KEY\w*|\w*KEY\w*SSH\w*|SSH_PRIVATE\w*)\s*\}\}/

const ADDRESS = /\b(?:ssh|scp|rsync)\s[^\n]*?(?<![\w.-])([a-z_][\w-]*@[A-Za-z0-9][A-Za-z0-9.-]*[A-Za-z0-9])/

/** @param workflows those that deploy to the environment */
export function serverHints(workflows: readonly Workflow[]): ServerHints {
  const steps = workflows.flatMap(workflow => stepsIn(workflow))
  const literal = (...keys: string[]): string | undefined =>
    steps
      .flatMap(({ step }) => keys.map(key => textOf(get(step.node, 'with', key))))
      .find(text => text !== undefined && text !== '' && !text.includes('$'))
  const host = literal('host', 'remote_host', 'REMOTE_HOST')
  const user = literal('username', 'user', 'remote_user', 'REMOTE_USER')
  const address = steps.map(({ step }) => ADDRESS.exec(scriptOf(step))?.[1]).find(Boolean)
  const path = steps
    .map(({ step }) => /(?:^|[\s"';&])cd (\/[\w./-]+)/.exec(scriptOf(step))?.[1])
    .find(Boolean)
  const server = host === undefined ? address : `${user ?? 'user'}@${host}`
  const keySecret = workflows.map(({ text }) => KEY.exec(text)?.[1]).find(Boolean)
  return {
    ...(server === undefined ? {} : { server }),
    ...(path === undefined ? {} : { path: path.replace(/\/$/, '') }),
    ...(keySecret === undefined ? {} : { keySecret }),
  }
}
