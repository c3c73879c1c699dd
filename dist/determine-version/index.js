/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
/******/ 	var __webpack_modules__ = ({

/***/ 8948:
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

/***/ 8042:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ workflowRun)
/* harmony export */ });
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

/***/ 8611:
/***/ ((module) => {

module.exports = require("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = require("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = require("net");

/***/ }),

/***/ 4589:
/***/ ((module) => {

module.exports = require("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = require("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = require("node:buffer");

/***/ }),

/***/ 7540:
/***/ ((module) => {

module.exports = require("node:console");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = require("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = require("node:diagnostics_channel");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = require("node:dns");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = require("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = require("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = require("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = require("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = require("node:http2");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = require("node:net");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = require("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = require("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = require("node:perf_hooks");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = require("node:querystring");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = require("node:stream");

/***/ }),

/***/ 6193:
/***/ ((module) => {

module.exports = require("node:string_decoder");

/***/ }),

/***/ 8500:
/***/ ((module) => {

module.exports = require("node:timers/promises");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = require("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = require("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = require("node:util");

/***/ }),

/***/ 3429:
/***/ ((module) => {

module.exports = require("node:util/types");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = require("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = require("node:zlib");

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

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = require("tls");

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
/******/ 	/* webpack/runtime/create fake namespace object */
/******/ 	(() => {
/******/ 		var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 		var leafPrototypes;
/******/ 		// create a fake namespace object
/******/ 		// mode & 1: value is a module id, require it
/******/ 		// mode & 2: merge all properties of value into the ns
/******/ 		// mode & 4: return value when already ns object
/******/ 		// mode & 16: return value when it's Promise-like
/******/ 		// mode & 8|1: behave like require
/******/ 		__nccwpck_require__.t = function(value, mode) {
/******/ 			if(mode & 1) value = this(value);
/******/ 			if(mode & 8) return value;
/******/ 			if(typeof value === 'object' && value) {
/******/ 				if((mode & 4) && value.__esModule) return value;
/******/ 				if((mode & 16) && typeof value.then === 'function') return value;
/******/ 			}
/******/ 			var ns = Object.create(null);
/******/ 			__nccwpck_require__.r(ns);
/******/ 			var def = {};
/******/ 			leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 			for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 				Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 			}
/******/ 			def['default'] = () => (value);
/******/ 			__nccwpck_require__.d(ns, def);
/******/ 			return ns;
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

// EXTERNAL MODULE: ../packages/action/src/errors.ts
var errors = __nccwpck_require__(8948);
;// CONCATENATED MODULE: ../packages/action/src/inputs/renamed-inputs.ts
const SERVER = { name: 'server', note: '`user@host` or `user@host:port`' };
const JUMP = { name: 'jump', note: '`[user@]host[:port]`' };
const HOST_KEY = { name: 'host-key', note: 'known_hosts lines or fingerprints' };
const PATH = { name: 'path' };
const SERVICE = { name: 'service' };
const URL = { name: 'url' };
const CONNECTION = {
    host: SERVER,
    port: SERVER,
    user: SERVER,
    'jump-host': JUMP,
    'jump-port': JUMP,
    'jump-user': JUMP,
    'known-hosts': HOST_KEY,
    'host-fingerprint': HOST_KEY,
};
const movedToRestore = (name) => ({ name, action: 'pg-restore' });
/** The inputs that were renamed in v1, by action and old name. */
const RENAMED_INPUTS = {
    'ssh-deploy': {
        ...CONNECTION,
        'deploy-path': PATH,
        'app-service': SERVICE,
        'migrate-command': { name: 'migrate', note: 'the word `none` runs no migrations' },
        'without-migrations': { name: 'skip-migrations-reason' },
        backup: { name: 'backup-manifest' },
        'without-backup': { name: 'skip-backup-reason' },
    },
    'blue-green-switch': {
        ...CONNECTION,
        'deploy-path': PATH,
        'app-service': SERVICE,
        target: { name: 'slot' },
        'public-url': URL,
        'trial-seconds': { name: 'canary-seconds' },
        install: { name: 'allow-install' },
    },
    rollback: { ...CONNECTION, 'deploy-path': PATH, 'app-service': SERVICE, 'public-url': URL },
    'smoke-test': {
        ...CONNECTION,
        'standard-checks': { name: 'skip-standard-checks', note: 'with the opposite value' },
    },
    'test-gate': { 'install-command': { name: 'install' } },
    'pg-backup': {
        ...CONNECTION,
        'deploy-path': PATH,
        source: { name: 'database-source' },
        container: { name: 'database-container' },
        database: { name: 'database-name' },
        'allow-shrink': { name: 'allow-shrink-reason' },
        backup: movedToRestore('backup-id'),
        confirm: movedToRestore('confirm'),
        'allow-foreign': movedToRestore('allow-other-server-reason'),
        'skip-safety-backup': movedToRestore('skip-safety-backup-reason'),
        'health-url': movedToRestore('health-url'),
    },
};
/** The outputs that were renamed in v1. */
const RENAMED_OUTPUTS = {
    rollback: { 'public-url': { name: 'url-check' }, from: { name: 'replaced-version' } },
    'pg-backup': {
        backup: { name: 'backup-id' },
        manifest: { name: 'backup-manifest' },
        'manifest-sha256': { name: 'backup-manifest-sha256' },
        size: { name: 'size-bytes' },
        seconds: { name: 'duration-seconds' },
        database: movedToRestore('database'),
        'set-aside': movedToRestore('replaced-database'),
        'safety-backup': movedToRestore('safety-backup-id'),
        'downtime-seconds': movedToRestore('downtime-seconds'),
    },
};

;// CONCATENATED MODULE: ../packages/action/src/inputs/renamed-input-problems.ts

/**
 * The old names that a step still uses. The runner warns about an input that action.yml does not declare, and passes it
 * on all the same; without it the action would run with other values than the caller meant.
 */
function renamedInputProblems(action, environment = process.env) {
    return Object.entries(RENAMED_INPUTS[action] ?? {})
        .filter(([old]) => environment[`INPUT_${old.toUpperCase()}`]?.trim())
        .map(([old, now]) => problemOf(old, now));
}
function problemOf(old, { name, action, note }) {
    const sentence = name === old ? `input "${old}" belongs to` : `input "${old}" is called "${name}" now`;
    if (action === undefined)
        return note === undefined ? sentence : `${sentence}: ${note.replaceAll('`', '')}`;
    return name === old
        ? `${sentence} the action ${action} now`
        : `${sentence}, and belongs to the action ${action}`;
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
;// CONCATENATED MODULE: ../node_modules/.pnpm/@actions+core@3.0.1_patch_hash=46e34ea07757f16011764a56342c9c04340c223e7372393f7308827fc23a33a8/node_modules/@actions/core/lib/utils.js
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
;// CONCATENATED MODULE: ../node_modules/.pnpm/@actions+core@3.0.1_patch_hash=46e34ea07757f16011764a56342c9c04340c223e7372393f7308827fc23a33a8/node_modules/@actions/core/lib/command.js


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
;// CONCATENATED MODULE: ../node_modules/.pnpm/@actions+core@3.0.1_patch_hash=46e34ea07757f16011764a56342c9c04340c223e7372393f7308827fc23a33a8/node_modules/@actions/core/lib/file-command.js
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
;// CONCATENATED MODULE: ../node_modules/.pnpm/@actions+core@3.0.1_patch_hash=46e34ea07757f16011764a56342c9c04340c223e7372393f7308827fc23a33a8/node_modules/@actions/core/lib/core.js
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
;// CONCATENATED MODULE: ../packages/action/src/log/secrets.ts

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
    for (const [start, end] of secretRanges(text)) {
        clean += `${text.slice(at, start)}***`;
        at = end;
    }
    return clean + text.slice(at);
}
/** The end of a text without secrets: to redact it afterwards would miss one that was cut. */
const redactedEnd = (text, maxLength) => secrets_redact(text).slice(-maxLength);
/** The beginning of a text without secrets. */
const redactedStart = (text, maxLength) => secrets_redact(text).slice(0, maxLength);
/** Characters of the longest form of a secret. */
const longestSecret = () => [...sources.keys()].reduce((longest, { length }) => Math.max(longest, length), 0);
/** The beginning of a text, which ends in front of a secret that would be split: half of one is not recognized again. */
function startBeforeSecret(text, maxLength) {
    const split = secretRanges(text).find(([start, end]) => start < maxLength && end > maxLength);
    return text.slice(0, split ? split[0] : maxLength);
}
/** Where the secret comes from that a text contains, if it contains one. */
function secretIn(text) {
    for (const [form, source] of sources)
        if (text.includes(form))
            return source;
    return undefined;
}
const secretRanges = (text) => merged([...sources.keys()].flatMap(form => rangesOf(form, text)));
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

;// CONCATENATED MODULE: ../packages/action/src/log/log.ts



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

;// CONCATENATED MODULE: ../packages/action/src/run.ts



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
        const renamed = renamedInputProblems(action);
        if (renamed.length > 0)
            throw new errors/* UserError */.y(renamed);
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

;// CONCATENATED MODULE: ../packages/action/src/log/outputs.ts



/**
 * Sets outputs of the step. One that contains a secret is left out with a warning, since the work is done: the runner
 * would drop it between jobs, and with less to go by ("Skip output 'x' since it may contain secret.", actions/runner,
 * src/Runner.Worker/JobExtension.cs). What can be known earlier is refused then, see `outputProblem`.
 * @param _outputs definition of the action's outputs, which the names are checked against
 */
function setOutputs(_outputs, values) {
    for (const [name, value] of Object.entries(values)) {
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

;// CONCATENATED MODULE: ./determine-version/src/allowed-branches.ts

const BRANCH = 'refs/heads/';
/** The name of a branch; nothing for a tag or a pull request. */
const branchOf = (ref) => ref.startsWith(BRANCH) ? ref.slice(BRANCH.length) : undefined;
/**
 * The branches that may be deployed to the environment; nothing where all may. The default branch decides, so that a
 * branch cannot allow itself. An environment that it does not define yet is new in the commit of the run, whose own list
 * counts unless the default branch has one for all environments.
 * @param onDefaultBranch nothing where the default branch has no settings file
 */
async function allowedBranches({ environment, branches }, onDefaultBranch) {
    if (!onDefaultBranch)
        return branches;
    // Loaded late: without a settings file no parser is needed.
    const { parseSettings, problemLine, resolveValues } = await Promise.all(/* import() */[__nccwpck_require__.e(687), __nccwpck_require__.e(617), __nccwpck_require__.e(667)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5667));
    const parsed = parseSettings(onDefaultBranch.text);
    if ('problems' in parsed)
        throw new errors/* UserError */.y(parsed.problems.map(problem => `on the default branch: ${problemLine(onDefaultBranch.path, problem)}`));
    const values = resolveValues(parsed.settings, { environment, application: '' });
    const listed = values.find(({ path }) => path === 'branches')?.value;
    return listed ?? (Object.hasOwn(parsed.settings.environments, environment) ? undefined : branches);
}
/** @throws UserError when the run is that of another branch, of a tag, or of a pull request */
function checkRef({ environment, ref }, branches) {
    if (branches === undefined || branches.includes(branchOf(ref) ?? ''))
        return;
    const tag = ref.startsWith('refs/tags/') ? `tag ${ref.slice('refs/tags/'.length)}` : undefined;
    const run = branchOf(ref) ?? tag ?? (ref || 'no branch');
    throw new errors/* UserError */.y(`a run of ${run} may not deploy to ${environment}: the setting "branches" on the default branch allows ${branches.join(', ')}. Start the workflow on one of them`);
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ../packages/action/src/workflow-run.ts
var workflow_run = __nccwpck_require__(8042);
;// CONCATENATED MODULE: ../packages/action/src/inputs/input-values.ts


/** What the caller wrote, untrimmed; empty when it wrote nothing. */
const explicitInput = (name) => {
    const value = getInput(name, { trimWhitespace: false });
    return value.trim() === '' ? '' : value;
};
/** The value of an input: what the caller wrote, else the settings file, else the default of the definition. */
function inputValue(name, inputs, values) {
    const explicit = explicitInput(name);
    if (explicit !== '')
        return explicit;
    const { default: otherwise = '' } = inputs[name];
    return values[name] ?? (isExpression(otherwise) ? '' : resolved(otherwise, values));
}
/** The runner evaluates it before it starts the action; here, the caller has set the input to an empty text. */
const isExpression = (text) => text.includes('${{');
/** A default with its placeholders replaced; empty when one of them is unknown. */
function resolved(text, values) {
    const known = {
        environment: explicitInput('environment').trim(),
        application: values.application ?? (0,workflow_run/* workflowRun */.t)().repository.split('/')[1] ?? '',
    };
    const names = [...text.matchAll(/<(environment|application)>/g)].map(([, name = '']) => name);
    if (names.some(name => !known[name]))
        return '';
    return text.replace(/<(environment|application)>/g, (_, name) => known[name] ?? '');
}

;// CONCATENATED MODULE: ../packages/settings/src/read-settings.ts


/** Where the settings are unless the input `settings` names another file. */
const DEFAULT_SETTINGS_PATH = '.github/deploy.yml';
/**
 * The settings of the environment that the inputs `settings`, `environment` and `github-token` name, as the texts of the
 * inputs of the same settings: only what the file sets, at the commit of the run. Empty without an environment, and when
 * there is no file at the default path.
 * @throws UserError with everything that is wrong with the file
 */
async function settingInputs() {
    const request = readRequest();
    if (request === undefined)
        return {};
    // Loaded late: the parser and the schema library take longer to start than all the rest.
    const { loadSettings } = await Promise.all(/* import() */[__nccwpck_require__.e(687), __nccwpck_require__.e(617), __nccwpck_require__.e(974)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3974));
    return await loadSettings(request);
}
/** What to read, or nothing when the action works from its inputs alone. */
function readRequest() {
    const path = explicitInput('settings').trim() || DEFAULT_SETTINGS_PATH;
    const environment = explicitInput('environment').trim();
    const token = explicitInput('github-token');
    if (token !== '')
        maskSecret(token, 'input "github-token"');
    const isDefault = path === DEFAULT_SETTINGS_PATH;
    if (environment === '') {
        if (isDefault)
            return undefined;
        throw new errors/* UserError */.y(`input "environment" is required because "settings" is "${path}". Name one of the environments of that file`);
    }
    if (!isInside(path))
        throw new errors/* UserError */.y(`input "settings" is not the path of a file in the repository, got "${path}". Write it relative to the root of the repository, such as ${DEFAULT_SETTINGS_PATH}`);
    // With neither a checkout nor a token there is nothing to read from: the action works from its inputs.
    if (isDefault && token === '' && !process.env.GITHUB_WORKSPACE)
        return undefined;
    const { repository, sha } = (0,workflow_run/* workflowRun */.t)();
    if (!/^[0-9a-f]{40}$/.test(sha))
        throw new errors/* UserError */.y(`GITHUB_SHA is not a commit, got "${sha}"`);
    return { path: external_node_path_.posix.normalize(path), isDefault, environment, repository, sha, token: token.trim() };
}
/** Relative, of plain characters, and with no part that leads out of the repository. */
function isInside(path) {
    const parts = path.split('/');
    const isFile = !['', '.'].includes(parts.at(-1) ?? '');
    return /^[A-Za-z0-9._][A-Za-z0-9._ /-]*$/.test(path) && !parts.includes('..') && isFile;
}

;// CONCATENATED MODULE: ../packages/settings/src/run-inputs.ts

/** Where the settings are; every action has these inputs. */
const SETTINGS_FILE = {
    settings: {
        description: 'Path of the settings file in the repository. A path that is set here must exist; the default path is optional.',
        default: DEFAULT_SETTINGS_PATH,
    },
    environment: {
        description: 'Environment of the settings file that the action works on, such as `production`. Without it no settings are read.',
    },
    'github-token': {
        description: 'Token that reads the settings file where the repository is not checked out (`contents: read`).',
        default: '${{ github.token }}',
        secret: true,
    },
};
/** The version of the run, for the actions to which it is given. */
const VERSION = {
    description: 'The version of the run (output `version` of determine-version).',
};
/** For the actions that can report their plan. */
const DRY_RUN = {
    description: 'Report what would be done, and change nothing.',
    default: 'false',
};

;// CONCATENATED MODULE: ./determine-version/src/definition.ts

const action = {
    name: 'Determine version',
    description: 'Names the version that a run deploys, or accepts an existing one, and refuses what must not be deployed.',
};
const inputs = {
    ...SETTINGS_FILE,
    environment: { ...SETTINGS_FILE.environment, required: true },
    'github-token': {
        ...SETTINGS_FILE['github-token'],
        description: 'Token that reads the settings file and looks up the commit of an existing version (`contents: read`).',
    },
    version: {
        description: 'An existing version to deploy again, such as `production-v2026.01.31-1a2b3c4`. Empty for a new version of the commit of the run.',
    },
    'skip-tests': {
        description: 'Whether the run deploys without the test gate. Needs `skip-reason`.',
        default: 'false',
    },
    'skip-backup': {
        description: 'Whether the run deploys without a backup. Needs `skip-reason`.',
        default: 'false',
    },
    'skip-migrations': {
        description: 'Whether the run deploys without running the migrations. Needs `skip-reason`.',
        default: 'false',
    },
    'skip-reason': { description: 'Why something is skipped; shown in the summary.' },
    'check-only': {
        description: 'Whether to check only that the settings define the environment and that the run may work on it; no version is named.',
        default: 'false',
    },
    'allow-any-branch': {
        description: 'Whether a run of any branch may work on the environment, whatever the setting `branches` lists. For what deploys nothing, such as a backup.',
        default: 'false',
    },
    'require-settings': {
        description: 'Whether to refuse a repository without a settings file.',
        default: 'false',
    },
    'require-slots': { description: 'Whether to refuse an environment without slots.', default: 'false' },
    'require-in-place': {
        description: 'Whether to refuse an environment with slots, for what switches no traffic.',
        default: 'false',
    },
};
const outputs = {
    version: {
        description: 'The version, `<environment>-v<YYYY.MM.DD>-<short sha>` (the day in UTC), in staging `staging-<short sha>`.',
    },
    sha: { description: 'The full commit id of the version.' },
    redeploy: { description: 'Whether the version existed before, `true` or `false`.' },
    'python-version': { description: 'Python for the test gate; empty where the settings have none.' },
    'node-version': { description: 'Node.js for the test gate; empty where the settings have none.' },
    'has-database': { description: 'Whether the environment has a database, `true` or `false`.' },
    'has-slots': {
        description: 'Whether the environment has two slots to switch between, `true` or `false`.',
    },
    artifact: {
        description: 'Name for the artifact with the images, another one for every environment and settings file of a run.',
    },
};

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: ../node_modules/.pnpm/@actions+core@3.0.1_patch_hash=46e34ea07757f16011764a56342c9c04340c223e7372393f7308827fc23a33a8/node_modules/@actions/core/lib/summary.js
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
;// CONCATENATED MODULE: ../packages/action/src/log/summary.ts


/**
 * Text from outside as plain Markdown text: it cannot open a table cell, link, image or code fence. An address in it, also
 * that of an e-mail, is no link either, since an empty comment divides it. Its secrets are removed before they look different.
 */
function escapeMarkdown(text) {
    return secrets_redact(text)
        .replace(/[\r\n]+/g, ' ')
        .replace(/[\\`*_{}[\]()#+!|<>&~@$-]/g, character => `&#${character.charCodeAt(0)};`)
        .replaceAll('://', ':<!-- -->//')
        .replaceAll('&#64;', '&#64;<!-- -->')
        .replace(/\bwww\./gi, name => `${name.slice(0, -1)}<!-- -->.`);
}
/** Text from outside as a code span, for names that are copied: it cannot end the span or the cell of a table. */
const inlineCode = (text) => `\`${redact(text).replace(/[\r\n`|]+/g, ' ')}\``;
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

;// CONCATENATED MODULE: ../packages/deployment/src/version.ts
/** Length of the commit in a version, as in `staging-1a2b3c4`. */
const SHORT = 7;
/** The environment whose versions have no day. */
const STAGING = 'staging';
/** What the name of an environment must be; a version with it is the tag of an image, of 128 characters at most. */
const ENVIRONMENT = {
    pattern: /^[a-z][a-z0-9-]{0,62}$/,
    expected: 'the name of an environment (a lower-case letter, then letters, digits and "-", at most 63)',
};
/** What a version must be: the tag of an image. */
const VERSION_FORM = {
    pattern: /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/,
    expected: 'a version (letters, digits, ".", "_" and "-", at most 128)',
};
function shortSha(sha) {
    return sha.slice(0, SHORT);
}
/** `staging-<short sha>`, and elsewhere `<environment>-v<YYYY.MM.DD>-<short sha>`; the day is the day in UTC. */
function formatVersion(environment, sha, now) {
    if (environment === STAGING)
        return `${STAGING}-${shortSha(sha)}`;
    const day = now.toISOString().slice(0, 10).replaceAll('-', '.');
    return `${environment}-v${day}-${shortSha(sha)}`;
}
const COMMIT = /^([0-9a-f]{7,40})$/;
const DAY_AND_COMMIT = /^v\d{4}\.\d{2}\.\d{2}-([0-9a-f]{7,40})$/;
/** The short commit of a version of this environment, or nothing when the text is not one. */
function parseVersion(environment, version) {
    if (!version.startsWith(`${environment}-`))
        return undefined;
    const form = environment === STAGING ? COMMIT : DAY_AND_COMMIT;
    return form.exec(version.slice(environment.length + 1))?.[1];
}
/** A version of an environment, for messages. */
const exampleVersion = (environment) => environment === STAGING ? `${STAGING}-1a2b3c4` : `${environment}-v2026.01.31-1a2b3c4`;

;// CONCATENATED MODULE: ./determine-version/src/determine-version.ts




/**
 * Name of the artifact that the jobs of a deployment share. One run may deploy to several environments, and applications
 * of one repository differ in their settings file.
 */
function artifactName({ environment, settings, }) {
    const digest = (0,external_node_crypto_.createHash)('sha256').update(settings).digest('hex');
    return `images-${environment}-${digest.slice(0, 8)}`;
}
/**
 * The version that this run deploys: a new one for the run's commit, or the existing one that is requested.
 * @param branches those that may be deployed; nothing where no setting lists any
 */
async function determineVersion(inputs, commits, branches, now = new Date()) {
    const { environment, existing, skipped, sha } = inputs;
    const determined = existing
        ? {
            ...{ version: existing.version, redeploy: true },
            sha: await commitOf(existing, commits, branches ?? (await mergedBranches(inputs, commits))),
        }
        : { version: formatVersion(environment, sha, now), sha, redeploy: false };
    log.info(`Version ${determined.version}, commit ${determined.sha}`);
    await writeSummary(`**Version** \`${determined.version}\`, commit \`${determined.sha}\`${existing ? ' (deployed again)' : ''}\n`);
    if (skipped)
        await reportSkipped(skipped);
    return determined;
}
async function reportSkipped({ parts, reason }) {
    log.info(`Skipped (${parts.join(', ')}) because: ${reason}`);
    await writeSummary(`> Skipped (${parts.join(', ')}) because: ${escapeMarkdown(reason)}\n`);
}
/** The default branch, and in staging that of the run: what is staged need not be merged yet. */
async function mergedBranches({ environment, ref }, commits) {
    const branch = environment === STAGING ? branchOf(ref) : undefined;
    return [...new Set([await commits.defaultBranch(), ...(branch === undefined ? [] : [branch])])];
}
/** @throws UserError when the commit is another one, or on none of the branches: anyone may push a branch, or fork */
async function commitOf({ version, commit }, commits, branches) {
    const sha = await commits.find(commit);
    if (!sha.startsWith(commit))
        throw new errors/* UserError */.y(`input "version" names commit ${commit}, and GitHub takes that for a branch or tag (of commit ${sha}). Delete the branch or tag ${commit}`);
    for (const branch of branches)
        if (await commits.isOn(branch, sha))
            return sha;
    throw new errors/* UserError */.y(`commit ${commit} of version ${version} is not on ${branches.join(' or ')}, and only what is merged is deployed. Merge it, or add the branch that it is on to "branches" in the settings of the default branch`);
}

;// CONCATENATED MODULE: ../packages/action/src/log/seen-text.ts
/** What may be a login before a host, as in `user:password@host`. */
const LOGIN = /:\S+@/;
/** More takes long to search, and no one reads it. */
const MAX_LENGTH = 1000;
/** A value as the end of a sentence, `, got "…"`; empty where it may have a password in it. */
const seenText = (value) => value.length > MAX_LENGTH || LOGIN.test(value) ? '' : `, got "${value}"`;

;// CONCATENATED MODULE: ../packages/action/src/inputs/inputs.ts




/**
 * Reads all inputs of an action.
 * @param inputs definition of the action's inputs, which the names are checked against
 * @param values what the settings file sets
 * @throws UserError with every problem found, not only the first
 */
function readInputs(inputs, values, read) {
    const problems = [];
    const valueFor = (name) => inputValue(name, inputs, values);
    const result = read(reader(valueFor, problem => problems.push(problem)));
    if (problems.length > 0)
        throw new errors/* UserError */.y(problems);
    return result;
}
function reader(valueFor, problem) {
    const trimmed = (name) => valueFor(name).trim();
    const missing = (name, hint) => {
        problem(`input "${name}" is required but empty${hint === undefined ? '' : `. ${hint}`}`);
        return '';
    };
    return {
        problem,
        isExplicit: name => explicitInput(name) !== '',
        text(name, { required = true, pattern, expected, hint } = {}) {
            const value = trimmed(name);
            if (value === '')
                return required ? missing(name, hint) : '';
            if (/[\r\n\0]/.test(value))
                problem(`input "${name}" must be a single line`);
            else if (pattern && !pattern.test(value))
                problem(`input "${name}" is not ${expected}${seenText(value)}`);
            return value;
        },
        block: trimmed,
        lines: name => trimmed(name)
            .split(/\r?\n/)
            .map(line => line.trim())
            .filter(line => line !== '' && !line.startsWith('#')),
        secret(name, { required = true, hint } = {}) {
            const value = valueFor(name);
            if (value.trim() === '') {
                if (required)
                    problem(`secret for input "${name}" is empty. ${hint ?? 'Define it and pass it by name from the caller'}`);
                return '';
            }
            maskSecret(value, `input "${name}"`);
            return value;
        },
        flag(name) {
            const value = trimmed(name);
            if (value !== 'true' && value !== 'false')
                problem(`input "${name}" must be true or false, got "${value}"`);
            return value === 'true';
        },
        number(name, { from, to }) {
            const value = trimmed(name);
            const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
            if (!(number >= from && number <= to)) {
                problem(`input "${name}" must be a whole number from ${from} to ${to}, got "${value}"`);
            }
            return number;
        },
        choice(name, words) {
            const value = trimmed(name);
            const word = words.find(candidate => candidate === value);
            if (word === undefined)
                problem(`input "${name}" must be one of ${words.join(', ')}, got "${value}"`);
            return word ?? words[0];
        },
    };
}

;// CONCATENATED MODULE: ./determine-version/src/facts.ts
/** @param settings what the settings file sets for the environment, by the names of inputs */
function factsIn(settings) {
    return {
        'python-version': settings['python-version'] ?? '',
        'node-version': settings['node-version'] ?? '',
        'has-database': settings['database-source'] !== 'none',
        'has-slots': hasSlots(settings.service),
    };
}
const hasSlots = (service = '') => service.includes('{slot}');
/** Why an environment cannot be deployed with slots, or nothing when it can. */
function slotsProblem(environment, service) {
    if (hasSlots(service))
        return undefined;
    const advice = 'Name the services of the slots, such as app_{slot}';
    if (service === undefined)
        return `no settings file sets "service" for ${environment}, so there are no two slots to switch between. ${advice}`;
    return `"service" of ${environment} has no {slot}, so there are no two slots to switch between, got "${onOneLine(service)}". ${advice}`;
}
/** Why an environment cannot be deployed in place, or nothing when it can. */
function inPlaceProblem(environment, service = '') {
    if (!hasSlots(service))
        return undefined;
    return `"service" of ${environment} has {slot}, and this workflow would never switch the traffic to the slot, got "${onOneLine(service)}". Use deploy-production.yml for it, or name one service without {slot}`;
}
const onOneLine = (service) => service.replaceAll('\n', ', ');

;// CONCATENATED MODULE: ./determine-version/src/inputs.ts






const readVersionInputs = async () => versionInputs(await settingInputs());
/** @param settings what the settings file sets for the environment, by the names of inputs */
function versionInputs(settings) {
    return readInputs(inputs, settings, input => {
        const environment = input.text('environment', ENVIRONMENT);
        const { sha } = (0,workflow_run/* workflowRun */.t)();
        if (!/^[0-9a-f]{40}$/.test(sha))
            input.problem(`GITHUB_SHA is not a commit, got "${sha}"`);
        const checkOnly = input.flag('check-only');
        const path = external_node_path_.posix.normalize(input.text('settings', { required: false }) || DEFAULT_SETTINGS_PATH);
        checkService(input, environment, settings.service);
        // What a settings file defines always has a server.
        if ((input.flag('require-settings') || checkOnly) && settings.server === undefined)
            input.problem(`there is no ${path} in commit ${sha}, so nothing says what "${environment}" is. Write one, as docs/settings.md describes, or name it in "settings"`);
        return {
            environment,
            existing: readExisting(input, environment),
            skipped: readSkipped(input),
            checkOnly,
            allowAnyBranch: input.flag('allow-any-branch'),
            facts: factsIn(settings),
            branches: settings.branches?.split('\n'),
            settings: path,
            token: input.secret('github-token', { hint: 'Leave it at its default' }),
            sha,
            ref: process.env.GITHUB_REF ?? '',
        };
    });
}
/** Notes a service that the workflow cannot deploy: it either switches slots or replaces a service in place. */
function checkService(input, environment, service) {
    const problems = [
        input.flag('require-slots') ? slotsProblem(environment, service) : undefined,
        input.flag('require-in-place') ? inPlaceProblem(environment, service) : undefined,
    ];
    for (const problem of problems)
        if (problem !== undefined)
            input.problem(problem);
}
function readExisting(input, environment) {
    const version = input.text('version', { required: false });
    if (version === '')
        return undefined;
    const commit = parseVersion(environment, version);
    if (commit)
        return { version, commit };
    input.problem(`input "version" is not a ${environment} version such as ${exampleVersion(environment)}, got "${version}"`);
    return undefined;
}
function readSkipped(input) {
    const parts = ['tests', 'backup', 'migrations'].filter(part => input.flag(`skip-${part}`));
    const reason = input.text('skip-reason', { required: false });
    if (parts.length === 0)
        return undefined;
    if (reason === '')
        input.problem(`${parts.map(part => `skip-${part}`).join(', ')} without a reason. Give one in the input "skip-reason"`);
    return { parts, reason };
}

;// CONCATENATED MODULE: ./determine-version/src/main.ts





void run('determine-version', async () => {
    const inputs = await readVersionInputs();
    // Loaded late: the GitHub client takes longer to start than all the rest.
    const { repositoryOnGithub } = await Promise.all(/* import() */[__nccwpck_require__.e(113), __nccwpck_require__.e(99)]).then(__nccwpck_require__.bind(__nccwpck_require__, 8099));
    const repository = repositoryOnGithub(inputs.token);
    const branches = inputs.allowAnyBranch
        ? undefined
        : await allowedBranches(inputs, await repository.fileOnDefaultBranch(inputs.settings));
    checkRef(inputs, branches);
    if (inputs.checkOnly) {
        log.info(`${inputs.settings} defines ${inputs.environment}, and this run may work on it`);
        return setOutputs(outputs, inputs.facts);
    }
    const determined = await determineVersion(inputs, repository, branches);
    setOutputs(outputs, { ...determined, ...inputs.facts, artifact: artifactName(inputs) });
});

module.exports = __webpack_exports__;
/******/ })()
;