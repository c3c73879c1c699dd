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

/***/ 6609:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ log)
/* harmony export */ });
/* unused harmony export inert */
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7975);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_util__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3492);
/* harmony import */ var _secrets_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(2434);



/**
 * A line from outside (a server, a container, a test) that can issue no workflow command and move no cursor.
 * The runner takes `::` at the start of a line, blanks skipped, and `##[` anywhere in it as a command
 * (actions/runner, src/Runner.Common/ActionCommand.cs), so the line gets a margin and `##[` a gap.
 */
function inert(line) {
    const printable = (0,node_util__WEBPACK_IMPORTED_MODULE_0__.stripVTControlCharacters)(line).replace(/(?!\t)\p{Cc}/gu, '');
    return `| ${printable.replaceAll('##[', '## [')}`;
}
/** The action's own words. Secrets are removed before anything is written. */
const log = {
    info: (text) => (0,_actions_core__WEBPACK_IMPORTED_MODULE_1__/* .info */ .pq)((0,_secrets_js__WEBPACK_IMPORTED_MODULE_2__/* .redact */ .E)(text)),
    debug: (text) => (0,_actions_core__WEBPACK_IMPORTED_MODULE_1__/* .debug */ .Yz)((0,_secrets_js__WEBPACK_IMPORTED_MODULE_2__/* .redact */ .E)(text)),
    warning: (text, title) => (0,_actions_core__WEBPACK_IMPORTED_MODULE_1__/* .warning */ .$e)((0,_secrets_js__WEBPACK_IMPORTED_MODULE_2__/* .redact */ .E)(text), title ? { title } : {}),
    notice: (text, title) => (0,_actions_core__WEBPACK_IMPORTED_MODULE_1__/* .notice */ .lm)((0,_secrets_js__WEBPACK_IMPORTED_MODULE_2__/* .redact */ .E)(text), title ? { title } : {}),
    /** A line that somebody else wrote. */
    foreign: (line) => (0,_actions_core__WEBPACK_IMPORTED_MODULE_1__/* .info */ .pq)((0,_secrets_js__WEBPACK_IMPORTED_MODULE_2__/* .redact */ .E)(inert(line))),
    /** Runs the work inside a foldable group of the log. */
    async group(title, work) {
        (0,_actions_core__WEBPACK_IMPORTED_MODULE_1__/* .startGroup */ .Oh)((0,_secrets_js__WEBPACK_IMPORTED_MODULE_2__/* .redact */ .E)(title.replaceAll('##[', '## [')));
        try {
            return await work();
        }
        finally {
            (0,_actions_core__WEBPACK_IMPORTED_MODULE_1__/* .endGroup */ .N4)();
        }
    },
};


/***/ }),

/***/ 2434:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ maskSecret),
/* harmony export */   E: () => (/* binding */ redact)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3492);

const secrets = new Set();
/**
 * Hides a value, and the forms it is likely to appear in, from everything this process prints.
 * The runner masks the log by itself once it knows the value; summaries, messages and files do not pass
 * the runner, so `redact` stands in front of those.
 */
function maskSecret(value) {
    for (const form of appearances(value)) {
        if (secrets.has(form))
            continue;
        secrets.add(form);
        (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .setSecret */ .Pq)(form);
    }
}
/** The text with every known secret replaced by `***`. */
function redact(text) {
    let clean = text;
    for (const secret of [...secrets].sort((a, b) => b.length - a.length))
        clean = clean.replaceAll(secret, '***');
    return clean;
}
/** A line shorter than this is no secret: masking it would blank out ordinary text. */
const SHORTEST_LINE = 6;
function appearances(value) {
    const whole = value.trim();
    if (whole === '')
        return [];
    const lines = whole.split(/\r?\n/).map(line => line.trim());
    const parts = [whole, ...lines.filter(line => line.length >= SHORTEST_LINE)];
    return parts.flatMap(part => [
        part,
        encodeURIComponent(part),
        Buffer.from(part).toString('base64'),
        JSON.stringify(part).slice(1, -1),
    ]);
}


/***/ }),

/***/ 7302:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ keepForPost),
/* harmony export */   z: () => (/* binding */ keptByMain)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3492);

/** Keeps a fact for the post step of the same action, which runs even when this process was killed. */
function keepForPost(name, value) {
    (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .saveState */ .LZ)(name, value);
}
/** What the main step kept, or empty. */
function keptByMain(name) {
    return (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .getState */ .Gu)(name);
}


/***/ }),

/***/ 4714:
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

/***/ 1619:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $T: () => (/* binding */ idOfData),
/* harmony export */   F1: () => (/* binding */ backupKeys),
/* harmony export */   aC: () => (/* binding */ idOfManifest),
/* harmony export */   "if": () => (/* binding */ isBackupId),
/* harmony export */   sh: () => (/* binding */ isPlainName)
/* harmony export */ });
/* unused harmony export isManifestKey */
function backupKeys({ prefix, environment }, database) {
    const root = `${prefix}/v1/${environment}/${database}`;
    return {
        catalogue: `${root}/catalog/`,
        data: `${root}/data/`,
        canary: `${root}/canary`,
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
/** A database name that can stand in a key as it is; others would need an encoding that nobody can read back. */
function isPlainName(database) {
    return /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}$/.test(database);
}


/***/ }),

