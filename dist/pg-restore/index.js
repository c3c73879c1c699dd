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

/***/ 8752:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Rm: () => (/* binding */ log),
/* harmony export */   g$: () => (/* binding */ printable)
/* harmony export */ });
/* unused harmony export inert */
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7975);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_util__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8670);
/* harmony import */ var _secrets_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(39);



/**
 * A line from outside (a server, a container, a test) that can issue no workflow command and move no cursor.
 * The runner takes `::` at the start of a line, blanks skipped, and `##[` anywhere in it as a command
 * (actions/runner, src/Runner.Common/ActionCommand.cs), so the line gets a margin and `##[` a gap.
 */
const inert = (line) => `| ${oneLine(line)}`;
/** Text without control characters, among them those that move a terminal's cursor; newlines and tabs stay. */
function printable(text) {
    return (0,node_util__WEBPACK_IMPORTED_MODULE_0__.stripVTControlCharacters)(text).replace(/(?![\t\n])\p{Cc}/gu, '');
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
const safe = (text, change) => (0,_secrets_js__WEBPACK_IMPORTED_MODULE_1__/* .redact */ .E$)(change((0,_secrets_js__WEBPACK_IMPORTED_MODULE_1__/* .redact */ .E$)(printable((0,_secrets_js__WEBPACK_IMPORTED_MODULE_1__/* .redact */ .E$)(text)))));
const annotation = (annotate) => (text, title) => annotate(safe(text, paragraph), title ? { title } : {});
/** The action's own words, which may quote others. Whatever they are, they are only shown, and without secrets. */
const log = {
    info: (text) => (0,_actions_core__WEBPACK_IMPORTED_MODULE_2__/* .info */ .pq)(safe(text, ownLine)),
    debug: (text) => (0,_actions_core__WEBPACK_IMPORTED_MODULE_2__/* .debug */ .Yz)(safe(text, paragraph)),
    warning: annotation(_actions_core__WEBPACK_IMPORTED_MODULE_2__/* .warning */ .$e),
    notice: annotation(_actions_core__WEBPACK_IMPORTED_MODULE_2__/* .notice */ .lm),
    error: annotation(_actions_core__WEBPACK_IMPORTED_MODULE_2__/* .error */ .z3),
    /** A line from outside, with a margin. */
    untrusted: (line) => (0,_actions_core__WEBPACK_IMPORTED_MODULE_2__/* .info */ .pq)(safe(line, inert)),
    /** Runs the work inside a foldable group of the log. */
    async group(title, work) {
        (0,_actions_core__WEBPACK_IMPORTED_MODULE_2__/* .startGroup */ .Oh)(safe(title, oneLine));
        try {
            return await work();
        }
        finally {
            (0,_actions_core__WEBPACK_IMPORTED_MODULE_2__/* .endGroup */ .N4)();
        }
    },
};


/***/ }),

/***/ 39:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $l: () => (/* binding */ maskSecret),
/* harmony export */   DH: () => (/* binding */ decoded),
/* harmony export */   E$: () => (/* binding */ redact),
/* harmony export */   Kr: () => (/* binding */ redactedEnd),
/* harmony export */   ju: () => (/* binding */ redactedStart),
/* harmony export */   nr: () => (/* binding */ longestSecret),
/* harmony export */   u7: () => (/* binding */ secretIn),
/* harmony export */   ue: () => (/* binding */ startBeforeSecret)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8670);

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
            (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .setSecret */ .Pq)(form);
    }
}
/** The text with every known secret replaced by `***`. */
function redact(text) {
    let clean = '';
    let at = 0;
    for (const [start, end] of secretRanges(text)) {
        clean += `${text.slice(at, start)}***`;
        at = end;
    }
    return clean + text.slice(at);
}
/** The end of a text without secrets: to redact it afterwards would miss one that was cut. */
const redactedEnd = (text, maxLength) => redact(text).slice(-maxLength);
/** The beginning of a text without secrets. */
const redactedStart = (text, maxLength) => redact(text).slice(0, maxLength);
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


/***/ }),

/***/ 5798:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $b: () => (/* binding */ keepForPost),
/* harmony export */   pq: () => (/* binding */ isPostStep),
/* harmony export */   zX: () => (/* binding */ keptByMain)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8670);

const STARTED = 'started';
/**
 * Whether this process is the post step of the action, which the runner starts with the same file. The first call of an
 * action with a post step, before anything that can fail: a main step that fails or is killed earlier would do its
 * work in its post step.
 */
function isPostStep() {
    const post = (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .getState */ .Gu)(STARTED) !== '';
    (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .saveState */ .LZ)(STARTED, 'true');
    return post;
}
/** Keeps a fact for the post step of the same action, which runs even when this process was killed. */
function keepForPost(name, value) {
    (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .saveState */ .LZ)(name, value);
}
/** What the main step kept, or empty. */
function keptByMain(name) {
    return (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .getState */ .Gu)(name);
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

/***/ 685:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $T: () => (/* binding */ idOfData),
/* harmony export */   F1: () => (/* binding */ backupKeys),
/* harmony export */   aC: () => (/* binding */ idOfManifest),
/* harmony export */   "if": () => (/* binding */ isBackupId)
/* harmony export */ });
/* unused harmony export isManifestKey */
function backupKeys({ prefix, environment }, database) {
    const root = `${prefix}/v1/${environment}/${database}`;
    return {
        catalogue: `${root}/catalog/`,
        data: `${root}/data/`,
        probe: `${root}/probe`,
        manifest: id => `${root}/catalog/${id}.json`,
        folder: id => `${root}/data/${id}/`,
    };
}
/** `<time>-<commit>-<run>.<attempt>-<nonce>`: sorted by time, never given twice. */
const ID = /^\d{8}T\d{6}Z-[0-9a-f]{7,40}-\d+\.\d+-[0-9a-f]{6}$/;
function isBackupId(text) {
    return ID.test(text);
}
/** Whether a text is the key of a manifest, of whatever database. */
function isManifestKey(key) {
    const [, id = ''] = /^[A-Za-z0-9](?!.*(?:\/\/|\.\.))[A-Za-z0-9._/-]*\/v1\/[a-z][a-z0-9-]*\/[^/]+\/catalog\/([^/]+)\.json$/.exec(key) ?? [];
    return isBackupId(id);
}
/** The id in the key of a manifest, or nothing when the object is none. */
function idOfManifest(keys, key) {
    if (!key.startsWith(keys.catalogue) || !key.endsWith('.json'))
        return undefined;
    const id = key.slice(keys.catalogue.length, -'.json'.length);
    return isBackupId(id) ? id : undefined;
}
/** The id of the backup that an object belongs to by its key, or nothing when the object is foreign. */
function idOfData(keys, key) {
    if (!key.startsWith(keys.data))
        return undefined;
    const [id = '', name] = key.slice(keys.data.length).split('/');
    return name && isBackupId(id) ? id : undefined;
}


/***/ }),

/***/ 5508:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Wh: () => (/* binding */ readProject),
/* harmony export */   t6: () => (/* binding */ projectDirectory),
/* harmony export */   ys: () => (/* binding */ absolute)
/* harmony export */ });
/* unused harmony export readApplication */
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _tsh_settings__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1488);
/* harmony import */ var _tsh_settings__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5658);




const FORMS = {
    path: (0,_tsh_settings__WEBPACK_IMPORTED_MODULE_1__/* .formOf */ .QU)(_tsh_settings__WEBPACK_IMPORTED_MODULE_2__/* .APPLICATION_SETTINGS */ .r.path),
    envFile: (0,_tsh_settings__WEBPACK_IMPORTED_MODULE_1__/* .formOf */ .QU)(_tsh_settings__WEBPACK_IMPORTED_MODULE_2__/* .APPLICATION_SETTINGS */ .r['env-file']),
    service: (0,_tsh_settings__WEBPACK_IMPORTED_MODULE_1__/* .formOf */ .QU)(_tsh_settings__WEBPACK_IMPORTED_MODULE_2__/* .APPLICATION_SETTINGS */ .r.service.items),
    slot: (0,_tsh_settings__WEBPACK_IMPORTED_MODULE_1__/* .formOf */ .QU)(_tsh_settings__WEBPACK_IMPORTED_MODULE_2__/* .APPLICATION_SETTINGS */ .r.slots.items),
    slotDirectory: (0,_tsh_settings__WEBPACK_IMPORTED_MODULE_1__/* .formOf */ .QU)(_tsh_settings__WEBPACK_IMPORTED_MODULE_2__/* .APPLICATION_SETTINGS */ .r['slot-directory']),
    healthPath: (0,_tsh_settings__WEBPACK_IMPORTED_MODULE_1__/* .formOf */ .QU)(_tsh_settings__WEBPACK_IMPORTED_MODULE_2__/* .APPLICATION_SETTINGS */ .r['health-path']),
};
/** Reads the inputs `path`, `compose-file` and `env-file`. */
function readProject(input) {
    return {
        path: input.text('path', FORMS.path).replace(/\/$/, ''),
        composeFile: readComposeFile(input),
        envFile: input.text('env-file', FORMS.envFile),
    };
}
function readComposeFile(input) {
    const files = input.lines('compose-file');
    if (files.length > 1) {
        input.problem(`input "compose-file" names several files, and only one is supported. Name one, got "${files.join(', ')}"`);
        return '';
    }
    return input.text('compose-file', (0,_tsh_settings__WEBPACK_IMPORTED_MODULE_1__/* .formOf */ .QU)(_tsh_settings__WEBPACK_IMPORTED_MODULE_2__/* .APPLICATION_SETTINGS */ .r['compose-file'].items));
}
/** Reads the inputs that the actions with traffic share: those of the project, the app service and its slots. */
function readApplication(input) {
    const application = {
        ...readProject(input),
        appService: readAppService(input),
        slots: readSlots(input),
        slotDirectory: input
            .text('slot-directory', { ...FORMS.slotDirectory, required: false })
            .replace(/\/$/, ''),
        proxy: input.choice('proxy', ['auto', ...PROXY_KINDS]),
        healthPath: input.text('health-path', FORMS.healthPath),
    };
    if (application.proxy === 'slot-file' && application.slotDirectory === '')
        input.problem('input "slot-directory" is required because "proxy" is slot-file');
    return application;
}
/** Items on lines, or on one line with commas. */
const itemsOf = (lines) => lines.flatMap(line => line.split(',')).map(item => item.trim());
function readAppService(input) {
    const names = itemsOf(input.lines('service'));
    const { pattern, expected } = FORMS.service;
    const wrong = names.find(name => !pattern.test(name));
    if (names.length === 0)
        input.problem('input "service" is required but empty');
    if (wrong !== undefined)
        input.problem(`input "service" is not ${expected}, got "${wrong}"`);
    else if (names.length > 1 && !names.every(hasSlots))
        input.problem(`input "service" names several services, so each must contain {slot}, got "${names}"`);
    return names.join(',');
}
function readSlots(input) {
    const names = itemsOf(input.lines('slots'));
    const [first = '', second = '', ...more] = names;
    const isNamed = [first, second].every(name => FORMS.slot.pattern.test(name));
    if (more.length > 0 || !isNamed || first === second)
        input.problem(`input "slots" must be two different names, one per line or separated by a comma, of letters, digits and "-" and not "handover", got "${names}"`);
    return [first, second];
}
/** The folder that compose takes for the project's, as by hand: that of the compose file. */
function projectDirectory(project) {
    return node_path__WEBPACK_IMPORTED_MODULE_0__.posix.dirname(absolute(project, project.composeFile));
}
/** A file of the project as an absolute path on the server. */
function absolute(project, relative) {
    return node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join(project.path, relative);
}


/***/ }),

/***/ 6052:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ addressText),
/* harmony export */   j: () => (/* binding */ HOST)
/* harmony export */ });
/** A name, an IPv4 address, or an IPv6 address without a zone. */
const HOST = /^(?!-)[A-Za-z0-9.-]{1,253}$|^(?=(.*:){2})[0-9A-Fa-f:.]{2,45}$/;
/** The address for messages; an IPv6 address stands in brackets. */
function addressText({ host, port }) {
    return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}


/***/ }),

/***/ 4351:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $E: () => (/* binding */ unpinnedProblem),
/* harmony export */   tg: () => (/* binding */ hostKeyLines),
/* harmony export */   zn: () => (/* binding */ hostKeyProblem)
/* harmony export */ });
/* harmony import */ var _known_hosts_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2529);
/* harmony import */ var _pin_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8271);


/** A fingerprint as `ssh-keygen -l` prints it, after the length of the key. */
const FINGERPRINT = /^SHA256:[A-Za-z0-9+/]{43}$/;
/** What is meant as a fingerprint, right or wrong. */
const isFingerprint = (line) => /^(\d+ )?(SHA\d*|MD5):/i.test(line);
/** The lines of a host key by their form; blank lines and comments are left out. */
function hostKeyLines(text) {
    const lines = text
        .split('\n')
        .map(line => line.trim())
        .filter(line => line !== '' && !line.startsWith('#'));
    return {
        knownHosts: lines.filter(line => !isFingerprint(line)),
        fingerprints: lines.filter(isFingerprint),
    };
}
/**
 * Why host keys cannot be read, or nothing when they can. Continues the sentence that the name of the setting begins, and
 * repeats no key, since a private one may have been pasted there.
 * @param servers how many servers they are for, with the jump host
 */
function hostKeyProblem({ knownHosts, fingerprints }, servers) {
    if (fingerprints.length === 0)
        return (0,_known_hosts_js__WEBPACK_IMPORTED_MODULE_0__/* .knownHostsProblem */ .iZ)(knownHosts);
    if (knownHosts.length > 0)
        return 'mixes fingerprints with known_hosts lines. Use one of the two forms';
    if (!fingerprints.every(line => FINGERPRINT.test(line)))
        return 'has a fingerprint that is not SHA256: and 43 characters. Write that part of what "ssh-keygen -l" prints';
    return servers > 1
        ? 'must be known_hosts lines, because jump is set: a fingerprint does not name its server'
        : undefined;
}
/** Why known_hosts lines pin no key of a server, or nothing when they do. Follows the name of the setting in a sentence. */
function unpinnedProblem(lines, { host, port }) {
    const name = (0,_known_hosts_js__WEBPACK_IMPORTED_MODULE_0__/* .knownHostsName */ .on)(host, port);
    const { pinned, revoked, authority } = (0,_known_hosts_js__WEBPACK_IMPORTED_MODULE_0__/* .knownKeys */ .eE)(lines, host, port);
    if (pinned.some(_pin_js__WEBPACK_IMPORTED_MODULE_1__/* .isUsable */ .Ng))
        return undefined;
    const [unusable] = pinned;
    if (unusable)
        return `pins "${name}" with a key of the type ${unusable.type}, which cannot be compared here`;
    if (authority)
        return `has a @cert-authority line for "${name}", but host certificates are not supported; the server's own key is needed`;
    if (revoked.length > 0)
        return `revokes every key that it has for "${name}"`;
    const other = port !== 22 && (0,_known_hosts_js__WEBPACK_IMPORTED_MODULE_0__/* .knownKeys */ .eE)(lines, host, 22).pinned.length > 0;
    return other ? `has an entry for "${host}" but not for "${name}"` : `has no entry for "${name}"`;
}


