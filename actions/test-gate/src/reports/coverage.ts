import { xmlParser } from './xml.ts'

/** Lines of code, and how many of them the tests have run. */
export interface Coverage {
  covered: number
  lines: number
}

/** Several reports as one. */
export const combineCoverage = (all: readonly Coverage[]): Coverage => ({
  covered: all.reduce((sum, { covered }) => sum + covered, 0),
  lines: all.reduce((sum, { lines }) => sum + lines, 0),
})

/** In percent, rounded down to tenths: 89.96 % is no 90 %. */
export const percentOf = ({ covered, lines }: Coverage): number => Math.floor((covered * 1000) / lines) / 10

/**
 * Reads a coverage report: Cobertura XML, lcov, JSON of coverage.py, or the summary of Istanbul (`coverage-summary.json`).
 * @throws Error that continues the sentence "reports/coverage.xml …"
 */
export function parseCoverage(text: string): Coverage {
  const start = text.trimStart()
  const coverage = start.startsWith('<')
    ? parseCobertura(text)
    : start.startsWith('{')
      ? parseJson(text)
      : parseLcov(text)
  if (!(coverage.lines > 0)) throw new Error('counts no lines')
  if (coverage.covered > coverage.lines) throw new Error('counts more covered lines than lines')
  return coverage
}

/** cobertura.sourceforge.net/xml/coverage-04.dtd; coverage.py and JaCoCo converters write the two counts as well. */
function parseCobertura(text: string): Coverage {
  let coverage: Coverage | undefined
  let isOutermost = true
  const counted = { covered: 0, lines: 0 }
  const parser = xmlParser({
    open(name, attributes) {
      if (isOutermost && name !== 'coverage')
        throw new Error(`is no Cobertura report: its outermost element is "${name}", expected "coverage"`)
      if (isOutermost && attributes['lines-valid'] !== undefined)
        coverage = { covered: Number(attributes['lines-covered']), lines: Number(attributes['lines-valid']) }
      isOutermost = false
      if (name !== 'line') return
      counted.lines++
      if (Number(attributes.hits) > 0) counted.covered++
    },
    close() {},
  })
  // Cobertura names its DTD, which nothing here reads.
  parser.write(text.replace(/<!DOCTYPE coverage (SYSTEM|PUBLIC)[^<>[\]]*>/, ''))
  parser.end()
  return coverage ?? counted
}

/** ltp.sourceforge.net/coverage/lcov/geninfo.1.php */
function parseLcov(text: string): Coverage {
  if (!/^end_of_record$/m.test(text))
    throw new Error(
      'is not a coverage report in a known form (Cobertura, lcov, coverage.py JSON, Istanbul summary)',
    )
  if (!text.trimEnd().endsWith('end_of_record')) throw new Error('ends in the middle of a record')
  const sum = (key: string): number =>
    [...text.matchAll(new RegExp(`^${key}:(\\d+)$`, 'gm'))].reduce(
      (total, [, count]) => total + Number(count),
      0,
    )
  return { covered: sum('LH'), lines: sum('LF') }
}

function parseJson(text: string): Coverage {
  let report: {
    totals?: { covered_lines?: unknown; num_statements?: unknown }
    total?: { lines?: { covered?: unknown; total?: unknown } }
  }
  try {
    report = JSON.parse(text)
  } catch {
    throw new Error('is not valid JSON')
  }
  const counts = report.totals
    ? [report.totals.covered_lines, report.totals.num_statements]
    : [report.total?.lines?.covered, report.total?.lines?.total]
  const [covered, lines] = counts.map(count => (Number.isInteger(count) ? Number(count) : Number.NaN))
  if (!(covered !== undefined && covered >= 0 && lines !== undefined && lines >= 0))
    throw new Error('has neither the totals of coverage.py nor those of an Istanbul summary')
  return { covered, lines }
}
