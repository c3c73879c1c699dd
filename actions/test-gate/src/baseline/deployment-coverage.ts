/** The coverage of a deployment. */
export interface Baseline {
  version: string
  /** In percent. */
  coverage: number
}

interface DeploymentFile {
  schema?: unknown
  outcome?: unknown
  version?: unknown
  tests?: { coverage?: unknown } | null
}

/** The coverage in a `deployment.json`; undefined when nothing was deployed, or nothing was measured. */
export function coverageIn(text: string): Baseline | undefined {
  const { schema, outcome, version, tests } = parsed(text)
  if (typeof schema !== 'string' || !schema.startsWith('tsh.deployment/')) return undefined
  if (outcome !== 'deployed' || typeof tests?.coverage !== 'number') return undefined
  return { version: String(version), coverage: tests.coverage }
}

function parsed(text: string): DeploymentFile {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}

/**
 * Why the coverage closes the gate; undefined when it has not dropped too far.
 * @param percent undefined when it was not measured
 * @param maxDrop in percentage points
 */
export function dropProblem(
  percent: number | undefined,
  { version, coverage }: Baseline,
  maxDrop: number,
): string | undefined {
  if (percent === undefined)
    return `coverage is unknown, and was ${coverage} % for ${version}. Set "coverage" of the command that measures it`
  // In tenths, because 81.4 - 80.4 is not 1 in binary.
  const drop = (Math.round(coverage * 10) - Math.round(percent * 10)) / 10
  if (drop <= maxDrop) return undefined
  return `coverage is ${percent} % of lines, ${drop} points below the ${coverage} % of ${version}; "coverage-max-drop" is ${maxDrop}. Add tests, or raise "coverage-max-drop"`
}