/***/ }),

/***/ 2529:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   eE: () => (/* binding */ knownKeys),
/* harmony export */   iZ: () => (/* binding */ knownHostsProblem),
/* harmony export */   on: () => (/* binding */ knownHostsName)
/* harmony export */ });
/** Loaded when the first key is compared: `node:crypto` costs a fifth of the start of an action. */
const crypto = () => process.getBuiltinModule('node:crypto');
/** The name of a server in known_hosts: `host` for port 22, `[host]:port` otherwise (sshd(8)). */
function knownHostsName(host, port) {
    return port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`;
}
/** Why lines cannot be read as known_hosts, or nothing when all can. */
function knownHostsProblem(lines) {
    const wrong = lines.findIndex(line => parse(line) === undefined);
    if (wrong === -1)
        return undefined;
    return `has a line without the form "names type key" (number ${wrong + 1}, comments not counted)`;
}
/** Finds the lines that are for a server, by plain, hashed and wildcard names; what a name excludes with `!` is not. */
function knownKeys(lines, host, port) {
    const wanted = knownHostsName(host, port);
    const all = lines.map(parse).filter(line => line !== undefined);
    const named = all.filter(({ names }) => isFor(names, wanted));
    // A key is not safer on another port.
    const revoked = all.filter(({ marker, names }) => marker === '@revoked' && (isFor(names, wanted) || isFor(names, host.toLowerCase())));
    return {
        pinned: named.filter(({ marker, key }) => marker === '' && !revoked.some(({ key: withdrawn }) => withdrawn === key)),
        revoked,
        authority: named.some(({ marker }) => marker === '@cert-authority'),
    };
}
function parse(line) {
    const words = line.trim().split(/\s+/);
    const marker = words[0]?.startsWith('@') ? String(words.shift()) : '';
    const [names, type, key] = words;
    if (!['', '@revoked', '@cert-authority'].includes(marker))
        return undefined;
    if (!names || !type || !key || !/^[A-Za-z0-9+/]+=*$/.test(key))
        return undefined;
    return { marker, names, type, key };
}
function isFor(names, wanted) {
    const patterns = names.split(',');
    return (patterns.some(pattern => matches(pattern, wanted)) &&
        !patterns.some(pattern => pattern.startsWith('!') && matches(pattern.slice(1), wanted)));
}
function matches(pattern, wanted) {
    const [, kind, salt, hash] = pattern.split('|');
    if (kind === '1' && salt && hash)
        return crypto().createHmac('sha1', Buffer.from(salt, 'base64')).update(wanted).digest('base64') === hash;
    return isWildcardMatch(pattern.toLowerCase(), wanted);
}
/** `*` for any text and `?` for one character, as in sshd(8). Not a regular expression, which many `*` would bring to a halt. */
function isWildcardMatch(pattern, text) {
    let at = 0;
    /** Where to resume when what follows the last `*` does not fit. */
    let resume;
    for (let read = 0; read < text.length;) {
        if (pattern[at] === '*') {
            at++;
            resume = { pattern: at, text: read };
        }
        else if (pattern[at] === '?' || pattern[at] === text[read]) {
            at++;
            read++;
        }
        else if (resume) {
            resume.text++;
            at = resume.pattern;
            read = resume.text;
        }
        else
            return false;
    }
    return /^\**$/.test(pattern.slice(at));
}


/***/ }),

/***/ 8271:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ng: () => (/* binding */ isUsable),
/* harmony export */   nZ: () => (/* binding */ pinOf),
/* harmony export */   uM: () => (/* binding */ keyRefusal)
/* harmony export */ });
/* unused harmony export fingerprint */
/* harmony import */ var _known_hosts_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2529);

/** By the type of the key. SHA-1 signatures (`ssh-rsa`) are not asked for. */
const ALGORITHMS = {
    'ssh-ed25519': ['ssh-ed25519'],
    'ecdsa-sha2-nistp256': ['ecdsa-sha2-nistp256'],
    'ecdsa-sha2-nistp384': ['ecdsa-sha2-nistp384'],
    'ecdsa-sha2-nistp521': ['ecdsa-sha2-nistp521'],
    'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256'],
};
/** Whether a host key of this type can be compared here. */
const isUsable = ({ type }) => Object.hasOwn(ALGORITHMS, type);
function pinOf({ knownHosts, fingerprints = [] }, host, port) {
    const { pinned, revoked } = (0,_known_hosts_js__WEBPACK_IMPORTED_MODULE_0__/* .knownKeys */ .eE)(knownHosts, host, port);
    const types = fingerprints.length > 0 ? Object.keys(ALGORITHMS) : pinned.map(({ type }) => type);
    return {
        expected: [...pinned.map(({ key }) => fingerprint(Buffer.from(key, 'base64'))), ...fingerprints],
        revoked: revoked.map(({ key }) => fingerprint(Buffer.from(key, 'base64'))),
        algorithms: [...new Set(types.flatMap(type => ALGORITHMS[type] ?? []))],
    };
}
/**
 * Why a key that a server has offered is not accepted, or nothing when it is.
 * @param key the key in the form of RFC 4253, section 6.6
 */
function keyRefusal({ expected, revoked }, key, address) {
    const offered = fingerprint(key);
    if (revoked.includes(offered))
        return `${address} offered the host key ${offered}, which "host-key" revokes; nothing was run`;
    if (expected.includes(offered))
        return undefined;
    const type = key.subarray(4, 4 + key.readUInt32BE(0)).toString('latin1');
    return `host key mismatch for ${address}: expected ${expected.join(' or ')}, server offered ${offered} (${type}). Possible attack or re-installed server; nothing was run`;
}
/** The fingerprint as `ssh-keygen -l` prints it. */
function fingerprint(key) {
    const { createHash } = process.getBuiltinModule('node:crypto');
    return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}


/***/ }),

/***/ 4493:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ parseServer)
/* harmony export */ });
/* harmony import */ var _address_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6052);

const USER = /^[a-z_][a-z0-9_.-]{0,31}$/;
/** Reads `[user@]host[:port]` as OpenSSH has it, an IPv6 address in brackets. The user may be empty. */
function parseServer(text) {
    const [, user = '', bracketed, plain = '', digits = '22'] = /^(?:([^@]*)@)?(?:\[([^\]]*)\]|([^:[\]]*))(?::(\d{1,5}))?$/.exec(text) ?? [];
    const host = bracketed ?? plain;
    const port = Number(digits);
    if (!_address_js__WEBPACK_IMPORTED_MODULE_0__/* .HOST */ .j.test(host) || port < 1 || port > 65_535)
        return undefined;
    // Brackets are for IPv6 alone.
    if (bracketed !== undefined && !host.includes(':'))
        return undefined;
    if (text.includes('@') && !USER.test(user))
        return undefined;
    return { host, port, user };
}


/***/ }),

/***/ 5846:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ C_LOCALE),
/* harmony export */   _: () => (/* binding */ inServerLocale)
/* harmony export */ });
/**
 * Shell text that gives a command the locale `C`: the messages that are parsed are English, numbers have a decimal point,
 * and names of files are bytes. What the server has itself stays in a variable for {@link inServerLocale}.
 */
const C_LOCALE = '[ -z "${LC_ALL+set}" ] || export TSH_LC_ALL="$LC_ALL"; export LC_ALL=C';
const SERVER_LOCALE = 'if [ -n "${TSH_LC_ALL+set}" ]; then export LC_ALL="$TSH_LC_ALL"; else unset LC_ALL; fi; unset TSH_LC_ALL; exec "$@"';
/**
 * A command in the locale of the server, for a program that passes its environment on to an application.
 * @param name what the command is called in messages
 */
function inServerLocale(name, command) {
    return ['sh', '-c', SERVER_LOCALE, name, ...command];
}


/***/ }),

/***/ 4278:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ quoteAll),
/* harmony export */   h: () => (/* binding */ quote)
/* harmony export */ });
/**
 * One word for a POSIX shell, whatever it contains. sshd hands every command to the user's shell
 * (session.c, do_child), so each argument has to survive exactly one parsing.
 */
function quote(word) {
    if (word.includes('\0'))
        throw new TypeError('a shell word cannot contain a NUL byte');
    // Half of a surrogate pair has no bytes of its own; another character would arrive.
    if (!word.isWellFormed())
        throw new TypeError('a shell word cannot contain half a character');
    if (word !== '' && /^[A-Za-z0-9_/:=.,@%+-]+$/.test(word))
        return word;
    return `'${word.replaceAll("'", `'\\''`)}'`;
}
/** A command and its arguments as one line for a POSIX shell. */
function quoteAll(words) {
    return words.map(quote).join(' ');
}


/***/ }),

/***/ 1570:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   EU: () => (/* binding */ shortName),
/* harmony export */   Y5: () => (/* binding */ NotSent),
/* harmony export */   at: () => (/* binding */ RemoteCommandError)
/* harmony export */ });
/* harmony import */ var _tsh_action__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8948);
/* harmony import */ var _tsh_action__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(39);

/** A command on the server that failed. */
class RemoteCommandError extends _tsh_action__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y {
    code;
    stdout;
    stderr;
    constructor(server, command, end, stdout) {
        // Never the standard output: it may be an env file or an interpolated compose file.
        const lastWords = (0,_tsh_action__WEBPACK_IMPORTED_MODULE_1__/* .redactedEnd */ .Kr)(end.stderr.trim().split('\n').slice(-3).join(' '), 600);
        const words = lastWords || (end.code === undefined ? '' : 'it printed no error');
        super(`"${shortName(command)}" on ${server} ${how(end)}${words && `: ${words}`}`);
        this.code = end.code;
        this.stdout = stdout;
        this.stderr = end.stderr;
    }
}
/** A command that was not sent: its connection had ended, and that had not been noticed yet. */
class NotSent extends RemoteCommandError {
    constructor(server, command) {
        super(server, command, { code: undefined, signal: undefined, stderr: '' }, '');
    }
}
function how({ code, signal, silent }) {
    if (code !== undefined)
        return `failed with exit code ${code}`;
    if (signal)
        return `was ended by ${signal}`;
    if (silent)
        return `was given up: no output for ${silent} s; connection closed`;
    return 'was cut off: the connection was lost';
}
/** Enough of a command to know it again, without the values in it. */
function shortName(command) {
    const words = command.filter(word => !/^[A-Z_]+=/.test(word) && word !== 'env');
    if (words[0] === 'sh')
        return words[3] ?? 'sh';
    return words.slice(0, words[0] === 'docker' ? 3 : 2).join(' ');
}


/***/ }),

/***/ 1142:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  N: () => (/* binding */ connect)
});

// UNUSED EXPORTS: Unreachable

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __nccwpck_require__(8500);
// EXTERNAL MODULE: ../packages/action/src/errors.ts
var errors = __nccwpck_require__(8948);
// EXTERNAL MODULE: ../packages/action/src/log/log.ts
var log = __nccwpck_require__(8752);
// EXTERNAL MODULE: ../packages/host-keys/src/address.ts
var address = __nccwpck_require__(6052);
// EXTERNAL MODULE: ../packages/host-keys/src/pin.ts
var src_pin = __nccwpck_require__(8271);
;// CONCATENATED MODULE: ../packages/remote/src/host-keys/algorithms.ts
/**
 * What a server has to offer besides its host key, the fastest first. Nothing of SHA-1, MD5 or CBC, which the defaults of
 * ssh2 have in part, and no compression: text of an attacker next to a secret would be measured by it.
 */
const ALGORITHMS = {
    kex: [
        ...['curve25519-sha256', 'curve25519-sha256@libssh.org'],
        ...['ecdh-sha2-nistp256', 'ecdh-sha2-nistp384', 'ecdh-sha2-nistp521'],
        ...['diffie-hellman-group-exchange-sha256', 'diffie-hellman-group14-sha256'],
        ...['diffie-hellman-group16-sha512', 'diffie-hellman-group18-sha512'],
    ],
    cipher: [
        ...['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com', 'chacha20-poly1305@openssh.com'],
        ...['aes128-ctr', 'aes192-ctr', 'aes256-ctr'],
    ],
    hmac: [
        ...['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com'],
        ...['hmac-sha2-256', 'hmac-sha2-512'],
    ],
    compress: ['none'],
};
/** By the words of ssh2, what it could not agree on with a server. */
const WITHOUT_MATCH = {
    'key exchange algorithm': { what: 'key exchange', option: 'KexAlgorithms', ours: ALGORITHMS.kex },
    cipher: { what: 'cipher', option: 'Ciphers', ours: ALGORITHMS.cipher },
    MAC: { what: 'MAC', option: 'MACs', ours: ALGORITHMS.hmac },
};
/** Why a server with these algorithms cannot be used, or nothing when something else is wrong. */
function algorithmProblem(message, address) {
    const [, name = ''] = /no matching (?:(?:C->S|S->C) )?(.+)$/.exec(message) ?? [];
    const found = WITHOUT_MATCH[name];
    return (found &&
        `${address} offers no ${found.what} that is safe. Allow one in ${found.option} of its sshd_config: ${found.ours.join(', ')}`);
}

;// CONCATENATED MODULE: ../packages/remote/src/connection/log-in.ts




const TRIES = 3;
/** Milliseconds for one try, login included. */
const CONNECT_TIMEOUT = 15_000;
/** A connection whose other side has vanished is given up after 40 s. */
const KEEP_ALIVE = { keepaliveInterval: 10_000, keepaliveCountMax: 3 };
/** The server could not be reached at all, which another try may change. */
class Unreachable extends errors/* UserError */.y {
}
/**
 * Logs in to a server, tried again while it cannot be reached.
 * @param jump the connection that the server is reached through; missing when it is reached directly
 * @throws Unreachable
 * @throws UserError naming what else stopped it: host key or login
 */
