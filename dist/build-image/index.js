/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
/******/ 	var __webpack_modules__ = ({

/***/ 628:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ UserError)
/* harmony export */ });
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


/***/ }),

/***/ 2613:
/***/ ((module) => {

module.exports = require("assert");

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = require("buffer");

/***/ }),

/***/ 5317:
/***/ ((module) => {

module.exports = require("child_process");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = require("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = require("fs");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = require("node:util");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = require("os");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = require("path");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = require("process");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = require("string_decoder");

/***/ }),

/***/ 3557:
/***/ ((module) => {

module.exports = require("timers");

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
/******/ 			__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
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

// EXTERNAL MODULE: ../../packages/action/src/errors.ts
var errors = __nccwpck_require__(628);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
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
// EXTERNAL MODULE: external "fs"
var external_fs_ = __nccwpck_require__(9896);
;// CONCATENATED MODULE: ../../node_modules/.pnpm/@actions+core@3.0.1_patch_hash=46e34ea07757f16011764a56342c9c04340c223e7372393f7308827fc23a33a8/node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */



function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_.EOL}`, {
        encoding: 'utf8'
    });
}
function file_command_prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${globalThis.crypto.randomUUID()}`;
    const convertedValue = utils_toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_.EOL}${convertedValue}${external_os_.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
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
        return file_command_issueFileCommand('OUTPUT', file_command_prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_.EOL);
    command_issueCommand('set-output', { name }, utils_toCommandValue(value));
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
        return file_command_issueFileCommand('STATE', file_command_prepareKeyValueMessage(name, value));
    }
    command_issueCommand('save-state', { name }, utils_toCommandValue(value));
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
function secrets_redact(text) {
    let clean = '';
    let at = 0;
    for (const [start, end] of merged([...sources.keys()].flatMap(form => rangesOf(form, text)))) {
        clean += `${text.slice(at, start)}***`;
        at = end;
    }
    return clean + text.slice(at);
}
/** The end of a text without secrets: to redact it afterwards would miss one that was cut. */
const redactedEnd = (text, maxLength) => secrets_redact(text).slice(-maxLength);
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
    return (0,external_node_util_.stripVTControlCharacters)(text).replace(/(?![\t\n])\p{Cc}/gu, '');
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
const safe = (text, change) => secrets_redact(change(secrets_redact(printable(secrets_redact(text)))));
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
    const unfinished = () => report(action, new errors/* UserError */.y('ended before its work was done; its last step got no answer'));
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
    if (cause instanceof errors/* UserError */.y) {
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

;// CONCATENATED MODULE: ../../packages/action/src/state.ts

/** Keeps a fact for the post step of the same action, which runs even when this process was killed. */
function keepForPost(name, value) {
    saveState(name, value);
}
/** What the main step kept, or empty. */
function keptByMain(name) {
    return getState(name);
}

;// CONCATENATED MODULE: ../../packages/action/src/outputs.ts



/**
 * Sets the outputs of the step, names as in action.yml. One that contains a secret is left out with a warning, since the
 * work is done: the runner would drop it between jobs, and with less to go by ("Skip output 'x' since it may contain
 * secret.", actions/runner, src/Runner.Worker/JobExtension.cs). What can be known earlier is refused then, see
 * `outputProblem`.
 */
function setOutputs(outputs) {
    for (const [name, value] of Object.entries(outputs)) {
        const problem = outputProblem(`output "${name}"`, String(value));
        if (problem === undefined)
            setOutput(name, String(value));
        else
            log.warning(`${problem}. It is left empty`);
    }
}
/**
 * Why a text cannot be handed on to other jobs, or nothing.
 * @param what the text is, for the message, which does not repeat it
 */
function outputProblem(what, text) {
    const source = secretIn(text);
    return source === undefined
        ? undefined
        : `${what} contains the value of ${source}, and GitHub drops such outputs between jobs. Change that value, or pass it as a variable if it is no secret`;
}

;// CONCATENATED MODULE: ../../packages/action/src/cancellation.ts

/**
 * Aborts when the runner cancels the step: it sends SIGINT, SIGTERM 7.5 s later, and kills the process tree 2.5 s after that
 * (docs.github.com, "Workflow cancellation reference"). Whoever asks for it takes over the ending of the process.
 */
function cancellation() {
    const controller = new AbortController();
    for (const name of ['SIGINT', 'SIGTERM'])
        process.on(name, () => controller.abort(new errors/* UserError */.y(`cancelled (${name})`)));
    return controller.signal;
}

;// CONCATENATED MODULE: external "node:fs/promises"
const promises_namespaceObject = require("node:fs/promises");
;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = require("node:os");
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = require("node:path");
;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = require("node:fs");
;// CONCATENATED MODULE: ../../packages/shell/src/descendants.ts

/** Ends every program that this process has started, and what those have started. */
function endDescendants() {
    for (const pid of descendantsOf(process.pid)) {
        try {
            process.kill(pid, 'SIGTERM');
        }
        catch {
            // It has ended.
        }
    }
}
/** The kernel lists the children of a process by the thread that started them (proc_pid_task(5)). */
function descendantsOf(pid) {
    const children = childrenOf(pid);
    return [...children, ...children.flatMap(descendantsOf)];
}
function childrenOf(pid) {
    try {
        const text = (0,external_node_fs_namespaceObject.readFileSync)(`/proc/${pid}/task/${pid}/children`, 'utf8');
        return text.split(' ').filter(Boolean).map(Number);
    }
    catch {
        return [];
    }
}

;// CONCATENATED MODULE: external "node:string_decoder"
const external_node_string_decoder_namespaceObject = require("node:string_decoder");
;// CONCATENATED MODULE: ../../packages/shell/src/lines.ts

/** @actions/exec has a listener for lines, but never gives it a last line without a line break. */
function splitLines(onLine) {
    const decoder = new external_node_string_decoder_namespaceObject.StringDecoder('utf8');
    let rest = '';
    return {
        write(data) {
            const lines = (rest + decoder.write(data)).split('\n');
            rest = lines.pop() ?? '';
            for (const line of lines)
                onLine(line);
        },
        end() {
            rest += decoder.end();
            if (rest !== '')
                onLine(rest);
        },
    };
}

;// CONCATENATED MODULE: ../../packages/shell/src/run-program.ts






/** As a shell reports a program that was killed; @actions/exec does not pass on the signal. */
const KILLED = 137;
/** Runs a program to its end. @throws UserError when it cannot be started */
async function runProgram(file, args, { input, cancelled, ...options }) {
    cancelled?.throwIfAborted();
    cancelled?.addEventListener('abort', endDescendants, { once: true });
    try {
        return input === undefined
            ? await execute(file, args, options)
            : await withInputFile(input, path => execute('sh', ['-c', WITH_INPUT, path, file, ...args], options));
    }
    catch (cause) {
        throw new errors/* UserError */.y(`cannot start "${file}". Is it installed on the runner?`, { cause });
    }
    finally {
        cancelled?.removeEventListener('abort', endDescendants);
        cancelled?.throwIfAborted();
    }
}
/** Exit code of a shell for a program that does not exist. */
const NOT_FOUND = 127;
const WITH_INPUT = `command -v "$1" > /dev/null || exit ${NOT_FOUND}; exec "$@" < "$0"`;
/**
 * The input of a program comes from a file: @actions/exec writes it into a pipe, and ends with the error of that pipe when
 * a program ends without reading it.
 */
async function withInputFile(input, work) {
    const folder = await (0,promises_namespaceObject.mkdtemp)((0,external_node_path_namespaceObject.join)(process.env.RUNNER_TEMP || (0,external_node_os_namespaceObject.tmpdir)(), 'input-'));
    try {
        const path = (0,external_node_path_namespaceObject.join)(folder, 'input');
        await (0,promises_namespaceObject.writeFile)(path, input, { mode: 0o600 });
        const output = await work(path);
        if (output.code === NOT_FOUND && output.stderr === '')
            throw new Error('it was not found');
        return output;
    }
    finally {
        await (0,promises_namespaceObject.rm)(folder, { recursive: true, force: true });
    }
}
async function execute(file, args, { cwd, env, onLine }) {
    const { getExecOutput } = await __nccwpck_require__.e(/* import() */ 63).then(__nccwpck_require__.bind(__nccwpck_require__, 7063));
    const lines = onLine === undefined ? undefined : [splitLines(onLine), splitLines(onLine)];
    const { exitCode, stdout, stderr } = await getExecOutput(file, [...args], {
        silent: true,
        ignoreReturnCode: true,
        env,
        ...(cwd === undefined ? {} : { cwd }),
        ...(lines === undefined ? {} : { listeners: { stdout: lines[0].write, stderr: lines[1].write } }),
    });
    for (const { end } of lines ?? [])
        end();
    return { code: exitCode ?? KILLED, stdout, stderr };
}

;// CONCATENATED MODULE: ../../packages/shell/src/index.ts


/** The variables a program needs to find itself and its user; everything else stays with the action. */
const PASSED_ON = [
    'PATH',
    'HOME',
    'USER',
    'LANG',
    'LC_ALL',
    'TMPDIR',
    'RUNNER_TEMP',
    'DOCKER_HOST',
    'DOCKER_CONTEXT',
    'DOCKER_CONFIG',
    'DOCKER_TLS_VERIFY',
    'DOCKER_CERT_PATH',
    'CI',
];
/** The environment of this process, less inputs, secrets and everything else that was not meant for the program. */
function plainEnvironment(extra = {}) {
    const environment = {};
    for (const name of PASSED_ON) {
        const value = process.env[name];
        if (value !== undefined)
            environment[name] = value;
    }
    return { ...environment, ...extra };
}
/** The shell of this machine. */
const shell = {
    async run(file, args, { env = plainEnvironment(), allowFailure = false, ...options } = {}) {
        const output = await runProgram(file, args, { env, ...options });
        if (output.code === 0 || allowFailure)
            return output;
        const lastWords = output.stderr.trim().split('\n').slice(-3).join(' ');
        throw new errors/* UserError */.y(`"${file} ${args[0] ?? ''}" failed with exit code ${output.code}: ${lastWords || 'it printed nothing'}`);
    },
};
/** The same shell until the run is cancelled; then programs are ended with all that they have started. */
const cancellableShell = (cancelled) => ({
    run: (file, args, options) => shell.run(file, args, { ...options, cancelled }),
});

;// CONCATENATED MODULE: ../../node_modules/.pnpm/@actions+core@3.0.1_patch_hash=46e34ea07757f16011764a56342c9c04340c223e7372393f7308827fc23a33a8/node_modules/@actions/core/lib/summary.js
var summary_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = external_fs_.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return summary_awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, external_fs_.constants.R_OK | external_fs_.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return summary_awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return summary_awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(external_os_.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = (/* unused pure expression or super */ null && (_summary));
const summary = _summary;
//# sourceMappingURL=summary.js.map
;// CONCATENATED MODULE: ../../packages/action/src/summary.ts


/**
 * Text from outside as plain Markdown text: it cannot open a table cell, link, image or code fence. Its secrets are
 * removed before they look different.
 */
function escapeMarkdown(text) {
    return redact(text)
        .replace(/[\r\n]+/g, ' ')
        .replace(/[\\`*_{}[\]()#+!|<>&~@$-]/g, character => `&#${character.charCodeAt(0)};`);
}
/** Text from outside as a code span, for names that are copied: it cannot end the span or the cell of a table. */
const inlineCode = (text) => `\`${secrets_redact(text).replace(/[\r\n`|]+/g, ' ')}\``;
/** A Markdown table; the cells are given as finished Markdown. */
function table(head, rows) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
/** Half of what GitHub takes from a step (1 MiB); above that it would drop the whole summary. */
const LONGEST_SUMMARY = 512 * 1024;
/** Appends Markdown to the job summary, where there is one. */
async function writeSummary(markdown) {
    if (!process.env.GITHUB_STEP_SUMMARY)
        return;
    const clean = secrets_redact(markdown);
    const text = clean.length > LONGEST_SUMMARY ? `${clean.slice(0, LONGEST_SUMMARY)}\n\n… cut here\n` : `${clean}\n`;
    await summary.addRaw(text, true).write();
}

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = require("node:crypto");
;// CONCATENATED MODULE: ../../packages/deployment/src/tar.ts


const BLOCK = 512;
/** The types of files, links and folders. What only describes the entry after it could give that another name. */
const TYPES = /^[0125]?$/;
const OCTAL = /^ *[0-7]+ *$/;
/**
 * Lists the entries of a tar without reading their content. Long names are not needed in an archive of images.
 * @throws UserError when it is none, or an entry is not simply what its header says
 */
async function tarEntries(path) {
    return withFile(path, async (file) => {
        const entries = [];
        const names = new Set();
        const header = Buffer.alloc(BLOCK);
        for (let at = 0;;) {
            const { bytesRead } = await file.read(header, 0, BLOCK, at);
            if (bytesRead < BLOCK || header.every(byte => byte === 0))
                return entries;
            const name = textOf(header, 0, 100);
            const octal = textOf(header, 124, 12);
            const type = textOf(header, 156, 1);
            const isPlain = TYPES.test(type) && textOf(header, 345, 155) === '';
            if (textOf(header, 257, 5) !== 'ustar' || !OCTAL.test(octal) || !isPlain)
                throw new errors/* UserError */.y(`"${path}" is not a tar with images, as "docker save" writes it`);
            if (names.has(name))
                throw new errors/* UserError */.y(`"${path}" has "${name}" twice, so it is not clear what is in it`);
            names.add(name);
            const size = Number.parseInt(octal, 8);
            const end = at + BLOCK + Math.ceil(size / BLOCK) * BLOCK;
            entries.push({
                name,
                type: type === '5' ? 'folder' : /[12]/.test(type) ? 'link' : 'file',
                start: at,
                end,
                size,
            });
            at = end;
        }
    });
}
/** The content of a small file inside a tar. */
async function readEntry(path, { start, size }) {
    return withFile(path, async (file) => {
        const content = Buffer.alloc(size);
        await file.read(content, 0, size, start + BLOCK);
        return content.toString('utf8');
    });
}
const textOf = (header, from, length) => header.toString('latin1', from, from + length).replace(/\0.*$/s, '');
async function withFile(path, work) {
    const file = await (0,promises_namespaceObject.open)(path).catch(cause => {
        throw new errors/* UserError */.y(`file "${path}" with the images does not exist in the workspace`, { cause });
    });
    try {
        return await work(file);
    }
    finally {
        await file.close();
    }
}

;// CONCATENATED MODULE: ../../packages/deployment/src/image-archive.ts



/** A name as Docker shows it: without the host of Docker Hub. */
const familiarName = (image) => image.replace(/^(index\.)?docker\.io\/(library\/)?/, '');
/**
 * What `docker save` writes: the layout of OCI, and that of engines before 25, in which a layer can be a link to another
 * one. Docker takes any other path or link for one of these.
 */
const NAMES = {
    folder: /^(blobs\/(sha256\/)?|[0-9a-f]{64}\/)$/,
    link: /^[0-9a-f]{64}\/layer\.tar$/,
    file: /^(blobs\/sha256\/[0-9a-f]{64}|[0-9a-f]{64}(\.json|\/(layer\.tar|json|VERSION))|(index|manifest)\.json|oci-layout|repositories)$/,
};
/**
 * Reads what images are in an archive, without their layers.
 * @throws UserError when it is none, or has more in it than `docker save` writes
 */
async function readImageArchive(path) {
    const entries = await tarEntries(path);
    const strange = entries.find(({ name, type }) => !NAMES[type].test(name));
    if (strange)
        throw new errors/* UserError */.y(`"${path}" has "${strange.name}", which "docker save" does not write`);
    const find = async (name) => {
        const entry = entries.find(candidate => candidate.name === name);
        return entry && (await readEntry(path, entry));
    };
    const manifest = await find('manifest.json');
    if (manifest === undefined)
        throw new errors/* UserError */.y(`"${path}" has no manifest.json, so "docker save" did not write it whole`);
    try {
        return { path, entries, ...(await readImages(find, manifest)) };
    }
    catch (cause) {
        throw new errors/* UserError */.y(`"${path}" is not what "docker save" writes`, { cause });
    }
}
const digestOf = (text) => `sha256:${(0,external_node_crypto_namespaceObject.createHash)('sha256').update(text).digest('hex')}`;
async function readImages(find, manifest) {
    const listed = await Promise.all(JSON.parse(manifest).map(one => imageOf(find, one)));
    const indexed = await indexedIn(find);
    const images = [...new Map(listed.map(image => [image.id, image])).values()].map(image => {
        const same = indexed.filter(({ configs }) => configs.size === 1 && configs.has(image.id));
        const tags = listed.filter(({ id }) => id === image.id).flatMap(one => one.tags);
        return {
            ...image,
            serverIds: [...new Set([image.id, ...same.map(({ digest }) => digest)])],
            tags: [...new Set([...tags, ...same.flatMap(({ name }) => (name ? [familiarName(name)] : []))])],
        };
    });
    const known = images.flatMap(({ serverIds }) => serverIds);
    const others = indexed.filter(({ digest }) => !known.includes(digest));
    return { images, others: others.map(({ digest, name }) => name ?? digest) };
}
async function imageOf(find, { Config, RepoTags, Layers }) {
    const text = (await find(Config)) ?? '';
    const { rootfs, architecture = '' } = JSON.parse(text);
    return {
        id: digestOf(text),
        tags: (RepoTags ?? []).map(familiarName),
        architecture,
        layers: Layers.map((file, at) => ({ file, digest: rootfs.diff_ids[at] ?? '' })),
    };
}
const IMAGE_NAME = 'io.containerd.image.name';
const REFERENCE_NAME = 'org.opencontainers.image.ref.name';
async function indexedIn(find) {
    // Engines before 25 wrote no index, and containerd's image store is younger.
    const index = (await find('index.json')) ?? '{ "manifests": [] }';
    const { manifests } = JSON.parse(index);
    return Promise.all(manifests.map(async ({ digest, annotations = {} }) => ({
        digest,
        name: annotations[IMAGE_NAME] ?? annotations[REFERENCE_NAME],
        configs: new Set(await configsOf(find, digest)),
    })));
}
/** The configurations of all images that a digest stands for. Attestations are of an unknown platform, and never run. */
async function configsOf(find, digest) {
    const text = await find(`blobs/${digest.replace(':', '/')}`);
    if (text === undefined || digestOf(text) !== digest)
        return [];
    const { config, manifests = [] } = JSON.parse(text);
    const parts = manifests.filter(({ platform }) => platform?.os !== 'unknown');
    const configs = await Promise.all(parts.map(part => configsOf(find, part.digest)));
    return [...(config ? [config.digest] : []), ...configs.flat()];
}
/**
 * The parts of an archive that a server lacks. A layer is there only together with all layers below it, so those that it
 * has are the beginning of some image's layers.
 *
 * @param present the layers of each image on the server, lowest first
 */
function lackingEntries({ entries, images }, present) {
    // In the archives of old engines a layer can be a link to another one, which must be there then.
    if (entries.some(({ type }) => type === 'link'))
        return entries;
    const needed = new Set();
    const had = new Set();
    for (const { layers } of images) {
        const count = Math.max(0, ...present.map(other => sharedLayers(layers, other)));
        for (const [at, { file }] of layers.entries())
            (at < count ? had : needed).add(file);
    }
    return entries.filter(({ name }) => !had.has(name) || needed.has(name));
}
function sharedLayers(layers, other) {
    const differs = layers.findIndex(({ digest }, at) => digest !== other[at]);
    return differs === -1 ? layers.length : differs;
}

;// CONCATENATED MODULE: ../../packages/deployment/src/env-file.ts
/**
 * Reads an env file as `docker compose` does (compose-go v2, package dotenv). Compose stops at a line that it does not
 * understand; here everything after it is read as well, so that it can be masked.
 */
function parseEnvFile(text) {
    const file = { entries: [], bare: [], faults: [] };
    const lineAt = lineCounter(text);
    for (let at = skip(text, text.startsWith(BOM) ? 1 : 0); at < text.length;) {
        at = skip(text, statement(file, text, at, lineAt(at)));
    }
    return file;
}
const missingEnvFile = (path, server) => `${path} does not exist on ${server}. Check "deploy-path" and "env-file", or create it from its example`;
/** The value of a key in a compose env file; the last assignment counts. */
function envValue(text, key) {
    return envEntries(text).findLast(([name]) => name === key)?.[1];
}
/** All keys of a compose env file with their values, in order. */
function envEntries(text) {
    return parseEnvFile(text).entries.map(({ key, value }) => [key, value]);
}
/**
 * The file with some keys set; every other byte stays as it is. Keys are compared whole: setting `DEPLOYMENT_SLOT`
 * leaves `ACTIVE_DEPLOYMENT_SLOT` alone. A key that is missing is appended.
 */
function withEnvValues(text, values) {
    const missing = new Map(Object.entries(values));
    let result = '';
    let at = 0;
    for (const entry of parseEnvFile(text).entries) {
        const value = Object.hasOwn(values, entry.key) ? values[entry.key] : undefined;
        if (value === undefined)
            continue;
        missing.delete(entry.key);
        const { start, end } = replacedPart(text, entry);
        result += text.slice(at, start) + entry.quote + value + entry.quote;
        at = end;
    }
    const body = result + text.slice(at);
    if (missing.size === 0)
        return body;
    const added = [...missing].map(([key, value]) => `${key}=${value}`);
    return `${body}${body === '' || body.endsWith('\n') ? '' : '\n'}${added.join('\n')}\n`;
}
/** Compose takes a comment in the place of the value for the value; it stays. */
function replacedPart(text, { start, end }) {
    const before = text.slice(0, start).trimEnd().length;
    return text[start] === '#' && before < start ? { start: before, end: before } : { start, end };
}
const BOM = '\uFEFF';
const BLANKS = /[^\S\n]*/y;
const SPACE_OR_COMMENT = /(?:\s+|#[^\n]*)*/y;
/** The key of a statement, and what ends it. */
const KEY = /(?:export\s+(?=[^\s=:]))?([\p{L}\p{N}_.[\]-]*)[^\S\n]*([=:]|\n|$)/uy;
/** Reads the statement at a position. @returns where the next one may begin */
function statement(file, text, at, line) {
    const [found, key = '', end] = matchAt(KEY, text, at) ?? [];
    if (found === undefined) {
        file.faults.push({ kind: 'key', line, text: lineFrom(text, at) });
        return endOfLine(text, at);
    }
    if (end !== '=' && end !== ':') {
        file.bare.push({ key, line });
        return at + found.length;
    }
    const start = after(BLANKS, text, at + found.length);
    const quote = text[start];
    if (quote !== "'" && quote !== '"')
        return unquoted(file, text, { key, line, start });
    const close = closingQuote(text, start);
    if (close === -1) {
        file.faults.push({ kind: 'quote', line, key, text: lineFrom(text, start + 1) });
        return unquoted(file, text, { key, line, start });
    }
    const raw = text.slice(start + 1, close);
    file.entries.push({ key, value: unescaped(raw, quote), raw, quote, line, start, end: close + 1 });
    return close + 1;
}
function unquoted(file, text, { key, line, start }) {
    const raw = lineFrom(text, start).replace(/ #.*$/s, '').trimEnd();
    file.entries.push({ key, value: raw, raw, quote: '', line, start, end: start + raw.length });
    return endOfLine(text, start);
}
function closingQuote(text, start) {
    let isEscaped = false;
    for (let at = start + 1; at < text.length; at++) {
        if (text[at] === text[start] && !isEscaped)
            return at;
        isEscaped = text[at] === '\\' && !isEscaped;
    }
    return -1;
}
const ESCAPES = {
    a: '\x07',
    b: '\b',
    f: '\f',
    n: '\n',
    r: '\r',
    t: '\t',
    v: '\v',
};
/** In single quotes only the quote itself is escaped. */
function unescaped(raw, quote) {
    const text = raw.replace(/\\([\s\S])/g, (pair, character) => (character === quote ? quote : pair));
    if (quote === "'")
        return text;
    return text.replace(/\\(?:0([0-7]{3})|([abfnrtv$"\\]))/g, (_, octal, character) => octal ? String.fromCharCode(Number.parseInt(octal, 8)) : (ESCAPES[character] ?? character));
}
function matchAt(pattern, text, at) {
    pattern.lastIndex = at;
    return pattern.exec(text);
}
const after = (pattern, text, at) => at + (matchAt(pattern, text, at)?.[0].length ?? 0);
const skip = (text, at) => after(SPACE_OR_COMMENT, text, at);
function endOfLine(text, at) {
    const end = text.indexOf('\n', at);
    return end === -1 ? text.length : end + 1;
}
const lineFrom = (text, at) => text.slice(at, endOfLine(text, at)).trimEnd();
/** Counts the lines before positions that only grow. */
function lineCounter(text) {
    let line = 1;
    let known = 0;
    return at => {
        for (; known < at; known++)
            if (text[known] === '\n')
                line++;
        return line;
    };
}

;// CONCATENATED MODULE: ./src/given.ts



/** Secrets of this action and of the runner are in variables of these names; no compose file gets them. */
const WITHHELD = /^(INPUT|STATE|ACTIONS)_/;
/**
 * The variables of the step that are meant for a build, by name. An empty one is not: `${{ vars.NAME }}` is empty where
 * there is no such variable.
 */
function stepVariables(names) {
    const found = names.map(name => [name, WITHHELD.test(name) ? '' : (process.env[name] ?? '')]);
    return Object.fromEntries(found.filter(([, value]) => value !== ''));
}
/** What bake takes a variable from: the version, the environment of the step, and a file `.env` in its folder. */
async function givenIn(folder, version) {
    const file = await (0,promises_namespaceObject.readFile)((0,external_node_path_namespaceObject.join)(folder, '.env'), 'utf8').catch(() => '');
    return name => (name === 'VERSION' ? version : (stepVariables([name])[name] ?? envValue(file, name)));
}

;// CONCATENATED MODULE: ../../packages/deployment/src/registry-login.ts

/** The registry of an image or namespace: its first part, when that looks like a host, else Docker Hub. */
function registryHost(name) {
    const [first = ''] = name.split(/[/@]/);
    const isHost = /\.|:\d+$|^localhost$/.test(first) && first !== 'docker.io';
    return isHost ? first : 'https://index.docker.io/v1/';
}
/**
 * A Docker configuration that holds one login, as `docker login` would write it. It is written by ourselves because
 * `docker login` takes the user name on its command line.
 */
const dockerConfig = (registry, login) => withDockerLogin('', registry, login);
/** A Docker configuration with one login more; the registry gets no credential helper. What is no JSON counts as empty. */
function withDockerLogin(config, registry, { username, password }) {
    const known = parsed(config);
    const host = registryHost(registry);
    const auth = Buffer.from(`${username}:${password}`).toString('base64');
    maskSecret(auth, 'input "registry-password"');
    const hasHelpers = known.credsStore !== undefined || known.credHelpers !== undefined;
    return JSON.stringify({
        ...known,
        auths: { ...known.auths, [host]: { auth } },
        // Docker takes an empty name for the file itself (docker/cli, cli/config/configfile/file.go).
        ...(hasHelpers ? { credHelpers: { ...known.credHelpers, [host]: '' } } : {}),
    });
}
function parsed(config) {
    try {
        const value = JSON.parse(config);
        return typeof value === 'object' && value !== null ? value : {};
    }
    catch {
        return {};
    }
}

;// CONCATENATED MODULE: ./src/login.ts






/** State of the action: the folder with the login, for a main step that is killed before it has removed it. */
const FOLDER = 'login';
/**
 * Works with a dedicated Docker configuration that holds the login, and removes it afterwards. All else is the user's:
 * the current context, logins in other registries, plugins and builders.
 */
async function withLogin({ registry, login }, work) {
    if (registry === '' || login === undefined)
        return work(plainEnvironment());
    const own = process.env.DOCKER_CONFIG || (0,external_node_path_namespaceObject.join)((0,external_node_os_namespaceObject.homedir)(), '.docker');
    const folder = await (0,promises_namespaceObject.mkdtemp)((0,external_node_path_namespaceObject.join)(process.env.RUNNER_TEMP || (0,external_node_os_namespaceObject.tmpdir)(), 'docker-'));
    keepForPost(FOLDER, folder);
    // The builders stay where they are: setup-buildx-action and `docker buildx create` put them there.
    const builders = process.env.BUILDX_CONFIG || (0,external_node_path_namespaceObject.join)(own, 'buildx');
    const environment = plainEnvironment({ DOCKER_CONFIG: folder, BUILDX_CONFIG: builders });
    try {
        for (const name of await (0,promises_namespaceObject.readdir)(own).catch(() => []))
            if (name !== 'config.json')
                await (0,promises_namespaceObject.symlink)((0,external_node_path_namespaceObject.join)(own, name), (0,external_node_path_namespaceObject.join)(folder, name));
        const known = await (0,promises_namespaceObject.readFile)((0,external_node_path_namespaceObject.join)(own, 'config.json'), 'utf8').catch(() => '');
        await (0,promises_namespaceObject.writeFile)((0,external_node_path_namespaceObject.join)(folder, 'config.json'), withDockerLogin(known, registry, login), { mode: 0o600 });
        return await work(environment);
    }
    finally {
        await (0,promises_namespaceObject.rm)(folder, { recursive: true, force: true });
    }
}
/** Removes what a main step that was killed has left. */
async function removeLogin() {
    const folder = keptByMain(FOLDER);
    if (folder !== '')
        await (0,promises_namespaceObject.rm)(folder, { recursive: true, force: true });
}

;// CONCATENATED MODULE: ./src/metadata.ts




/** Gives bake a file to write what it built into, and removes it afterwards. */
async function withMetadataFile(work) {
    const folder = await (0,promises_namespaceObject.mkdtemp)((0,external_node_path_namespaceObject.join)(process.env.RUNNER_TEMP || (0,external_node_os_namespaceObject.tmpdir)(), 'bake-'));
    try {
        return await work((0,external_node_path_namespaceObject.join)(folder, 'metadata.json'));
    }
    finally {
        await (0,promises_namespaceObject.rm)(folder, { recursive: true, force: true });
    }
}
/**
 * The digest of each pushed target.
 * @throws UserError when one has none: a tag can be moved, so nothing is deployed by tag
 */
function digestsOf(metadata, targets) {
    const built = JSON.parse(metadata);
    return Object.fromEntries(targets.map(target => {
        const digest = built[target]?.['containerimage.digest'];
        if (!digest)
            throw new errors/* UserError */.y(`"${target}" was pushed, but no digest was reported; refusing to continue with a tag`);
        return [target, digest];
    }));
}

;// CONCATENATED MODULE: ./src/build.ts








/** Builds every buildable service of the compose file once, and pushes or saves the images. */
async function build(inputs, shell) {
    const bake = await readBakeFile(inputs, shell);
    checkNames(bake.planned, inputs);
    const images = await withLogin(inputs, environment => bakeImages({ ...bake, inputs, shell, environment }));
    const transferred = inputs.registry === '';
    const built = transferred ? await saveImages(images, inputs.archive, shell) : images;
    await build_report(built);
    return { images: JSON.stringify(built), archive: transferred ? inputs.archive : '' };
}
/** Pushed images whose names no other job gets to know would be of no use. */
function checkNames(planned, { registry }) {
    const problems = planned.flatMap(({ image }) => outputProblem(`the name of image "${image}" (registry "${registry}")`, `${registry}/${image}`) ?? []);
    if (problems.length > 0)
        throw new errors/* UserError */.y(problems);
}
async function readBakeFile({ composeFile, version }, shell) {
    const [{ bakeFile, plannedImages }, { buildVariables }] = await Promise.all([
        Promise.all(/* import() */[__nccwpck_require__.e(293), __nccwpck_require__.e(860)]).then(__nccwpck_require__.bind(__nccwpck_require__, 860)),
        __nccwpck_require__.e(/* import() */ 854).then(__nccwpck_require__.bind(__nccwpck_require__, 1854)),
    ]);
    const text = await (0,promises_namespaceObject.readFile)(composeFile, 'utf8').catch(cause => {
        throw new errors/* UserError */.y(`compose file "${composeFile}" does not exist in the workspace`, { cause });
    });
    const file = bakeFile(text, composeFile);
    const folder = (0,external_node_path_namespaceObject.dirname)((0,external_node_path_namespaceObject.resolve)(composeFile));
    const { services } = JSON.parse(file);
    const found = buildVariables(services, composeFile, await givenIn(folder, version));
    if (found.problems.length > 0)
        throw new errors/* UserError */.y(found.problems);
    for (const warning of found.warnings)
        log.warning(warning, 'build-image');
    const variables = stepVariables(found.read);
    const printed = await shell.run('docker', ['buildx', 'bake', '-f', '-', '--print'], {
        input: file,
        cwd: folder,
        env: plainEnvironment({ ...variables, VERSION: version }),
    });
    const { target } = JSON.parse(printed.stdout);
    return { file, folder, variables, planned: plannedImages(target, version) };
}
async function bakeImages({ file, folder, variables, planned, inputs: { registry, version }, shell, environment, }) {
    const tags = registry === ''
        ? []
        : planned.flatMap(({ target, image }) => ['--set', `${target}.tags=${registry}/${image}`]);
    return withMetadataFile(async (metadata) => {
        const targets = planned.map(({ target }) => target);
        const where = registry === '' ? '--load' : '--push';
        const words = [
            'buildx',
            'bake',
            '-f',
            '-',
            '--progress',
            'plain',
            '--metadata-file',
            metadata,
            where,
            ...tags,
            ...targets,
        ];
        await log.group(`Building ${planned.map(({ image }) => image).join(', ')}`, () => shell.run('docker', words, {
            input: file,
            cwd: folder,
            env: { ...variables, ...environment, VERSION: version },
            onLine: log.untrusted,
        }));
        const digests = registry === '' ? {} : digestsOf(await (0,promises_namespaceObject.readFile)(metadata, 'utf8'), targets);
        return planned.map(({ target, image }) => ({
            image,
            reference: registry === '' ? '' : `${registry}/${image.replace(/:[^:/]*$/, '')}@${digests[target]}`,
        }));
    });
}
/** Saves the images to a file. @returns them with their ids, read from that file */
async function saveImages(images, archive, shell) {
    log.info(`Saving ${images.length} images to ${archive}`);
    await shell.run('docker', ['save', '--output', archive, ...images.map(({ image }) => image)]);
    const saved = await readImageArchive(archive);
    return images.map(({ image, reference }) => {
        const id = saved.images.find(({ tags }) => tags.includes(familiarName(image)))?.id;
        if (!id)
            throw new errors/* UserError */.y(`"docker save" has left ${image} out of "${archive}"`);
        return { image, reference, id };
    });
}
async function build_report(images) {
    const rows = images.map(({ image, reference, id }) => [
        inlineCode(image),
        reference === '' ? `${inlineCode(id ?? '')}, transferred over SSH` : inlineCode(reference),
    ]);
    await writeSummary(`### Images\n\n${table(['Image', 'Digest'], rows)}\n`);
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
        throw new errors/* UserError */.y(problems);
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

;// CONCATENATED MODULE: ./src/inputs.ts

function readBuildInputs() {
    return readInputs(input => {
        // No secret: it is often the namespace of the images, and a mask would blank it out of their names.
        const username = input.text('registry-username', { required: false });
        const password = input.secret('registry-password', { required: false });
        if ((username === '') !== (password === '')) {
            input.problem('inputs "registry-username" and "registry-password" go together; one of them is empty');
        }
        return {
            composeFile: input.text('compose-file'),
            version: input.text('version', {
                pattern: /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/,
                expected: 'an image tag (letters, digits, ".", "_" and "-", at most 128)',
            }),
            registry: input
                .text('registry', {
                required: false,
                pattern: /^[a-z0-9][a-z0-9._:/-]*$/,
                expected: 'a registry with its namespace, such as ghcr.io/tsh',
            })
                .replace(/\/+$/, ''),
            login: username !== '' && password !== '' ? { username, password } : undefined,
            archive: input.text('archive'),
        };
    });
}

;// CONCATENATED MODULE: ./src/main.ts





void run('build-image', async () => {
    if (keptByMain('started') !== '')
        return removeLogin();
    keepForPost('started', 'true');
    const inputs = readBuildInputs();
    setOutputs(await build(inputs, cancellableShell(cancellation())));
});

module.exports = __webpack_exports__;
/******/ })()
;