export { formatBytes } from './byte-size.ts'
export {
  allContainers,
  existingServices,
  type KnownContainer,
  RUNNING,
  type RunningContainer,
  runningContainers,
  STOPPED,
} from './containers.ts'
export { type DiskSpace, freeBytes, parseDiskSpace } from './disk-space.ts'
export { MISSING_TOOLS, missingToolProblems } from './missing-tools.ts'
export {
  lastLines,
  linesOf,
  parseQueryResults,
  QUERY_FUNCTION,
  type QueryResult,
  type QueryResults,
} from './query.ts'
