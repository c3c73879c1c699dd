import type { Result } from './case.ts'
import { FAULTS } from './faults.ts'
import { INJECTION_POINTS } from './injection-points.ts'

/** The results as a table of steps and faults for a terminal. */
export function formatMatrix(results: readonly Result[]): string {
  const faults = FAULTS.filter(fault => results.some(result => result.case.fault === fault))
  const points = INJECTION_POINTS.filter(point => results.some(result => result.case.point === point))
  const titles = points.map(({ environment, action, name }) => `${environment} ${action}: ${name}`)
  const first = Math.max(...titles.map(title => title.length), 0)
  const head = ['step'.padEnd(first), ...faults.map(({ name }) => name)].join('  ')
  const lines = points.map((point, at) => {
    const marks = faults.map(fault => {
      const result = results.find(one => one.case.point === point && one.case.fault === fault)
      return markOf(result)
        .padStart(Math.ceil(fault.name.length / 2))
        .padEnd(fault.name.length)
    })
    return [(titles[at] ?? '').padEnd(first), ...marks].join('  ').trimEnd()
  })
  return [head, ...lines].join('\n')
}

/** The mark of a case. */
export function markOf(result: Result | undefined): keyof typeof MARKS {
  if (result === undefined) return '·'
  if (result.problems.length > 0) return '✗'
  return result.restarted ? '↻' : '✓'
}

const MARKS = {
  '✓': 'survived',
  '↻': 'survived; the killed engine kept a port, and was restarted as the error advised (moby/moby#36591)',
  '✗': 'failed',
  '·': 'not run',
}

/** The legend of the table. */
export function formatMarks(): string {
  return Object.entries(MARKS)
    .map(([mark, meaning]) => `${mark} ${meaning}`)
    .join('\n')
}

/** The requests that each fault may lose. */
export function formatLosses(): string {
  const lines = FAULTS.map(
    ({ name, unavoidable }) =>
      `  ${name.padEnd(14)} ${unavoidable === undefined ? 'none' : `while it lasts, because ${unavoidable}`}`,
  )
  return ['Requests that may be lost:', ...lines].join('\n')
}
