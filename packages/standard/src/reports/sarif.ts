import type { Finding, Severity } from '../finding.ts'
import { IGNORE_RULES } from '../ignores.ts'
import { RULES } from '../rules/index.ts'

const DOCUMENTATION = 'https://github.com/tsh/actions/blob/v1/docs/standard.md'
const LEVELS: Record<Severity, 'error' | 'warning' | 'note'> = { E: 'error', W: 'warning', N: 'note' }
/** The limit of GitHub code scanning. */
const MAX_RESULTS = 25_000

/** The findings as SARIF 2.1.0 for code scanning. */
export function sarifReport(findings: readonly Finding[]): string {
  const used = new Set(findings.map(({ id }) => id))
  const rules = [...RULES, ...IGNORE_RULES].filter(({ id }) => used.has(id))
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'tsh-standard',
            informationUri: DOCUMENTATION,
            rules: rules.map(({ id, severity, title, fix }) => ({
              id,
              shortDescription: { text: title },
              help: { text: fix },
              helpUri: `${DOCUMENTATION}#${id.toLowerCase()}`,
              defaultConfiguration: { level: LEVELS[severity] },
            })),
          },
        },
        results: findings.slice(0, MAX_RESULTS).map(result),
      },
    ],
  }
  return `${JSON.stringify(log, undefined, 2)}\n`
}

function result({ id, severity, file, line, message, fix }: Finding): object {
  const uri = file.split('/').map(encodeURIComponent).join('/')
  return {
    ruleId: id,
    level: LEVELS[severity],
    message: { text: `${message}. ${fix}` },
    locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine: line } } }],
  }
}
