export { connect } from './connect.ts'
export { CONNECTION_INPUTS, type ConnectionInput } from './connection-inputs.ts'
export { isConnectionRefused } from './connection-refused.ts'
export { ForwardingForbidden } from './forward.ts'
export { type Answer, ask, endpoint, type HttpRequest, isHttpUrl } from './http.ts'
export type { KeptConnection } from './kept-connection.ts'
export { lineSplitter } from './lines.ts'
export { inServerLocale } from './locale.ts'
export { askPublicly } from './public-request.ts'
export { quote, quoteAll } from './quote.ts'
export {
  type CommandEnd,
  type CommandOptions,
  type CommandOutput,
  type CommandStream,
  type Remote,
  RemoteCommandError,
} from './remote.ts'
export { ConnectionLost, stayConnected } from './stay-connected.ts'
export { readHttpUrl, readTarget, type Target } from './target.ts'
export { untilCancelled } from './until-cancelled.ts'
