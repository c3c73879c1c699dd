import type { RepositoryFiles, Workflow } from '@tsh/standard/reading'
import type { Unknown } from '../git-repository.ts'
import { type Gate, type GateCommand, nameOfCommand } from './commands.ts'
import { nodeGate } from './node-gate.ts'
import { goGate, phpGate, rubyGate } from './other-gates.ts'
import { pythonGate } from './python-gate.ts'
import { nodeVersion, pythonVersion } from './versions.ts'
import { workflowGate } from './workflow-gate.ts'
import { toolInstalls } from './workflow-tools.ts'

/** The test gate: what the workflows run today, completed by what the projects in the repository define. */
export function gateOf(files: RepositoryFiles, workflows: readonly Workflow[]): Gate {
  const existing = workflowGate(workflows)
  const projects = withNewCommands(projectGate(files))
  if (!existing) return projects
  const names = new Set(existing.commands.map(({ name }) => name))
  const added = projects.commands.filter(({ name }) => !names.has(name))
  const needed = existing.install.length === 0 || added.length > 0 ? projects.install : []
  // A workflow may prepare the package manager in another way than with corepack.
  const lacking = needed.filter(line => !existing.install.some(own => line.endsWith(own)))
  const commands = [...existing.commands, ...added]
  const install = [...existing.install, ...lacking]
  const tools = toolInstalls(workflows, [...install, ...commands.map(({ run }) => run)])
  return withVersions(files, { ...existing, install: [...tools, ...install], commands })
}

const withNewCommands = (gate: Gate): Gate => ({
  ...gate,
  commands: gate.commands.map(command => ({ ...command, isNew: true })),
})

function projectGate(files: RepositoryFiles): Gate {
  const found = [pythonGate(files), nodeGate(files), rubyGate(files), phpGate(files), goGate(files)].filter(
    gate => gate !== undefined,
  )
  if (found.length === 0) return { install: [], commands: makeCommands(files) }
  return {
    ...Object.assign({}, ...found),
    install: found.flatMap(({ install }) => install),
    commands: found.flatMap(({ commands }) => commands),
  }
}

/** A workflow without versions uses those of the runner, or of a matrix. */
function withVersions(files: RepositoryFiles, gate: Gate): Gate {
  const texts = textsOf(gate)
  const python = gate.pythonVersion ?? (PYTHON.test(texts) ? pythonVersion(files, '.') : undefined)
  const node = gate.nodeVersion ?? (NODE.test(texts) ? nodeVersion(files, '.') : undefined)
  return {
    ...gate,
    ...(python === undefined ? {} : { pythonVersion: python }),
    ...(node === undefined ? {} : { nodeVersion: node }),
  }
}

/** Versions that the commands depend on and that no file names. */
export function gateUnknowns(gate: Gate, services: readonly string[]): Unknown[] {
  if (gate.commands.length === 0) return [NO_COMMANDS]
  const texts = textsOf(gate)
  const unknowns: Unknown[] = []
  const fresh = gate.commands.filter(({ isNew }) => isNew).map(formatCommand)
  if (fresh.length > 0)
    unknowns.push({
      key: 'test.commands',
      why: `no workflow requires ${fresh.join(', ')} today, so they may fail`,
      find: 'run them once, and remove those that fail until they are fixed',
    })
  if (services.length > 0)
    unknowns.push({
      key: 'test.commands',
      why: `the workflow starts services for its tests (${services.join(', ')}), which the gate only does for those in test.services`,
      find: 'the services of the compose file that the commands need, in test.services; otherwise commands that pass without them',
    })
  if (PYTHON.test(texts) && gate.pythonVersion === undefined)
    unknowns.push(unknownVersion('test.python-version', 'python3'))
  if (NODE.test(texts) && gate.nodeVersion === undefined)
    unknowns.push(unknownVersion('test.node-version', 'node'))
  return unknowns
}

const formatCommand = ({ run, folder }: GateCommand): string =>
  folder === undefined ? `"${run}"` : `"${run}" in ${folder}`

const NO_COMMANDS: Unknown = {
  key: 'test.commands',
  why: 'no workflow, package.json, Makefile or Python project runs tests',
  find: 'the commands that must pass before a deployment; the gate fails without commands',
}

const unknownVersion = (key: string, program: string): Unknown => ({
  key,
  why: 'no file names a version, so that of the runner applies',
  find: `the version in production: ${program} --version`,
})

const textsOf = ({ install, commands }: Gate): string =>
  [...install, ...commands.map(({ run }) => run)].join('\n')

const PYTHON = /\b(pip|python3?|pytest|poetry|uv|tox)\b/
const NODE = /\b(npm|npx|pnpm|yarn|node)\b/

function makeCommands(files: RepositoryFiles): GateCommand[] {
  const targets = [...(files.text('Makefile') ?? '').matchAll(/^(test|lint|check):/gm)].map(
    ([, name = '']) => name,
  )
  return [...new Set(targets)].map(name => ({ name: nameOfCommand(name) ?? name, run: `make ${name}` }))
}