async function logIn(target, jump) {
    const started = Date.now();
    const where = `${(0,address/* addressText */.G)(target)}${jump && target.jump ? ` from ${(0,address/* addressText */.G)(target.jump)}` : ''}`;
    for (let attempt = 1;; attempt++) {
        try {
            return await log_in_open(target, jump);
        }
        catch (cause) {
            if (cause instanceof errors/* UserError */.y)
                throw cause;
            const why = unreachable(cause);
            if (why === undefined)
                throw refused(target, cause);
            if (attempt === TRIES) {
                const seconds = Math.round((Date.now() - started) / 1000);
                throw new Unreachable(`cannot reach ${where} (${why}) after ${TRIES} tries in ${seconds} s`, {
                    cause,
                });
            }
            log/* log */.Rm.info(`${where}: ${why}; trying again`);
            await (0,promises_.setTimeout)(attempt * 2000);
        }
    }
}
async function log_in_open(target, jump) {
    const { NodeSSH } = await Promise.all(/* import() */[__nccwpck_require__.e(542), __nccwpck_require__.e(764)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7764));
    const { host, port, user, privateKey, passphrase } = target;
    const pin = (0,src_pin/* pinOf */.nZ)(target, host, port);
    const ssh = new NodeSSH();
    let refusal;
    try {
        await ssh.connect({
            ...{ host, port, username: user, privateKey },
            ...(passphrase ? { passphrase } : {}),
            ...(jump ? { sock: await channelTo(target, jump) } : {}),
            readyTimeout: CONNECT_TIMEOUT,
            ...KEEP_ALIVE,
            algorithms: { ...ALGORITHMS, serverHostKey: pin.algorithms },
            hostVerifier: (key) => {
                refusal = (0,src_pin/* keyRefusal */.uM)(pin, key, (0,address/* addressText */.G)(target));
                return refusal === undefined;
            },
        });
    }
    catch (cause) {
        if (refusal)
            throw new errors/* UserError */.y(refusal, { cause });
        throw cause;
    }
    const client = ssh.connection;
    if (client === null)
        throw new Error('connected without a connection');
    // Without a listener, a reset after the hand-shake would end the process before any clean-up.
    client.on('error', () => { });
    // Otherwise every small packet waits for the answer to the one before, which the other side holds back for 40 ms
    // (RFC 896 against RFC 1122, 4.2.3.2).
    client.setNoDelay(true);
    return client;
}
function channelTo({ host, port }, jump) {
    return new Promise((resolve, reject) => {
        jump.once('close', () => reject(Object.assign(new Error('the jump host is gone'), { code: 'ECONNRESET' })));
        jump.forwardOut('127.0.0.1', 0, host, port, (error, channel) => error ? reject(error) : resolve(channel));
    });
}
/** Faults of the way to the server; these are worth another try. */
const UNREACHABLE = {
    ECONNREFUSED: 'connection refused',
    ECONNRESET: 'connection reset',
    ENOTFOUND: 'host name not found',
    EAI_AGAIN: 'host name could not be looked up',
    EHOSTUNREACH: 'no route to host',
    ENETUNREACH: 'network unreachable',
    ETIMEDOUT: 'no answer',
};
/** A jump host tells its reason in words (RFC 4254, section 5.1). */
const OPEN_FAILED = /channel open failure: (.*)/i;
const CONNECT_FAILED = 2;
function unreachable(cause) {
    const { code, message, reason } = cause;
    if (/timed out while waiting for handshake/i.test(message))
        return 'no SSH answer';
    if (/connection lost before handshake/i.test(message))
        return 'closed before the handshake';
    if (reason === CONNECT_FAILED)
        return OPEN_FAILED.exec(message)?.[1]?.toLowerCase() ?? 'not reached';
    return code ? UNREACHABLE[code] : undefined;
}
function refused({ user, jump, ...target }, cause) {
    const { message } = cause;
    const who = `${user}@${target.host}`;
    const because = (text) => new errors/* UserError */.y(text, { cause });
    if (/authentication methods failed/i.test(message))
        return because(`server refused the key for ${who} (public key denied). Is it in authorized_keys?`);
    if (/no matching host key/i.test(message))
        return because(`${(0,address/* addressText */.G)(target)} has no host key of a pinned type. Pin the key that it has`);
    const algorithm = algorithmProblem(message, (0,address/* addressText */.G)(target));
    if (algorithm)
        return because(algorithm);
    if (jump && OPEN_FAILED.test(message))
        return because(`${jump.user}@${jump.host} may not open a way to ${(0,address/* addressText */.G)(target)}. Allow it with AllowTcpForwarding or permitopen`);
    return because(`SSH connection to ${who} failed: ${message}`);
}

// EXTERNAL MODULE: ../packages/remote/src/connection/private-key.ts
var private_key = __nccwpck_require__(8345);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __nccwpck_require__(7075);
// EXTERNAL MODULE: ../packages/action/src/log/secrets.ts
var secrets = __nccwpck_require__(39);
;// CONCATENATED MODULE: ../packages/remote/src/commands/kept-output.ts
/** Keeps the first bytes. */
function firstOf(limit) {
    const parts = [];
    let length = 0;
    return {
        take(part) {
            if (length < limit)
                parts.push(part.subarray(0, limit - length));
            length += part.length;
        },
        text: () => Buffer.concat(parts).toString('utf8'),
        isCut: () => length > limit,
    };
}
/** Keeps the last bytes. */
function lastOf(limit) {
    const parts = [];
    let length = 0;
    return {
        take(part) {
            parts.push(part);
            length += part.length;
            for (let [oldest] = parts; oldest && length - oldest.length >= limit; [oldest] = parts) {
                parts.shift();
                length -= oldest.length;
            }
        },
        text: () => Buffer.concat(parts).subarray(-limit).toString('utf8'),
    };
}

// EXTERNAL MODULE: external "node:string_decoder"
var external_node_string_decoder_ = __nccwpck_require__(6193);
;// CONCATENATED MODULE: ../packages/remote/src/commands/lines.ts


/** Enough for a log. */
const MAX_LINE_LENGTH = 16 * 1024;
/**
 * Splits bytes that come in any pieces into lines; invalid UTF-8 becomes U+FFFD. Of very many the middle is left out, and the
 * rest of a line that is too long.
 */
function lineSplitter(onLine, { maxLineLength = MAX_LINE_LENGTH } = {}) {
    const decoder = new external_node_string_decoder_.StringDecoder('utf8');
    const limited = withoutMiddle(onLine);
    const line = growingLine(maxLineLength);
    return {
        take(part) {
            const [first = '', ...more] = decoder.write(part).split(/\r?\n|\r/);
            line.add(first);
            for (const text of more) {
                limited.take(line.end());
                line.add(text);
            }
        },
        flush() {
            line.add(decoder.end());
            const rest = line.end();
            if (rest !== '')
                limited.take(rest);
            limited.flush();
        },
    };
}
/** A line that comes in pieces. More of it is kept than is shown: a secret at the limit is recognized only as a whole. */
function growingLine(maxLength) {
    let kept = '';
    let length = 0;
    return {
        add(text) {
            length += text.length;
            // The secrets are counted only for a line that is too long.
            if (length <= maxLength)
                kept += text;
            else
                kept = (kept + text).slice(0, maxLength + (0,secrets/* longestSecret */.nr)());
        },
        end() {
            const shown = length > maxLength ? (0,secrets/* startBeforeSecret */.ue)(kept, maxLength) : kept;
            const line = shown.length < length ? `${shown}… ${length - shown.length} more characters` : shown;
            kept = '';
            length = 0;
            return line;
        },
    };
}
/** What is handed on as it comes: lines, and characters in them. */
const FIRST = { lines: 10_000, characters: 2 * 1024 * 1024 };
/** What is handed on in the end, where the reason of a failure usually is. */
const LAST = { lines: 100, characters: 64 * 1024 };
/** Hands the first lines on as they come, and in the end the last ones with a word about what is missing. */
function withoutMiddle(onLine) {
    const first = { lines: 0, characters: 0 };
    const left = { lines: 0, characters: 0 };
    const last = [];
    let kept = 0;
    const drop = () => {
        const dropped = last.shift() ?? '';
        kept -= dropped.length;
        left.lines++;
        left.characters += dropped.length;
    };
    return {
        take(line) {
            if (first.lines < FIRST.lines && first.characters < FIRST.characters) {
                first.lines++;
                first.characters += line.length;
                onLine(line);
                return;
            }
            last.push(line);
            kept += line.length;
            while (last.length > LAST.lines || kept > LAST.characters)
                drop();
        },
        flush() {
            if (left.lines > 0) {
                const size = (left.characters / 1e6).toFixed(1);
                onLine(`(${left.lines} lines with ${size} million characters are left out here)`);
            }
            for (const line of last.splice(0))
                onLine(line);
            kept = 0;
        },
    };
}
const MAX_FIRST_LINE = 100;
/** The first line of a text that is not blank, in a form that a message can contain. */
function firstLineOf(text) {
    const lines = (0,log/* printable */.g$)(text.replaceAll('\r', '\n')).split('\n');
    return (0,secrets/* redactedStart */.ju)((lines.find(line => line.trim() !== '') ?? '').trim(), MAX_FIRST_LINE);
}

// EXTERNAL MODULE: ../packages/remote/src/commands/remote.ts
var remote = __nccwpck_require__(1570);
;// CONCATENATED MODULE: ../packages/remote/src/commands/silence.ts

/** Milliseconds without a sign of a command until the log says so. */
const TOLD_AFTER = 120_000;
/**
 * Watches a command that may hang on a server that answers every keep-alive: its silence is told in the log, and after
 * the limit it is given up.
 *
 * @param limit milliseconds; 0 for a command that may be silent for as long as it takes
 */
function watchSilence(command, { limit, giveUp, toldAfter = TOLD_AFTER }) {
    let last = Date.now();
    let told = false;
    let givenUpAfter;
    const timer = setInterval(() => {
        const silent = Date.now() - last;
        if (silent < toldAfter)
            told = false;
        else if (!told) {
            told = true;
            log/* log */.Rm.info(`${command}: no output for ${Math.round(silent / 1000)} s; waiting`);
        }
        if (limit === 0 || silent < limit)
            return;
        givenUpAfter = silent;
        clearInterval(timer);
        giveUp();
    }, Math.min(toldAfter, limit || toldAfter) / 4);
    // The connection keeps the process alive, not the watch.
    timer.unref();
    return {
        heard: () => {
            last = Date.now();
        },
        stop: () => clearInterval(timer),
        get givenUpAfter() {
            return givenUpAfter;
        },
    };
}

;// CONCATENATED MODULE: ../packages/remote/src/connection/session-pool.ts

/** More than the commands that run at the same time need where each has its own connection. */
const MAX_CONNECTIONS = 10;
/** A command was not sent, because its connection had ended already. */
class NotConnected extends Error {
}
/** @param another opens a further connection to the same server */
function sessionPool(first, name, another) {
    const members = [];
    const listeners = new Set();
    let ended = false;
    function end() {
        if (ended)
            return;
        ended = true;
        for (const { client } of members)
            client.end();
        for (const listener of listeners)
            listener();
    }
    function add(client) {
        const member = { client, full: false, served: false, opening: 0 };
        client.once('close', end);
        members.push(member);
        if (ended)
            client.end();
        return member;
    }
    let adding;
    function extend() {
        adding ??= another()
            .then(add, (cause) => {
            throw new errors/* UserError */.y(`sshd on ${name} opens no more sessions per connection (MaxSessions), and no other connection: ${cause.message}`, { cause });
        })
            .finally(() => {
            adding = undefined;
        });
        return adding;
    }
    add(first);
    return {
        async exec(line, listen) {
            for (;;) {
                const member = members.find(({ full }) => !full) ?? (await extend());
                try {
                    return await exec(member, line, listen);
                }
                catch (cause) {
                    if (!isRefusal(cause))
                        throw cause;
                    member.full = true;
                    const isUseless = !member.served && member.opening === 0;
                    if (isUseless || members.length === MAX_CONNECTIONS)
                        throw session_pool_refused(name, cause);
                    if (members.length === 1 && adding === undefined)
                        log/* log */.Rm.info(`sshd on ${name} opens no more sessions on this connection (MaxSessions); connecting again`);
                }
            }
        },
        onceEnded(listener) {
            // Twice the same function would be one in the set.
            const own = () => listener();
            listeners.add(own);
            return () => void listeners.delete(own);
        },
        end,
        destroy: () => {
            for (const { client } of members)
                client.destroy();
        },
    };
}
function exec(member, line, listen) {
    return new Promise((resolve, reject) => {
        try {
            member.client.exec(line, (error, channel) => {
                member.opening--;
                if (error)
                    return reject(error);
                member.served = true;
                channel.once('close', () => {
                    member.full = false;
                });
                resolve(listen(channel));
            });
            member.opening++;
        }
        catch (cause) {
            // ssh2 throws when the socket has ended already, which its event `close` may tell only later.
            reject(new NotConnected('the connection has ended', { cause }));
        }
    });
}
/** ssh2 gives the reason of RFC 4254, section 5.1, with a channel that is not opened. */
const isRefusal = (cause) => typeof cause.reason === 'number';
const session_pool_refused = (name, cause) => new errors/* UserError */.y(`${name} opened no session: ${cause.message}. Check MaxSessions in its sshd_config`, {
    cause,
});

;// CONCATENATED MODULE: ../packages/remote/src/commands/after-marker.ts
/** The text that is kept of what precedes a marker; more than a secret has, since half of one is not recognized. */
const MAX_TEXT_BYTES = 128 * 1024;
/** Cuts an output that comes in any pieces at a marker. */
function afterMarker(marker) {
    const wanted = Buffer.from(marker);
    let found = false;
    let before = Buffer.alloc(0);
    /** What may be the beginning of the marker. */
    let rest = Buffer.alloc(0);
    const note = (bytes) => {
        before = Buffer.concat([before, bytes.subarray(0, MAX_TEXT_BYTES - before.length)]);
    };
    return {
        get found() {
            return found;
        },
        get text() {
            return Buffer.concat([before, found ? Buffer.alloc(0) : rest]).toString('utf8');
        },
        take(part) {
            if (found)
                return part;
            const bytes = Buffer.concat([rest, part]);
            const at = bytes.indexOf(wanted);
            found = at !== -1;
            const end = found ? at : Math.max(0, bytes.length - wanted.length + 1);
            note(bytes.subarray(0, end));
            rest = bytes.subarray(end);
            return found ? bytes.subarray(at + wanted.length) : Buffer.alloc(0);
        },
    };
}