/***/ 6980:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Wh: () => (/* binding */ readProject),
/* harmony export */   ys: () => (/* binding */ absolute)
/* harmony export */ });
/* unused harmony export readApplication */
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);



const ABSOLUTE = /^\/(?!.*(^|\/)\.\.(\/|$))[A-Za-z0-9._/-]+$/;
const RELATIVE = /^(?!\/)(?!.*(^|\/)\.\.(\/|$))[A-Za-z0-9._][A-Za-z0-9._/-]*$/;
const ABSOLUTE_PATH = { pattern: ABSOLUTE, expected: 'an absolute path without ".."' };
const RELATIVE_PATH = { pattern: RELATIVE, expected: 'a path relative to "deploy-path" without ".."' };
/** Reads the inputs `deploy-path`, `compose-file` and `env-file`. */
function readProject(input) {
    return {
        path: input.text('deploy-path', ABSOLUTE_PATH).replace(/\/+$/, ''),
        composeFile: input.text('compose-file', RELATIVE_PATH),
        envFile: input.text('env-file', RELATIVE_PATH),
    };
}
/** Reads the inputs that the actions with traffic share: those of the project, the app service and its slots. */
function readApplication(input) {
    const application = {
        ...readProject(input),
        appService: readAppService(input),
        slotDirectory: input.text('slot-directory', { ...ABSOLUTE_PATH, required: false }),
        proxy: input.choice('proxy', ['auto', ...PROXY_KINDS]),
        healthPath: input.text('health-path', { pattern: /^\/\S*$/, expected: 'a path such as /health' }),
    };
    if (application.proxy === 'slot-file' && application.slotDirectory === '')
        input.problem('input "slot-directory" is required because "proxy" is slot-file');
    return application;
}
function readAppService(input) {
    const names = input
        .lines('app-service')
        .flatMap(line => line.split(','))
        .map(name => name.trim());
    const wrong = names.find(name => !/^[a-zA-Z0-9._{}-]+$/.test(name));
    if (names.length === 0)
        input.problem('input "app-service" is required but empty');
    if (wrong !== undefined)
        input.problem(`input "app-service" is not a service name, got "${wrong}"`);
    else if (names.length > 1 && !names.every(hasSlots))
        input.problem(`input "app-service" names several services, so each must contain {slot}, got "${names}"`);
    return names.join(',');
}
/** A file of the project as an absolute path on the server. */
function absolute(project, relative) {
    return node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join(project.path, relative);
}


/***/ }),

