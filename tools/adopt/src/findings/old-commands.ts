import { scriptOf, type WorkflowJob } from '@tsh/standard/reading'

const IN_SERVICE = /\bdocker[ -]compose\b[^\n;&|]*?\s(?:exec|run)\s([^\n;&|]+)/g

/** What the setting `migrate` replaces. */
const MIGRATION = /migrat|alembic|\bdb:(schema|setup|push)\b|\bupgrade heads?\b/i

/** The commands that an old deployment runs in services, which no setting carries over, such as `web ./manage.py collectstatic`. */
export function commandsInServices({ steps }: WorkflowJob): string[] {
  const found = steps.flatMap(step => [...scriptOf(step).matchAll(IN_SERVICE)])
  const commands = found.map(([, command = '']) => withoutOptions(command))
  return [...new Set(commands)].filter(command => command.includes(' ') && !MIGRATION.test(command))
}

const withoutOptions = (command: string): string => command.trim().replace(/^(?:-\S+\s+)+/, '')