// EXTERNAL MODULE: ../packages/remote/src/commands/locale.ts
var locale = __nccwpck_require__(5846);
// EXTERNAL MODULE: ../packages/remote/src/commands/quote.ts
var quote = __nccwpck_require__(4278);
;// CONCATENATED MODULE: ../packages/remote/src/commands/command-line.ts



/** Linux takes at most 128 KiB as one argument (MAX_ARG_STRLEN), and sshd hands the whole line to a shell as one. */
const MAX_LINE_BYTES = 120_000;
/**
 * A command as one line for the login shell of a user, which need not be a POSIX shell: a backslash means something in
 * the quotes of fish, and a line break or an exclamation mark in those of csh. The shell is replaced, so that it prints
 * nothing after the command.
 *
 * @param marker a random word that both outputs begin with; what precedes it was printed by the login shell
 * @throws Error when the line is longer than a shell on the server takes
 */
function commandLine(command, marker) {
    // In two halves, because a shell that traces its commands prints this line.
    const half = marker.length / 2;
    const mark = `printf %s%s ${marker.slice(0, half)} ${marker.slice(half)}`;
    const script = `${mark} >&2; ${mark}; ${locale/* C_LOCALE */.H}; exec ${(0,quote/* quoteAll */._)(command)}`;
    const line = `exec /bin/sh -c 'eval "$(printf %b "$1")"' sh '${escaped(script)}'`;
    if (line.length > MAX_LINE_BYTES)
        throw new Error(`"${(0,remote/* shortName */.EU)(command)}" is a command line of ${line.length} bytes, and a shell on the server takes ${MAX_LINE_BYTES}. Send the list on the standard input`);
    return line;
}
/** For `printf %b`, in characters that mean the same between the single quotes of every shell. */
function escaped(text) {
    return text.replace(/[^ -~]|['\\!]/gu, character => Array.from(Buffer.from(character), byte => `\\0${byte.toString(8).padStart(3, '0')}`).join(''));
}

;// CONCATENATED MODULE: ../packages/remote/src/commands/start-command.ts







/** Bytes of a command's error output that are kept, the last ones. */
const MAX_STDERR_BYTES = 256 * 1024;
/** How a command ends of which nothing more is known, because its connection was lost. */
const CUT_OFF = { code: undefined, signal: undefined, stderr: '' };
/**
 * Starts a command, and waits until it has begun.
 * @throws NotSent
 * @throws RemoteCommandError when the connection is lost meanwhile
 * @throws UserError when the server does not run it
 */
function startCommand(pool, command, { name, withoutInput = false, onStderr, onGreeting }) {
    const marker = crypto.randomUUID().replaceAll('-', '');
    return new Promise((resolve, reject) => {
        const line = commandLine(command, marker);
        // A connection that is lost meanwhile calls no one back; whether the command has begun is not known then.
        const settled = pool.onceEnded(() => reject(new remote/* RemoteCommandError */.at(name, command, CUT_OFF, '')));
        // The listeners are set in the callback itself: a short command's exit status may be in the same packet as the answer
        // that it was started, and would be over before a promise continues.
        const listen = (channel) => {
            channel.on('error', () => { });
            if (withoutInput)
                channel.end();
            const stdout = afterMarker(marker);
            const stderr = afterMarker(marker);
            const errors = lastOf(MAX_STDERR_BYTES);
            // sshd does not keep the order of the two outputs.
            const greeted = ({ text }) => {
                if (text.trim() !== '')
                    onGreeting(text);
            };
            channel.stderr.on('data', (part) => {
                const isBefore = !stderr.found;
                const own = stderr.take(part);
                if (isBefore && stderr.found && stdout.found)
                    greeted(stderr);
                errors.take(own);
                onStderr?.(own);
            });
            const finished = ended(pool, channel, () => (stderr.found ? errors.text() : stderr.text));
            whenFound(channel, stdout, () => {
                settled();
                greeted(stdout);
                if (stderr.found)
                    greeted(stderr);
                resolve({ channel, finished });
            });
            finished.then(end => {
                if (stdout.found)
                    return;
                const text = stdout.text.trim() || end.stderr.trim();
                reject(end.code === undefined
                    ? new remote/* RemoteCommandError */.at(name, command, end, '')
                    : ranNothing(name, end.code, text));
            });
        };
        pool.exec(line, listen).catch((cause) => {
            if (cause instanceof NotConnected)
                reject(new remote/* NotSent */.Y5(name, command));
            else if (cause instanceof errors/* UserError */.y)
                reject(cause);
            else
                reject(new errors/* UserError */.y(`${name} opened no session: ${cause.message}`, { cause }));
        });
    });
}
/** Reads until the marker; what follows it is left to be read. */
function whenFound(channel, marker, found) {
    const read = () => {
        // To read more than there is would end an output that ends here, before anyone can listen to it.
        while (channel.readableLength > 0) {
            const own = marker.take(channel.read(channel.readableLength));
            if (!marker.found)
                continue;
            channel.off('readable', read);
            if (own.length > 0)
                channel.unshift(own);
            found();
            return;
        }
        channel.read(0);
    };
    channel.on('readable', read);
}
/**
 * The exit status comes before or after the end of the output; only `close` is the end of both. When the connection is
 * lost after the status and before the last of the output, the status says nothing about what has arrived.
 */
function ended(pool, channel, stderr) {
    let code;
    let signal;
    let lost = false;
    const settled = pool.onceEnded(() => {
        lost = true;
    });
    channel.on('exit', (status, name) => {
        code = status ?? undefined;
        signal = name ?? undefined;
    });
    return new Promise(resolve => channel.on('close', () => {
        settled();
        resolve({ code: lost ? undefined : code, signal, stderr: stderr() });
    }));
}
function ranNothing(name, code, text) {
    const printed = text === '' ? '' : `, it printed "${firstLineOf(text)}"`;
    return new errors/* UserError */.y(`${name} ran nothing of what it was sent (exit code ${code}${printed}). Check the login shell of the user, and its key for a forced command`);
}

// EXTERNAL MODULE: ../packages/remote/src/http/http.ts
var http_http = __nccwpck_require__(1894);
// EXTERNAL MODULE: ../packages/remote/src/connection/forward.ts
var forward = __nccwpck_require__(81);
;// CONCATENATED MODULE: ../packages/remote/src/connection/kept-connection.ts

const ENDED = 'the connection was ended by the other side';
/** Keeps an open byte stream for requests to one site. */
async function keep(socket, site) {
    const secure = new URL(site.url).protocol === 'https:';
    const stream = secure ? await (0,http_http/* encrypt */.w)(socket, site) : (0,http_http/* asSocket */.Ip)(socket);
    const http = await Promise.resolve(/* import() */).then(__nccwpck_require__.t.bind(__nccwpck_require__, 7067, 23));
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    let open = true;
    for (const event of ['end', 'close', 'error']) {
        stream.on(event, () => {
            open = false;
        });
    }
    let taken = false;
    // The agent asks for a second connection when the first has ended.
    agent.createConnection = () => {
        if (taken)
            throw new Error(ENDED);
        taken = true;
        return stream;
    };
    return {
        get open() {
            return open;
        },
        request: ({ url, method = 'GET', headers, body, timeout = 10_000 }) => new Promise((resolve, reject) => {
            if (!open)
                throw new Error(ENDED);
            const { host, pathname, search } = new URL(url);
            const options = { method, path: `${pathname}${search}`, headers: { Host: host, ...headers } };
            const call = http.request({ ...options, agent, signal: AbortSignal.timeout(timeout) }, answer => {
                if (answer.headers.connection === 'close')
                    open = false;
                resolve((0,http_http/* read */.LF)(answer));
            });
            call.on('error', reject);
            call.end(body);
        }),
        close() {
            open = false;
            agent.destroy();
            stream.destroy();
        },
    };
}

;// CONCATENATED MODULE: ../packages/remote/src/connection/ssh-remote.ts











/** Bytes of a command's output that are kept; the first ones. */
const MAX_OUTPUT_BYTES = 8 * 1024 * 1024;
/** Bytes of a stream's error output that are kept, the last ones. */
const MAX_STREAM_STDERR = 4000;
/** Seconds without output after which a command is aborted. */
const MAX_SILENCE_SECONDS = 900;
/**
 * A `Remote` over an open SSH connection.
 * @param another opens a further connection to the same server, for when sshd limits the sessions of each
 */
function sshRemote(client, name, another) {
    const pool = sessionPool(client, name, another);
    let lost = false;
    pool.onceEnded(() => {
        lost = true;
    });
    let greeted = false;
    const options = {
        name,
        onGreeting(text) {
            if (greeted)
                return;
            greeted = true;
            log/* log */.Rm.warning(`The shell of ${name} prints its own text (first line: ${firstLineOf(text)}), which is ignored; silence it for non-interactive shells`);
        },
    };
    const noticed = (cause) => {
        if (cause instanceof remote/* NotSent */.Y5)
            lost = true;
        throw cause;
    };
    const forwardTo = (url) => (0,forward/* forward */.s)({ first: client, onceEnded: pool.onceEnded }, name, url);
    return {
        name,
        get lost() {
            return lost;
        },
        run: (command, runOptions = {}) => run(pool, command, { ...options, ...runOptions }).catch(noticed),
        async stream(command) {
            const { channel, finished } = await startCommand(pool, command, options).catch(noticed);
            return {
                input: channel,
                output: channel,
                finished: finished.then(end => ({ ...end, stderr: (0,secrets/* redactedEnd */.Kr)(end.stderr, MAX_STREAM_STDERR) })),
                end: () => channel.end(),
                abort: () => channel.close(),
            };
        },
        request: async (request) => {
            const channel = await forwardTo(request.url);
            try {
                return await (0,http_http/* ask */.kA)(request, channel);
            }
            finally {
                channel.destroy();
            }
        },
        keep: async (site) => keep(await forwardTo(site.url), site),
        close: () => pool.end(),
    };
}
async function run(pool, command, { name, onGreeting, onLine, input, ...options }) {
    const silence = watchSilence(`"${(0,remote/* shortName */.EU)(command)}" on ${name}`, {
        limit: (options.silence ?? MAX_SILENCE_SECONDS) * 1000,
        giveUp: () => pool.destroy(),
    });
    const failure = (end, stdout) => {
        const { givenUpAfter } = silence;
        const silent = givenUpAfter === undefined ? {} : { silent: Math.round(givenUpAfter / 1000) };
        return new remote/* RemoteCommandError */.at(name, command, { ...end, ...silent }, stdout);
    };
    const heard = (lines = onLine && lineSplitter(onLine)) => ({
        take(part) {
            silence.heard();
            lines?.take(part);
        },
        flush: () => lines?.flush(),
    });
    const [onStdout, onStderr] = [heard(), heard()];
    const kept = firstOf(MAX_OUTPUT_BYTES);
    // A cancellation may destroy it before the command has begun.
    if (input instanceof external_node_stream_.Readable)
        input.on('error', () => { });
    try {
        const start = { name, onGreeting, onStderr: onStderr.take, withoutInput: input === undefined };
        const { channel, finished } = await startCommand(pool, command, start).catch(cause => {
            throw silence.givenUpAfter === undefined ? cause : failure(CUT_OFF, '');
        });
        channel.on('data', onStdout.take).on('data', kept.take).on('drain', silence.heard);
        if (input !== undefined)
            send(channel, input);
        const end = await finished;
        onStdout.flush();
        onStderr.flush();
        const stdout = kept.text();
        if (end.code === undefined || (end.code !== 0 && !options.allowFailure))
            throw failure(end, stdout);
        // Who follows the lines has had all of them.
        if (kept.isCut() && onLine === undefined)
            throw cutOutput(name, command);
        return { code: end.code, stdout, stderr: end.stderr };
    }
    finally {
        silence.stop();
    }
}
const cutOutput = (name, command) => new errors/* UserError */.y(`"${(0,remote/* shortName */.EU)(command)}" on ${name} printed more than ${MAX_OUTPUT_BYTES / 2 ** 20} MiB, which is more than is kept`);
function send(channel, input) {
    if (typeof input === 'string' || Buffer.isBuffer(input))
        channel.end(input);
    else if (input.destroyed)
        channel.close();
    else
        input.on('error', () => channel.close()).pipe(channel);
}

;// CONCATENATED MODULE: ../packages/remote/src/connection/connect.ts




/** Seconds from the login until a first command has run. */
const ANSWER_TIMEOUT = 30;
/**
 * Connects to a server whose host key is pinned, through another one where the target says so. Only the connecting is
 * tried again; a command never runs twice.
 *
 * @throws UserError naming what stopped it: key, address, host key, login, or a server that runs no commands
 */
async function connect(target) {
    await (0,private_key/* checkKey */.yR)(target);
    const jump = target.jump && (await logIn({ ...target, ...target.jump }));
    try {
        const client = await logIn(target, jump);
        client.once('close', () => jump?.end());
        const connection = sshRemote(client, `${target.user}@${target.host}`, () => logIn(target, jump));
        await firstCommand(connection).catch(cause => {
            connection.close();
            throw cause;
        });
        return connection;
    }
    catch (cause) {
        jump?.end();
        throw cause;
    }
}
/** A server may log somebody in and then hang, and answer every keep-alive all the same. */
async function firstCommand(connection) {
    try {
        await connection.run(['true'], { silence: ANSWER_TIMEOUT });
    }
    catch (cause) {
        if (!connection.lost)
            throw cause;
        throw new Unreachable(`no command runs after the login: ${cause.message}`, { cause });
    }
}


/***/ }),

/***/ 81:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ forward),
/* harmony export */   v: () => (/* binding */ ForwardingForbidden)
/* harmony export */ });
/* harmony import */ var _tsh_action__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8948);
/* harmony import */ var _tsh_host_keys__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6052);
/* harmony import */ var _http_http_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1894);



