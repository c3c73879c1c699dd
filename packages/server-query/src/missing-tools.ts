import { linesOf, type QueryResults } from './query.ts'

/** Shell function that prints the missing tools; `util-linux` stands for a flock that cannot wait, as that of BusyBox. */
export const MISSING_TOOLS = `missing() {
  for tool in git docker flock; do command -v "$tool" > /dev/null || echo "$tool"; done
  ! command -v flock > /dev/null || flock -s -w 1 /dev/null true 2> /dev/null || echo util-linux
}`

const PACKAGES: Record<string, string> = { docker: 'docker.io docker-compose', flock: 'util-linux' }

/** One problem for each tool that the query `missing` has found, with its package of Debian. */
export const missingToolProblems = ({ missing }: QueryResults, server: string): string[] =>
  linesOf(missing).map(tool => {
    const why = tool === 'util-linux' ? ', and flock there has no option -w' : ''
    return `${tool} is not installed on ${server}${why}. Install it with "apt-get install ${PACKAGES[tool] ?? tool}"`
  })
