import { get, textOf, type Workflow } from '@tsh/standard/reading'

interface Tool {
  /** A line that starts it. */
  start: RegExp
  /** A line that installs it. */
  isInstalledBy: RegExp
  /** The action that workflows have it from. */
  action: RegExp
  /** @param version of the action */
  install: (version: string | undefined) => string
}

/** Programs that runners do not have. The gate does not run the actions that install them. */
const TOOLS: readonly Tool[] = [
  {
    ...{ start: /\bbunx? /, isInstalledBy: /install (--global|-g) bun\b/, action: /^oven-sh\/setup-bun@/ },
    install: () => 'npm install --global bun',
  },
  {
    ...{ start: /\bpnpm /, isInstalledBy: /corepack enable|install (--global|-g) pnpm\b/ },
    action: /^pnpm\/action-setup@/,
    install: version => (version === undefined ? 'corepack enable' : `npm install --global pnpm@${version}`),
  },
  {
    ...{ start: /\buvx? /, isInstalledBy: /install (\S+ )*uv\b/, action: /^astral-sh\/setup-uv@/ },
    install: version => `pip install uv${version === undefined ? '' : `==${version}`}`,
  },
  {
    ...{ start: /\bpoetry /, isInstalledBy: /install (\S+ )*poetry\b/, action: /^snok\/install-poetry@/ },
    install: version => `pip install poetry${version === undefined ? '' : `==${version}`}`,
  },
]

/**
 * What installs the programs that the lines need and do not install.
 * @param workflows for the versions that their actions install
 */
export function toolInstalls(workflows: readonly Workflow[], lines: readonly string[]): string[] {
  return TOOLS.filter(
    ({ start, isInstalledBy }) =>
      lines.some(line => start.test(line)) && !lines.some(line => isInstalledBy.test(line)),
  ).map(({ install, action }) => install(versionOf(workflows, action)))
}

/** An exact version, as only these are valid for all package managers. */
function versionOf(workflows: readonly Workflow[], action: RegExp): string | undefined {
  const steps = workflows
    .flatMap(({ jobs }) => jobs.flatMap(job => job.steps))
    .filter(step => action.test(textOf(get(step.node, 'uses')) ?? ''))
  const versions = steps.map(step => textOf(get(step.node, 'with', 'version')) ?? '')
  return versions.find(version => /^\d+\.\d+\.\d+$/.test(version))
}