/** sshd does not allow a forwarding, whatever listens at its end. */
class ForwardingForbidden extends _tsh_action__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y {
}
/** RFC 4254, section 5.1. */
const ADMINISTRATIVELY_PROHIBITED = 1;
/** Opens a connection to the address of a URL, as the server sees it. */
function forward({ first, onceEnded }, name, url) {
    const { host, port } = (0,_http_http_js__WEBPACK_IMPORTED_MODULE_1__/* .endpoint */ .sR)(url);
    return new Promise((resolve, reject) => {
        const refused = (cause) => reject(refusal(cause, name, url));
        // A connection that is lost meanwhile calls no one back.
        const settled = onceEnded(() => refused(new Error('the connection to the server was lost')));
        try {
            first.forwardOut('127.0.0.1', 0, host, port, (error, opened) => {
                settled();
                if (error)
                    refused(error);
                else
                    resolve(opened);
            });
        }
        catch (cause) {
            refused(cause);
        }
    });
}
function refusal(cause, name, url) {
    // Before OpenSSH 8 the reason is that of a connection that failed, which has other words though.
    if (cause.reason === ADMINISTRATIVELY_PROHIBITED || /: open failed$/.test(cause.message))
        return new ForwardingForbidden(`sshd does not allow ${name} to forward connections to ${(0,_tsh_host_keys__WEBPACK_IMPORTED_MODULE_2__/* .addressText */ .G)((0,_http_http_js__WEBPACK_IMPORTED_MODULE_1__/* .endpoint */ .sR)(url))}. Set AllowTcpForwarding to "local" in its sshd_config, and check the key in authorized_keys for "restrict" and "permitopen"`, { cause });
    return new Error(`connection to ${new URL(url).host} on the server refused: ${cause.message}`, { cause });
}


/***/ }),

/***/ 8345:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   ay: () => (/* binding */ normaliseKey),
/* harmony export */   dD: () => (/* binding */ keyProblem),
/* harmony export */   yR: () => (/* binding */ checkKey)
/* harmony export */ });
/* harmony import */ var _tsh_action__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8948);

/**
 * A private key as it is pasted into a secret, made readable: OpenSSL refuses keys with CRLF or without a final
 * newline ("error in libcrypto"), forms sometimes turn newlines into the two characters `\n`, and some people keep the
 * whole file in Base64.
 */
function normaliseKey(pasted) {
    const text = pasted.includes('-----BEGIN') ? pasted : fromBase64(pasted);
    const lines = text.trim().includes('\n') ? text : text.replace(/(\\r)?\\n/g, '\n');
    return `${lines
        .trim()
        .split(/\r*\n/)
        .map(line => line.trim())
        .join('\n')}\n`;
}
function fromBase64(text) {
    const decoded = Buffer.from(text, 'base64').toString('latin1');
    return decoded.startsWith('-----BEGIN') ? decoded : text;
}
const UNREADABLE = 'could not be read (not a valid OpenSSH or PEM private key)';
const ENCRYPTED = 'is protected by a passphrase; set "ssh-key-passphrase" (secret PROD_SSH_KEY_PASSPHRASE or STAGING_SSH_KEY_PASSPHRASE)';
/** Why this text is no private key that can be used, or nothing when it looks like one. */
function keyProblem(key, passphrase = '') {
    if (/^(ssh-|ecdsa-|sk-)\S+ /.test(key) || /BEGIN (RSA |SSH2 )?PUBLIC KEY/.test(key))
        return 'holds a public key; a private key is needed';
    if (key.startsWith('PuTTY-User-Key-File'))
        return 'holds a PuTTY key. Convert it with: puttygen key.ppk -O private-openssh';
    const [, kind, body] = /^-----BEGIN ([A-Z0-9 ]*)PRIVATE KEY-----\n([\s\S]+)\n-----END \1PRIVATE KEY-----\n$/.exec(key) ?? [];
    if (kind === undefined || body === undefined)
        return UNREADABLE;
    if (kind === '' || kind === 'ENCRYPTED ')
        return 'is in PKCS#8 form, which SSH does not use. Convert it with: ssh-keygen -p -f key';
    if (kind === 'DSA ')
        return weak('a DSA key');
    if (passphrase === '' && isEncrypted(body))
        return ENCRYPTED;
    return undefined;
}
/** https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key, and RFC 1421 for the older form. */
function isEncrypted(body) {
    if (/^Proc-Type: 4,ENCRYPTED/.test(body))
        return true;
    const start = Buffer.from(body.slice(0, 60), 'base64').toString('latin1');
    return start.startsWith('openssh-key-v1\0') && start.slice(19, 23) !== 'none';
}
const weak = (what) => `is too weak: ${what}. Make a new one with: ssh-keygen -t ed25519 -f key, and put key.pub into authorized_keys`;
/**
 * Opens the key, so that what is wrong with it is known before a server is asked.
 * @throws UserError naming what is wrong; no part of the key is in it
 */
async function checkKey({ privateKey, passphrase }) {
    const problem = keyProblem(privateKey, passphrase) ?? (await openingProblem(privateKey, passphrase));
    if (problem)
        throw new _tsh_action__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`input "ssh-key" ${problem}`);
}
async function openingProblem(privateKey, passphrase) {
    const { default: ssh2 } = await __nccwpck_require__.e(/* import() */ 542).then(__nccwpck_require__.t.bind(__nccwpck_require__, 7542, 23));
    const key = parse(() => ssh2.utils.parseKey(privateKey, passphrase || undefined));
    if (key instanceof Error)
        return whyUnreadable(key.message);
    if (key.type === 'ssh-dss')
        return weak('a DSA key');
    const { createPublicKey } = process.getBuiltinModule('node:crypto');
    const bits = createPublicKey(key.getPublicPEM()).asymmetricKeyDetails?.modulusLength;
    return bits !== undefined && bits < 2048 ? weak(`RSA with ${bits} bits`) : undefined;
}
function parse(read) {
    try {
        return read();
    }
    catch (cause) {
        return cause;
    }
}
/** The words are those of ssh2 and of OpenSSL. */
function whyUnreadable(message) {
    if (/bad passphrase|authenticate data|bad decrypt/i.test(message))
        return 'is protected by a passphrase, and "ssh-key-passphrase" does not open it';
    if (/no passphrase given/.test(message))
        return ENCRYPTED;
    const [, type] = /Unsupported OpenSSH private key type: (\S+)/.exec(message) ?? [];
    return type ? `is of the type ${type}, which cannot be used here; use ed25519` : UNREADABLE;
}


/***/ }),

/***/ 1894:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ip: () => (/* binding */ asSocket),
/* harmony export */   LF: () => (/* binding */ read),
/* harmony export */   kA: () => (/* binding */ ask),
/* harmony export */   q$: () => (/* binding */ isHttpUrl),
/* harmony export */   sR: () => (/* binding */ endpoint),
/* harmony export */   w: () => (/* binding */ encrypt)
/* harmony export */ });
const LONGEST_BODY = 64 * 1024;
/** Whether a text is an absolute http or https address without user and password. */
function isHttpUrl(text) {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    return url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}
/** The host and port that a URL is connected to; an IPv6 address is without its brackets. */
function endpoint(url) {
    const { hostname, port, protocol } = new URL(url);
    return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (protocol === 'https:' ? 443 : 80) };
}
/**
 * Sends one request over an open byte stream. Redirects are answers like others, certificates are verified unless the
 * request says otherwise, and an answer that is not complete in time is an error.
 */
async function ask(request, socket) {
    const timeout = request.timeout ?? 10_000;
    const signal = AbortSignal.timeout(timeout);
    try {
        return await exchange(request, socket, signal);
    }
    catch (cause) {
        if (signal.aborted)
            throw new Error(`no complete answer within ${timeout / 1000} s`, { cause });
        throw cause;
    }
}
async function exchange(request, socket, signal) {
    const url = new URL(request.url);
    const secure = url.protocol === 'https:';
    const stream = secure ? await encrypt(socket, request) : asSocket(socket);
    const http = await Promise.resolve(/* import() */).then(__nccwpck_require__.t.bind(__nccwpck_require__, 7067, 23));
    return new Promise((resolve, reject) => {
        const call = http.request({
            method: request.method ?? 'GET',
            path: `${url.pathname}${url.search}`,
            headers: { Host: url.host, Connection: 'close', ...request.headers },
            createConnection: () => stream,
            signal,
        }, answer => resolve(read(answer, request.bodyLimit)));
        call.on('error', reject);
        call.end(request.body);
    });
}
/** Encrypts a byte stream to the site that `Host` names, with or without a port, else to that of the URL. */
async function encrypt(socket, { url, headers, verifyCertificate }) {
    const [tls, { isIP }] = await Promise.all([Promise.resolve(/* import() */).then(__nccwpck_require__.t.bind(__nccwpck_require__, 1692, 23)), Promise.resolve(/* import() */).then(__nccwpck_require__.t.bind(__nccwpck_require__, 7030, 23))]);
    const site = headers?.Host ?? new URL(url).host;
    const host = new URL(`https://${site}`).hostname.replace(/^\[|\]$/g, '');
    // A certificate is asked for by name only (RFC 6066, section 3), but checked for addresses too.
    const servername = isIP(host) ? '' : host;
    return tls.connect({ socket, host, servername, rejectUnauthorized: verifyCertificate ?? true });
}
/** node:http calls these on its sockets; an SSH channel does not have them. */
function asSocket(channel) {
    if ('setNoDelay' in channel)
        return channel;
    return Object.assign(channel, {
        setKeepAlive: () => channel,
        setNoDelay: () => channel,
        setTimeout: () => channel,
        ref: () => channel,
        unref: () => channel,
        destroySoon: () => channel.destroy(),
    });
}
async function read(answer, limit = LONGEST_BODY) {
    const certificate = answer.socket.getPeerCertificate?.();
    const parts = [];
    let length = 0;
    for await (const part of answer) {
        parts.push(part);
        length += part.length;
        if (length > limit)
            break;
    }
    const headers = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
    return {
        status: answer.statusCode ?? 0,
        headers: Object.fromEntries(headers),
        body: Buffer.concat(parts).subarray(0, limit).toString('utf8'),
        truncated: length > limit,
        ...(certificate?.valid_to ? { certificateEnds: new Date(certificate.valid_to) } : {}),
    };
}


/***/ }),

/***/ 5658:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ CONNECTION_SETTINGS),
/* harmony export */   r: () => (/* binding */ APPLICATION_SETTINGS)
/* harmony export */ });
/* harmony import */ var _forms_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7887);

/** Where the server is and how it is reached. */
const CONNECTION_SETTINGS = {
    server: {
        ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .SERVER */ .yv,
        description: 'The server as `user@host` or `user@host:port`; an IPv6 address is written in brackets.',
    },
    jump: {
        ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .JUMP */ .ft,
        description: 'A jump host as `[user@]host[:port]`, which the server is reached through with the same key. Its host key must be listed in `host-key` as well, as known_hosts lines.',
    },
    'host-key': {
        type: ['string', 'array'],
        items: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .TEXT */ .a$,
        minLength: 1,
        minItems: 1,
        expected: 'fingerprints or known_hosts lines, one per line',
        description: 'The host key of the server: fingerprints as `ssh-keygen -l` prints them (`SHA256:…`), or known_hosts lines, one per line.',
    },
};
/** The application on the server and the service that takes its traffic. */
const APPLICATION_SETTINGS = {
    path: {
        ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .ABSOLUTE_PATH */ .cU,
        description: "Absolute path of the application's git checkout on the server.",
    },
    'compose-file': {
        type: ['string', 'array'],
        items: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .RELATIVE_PATH */ .Hj,
        pattern: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .RELATIVE_PATH */ .Hj.pattern,
        minItems: 1,
        uniqueItems: true,
        expected: 'a relative path without "..", or a list of them',
        default: 'docker-compose.<environment>.yml',
        description: 'Compose file, relative to the repository. A list of several is not supported yet.',
    },
    'env-file': {
        ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .RELATIVE_PATH */ .Hj,
        default: '.env.<environment>',
        description: 'Env file on the server, relative to `path`.',
    },
    service: {
        type: ['string', 'array'],
        items: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .SERVICE */ .YV,
        pattern: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .SERVICE */ .YV.pattern,
        minItems: 1,
        uniqueItems: true,
        expected: 'the name of a service, or a list of them',
        description: 'Compose service that receives the traffic. With `{slot}` in its name it has two slots (blue-green), and several such services switch together; without it the service is replaced in place.',
    },
    slots: {
        type: 'array',
        items: {
            type: 'string',
            // The file of a replacement in place is in the same folder.
            pattern: '^(?!handover$)[A-Za-z0-9][A-Za-z0-9-]*$',
            expected: 'the name of a slot',
        },
        minItems: 2,
        maxItems: 2,
        uniqueItems: true,
        expected: 'two different names',
        default: ['blue', 'green'],
        description: 'Names of the two slots, which the compose file and the proxy configuration use as well.',
    },
    'slot-directory': {
        ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .ABSOLUTE_PATH */ .cU,
        default: '/etc/nginx/slots/<application>-<environment>',
        description: 'Absolute path of the folder with the slot file, which the proxy reads.',
    },
    proxy: {
        enum: ['auto', 'slot-file', 'nginx-reload', 'caddy'],
        default: 'auto',
        expected: 'one of auto, slot-file, nginx-reload, caddy',
        description: 'How traffic is switched: `slot-file`, `nginx-reload` or `caddy`; `auto` detects it on the server.',
    },
    'health-path': {
        ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .URL_PATH */ .mq,
        default: '/health',
        description: 'Path that returns 2xx when the application is healthy.',
    },
};


/***/ }),

/***/ 2939:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ SMOKE_SETTINGS),
/* harmony export */   Z: () => (/* binding */ TEST_SETTINGS)
/* harmony export */ });
/* harmony import */ var _forms_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7887);

