import { createHash } from 'node:crypto'
import { stripTypeScriptTypes } from 'node:module'

/** Jest transformer: Node's own type stripping, so that tests run the code as `node` itself would. */
export default {
  process: source => ({ code: stripTypeScriptTypes(source) }),
  getCacheKey: (source, _file, options) =>
    createHash('sha1').update(source).update(process.version).update(options.configString).digest('hex'),
}
