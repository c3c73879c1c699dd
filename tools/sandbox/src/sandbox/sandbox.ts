import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureEngine } from '../engine/engine.ts'
import { type Generation, hasContainerdStore } from '../engine/generations.ts'
import { ensureBaseImages } from '../images/base-images.ts'
import { ownImage } from '../images/substitutes.ts'
import { docker, run } from '../machine/command.ts'
import { type Log, silent } from '../machine/progress.ts'
import { type FakeGithub, startGithub } from '../services/github.ts'
import { type FakeS3, startS3 } from '../services/s3.ts'
import { type FakeTelegram, startTelegram } from '../services/telegram.ts'
import { makeFolder, recordTags } from './folder.ts'
import { sshKeyPair } from './keys.ts'
import { labels, names, storageVolume } from './labels.ts'
import { imagesTemplate, preloadImages } from './preload.ts'
import { mirrorImages, publishedAddress, type Registry, startRegistry } from './registry.ts'
import { removeSandbox, removeStale } from './remove.ts'
import { startRunner } from './runner.ts'
import { forwardRegistry, type Server, startServer, waitForEngine } from './server.ts'

/** Names that hostile sandboxes take from the repository instead of unique ones. */
export interface SandboxNames {
  registryUser?: string
  bucket?: string
}

export interface SandboxOptions {
  /** The deploy user on the server; `root` by default. */
  user?: string
  /** Images of Docker Hub that the server must be able to pull. */
  baseImages?: readonly string[]
  /** Keep everything when stopped. */
  keep?: boolean
  /** Name of a template to start the server from, if it exists. */
  template?: string
  /** Load the base images into the server's engine at startup. */
  preload?: boolean
  /** The generation of tools on the server, and of Docker on the runner; `stable` by default. */
  generation?: Generation
  /** Names of accounts and buckets; unique by default. */
  names?: SandboxNames
  log?: Log
}

export interface Sandbox {
  id: string
  server: Server
  /** The server's nginx, seen from this machine. */
  publicUrl: string
  registry: Registry
  s3: FakeS3
  telegram: FakeTelegram
  github: FakeGithub
  /** Environment of the runner's steps that selects its Docker engine; empty for this machine's own. */
  runner: Record<string, string>
  /** Folder of bare repositories, mounted on the server as /srv/git. */
  git: { folder: string }
  /** The template name under which the prepared server is saved for later rehearsals. */
  template: string | undefined
  /** A folder of this run, removed by {@link stop}. */
  folder: string
  /** Every secret value of this sandbox, for the leak check. */
  secrets: string[]
  /** Also removes local image tags that contain this text when the sandbox is removed. */
  forgetTags(text: string): void
  /** Adds a step that runs on Ctrl-C before everything is removed. */
  beforeInterrupt(step: () => Promise<unknown>): void
  stop(): Promise<void>
}

/** Starts a server, a registry and fakes of all external services; all on loopback, all removed by `stop`. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const log = options.log ?? silent
  await ensureEngine(log)
  const images = options.baseImages ?? []
  await ensureBaseImages(images, log)
  const generation = options.generation ?? 'stable'
  const image = {
    ...{ server: await ownImage('server', log, generation), registry: await ownImage('registry', log) },
    runner: generation === 'stable' ? undefined : await ownImage('runner', log, generation),
  }
  const template = await templateOf(options, image.server)
  await removeStale(image.registry)
  const id = randomBytes(4).toString('hex')
  const teardown = new Teardown(id, image.registry, options.keep ?? false)
  try {
    const { template: _, ...others } = options
    const known = template === undefined ? {} : { template }
    return await start(id, { ...others, ...known, generation, baseImages: images, log }, image, teardown)
  } catch (error) {
    await teardown.run(true)
    throw error
  }
}

/** Templates only support the engine's own image store. */
async function templateOf(options: SandboxOptions, server: string): Promise<string | undefined> {
  if (hasContainerdStore(options.generation ?? 'stable')) return undefined
  return options.preload ? await imagesTemplate(server, options.baseImages ?? []) : options.template
}

async function start(
  id: string,
  options: Required<Pick<SandboxOptions, 'baseImages' | 'log' | 'generation'>> & SandboxOptions,
  image: { server: string; registry: string; runner: string | undefined },
  teardown: Teardown,
): Promise<Sandbox> {
  const keep = options.keep ?? false
  const folder = makeFolder(id)
  teardown.add(() => rmSync(folder, { recursive: true, force: true }))
  const gitFolder = join(folder, 'git')
  mkdirSync(gitFolder)
  await docker(['network', 'create', ...labels(id, keep), names(id).network])
  await docker(['volume', 'create', storageVolume])
  const key = sshKeyPair()
  const closed = async <Service extends { close(): Promise<void> }>(service: Promise<Service>) => {
    const { close } = await service
    teardown.add(close)
    return service
  }
  const starting = [
    startServer({
      ...{ id, image: image.server, user: options.user ?? 'root', keep, gitFolder, key },
      ...(options.template ? { template: options.template } : {}),
      containerdStore: hasContainerdStore(options.generation),
    }),
    startRegistry(id, image.registry, keep, options.names?.registryUser),
    closed(startS3(folder, options.names?.bucket)),
    closed(startTelegram()),
    closed(startGithub(gitFolder)),
  ] as const
  // If one fails, wait for the others, because they cannot be removed while starting.
  await Promise.allSettled(starting)
  const [server, registry, s3, telegram, github] = await Promise.all(starting)
  const [web, runner] = await Promise.all([
    publishedAddress(server.container, 80),
    image.runner ? startRunner({ ...options, id, image: image.runner, keep, folder, registry }) : {},
    forwardRegistry(server.exec, registry),
    mirrorImages(registry.open, options.baseImages),
    waitForEngine(server.exec),
  ])
  if (options.preload) await preloadImages(server.exec, id, options.template, options.baseImages)
  return {
    ...{
      id,
      server,
      publicUrl: `http://${web}`,
      registry,
      s3,
      telegram,
      github,
      runner,
      git: { folder: gitFolder },
      folder,
    },
    template: options.template,
    secrets: [key.privateKey, registry.password, telegram.token, s3.secretAccessKey],
    forgetTags: text => recordTags(folder, text),
    beforeInterrupt: step => teardown.interrupt.push(step),
    stop: () => teardown.run(false),
  }
}

/** Cleans up a complete or partial start, once; also on a signal. */
class Teardown {
  readonly interrupt: (() => Promise<unknown>)[] = []
  private readonly steps: (() => void | Promise<void>)[] = []
  private done: Promise<void> | undefined
  private readonly onSignal = () => void this.interrupted().finally(() => process.exit(130))
  private readonly id: string
  private readonly cleaner: string
  private readonly keep: boolean

  constructor(id: string, cleaner: string, keep: boolean) {
    this.id = id
    this.cleaner = cleaner
    this.keep = keep
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, this.onSignal)
  }

  add(step: () => void | Promise<void>): void {
    this.steps.push(step)
  }

  run(force: boolean): Promise<void> {
    this.done ??= this.cleanUp(force)
    return this.done
  }

  private async interrupted(): Promise<void> {
    await Promise.allSettled(this.interrupt.splice(0).map(step => step()))
    await this.run(true)
  }

  private async cleanUp(force: boolean): Promise<void> {
    const kept = this.keep && !force
    if (!kept) {
      await run('docker', ['kill', names(this.id).server])
      await removeSandbox(this.id, this.cleaner)
    }
    for (const step of this.steps.splice(kept ? 1 : 0)) await step()
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, this.onSignal)
  }
}