/***/ 6494:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  N: () => (/* binding */ connect)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __nccwpck_require__(8500);
// EXTERNAL MODULE: ../../packages/action/src/errors.ts
var errors = __nccwpck_require__(628);
// EXTERNAL MODULE: ../../packages/action/src/log.ts
var log = __nccwpck_require__(6609);
// EXTERNAL MODULE: ../../packages/remote/src/known-hosts.ts
var known_hosts = __nccwpck_require__(6982);
;// CONCATENATED MODULE: ../../packages/remote/src/http.ts
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
 * Sends one request over an open byte stream. Redirects are answers of their own, certificates are verified, and an
 * answer that is not complete in time is an error.
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
    const stream = secure ? await encrypt(socket, request.headers?.Host ?? url.host) : asSocket(socket);
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
/** @param site the name or address that the certificate has to be for, with or without a port */
async function encrypt(socket, site) {
    const [tls, { isIP }] = await Promise.all([Promise.resolve(/* import() */).then(__nccwpck_require__.t.bind(__nccwpck_require__, 1692, 23)), Promise.resolve(/* import() */).then(__nccwpck_require__.t.bind(__nccwpck_require__, 7030, 23))]);
    const host = new URL(`https://${site}`).hostname.replace(/^\[|\]$/g, '');
    // A certificate is asked for by name only (RFC 6066, section 3), but checked for addresses too.
    return tls.connect({ socket, host, servername: isIP(host) ? '' : host });
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

;// CONCATENATED MODULE: ../../packages/remote/src/kept-connection.ts

const ENDED = 'the connection was ended by the other side';
/** Keeps an open byte stream for requests to one site. */
async function keep(socket, site) {
    const { protocol, hostname } = new URL(site.url);
    const secure = protocol === 'https:';
    const stream = secure ? await encrypt(socket, site.headers?.Host ?? hostname) : asSocket(socket);
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
                resolve(read(answer));
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

;// CONCATENATED MODULE: external "node:string_decoder"
const external_node_string_decoder_namespaceObject = require("node:string_decoder");
;// CONCATENATED MODULE: ../../packages/remote/src/lines.ts

/** A line longer than this is handed on in pieces. */
const LONGEST_LINE = 16 * 1024;
/** Cuts bytes that come in any pieces into lines; invalid UTF-8 becomes U+FFFD. */
function lineSplitter(onLine) {
    const decoder = new external_node_string_decoder_namespaceObject.StringDecoder('utf8');
    let rest = '';
    return {
        take(part) {
            const lines = (rest + decoder.write(part)).split(/\r?\n|\r/);
            rest = lines.pop() ?? '';
            for (const line of lines)
                onLine(line);
            if (rest.length > LONGEST_LINE) {
                onLine(rest);
                rest = '';
            }
        },
        flush() {
            rest += decoder.end();
            if (rest !== '')
                onLine(rest);
            rest = '';
        },
    };
}

// EXTERNAL MODULE: ../../packages/remote/src/quote.ts
var quote = __nccwpck_require__(903);
;// CONCATENATED MODULE: ../../packages/remote/src/remote.ts

/** A command on the server that failed. */
class RemoteCommandError extends errors/* UserError */.y {
    code;
    stdout;
    stderr;
    constructor(server, command, end, stdout) {
        // Never the standard output: it may be an env file or an interpolated compose file.
        const lastWords = end.stderr.trim().split('\n').slice(-3).join(' ').slice(-600);
        const how = end.code !== undefined
            ? `failed with exit code ${end.code}`
            : end.signal
                ? `was ended by ${end.signal}`
                : 'was cut off: the connection was lost';
        super(`"${shortName(command)}" on ${server} ${how}: ${lastWords || 'it printed no error'}`);
        this.code = end.code;
        this.stdout = stdout;
        this.stderr = end.stderr;
    }
}
/** Enough of a command to know it again, without the values in it. */
function shortName(command) {
    const words = command.filter(word => !/^[A-Z_]+=/.test(word) && word !== 'env');
    if (words[0] === 'sh')
        return words[3] ?? 'sh';
    return words.slice(0, words[0] === 'docker' ? 3 : 2).join(' ');
}

;// CONCATENATED MODULE: ../../packages/remote/src/ssh-remote.ts






/** More output than this is not kept; the lines still reach `onLine`. */
const LONGEST_OUTPUT = 8 * 1024 * 1024;
/** A `Remote` over an open SSH connection. */
function sshRemote(client, name) {
    // Without a listener, a reset after the hand-shake would end the process before any clean-up.
    client.on('error', () => { });
    client.setMaxListeners(0);
    return {
        name,
        run: (command, options = {}) => run(client, name, command, options),
        stream: command => ssh_remote_open(client, name, command, channel => {
            const stderr = [];
            channel.stderr.on('data', (part) => stderr.push(part.toString('utf8')));
            channel.on('error', () => { });
            const finished = ended(client, channel, () => stderr.join('').slice(-4000));
            return {
                input: channel,
                output: channel,
                finished,
                end: () => channel.end(),
                abort: () => channel.close(),
            };
        }),
        request: async (request) => {
            const channel = await forward(client, request);
            try {
                return await ask(request, channel);
            }
            finally {
                channel.destroy();
            }
        },
        keep: async (site) => keep(await forward(client, site), site),
        close: () => client.end(),
    };
}
async function run(client, name, command, options) {
    const { stdout, stderr, finished } = await ssh_remote_open(client, name, command, channel => {
        const stdout = collector(options.onLine);
        const stderr = collector(options.onLine);
        channel.on('data', stdout.take);
        channel.stderr.on('data', stderr.take);
        const finished = ended(client, channel, stderr.text);
        send(channel, options.input);
        return { stdout, stderr, finished };
    });
    const end = await finished;
    stdout.flush();
    stderr.flush();
    if (end.code === undefined || (end.code !== 0 && !options.allowFailure)) {
        throw new RemoteCommandError(name, command, end, stdout.text());
    }
    return { code: end.code, stdout: stdout.text(), stderr: end.stderr };
}
/**
 * Starts a command. The listeners are set in the callback itself: a short command's exit status may be in the same
 * packet as the answer that it was started, and would be over before a promise continues.
 */
function ssh_remote_open(client, name, command, listen) {
    return new Promise((resolve, reject) => {
        const refused = (cause) => reject(new errors/* UserError */.y(`${name} opened no session: ${cause.message}`, { cause }));
        // A connection that is lost while it opens a session calls nobody back.
        client.once('close', () => refused(new Error('the connection was lost')));
        try {
            client.exec((0,quote/* quoteAll */._)(command), (error, channel) => (error ? refused(error) : resolve(listen(channel))));
        }
        catch (cause) {
            refused(cause);
        }
    });
}
/**
 * The exit status comes before or after the end of the output; only `close` is the end of both. When the connection is
 * lost after the status and before the last of the output, the status says nothing about what has arrived.
 */
function ended(client, channel, stderr) {
    let code;
    let signal;
    let lost = false;
    client.once('close', () => {
        lost = true;
    });
    channel.on('exit', (status, name) => {
        code = status ?? undefined;
        signal = name ?? undefined;
    });
    return new Promise(resolve => channel.on('close', () => resolve({ code: lost ? undefined : code, signal, stderr: stderr() })));
}
function send(channel, input) {
    channel.on('error', () => { });
    if (input === undefined)
        channel.end();
    else if (typeof input === 'string' || Buffer.isBuffer(input))
        channel.end(input);
    else {
        input.on('error', () => channel.close());
        input.pipe(channel);
    }
}
function collector(onLine) {
    const parts = [];
    let length = 0;
    const lines = onLine ? lineSplitter(onLine) : undefined;
    return {
        take(part) {
            lines?.take(part);
            if (length < LONGEST_OUTPUT)
                parts.push(part);
            length += part.length;
        },
        flush: () => lines?.flush(),
        text: () => Buffer.concat(parts).toString('utf8'),
    };
}
function forward(client, request) {
    const { host, port } = endpoint(request.url);
    return new Promise((resolve, reject) => {
        client.forwardOut('127.0.0.1', 0, host, port, (error, opened) => {
            if (error)
                reject(new Error(`connection to ${new URL(request.url).host} on the server refused: ${error.message}`, {
                    cause: error,
                }));
            else
                resolve(opened);
        });
    });
}

;// CONCATENATED MODULE: ../../packages/remote/src/connect.ts




const TRIES = 3;
const CONNECT_TIMEOUT = 20_000;
const KEEP_ALIVE = { keepaliveInterval: 10_000, keepaliveCountMax: 3 };
/**
 * Connects to a server whose host key is pinned. Only the connecting is tried again; a command never runs twice.
 * @throws UserError naming what stopped it: address, host key, or login
 */
async function connect(target) {
    const started = Date.now();
    for (let attempt = 1;; attempt++) {
        try {
            const ssh = await connect_open(target);
            const client = ssh.connection;
            if (client === null)
                throw new Error('connected without a connection');
            // Otherwise every small packet waits for the answer to the one before, which the other side holds back for 40 ms
            // (RFC 896 against RFC 1122, 4.2.3.2).
            client.setNoDelay(true);
            return sshRemote(client, `${target.user}@${target.host}`);
        }
        catch (cause) {
            if (cause instanceof errors/* UserError */.y)
                throw cause;
            const why = unreachable(cause);
            if (why === undefined)
                throw refused(target, cause);
            if (attempt === TRIES) {
                const seconds = Math.round((Date.now() - started) / 1000);
                const where = `${target.host}:${target.port}`;
                throw new errors/* UserError */.y(`cannot reach ${where} (${why}) after ${TRIES} tries in ${seconds} s`, { cause });
            }
            log/* log */.R.info(`${target.host}:${target.port}: ${why}; trying again`);
            await (0,promises_.setTimeout)(attempt * 2000);
        }
    }
}
async function connect_open(target) {
    const { NodeSSH } = await __nccwpck_require__.e(/* import() */ 906).then(__nccwpck_require__.bind(__nccwpck_require__, 9906));
    const pinned = (0,known_hosts/* pinnedKeys */.l7)(target.knownHosts, target.host, target.port);
    let offered = '';
    const ssh = new NodeSSH();
    try {
        return await ssh.connect({
            host: target.host,
            port: target.port,
            username: target.user,
            privateKey: target.privateKey,
            readyTimeout: CONNECT_TIMEOUT,
            ...KEEP_ALIVE,
            algorithms: { serverHostKey: (0,known_hosts/* hostKeyAlgorithms */.Qb)(pinned) },
            hostVerifier: (key) => {
                offered = key.toString('base64');
                return pinned.some(known => known.key === offered);
            },
        });
    }
    catch (cause) {
        if (offered !== '' && !pinned.some(known => known.key === offered)) {
            const expected = pinned.map(known => (0,known_hosts/* fingerprint */.Rj)(known.key)).join(' or ');
            throw new errors/* UserError */.y(`host key mismatch for ${target.host}:${target.port}: expected ${expected}, server offered ${(0,known_hosts/* fingerprint */.Rj)(offered)}. Possible attack or re-installed server; nothing was run`, { cause });
        }
        throw cause;
    }
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
function unreachable(cause) {
    const { code, message } = cause;
    if (/timed out while waiting for handshake/i.test(message))
        return 'no SSH answer';
    if (/connection lost before handshake/i.test(message))
        return 'closed before the handshake';
    return code ? UNREACHABLE[code] : undefined;
}
function refused(target, cause) {
    const { message } = cause;
    const who = `${target.user}@${target.host}`;
    if (/authentication methods failed/i.test(message)) {
        return new errors/* UserError */.y(`server refused the key for ${who} (public key denied). Is it in authorized_keys?`, {
            cause,
        });
    }
    if (/encrypted.*passphrase|passphrase/i.test(message)) {
        return new errors/* UserError */.y('the key is protected by a passphrase. Use a deploy key without one', { cause });
    }
    if (/parse privateKey|key format/i.test(message)) {
        return new errors/* UserError */.y('the key could not be read (not a valid OpenSSH or PEM private key)', { cause });
    }
    if (/host key algorithm|no matching host key/i.test(message)) {
        return new errors/* UserError */.y(`${target.host}:${target.port} has no host key of a pinned type. Pin the key that it has`, { cause });
    }
    return new errors/* UserError */.y(`SSH connection to ${who} failed: ${message}`, { cause });
}


/***/ }),

/***/ 6982:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Qb: () => (/* binding */ hostKeyAlgorithms),
/* harmony export */   Rj: () => (/* binding */ fingerprint),
/* harmony export */   l7: () => (/* binding */ pinnedKeys),
/* harmony export */   on: () => (/* binding */ knownHostsName)
/* harmony export */ });
/** Loaded when the first key is compared: `node:crypto` costs a fifth of the start of an action. */
const crypto = () => process.getBuiltinModule('node:crypto');
/** The name of a server in known_hosts: `host` for port 22, `[host]:port` otherwise (sshd(8)). */
function knownHostsName(host, port) {
    return port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`;
}
/** The keys that known_hosts lines pin for a server; plain and hashed names, without wildcards. */
function pinnedKeys(lines, host, port) {
    const wanted = knownHostsName(host, port);
    return lines.flatMap(line => {
        const [names, type, key] = line.split(/\s+/);
        if (!names || !type || !key || names.startsWith('@'))
            return [];
        return names.split(',').some(name => sameName(name, wanted)) ? [{ type, key }] : [];
    });
}
/** The fingerprint as `ssh-keygen -l` prints it. */
function fingerprint(key) {
    return `SHA256:${crypto().createHash('sha256').update(Buffer.from(key, 'base64')).digest('base64').replace(/=+$/, '')}`;
}
/** Signature algorithms for the pinned keys only, so that the server offers a key that we can check. */
function hostKeyAlgorithms(keys) {
    return [
        ...new Set(keys.flatMap(({ type }) => (type === 'ssh-rsa' ? ['rsa-sha2-512', 'rsa-sha2-256'] : [type]))),
    ];
}
function sameName(name, wanted) {
    const [, kind, salt, hash] = name.split('|');
    if (kind !== '1' || !salt || !hash)
        return name.toLowerCase() === wanted;
    return crypto().createHmac('sha1', Buffer.from(salt, 'base64')).update(wanted).digest('base64') === hash;
}


/***/ }),

/***/ 903:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ quoteAll)
/* harmony export */ });
/* unused harmony export quote */
/**
 * One word for a POSIX shell, whatever it contains. sshd hands every command to the user's shell
 * (session.c, do_child), so each argument has to survive exactly one parsing.
 */
function quote(word) {
    if (word.includes('\0'))
        throw new TypeError('a shell word cannot contain a NUL byte');
    if (word !== '' && /^[A-Za-z0-9_/:=.,@%+-]+$/.test(word))
        return word;
    return `'${word.replaceAll("'", `'\\''`)}'`;
}
/** A command and its arguments as one line for a POSIX shell. */
function quoteAll(words) {
    return words.map(quote).join(' ');
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

/***/ 4601:
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

/***/ 4317:
/***/ ((module) => {

module.exports = require("node:async_hooks");

/***/ }),

/***/ 1421:
/***/ ((module) => {

module.exports = require("node:child_process");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = require("node:crypto");

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

/***/ 1708:
/***/ ((module) => {

module.exports = require("node:process");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = require("node:stream");

/***/ }),

/***/ 8500:
/***/ ((module) => {

module.exports = require("node:timers/promises");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = require("node:tls");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = require("node:util");

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

/***/ 2203:
/***/ ((module) => {

module.exports = require("stream");

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

/***/ 3492:
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

// EXTERNAL MODULE: ../../node_modules/.pnpm/@actions+core@3.0.1_patch_hash=46e34ea07757f16011764a56342c9c04340c223e7372393f7308827fc23a33a8/node_modules/@actions/core/lib/core.js + 3 modules
var core = __nccwpck_require__(3492);
// EXTERNAL MODULE: ../../packages/action/src/errors.ts
var errors = __nccwpck_require__(628);
// EXTERNAL MODULE: ../../packages/action/src/log.ts
var log = __nccwpck_require__(6609);
// EXTERNAL MODULE: ../../packages/action/src/secrets.ts
var secrets = __nccwpck_require__(2434);
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
            (0,core/* error */.z3)((0,secrets/* redact */.E)(`${action}: ${sentence(problem)}`), { title: action });
        if (cause.cause instanceof Error)
            log/* log */.R.debug(cause.cause.stack ?? cause.cause.message);
        return;
    }
    const bug = cause instanceof Error ? cause : new Error(String(cause));
    for (const line of (bug.stack ?? bug.message).split('\n'))
        log/* log */.R.foreign(line);
    (0,core/* error */.z3)((0,secrets/* redact */.E)(`${action}: unexpected error, probably a defect of this action: ${bug.message}. The log has its stack.`), {
        title: action,
    });
}
function sentence(text) {
    return /[.!?)]$/.test(text) ? text : `${text}.`;
}

;// CONCATENATED MODULE: ../../packages/action/src/cancellation.ts
/**
 * Aborts when the runner cancels the step: it sends SIGINT, SIGTERM 7.5 s later, and kills the process tree 2.5 s after that
 * (docs.github.com, "Workflow cancellation reference"). Whoever asks for it takes over the ending of the process.
 */
function cancellation() {
    const controller = new AbortController();
    for (const name of ['SIGINT', 'SIGTERM'])
        process.once(name, () => controller.abort(new Error(`cancelled (${name})`)));
    return controller.signal;
}

// EXTERNAL MODULE: ../../packages/action/src/state.ts
var state = __nccwpck_require__(7302);
;// CONCATENATED MODULE: ../../packages/action/src/outputs.ts



/**
 * Sets the outputs of the step, names as in action.yml. A value that contains a secret is refused here by name:
 * the runner would drop it between jobs with a warning only ("Skip output 'x' since it may contain secret.",
 * actions/runner, src/Runner.Worker/JobExtension.cs), and the next job would run with an empty string.
 */
function setOutputs(outputs) {
    for (const [name, value] of Object.entries(outputs)) {
        const text = String(value);
        if ((0,secrets/* redact */.E)(text) !== text) {
            throw new errors/* UserError */.y(`output "${name}" contains the value of a secret, and GitHub drops such outputs between jobs. Pass names, hosts and user names as variables, not as secrets`);
        }
        (0,core/* setOutput */.uH)(name, text);
    }
}

// EXTERNAL MODULE: ../../packages/remote/src/connect.ts + 6 modules
var connect = __nccwpck_require__(6494);
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
    const missing = (name) => {
        problem(`input "${name}" is required but empty`);
        return '';
    };
    return {
        problem,
        text(name, { required = true, pattern, expected } = {}) {
            const value = (0,core/* getInput */.V4)(name);
            if (value === '')
                return required ? missing(name) : '';
            if (/[\r\n\0]/.test(value))
                problem(`input "${name}" must be a single line`);
            else if (pattern && !pattern.test(value))
                problem(`input "${name}" is not ${expected}, got "${value}"`);
            return value;
        },
        block: name => (0,core/* getInput */.V4)(name),
        lines: name => (0,core/* getInput */.V4)(name)
            .split(/\r?\n/)
            .map(line => line.trim())
            .filter(line => line !== '' && !line.startsWith('#')),
        secret(name, { required = true, hint } = {}) {
            const value = (0,core/* getInput */.V4)(name, { trimWhitespace: false });
            if (value.trim() === '') {
                if (required)
                    problem(`secret for input "${name}" is empty. ${hint ?? 'Define it and pass it by name from the caller'}`);
                return '';
            }
            (0,secrets/* maskSecret */.$)(value);
            return value;
        },
        flag(name) {
            const value = (0,core/* getInput */.V4)(name);
            if (value !== 'true' && value !== 'false')
                problem(`input "${name}" must be true or false, got "${value}"`);
            return value === 'true';
        },
        number(name, { from, to }) {
            const value = (0,core/* getInput */.V4)(name);
            const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
            if (!(number >= from && number <= to)) {
                problem(`input "${name}" must be a whole number from ${from} to ${to}, got "${value}"`);
            }
            return number;
        },
        choice(name, words) {
            const value = (0,core/* getInput */.V4)(name);
            const word = words.find(candidate => candidate === value);
            if (word === undefined)
                problem(`input "${name}" must be one of ${words.join(', ')}, got "${value}"`);
            return word ?? words[0];
        },
    };
}

// EXTERNAL MODULE: ../../packages/action/src/workflow-run.ts
var workflow_run = __nccwpck_require__(4714);
;// CONCATENATED MODULE: ../../packages/backup/src/loopback.ts
/** Whether a host name from a URL means this machine. */
function isLoopback(hostname) {
    return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

;// CONCATENATED MODULE: ../../packages/backup/src/storage.ts


/** Reads `bucket`, `region`, `endpoint`, `access-key-id`, `secret-access-key`, `session-token` and `bucket-owner`. */
function readBucketAccess(input, { required }) {
    const secret = (name, variable) => input.secret(name, { required, hint: `Define ${variable} and pass it by name from the caller` });
    return {
        bucket: secret('bucket', 'AWS_S3_BUCKET'),
        region: input.text('region'),
        endpoint: readEndpoint(input),
        accessKeyId: secret('access-key-id', 'AWS_ACCESS_KEY_ID'),
        secretAccessKey: secret('secret-access-key', 'AWS_SECRET_ACCESS_KEY'),
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
        environment: input.text('environment', { pattern: /^[a-z][a-z0-9-]*$/, expected: 'an environment name' }),
    };
}
/** The prefix ends up in front of every key that is ever deleted, so it is never empty. */
function readPrefix(input) {
    const given = input.text('prefix', { required: false });
    const prefix = given === '' ? ((0,workflow_run/* workflowRun */.t)().repository.split('/')[1] ?? '') : given.replace(/\/+$/, '');
    if (!/^[A-Za-z0-9](?!.*(\/\/|\.\.))[A-Za-z0-9._/-]*$/.test(prefix)) {
        input.problem(`input "prefix" must not be empty or start with "/": it separates these backups from everything else in the bucket. Use letters, digits, ".", "_", "-" and "/", got "${given}"`);
    }
    return prefix;
}
function readEndpoint(input) {
    const endpoint = input.text('endpoint', { required: false });
    if (endpoint === '')
        return '';
    const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
    if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password)
        input.problem('input "endpoint" is not an https address without user and password');
    else if (url.protocol === 'http:' && !isLoopback(url.hostname))
        input.problem(`input "endpoint" must be https, since backups travel through it, got "${endpoint}"`);
    return endpoint;
}

// EXTERNAL MODULE: ../../packages/backup/src/keys.ts
var keys = __nccwpck_require__(1619);
// EXTERNAL MODULE: ../../packages/deployment/src/application.ts
var application = __nccwpck_require__(6980);
// EXTERNAL MODULE: ../../packages/remote/src/known-hosts.ts
var known_hosts = __nccwpck_require__(6982);
;// CONCATENATED MODULE: ../../packages/remote/src/private-key.ts
/**
 * A private key as it is pasted into a secret, made readable: OpenSSL refuses keys with CRLF or without a final
 * newline ("error in libcrypto"), and forms sometimes turn newlines into the two characters `\n`.
 */
function normaliseKey(pasted) {
    const text = pasted.includes('\\n') && !pasted.trim().includes('\n') ? pasted.replaceAll('\\n', '\n') : pasted;
    return `${text.replaceAll('\r', '').trim()}\n`;
}
/** Why this text is no private key, or nothing when it looks like one. */
function keyProblem(key) {
    if (/^(ssh-|ecdsa-|sk-)\S+ /.test(key) ||
        key.includes('BEGIN PUBLIC KEY') ||
        key.includes('BEGIN SSH2 PUBLIC KEY')) {
        return 'holds a public key; a private key is needed';
    }
    if (key.startsWith('PuTTY-User-Key-File')) {
        return 'holds a PuTTY key. Convert it with: puttygen key.ppk -O private-openssh';
    }
    if (!/^-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----\n[\s\S]+\n-----END [A-Z0-9 ]*PRIVATE KEY-----\n$/.test(key)) {
        return 'could not be read (not a valid OpenSSH or PEM private key)';
    }
    return undefined;
}

;// CONCATENATED MODULE: ../../packages/remote/src/target.ts




/** Reads the inputs `host`, `port`, `user`, `ssh-key` and `known-hosts`, which every action that connects has. */
function readTarget(input) {
    const target = {
        host: input.text('host', { pattern: /^(?!-)[A-Za-z0-9.:-]{1,253}$/, expected: 'a host name or address' }),
        port: input.number('port', { from: 1, to: 65535 }),
        user: input.text('user', { pattern: /^[a-z_][a-z0-9_.-]{0,31}$/, expected: 'a user name' }),
        privateKey: readKey(input),
        knownHosts: input.lines('known-hosts'),
    };
    checkPinned(input, target);
    return target;
}
function readKey(input) {
    const pasted = input.secret('ssh-key', {
        hint: 'Define the secret (PROD_SSH_KEY or STAGING_SSH_KEY) and pass it by name from the caller',
    });
    if (pasted === '')
        return '';
    const key = normaliseKey(pasted);
    (0,secrets/* maskSecret */.$)(key);
    const problem = keyProblem(key);
    if (problem)
        input.problem(`input "ssh-key" ${problem}`);
    return key;
}
function checkPinned(input, { host, port, knownHosts }) {
    const name = (0,known_hosts/* knownHostsName */.on)(host || 'the server', port || 22);
    const scan = `"ssh-keyscan -p ${port || 22} ${host || 'HOST'}"`;
    if (knownHosts.length === 0) {
        input.problem(`input "known-hosts" is empty, so the host key of ${name} is not pinned. Set it to what ${scan} prints on a machine you trust, after comparing it with the server's own key`);
    }
    else if (host !== '' && (0,known_hosts/* pinnedKeys */.l7)(knownHosts, host, port).length === 0) {
        const other = port !== 22 && (0,known_hosts/* pinnedKeys */.l7)(knownHosts, host, 22).length > 0;
        const seen = other ? `has an entry for "${host}" but not for "${name}"` : `has no entry for "${name}"`;
        input.problem(`input "known-hosts" ${seen}. Add what ${scan} prints, after comparing it`);
    }
}
/** Reads an input with an absolute http or https address. */
function readHttpUrl(input, name, options = {}) {
    const url = input.text(name, options);
    if (url !== '' && !isHttpUrl(url))
        input.problem(`input "${name}" must be http(s) without user and password`);
    return url;
}

;// CONCATENATED MODULE: ./src/database-url.ts

/** User, host, port and database may not contain what ends them; the password may contain anything, even unencoded. */
const URL_FORM = /^postgres(?:ql)?(?:\+\w+)?:\/\/([^:@/?#\s]+)(?::(.*))?@(\[[0-9a-fA-F:]+\]|[^:@/?#\s]+)(?::(\d{1,5}))?\/([^/?#\s]+)(?:\?\S*)?$/;
/** The parts of a postgres URL, or nothing when it is none. The password is masked, as it stands and decoded. */
function parseDatabaseUrl(url) {
    const [, user, password = '', host, port = '5432', database] = URL_FORM.exec(url.trim()) ?? [];
    if (!user || !host || !database || Number(port) > 65535)
        return undefined;
    const plain = decoded(password);
    for (const secret of [password, plain])
        if (secret !== '')
            (0,secrets/* maskSecret */.$)(secret);
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

;// CONCATENATED MODULE: ./src/encryption.ts

/** Bech32 as the age format has it: C2SP, age.md, "The X25519 recipient type". */
const RECIPIENT = /^age1[02-9ac-hj-np-z]{58}$/;
const IDENTITY = /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/;
/** Reads `encryption`, `kms-key`, `age-recipients` and `age-identity`. */
function readEncryption(input, mode) {
    const encryption = input.choice('encryption', ['sse-s3', 'sse-kms', 'age', 'none']);
    const recipients = input.lines('age-recipients');
    const identity = input.secret('age-identity', { required: false }).trim();
    if (identity !== '')
        (0,secrets/* maskSecret */.$)(identity);
    if (identity !== '' && !IDENTITY.test(identity))
        input.problem('input "age-identity" is not the private key of age (one line, AGE-SECRET-KEY-1…)');
    for (const recipient of recipients) {
        // Whoever pastes the private key here by mistake must not see it in the log.
        if (/secret/i.test(recipient))
            input.problem('input "age-recipients" holds a private key; a public one starts with age1');
        else if (!RECIPIENT.test(recipient))
            input.problem(`input "age-recipients": "${recipient}" is not a public key of age`);
    }
    if (encryption === 'age' && mode === 'backup')
        checkRecipients(input, recipients);
    return { mode: encryption, key: input.text('kms-key', { required: false }), recipients, identity };
}
function checkRecipients(input, recipients) {
    if (recipients.length === 0)
        input.problem('input "age-recipients" is required because "encryption" is age');
    if (new Set(recipients).size === 1)
        log/* log */.R.warning('Only one age recipient: when its private key is lost, no backup can be read. Add a second one that is kept offline.', 'pg-backup');
}

;// CONCATENATED MODULE: ./src/inputs.ts






function readBackupInputs() {
    return readInputs(input => {
        const mode = input.choice('mode', ['backup', 'doctor', 'drill', 'restore']);
        return {
            mode,
            target: readTarget(input),
            source: readSource(input),
            login: readLogin(input),
            storage: readStorage(input),
            version: input.text('version', {
                required: false,
                pattern: /^[A-Za-z0-9._-]+$/,
                expected: 'a version',
            }),
            compression: input.text('compression', {
                required: false,
                pattern: /^(\d|(gzip|lz4|zstd)(:\d{1,2})?|none)$/,
                expected: 'a compression of pg_dump, such as 2, gzip:2, lz4 or zstd:1',
            }),
            ...readProof(input, mode),
            allowShrink: input.text('allow-shrink', { required: false }),
            retention: readRetention(input),
            timeout: input.number('timeout-minutes', { from: 1, to: 1440 }) * 60,
            restore: readRestore(input, mode),
        };
    });
}
function readProof(input, mode) {
    const encryption = readEncryption(input, mode);
    const verify = Number(input.choice('verify', ['1', '2', '3']));
    if (mode === 'backup' && verify === 3 && encryption.mode === 'age' && encryption.identity === '')
        input.problem('input "age-identity" is required because "verify" is 3: what is encrypted cannot be restored without it');
    return { encryption, verify };
}
const NAME = { required: false, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/ };
function readSource(input) {
    const kind = input.choice('source', ['compose', 'container', 'host']);
    const service = input.text('database-service', { ...NAME, expected: 'a service name' });
    const container = input.text('container', { ...NAME, expected: 'the name of a container' });
    if (kind === 'host')
        return { kind };
    if (kind === 'compose')
        return { kind, project: (0,application/* readProject */.Wh)(input), service };
    if (container === '')
        input.problem('input "container" is required because "source" is container');
    return { kind, container };
}
function readLogin(input) {
    const name = { required: false, pattern: /^(?!.*(=|:\/\/))[^\s'"]{1,63}$/ };
    const login = {
        database: input.text('database', { ...name, expected: 'the name of a database' }),
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
    return parsed;
}
function readRetention(input) {
    const keepLast = input.number('keep-last', { from: 3, to: 1000 });
    const days = input.text('retention-days', {
        required: false,
        pattern: /^[1-9]\d{0,3}$/,
        expected: 'a whole number of days from 1 to 9999, or empty for no retention',
    });
    return days === '' ? undefined : { days: Number(days), keepLast };
}
function readRestore(input, mode) {
    const backup = input.text('backup', { required: mode === 'restore' });
    if (backup !== '' && backup !== 'latest' && !(0,keys/* isBackupId */["if"])(backup))
        input.problem(`input "backup" is neither the id of a backup nor latest, got "${backup}"`);
    const confirm = input.text('confirm', { required: false });
    if (confirm !== '' && backup === 'latest')
        input.problem('input "backup" must name the backup to restore; run without "confirm" to see which is the latest');
    return {
        backup: backup || 'latest',
        confirm,
        allowForeign: input.text('allow-foreign', { required: false }),
        skipSafetyBackup: input.text('skip-safety-backup', { required: false }),
        healthUrl: input.text('health-url', {
            required: false,
            pattern: /^https?:\/\/[^\s@]+$/,
            expected: 'an http address without user and password',
        }),
    };
}

;// CONCATENATED MODULE: ./src/main.ts



void run('pg-backup', async () => {
    const inputs = readBackupInputs();
    const signal = cancellation();
    const post = (0,state/* keptByMain */.z)('started') !== '';
    (0,state/* keepForPost */.$)('started', 'true');
    const { perform, cleanUpAfter } = await Promise.all(/* import() */[__nccwpck_require__.e(283), __nccwpck_require__.e(860)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5860));
    if (post)
        return cleanUpAfter(inputs);
    const remote = await (0,connect/* connect */.N)(inputs.target);
    try {
        setOutputs(await perform(inputs, { remote, signal }));
    }
    finally {
        remote.close();
    }
});

module.exports = __webpack_exports__;
/******/ })()
;