/** The test gate. */
const TEST_SETTINGS = {
    'python-version': {
        ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .TEXT */ .a$,
        description: 'Python for the commands, such as `"3.11"`. Without it none is set up.',
    },
    'node-version': {
        ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .TEXT */ .a$,
        description: 'Node.js for the commands, such as `"24"`. Without it none is set up.',
    },
    install: { ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .TEXT */ .a$, description: 'Command that installs what the tests need.' },
    'working-directory': {
        ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .RELATIVE_PATH */ .Hj,
        default: '.',
        description: 'Folder that the commands run in, relative to the repository.',
    },
    commands: {
        type: 'object',
        propertyNames: {
            pattern: '^[A-Za-z0-9][A-Za-z0-9 ._-]*$',
            expected: 'a name of letters, digits, blanks, ".", "_" and "-"',
        },
        additionalProperties: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .TEXT */ .a$,
        minProperties: 1,
        expected: 'commands as `name: command`',
        description: 'The commands of the gate, as `name: command`. All of them run, and one failure fails the gate.',
    },
};
/** Names with a value each. */
const PAIRS = {
    type: 'object',
    additionalProperties: {
        type: ['string', 'number', 'boolean', 'null'],
        expected: 'a text, a number, true, false or null',
    },
    minProperties: 1,
};
/** A check that is a mapping, as smoke-test reads it. */
const CHECK_KEYS = {
    method: { type: 'string', pattern: '^[A-Z]{1,20}$', expected: 'a method in capitals, such as POST' },
    path: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .URL_PATH */ .mq,
    headers: { ...PAIRS, expected: 'names with a text each' },
    body: { type: ['string', 'object', 'array'], expected: 'a text, or keys and values for JSON' },
    status: {
        type: ['integer', 'string', 'array'],
        minimum: 100,
        maximum: 599,
        pattern: '^[1-5]\\d\\d(, *[1-5]\\d\\d)*$',
        items: {
            type: ['integer', 'string'],
            minimum: 100,
            maximum: 599,
            pattern: '^[1-5]\\d\\d$',
            expected: 'a status',
        },
        minItems: 1,
        expected: 'one or more statuses, such as [401, 422]',
    },
    'expect-json': { ...PAIRS, expected: 'paths with a value each' },
    'expect-body': { type: 'string', minLength: 1, expected: 'a regular expression' },
    'expect-header': { ...PAIRS, expected: 'names with a text each' },
    'within-ms': (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .wholeNumber */ .rD)(1, 60_000),
    'expect-version': {
        type: 'string',
        pattern: '^(body|(json|header)\\s+\\S+)$',
        expected: '"body", "json PATH" or "header NAME"',
    },
};
/** The smoke tests. */
const SMOKE_SETTINGS = {
    'skip-standard-checks': {
        type: 'boolean',
        default: false,
        expected: 'true or false',
        description: 'Do not check that `/health`, `/docs` and `/openapi.json` return 200.',
    },
    'login-path': {
        ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .URL_PATH */ .mq,
        description: 'Path of the login. An empty JSON object sent to it must return 401 or 422. Without it no login is checked.',
    },
    checks: {
        type: 'array',
        items: {
            type: ['object', 'string'],
            properties: CHECK_KEYS,
            required: ['path'],
            additionalProperties: false,
            pattern: '^[ \\t]*[A-Z]+[ \\t]+/\\S*[ \\t]+[1-5]\\d\\d(,[1-5]\\d\\d)*[ \\t]*$',
            expected: 'a check as `METHOD /path STATUS` or a mapping',
        },
        expected: 'a list of checks',
        description: 'More checks, each as `METHOD /path STATUS` or with the keys of smoke-test.',
    },
    'timeout-seconds': {
        ...(0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .wholeNumber */ .rD)(1, 3600),
        default: 30,
        description: 'Seconds in which every check has to pass once.',
    },
    'edge-failure': {
        enum: ['alert', 'bad-release'],
        default: 'alert',
        expected: 'alert or bad-release',
        description: 'What to do when the public URL fails but the release is healthy on the server: `alert` fails the run, `bad-release` rolls back.',
    },
};


/***/ }),

/***/ 7346:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ BACKUP_SETTINGS),
/* harmony export */   O: () => (/* binding */ DATABASE_SETTINGS)
/* harmony export */ });
/* harmony import */ var _forms_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7887);

/** A name that docker and compose give, which no command takes for an option. */
const DOCKER_NAME = { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$' };
/** The database. */
const DATABASE_SETTINGS = {
    source: {
        enum: ['compose', 'container', 'host'],
        default: 'compose',
        expected: 'one of compose, container, host',
        description: 'Where PostgreSQL runs: `compose` is a service of the compose file, `container` a container by its name, `host` the cluster of the server itself.',
    },
    service: {
        ...DOCKER_NAME,
        expected: 'the name of a service',
        description: 'Compose service of the database. Defaults to the only one with a postgres image.',
    },
    container: {
        ...DOCKER_NAME,
        expected: 'the name of a container',
        description: "Name of the database's container, for `container`.",
    },
    name: {
        type: 'string',
        pattern: '^(?!.*(=|://))[^\\s\'"]{1,63}$',
        expected: 'the name of a database',
        description: "Name of the database. Defaults to the one in the environment of the application's services, else to the container's `POSTGRES_DB`.",
    },
    user: {
        type: 'string',
        pattern: '^(?!.*(=|://))[^\\s\'"]{1,63}$',
        expected: 'the name of a role',
        description: "Role that dumps and restores. Defaults to the container's `POSTGRES_USER`, and to `postgres` on the host.",
    },
};
/** The backups. */
const BACKUP_SETTINGS = {
    region: {
        ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .TEXT */ .a$,
        default: 'eu-north-1',
        description: 'Region of the bucket. The secret `AWS_REGION` overrides it.',
    },
    endpoint: {
        ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .API_URL */ .H$,
        description: 'URL of an S3-compatible store (MinIO, Cloudflare R2 …). Defaults to AWS.',
    },
    'bucket-owner': {
        type: 'string',
        pattern: '^\\d{12}$',
        expected: 'an account id of 12 digits',
        description: 'AWS account id of 12 digits, in quotes, that must own the bucket. Without it the owner is not checked.',
    },
    prefix: {
        type: 'string',
        pattern: '^[A-Za-z0-9](?!.*(//|\\.\\.))[A-Za-z0-9._/-]*$',
        expected: 'the first part of an object key',
        default: '<application>',
        description: 'First part of the object keys. The environment is the second part.',
    },
    encryption: {
        enum: ['sse-s3', 'sse-kms', 'age', 'none'],
        default: 'sse-s3',
        expected: 'one of sse-s3, sse-kms, age, none',
        description: '`sse-s3`, `sse-kms`, `age` (encrypted on the runner for public keys), or `none`, which leaves it to the store.',
    },
    'kms-key': { ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .TEXT */ .a$, description: 'Id of the KMS key for `sse-kms`. Defaults to the key of the account.' },
    'age-recipients': {
        type: 'array',
        items: { type: 'string', pattern: '^age1[02-9ac-hj-np-z]{58}$', expected: 'a public key of age' },
        minItems: 1,
        uniqueItems: true,
        expected: 'a list of public keys of age',
        description: 'Public keys of age. Use two, one of them kept offline.',
    },
    compression: {
        type: 'string',
        pattern: '^(\\d|(gzip|lz4|zstd)(:\\d{1,2})?|none)$',
        expected: 'a compression of pg_dump, such as "2", gzip:2, lz4 or zstd:1',
        description: 'Value for `pg_dump -Z`. Defaults to zstd:1 from PostgreSQL 16 on, and to 2 (gzip) before.',
    },
    verify: {
        enum: ['1', '2', '3'],
        default: '2',
        expected: '"1", "2" or "3"',
        description: '1 lists the archive; 2 also decodes it to its last byte and reads it back from the bucket; 3 also restores it into a throwaway server and counts every table, which needs a container (not `host`).',
    },
    'retention-days': {
        ...(0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .wholeNumber */ .rD)(1, 9999),
        description: 'Backups older than this are removed, after the new one is proven. Without it none is removed.',
    },
    'keep-last': {
        ...(0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .wholeNumber */ .rD)(3, 1000),
        default: 10,
        description: 'Number of the newest verified backups that are kept at any age.',
    },
    'timeout-minutes': {
        ...(0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .wholeNumber */ .rD)(1, 1440),
        default: 60,
        description: 'Minutes that a dump or a restore may take.',
    },
};


/***/ }),

/***/ 7887:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H$: () => (/* binding */ API_URL),
/* harmony export */   Hj: () => (/* binding */ RELATIVE_PATH),
/* harmony export */   Po: () => (/* binding */ HTTP_URL),
/* harmony export */   YV: () => (/* binding */ SERVICE),
/* harmony export */   a$: () => (/* binding */ TEXT),
/* harmony export */   cU: () => (/* binding */ ABSOLUTE_PATH),
/* harmony export */   ft: () => (/* binding */ JUMP),
/* harmony export */   mq: () => (/* binding */ URL_PATH),
/* harmony export */   rD: () => (/* binding */ wholeNumber),
/* harmony export */   yv: () => (/* binding */ SERVER)
/* harmony export */ });
/** Forms that several settings have. `expected` completes the sentence "… is not …". */
const TEXT = {
    type: 'string',
    pattern: '^(?=.*\\S)[^\\r\\n\\0]+$',
    expected: 'a text of one line',
};
const ABSOLUTE_PATH = {
    type: 'string',
    pattern: '^(/(?!\\.{1,2}(/|$))[A-Za-z0-9._-]+)+/?$',
    expected: 'an absolute path without "..", "." and "//"',
};
const RELATIVE_PATH = {
    type: 'string',
    pattern: '^(?!/)(?!.*(^|/)\\.\\.(/|$))[A-Za-z0-9._][A-Za-z0-9._/-]*$',
    expected: 'a relative path without ".."',
};
const URL_PATH = { type: 'string', pattern: '^/\\S*$', expected: 'a path such as /health' };
const HTTP_URL = {
    type: 'string',
    pattern: '^https?://[^\\s@/]+(/[^\\s@]*)?$',
    expected: 'an http(s) URL without user and password',
};
/** Plain http never leaves the machine: what is sent there holds secrets. */
const API_URL = {
    type: 'string',
    pattern: '^(https://[^\\s@/]+|http://(localhost|127(\\.\\d{1,3}){3}|\\[::1\\])(:\\d{1,5})?)(/[^\\s@]*)?$',
    expected: 'an https URL without user and password',
};
const SERVICE = {
    type: 'string',
    pattern: '^[a-zA-Z0-9._{}-]+$',
    expected: 'the name of a service',
};
const USER = '[a-z_][a-z0-9_.-]{0,31}';
/** Brackets are for an IPv6 address, which has two colons at least. */
const HOST = '(\\[(?=([^\\]:]*:){2})[0-9A-Fa-f:.]{2,45}\\]|[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)';
/** From 1 to 65535. */
const PORT = '([1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])';
const SERVER = {
    type: 'string',
    pattern: `^${USER}@${HOST}(:${PORT})?$`,
    expected: 'a server as user@host or user@host:port',
};
const JUMP = {
    type: 'string',
    pattern: `^(${USER}@)?${HOST}(:${PORT})?$`,
    expected: 'a server as [user@]host[:port]',
};
const wholeNumber = (minimum, maximum) => ({ type: 'integer', minimum, maximum, expected: `a whole number from ${minimum} to ${maximum}` });


/***/ }),

/***/ 1554:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ TELEGRAM_SETTINGS)
/* harmony export */ });
/* harmony import */ var _forms_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7887);

/** The messages. */
const TELEGRAM_SETTINGS = {
    'api-url': {
        ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .API_URL */ .H$,
        default: 'https://api.telegram.org',
        description: 'URL of the Telegram Bot API, for a self-hosted one.',
    },
};


/***/ }),

/***/ 7441:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ FILE_SETTINGS),
/* harmony export */   Y: () => (/* binding */ RELEASE_SETTINGS)
/* harmony export */ });
/* harmony import */ var _forms_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7887);

/** What is the same for every environment. */
const FILE_SETTINGS = {
    application: {
        type: 'string',
        pattern: '^[A-Za-z0-9](?!.*\\.\\.)[A-Za-z0-9._-]{0,99}$',
        expected: 'a name of letters, digits, ".", "_" and "-"',
        description: 'Name of the application, which is part of the default of `slot-directory` and `backup.prefix`. Defaults to the name of the repository.',
    },
};
/** How a release is deployed. */
const RELEASE_SETTINGS = {
    url: { ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .HTTP_URL */ .Po, description: 'The public URL.' },
    registry: {
        type: 'string',
        pattern: '^(?!.*//)[a-z0-9][a-z0-9._:/-]*$',
        expected: 'a registry with its namespace, such as ghcr.io/tsh',
        description: 'Registry and namespace for the images, such as `ghcr.io/tsh`. Without it the images are transferred over SSH.',
    },
    'registry-username': {
        ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .TEXT */ .a$,
        description: 'User name for the registry. The secret `DOCKER_USERNAME` overrides it.',
    },
    'handover-port': {
        type: 'integer',
        minimum: 1,
        maximum: 65535,
        expected: 'a port',
        description: 'Without slots, the port of a second container that serves requests while the first one is replaced. Without it, replacing interrupts the service.',
    },
    migrate: {
        type: 'string',
        pattern: '^[^\\r\\n\\0]*$',
        expected: 'a command of one line, or an empty text for none',
        default: 'alembic upgrade head',
        description: 'Command that migrates the database, run in a container of the new image. An empty text runs none.',
    },
    'revision-command': {
        ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .TEXT */ .a$,
        description: 'Command that prints the schema revision. Without it, the revision is read from the tables of known migration tools in PostgreSQL, or with `alembic current`.',
    },
    'require-reversible': {
        type: 'boolean',
        default: false,
        expected: 'true or false',
        description: 'Refuse a release that could not be rolled back automatically, because a migration is not marked `# rollback: compatible` or the schema revision is unknown.',
    },
    'keep-versions': {
        ...(0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .wholeNumber */ .rD)(1, 1000),
        default: 10,
        description: 'Number of versions in addition to the live one whose images stay on the server for rollbacks.',
    },
    'health-timeout-seconds': {
        ...(0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .wholeNumber */ .rD)(1, 3600),
        default: 180,
        description: 'Seconds that a service may take to become healthy.',
    },
    'lock-timeout-seconds': {
        ...(0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .wholeNumber */ .rD)(0, 3600),
        default: 600,
        description: 'Seconds to wait for another deployment on the server to finish.',
    },
    'canary-seconds': {
        ...(0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .wholeNumber */ .rD)(0, 1800),
        default: 0,
        description: 'Seconds in which only a share of the requests is routed to the release; it ends early, and everything is routed back, when the release performs clearly worse. Needs the canary lines in the nginx configuration.',
    },
    'drain-seconds': {
        ...(0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .wholeNumber */ .rD)(0, 3600),
        default: 0,
        description: 'Seconds to wait for open connections of the old slot to close. 0 only counts them.',
    },
    'watch-seconds': {
        ...(0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .wholeNumber */ .rD)(0, 900),
        default: 60,
        description: 'Seconds to watch the release at the public URL after its smoke tests have passed; three consecutive failures count as failed smoke tests. 0 disables watching.',
    },
    branches: {
        type: 'array',
        items: {
            type: 'string',
            pattern: '^(?!.*\\.\\.)[^\\s:~^?*[\\\\]+$',
            expected: 'the name of a branch',
        },
        minItems: 1,
        uniqueItems: true,
        expected: 'a list of branches',
        description: 'Branches that may be deployed to this environment, also by hand. Read from the default branch. Without it any branch may be deployed.',
    },
};


