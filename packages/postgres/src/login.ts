import type { Project } from '@tsh/deployment'

/** Where the database server runs. */
export type Source =
  | { kind: 'compose'; project: Project; service: string }
  | { kind: 'container'; container: string }
  | { kind: 'host' }

/** How the database's own tools connect; empty fields default to the container's own. */
export interface DatabaseLogin {
  database: string
  user: string
  host: string
  port: string
  password: string
}
