export { lineSplitter } from './commands/lines.ts'
export { inServerLocale } from './commands/locale.ts'
export { quote, quoteAll } from './commands/quote.ts'
export {
  type CommandEnd,
  type CommandOptions,
  type CommandOutput,
  type CommandStream,
  type Remote,
  RemoteCommandError,
} from './commands/remote.ts'
export { untilCancelled } from './commands/until-cancelled.ts'
export { connect } from './connection/connect.ts'
export { CONNECTION_INPUTS, type ConnectionInput } from './connection/connection-inputs.ts'
export { isConnectionRefused } from './connection/connection-refused.ts'
export { ForwardingForbidden } from './connection/forward.ts'
export type { KeptConnection } from './connection/kept-connection.ts'
export { ConnectionLost, stayConnected } from './connection/stay-connected.ts'
export { readHttpUrl, readTarget, type Target } from './connection/target.ts'
export { type Answer, endpoint, type HttpRequest, isHttpUrl, sendRequest } from './http/http.ts'
export { publicHeaders } from './http/public-headers.ts'
export { sendPublicRequest } from './http/public-request.ts'