/***/ }),

/***/ 1488:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Fs: () => (/* binding */ SETTING_INPUTS),
/* harmony export */   QU: () => (/* binding */ formOf),
/* harmony export */   Up: () => (/* binding */ pick),
/* harmony export */   tR: () => (/* binding */ requiring)
/* harmony export */ });
/* unused harmony export limitsOf */
/* harmony import */ var _definition_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7346);
/* harmony import */ var _definition_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5658);
/* harmony import */ var _definition_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7441);
/* harmony import */ var _definition_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2939);
/* harmony import */ var _definition_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(1554);

/** The inputs that a group of settings backs, under the names of its keys. @param path of the group in the file */
function inputsOf(group, path = '') {
    const inputs = Object.entries(group).map(([key, setting]) => [key, inputOf(setting, `${path}${key}`)]);
    return Object.fromEntries(inputs);
}
function inputOf({ description, default: value }, setting) {
    return { description, setting, ...(value === undefined ? {} : { default: textOf(value) }) };
}
/** The form that a value has as an input: a list is one item per line. */
const textOf = (value) => typeof value === 'object' ? value.join('\n') : String(value);
/** The keys of `database` say nothing without it, so their inputs start with it. */
function databaseInputs() {
    const inputs = inputsOf(_definition_js__WEBPACK_IMPORTED_MODULE_0__/* .DATABASE_SETTINGS */ .O, 'database.');
    const named = Object.entries(inputs).map(([name, input]) => [`database-${name}`, input]);
    return Object.fromEntries(named);
}
/**
 * The inputs that override a setting, in the groups of the settings file. Actions take them from here, so that no name,
 * description or default is written twice.
 */
