import type { At, Node } from '../yaml/node.ts'

/** A string of a compose file. */
export interface Text {
  /** As written. */
  raw: string
  /** With variables interpolated from the env template. */
  value: string
  at: At
}

/** An entry of `environment`, `labels` or `args`. */
export interface Setting {
  key: string
  /** Undefined if the value is taken from the environment. */
  value?: Text
  at: At
}

export interface Port {
  /** On the server; undefined for a random port. */
  published?: number
  target?: number
  protocol: string
  /** Empty for all addresses. */
  hostIp: string
  at: At
}

export interface Build {
  /** Relative to the repository; undefined if it is outside of it. */
  context?: string
  /** Relative to the repository. */
  dockerfile?: string
  args: Setting[]
  tags: Text[]
  target?: string
  at: At
}

export interface Command {
  /** As one line. */
  text: string
  at: At
}

export interface Healthcheck {
  /** `none` if it is disabled. */
  form: 'exec' | 'shell' | 'none'
  /** As one line, without `CMD` and `CMD-SHELL`. */
  text: string
  /** `interval`, `timeout`, `retries` and so on, as written. */
  options: ReadonlyMap<string, string>
  at: At
}

export interface Dependency {
  service: string
  condition: string
  at: At
}

export interface Volume {
  type: 'bind' | 'volume' | 'tmpfs' | 'other'
  source: string
  target: string
  isReadOnly: boolean
  at: At
}

export interface Attachment {
  network: string
  aliases: string[]
  at: At
}

/** A service of a compose file, with every key in its long form. */
export interface Service {
  name: string
  at: At
  node: Node
  image?: Text
  build?: Build
  containerName?: Text
  ports: Port[]
  environment: Setting[]
  envFiles: { path: string; at: At }[]
  dependsOn: Dependency[]
  networks: Attachment[]
  networkMode?: Text
  volumes: Volume[]
  profiles: string[]
  command?: Command
  entrypoint?: Command
  healthcheck?: Healthcheck
  /** CPUs and bytes. */
  limits: { cpus?: number; memory?: number; at?: At }
}

export interface NamedResource {
  key: string
  /** Set by `name`, or the name of an external resource. */
  fixed?: Text
  at: At
}

/** The merged compose files of an environment. */
export interface ComposeModel {
  /** Undefined for a file that belongs to no environment. */
  environment?: string
  files: readonly string[]
  /** The first line of the first file. */
  at: At
  root: Node
  name?: Text
  services: Service[]
  networks: NamedResource[]
  volumes: NamedResource[]
}
