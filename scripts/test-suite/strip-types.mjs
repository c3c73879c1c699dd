import { createHash } from 'node:crypto'
import { stripTypeScriptTypes } from 'node:module'

/** Jest transformer: uses Node's type stripping, so that tests run the same code as `node`. */
export default {
  process: source => ({ code: stripTypeScriptTypes(source) }),
  getCacheKey: (source, _file, options) =>
    createHash('sha1').update(source).update(process.version).update(options.configString).digest('hex'),
}
