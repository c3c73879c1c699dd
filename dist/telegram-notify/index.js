/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
/******/ 	var __webpack_modules__ = ({

/***/ 6982:
/***/ ((module) => {

module.exports = require("crypto");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = require("fs");

/***/ }),

/***/ 1943:
/***/ ((module) => {

module.exports = require("fs/promises");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = require("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = require("https");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = require("node:stream");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = require("os");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = require("path");

/***/ }),

/***/ 2203:
/***/ ((module) => {

module.exports = require("stream");

/***/ }),

/***/ 2018:
/***/ ((module) => {

module.exports = require("tty");

/***/ }),

/***/ 7016:
/***/ ((module) => {

module.exports = require("url");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = require("util");

/***/ })

/******/ 	});
/************************************************************************/
/******/ 	// The module cache
/******/ 	var __webpack_module_cache__ = {};
/******/ 	
/******/ 	// The require function
/******/ 	function __nccwpck_require__(moduleId) {
/******/ 		// Check if module is in cache
/******/ 		var cachedModule = __webpack_module_cache__[moduleId];
/******/ 		if (cachedModule !== undefined) {
/******/ 			return cachedModule.exports;
/******/ 		}
/******/ 		// Create a new module (and put it into the cache)
/******/ 		var module = __webpack_module_cache__[moduleId] = {
/******/ 			// no module.id needed
/******/ 			// no module.loaded needed
/******/ 			exports: {}
/******/ 		};
/******/ 	
/******/ 		// Execute the module function
/******/ 		var threw = true;
/******/ 		try {
/******/ 			__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 			threw = false;
/******/ 		} finally {
/******/ 			if(threw) delete __webpack_module_cache__[moduleId];
/******/ 		}
/******/ 	
/******/ 		// Return the exports of the module
/******/ 		return module.exports;
/******/ 	}
/******/ 	
/******/ 	// expose the modules object (__webpack_modules__)
/******/ 	__nccwpck_require__.m = __webpack_modules__;
/******/ 	
/************************************************************************/
/******/ 	/* webpack/runtime/asset-relocator-loader */
/******/ 	if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = __dirname + "/";
/******/ 	
/******/ 	/* webpack/runtime/compat get default export */
/******/ 	(() => {
/******/ 		// getDefaultExport function for compatibility with non-harmony modules
/******/ 		__nccwpck_require__.n = (module) => {
/******/ 			var getter = module && module.__esModule ?
/******/ 				() => (module['default']) :
/******/ 				() => (module);
/******/ 			__nccwpck_require__.d(getter, { a: getter });
/******/ 			return getter;
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/define property getters */
/******/ 	(() => {
/******/ 		// define getter functions for harmony exports
/******/ 		__nccwpck_require__.d = (exports, definition) => {
/******/ 			for(var key in definition) {
/******/ 				if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 					Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 				}
/******/ 			}
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/ensure chunk */
/******/ 	(() => {
/******/ 		__nccwpck_require__.f = {};
/******/ 		// This file contains only the entry chunk.
/******/ 		// The chunk loading function for additional chunks
/******/ 		__nccwpck_require__.e = (chunkId) => {
/******/ 			return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 				__nccwpck_require__.f[key](chunkId, promises);
/******/ 				return promises;
/******/ 			}, []));
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/get javascript chunk filename */
/******/ 	(() => {
/******/ 		// This function allow to reference async chunks
/******/ 		__nccwpck_require__.u = (chunkId) => {
/******/ 			// return url for filenames based on template
/******/ 			return "" + chunkId + ".index.js";
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/hasOwnProperty shorthand */
/******/ 	(() => {
/******/ 		__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/make namespace object */
/******/ 	(() => {
/******/ 		// define __esModule on exports
/******/ 		__nccwpck_require__.r = (exports) => {
/******/ 			if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 				Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 			}
/******/ 			Object.defineProperty(exports, '__esModule', { value: true });
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/require chunk loading */
/******/ 	(() => {
/******/ 		// no baseURI
/******/ 		
/******/ 		// object to store loaded chunks
/******/ 		// "1" means "loaded", otherwise not loaded yet
/******/ 		var installedChunks = {
/******/ 			792: 1
/******/ 		};
/******/ 		
/******/ 		// no on chunks loaded
/******/ 		
/******/ 		var installChunk = (chunk) => {
/******/ 			var moreModules = chunk.modules, chunkIds = chunk.ids, runtime = chunk.runtime;
/******/ 			for(var moduleId in moreModules) {
/******/ 				if(__nccwpck_require__.o(moreModules, moduleId)) {
/******/ 					__nccwpck_require__.m[moduleId] = moreModules[moduleId];
/******/ 				}
/******/ 			}
/******/ 			if(runtime) runtime(__nccwpck_require__);
/******/ 			for(var i = 0; i < chunkIds.length; i++)
/******/ 				installedChunks[chunkIds[i]] = 1;
/******/ 		
/******/ 		};
/******/ 		
/******/ 		// require() chunk loading for javascript
/******/ 		__nccwpck_require__.f.require = (chunkId, promises) => {
/******/ 			// "1" is the signal for "already loaded"
/******/ 			if(!installedChunks[chunkId]) {
/******/ 				if(true) { // all chunks have JS
/******/ 					installChunk(require("./" + __nccwpck_require__.u(chunkId)));
/******/ 				} else installedChunks[chunkId] = 1;
/******/ 			}
/******/ 		};
/******/ 		
/******/ 		// no external install chunk
/******/ 		
/******/ 		// no HMR
/******/ 		
/******/ 		// no HMR manifest
/******/ 	})();
/******/ 	
/************************************************************************/
var __webpack_exports__ = {};

;// CONCATENATED MODULE: ../../packages/action/src/errors.ts
/**
 * Something the user can mend. It is reported as one line for each problem and without a stack;
 * every other error counts as a bug of ours and keeps its stack in the log.
 */
class UserError extends Error {
    name = 'UserError';
    problems;
    /** @param problems what is wrong, the value seen (never a secret) and what to do; one line each */
    constructor(problems, options) {
        const lines = typeof problems === 'string' ? [problems] : problems;
        super(lines.join('\n'), options);
        this.problems = lines;
    }
}

;// CONCATENATED MODULE: external "node:util"
const external_node_util_namespaceObject = require("node:util");
// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
;// CONCATENATED MODULE: ../../node_modules/.pnpm/@actions+core@3.0.1_patch_hash=46e34ea07757f16011764a56342c9c04340c223e7372393f7308827fc23a33a8/node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function utils_toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ../../node_modules/.pnpm/@actions+core@3.0.1_patch_hash=46e34ea07757f16011764a56342c9c04340c223e7372393f7308827fc23a33a8/node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
// EXTERNAL MODULE: external "path"
var external_path_ = __nccwpck_require__(6928);
;// CONCATENATED MODULE: ../../node_modules/.pnpm/@actions+core@3.0.1_patch_hash=46e34ea07757f16011764a56342c9c04340c223e7372393f7308827fc23a33a8/node_modules/@actions/core/lib/core.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function setSecret(secret) {
    command_issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${path.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return issueFileCommand('OUTPUT', prepareKeyValueMessage(name, value));
    }
    process.stdout.write(os.EOL);
    issueCommand('set-output', { name }, toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function debug(message) {
    command_issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    command_issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    command_issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    command_issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    command_issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    command_issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return __awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return __awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map
;// CONCATENATED MODULE: ../../packages/action/src/secrets.ts

/** Every form that a secret may appear in, with where the secret comes from. */
const sources = new Map();
/** A shorter line or form is no secret: masking it would blank out ordinary text. */
const MIN_FORM_LENGTH = 6;
/**
 * Hides a value, and the forms it is likely to appear in, from everything this process prints.
 * The runner masks the log by itself once it knows the value; summaries, messages and files do not pass
 * the runner, so `redact` stands in front of those.
 *
 * @param source what the secret is, for messages: `input "ssh-key"`
 */
function maskSecret(value, source = 'a secret') {
    for (const form of formsOf(value)) {
        if (sources.has(form))
            continue;
        sources.set(form, source);
        // The runner would mask every line of a longer one, however short (actions/runner, ActionCommandManager.cs).
        if (!form.includes('\n'))
            setSecret(form);
    }
}
/** The text with every known secret replaced by `***`. */
function redact(text) {
    let clean = '';
    let at = 0;
    for (const [start, end] of merged([...sources.keys()].flatMap(form => rangesOf(form, text)))) {
        clean += `${text.slice(at, start)}***`;
        at = end;
    }
    return clean + text.slice(at);
}
/** The end of a text without secrets: to redact it afterwards would miss one that was cut. */
const redactedEnd = (text, maxLength) => redact(text).slice(-maxLength);
/** Where the secret comes from that a text contains, if it contains one. */
function secretIn(text) {
    for (const [form, source] of sources)
        if (text.includes(form))
            return source;
    return undefined;
}
function rangesOf(form, text) {
    const ranges = [];
    for (let at = text.indexOf(form); at !== -1; at = text.indexOf(form, at + 1))
        ranges.push([at, at + form.length]);
    return ranges;
}
/** Secrets that overlap become one, so that none is left in part. */
function merged(ranges) {
    const result = [];
    for (const [start, end] of ranges.sort(([one], [other]) => one - other)) {
        const last = result.at(-1);
        if (last && start < last[1])
            last[1] = Math.max(last[1], end);
        else
            result.push([start, end]);
    }
    return result;
}
function formsOf(value) {
    const whole = value.trim();
    const lines = whole.split(/\r\n|\n|\r/).map(line => line.trim());
    const parts = [whole, ...lines.filter(line => line.length >= MIN_FORM_LENGTH)].filter(part => part !== '');
    const derived = parts.flatMap(part => [part, ...decoded(part)].flatMap(encoded));
    return new Set([...parts, ...derived.filter(form => form.length >= MIN_FORM_LENGTH)]);
}
/** What a percent-encoded value stands for. */
function decoded(value) {
    try {
        const text = decodeURIComponent(value);
        return text === value ? [] : [text];
    }
    catch {
        return [];
    }
}
/** A text as it is, and in the encodings that logs show. */
function encoded(text) {
    const bytes = Buffer.from(text);
    const base64 = bytes.toString('base64');
    const url = encodeURIComponent(text);
    const strict = url.replace(/[!'()*]/g, character => `%${hex(character, 2).toUpperCase()}`);
    const json = JSON.stringify(text).slice(1, -1);
    const ascii = json.replace(/[^ -~]/g, character => `\\u${hex(character, 4)}`);
    return [
        ...[text, base64, base64.replace(/=+$/, ''), bytes.toString('base64url')],
        ...[url, strict, strict.replaceAll('%20', '+'), strict.replace(/%../g, code => code.toLowerCase())],
        ...[json, ascii].flatMap(one => [one, one.replaceAll('/', '\\/')]),
        text.replace(/[&<>"]/g, character => ENTITIES[character] ?? character),
    ];
}
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const hex = (character, digits) => character.charCodeAt(0).toString(16).padStart(digits, '0');

;// CONCATENATED MODULE: ../../packages/action/src/log.ts



/**
 * A line from outside (a server, a container, a test) that can issue no workflow command and move no cursor.
 * The runner takes `::` at the start of a line, blanks skipped, and `##[` anywhere in it as a command
 * (actions/runner, src/Runner.Common/ActionCommand.cs), so the line gets a margin and `##[` a gap.
 */
const inert = (line) => `| ${oneLine(line)}`;
/** Text without control characters, among them those that move a terminal's cursor; newlines and tabs stay. */
function printable(text) {
    return (0,external_node_util_namespaceObject.stripVTControlCharacters)(text).replace(/(?![\t\n])\p{Cc}/gu, '');
}
/** A line of our own, which may quote text from outside: that can issue no command either. */
function ownLine(text) {
    const line = oneLine(text);
    return /^\s*::/.test(line) ? `| ${line}` : line;
}
const oneLine = (text) => paragraph(text).replaceAll('\n', ' ');
/** The text of an annotation, in which @actions/core escapes the newlines. */
const paragraph = (text) => printable(text).replaceAll('##[', '## [');
/** Secrets are removed before a change, which may reach into them, and after it, when it has made one up. */
const safe = (text, change) => redact(change(redact(printable(redact(text)))));
const annotation = (annotate) => (text, title) => annotate(safe(text, paragraph), title ? { title } : {});
/** The action's own words, which may quote others. Whatever they are, they are only shown, and without secrets. */
const log = {
    info: (text) => info(safe(text, ownLine)),
    debug: (text) => debug(safe(text, paragraph)),
    warning: annotation(warning),
    notice: annotation(notice),
    error: annotation(error),
    /** A line from outside, with a margin. */
    untrusted: (line) => info(safe(line, inert)),
    /** Runs the work inside a foldable group of the log. */
    async group(title, work) {
        startGroup(safe(title, oneLine));
        try {
            return await work();
        }
        finally {
            endGroup();
        }
    },
};

;// CONCATENATED MODULE: ../../packages/action/src/run.ts


/**
 * Runs an action and owns its end: a `UserError` becomes one error line for each problem, anything else is
 * reported with its stack in the log. Nobody else sets the exit code.
 *
 * @param action the name of the action, which every error line starts with
 */
async function run(action, main) {
    // Node ends with exit code 0 when it waits for something that can no longer come, such as an answer over a lost
    // connection. So a run counts as failed until it has come to its end.
    process.exitCode = 1;
    const unfinished = () => report(action, new UserError('ended before its work was done; its last step got no answer'));
    process.once('exit', unfinished);
    try {
        await main();
        process.exitCode = 0;
    }
    catch (cause) {
        report(action, cause);
    }
    finally {
        process.removeListener('exit', unfinished);
    }
}
function report(action, cause) {
    if (cause instanceof UserError) {
        for (const problem of cause.problems)
            log.error(`${action}: ${sentence(problem)}`, action);
        if (cause.cause instanceof Error)
            log.debug(cause.cause.stack ?? cause.cause.message);
        return;
    }
    const bug = cause instanceof Error ? cause : new Error(String(cause));
    for (const line of (bug.stack ?? bug.message).split('\n'))
        log.untrusted(line);
    log.error(`${action}: unexpected error, probably a defect of this action: ${bug.message}. The log has its stack.`, action);
}
function sentence(text) {
    return /[.!?)]$/.test(text) ? text : `${text}.`;
}

;// CONCATENATED MODULE: ../../packages/action/src/inputs.ts



/**
 * Reads all inputs of an action.
 * @throws UserError with every problem found, not only the first
 */
function readInputs(read) {
    const problems = [];
    const inputs = read(reader(problem => problems.push(problem)));
    if (problems.length > 0)
        throw new UserError(problems);
    return inputs;
}
function reader(problem) {
    const missing = (name, hint) => {
        problem(`input "${name}" is required but empty${hint === undefined ? '' : `. ${hint}`}`);
        return '';
    };
    return {
        problem,
        text(name, { required = true, pattern, expected, hint } = {}) {
            const value = getInput(name);
            if (value === '')
                return required ? missing(name, hint) : '';
            if (/[\r\n\0]/.test(value))
                problem(`input "${name}" must be a single line`);
            else if (pattern && !pattern.test(value))
                problem(`input "${name}" is not ${expected}, got "${value}"`);
            return value;
        },
        block: name => getInput(name),
        lines: name => getInput(name)
            .split(/\r?\n/)
            .map(line => line.trim())
            .filter(line => line !== '' && !line.startsWith('#')),
        secret(name, { required = true, hint } = {}) {
            const value = getInput(name, { trimWhitespace: false });
            if (value.trim() === '') {
                if (required)
                    problem(`secret for input "${name}" is empty. ${hint ?? 'Define it and pass it by name from the caller'}`);
                return '';
            }
            maskSecret(value, `input "${name}"`);
            return value;
        },
        flag(name) {
            const value = getInput(name);
            if (value !== 'true' && value !== 'false')
                problem(`input "${name}" must be true or false, got "${value}"`);
            return value === 'true';
        },
        number(name, { from, to }) {
            const value = getInput(name);
            const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
            if (!(number >= from && number <= to)) {
                problem(`input "${name}" must be a whole number from ${from} to ${to}, got "${value}"`);
            }
            return number;
        },
        choice(name, words) {
            const value = getInput(name);
            const word = words.find(candidate => candidate === value);
            if (word === undefined)
                problem(`input "${name}" must be one of ${words.join(', ')}, got "${value}"`);
            return word ?? words[0];
        },
    };
}

;// CONCATENATED MODULE: ../../packages/action/src/endpoint.ts
/**
 * Reads an input with the address of an API. Plain http is for this machine alone.
 * @param sent what is sent there, for the message
 */
function readEndpoint(input, name, { required = true, sent }) {
    const endpoint = input.text(name, { required });
    if (endpoint === '')
        return '';
    const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
    if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password)
        input.problem(`input "${name}" is not an https address without user and password`);
    else if (url.protocol === 'http:' && !isLoopback(url.hostname))
        input.problem(`input "${name}" must be https, since ${sent} through it, got "${endpoint}"`);
    return endpoint;
}
/** Whether a host name from a URL means this machine. */
function isLoopback(hostname) {
    return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

;// CONCATENATED MODULE: ./src/outcome.ts
/** Reads the JSON of the `needs` context. */
function parseJobs(json) {
    try {
        const needs = JSON.parse(json);
        const entries = Object.entries(needs).map(([name, { result, outputs }]) => [
            name,
            { result: result ?? '', outputs: outputs ?? {} },
        ]);
        return Object.fromEntries(entries);
    }
    catch {
        return undefined;
    }
}
/** Judges by the jobs `deploy`, `smoke-tests` and `rollback` and everything that failed before them. */
function outcomeOf(jobs) {
    const rollback = jobs.rollback;
    if (rollback?.result === 'failure' && rollback.outputs.outcome === 'refused')
        return 'rollback-refused';
    if (rollback?.result === 'failure' || rollback?.result === 'cancelled')
        return 'rollback-failed';
    if (rollback?.outputs.outcome === 'rolled-back')
        return 'rolled-back';
    const smokeTests = jobs['smoke-tests'];
    if (smokeTests?.result === 'failure' && smokeTests.outputs.verdict === 'edge')
        return 'edge-failed';
    const results = Object.values(jobs).map(({ result }) => result);
    if (results.includes('failure'))
        return 'failed';
    if (results.includes('cancelled'))
        return 'cancelled';
    if (jobs.restore?.result === 'success')
        return 'restored';
    return jobs.deploy?.result === 'success' ? 'deployed' : 'failed';
}
/** The first job that did not go well. */
function culprit(jobs) {
    return Object.entries(jobs).find(([, { result }]) => result === 'failure' || result === 'cancelled')?.[0];
}

;// CONCATENATED MODULE: ./src/inputs.ts


function readNotifyInputs() {
    return readInputs(input => {
        const token = input.secret('bot-token', {
            hint: 'Define TELEGRAM_BOT_TOKEN and pass it by name from the caller',
        });
        if (token !== '' && !/^\d{6,12}:[A-Za-z0-9_-]{30,}$/.test(token)) {
            input.problem('input "bot-token" has not the form of a bot token, which is 123456789:letters');
        }
        const jobs = parseJobs(input.block('jobs'));
        if (!jobs)
            input.problem('input "jobs" is not the JSON of the needs context. Pass toJSON(needs)');
        return {
            token,
            chatId: input.secret('chat-id', {
                hint: 'Define TELEGRAM_CHAT_ID and pass it by name from the caller',
            }),
            apiUrl: readEndpoint(input, 'api-url', { sent: 'the bot token travels' }).replace(/\/+$/, ''),
            environment: input.text('environment'),
            version: input.text('version', { required: false }),
            jobs: jobs ?? {},
            commitMessage: input.block('commit-message').split('\n')[0] ?? '',
            note: input.text('note', { required: false }),
            failOnError: input.flag('fail-on-error'),
        };
    });
}

;// CONCATENATED MODULE: ../../packages/action/src/workflow-run.ts
/** Source: docs.github.com, "Default environment variables". */
function workflowRun(environment = process.env) {
    const read = (name, otherwise) => environment[name] || otherwise;
    const repository = read('GITHUB_REPOSITORY', 'unknown/unknown');
    const id = read('GITHUB_RUN_ID', '0');
    return {
        repository,
        id,
        url: `${read('GITHUB_SERVER_URL', 'https://github.com')}/${repository}/actions/runs/${id}`,
        attempt: read('GITHUB_RUN_ATTEMPT', '1'),
        actor: read('GITHUB_ACTOR', 'unknown'),
        sha: read('GITHUB_SHA', ''),
        branch: read('GITHUB_REF_NAME', ''),
    };
}

;// CONCATENATED MODULE: ./src/text.ts
/** The Bot API takes no more (core.telegram.org/bots/api#sendmessage). */
const LONGEST = 4096;
const bold = (text) => ({ type: 'bold', text });
/** For everything from outside: no mention, link, command or file name in it comes alive. */
const code = (text) => ({ type: 'code', text: text === '' ? '–' : text });
const text_link = (text, url) => ({ type: 'text_link', text, url });
/** Puts pieces together to lines; what is too long is cut at the end, on a character's boundary. */
function compose(lines) {
    let text = '';
    const entities = [];
    for (const [index, line] of lines.entries()) {
        if (index > 0)
            text += '\n';
        for (const piece of line) {
            const plain = typeof piece === 'string' ? piece : piece.text;
            if (typeof piece !== 'string' && plain !== '') {
                const { type, url } = piece;
                entities.push({ type, offset: text.length, length: plain.length, ...(url ? { url } : {}) });
            }
            text += plain;
        }
    }
    return cut({ text, entities });
}
function cut({ text, entities }) {
    if (text.length <= LONGEST)
        return { text, entities };
    // A high surrogate at the end would be half a character.
    const end = /[\uD800-\uDBFF]/.test(text.charAt(LONGEST - 2)) ? LONGEST - 2 : LONGEST - 1;
    const kept = entities
        .filter(({ offset }) => offset < end)
        .map(entity => ({ ...entity, length: Math.min(entity.length, end - entity.offset) }));
    return { text: `${text.slice(0, end)}…`, entities: kept };
}

;// CONCATENATED MODULE: ./src/notify.ts



/**
 * Tells a chat how the deployment ended. A message that cannot be sent is a warning: the deployment is what it is.
 * @throws UserError when it cannot be sent and `fail-on-error` asks for that
 */
async function notify(inputs, chat) {
    const outcome = outcomeOf(inputs.jobs);
    try {
        await chat.send(messageOf(inputs, outcome), { silent: outcome === 'deployed' });
        log.info(`Told the chat: ${outcome}`);
    }
    catch (cause) {
        const problem = `the message was not sent (${redact(cause.message)})`;
        if (inputs.failOnError)
            throw new UserError(problem, { cause });
        log.warning(`telegram-notify: ${problem}. The deployment itself ended as "${outcome}".`);
    }
}
const MARKS = { success: '✅', failure: '❌', cancelled: '🚫', skipped: '⏭️' };
function messageOf(inputs, outcome) {
    const { repository, url, actor, branch } = workflowRun();
    const { environment, version, jobs, note, commitMessage } = inputs;
    const notUpdated = jobs.deploy?.outputs['not-updated'] ?? '';
    const rollback = outcome === 'rolled-back' ? '' : (jobs.deploy?.outputs.rollback ?? '');
    return compose([
        headline(inputs, outcome),
        [],
        ['Application ', code(repository.split('/')[1] ?? repository), ' to ', bold(environment)],
        ['Version ', code(version)],
        ...(commitMessage === '' ? [] : [['Commit ', code(commitMessage.slice(0, 200))]]),
        ['By ', code(actor), ' from ', code(branch)],
        ...(note === '' ? [] : [['⚠️ ', code(note.slice(0, 500))]]),
        ...(notUpdated === '' ? [] : [['⚠️ Not updated: ', code(notUpdated.slice(0, 500))]]),
        ...(rollback === '' ? [] : [['Rollback: ', code(rollback.slice(0, 500))]]),
        [],
        ...Object.entries(jobs).map(([name, { result }]) => [`${MARKS[result] ?? '❔'} `, code(name)]),
        [],
        [text_link('Log of the run', url)],
    ]);
}
function headline({ jobs, version, environment }, outcome) {
    const previous = jobs.rollback?.outputs.version ?? '';
    switch (outcome) {
        case 'deployed':
            return ['🚀 ', bold('Deployed'), ': ', code(version), ' is live'];
        case 'restored':
            return [
                '♻️ ',
                bold('Restored'),
                ': the database of ',
                code(environment),
                ' is that of backup ',
                code(version),
            ];
        case 'rolled-back':
            return [
                '↩️ ',
                bold('Rolled back'),
                ': ',
                // Without a deployment in the run, a person has asked for it.
                ...(jobs.deploy
                    ? [code(version), ' did not pass, ']
                    : [code(jobs.rollback?.outputs.from ?? ''), ' was taken back, ']),
                code(previous),
                ' is live again',
                ...(jobs.rollback?.outputs['public-url'] === 'failed' ? [', but its public URL fails'] : []),
            ];
        case 'rollback-failed':
            return ['🔥 ', bold('ROLLBACK FAILED'), `: ${environment} needs a person now`];
        case 'rollback-refused':
            return [
                '🔥 ',
                bold('ROLLBACK REFUSED'),
                ': ',
                jobs.deploy ? code(version) : 'what was live',
                ' stays live, because the version before may not work with the schema; ',
                `${environment} needs a person now`,
            ];
        case 'edge-failed':
            return [
                '⚠️ ',
                bold('Deployed, but not reached'),
                ': ',
                code(version),
                ' answers well on the server, and its public address fails; nothing was rolled back',
            ];
        case 'cancelled':
            return ['🚫 ', bold('Cancelled'), ' in ', code(culprit(jobs) ?? '')];
        case 'failed':
            return [
                '❌ ',
                bold('Failed'),
                ' in ',
                code(culprit(jobs) ?? 'an earlier job'),
                jobs.deploy?.result === 'skipped' ? '; nothing was deployed' : '',
            ];
    }
}

;// CONCATENATED MODULE: ./src/main.ts



void run('telegram-notify', async () => {
    const inputs = readNotifyInputs();
    const { openChat } = await Promise.all(/* import() */[__nccwpck_require__.e(15), __nccwpck_require__.e(179)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3741));
    await notify(inputs, openChat(inputs));
});

module.exports = __webpack_exports__;
/******/ })()
;