const SETTING_INPUTS = {
    connection: inputsOf(_definition_js__WEBPACK_IMPORTED_MODULE_1__/* .CONNECTION_SETTINGS */ .K),
    application: inputsOf(_definition_js__WEBPACK_IMPORTED_MODULE_1__/* .APPLICATION_SETTINGS */ .r),
    release: inputsOf(_definition_js__WEBPACK_IMPORTED_MODULE_2__/* .RELEASE_SETTINGS */ .Y),
    test: inputsOf(_definition_js__WEBPACK_IMPORTED_MODULE_3__/* .TEST_SETTINGS */ .Z, 'test.'),
    smoke: inputsOf(_definition_js__WEBPACK_IMPORTED_MODULE_3__/* .SMOKE_SETTINGS */ .Q, 'smoke.'),
    database: databaseInputs(),
    backup: inputsOf(_definition_js__WEBPACK_IMPORTED_MODULE_0__/* .BACKUP_SETTINGS */ .$, 'backup.'),
    telegram: inputsOf(_definition_js__WEBPACK_IMPORTED_MODULE_4__/* .TELEGRAM_SETTINGS */ .M, 'telegram.'),
};
/** What an input must be that has the form of a setting, for `input.text`. */
const formOf = ({ pattern, expected, }) => ({ pattern: new RegExp(pattern, 'u'), expected });
/** The limits of an input that is a number, for `input.number`. */
const limitsOf = ({ minimum, maximum, }) => ({ from: minimum, to: maximum });
/** Some of the inputs, by name. */
function pick(inputs, ...names) {
    return Object.fromEntries(names.map(name => [name, inputs[name]]));
}
/** The inputs, some of which the action cannot do without. */
function requiring(inputs, ...names) {
    const required = names.map(name => [name, { ...inputs[name], required: true }]);
    return { ...inputs, ...Object.fromEntries(required) };
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

/***/ 6982:
/***/ ((module) => {

module.exports = require("crypto");

/***/ }),

/***/ 2250:
/***/ ((module) => {

module.exports = require("dns");

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

/***/ 1421:
/***/ ((module) => {

module.exports = require("node:child_process");

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

/***/ 4708:
/***/ ((module) => {

module.exports = require("node:https");

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

/***/ 1708:
/***/ ((module) => {

module.exports = require("node:process");

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

/***/ 2203:
/***/ ((module) => {

module.exports = require("stream");

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

/***/ }),

/***/ 3106:
/***/ ((module) => {

module.exports = require("zlib");

/***/ }),

/***/ 8670:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Yz: () => (/* binding */ debug),
  N4: () => (/* binding */ endGroup),
  z3: () => (/* binding */ error),
  V4: () => (/* binding */ getInput),
  Gu: () => (/* binding */ getState),
  pq: () => (/* binding */ info),
  lm: () => (/* binding */ notice),
  LZ: () => (/* binding */ saveState),
  uH: () => (/* binding */ setOutput),
  Pq: () => (/* binding */ setSecret),
  Oh: () => (/* binding */ startGroup),
  $e: () => (/* binding */ warning)
});

// UNUSED EXPORTS: ExitCode, addPath, exportVariable, getBooleanInput, getIDToken, getMultilineInput, group, isDebug, markdownSummary, platform, setCommandEcho, setFailed, summary, toPlatformPath, toPosixPath, toWin32Path

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
const renamed_inputs_URL = { name: 'url' };
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
        'public-url': renamed_inputs_URL,
        'trial-seconds': { name: 'canary-seconds' },
        install: { name: 'allow-install' },
    },
    rollback: { ...CONNECTION, 'deploy-path': PATH, 'app-service': SERVICE, 'public-url': renamed_inputs_URL },
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

// EXTERNAL MODULE: ../packages/action/src/log/log.ts
var log = __nccwpck_require__(8752);
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
            log/* log */.Rm.error(`${action}: ${sentence(problem)}`, action);
        if (cause.cause instanceof Error)
            log/* log */.Rm.debug(cause.cause.stack ?? cause.cause.message);
        return;
    }
    const bug = cause instanceof Error ? cause : new Error(String(cause));
    for (const line of (bug.stack ?? bug.message).split('\n'))
        log/* log */.Rm.untrusted(line);
    log/* log */.Rm.error(`${action}: unexpected error, probably a defect of this action: ${bug.message}. The log has its stack.`, action);
}
function sentence(text) {
    return /[.!?)]$/.test(text) ? text : `${text}.`;
}

// EXTERNAL MODULE: ../packages/action/src/state.ts
var state = __nccwpck_require__(5798);
;// CONCATENATED MODULE: ../packages/action/src/cancellation.ts

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

// EXTERNAL MODULE: ../node_modules/.pnpm/@actions+core@3.0.1_patch_hash=46e34ea07757f16011764a56342c9c04340c223e7372393f7308827fc23a33a8/node_modules/@actions/core/lib/core.js + 3 modules
var core = __nccwpck_require__(8670);
// EXTERNAL MODULE: ../packages/action/src/log/secrets.ts
var secrets = __nccwpck_require__(39);
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
            (0,core/* setOutput */.uH)(name, String(value));
        else
            log/* log */.Rm.warning(`${problem}. It is left empty`);
    }
}
/**
 * Why a text cannot be handed on to other jobs, or nothing.
 * @param what the text is, for the message, which does not repeat it
 */
function outputProblem(what, text) {
    const source = (0,secrets/* secretIn */.u7)(text);
    return source === undefined
        ? undefined
        : `${what} contains the value of ${source}, and GitHub drops such outputs between jobs. Change that value, or pass it as a variable if it is no secret`;
}

// EXTERNAL MODULE: ../packages/remote/src/connection/connect.ts + 11 modules
var connect = __nccwpck_require__(1142);
// EXTERNAL MODULE: ../packages/settings/src/setting-inputs.ts
var setting_inputs = __nccwpck_require__(1488);
;// CONCATENATED MODULE: ../packages/remote/src/connection/connection-inputs.ts

/** The inputs of every action that connects to a server; `readTarget` reads them. */
const CONNECTION_INPUTS = {
    ...(0,setting_inputs/* requiring */.tR)(setting_inputs/* SETTING_INPUTS */.Fs.connection, 'server', 'host-key'),
    'ssh-key': { description: 'Private key of the user on the server.', required: true, secret: true },
    'ssh-key-passphrase': {
        description: 'Passphrase of the private key. Empty for a key without one.',
        secret: true,
    },
};

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ../packages/action/src/workflow-run.ts
var workflow_run = __nccwpck_require__(8042);
;// CONCATENATED MODULE: ../packages/action/src/inputs/input-values.ts


/** What the caller wrote, untrimmed; empty when it wrote nothing. */
const explicitInput = (name) => {
    const value = (0,core/* getInput */.V4)(name, { trimWhitespace: false });
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
    const { loadSettings } = await Promise.all(/* import() */[__nccwpck_require__.e(687), __nccwpck_require__.e(790)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5790));
    return await loadSettings(request);
}
/** What to read, or nothing when the action works from its inputs alone. */
function readRequest() {
    const path = explicitInput('settings').trim() || DEFAULT_SETTINGS_PATH;
    const environment = explicitInput('environment').trim();
    const token = explicitInput('github-token');
    if (token !== '')
        (0,secrets/* maskSecret */.$l)(token, 'input "github-token"');
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

;// CONCATENATED MODULE: ../packages/backup/src/store/bucket-inputs.ts

/** The bucket of the backups and its keys; `readBucketAccess` reads them. */
const BUCKET_INPUTS = {
    bucket: { description: 'S3 bucket of the backups (secret `AWS_S3_BUCKET`).' },
    'access-key-id': {
        description: 'Access key for the bucket (secret `AWS_ACCESS_KEY_ID`).',
        secret: true,
    },
    'secret-access-key': {
        description: 'Secret key for the bucket (secret `AWS_SECRET_ACCESS_KEY`).',
        secret: true,
    },
    'session-token': {
        description: 'Session token of temporary keys (secret `AWS_SESSION_TOKEN`).',
        secret: true,
    },
    ...(0,setting_inputs/* pick */.Up)(setting_inputs/* SETTING_INPUTS */.Fs.backup, 'region', 'endpoint', 'bucket-owner'),
};
/** The bucket and what separates the backups of one environment; `readStorage` reads them. */
const STORAGE_INPUTS = {
    ...BUCKET_INPUTS,
    ...(0,setting_inputs/* pick */.Up)(setting_inputs/* SETTING_INPUTS */.Fs.backup, 'prefix'),
};

;// CONCATENATED MODULE: ../packages/backup/src/inputs/engine-inputs.ts



const DATABASE_INPUTS = {
    ...setting_inputs/* SETTING_INPUTS */.Fs.database,
    ...(0,setting_inputs/* pick */.Up)(setting_inputs/* SETTING_INPUTS */.Fs.application, 'path', 'compose-file', 'env-file'),
    'database-url': {
        description: "A postgres URL as the database's own tools reach it, for a login with a password. Without it the local socket is used, which needs none.",
        secret: true,
    },
};
const ENCRYPTION_INPUTS = {
    ...(0,setting_inputs/* pick */.Up)(setting_inputs/* SETTING_INPUTS */.Fs.backup, 'encryption', 'kms-key', 'age-recipients'),
    'age-identity': {
        description: 'Private key of age (secret `AGE_IDENTITY`), for restores and drills of encrypted backups, and for `verify: 3`.',
        secret: true,
    },
};
/** The inputs that backing up and restoring share; `readEngineInputs` reads them. */
const ENGINE_INPUTS = {
    ...CONNECTION_INPUTS,
    ...DATABASE_INPUTS,
    ...(0,setting_inputs/* requiring */.tR)(STORAGE_INPUTS, 'bucket', 'access-key-id', 'secret-access-key'),
    ...ENCRYPTION_INPUTS,
    ...(0,setting_inputs/* pick */.Up)(setting_inputs/* SETTING_INPUTS */.Fs.backup, 'compression', 'timeout-minutes'),
    ...SETTINGS_FILE,
    environment: {
        ...SETTINGS_FILE.environment,
        required: true,
        description: 'Environment of the settings file that the action works on, such as `production`. It is the second part of the object keys.',
    },
};

;// CONCATENATED MODULE: ./pg-restore/src/definition.ts

const action = {
    name: 'PostgreSQL restore',
    description: 'Plans a restore of a backup, restores it in place of the live database, or tries it in a throwaway server.',
    post: true,
};
const inputs = {
    mode: {
        description: '`plan` reports what a restore would change, and changes nothing; `restore` replaces the live database; `drill` restores into a throwaway container and counts every row.',
        default: 'plan',
    },
    'backup-id': {
        description: 'Id of the backup. `restore` needs one; `plan` and `drill` default to `latest`.',
    },
    confirm: { description: 'Name of the database that `restore` replaces, typed by a user.' },
    ...ENGINE_INPUTS,
    'allow-other-server-reason': {
        description: 'Why a backup of another server, environment or database may be restored here.',
    },
    'skip-safety-backup-reason': {
        description: 'Why the present state is not backed up before a restore.',
    },
    'health-url': {
        description: 'URL on the server that returns 2xx when the application is healthy, such as `http://127.0.0.1:8001/health`. After a restore it decides whether to switch back.',
    },
};
const outputs = {
    'backup-id': { description: 'Id of the backup that was planned, restored or drilled.' },
    database: { description: 'Name of the database (`plan`, `restore`).' },
    'replaced-database': {
        description: 'Name that the replaced database has now; empty for a plan (`plan`, `restore`).',
    },
    'safety-backup-id': {
        description: 'Id of the backup of the present state; empty for none (`plan`, `restore`).',
    },
    'downtime-seconds': {
        description: 'Seconds in which the database accepted no connections (`plan`, `restore`).',
    },
    'verified-level': { description: 'Level that the backup was verified at (`drill`).' },
    rows: { description: 'Number of rows that were compared with the manifest (`drill`).' },
    'duration-seconds': { description: 'Duration of the drill in seconds (`drill`).' },
};

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
            (0,secrets/* maskSecret */.$l)(value, `input "${name}"`);
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

// EXTERNAL MODULE: ../packages/backup/src/catalogue/keys.ts
var keys = __nccwpck_require__(685);
// EXTERNAL MODULE: ../packages/deployment/src/application.ts
var application = __nccwpck_require__(5508);
;// CONCATENATED MODULE: ../packages/action/src/inputs/endpoint.ts
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

;// CONCATENATED MODULE: ../packages/backup/src/store/storage.ts

/** Reads `bucket`, `region`, `endpoint`, `access-key-id`, `secret-access-key`, `session-token` and `bucket-owner`. */
function readBucketAccess(input, { required }) {
    const defined = (variable) => ({
        required,
        hint: `Define ${variable} and pass it by name from the caller`,
    });
    return {
        // A name, which may be that of the repository and so a part of every key.
        bucket: input.text('bucket', defined('AWS_S3_BUCKET')),
        region: input.text('region'),
        endpoint: readEndpoint(input, 'endpoint', { required: false, sent: 'backups travel' }),
        accessKeyId: input.secret('access-key-id', defined('AWS_ACCESS_KEY_ID')),
        secretAccessKey: input.secret('secret-access-key', defined('AWS_SECRET_ACCESS_KEY')),
        sessionToken: input.secret('session-token', { required: false }),
        owner: input.text('bucket-owner', {
            required: false,
            pattern: /^\d{12}$/,
            expected: 'an account id of 12 digits',
        }),
    };
}
/** Reads a bucket, and `prefix` and `environment`, which separate its backups from all others. */
function readStorage(input) {
    return {
        ...readBucketAccess(input, { required: true }),
        prefix: readPrefix(input),
        environment: input.text('environment', {
            pattern: /^[a-z][a-z0-9-]*$/,
            expected: 'the name of an environment',
        }),
    };
}
/** The prefix ends up in front of every key that is ever deleted, so it is never empty. */
function readPrefix(input) {
    const given = input.text('prefix', { required: false });
    const prefix = given.replace(/\/+$/, '');
    if (!/^[A-Za-z0-9](?!.*(\/\/|\.\.))[A-Za-z0-9._/-]*$/.test(prefix)) {
        input.problem(`input "prefix" must not be empty or start with "/": it separates these backups from everything else in the bucket. Use letters, digits, ".", "_", "-" and "/", got "${given}"`);
    }
    return prefix;
}

;// CONCATENATED MODULE: ../packages/backup/src/inputs/database-url.ts

/** User, host, port and database may not contain what ends them; the password may contain anything, even unencoded. */
const URL_FORM = /^postgres(?:ql)?(?:\+\w+)?:\/\/([^:@/?#\s]+)(?::(.*))?@(\[[0-9a-fA-F:]+\]|[^:@/?#\s]+)(?::(\d{1,5}))?\/([^/?#\s]+)(?:\?\S*)?$/;
/** The parts of a postgres URL, or nothing when it is none. The password is masked, as it stands and decoded. */
function parseDatabaseUrl(url) {
    const [, user, password = '', host, port = '5432', database] = URL_FORM.exec(url.trim()) ?? [];
    if (!user || !host || !database || Number(port) > 65535)
        return undefined;
    const plain = decoded(password);
    // A password that is the name of the user or the database is no secret, and its mask would hide that name everywhere.
    for (const secret of [password, plain])
        if (!['', user, database].includes(secret))
            (0,secrets/* maskSecret */.$l)(secret, 'input "database-url"');
    return {
        user: decoded(user),
        password: plain,
        host: host.replace(/^\[|\]$/g, ''),
        port,
        database: decoded(database),
    };
}
/** A lone % is a percent sign of somebody who did not encode. */
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}

;// CONCATENATED MODULE: ../packages/backup/src/inputs/encryption.ts

/** Bech32 as the age format has it: C2SP, age.md, "The X25519 recipient type". */
const RECIPIENT = /^age1[02-9ac-hj-np-z]{58}$/;
const IDENTITY = /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/;
/** Reads `encryption`, `kms-key`, `age-recipients` and `age-identity`. */
function readEncryption(input, work) {
    const encryption = input.choice('encryption', ['sse-s3', 'sse-kms', 'age', 'none']);
    const recipients = input.lines('age-recipients');
    const identity = input.secret('age-identity', { required: false }).trim();
    if (identity !== '')
        (0,secrets/* maskSecret */.$l)(identity, 'input "age-identity"');
    if (identity !== '' && !IDENTITY.test(identity))
        input.problem('input "age-identity" is not the private key of age (one line, AGE-SECRET-KEY-1…)');
    for (const recipient of recipients) {
        // Whoever pastes the private key here by mistake must not see it in the log.
        if (/secret/i.test(recipient))
            input.problem('input "age-recipients" holds a private key; a public one starts with age1');
        else if (!RECIPIENT.test(recipient))
            input.problem(`input "age-recipients": "${recipient}" is not a public key of age`);
    }
    if (encryption === 'age' && work === 'backup')
        checkRecipients(input, recipients);
    return { mode: encryption, key: input.text('kms-key', { required: false }), recipients, identity };
}
function checkRecipients(input, recipients) {
    if (recipients.length === 0)
        input.problem('input "age-recipients" is required because "encryption" is age');
    if (new Set(recipients).size === 1)
        log/* log */.Rm.warning('Only one age recipient: when its private key is lost, no backup can be read. Add a second one that is kept offline.', 'pg-backup');
}

;// CONCATENATED MODULE: ../packages/backup/src/inputs/read-engine-inputs.ts




/** Reads the inputs that backing up and restoring share. */
function readEngineInputs(input, work) {
    return {
        source: readSource(input),
        login: readLogin(input),
        storage: readStorage(input),
        encryption: readEncryption(input, work),
        timeout: input.number('timeout-minutes', { from: 1, to: 1440 }) * 60,
    };
}
/** Reads what `pg_dump -Z` gets. */
function readCompression(input) {
    return input.text('compression', {
        required: false,
        pattern: /^(\d|(gzip|lz4|zstd)(:\d{1,2})?|none)$/,
        expected: 'a compression of pg_dump, such as 2, gzip:2, lz4 or zstd:1',
    });
}
const NAME = { required: false, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/ };
function readSource(input) {
    const kind = input.choice('database-source', ['compose', 'container', 'host']);
    const service = input.text('database-service', { ...NAME, expected: 'the name of a service' });
    const container = input.text('database-container', { ...NAME, expected: 'the name of a container' });
    if (kind === 'host')
        return { kind };
    if (kind === 'compose')
        return { kind, project: (0,application/* readProject */.Wh)(input), service };
    if (container === '')
        input.problem('input "database-container" is required because "database-source" is container');
    return { kind, container };
}
function readLogin(input) {
    const name = { required: false, pattern: /^(?!.*(=|:\/\/))[^\s'"]{1,63}$/ };
    const login = {
        database: input.text('database-name', { ...name, expected: 'the name of a database' }),
        user: input.text('database-user', { ...name, expected: 'the name of a role' }),
    };
    const url = input.secret('database-url', { required: false });
    if (url === '')
        return { ...login, host: '', port: '', password: '' };
    const parsed = parseDatabaseUrl(url);
    if (!parsed) {
        input.problem('input "database-url" is not a valid postgres URL. It has the form postgres://user:password@host:5432/database, special characters percent-encoded');
        return { ...login, host: '', port: '', password: '' };
    }
    for (const [name, part] of [
        ['database-name', 'database'],
        ['database-user', 'user'],
    ])
        if (login[part] !== '' && login[part] !== parsed[part])
            input.problem(`input "${name}" is "${login[part]}", and "database-url" has "${parsed[part]}". Correct one of them`);
    return parsed;
}

// EXTERNAL MODULE: ../packages/host-keys/src/server-text.ts
var server_text = __nccwpck_require__(4493);
// EXTERNAL MODULE: ../packages/host-keys/src/host-key-problems.ts
var host_key_problems = __nccwpck_require__(4351);
// EXTERNAL MODULE: ../packages/host-keys/src/address.ts
var address = __nccwpck_require__(6052);
;// CONCATENATED MODULE: ../packages/remote/src/host-keys/read-pinning.ts

/**
 * Reads how the host keys of servers are pinned.
 * @param servers the server itself, and the one that it is reached through
 */
function readPinning(input, servers) {
    const pinning = (0,host_key_problems/* hostKeyLines */.tg)(input.block('host-key'));
    const problem = (0,host_key_problems/* hostKeyProblem */.zn)(pinning, servers.length);
    if (problem !== undefined)
        input.problem(`input "host-key" ${problem}`);
    else if (pinning.fingerprints.length === 0)
        checkPinned(input, pinning.knownHosts, servers);
    return pinning;
}
function checkPinned(input, lines, servers) {
    for (const { host, port } of servers) {
        const scan = `"ssh-keyscan -p ${port || 22} ${host || 'HOST'}"`;
        if (lines.length === 0) {
            input.problem(`host key of ${(0,address/* addressText */.G)({ host: host || 'the server', port: port || 22 })} is not pinned. Set "host-key" to what ${scan} prints on a machine you trust, after comparing it with the server's own key, or to that key's fingerprint`);
        }
        else if (host !== '') {
            const why = (0,host_key_problems/* unpinnedProblem */.$E)(lines, { host, port });
            if (why)
                input.problem(`input "host-key" ${why}. Add what ${scan} prints, after comparing it`);
        }
    }
}

// EXTERNAL MODULE: ../packages/remote/src/http/http.ts
var http = __nccwpck_require__(1894);
// EXTERNAL MODULE: ../packages/remote/src/connection/private-key.ts
var private_key = __nccwpck_require__(8345);
;// CONCATENATED MODULE: ../packages/remote/src/connection/target.ts





/** Reads the inputs about the server and the key, which every action that connects has. */
function readTarget(input) {
    const server = readServer(input);
    const jump = readJump(input, server.user);
    const pinning = readPinning(input, jump ? [server, jump] : [server]);
    return { ...server, ...readKey(input), ...pinning, ...(jump ? { jump } : {}) };
}
/** Stands for a server that the inputs do not name, which is a problem by then. */
const UNKNOWN = { host: '', port: 0, user: '' };
function readServer(input) {
    const text = input.text('server', { hint: 'Set it to user@host or user@host:port' });
    if (text === '')
        return UNKNOWN;
    const server = (0,server_text/* parseServer */.l)(text);
    if (server && server.user !== '')
        return server;
    const expected = 'user@host or user@host:port, an IPv6 address in brackets';
    input.problem(`input "server" is not a server (${expected})${seenText(text)}`);
    return UNKNOWN;
}
/** @param user on the jump host where the input names none */
function readJump(input, user) {
    const text = input.text('jump', { required: false });
    if (text === '')
        return undefined;
    const jump = (0,server_text/* parseServer */.l)(text);
    if (jump)
        return { ...jump, user: jump.user || user };
    input.problem(`input "jump" is not a server ([user@]host[:port], an IPv6 address in brackets)${seenText(text)}`);
    return undefined;
}
function readKey(input) {
    const pasted = input.secret('ssh-key', {
        hint: 'Define the secret (PROD_SSH_KEY or STAGING_SSH_KEY) and pass it by name from the caller',
    });
    // A file or a form adds a newline, which no passphrase has.
    const passphrase = input.secret('ssh-key-passphrase', { required: false }).replace(/\r?\n$/, '');
    if (pasted === '')
        return { privateKey: '', passphrase };
    const privateKey = (0,private_key/* normaliseKey */.ay)(pasted);
    (0,secrets/* maskSecret */.$l)(privateKey, 'input "ssh-key"');
    if (privateKey !== pasted)
        log/* log */.Rm.debug('input "ssh-key" was not as ssh-keygen writes it, and was made readable');
    const problem = (0,private_key/* keyProblem */.dD)(privateKey, passphrase);
    if (problem)
        input.problem(`input "ssh-key" ${problem}`);
    return { privateKey, passphrase };
}
/** Reads an input with an absolute http or https URL. */
function readHttpUrl(input, name, options = {}) {
    const url = input.text(name, options);
    if (url !== '' && !(0,http/* isHttpUrl */.q$)(url))
        input.problem(`input "${name}" is not an http(s) URL without user and password${seenText(url)}`);
    return url;
}

;// CONCATENATED MODULE: ./pg-restore/src/inputs.ts






async function readRestoreInputs() {
    return readInputs(inputs, await settingInputs(), input => {
        const mode = input.choice('mode', ['plan', 'restore', 'drill']);
        const engine = readEngineInputs(input, 'other');
        if (mode === 'drill' && engine.source.kind === 'host')
            input.problem('input "mode" is drill, which needs a container to restore the backup in, and "database-source" is host. Restore it on another server as RESTORE.txt next to the backup shows');
        return {
            mode,
            target: readTarget(input),
            ...engine,
            compression: readCompression(input),
            ...readChoice(input, mode),
            allowOtherServerReason: input.text('allow-other-server-reason', { required: false }),
            skipSafetyBackupReason: input.text('skip-safety-backup-reason', { required: false }),
            healthUrl: readHttpUrl(input, 'health-url', { required: false }),
        };
    });
}
/** Which backup, and the confirmation that it may replace the database. */
function readChoice(input, mode) {
    const backupId = input.text('backup-id', { required: mode === 'restore' }) || 'latest';
    const confirm = input.text('confirm', {
        required: mode === 'restore',
        hint: 'It is the name of the database that is replaced; run with "mode: plan" to see it',
    });
    if (backupId !== 'latest' && !(0,keys/* isBackupId */["if"])(backupId))
        input.problem(`input "backup-id" is neither the id of a backup nor latest, got "${backupId}"`);
    if (mode === 'restore' && input.block('backup-id') === 'latest')
        input.problem('input "backup-id" must name the backup to restore; run with "mode: plan" to see which is the latest');
    if (mode !== 'restore' && confirm !== '')
        input.problem(`input "confirm" is for "mode: restore", and "mode" is ${mode}`);
    return { backupId, confirm };
}

;// CONCATENATED MODULE: ./pg-restore/src/main.ts




void run('pg-restore', async () => {
    const post = (0,state/* isPostStep */.pq)();
    const signal = cancellation();
    const { perform, cleanUpAfter } = await Promise.all(/* import() */[__nccwpck_require__.e(697), __nccwpck_require__.e(777)]).then(__nccwpck_require__.bind(__nccwpck_require__, 1777));
    if (post)
        return cleanUpAfter(readRestoreInputs);
    const inputs = await readRestoreInputs();
    const remote = await (0,connect/* connect */.N)(inputs.target);
    try {
        setOutputs(outputs, await perform(inputs, { remote, signal }));
    }
    finally {
        remote.close();
    }
});

module.exports = __webpack_exports__;
/******/ })()
;