/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
/******/ 	var __webpack_modules__ = ({

/***/ 7363:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  k: () => (/* binding */ checkArchitecture)
});

// EXTERNAL MODULE: ../packages/action/src/errors.ts
var errors = __nccwpck_require__(8948);
;// CONCATENATED MODULE: ./ssh-deploy/src/images/architecture.ts
/** Other words for the architectures that Docker names as Go does: those of the kernel and of QEMU. */
const NAMES = {
    ...{ x86_64: 'amd64', i386: '386', i686: '386', aarch64: 'arm64' },
    ...{ armhf: 'arm', armel: 'arm', armv6l: 'arm', armv7l: 'arm' },
};
/** What a processor runs besides its own. */
const ALSO = { amd64: '386', arm64: 'arm' };
const named = (architecture) => {
    const [family = ''] = architecture.trim().toLowerCase().split('/');
    return NAMES[family] ?? family;
};
/**
 * Why a server cannot run an image, as the end of "image …", or nothing when it can.
 * @param own the architecture of the server, with or without its variant; empty when it is not known
 * @param emulated what it runs through QEMU
 */
function architectureProblem(images, { own, emulated }) {
    const server = named(own);
    const runs = [server, ALSO[server], ...emulated.map(named)];
    if (server === '')
        return undefined;
    const wrong = images.find(({ architecture }) => architecture !== '' && !runs.includes(named(architecture)));
    if (!wrong)
        return undefined;
    return `${wrong.image} is built for the architecture ${named(wrong.architecture)}, and the server is ${server}. Build it on a runner of that architecture, or write "platforms: [linux/${server}]" below "build" in the compose file`;
}

;// CONCATENATED MODULE: ./ssh-deploy/src/images/check-architecture.ts


/** The architecture of the engine, and the interpreters of others that the kernel has. */
const READ_ARCHITECTURE = `docker version --format '{{.Server.Arch}}'
grep -lx enabled /proc/sys/fs/binfmt_misc/qemu-* 2> /dev/null || true`;
/** @throws UserError when an image is built for another architecture: it would fail in the migrations, or at the start */
async function checkArchitecture(remote, images) {
    if (images.every(({ architecture }) => architecture === ''))
        return;
    const { stdout } = await remote.run(['sh', '-c', READ_ARCHITECTURE, 'ask for the architecture']);
    const [own = '', ...interpreters] = stdout.split('\n');
    const emulated = interpreters.map(path => path.replace(/^.*\/qemu-/, ''));
    const problem = architectureProblem(images, { own, emulated });
    if (problem)
        throw new errors/* UserError */.y(`image ${problem}`);
}


/***/ }),

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

/***/ 6326:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  hG: () => (/* binding */ familiarName),
  uG: () => (/* binding */ lackingEntries),
  El: () => (/* binding */ readImageArchive)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: ../packages/action/src/errors.ts
var errors = __nccwpck_require__(8948);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
;// CONCATENATED MODULE: ../packages/deployment/src/images/tar.ts


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
    const file = await (0,promises_.open)(path).catch(cause => {
        throw new errors/* UserError */.y(`file "${path}" with the images does not exist in the workspace`, { cause });
    });
    try {
        return await work(file);
    }
    finally {
        await file.close();
    }
}

;// CONCATENATED MODULE: ../packages/deployment/src/images/image-archive.ts



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
const digestOf = (text) => `sha256:${(0,external_node_crypto_.createHash)('sha256').update(text).digest('hex')}`;
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
  pq: () => (/* binding */ info),
  lm: () => (/* binding */ notice),
  uH: () => (/* binding */ setOutput),
  Pq: () => (/* binding */ setSecret),
  Oh: () => (/* binding */ startGroup),
  $e: () => (/* binding */ warning)
});

// UNUSED EXPORTS: ExitCode, addPath, exportVariable, getBooleanInput, getIDToken, getMultilineInput, getState, group, isDebug, markdownSummary, platform, saveState, setCommandEcho, setFailed, summary, toPlatformPath, toPosixPath, toWin32Path

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

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __nccwpck_require__(8500);
;// CONCATENATED MODULE: ../packages/remote/src/commands/remote.ts

/** A command on the server that failed. */
class RemoteCommandError extends errors/* UserError */.y {
    code;
    stdout;
    stderr;
    constructor(server, command, end, stdout) {
        // Never the standard output: it may be an env file or an interpolated compose file.
        const lastWords = (0,secrets/* redactedEnd */.Kr)(end.stderr.trim().split('\n').slice(-3).join(' '), 600);
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

;// CONCATENATED MODULE: ../packages/remote/src/connection/private-key.ts

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
        throw new errors/* UserError */.y(`input "ssh-key" ${problem}`);
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

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __nccwpck_require__(7075);
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

;// CONCATENATED MODULE: ../packages/remote/src/commands/locale.ts
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

;// CONCATENATED MODULE: ../packages/remote/src/commands/quote.ts
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
    const script = `${mark} >&2; ${mark}; ${C_LOCALE}; exec ${quoteAll(command)}`;
    const line = `exec /bin/sh -c 'eval "$(printf %b "$1")"' sh '${escaped(script)}'`;
    if (line.length > MAX_LINE_BYTES)
        throw new Error(`"${shortName(command)}" is a command line of ${line.length} bytes, and a shell on the server takes ${MAX_LINE_BYTES}. Send the list on the standard input`);
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
        const settled = pool.onceEnded(() => reject(new RemoteCommandError(name, command, CUT_OFF, '')));
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
                    ? new RemoteCommandError(name, command, end, '')
                    : ranNothing(name, end.code, text));
            });
        };
        pool.exec(line, listen).catch((cause) => {
            if (cause instanceof NotConnected)
                reject(new NotSent(name, command));
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

;// CONCATENATED MODULE: ../packages/remote/src/http/http.ts
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

;// CONCATENATED MODULE: ../packages/remote/src/connection/forward.ts



/** sshd does not allow a forwarding, whatever listens at its end. */
class ForwardingForbidden extends errors/* UserError */.y {
}
/** RFC 4254, section 5.1. */
const ADMINISTRATIVELY_PROHIBITED = 1;
/** Opens a connection to the address of a URL, as the server sees it. */
function forward({ first, onceEnded }, name, url) {
    const { host, port } = endpoint(url);
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
        return new ForwardingForbidden(`sshd does not allow ${name} to forward connections to ${(0,address/* addressText */.G)(endpoint(url))}. Set AllowTcpForwarding to "local" in its sshd_config, and check the key in authorized_keys for "restrict" and "permitopen"`, { cause });
    return new Error(`connection to ${new URL(url).host} on the server refused: ${cause.message}`, { cause });
}

;// CONCATENATED MODULE: ../packages/remote/src/connection/kept-connection.ts

const ENDED = 'the connection was ended by the other side';
/** Keeps an open byte stream for requests to one site. */
async function keep(socket, site) {
    const secure = new URL(site.url).protocol === 'https:';
    const stream = secure ? await encrypt(socket, site) : asSocket(socket);
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
        if (cause instanceof NotSent)
            lost = true;
        throw cause;
    };
    const forwardTo = (url) => forward({ first: client, onceEnded: pool.onceEnded }, name, url);
    return {
        name,
        get lost() {
            return lost;
        },
        run: (command, runOptions = {}) => ssh_remote_run(pool, command, { ...options, ...runOptions }).catch(noticed),
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
                return await ask(request, channel);
            }
            finally {
                channel.destroy();
            }
        },
        keep: async (site) => keep(await forwardTo(site.url), site),
        close: () => pool.end(),
    };
}
async function ssh_remote_run(pool, command, { name, onGreeting, onLine, input, ...options }) {
    const silence = watchSilence(`"${shortName(command)}" on ${name}`, {
        limit: (options.silence ?? MAX_SILENCE_SECONDS) * 1000,
        giveUp: () => pool.destroy(),
    });
    const failure = (end, stdout) => {
        const { givenUpAfter } = silence;
        const silent = givenUpAfter === undefined ? {} : { silent: Math.round(givenUpAfter / 1000) };
        return new RemoteCommandError(name, command, { ...end, ...silent }, stdout);
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
const cutOutput = (name, command) => new errors/* UserError */.y(`"${shortName(command)}" on ${name} printed more than ${MAX_OUTPUT_BYTES / 2 ** 20} MiB, which is more than is kept`);
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
    await checkKey(target);
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

;// CONCATENATED MODULE: ../packages/remote/src/connection/stay-connected.ts




/** Milliseconds from the loss of a connection until it is given up, and between two tries. */
const PATIENCE = 120_000;
const PAUSE = 2000;
/** The connection was lost and did not come back: what the server does now is not known. */
class ConnectionLost extends errors/* UserError */.y {
    /** The command that the connection was lost in, or before. */
    during;
    constructor(server, during, cause) {
        super(`connection to ${server} lost during "${during}": ${cause.message}`, { cause });
        this.during = during;
    }
}
/**
 * Connects to a server. When the connection is lost, the next command opens another one; a command that was under way
 * is cut off and never run twice. Once the server has been out of reach for two minutes, everything fails at once.
 *
 * @throws UserError as `connect` does; later every command does with `ConnectionLost`
 */
async function stayConnected(target, { patience = PATIENCE, open = connect } = {}) {
    const secured = [];
    let current = await open(target);
    let during = 'the start';
    let over;
    let reconnecting;
    async function reconnect() {
        const deadline = Date.now() + patience;
        log/* log */.Rm.info(`The connection to ${current.name} was lost during "${during}"; connecting again`);
        for (;;) {
            let fresh;
            try {
                fresh = await open(target);
                for (const secure of secured)
                    await secure(fresh);
                log/* log */.Rm.info(`Connected to ${current.name} again`);
                current = fresh;
                return fresh;
            }
            catch (cause) {
                const again = cause instanceof Unreachable || fresh?.lost;
                fresh?.close();
                if (again && Date.now() < deadline) {
                    await (0,promises_.setTimeout)(PAUSE);
                    continue;
                }
                over = again ? new ConnectionLost(current.name, during, cause) : cause;
                throw over;
            }
        }
    }
    async function connection(name) {
        if (over)
            throw over;
        if (current.lost)
            reconnecting ??= reconnect().finally(() => {
                reconnecting = undefined;
            });
        if (reconnecting)
            return reconnecting;
        during = name;
        return current;
    }
    /** What was not sent is sent over another connection. */
    async function send(command, work) {
        const name = shortName(command);
        try {
            return await work(await connection(name));
        }
        catch (cause) {
            if (!(cause instanceof NotSent))
                throw cause;
            return work(await connection(name));
        }
    }
    return {
        name: current.name,
        run: (command, options) => send(command, over => over.run(command, options)),
        stream: command => send(command, over => over.stream(command)),
        request: async (request) => (await connection(request.url)).request(request),
        keep: async (site) => (await connection(site.url)).keep(site),
        onReconnect: secure => void secured.push(secure),
        drop: () => current.close(),
        close: () => {
            over ??= new errors/* UserError */.y(`the connection to ${current.name} was closed`);
            current.close();
        },
    };
}

// EXTERNAL MODULE: ../packages/settings/src/definition/data.ts
var data = __nccwpck_require__(7346);
// EXTERNAL MODULE: ../packages/settings/src/definition/application.ts
var application = __nccwpck_require__(5658);
// EXTERNAL MODULE: ../packages/settings/src/definition/release.ts
var release = __nccwpck_require__(7441);
// EXTERNAL MODULE: ../packages/settings/src/definition/checks.ts
var checks = __nccwpck_require__(2939);
// EXTERNAL MODULE: ../packages/settings/src/definition/messages.ts
var messages = __nccwpck_require__(1554);
;// CONCATENATED MODULE: ../packages/settings/src/setting-inputs.ts

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
    const inputs = inputsOf(data/* DATABASE_SETTINGS */.O, 'database.');
    const named = Object.entries(inputs).map(([name, input]) => [`database-${name}`, input]);
    return Object.fromEntries(named);
}
/**
 * The inputs that override a setting, in the groups of the settings file. Actions take them from here, so that no name,
 * description or default is written twice.
 */
const SETTING_INPUTS = {
    connection: inputsOf(application/* CONNECTION_SETTINGS */.K),
    application: inputsOf(application/* APPLICATION_SETTINGS */.r),
    release: inputsOf(release/* RELEASE_SETTINGS */.Y),
    test: inputsOf(checks/* TEST_SETTINGS */.Z, 'test.'),
    smoke: inputsOf(checks/* SMOKE_SETTINGS */.Q, 'smoke.'),
    database: databaseInputs(),
    backup: inputsOf(data/* BACKUP_SETTINGS */.$, 'backup.'),
    telegram: inputsOf(messages/* TELEGRAM_SETTINGS */.M, 'telegram.'),
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
    ...pick(SETTING_INPUTS.backup, 'region', 'endpoint', 'bucket-owner'),
};
/** The bucket and what separates the backups of one environment; `readStorage` reads them. */
const STORAGE_INPUTS = {
    ...BUCKET_INPUTS,
    ...pick(SETTING_INPUTS.backup, 'prefix'),
};

;// CONCATENATED MODULE: ../packages/deployment/src/images/registry-inputs.ts

/** The login for the registry of the images. */
const REGISTRY_LOGIN_INPUTS = {
    ...pick(SETTING_INPUTS.release, 'registry-username'),
    'registry-password': {
        description: 'Password or token for the registry (secret `DOCKER_TOKEN`).',
        secret: true,
    },
};
/** Reads the login, of which either part may be empty. */
function readRegistryLogin(input) {
    return {
        // No secret: it is often the namespace of the images, and a mask would blank it out of their names.
        username: input.text('registry-username', { required: false }),
        password: input.secret('registry-password', { required: false }),
    };
}

;// CONCATENATED MODULE: ../packages/deployment/src/application-inputs.ts

/** Where the compose project is on the server; `readProject` reads them. */
const PROJECT_INPUTS = requiring(pick(SETTING_INPUTS.application, 'path', 'compose-file', 'env-file'), 'path');
/** The project, the service with the traffic, and its slots; `readApplication` reads them. */
const APPLICATION_INPUTS = requiring(SETTING_INPUTS.application, 'path', 'service');
/** The port of a second container; `readHandoverPort` reads it. */
const HANDOVER_INPUTS = pick(SETTING_INPUTS.release, 'handover-port');
/** Limits that every action has which changes the server; `readLimits` reads them. */
const LIMIT_INPUTS = pick(SETTING_INPUTS.release, 'health-timeout-seconds', 'lock-timeout-seconds');
function readLimits(input) {
    const read = (name) => input.number(name, limitsOf(release/* RELEASE_SETTINGS */.Y[name]));
    return { healthTimeout: read('health-timeout-seconds'), lockTimeout: read('lock-timeout-seconds') };
}

;// CONCATENATED MODULE: ../packages/remote/src/connection/connection-inputs.ts

/** The inputs of every action that connects to a server; `readTarget` reads them. */
const CONNECTION_INPUTS = {
    ...requiring(SETTING_INPUTS.connection, 'server', 'host-key'),
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

;// CONCATENATED MODULE: ./ssh-deploy/src/definition.ts




const action = {
    name: 'SSH deploy',
    description: 'Deploys a version to a server over SSH: healthy in the idle slot, or in place where there are no slots.',
};
const RELEASE_INPUTS = {
    version: { ...VERSION, required: true },
    sha: {
        description: "Full commit id of the version; the server's checkout is moved to it.",
        required: true,
    },
    images: {
        description: 'The output `images` of build-image. Empty deploys a version again that was live on the server from the same commit, with the images that it had.',
    },
    ...pick(SETTING_INPUTS.release, 'registry', 'url'),
    archive: {
        description: 'File with the images that are not in a registry, relative to the workspace.',
        default: 'images.tar',
    },
    ...REGISTRY_LOGIN_INPUTS,
    'force-slot': {
        description: 'Slot to deploy into, one of `slots`; it must not be the one with the traffic. `idle` is the one without.',
        default: 'idle',
    },
    'allow-downgrade': {
        description: 'Whether a commit that is older than the live one may replace it.',
        default: 'false',
    },
};
const MIGRATION_INPUTS = {
    ...pick(SETTING_INPUTS.release, 'migrate', 'revision-command', 'require-reversible'),
    'skip-migrations-reason': {
        description: 'Why the migrations are not run this time; kept in the journal. Empty runs them.',
    },
    'backup-manifest': {
        description: 'Manifest of the backup that was made before (output `backup-manifest` of pg-backup). It is read from the bucket and checked before anything is changed.',
    },
    'backup-id': {
        description: 'Id of that backup (output `backup-id` of pg-backup), in place of its manifest, which is looked up in the bucket under `prefix` and `environment`.',
    },
    ...pick(SETTING_INPUTS.backup, 'prefix'),
    'database-name': {
        ...SETTING_INPUTS.database['database-name'],
        description: 'Name of the database that the backup must be of. Needed where nothing shows that the application uses that database: its variables name a host that the database cannot be reached through.',
    },
    'skip-backup-reason': {
        description: 'Why migrations may run without a backup. Without `backup-manifest`, `backup-id` and this reason they do not.',
    },
    ...BUCKET_INPUTS,
};
const inputs = {
    ...CONNECTION_INPUTS,
    ...APPLICATION_INPUTS,
    ...RELEASE_INPUTS,
    ...MIGRATION_INPUTS,
    ...pick(SETTING_INPUTS.release, 'keep-versions'),
    ...HANDOVER_INPUTS,
    ...LIMIT_INPUTS,
    'dry-run': DRY_RUN,
    ...SETTINGS_FILE,
};
const outputs = {
    release: { description: 'Id of the release, for blue-green-switch. Empty after a dry run.' },
    slot: { description: 'Slot of the release, one of `slots`; empty where there are no slots.' },
    url: { description: 'The public URL, as the input `url` has it.' },
    'slot-url': { description: 'URL of the release on the server itself.' },
    'previous-version': { description: 'What was live before; empty on a first deployment.' },
    'not-updated': {
        description: 'Services that keep their container although the commit changes it, separated by commas; databases and others that are not built here.',
    },
    rollback: {
        description: 'Whether the release can be rolled back automatically: `possible`, `nothing was live before`, or `refused automatically` with the reason. Empty after a dry run.',
    },
    state: {
        description: '`prepared` in the idle slot, `live` in place, `planned` after a dry run; `unknown` when the connection was lost and the server could not be queried any more. Empty after any other failure.',
    },
};

;// CONCATENATED MODULE: ../packages/deployment/src/traffic/proxy/site-proxy.ts
/** The ways in which a site's traffic is moved. */
const PROXY_KINDS = ['slot-file', 'nginx-reload', 'caddy'];

;// CONCATENATED MODULE: ../packages/deployment/src/traffic/slot.ts
const PLACEHOLDER = '{slot}';
/** Whether an app service named like this has slots: `app_{slot}` has, `app` is replaced in place. */
function hasSlots(appService) {
    return appService.includes(PLACEHOLDER);
}
/** The compose services of a slot; several switch together: `app_{slot},api_{slot}` and green make two. */
function slotServices(appService, slot) {
    return appService.split(',').map(pattern => pattern.replaceAll(PLACEHOLDER, slot));
}
/** The services that answer visitors, of all slots; without slots the app service. */
function answeringServices({ appService, slots }) {
    return hasSlots(appService) ? slots.flatMap(slot => slotServices(appService, slot)) : [appService];
}
function otherSlot([first, second], slot) {
    return slot === first ? second : first;
}
/** The slot that the proxy sends traffic to: the one whose file stands in the slot directory. */
function activeSlot(slots, slotFiles) {
    const found = slots.filter(slot => slotFiles.includes(slot));
    return found.length === 1 ? found[0] : undefined;
}

;// CONCATENATED MODULE: ../packages/deployment/src/application.ts




const FORMS = {
    path: formOf(application/* APPLICATION_SETTINGS */.r.path),
    envFile: formOf(application/* APPLICATION_SETTINGS */.r['env-file']),
    service: formOf(application/* APPLICATION_SETTINGS */.r.service.items),
    slot: formOf(application/* APPLICATION_SETTINGS */.r.slots.items),
    slotDirectory: formOf(application/* APPLICATION_SETTINGS */.r['slot-directory']),
    healthPath: formOf(application/* APPLICATION_SETTINGS */.r['health-path']),
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
    return input.text('compose-file', formOf(application/* APPLICATION_SETTINGS */.r['compose-file'].items));
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
    return external_node_path_.posix.dirname(absolute(project, project.composeFile));
}
/** A file of the project as an absolute path on the server. */
function absolute(project, relative) {
    return external_node_path_.posix.join(project.path, relative);
}

;// CONCATENATED MODULE: ../packages/deployment/src/jobs/job-scripts.ts
/**
 * A job is a command that outlives the connection it was started over. Its folder has the files
 *
 * - `name`, what it is, in a word or two;
 * - `lock`, which its processes hold open and locked until the last of them has ended;
 * - `pid`, the group of its processes;
 * - `log`, all its output; and `exit`, its exit code;
 * - `not-begun`, if it must not begin any more.
 */
/**
 * Runs in a session of its own, so that no connection takes it along: a deadline, a group of its own to be ended as one,
 * the exit code on disk, and the end of the container that the command works in, which outlives its client otherwise, and is perhaps
 * only being made when that is ended. What the command creates has the umask of the user, as without a job: a checkout is
 * read by containers of other users. It stands between single quotes below.
 */
const RUN = `mask=$1 deadline=$2 container=$3; shift 3
umask "$mask"
setsid timeout -k 10 "$deadline" "$@" <&3 3<&- &
umask 077
pid=$!; echo "$pid" > pid
exec 3<&-
code=0; wait "$pid" || code=$?
[ "$code" -ne 124 ] || echo "took longer than $deadline s and was ended"
if [ -n "$container" ]; then
  [ "$code" -eq 0 ] || sleep 1
  timeout 30 docker rm --force "$container" > /dev/null 2>&1 || true
fi
echo "$code" > exit.new && mv exit.new exit`;
/** Hands on what the log has from a byte on until the job has ended, and ends with its exit code. */
const READ = `while :; do
  ended=; ! flock -s -n lock true || ended=yes
  size=$(wc -c < log)
  if [ "$size" -gt "$offset" ]; then
    tail -c "+$((offset + 1))" log | head -c "$((size - offset))"
    offset=$size
  fi
  [ -z "$ended" ] || break
  flock -s -w 1 lock true || true
done
if [ ! -e exit ]; then echo "it was killed" >&2; exit 137; fi
exit "$(cat exit)"`;
/** What the error output says of a job that has not begun. */
const NOT_BEGUN = 'it has not begun';
/**
 * Starts a job and follows it. What the command reads comes from the standard input and is never on disk.
 * `$0` name, `$1` folder, `$2` deadline in seconds, `$3` container or nothing, and the command.
 */
const START = `mask=$(umask); umask 077; mkdir -p "$1"; cd "$1"; shift
echo "$0" > name; : >> log
exec 8> lock 3<&0
flock 8
[ ! -e not-begun ] || exit 126
setsid sh -uc '${RUN}' run "$mask" "$@" < /dev/null >> log 2>&1 &
exec 8>&- 3<&-
offset=0
${READ}`;
/**
 * Follows a job that was started before: `$1` folder, `$2` bytes that are known already. What starts it may still be on its
 * way; a job that has not begun cannot begin any more.
 */
const FOLLOW = `umask 077; mkdir -p "$1"; cd "$1"
exec 8>> lock
if flock -n 8 && [ ! -e pid ]; then
  touch not-begun
  echo "${NOT_BEGUN}" >&2
  exit 127
fi
exec 8>&-
offset=$2
${READ}`;
/** `end_job` ends the processes of the job in a folder, at first kindly, and waits until they are gone. */
const END_JOB = `end_job() {
  pid=$(cat "$1/pid" 2> /dev/null) || return 0
  for signal in TERM KILL; do
    ! flock -s -n "$1/lock" true || return 0
    kill -s "$signal" -- "-$pid" 2> /dev/null || true
    ! flock -s -w 2 "$1/lock" true || return 0
  done
}`;
/** Ends a job: `$1` folder. */
const END = `${END_JOB}
end_job "$1"`;

;// CONCATENATED MODULE: ../packages/deployment/src/lock/lock-script.ts

/** Seconds without a sign of life after which the holder lets go, and that an orphaned job may still take. */
const SILENCE = 45;
const ORPHAN = 60;
/**
 * Takes the lock, tells who has it, and holds it: until the standard input says so or ends, because the action's process
 * or its connection has died, and until nothing has come for a while, because the connection is a black hole. The kernel
 * frees it with the last process that has the file open. A job that goes on without its run is waited for first, and
 * ended when it takes long: until then nobody knows what it still changes.
 *
 * `$1` folder, `$2` seconds to wait, `$3` the lease in a sentence, `$4` its id, `$5` `again` when only the one who had it
 * last may have it. What it says are lines of one word and a text.
 */
const HOLD = `command -v flock > /dev/null || { echo "flock is not installed" >&2; exit 69; }
${END_JOB}
umask 077; mkdir -p "$1"; cd "$1"; exec 9>> lock
if ! flock -n 9; then
  echo "busy $(cat lease 2> /dev/null)"
  flock -w "$2" 9 || { echo "denied $(cat lease 2> /dev/null)"; exit 75; }
fi
if [ "$5" = again ]; then
  [ "$(cat owner)" = "$4" ] || { echo "lost"; exit 76; }
fi
# On a full disk the lock holds without its note.
{ printf '%s\\n' "$3" > lease; printf '%s\\n' "$4" > owner; } 2> /dev/null || true
# A job is no link: with one, what it leads to would be removed.
[ ! -L jobs ] || rm -f jobs
for job in jobs/*; do
  if [ -L "$job" ]; then rm -f "$job"; fi
  [ -d "$job" ] || continue
  [ -e "$job/lock" ] && [ "$5" != again ] || continue
  if ! flock -s -n "$job/lock" true; then
    echo "orphan $(cat "$job/name")"
    if ! flock -s -w ${ORPHAN} "$job/lock" true; then end_job "$job" 9>&-; echo "ended $(cat "$job/name")"; fi
  fi
  rm -rf "$job"
done
echo "locked"
word=
while [ "$word" != end ]; do
  word=$(timeout ${SILENCE} dd bs=3 count=1 9>&- 2> /dev/null) || true
  [ -n "$word" ] || break
done
for job in jobs/*; do
  [ "$word" = end ] && [ ! -L "$job" ] && [ -d "$job" ] && flock -s -n "$job/lock" true && rm -rf "$job" || true
done
rm -f lease`;

;// CONCATENATED MODULE: ../packages/deployment/src/lock/lock.ts




/** Milliseconds between two signs of life; each has three bytes, as the word that ends the holding. */
const BEAT = 10_000;
const ALIVE = '...';
const lock_END = 'end';
/** Seconds to wait after a lost connection: the server may notice the loss as late as that. */
const UNTIL_NOTICED = 60;
/**
 * Runs work while no other deployment of this application can. After a lost connection it goes on only if nobody has had
 * the lock in between.
 *
 * @param wait seconds to wait for another deployment to end
 * @throws UserError naming the holder when the lock was not free in time
 */
async function withLock(remote, application, wait, work) {
    const { url, actor } = (0,workflow_run/* workflowRun */.t)();
    const lease = {
        path: application.path,
        folder: absolute(application, '.deploy'),
        id: crypto.randomUUID(),
        text: `run ${url}, by ${actor}, since ${new Date().toISOString()}`,
    };
    let holder = await take(remote, lease, { wait });
    let over = false;
    // A process that was stopped for a while has lost the lock, and perhaps not its connection.
    const mind = (own) => void own.finished.then(() => (over || own !== holder ? undefined : remote.drop?.()));
    mind(holder);
    remote.onReconnect?.(async (fresh) => {
        if (over)
            return;
        holder = await take(fresh, lease, { wait: UNTIL_NOTICED, again: true });
        mind(holder);
    });
    const beat = setInterval(() => holder.input.write(ALIVE), BEAT);
    try {
        return await work();
    }
    finally {
        over = true;
        clearInterval(beat);
        holder.input.write(lock_END);
        holder.end();
        await holder.finished;
    }
}
/** Takes the lock, and says for whom and for what it waits. */
async function take(remote, lease, { wait, again = false }) {
    const words = [lease.folder, String(wait), lease.text, lease.id, again ? 'again' : ''];
    const holder = await remote.stream(['sh', '-euc', HOLD, 'take the lock', ...words]);
    let answer = '';
    await new Promise(resolve => {
        const lines = lineSplitter(line => {
            answer = line;
            if (!again)
                tell(remote, line, wait);
            if (line === 'locked')
                resolve();
        });
        holder.output.on('data', lines.take);
        remote.cancelled?.addEventListener('abort', () => resolve());
        holder.finished.then(() => resolve());
    });
    if (answer === 'locked')
        return holder;
    holder.abort();
    remote.cancelled?.throwIfAborted();
    throw denied(remote, lease, answer, await holder.finished);
}
function tell({ name }, line, wait) {
    const [word, ...rest] = line.split(' ');
    const what = rest.join(' ');
    if (word === 'busy' && wait > 0)
        log/* log */.Rm.info(`Waiting up to ${wait} s for the deployment that is running on ${name}: ${what || 'it left no lease'}`);
    if (word === 'orphan')
        log/* log */.Rm.info(`"${what}" of a run that has ended is still going on; waiting for it`);
    if (word === 'ended')
        log/* log */.Rm.warning(`"${what}" of a run that has ended took too long and was ended`);
}
function denied({ name }, { path, folder }, answer, { stderr }) {
    if (answer.startsWith('denied')) {
        const who = answer.slice('denied '.length) || 'it left no lease';
        return new errors/* UserError */.y(`another deployment is running on ${name} in ${path} (${who}). Wait for it to end, then run this again`);
    }
    if (answer === 'lost')
        return new errors/* UserError */.y(`the connection to ${name} was lost, and another deployment has had the lock since. Nothing more was done; run this again`);
    return new errors/* UserError */.y(`cannot take the lock in ${folder} on ${name}: ${stderr.trim() || 'no reason given'}`);
}

;// CONCATENATED MODULE: ../packages/deployment/src/journal/release-state.ts
/** What happened to a release. `switching` precedes anything that visitors can notice. */
const RELEASE_STATES = [
    'started',
    'prepared',
    'switching',
    'switched',
    'failed',
    'rolled-back',
];

;// CONCATENATED MODULE: ../packages/deployment/src/journal/journal-fields.ts

const journal_fields_text = value => typeof value === 'string';
const matching = (form) => value => typeof value === 'string' && form.test(value);
const listOf = (check) => value => Array.isArray(value) && value.every(check);
const oneOf = (values) => value => values.includes(value);
/** Whether a value is an object whose known fields are right; a field may be missing unless it is required. */
const record = (fields, required = []) => value => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return false;
    const given = value;
    return (required.every(name => given[name] !== undefined) &&
        Object.entries(fields).every(([name, check]) => given[name] === undefined || check(given[name])));
};
/** Nothing of it becomes an option of a command, nor leaves a folder. */
const IMAGE_WORD = matching(/^([A-Za-z0-9][A-Za-z0-9._/:@-]*)?$/);
const journal_fields_VERSION = {
    version: matching(/^([A-Za-z0-9_][A-Za-z0-9._-]{0,127})?$/),
    sha: matching(/^[0-9a-f]{0,40}$/),
    slot: matching(/^([A-Za-z0-9][A-Za-z0-9-]*)?$/),
};
const CONTAINER = matching(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/);
const RELEASE = matching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,255}$/);
const FACTS = record({
    ...journal_fields_VERSION,
    services: listOf(matching(/^[A-Za-z0-9._][A-Za-z0-9._-]*$/)),
    previous: record(journal_fields_VERSION),
    images: listOf(record({ image: IMAGE_WORD, reference: IMAGE_WORD, id: IMAGE_WORD }, ['image', 'reference'])),
    migrates: value => typeof value === 'boolean',
    revisionBefore: journal_fields_text,
    revisionAfter: journal_fields_text,
    revisionProblem: journal_fields_text,
    migrations: listOf(journal_fields_text),
    schemaDatabases: listOf(record({ container: CONTAINER, database: journal_fields_text }, ['container', 'database'])),
    backup: journal_fields_text,
    withoutBackup: journal_fields_text,
    withoutMigrations: journal_fields_text,
    rollbackOf: RELEASE,
    run: journal_fields_text,
    actor: journal_fields_text,
});
const EVENT = record({ at: journal_fields_text, release: RELEASE, state: oneOf(RELEASE_STATES), facts: FACTS, reason: journal_fields_text }, ['release', 'state']);
/** Whether a line can have been written by a deployment: what it says becomes parts of commands and of file names. */
const journal_fields_isEvent = (value) => EVENT(value);

;// CONCATENATED MODULE: ../packages/deployment/src/journal/journal.ts

/** Reads journal lines. A last line that was cut off by a full disk or a power failure is left out. */
function parseJournal(text) {
    return text.split('\n').flatMap(line => {
        const event = parsed(line);
        return journal_fields_isEvent(event) ? [event] : [];
    });
}
/** Whether there is anything in a journal that is no line of it, nor the beginning of an interrupted one. */
const journal_isDamaged = (text) => text.split('\n').some(line => {
    const event = parsed(line);
    return event === undefined ? /^\s*[^\s{]/.test(line) : !isEvent(event);
});
function parsed(line) {
    try {
        return line.trim() === '' ? undefined : JSON.parse(line);
    }
    catch {
        return undefined;
    }
}
const NO_FACTS = { services: [], images: [] };
/** The releases of a journal, oldest first. */
function releasesOf(events) {
    const releases = new Map();
    for (const { at, release: id, state, facts } of events) {
        if (state === 'started')
            releases.set(id, {
                ...NO_FACTS,
                ...facts,
                id,
                at,
                state,
                exposed: false,
                wasLive: false,
            });
        const release = releases.get(id);
        if (!release)
            continue;
        Object.assign(release, facts, { state });
        if (state === 'switching' || state === 'switched')
            release.exposed = true;
        if (state === 'switched')
            release.wasLive = true;
        if (state === 'rolled-back')
            release.exposed = false;
    }
    return [...releases.values()];
}

;// CONCATENATED MODULE: ../packages/deployment/src/journal/journal-file.ts



const journalPath = (application) => absolute(application, '.deploy/releases.jsonl');
/** More releases back than anybody returns to; the newest are at the end. */
const MAX_JOURNAL_BYTES = 4 * 1024 * 1024;
/** The journal of the server; empty before the first deployment. Of a very long one only the end is read. */
async function readJournal(remote, application) {
    return parseJournal(await readEnd(remote, application));
}
async function readEnd(remote, application) {
    const script = '[ -e "$1" ] || exit 3; tail -c "$2" -- "$1"';
    const file = journalPath(application);
    const command = ['sh', '-c', script, `read ${file}`, file, String(MAX_JOURNAL_BYTES)];
    const { code, stdout, stderr } = await remote.run(command, { allowFailure: true });
    if (code === 3)
        return '';
    if (code !== 0)
        throw new errors/* UserError */.y(`cannot read ${file} on ${remote.name}: ${stderr.trim() || `exit code ${code}`}`);
    return Buffer.byteLength(stdout) < MAX_JOURNAL_BYTES ? stdout : stdout.slice(stdout.indexOf('\n') + 1);
}
/** Whether somebody or something else has written into the journal, so that it may tell less than there was. */
async function isJournalDamaged(remote, application) {
    return isDamaged(await readEnd(remote, application));
}
/** What someone has written, or a command has printed. Everything else is read again, and stays as it is. */
const FREE_TEXTS = ['reason', 'by', 'withoutBackup', 'withoutMigrations'];
const withoutSecrets = (key, value) => FREE_TEXTS.includes(key) && typeof value === 'string' ? (0,secrets/* redact */.E$)(value) : value;
/** Appends one line, on disk before this returns. It starts on a new line, whatever a full disk has left of the last. */
async function appendEvent(remote, application, event) {
    const line = JSON.stringify({ at: new Date().toISOString(), ...event }, withoutSecrets);
    const script = 'umask 077; mkdir -p "$1"; cat >> "$2"; sync "$2"';
    const words = [
        'sh',
        '-euc',
        script,
        'write the journal',
        absolute(application, '.deploy'),
        journalPath(application),
    ];
    await remote.run(words, { input: `\n${line}\n` });
}

;// CONCATENATED MODULE: ../packages/deployment/src/journal/journal-rotation.ts




/** Below what is read, so that nothing is unread before it is kept or dropped. */
const ROTATED_ABOVE_BYTES = MAX_JOURNAL_BYTES / 2;
/** The newest lines, which are some hundreds of releases. */
const NEWEST_BYTES = ROTATED_ABOVE_BYTES / 2;
/** Releases that have been live, which are more than a server keeps images of. However old, they are kept. */
const KEPT_LIVE = 50;
/** Prints the size of a journal that is to be rotated, and the part of it that is read; nothing about a smaller one. */
const journal_rotation_READ = `[ -e "$1" ] || exit 0
size=$(wc -c < "$1")
[ "$size" -gt "$2" ] || exit 0
echo "$size"
tail -c "$3" -- "$1"`;
/** A reader sees the old journal or the new one, also after a power failure. One that has grown meanwhile stays. */
const REPLACE = `umask 077
rm -f -- "$1".????????
new=$(mktemp "$1.XXXXXXXX")
trap 'rm -f -- "$new"' EXIT
trap 'exit 1' HUP INT TERM
cp -p -- "$1" "$new"
cat > "$new"
if [ "$(wc -c < "$new")" -ne "$2" ]; then echo "the content did not arrive whole" >&2; exit 1; fi
sync "$new"
if [ "$(wc -c < "$1")" -ne "$3" ]; then echo "someone else has written into it" >&2; exit 1; fi
mv -f -- "$new" "$1"`;
/**
 * Shortens a journal that has become long. To be called while the lock is held. A rotation that fails leaves the journal as
 * it is, and is no reason to fail.
 * @param live the version that is live
 */
async function rotateJournal(remote, application, live) {
    const path = journalPath(application);
    const limits = [String(ROTATED_ABOVE_BYTES), String(MAX_JOURNAL_BYTES)];
    try {
        const { stdout } = await remote.run(['sh', '-euc', journal_rotation_READ, 'look at the journal', path, ...limits]);
        if (stdout === '')
            return;
        const [size = '', ...lines] = stdout.split('\n');
        const input = keptLines(lines, live).join('\n');
        const sizes = [String(Buffer.byteLength(input)), size];
        await remote.run(['sh', '-euc', REPLACE, 'rotate the journal', path, ...sizes], { input });
        log/* log */.Rm.info(`Rotated the journal: the oldest releases are gone from it (${size} bytes before, ${sizes[0]} now)`);
    }
    catch (error) {
        if (!(error instanceof RemoteCommandError))
            throw error;
        log/* log */.Rm.warning(`the journal was not rotated: ${error.message}`);
    }
}
/** The newest lines, and the older ones of releases that a rollback may need. */
function keptLines(lines, live) {
    const first = firstOfNewest(lines);
    const kept = new Set(neededReleases(releasesOf(parseJournal(lines.join('\n'))), live).map(({ id }) => id));
    return lines.filter((line, at) => at >= first || parseJournal(line).some(({ release }) => kept.has(release)));
}
/** The last that have been live, the one that is, and the one before it. */
function neededReleases(releases, live) {
    const wereLive = releases.filter(({ wasLive }) => wasLive);
    const lastOf = (wanted) => wereLive.findLast(({ version }) => version === wanted);
    const current = lastOf(live);
    const needed = [current, lastOf(current?.previous?.version)];
    return [...wereLive.slice(-KEPT_LIVE), ...needed.filter(release => release !== undefined)];
}
function firstOfNewest(lines) {
    let bytes = 0;
    for (let at = lines.length; at > 0; at--) {
        bytes += Buffer.byteLength(lines[at - 1] ?? '') + 1;
        if (bytes > NEWEST_BYTES)
            return at;
    }
    return 0;
}

;// CONCATENATED MODULE: ../packages/remote/src/commands/until-cancelled.ts

/**
 * The same server until the run is cancelled: after that nothing begins any more, and a command that is still being fed
 * is given up. A short command that is under way comes to its end.
 */
function untilCancelled(remote, cancelled) {
    const unless = async (work) => {
        cancelled.throwIfAborted();
        try {
            return await work();
        }
        catch (cause) {
            cancelled.throwIfAborted();
            throw cause;
        }
    };
    const fed = (options = {}) => {
        if (options.input instanceof external_node_stream_.Readable)
            (0,external_node_stream_.addAbortSignal)(cancelled, options.input);
        return options;
    };
    return {
        ...remote,
        cancelled,
        regardless: remote,
        run: (command, options) => unless(() => remote.run(command, fed(options))),
        stream: command => unless(() => remote.stream(command)),
        request: request => unless(() => remote.request(request)),
        keep: site => unless(() => remote.keep(site)),
    };
}

;// CONCATENATED MODULE: ../packages/server/src/query.ts

/**
 * The function `query` of a script that collects many facts in one round trip: it runs a command and writes a line with
 * the name of the query, the exit code, the output and the error output, both as Base64. It needs no file, for a
 * disk that is full.
 */
const QUERY_FUNCTION = `encode() { [ -z "$1" ] || printf '%s' "$1" | base64 | tr -d '\\n'; }
query() {
  name=$1; shift
  {
    errors=$({
      output=$("$@" 2>&3 3>&- 4>&- < /dev/null) && code=0 || code=$?
      printf '%s %s %s ' "$name" "$code" "$(encode "$output")" >&4
    } 3>&1)
  } 4>&1
  encode "$errors"; echo
}`;
/** Reads the lines that `query` writes. */
function parseQueryResults(stdout) {
    const lines = stdout.split('\n').filter(line => line !== '');
    return Object.fromEntries(lines.map(line => {
        const [name = '', code, text = '', errors = ''] = line.split(' ');
        return [name, resultOf(Number(code), decoded(text), decoded(errors))];
    }));
}
const decoded = (base64) => Buffer.from(base64, 'base64').toString('utf8');
const resultOf = (code, output, errors) => code === 0
    ? { code, text: output, warnings: errors }
    : { code, text: [output, errors].filter(part => part !== '').join('\n') };
/** The lines of a result; none when there is no result, or the command failed. */
const linesOf = (reply) => reply?.code === 0 ? reply.text.split('\n').filter(line => line !== '') : [];
/** Warnings of compose, and advice of git that stands after the reason. */
const IRRELEVANT = /^time=|^Please make sure|^and the repository exists|Could not read from remote/;
/** The end of the output of a command, on one line. */
function lastLines({ text }) {
    const lines = text.split('\n').filter(line => line.trim() !== '' && !IRRELEVANT.test(line));
    return (0,secrets/* redactedEnd */.Kr)(lines.slice(-2).join(' ').trim(), 400) || 'it gave no reason';
}

;// CONCATENATED MODULE: ../packages/server/src/containers.ts

const FIELDS = [
    '{{slice .Name 1}}',
    '{{index .Config.Labels "com.docker.compose.project"}}',
    '{{index .Config.Labels "com.docker.compose.service"}}',
    '{{.Config.Image}}',
    '{{range $port, $bindings := .NetworkSettings.Ports}}{{range $bindings}}{{.HostIp}}:{{.HostPort}}->{{$port}}, {{end}}{{end}}',
];
/** What `docker inspect` is to write of each container: a line that `runningContainers` reads, empty for one that does not run. */
const RUNNING = `{{if .State.Running}}${FIELDS.join('\t')}{{end}}`;
/** The same of one that does not run, with its first three fields. */
const STOPPED = `{{if not .State.Running}}${FIELDS.slice(0, 3).join('\t')}{{end}}`;
/** The services of a project that have a container, whether it runs or not. */
const existingServices = (results, project) => allContainers(results)
    .filter(container => container.project === project)
    .map(({ service }) => service);
/** The containers on the server, those of other projects too, whether they run or not. */
function allContainers(results) {
    const stopped = linesOf(results.stopped).map(line => {
        const [name = '', project = '', service = ''] = line.split('\t');
        return { name, project, service };
    });
    return [...runningContainers(results), ...stopped];
}
/** The containers that run on the server, those of other projects too. */
function runningContainers({ containers }) {
    const lines = containers?.code === 0 ? containers.text.split('\n').filter(line => line !== '') : [];
    return lines.map(line => {
        const [name = '', project = '', service = '', image = '', ports = ''] = line.split('\t');
        return { name, project, service, image, ports };
    });
}

;// CONCATENATED MODULE: ../packages/deployment/src/checkout/checkout-script.ts
/**
 * Shell functions for the checkout on a server, in whose folder they run. Git is called without what the server's
 * configuration would add to a checkout: its hooks, its monitor, and modes of files that an operator has changed. Names of files end with a
 * NUL wherever they are passed on, since git quotes those with unusual characters otherwise, and are never patterns.
 *
 * While a checkout goes on, the file `.deploy/checkout` names the commit before it and its own. Before it is written,
 * nothing that the checkout writes differed from HEAD, and nothing was in the place of what it adds; so a checkout that
 * was interrupted can be undone path by path. Submodules are brought to their commits afterwards.
 */
const CHECKOUT_FUNCTIONS = `in_progress=.deploy/checkout
export GIT_LITERAL_PATHSPECS=1 GIT_TERMINAL_PROMPT=0
# A program that git would start to learn what has changed (since git 2.31; an older one starts it for a status only).
config_count=\${GIT_CONFIG_COUNT:-0}
export "GIT_CONFIG_KEY_$config_count=core.fsmonitor" "GIT_CONFIG_VALUE_$config_count=" "GIT_CONFIG_COUNT=$((config_count + 1))"
plain_git() {
  git -c core.hooksPath=/dev/null -c core.fsmonitor= -c core.fileMode=false -c core.safecrlf=false -c advice.detachedHead=false -c submodule.recurse=false "$@"
}
head_commit() { git rev-parse HEAD; }
# Whether the bytes of a file are not those of HEAD.
differs='for file; do
  committed=$(git rev-parse --quiet --verify "HEAD:$file") || committed=
  [ -n "$committed" ] && [ "$committed" = "$(git hash-object --no-filters -- "$file" 2> /dev/null)" ] || printf "%s\\0" "$file"
done'
# Tracked files that git takes for changed. The index is not written: looking leaves it as it is.
differing() {
  plain_git --no-optional-locks status --porcelain -z --untracked-files=no --no-renames --ignore-submodules=all | cut -z -c 4-
}
# Files that git is set to take for unchanged, and that are there.
unwatched() {
  git ls-files -v -z | grep -z '^[a-zS] ' | cut -z -c 3- | xargs -0 -r sh -c 'for file; do [ ! -e "$file" ] || printf "%s\\0" "$file"; done' -
}
# Tracked files whose bytes are not those of HEAD; only their line endings or filters make other ones differ.
changed() { { differing; unwatched; } | xargs -0 -r sh -c "$differs" -; }
# Where the submodules of HEAD are.
submodules() { git ls-files --stage -z | grep -z '^160000 ' | cut -z -f 2- | tr '\\0' '\\n'; }
# A submodule at another commit is none of them: it follows the checkout.
changed_files() {
  changed | tr '\\0' '\\n'
  submodules | while IFS= read -r module; do
    [ ! -e "$module/.git" ] || (cd "$module" && changed_files) | while IFS= read -r file; do printf '%s\\n' "$module/$file"; done
  done
}
# Those that a commit changes as well.
conflicting() {
  changed | xargs -0 -r sh -c 'commit=$0; for file; do git diff --quiet HEAD "$commit" -- "$file" || printf "%s\\0" "$file"; done' "$1"
}
# What is in the place of a file that a commit adds, or of a submodule that becomes one; not a folder of files that HEAD has.
in_the_way() {
  plain_git diff --name-only --no-renames --diff-filter=A -z HEAD "$1" -- | xargs -0 -r sh -c 'commit=$0; for file; do
    if [ -d "$file" ] && [ ! -L "$file" ]; then
      # A submodule that an earlier checkout has left stays where it is.
      if [ -e "$file/.git" ]; then case $(git ls-tree "$commit" -- "$file") in 160000*) continue ;; esac; fi
      [ -z "$(git ls-files --others -- "$file/" | head -n 1)" ] || printf "%s\\0" "$file"
    elif [ -e "$file" ] || [ -L "$file" ]; then printf "%s\\0" "$file"; fi
  done' "$1"
  plain_git diff --name-only --no-renames --diff-filter=T -z HEAD "$1" -- | xargs -0 -r sh -c 'for file; do
    [ ! -d "$file" ] || [ -L "$file" ] || [ -z "$(ls -A "$file")" ] || printf "%s\\0" "$file"
  done' -
}
files_in_the_way() { in_the_way "$1" | tr '\\0' '\\n'; }
# Whether a git is at work in this checkout; where that of another user is cannot be read.
git_runs() {
  checkout=$(pwd -P)
  for comm in $(grep -lx git /proc/[0-9]*/comm 2> /dev/null); do
    case $(readlink "\${comm%comm}cwd" 2> /dev/null)/ in "$checkout"/*) return 0 ;; esac
  done
  return 1
}
# The git of a connection that was lost may still be at work.
end_git() {
  [ -e .git/index.lock ] || return 0
  for second in 1 2 3 4 5 6 7 8 9 10; do
    git_runs || break
    sleep 1
  done
  ! git_runs || { echo "git is still running in $PWD" >&2; return 1; }
  rm -f .git/index.lock
  echo "removed .git/index.lock"
}
undo_interrupted() {
  end_git
  [ -e "$in_progress" ] || return 0
  from= to=
  read -r from to < "$in_progress" || true
  if [ "$(head_commit)" = "$from" ] && [ "$from" != "$to" ] && git cat-file -e "$to^{commit}" 2> /dev/null; then
    plain_git diff --name-only --no-renames --diff-filter=A -z "$from" "$to" -- | xargs -0 -r sh -c 'for file; do
      if [ -d "$file" ] && [ ! -L "$file" ]; then rmdir -- "$file" 2> /dev/null; else rm -f -- "$file"; fi
      case $file in */*) rmdir -p -- "\${file%/*}" 2> /dev/null ;; esac
    done; true' -
    # The index is still that of HEAD; what a sparse checkout leaves out stays away.
    plain_git diff --name-only --no-renames --diff-filter=a -z "$from" "$to" -- | plain_git checkout-index --force --index --quiet -z --stdin || true
    echo "undid an interrupted checkout of $to"
  fi
  rm -f "$in_progress"
}
check_out() {
  [ "$(head_commit)" != "$1" ] || return 0
  problem=$(files_in_the_way "$1")
  if [ -n "$problem" ]; then
    printf 'not in git, but in the place of files of commit %s: %s\\n' "$1" "$(echo $problem)" >&2
    return 1
  fi
  problem=$(conflicting "$1" | tr '\\0' '\\n')
  if [ -n "$problem" ]; then
    printf 'local changes in files that commit %s changes: %s\\n' "$1" "$(echo $problem)" >&2
    return 1
  fi
  mkdir -p .deploy
  echo "$(head_commit) $1" > "$in_progress"
  # Git takes a file for changed whose line endings are not as .gitattributes says, and would not replace it.
  differing | xargs -0 -r sh -c 'commit=$0; for file; do git diff --quiet HEAD "$commit" -- "$file" || rm -f -- "$file"; done' "$1"
  if plain_git checkout --quiet --detach --no-overwrite-ignore "$1"; then rm -f "$in_progress"
  else undo_interrupted; return 1; fi
}
# Brings a submodule of HEAD to its commit; $1 is its folder, the rest are options of git.
update_submodule() {
  module=$1; shift
  printed=$(plain_git submodule --quiet update --recursive "$@" -- "$module" 2>&1 < /dev/null) && return 0
  # The first line is the reason, unless git says what it was about to do; the address may contain a password, and that an "@".
  printf '%s\\n' "$printed" | sed -e '/^$/d' -e '/^Cloning into /d' -e "s|//[^[:blank:]'\\"]*@|//|g" | head -n 1
  return 1
}
# Fetches a commit. Some remotes give only the tips of branches; an older commit comes with those that have it.
fetch_commit() {
  printed=$(fetch_objects "$1" 2>&1) && return 0 || code=$?
  case $printed in *'unadvertised object'* | *'not our ref'* | *'not valid'*)
    tips=$(git ls-remote --quiet --heads origin | cut -f 1 | sort -u)
    [ -z "$tips" ] || fetch_objects $tips 2>&1 || true
    ! git cat-file -e "$1^{commit}" 2> /dev/null || return 0 ;;
  esac
  printf '%s\\n' "$printed" >&2
  return "$code"
}
fetch_objects() { plain_git \${fetch_config:-} fetch --quiet --no-tags --no-recurse-submodules origin "$@"; }
`;

;// CONCATENATED MODULE: ../packages/deployment/src/jobs/job.ts




/** What a job has said that matters for an error. */
const LAST_LINES = 3;
/** Connections over which a job is started, each of which is lost before it begins. */
const MAX_STARTS = 3;
/**
 * Runs a command on the server that goes on without the connection: after a lost one it is followed again from where it
 * was. When the run is cancelled it is ended, with everything that it has started.
 *
 * @throws RemoteCommandError when its exit code is not 0
 */
async function runJob(remote, project, job) {
    // A connection that is lost while the job starts has not started it, or the server knows it.
    for (let attempt = 1; attempt < MAX_STARTS; attempt++)
        if (await hasRun(remote, project, job))
            return;
    if (!(await hasRun(remote, project, job)))
        throw new errors/* UserError */.y(`"${job.name}" was not started: the connection to ${remote.name} was lost ${MAX_STARTS} times`);
}
/** @returns whether the job has begun; then it has ended well */
async function hasRun(remote, project, job) {
    const { name, command, deadline, container = '', input = '' } = job;
    const folder = absolute(project, `.deploy/jobs/${crypto.randomUUID()}`);
    const last = [];
    const lines = lineSplitter(line => {
        last.push(line);
        if (last.length > LAST_LINES)
            last.shift();
        job.onLine?.(line);
    }, job);
    let known = 0;
    const take = (part) => {
        known += part.length;
        lines.take(part);
    };
    const start = ['sh', '-euc', START, name, folder, String(deadline), container, ...command];
    return unlessCancelled(remote, { name, folder }, async () => {
        // Whether a connection that was lost meanwhile has started it is for the server to say.
        let stream = await remote.stream(start).catch((error) => {
            // A defect: nothing was sent.
            if (!(error instanceof errors/* UserError */.y))
                throw error;
            return followAgain(remote, { name, folder, known });
        });
        stream.input.end(input);
        for (;;) {
            stream.output.on('data', take);
            const end = await stream.finished;
            if (end.code === undefined) {
                stream = await followAgain(remote, { name, folder, known });
                continue;
            }
            lines.flush();
            if (end.code === 0)
                return true;
            if (end.code === 127 && end.stderr.trim() === NOT_BEGUN)
                return false;
            const stderr = end.stderr.trim() || last.join('\n');
            throw new RemoteCommandError(remote.name, start, { ...end, stderr }, '');
        }
    });
}
async function followAgain(remote, { name, folder, known }) {
    const stream = await remote.stream(['sh', '-euc', FOLLOW, name, folder, String(known)]);
    log/* log */.Rm.info(`Following "${name}" again, which goes on without its connection`);
    return stream;
}
/** When the run is cancelled, the job is ended with everything that it has started, and nobody waits for its output. */
async function unlessCancelled({ cancelled, regardless }, { name, folder }, work) {
    if (!cancelled || !regardless)
        return work();
    const aborted = new Promise(resolve => cancelled.addEventListener('abort', () => resolve(undefined)));
    try {
        const result = await Promise.race([work(), aborted]);
        if (result !== undefined && !cancelled.aborted)
            return result;
    }
    catch (cause) {
        if (!cancelled.aborted)
            throw cause;
    }
    log/* log */.Rm.info(`Ending "${name}": the run is cancelled`);
    await regardless.run(['sh', '-euc', END, `end "${name}"`, folder]);
    throw cancelled.reason;
}

;// CONCATENATED MODULE: ../packages/deployment/src/checkout/submodules.ts




/** As long as the fetch of the commit itself. */
const MAX_UPDATE_SECONDS = 600;
const NOT_THERE = 3;
const UPDATE = `${CHECKOUT_FUNCTIONS}cd "$1"
missing=; [ -e "$2/.git" ] || missing=yes
update_submodule "$2" --init && exit 0
[ -z "$missing" ] || exit ${NOT_THERE}
exit 1`;
/**
 * Brings submodules of the commit that is checked out to their commits. One that the server did not have and cannot get may
 * be for the build alone, so that is a warning.
 * @param submodules their folders
 * @throws UserError when one that the server has cannot follow
 */
async function updateSubmodules(remote, path, submodules) {
    for (const submodule of submodules) {
        const printed = [];
        const job = {
            name: `update submodule ${submodule}`,
            command: ['sh', '-uc', UPDATE, 'update the submodule', path, submodule],
            deadline: MAX_UPDATE_SECONDS,
            onLine: (line) => void printed.push(line),
        };
        await runJob(remote, { path }, job).catch((cause) => {
            if (!(cause instanceof RemoteCommandError) || cause.code === undefined)
                throw cause;
            const reason = (0,secrets/* redactedEnd */.Kr)(printed.join(' ').trim(), 400) || `exit code ${cause.code}`;
            if (cause.code !== NOT_THERE)
                throw new errors/* UserError */.y(`cannot update submodule ${submodule} in ${path} on ${remote.name}: ${reason}. Give the server access to its remote, or exclude it there with "git config submodule.${submodule}.update none"`, { cause });
            log/* log */.Rm.warning(`submodule ${submodule} is not in ${path} on ${remote.name}, and could not be fetched: ${reason}. Give the server access to its remote if a container needs it`);
        });
    }
}

;// CONCATENATED MODULE: ../packages/deployment/src/checkout/checkout.ts




const CHECK_OUT = `${CHECKOUT_FUNCTIONS}cd "$1"
undo_interrupted
check_out "$2"
submodules | sed 's/^/submodule /'`;
/**
 * Checks out a commit that the server has, without a branch. Files that git does not know are never overwritten, and
 * when git fails nothing of the commit stays behind. A checkout that was interrupted earlier is undone first. Submodules
 * follow the commit.
 * @throws RemoteCommandError with what is in the way, or git's own error
 * @throws UserError when a submodule cannot follow
 */
async function checkOutCommit(remote, path, sha) {
    const { stdout } = await remote.run(['sh', '-euc', CHECK_OUT, 'check out the commit', path, sha]);
    const submodules = [];
    for (const line of checkout_linesOf(stdout)) {
        const [, submodule] = /^submodule (.*)$/.exec(line) ?? [];
        if (submodule === undefined)
            log/* log */.Rm.info(`Checkout: ${line}`);
        else
            submodules.push(submodule);
    }
    await updateSubmodules(remote, path, submodules);
}
const RETURN = `${CHECKOUT_FUNCTIONS}cd "$1"
undo_interrupted
[ "$(head_commit)" != "$2" ] || exit 0
changed=$(changed_files)
if [ -z "$changed" ]; then
  check_out "$2"; echo "checked out $2"
  # The server has had the commits of the submodules before.
  submodules | while IFS= read -r module; do
    [ ! -e "$module/.git" ] || reason=$(update_submodule "$module" --no-fetch) || echo "submodule $module stays as it is: $reason"
  done
else echo "not returned to $2 because of local changes ($(echo $changed))"; exit 3; fi`;
/**
 * Returns the checkout to a commit after a release that failed or was interrupted, perhaps in the middle of a git command.
 * Local changes stay; a warning names them.
 * @returns whether the commit is checked out
 */
async function returnCheckout(remote, path, sha) {
    const command = ['sh', '-euc', RETURN, 'return the checkout', path, sha];
    const { code, stdout, stderr } = await remote.run(command, { allowFailure: true });
    for (const line of checkout_linesOf(stdout)) {
        if (code === 3 || line.startsWith('submodule '))
            log/* log */.Rm.warning(`Checkout of ${path} on ${remote.name}: ${line}`);
        else
            log/* log */.Rm.info(`Checkout: ${line}`);
    }
    if (code !== 0 && code !== 3)
        throw new RemoteCommandError(remote.name, command, { code, signal: undefined, stderr }, stdout);
    return code === 0;
}
const CHANGED = `${CHECKOUT_FUNCTIONS}cd "$1"
undo_interrupted >&2
changed_files`;
/** Tracked files of the checkout that differ from HEAD by more than line endings; an interrupted checkout is undone first. */
async function changedFiles(remote, path) {
    const { stdout } = await remote.run(['sh', '-euc', CHANGED, 'list changed files', path]);
    return checkout_linesOf(stdout);
}
const checkout_linesOf = (text) => text.split('\n').filter(line => line !== '');

;// CONCATENATED MODULE: ./ssh-deploy/src/preflight/local-changes.ts
/** Reports tracked files that differ from the commit; nothing when there are none. */
function localChangesProblem(files, server, path) {
    if (files.length === 0)
        return undefined;
    const names = files.slice(0, 5).join(', ');
    return `${path} on ${server} has local changes (${names}). Commit them to the repository or undo them with "git checkout"`;
}

;// CONCATENATED MODULE: ./ssh-deploy/src/checkout.ts



/** Checks out a commit on the server. Local changes to tracked files are never overwritten. */
async function checkOut(remote, path, sha) {
    const problem = localChangesProblem(await changedFiles(remote, path), remote.name, path);
    if (problem)
        throw new errors/* UserError */.y(problem);
    await fetchCommit(remote, path, sha);
    await checkOutCommit(remote, path, sha);
    log/* log */.Rm.info(`Checked out ${sha}`);
}
const MAX_FETCH_SECONDS = 600;
const FETCH = `${CHECKOUT_FUNCTIONS}cd "$1"
fetch_commit "$2"`;
/** Fetches a commit from the repository's origin, unless the server has it. */
async function fetchCommit(remote, path, sha) {
    const known = await remote.run(['git', '-C', path, 'cat-file', '-e', `${sha}^{commit}`], {
        allowFailure: true,
    });
    if (known.code !== 0)
        await runFetch(remote, path, ['sh', '-uc', FETCH, 'fetch the commit', path, sha]);
}
/** Fetches the history that a shallow clone lacks. */
async function fetchHistory(remote, path) {
    log/* log */.Rm.info(`${path} on ${remote.name} is a shallow clone; fetching its history to tell the order of commits`);
    const options = ['-c', 'core.hooksPath=/dev/null', 'fetch', '--quiet', '--no-recurse-submodules'];
    await runFetch(remote, path, ['git', '-C', path, ...options, '--unshallow', 'origin']);
}
const runFetch = (remote, path, command) => runJob(remote, { path }, { name: 'git fetch', command, deadline: MAX_FETCH_SECONDS });
/** Keeps the pipeline's own folder out of what git shows. */
async function excludeDeployFolder(remote, path) {
    const script = 'file="$1/.git/info/exclude"; mkdir -p "$1/.git/info"; grep -qx /.deploy/ "$file" 2>/dev/null || echo /.deploy/ >> "$file"';
    await remote.run(['sh', '-euc', script, 'exclude .deploy from git', path]);
}

;// CONCATENATED MODULE: ../packages/deployment/src/images/version-images.ts

/**
 * The releases before one. The same version may have been released again with other images, which are not those to roll
 * back to.
 */
function releasesBefore(releases, { id }) {
    const at = releases.findIndex(release => release.id === id);
    return at === -1 ? releases : releases.slice(0, at);
}
/**
 * The images that a version had when it was last live. A release of the same version that failed may have had others, and a
 * version that was live before the first deployment has none.
 */
function builtImages(releases, { version, sha = '' }) {
    const had = releases.findLast(release => release.version === version &&
        (sha === '' || release.sha === sha) &&
        release.wasLive &&
        release.images.length > 0);
    return had?.images ?? [];
}
/** What an image is called on the server whatever its name in the compose file has come to mean. */
const lastingName = ({ image, reference, id }) => reference || id || image;
/**
 * Gives images the names that the compose file uses, by digest: a name may have come to mean another image since.
 * @returns those that the server does not have
 */
async function tagImages(remote, images) {
    const missing = [];
    for (const built of images) {
        const command = ['docker', 'tag', lastingName(built), built.image];
        const { code } = await remote.run(command, { allowFailure: true });
        if (code !== 0)
            missing.push(built);
    }
    return missing;
}
/**
 * Gives the images of a version the names that the compose file uses, by digest.
 * @throws UserError when one of them is not on the server any more
 */
async function nameImages(remote, releases, version) {
    const images = builtImages(releases, { version });
    const [missing] = await tagImages(remote, images);
    if (missing)
        throw new errors/* UserError */.y(`image ${missing.reference || missing.image} is not on ${remote.name} any more. Deploy ${version} again with the input "version"`);
    return images;
}

;// CONCATENATED MODULE: ../packages/deployment/src/images/image-names.ts
/** The name that the image of a service is pushed under: that of the compose file, below the registry and its namespace. */
const pushedName = (registry, image) => `${registry}/${image}`;
/** The same image by digest, because a tag can be moved. */
const pinnedReference = (registry, image, digest) => `${pushedName(registry, repositoryOf(image))}@${digest}`;
/** The name of an image without its tag; the port of a registry is no tag. */
const repositoryOf = (image) => image.replace(/:[^:/]*$/, '');
const IMAGE = /^[a-z0-9][a-z0-9._/:-]*:[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
/** Why a service that is built cannot have an image of this name, or nothing when it can. */
function imageNameProblem(service, image, version) {
    const advice = `Write "image: NAME:\${VERSION}" in the compose file`;
    if (!image)
        return `service "${service}" has "build" but no "image". ${advice}`;
    if (!image.endsWith(`:${version}`))
        return `image "${image}" of service "${service}" does not carry the version. ${advice}`;
    if (!IMAGE.test(image))
        return `image "${image}" of service "${service}" is not a valid name. ${advice}`;
    return undefined;
}

;// CONCATENATED MODULE: ../packages/deployment/src/images/service-images.ts

/**
 * The names of the images that are built for a version, from the compose file of its commit, and what is wrong with them.
 * @param model read with `VERSION` set
 */
function builtImageNames(model, version) {
    const builds = [...buildsIn(model)];
    return {
        names: [...new Set(builds.flatMap(([, image]) => image ?? []))],
        problems: builds.flatMap(([service, image]) => imageNameProblem(service, image, version) ?? []),
    };
}
/**
 * The images of a build: the digests come from the build, the names from the compose file of the commit. So the output of
 * a build can neither name an image that the commit does not build, nor leave one out.
 */
function serviceImages(model, built, release) {
    const builds = buildsIn(model);
    const { problems } = builtImageNames(model, release.version);
    const images = new Map();
    for (const [service, name] of builds) {
        const result = built.get(service);
        if (!result || !name)
            continue;
        const image = builtImage(name, result, release.registry);
        const first = images.get(name);
        if (!first)
            images.set(name, { service, image });
        else if (!isSame(first.image, image))
            problems.push(`input "images" has different images for services "${first.service}" and "${service}", which share ${name}. Build the commit again`);
    }
    return {
        images: [...images.values()].map(({ image }) => image),
        problems: [...problems, ...differences(builds, built, release.composeFile)],
    };
}
/** The name of the image of every service with a build, as the compose file has it. */
function buildsIn({ services }) {
    const builds = Object.entries(services).filter(([, { build }]) => build !== undefined && build !== null);
    return new Map(builds.map(([service, { image }]) => [service, image]));
}
const builtImage = (image, { digest, id }, registry = '') => digest === undefined
    ? { image, reference: '', ...(id === undefined ? {} : { id }) }
    : { image, reference: pinnedReference(registry, image, digest) };
const isSame = (one, other) => one.reference === other.reference && one.id === other.id;
const MAX_NAMES = 5;
/** Services that either only the build or only the compose file has. */
function differences(builds, built, composeFile) {
    const unknown = [...built.keys()].filter(service => !builds.has(service));
    const missing = [...builds.keys()].filter(service => !built.has(service));
    return [
        ...(unknown.length === 0
            ? []
            : [
                `input "images" has ${named(unknown)}, which ${composeFile} of the commit does not build. Pass the images of a build of this commit`,
            ]),
        ...(missing.length === 0
            ? []
            : [
                `input "images" lacks ${named(missing)}, which ${composeFile} of the commit builds. Build the commit again; build-image builds the services of the compose file itself, not those of files that it includes or extends`,
            ]),
    ];
}
function named(services) {
    const more = services.length - MAX_NAMES;
    const names = services.slice(0, MAX_NAMES).map(service => `"${service.slice(0, 80)}"`);
    return `${services.length > 1 ? 'services' : 'service'} ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
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

;// CONCATENATED MODULE: ./ssh-deploy/src/existing-version.ts


/**
 * The images of a release: those of its build, or of an existing version those that it was live with. A dry run of a new
 * version has none yet.
 * @param model the compose file of the commit
 * @throws UserError when there are neither, or the build is that of another commit
 */
function releaseImages(inputs, releases, model) {
    if (inputs.built.size > 0)
        return imagesOfBuild(inputs, model);
    // The dry run of a new version comes before its build.
    if (inputs.dryRun && !releases.some(({ version, wasLive }) => version === inputs.version && wasLive))
        return [];
    const problem = existingVersionProblem(releases, inputs);
    if (problem)
        throw new errors/* UserError */.y(problem);
    return [...builtImages(releases, inputs)];
}
function imagesOfBuild({ application: { composeFile }, version, built, registry }, model) {
    const { images, problems } = serviceImages(model, built, { version, registry, composeFile });
    if (problems.length > 0)
        throw new errors/* UserError */.y(problems);
    return images;
}
/**
 * Why a version may not be deployed without images of its build, or nothing when the journal has them: it was live on this
 * server, from this commit, and with these images. Anything else was never built, or is another commit.
 */
function existingVersionProblem(releases, { version, sha }) {
    const known = releases.filter(release => release.version === version);
    const live = known.filter(({ wasLive }) => wasLive);
    const newVersion = 'Deploy its commit as a new version';
    if (live.length === 0)
        return known.length === 0
            ? `${version} was never deployed here, and the input "images" is empty, so nothing says what to run. ${newVersion}`
            : `${version} was never live here (its last deployment: ${known.at(-1)?.state}), so its images are not taken. ${newVersion}`;
    if (!live.some(release => release.sha === sha))
        return `${version} was live from commit ${live.at(-1)?.sha}, and not from ${sha}, whose short id is ${shortSha(sha)} as well. ${newVersion}`;
    if (builtImages(live, { version, sha }).length === 0)
        return `the journal has no images of ${version}. ${newVersion}`;
    return undefined;
}

;// CONCATENATED MODULE: ./ssh-deploy/src/guard-order.ts


/**
 * Refuses a commit that comes before the live one: a run that was started again, or that waited behind a newer one, would
 * replace that one's work, and no one would be notified.
 * @throws UserError naming both commits
 */
async function guardOrder({ application: { path }, version, sha, allowDowngrade, }, remote, live) {
    if (!live || live.sha === sha || allowDowngrade)
        return;
    await fetchCommit(remote, path, sha);
    if (!(await isOlder(remote, path, { sha, than: live.sha })))
        return;
    throw new errors/* UserError */.y(`${version} (commit ${sha.slice(0, 12)}) is older than ${live.version}, which is live (commit ${live.sha.slice(0, 12)}). Set "allow-downgrade" if it is meant, or roll back`);
}
/** The history of a shallow clone ends before an older commit, so there "no" proves nothing until the rest is fetched. */
async function isOlder(remote, path, { sha, than }) {
    const git = (...words) => remote.run(['git', '-C', path, ...words], { allowFailure: true });
    // A commit that the server does not have any more is an error, and proves no order either.
    const isAncestor = async (one, other) => (await git('merge-base', '--is-ancestor', one, other)).code === 0;
    if (await isAncestor(sha, than))
        return true;
    if (await isAncestor(than, sha))
        return false;
    const { stdout } = await git('rev-parse', '--is-shallow-repository');
    if (!/^true$/m.test(stdout))
        return false;
    await fetchHistory(remote, path);
    return isAncestor(sha, than);
}

;// CONCATENATED MODULE: ./ssh-deploy/src/images/obsolete-images.ts
/**
 * The images that no rollback will ask for any more: those of all but the newest versions. Only what the journal names is
 * ever among them, so nothing that somebody else has put on the server.
 *
 * @param releases all, oldest first
 * @param keep how many versions keep their images, the live one not counted
 * @param next the version that is about to be deployed, which may be an old one
 * @returns names and digests, as `docker image rm` takes them
 */
function obsoleteImages(releases, { keep, live, next }) {
    const kept = keptVersions(releases, { keep, live, ...(next === undefined ? {} : { next }) });
    const namesOf = (wanted) => releases
        .filter(({ version }) => kept.includes(version) === wanted)
        .flatMap(({ images }) => images)
        .flatMap(({ image, reference }) => (reference === '' ? [image] : [image, reference]));
    const needed = new Set(namesOf(true));
    return [...new Set(namesOf(false))].filter(name => !needed.has(name));
}
/** The live version, the next one, and the newest others. */
function keptVersions(releases, { keep, live, next }) {
    const newestFirst = new Set(releases.toReversed().map(({ version }) => version));
    if (live !== undefined)
        newestFirst.delete(live);
    const named = [live, next].filter(version => version !== undefined);
    return [...new Set([...named, ...[...newestFirst].slice(0, keep)])];
}

;// CONCATENATED MODULE: ./ssh-deploy/src/images/remove-images.ts


/**
 * Removes those of the images that are still there, and the override files of versions that neither are kept nor have a
 * container. Docker keeps an image that a container uses, and says so; that is no fault here.
 *
 * @param names as the journal has them, over all its time
 * @param kept versions that a rollback may ask for
 */
async function removeImages(remote, application, { names, kept }) {
    if (names.length === 0)
        return;
    const format = '{{.Repository}}:{{.Tag}} {{.Repository}}@{{.Digest}}';
    const listed = await remote.run(['docker', 'image', 'ls', '--digests', '--format', format]);
    const there = new Set(listed.stdout.split(/\s+/));
    const left = names.filter(name => there.has(asListed(name)));
    if (left.length === 0)
        return;
    const { stdout } = await remote.run(['sh', '-c', REMOVE, 'remove images'], {
        input: left.map(name => `${name}\n`).join(''),
    });
    const removed = stdout.split('\n').filter(line => line !== '');
    if (removed.length === 0)
        return;
    log/* log */.Rm.info(`Removed old images from ${remote.name}: ${removed.join(', ')}`);
    await remote.run([
        'sh',
        '-euc',
        REMOVE_OVERRIDES,
        'remove override files',
        projectDirectory(application),
        absolute(application, '.deploy'),
        ...kept,
    ]);
}
/** A name as `docker image ls` shows it: with a tag, and without the host of Docker Hub. */
function asListed(name) {
    const short = name.replace(/^(index\.)?docker\.io\/(library\/)?/, '');
    return /@|:[^/]*$/.test(short) ? short : `${short}:latest`;
}
/** The names come on the standard input: a command line has no room for those of years. */
const REMOVE = `while IFS= read -r name; do
  docker image rm "$name" > /dev/null 2>&1 < /dev/null && echo "$name"
done
true`;
const REMOVE_OVERRIDES = `path=$1; cd "$2"; shift 2
used=$(docker ps --all --quiet --filter "label=com.docker.compose.project.working_dir=$path" | xargs -r docker inspect --format '{{range .Config.Env}}{{println .}}{{end}}' | sed -n 's/^VERSION=//p')
for file in *.json; do
  printf '%s\\n' "$used" "$@" | grep -qxF -- "\${file%.json}" || rm -f -- "$file"
done`;

;// CONCATENATED MODULE: ../packages/backup/src/catalogue/keys.ts
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
function keys_isBackupId(text) {
    return ID.test(text);
}
/** Whether a text is the key of a manifest, of whatever database. */
function isManifestKey(key) {
    const [, id = ''] = /^[A-Za-z0-9](?!.*(?:\/\/|\.\.))[A-Za-z0-9._/-]*\/v1\/[a-z][a-z0-9-]*\/[^/]+\/catalog\/([^/]+)\.json$/.exec(key) ?? [];
    return keys_isBackupId(id);
}
/** The id in the key of a manifest, or nothing when the object is none. */
function keys_idOfManifest(keys, key) {
    if (!key.startsWith(keys.catalogue) || !key.endsWith('.json'))
        return undefined;
    const id = key.slice(keys.catalogue.length, -'.json'.length);
    return keys_isBackupId(id) ? id : undefined;
}
/** The id of the backup that an object belongs to by its key, or nothing when the object is foreign. */
function idOfData(keys, key) {
    if (!key.startsWith(keys.data))
        return undefined;
    const [id = '', name] = key.slice(keys.data.length).split('/');
    return name && keys_isBackupId(id) ? id : undefined;
}

;// CONCATENATED MODULE: ../packages/backup/src/catalogue/find-manifest.ts


/**
 * The key of a backup's manifest, of whatever database. Jobs pass on the id alone: the key contains names, such as that of
 * the application, and GitHub drops an output that contains a secret.
 * @throws UserError when the environment has no backup with this id
 */
async function findManifest(bucket, { prefix, environment }, id) {
    const folder = `${prefix}/v1/${environment}/`;
    if (keys_isBackupId(id))
        for await (const { key } of bucket.list(folder))
            if (key.endsWith(`/catalog/${id}.json`) && isManifestKey(key))
                return key;
    throw new errors/* UserError */.y(`there is no backup "${id}" below ${folder} in the bucket. Pass the output "backup-id" of pg-backup, with the same "prefix" and "environment"`);
}

;// CONCATENATED MODULE: ../packages/backup/src/catalogue/manifest.ts

const SCHEMA = 'tsh.pg-backup/1';
/** The same manifest always gives the same bytes: keys sorted, indented by two. */
function formatManifest(manifest) {
    return `${JSON.stringify(manifest, sorted, 2)}\n`;
}
function sorted(_key, value) {
    if (value === null || typeof value !== 'object' || Array.isArray(value))
        return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
/**
 * Reads a manifest.
 * @throws UserError naming the key when the text is none
 */
function parseManifest(key, text) {
    const manifest = manifestIn(key, text);
    if (manifest?.schema !== SCHEMA)
        throw new errors/* UserError */.y(`the manifest ${key} has the form "${manifest?.schema}", not ${SCHEMA}. Use another backup`);
    const { objects, verification, contents, server } = manifest;
    if (!objects?.dump?.sha256 || !Array.isArray(verification) || !contents || !server)
        throw new errors/* UserError */.y(`the manifest ${key} is incomplete, so this is no backup. Use another backup`);
    return manifest;
}
function manifestIn(key, text) {
    try {
        return JSON.parse(text);
    }
    catch (cause) {
        throw new errors/* UserError */.y(`the manifest ${key} is not readable, so this is no backup. Use another backup`, {
            cause,
        });
    }
}
/** The highest level that a backup was verified at. */
function verifiedLevel({ verification }) {
    return Math.max(1, ...verification.map(({ level }) => level));
}
/** How sure a backup is, for a person. Only a restore shows what the SQL in it does, such as a function that finds no table. */
function proofOf(manifest) {
    return {
        1: 'listed, not read back and not restored: only a drill proves that it can be',
        2: 'decoded and read back, not restored: only a drill proves that it can be',
        3: 'restored by a drill, every table counted',
    }[verifiedLevel(manifest)];
}

;// CONCATENATED MODULE: ../packages/backup/src/catalogue/catalogue.ts



/** Bytes of an object that is read as a whole; a manifest of 10,000 tables has about 1 MiB. */
const catalogue_MAX_TEXT_BYTES = 8 * 1024 * 1024;
/** The whole text of a small object. @throws UserError when it is larger than any that a backup has */
async function readText(bucket, key) {
    const parts = [];
    let size = 0;
    for await (const part of await bucket.read(key)) {
        size += part.length;
        if (size > catalogue_MAX_TEXT_BYTES)
            throw new errors/* UserError */.y(`the object ${key} is larger than ${catalogue_MAX_TEXT_BYTES / 2 ** 20} MiB, so it is not the manifest of a backup. Use another backup`);
        parts.push(part);
    }
    return Buffer.concat(parts).toString('utf8');
}
/** Ids of all backups, newest first. */
async function backupIds(bucket, keys) {
    const ids = [];
    for await (const { key } of bucket.list(keys.catalogue)) {
        const id = idOfManifest(keys, key);
        if (id)
            ids.push(id);
    }
    return ids.sort().reverse();
}
/** Reads the manifest of a backup. @throws UserError when there is none, or it is not readable */
async function readManifest(bucket, keys, id) {
    if (!isBackupId(id))
        throw new UserError(`"${id}" is not the id of a backup. Use the output "backup-id" of pg-backup`);
    return readManifestAt(bucket, keys.manifest(id));
}
/** The same by the key of the manifest. */
async function readManifestAt(bucket, key) {
    if (!(await bucket.head(key)))
        throw new errors/* UserError */.y(`there is no backup at ${key}; an upload without a manifest is none. Use a backup that pg-backup has reported`);
    const manifest = parseManifest(key, await readText(bucket, key));
    if (!key.endsWith(`/catalog/${manifest.id}.json`))
        throw new errors/* UserError */.y(`the manifest ${key} belongs to backup ${manifest.id}. Use another backup`);
    return manifest;
}
/** The newest manifests, newest first; unreadable ones are passed over. */
async function newestManifests(bucket, keys, count) {
    const ids = (await backupIds(bucket, keys)).slice(0, count);
    const manifests = await Promise.all(ids.map(id => readManifest(bucket, keys, id).catch(() => undefined)));
    return manifests.filter(manifest => manifest !== undefined);
}

;// CONCATENATED MODULE: ../packages/postgres/src/application/follow-addresses.ts

/** SQL: when the server has started, to the microsecond. Every role may know, and no setting changes the form. */
const SERVER_STARTED = `pg_catalog.to_char(pg_catalog.timezone('UTC', pg_catalog.pg_postmaster_start_time()), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
/**
 * The login is read from the standard input, so the password is on no command line. Nothing is set in the session: a pooler
 * hands it on to the application.
 */
const SCRIPT = `for name in PGHOST PGPORT PGDATABASE PGUSER PGPASSWORD PGSSLMODE; do
  unset "$name"
  IFS= read -r value || true
  [ -z "$value" ] || export "$name=$value"
done
unset PGOPTIONS PGSERVICE
export LC_ALL=C PGAPPNAME=tsh-deploy PGCONNECT_TIMEOUT=10
exec timeout -s TERM 30 psql -X -A -t -q -w -c 'SELECT pg_catalog.json_build_array(pg_catalog.current_database(), ${SERVER_STARTED.replaceAll("'", "'\\''")})'`;
/** Follows addresses of an application to their databases, each once. */
async function followAddresses(remote, named, viewpoint) {
    const followed = [];
    for (const [first, ...others] of Map.groupBy(named, one => JSON.stringify(one.address)).values()) {
        if (!first)
            continue;
        const services = [first, ...others].map(({ service }) => service);
        const reached = await reachDatabase(remote, first.address, { ...viewpoint, services });
        followed.push({ database: first.database, by: first.by, reached });
    }
    return followed;
}
/**
 * Follows one address, from inside the network of a service: a name such as `localhost` or `pgbouncer` means something else
 * everywhere else.
 */
async function reachDatabase(remote, { host, port, database, user, password, sslMode }, { project, image, services }) {
    const lines = [host, port, database, user, password, sslMode];
    if (lines.some(line => /[\r\n\0]/.test(line)))
        return { problem: 'its address has a line break' };
    if (image === '')
        return { problem: 'the server has no image with psql for it' };
    const container = await firstContainer(remote, project, services);
    if (container === undefined)
        return { problem: `no container of service "${services[0]}" runs` };
    const isolation = ['--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'];
    const options = ['--rm', '-i', '--pull', 'never', '--network', `container:${container}`, ...isolation];
    const { code, stdout, stderr } = await remote.run(['docker', 'run', ...options, '--entrypoint', 'sh', '--', image, '-c', SCRIPT], { input: lines.map(line => `${line}\n`).join(''), allowFailure: true });
    const identity = code === 0 ? identityIn(stdout) : undefined;
    return identity ? { identity } : { problem: `psql failed: ${lastLine(stderr) || `exit code ${code}`}` };
}
async function firstContainer(remote, project, services) {
    for (const service of services) {
        const container = await runningContainer(remote, project, service);
        if (container !== undefined)
            return container;
    }
    return undefined;
}
/** The name of a container of a service. @param project name of the compose project */
async function runningContainer(remote, project, service) {
    const labels = [`project=${project}`, `service=${service}`, 'oneoff=False'];
    const { stdout } = await remote.run([
        ...['docker', 'ps', '--format', '{{.Names}}'],
        ...labels.flatMap(label => ['--filter', `label=com.docker.compose.${label}`]),
    ]);
    return stdout.trim().split('\n')[0] || undefined;
}
/** Reads what the query prints; nothing when it is something else. */
function identityIn(output) {
    const [, text = ''] = /^(\["[^\n]*"\])$/m.exec(output) ?? [];
    try {
        const [database, serverStarted] = JSON.parse(text);
        if (typeof database !== 'string' || typeof serverStarted !== 'string')
            return undefined;
        return { database, serverStarted };
    }
    catch {
        return undefined;
    }
}
const lastLine = (text) => (0,secrets/* redactedStart */.ju)(text.trim().split('\n').at(-1) ?? '', 200);

;// CONCATENATED MODULE: ../packages/postgres/src/connect.ts
/**
 * The beginning of a script in POSIX sh that runs next to a database server: it logs in as the container does. The
 * password comes as the first line of the standard input; empty means the container's own. Those are the variables of the
 * official image (docker-library/docs, postgres, content.md) or of Bitnami's, or the files that they name with `_FILE`.
 * The messages of its programs are English, whatever the container or the user postgres speaks.
 */
const CONNECT = `cd /
export LC_ALL=C
IFS= read -r password || true
own() {
  for name; do
    eval "value=\\\${$name:-} file=\\\${\${name}_FILE:-}"
    if [ -n "$value" ]; then return; fi
    if [ -z "$file" ]; then continue; fi
    value=$(cat "$file" 2>&1) || { echo "cannot read \${name}_FILE ($value)" >&2; exit 1; }
    return
  done
}
value=$password; [ -n "$value" ] || own POSTGRES_PASSWORD POSTGRESQL_PASSWORD
PGPASSWORD=$value
value=\${TSH_USER:-}; [ -n "$value" ] || own POSTGRES_USER POSTGRESQL_USERNAME
PGUSER=\${value:-postgres}
value=\${TSH_DATABASE:-}; [ -n "$value" ] || own POSTGRES_DB POSTGRESQL_DATABASE
PGDATABASE=\${value:-$PGUSER}
PGAPPNAME=$TSH_APP PGCONNECT_TIMEOUT=10 PGCLIENTENCODING=\${TSH_CLIENT_ENCODING:-UTF8}
export PGPASSWORD PGUSER PGDATABASE PGAPPNAME PGCONNECT_TIMEOUT PGCLIENTENCODING
if [ -n "\${TSH_HOST:-}" ]; then PGHOST=$TSH_HOST PGPORT=$TSH_PORT; export PGHOST PGPORT; fi`;

;// CONCATENATED MODULE: ../packages/schema/src/known-tables.ts
const since = (column) => `extract(epoch FROM ${column})`;
/** The tools whose tables are known. Tables are looked for in every schema. */
const KNOWN_TABLES = [
    {
        ...{ tool: 'Alembic', table: 'alembic_version', heads: true },
        ...{ columns: ['version_num'], migration: 'version_num' },
    },
    {
        ...{ tool: 'Django', table: 'django_migrations', columns: ['app', 'name', 'applied'] },
        ...{ migration: "app || '.' || name", order: since('applied') },
    },
    {
        ...{ tool: 'Prisma', table: '_prisma_migrations' },
        ...{ columns: ['migration_name', 'finished_at', 'rolled_back_at'] },
        ...{ migration: 'migration_name', order: since('finished_at') },
        where: 'finished_at IS NOT NULL AND rolled_back_at IS NULL',
    },
    {
        // The script of a repeatable migration, which has no version, is applied again whenever it has changed.
        ...{ tool: 'Flyway', table: 'flyway_schema_history' },
        ...{ columns: ['installed_rank', 'version', 'type', 'script', 'checksum', 'success'] },
        migration: "CASE WHEN type ~ '^(UNDO|DELETE)' THEN type || ' ' ELSE '' END || script || CASE WHEN version IS NULL THEN ' ' || coalesce(checksum::text, '') ELSE '' END",
        ...{ order: 'installed_rank', where: 'success' },
    },
    {
        ...{ tool: 'Knex', table: 'knex_migrations', columns: ['id', 'name', 'batch'] },
        ...{ migration: 'name', order: 'id' },
    },
    {
        ...{ tool: 'golang-migrate', table: 'schema_migrations', columns: ['version', 'dirty'], heads: true },
        migration: "version || CASE WHEN dirty THEN ' (dirty)' ELSE '' END",
    },
    {
        // As well that of dbmate and Ecto.
        ...{ tool: 'Rails', table: 'schema_migrations', columns: ['version'], without: ['dirty'] },
        migration: 'version',
    },
    { tool: 'Sequelize', table: 'SequelizeMeta', columns: ['name'], migration: 'name' },
    {
        ...{
            tool: 'Liquibase',
            table: 'databasechangelog',
            columns: ['id', 'author', 'filename', 'orderexecuted'],
        },
        ...{ migration: "filename || '::' || id || '::' || author", order: 'orderexecuted' },
    },
    {
        ...{ tool: 'TypeORM', table: 'migrations', columns: ['timestamp', 'name'] },
        ...{ migration: 'name', order: '"timestamp"' },
    },
    {
        ...{ tool: 'Laravel', table: 'migrations', columns: ['id', 'migration', 'batch'] },
        ...{ migration: 'migration', order: 'id' },
    },
];
/** The names of the tables, for messages. */
const TABLE_NAMES = [...new Set(KNOWN_TABLES.map(({ table }) => table))].join(', ');

;// CONCATENATED MODULE: ../packages/schema/src/query.ts

/**
 * Of a table, and of plain values: a view, or a type with a cast, would run what its owner has written, and the login is
 * often that of a superuser.
 */
const PLAIN_TYPES = '{text,varchar,bpchar,int2,int4,int8,bool,timestamp,timestamptz}';
const literal = (text) => `'${text.replaceAll("'", "''")}'::text`;
const list = (texts) => `ARRAY[${texts.map(literal).join(', ')}]::text[]`;
const row = ({ tool, table, columns, without = [], migration, order = '0', where = 'true' }) => `(${[literal(tool), literal(table), list(columns), list(without), literal(migration), literal(order), literal(where)].join(', ')})`;
/**
 * For every table of a known tool, a query of its rows: first one with the tool alone, since a table may be empty, then
 * each migration as `[tool, migration, order]`.
 */
const FIND_QUERIES = `WITH known (tool, relation, present, lacking, migration, ordering, condition) AS (VALUES
  ${KNOWN_TABLES.map(row).join(',\n  ')})
SELECT format('SELECT json_build_array(%L) UNION ALL SELECT json_build_array(%L, (%s)::text, (%s)::float8) FROM ONLY %I.%I WHERE %s',
  tool, tool, migration, ordering, n.nspname, c.relname, condition)
FROM known JOIN pg_class c ON c.relname = relation AND c.relkind = 'r' JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND (SELECT count(*) FROM pg_attribute a WHERE a.attrelid = c.oid AND NOT a.attisdropped
    AND a.attname = ANY (present) AND a.atttypid = ANY ('${PLAIN_TYPES}'::regtype[])) = cardinality(present)
  AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND NOT a.attisdropped AND a.attname = ANY (lacking))
ORDER BY tool, n.nspname`;
/**
 * The statements of psql that print those rows, as lines of JSON. Nothing is found but what is PostgreSQL's own or named
 * with its schema (CVE-2018-1058), a table that is exchanged for a view at the last moment is not read (CVE-2024-7348),
 * and a policy of the owner is not evaluated. The first line is empty: `CONNECT` reads a password there.
 */
const PRINT_MIGRATIONS = `
SELECT pg_catalog.set_config('search_path', '', false) \\g /dev/null
SET default_transaction_read_only = on; SET row_security = off; SET statement_timeout = '20s'; SET lock_timeout = '10s';
SELECT set_config(name, 'view, foreign-table', false) FROM pg_settings WHERE name = 'restrict_nonsystem_relation_kind' \\g /dev/null
${FIND_QUERIES} \\gexec
`;

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: ../packages/schema/src/schema.ts


/** The revision of a database that no tool has worked on yet. */
const NO_REVISION = 'none';
/** Makes a schema of the lines that the query has printed. Other lines, such as a greeting, are left out. */
function schemaIn(lines) {
    const tools = new Map();
    for (const line of lines) {
        const [tool, migration, order = 0] = rowIn(line);
        if (tool === undefined)
            continue;
        const known = tools.get(tool) ?? new Map();
        tools.set(tool, known);
        // A tool may work on several schemas of a database; what counts is when it has applied a migration first.
        if (migration !== undefined)
            known.set(migration, Math.min(order, known.get(migration) ?? order));
    }
    return schemaOf(new Map([...tools].map(([tool, known]) => [tool, inOrder(known)])));
}
const inOrder = (migrations) => [...migrations].sort(([a, first], [b, second]) => first - second || (a < b ? -1 : 1)).map(([name]) => name);
const KNOWN_TOOLS = KNOWN_TABLES.map(({ tool }) => tool);
function rowIn(line) {
    try {
        const row = JSON.parse(line);
        const [tool, migration, order] = Array.isArray(row) ? row : [];
        if (!KNOWN_TOOLS.includes(tool))
            return [];
        return typeof migration === 'string' ? [tool, migration, Number(order) || 0] : [tool];
    }
    catch {
        return [];
    }
}
function schemaOf(tools) {
    const headed = KNOWN_TABLES.filter(({ heads }) => heads).map(({ tool }) => tool);
    const found = KNOWN_TOOLS.flatMap(tool => {
        const migrations = tools.get(tool) ?? [];
        return migrations.length > 0 ? [{ tool, migrations, text: schema_textOf(tool, migrations, headed) }] : [];
    });
    const isHeads = ({ tool }) => headed.includes(tool);
    const textsOf = (parts) => parts.map(({ text }) => text).join('; ');
    return {
        revision: textsOf(found) || (tools.size > 0 ? NO_REVISION : undefined),
        heads: textsOf(found.filter(isHeads)),
        applied: found.filter(part => !isHeads(part)).flatMap(({ migrations }) => migrations),
    };
}
/** `0002`, `aaa111,bbb222`, or `Django shop.0002_title (13 applied, 99aa12bb34cc)`. */
function schema_textOf(tool, migrations, headed) {
    const sorted = migrations.toSorted();
    if (tool === 'Alembic')
        return sorted.join(',');
    if (headed.includes(tool))
        return `${tool} ${sorted.join(',')}`;
    const digest = (0,external_node_crypto_.createHash)('sha256').update(sorted.join('\n')).digest('hex').slice(0, 12);
    return `${tool} ${migrations.at(-1)} (${migrations.length} applied, ${digest})`;
}
/** Whether a revision has the form of a tool that lists its migrations. */
const isListed = (revision) => / \(\d+ applied, [0-9a-f]{12}\)/.test(revision);
/** Longer than the revision of any tool; what is longer is shortened to its beginning and a digest. */
const MAX_REVISION_LENGTH = 200;
/** The revision that a command has printed: the same whatever the order of its lines. */
function printedRevision(output) {
    const lines = output.split('\n').map(line => line.trim());
    const text = [...new Set(lines)]
        .filter(line => line !== '')
        .sort()
        .join(',');
    if (text.length <= MAX_REVISION_LENGTH)
        return text || undefined;
    return `${text.slice(0, MAX_REVISION_LENGTH)}… (${(0,external_node_crypto_.createHash)('sha256').update(text).digest('hex').slice(0, 12)})`;
}
/** The heads that `alembic current` has printed: one per line, with ` (head)` and the like after each. */
function alembicHeads(output) {
    const heads = output.split('\n').flatMap(line => /^(\w[\w-]*)( \([a-z ]+\))*$/.exec(line.trim())?.[1] ?? []);
    return [...new Set(heads)].sort().join(',') || NO_REVISION;
}
/** More migrations than this are no release's; the first deployment of an application has them. */
const MAX_MIGRATIONS = 100;
/**
 * The migrations that were applied from one schema to the next; undefined where their names do not say all, because
 * migrations were taken back, or a tool does not list them.
 */
function appliedBetween(before, after) {
    const known = new Set(after.applied);
    if (before.heads !== after.heads || !before.applied.every(name => known.has(name)))
        return undefined;
    const old = new Set(before.applied);
    const added = after.applied.filter(name => !old.has(name));
    return added.length > MAX_MIGRATIONS ? undefined : added;
}

;// CONCATENATED MODULE: ../packages/schema/src/read-schema.ts




/** The containers of databases. @param project name of the compose project */
async function findDatabases(remote, project, places) {
    const databases = [];
    for (const { service, database } of places) {
        const container = await runningContainer(remote, project, service);
        if (container === undefined)
            return { problem: `no container of service "${service}" runs` };
        databases.push({ container, database });
    }
    return { databases };
}
const read_schema_CONTAINER = /^[A-Za-z0-9][\w.-]*$/;
const read_schema_SCRIPT = `${CONNECT}
exec psql -X -A -t -q -w -v ON_ERROR_STOP=1 -f -`;
/**
 * Reads what migration tools have recorded, with psql in the containers of the databases and the login of each container.
 * A database that does not exist yet has no migrations.
 */
async function readSchema(remote, databases) {
    const lines = [];
    for (const { container, database } of databases) {
        if (!read_schema_CONTAINER.test(container))
            return { problem: `"${container}" is no name of a container` };
        const variables = database === '' ? [] : ['-e', `TSH_DATABASE=${database}`];
        const { code, stdout, stderr } = await remote.run(['docker', 'exec', '-i', ...variables, '--', container, 'sh', '-c', read_schema_SCRIPT], { input: PRINT_MIGRATIONS, allowFailure: true });
        if (code === 0)
            lines.push(...stdout.split('\n'));
        else if (!/database ".*" does not exist/.test(stderr))
            return { problem: `psql in container ${container} failed: ${read_schema_lastLine(stderr) || `exit code ${code}`}` };
    }
    return { schema: schemaIn(lines) };
}
const read_schema_lastLine = (text) => (0,secrets/* redactedStart */.ju)(text.trim().split('\n').at(-1) ?? '', 200);

;// CONCATENATED MODULE: ./ssh-deploy/src/migrations/backup-fault.ts

/** A backup that is older says too little about what a migration may destroy. */
const OLDEST = 60 * 60_000;
/** Clocks may differ by so much. */
const SKEW = 5 * 60_000;
/** Why a backup does not protect this deployment, or nothing. */
function backupFault(manifest, deployment) {
    const { version, now } = deployment;
    const age = now - Date.parse(manifest.finished);
    if (verifiedLevel(manifest) < 2)
        return 'it was not read back (verified at level 1)';
    if (!(age < OLDEST))
        return `it is ${Math.round(age / 60_000)} minutes old, more than 60`;
    if (age < -SKEW)
        return 'it comes from the future; a clock is wrong';
    if (manifest.version !== version)
        return `it was made before "${manifest.version}", not before "${version}"`;
    return placeFault(manifest, deployment) ?? staleFault(manifest, deployment);
}
/** Another server. */
function placeFault({ source }, { container, path }) {
    if (source.id === undefined)
        return undefined;
    if (!container?.running)
        return `its database (container ${source.container}) does not run on this server`;
    if (container.project !== '' && container.project !== path)
        return `its database (container ${source.container}) belongs to ${container.project}, not to ${path}`;
    return undefined;
}
/**
 * The deployment of another version that came between: a backup is taken before the lock is. An earlier attempt at this
 * version may have migrated; nothing is better than the backup from before that.
 */
function staleFault({ server, started, clocks }, { version, revision, journal = [] }) {
    // The journal has times of a runner's clock, and the manifest those of the database's.
    const taken = Date.parse(started) + clocks.runner;
    if (Number.isNaN(taken))
        return 'its start time is not readable';
    const later = journal.filter(({ at }) => Date.parse(at) > taken);
    const changed = later.find(event => changeOf(event) && versionOf(event, journal) !== version);
    if (changed)
        return `${changed.release} ${changeOf(changed)} since it was taken`;
    if (later.some(event => versionOf(event, journal) === version))
        return undefined;
    if (revision !== undefined && revision !== server.revision)
        return `it has the schema revision ${server.revision ?? 'none'}, and the database has ${revision} now`;
    return undefined;
}
/** What an event of a release means for the data, or nothing. */
function changeOf({ state, facts }) {
    if (state === 'switching' || state === 'switched')
        return 'has gone live';
    if (facts?.revisionProblem !== undefined)
        return 'may have migrated';
    const migrated = facts?.revisionAfter !== undefined && facts.revisionAfter !== facts.revisionBefore;
    return migrated ? 'has migrated' : undefined;
}
/** Only the first line of a release names its version. */
const versionOf = ({ release }, journal) => journal.find(event => event.release === release && event.facts?.version !== undefined)?.facts?.version;

;// CONCATENATED MODULE: ../packages/postgres/src/application/database-address.ts
/** The address in one variable: a URL, or the words of a connection string. */
const addressIn = (value) => addressInUrl(value.trim()) ?? addressInWords(value);
/** A URL, also of JDBC or with a driver. A password may contain anything; the last `@` before the host ends it. */
const URL_FORM = /^(?:jdbc:)?(?:postgres(?:ql)?|postgis|pgsql)(?:\+\w+)?:\/\/(?:(.*)@)?([^@/?#\s]+)\/([^/?#\s]+)(?:\?([^\s#]*))?/;
function addressInUrl(url) {
    const [, login = '', hosts = '', database, query = ''] = URL_FORM.exec(url) ?? [];
    const places = hosts.split(',').map(host => /^(\[[0-9A-Fa-f:.]+\]|[^:[\]]+)(?::(\d{1,5}))?$/.exec(host));
    if (!database || places.some(place => place === null))
        return undefined;
    const [, user = '', password = ''] = /^([^:]*):?(.*)$/s.exec(login) ?? [];
    const inQuery = (name) => database_address_decoded(new RegExp(`(?:^|&)${name}=([^&]*)`).exec(query)?.[1] ?? '');
    return {
        host: places.map(place => place?.[1]?.replace(/^\[|\]$/g, '')).join(','),
        port: places.some(place => place?.[2]) ? places.map(place => place?.[2] ?? '').join(',') : '',
        database: database_address_decoded(database),
        user: database_address_decoded(user) || inQuery('user'),
        password: database_address_decoded(password) || inQuery('password'),
        sslMode: sslModeOf(inQuery('sslmode')),
    };
}
/** The words of libpq (`host=db dbname=shop`), or those of .NET (`Host=db;Database=shop`). */
function addressInWords(value) {
    const word = (...names) => new RegExp(`(?:^|[;\\s])(?:${names.join('|')})\\s*=\\s*([^;\\s]+)`, 'i').exec(value)?.[1] ?? '';
    const host = word('host', 'server').replace(/:.*$/, '');
    const database = word('dbname', 'database');
    if (host === '' || database === '')
        return undefined;
    return {
        ...{ host, database, port: word('port'), user: word('user', 'username', 'user id', 'uid') },
        ...{ password: word('password', 'pwd'), sslMode: sslModeOf(word('sslmode')) },
    };
}
/**
 * The address in several variables, by that of the host: `PGHOST` and `PGDATABASE`, `POSTGRES_SERVER` and `POSTGRES_DB`,
 * `DB_HOST` and `DB_NAME`.
 * @returns it with the variable of the database
 */
function separateAddress(environment, hostKey) {
    const [, prefix] = /^(.*?)(?:host|hostname|server)$/i.exec(hostKey) ?? [];
    if (prefix === undefined)
        return undefined;
    const find = (...suffixes) => {
        const wanted = suffixes.map(suffix => prefix.toLowerCase() + suffix);
        const isWanted = ([key, value]) => value !== '' && wanted.includes(key.toLowerCase());
        return Object.entries(environment).find(isWanted) ?? ['', ''];
    };
    const whole = environment[hostKey] ?? '';
    // An IPv6 address contains colons itself.
    const [, host = whole, port = ''] = /^([^:]*):(\d+)$/.exec(whole) ?? [];
    const [key, database] = find(...DATABASE_SUFFIXES);
    if (host === '' || database === '')
        return undefined;
    const address = {
        ...{ host, database, port: port || find('port')[1] },
        user: find('user', 'username', 'login')[1],
        password: find('password', 'pass', 'passwd', 'pwd')[1],
        sslMode: sslModeOf(find('sslmode', 'ssl_mode')[1]),
    };
    return { key, address };
}
const DATABASE_SUFFIXES = ['database', 'db', 'name', 'dbname', 'db_name', 'database_name'];
const sslModeOf = (text) => /^(disable|allow|prefer|require|verify-ca|verify-full)$/.test(text) ? text : '';
function database_address_decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}

;// CONCATENATED MODULE: ../packages/postgres/src/used-databases.ts

/**
 * The databases that the application uses, as far as the environment of its services shows. Those are the services that
 * are built here, or whose image has the version as its tag: an exporter or an administration tool also logs in to the
 * server, and its database is not the application's.
 * @param version what `${VERSION}` was when the model was read
 */
function namedDatabases(services, version) {
    const known = Object.entries(services).map(([name, model]) => ({ name, hosts: hostsOf(name, model) }));
    return Object.entries(services)
        .filter(([, { build, image }]) => build || image?.endsWith(`:${version}`))
        .flatMap(([service, { environment = {} }]) => namedIn(environment).map(({ key, together, address }) => ({
        database: address.database,
        by: `${key} of service ${service}`,
        service,
        servers: known
            .filter(({ name, hosts }) => name !== service && isReachedBy(address, hosts))
            .map(({ name }) => name),
        address,
        together,
    })));
}
const isReachedBy = ({ host }, names) => host.split(',').some(one => names.includes(one));
const POSTGRES = /(?:^|[-_.])(?:postgres(?:ql)?|postgis|pgvector|timescaledb)(?:$|[-_.\d])/;
/** Programs that are for PostgreSQL and have none: the exporter of Prometheus, backups, poolers, consoles. */
const FOR_POSTGRES = /exporter|backup|dump|bouncer|pool|admin|client|operator/;
/** Whether a service runs PostgreSQL, by the name of its image. */
function isPostgres({ image = '' }) {
    const [, name = ''] = /([^/:@]+)(?::[^/@]*)?(?:@.*)?$/.exec(image) ?? [];
    return POSTGRES.test(name) && !FOR_POSTGRES.test(name);
}
/** The beginning of variables that are about a database and not about a cache or a queue. */
const ABOUT_SQL = /^(PG|POSTGRES|DB|DATABASE|SQL)/i;
/** Whether what is named is a database in SQL, as far as its variables show. */
const isAboutSql = ({ by, together }) => together || ABOUT_SQL.test(by);
/**
 * The databases of a server that the application uses.
 * @param server service of the database server
 */
function usedDatabases(services, { server, version }) {
    return namedDatabases(services, version)
        .filter(({ servers }) => servers.includes(server))
        .map(({ database, by }) => ({ database, by }));
}
/** The names that other services reach a service by. */
function hostsOf(name, { container_name, hostname, networks = {} }) {
    const aliases = Object.values(networks).flatMap(network => network?.aliases ?? []);
    return [name, container_name ?? name, hostname ?? name, ...aliases];
}
/** Variables of databases for tests, or for the trials of a migration tool; no one's data are in them. */
const NOT_KEPT = /(^|_)(TEST|SHADOW)(_|$)/i;
function namedIn(environment) {
    // `docker compose config` prints a `$` so that it could read it again.
    const values = Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, (value ?? '').replaceAll('$$', '$')]));
    return Object.entries(values).flatMap(([key, value]) => {
        if (NOT_KEPT.test(key))
            return [];
        const whole = addressIn(value);
        if (whole)
            return [{ key, together: true, address: whole }];
        const separate = separateAddress(values, key);
        return separate ? [{ ...separate, together: false }] : [];
    });
}

;// CONCATENATED MODULE: ./ssh-deploy/src/migrations/database-verdict.ts
/**
 * Decides whether a backup is of the application's database. A variable may name the database as the backup does, or lead
 * to the same running server: a name alone is that of any copy, such as one that was left behind by a move.
 */
function databaseVerdict(manifest, { named, followed, declared }) {
    const { database } = manifest;
    const refused = (why) => ({ kind: 'refused', why });
    if (declared !== undefined && declared !== database)
        return refused(`it is of database "${database}", and "database-name" is "${declared}"`);
    if (named.includes(database))
        return { kind: 'proven' };
    if (named.length > 0)
        return refused(`it is of database "${database}", and the application uses "${named.join('", "')}"`);
    if (followed.some(one => leadsTo(manifest, one)))
        return { kind: 'proven' };
    const why = doubt(manifest, followed);
    return declared === undefined && followed.length > 0 ? refused(why) : { kind: 'assumed', why };
}
function leadsTo({ database, server }, { reached }) {
    if (!('identity' in reached) || reached.identity.database !== database)
        return false;
    return reached.identity.serverStarted === server.serverStarted;
}
function doubt({ database, source }, followed) {
    const where = source.container === undefined ? "the server's own PostgreSQL" : `container ${source.container}`;
    const backedUp = `"${database}" of ${where}`;
    if (followed.length === 0)
        return `no variable of the application names its database, so it may not be ${backedUp}`;
    return `nothing shows that the application uses ${backedUp}: ${followed.map(placeOf).join('; ')}`;
}
function placeOf({ by, reached }) {
    if ('problem' in reached)
        return `${by} could not be followed (${reached.problem})`;
    return `${by} leads to "${reached.identity.database}" of a server that was started at ${reached.identity.serverStarted}`;
}

;// CONCATENATED MODULE: ./ssh-deploy/src/migrations/prove-database.ts



/** @throws UserError when a backup is not of the database that the application uses, or nothing shows that it is */
async function proveDatabase(inputs, remote, manifest, place) {
    const verdict = databaseVerdict(manifest, await useOf(inputs, remote, place));
    if (verdict.kind === 'proven')
        return;
    const { id, database } = manifest;
    const advice = `Set "database-name" to "${database}" if the application uses it`;
    if (verdict.kind === 'refused')
        throw new errors/* UserError */.y(`backup ${id} does not protect this deployment: ${verdict.why}. Back up the database that the application uses. ${advice}`);
    const isDeclared = inputs.backup.database !== undefined;
    log/* log */.Rm.warning(`Backup ${id}: ${verdict.why}. ${isDeclared ? '"database-name" says that it is' : advice}`, 'ssh-deploy');
}
async function useOf({ version, backup }, remote, { service, image, model: { name: project, services } }) {
    const all = namedDatabases(services, version);
    const named = all.filter(({ servers }) => servers.includes(service)).map(({ database }) => database);
    const elsewhere = named.length > 0 ? [] : all.filter(isAboutSql);
    const followed = await followAddresses(remote, elsewhere, { project, image });
    return { named: [...new Set(named)], followed, declared: backup.database };
}

;// CONCATENATED MODULE: ./ssh-deploy/src/migrations/prove-backup.ts






/**
 * Lets migrations run only behind a backup. It queries the bucket and the server themselves: a job that reports a
 * backup may have been skipped, allowed to fail, or have looked at another database. It is called under the lock, since
 * another deployment may have migrated while this one waited for it.
 * @param model the compose file of the commit
 * @throws UserError when there is neither a backup that protects this deployment nor a reason for having none
 */
async function proveBackup(inputs, remote, model) {
    const { backup, migrateCommand } = inputs;
    if (backup.manifest === '') {
        if (migrateCommand === '' || backup.skipReason !== '')
            return;
        throw new errors/* UserError */.y('migrations need a backup: set "backup-manifest" to the output "backup-manifest" of pg-backup, or "skip-backup-reason" to the reason for having none');
    }
    const { openBucket } = await Promise.all(/* import() */[__nccwpck_require__.e(432), __nccwpck_require__.e(807)]).then(__nccwpck_require__.bind(__nccwpck_require__, 8807));
    const bucket = openBucket(backup.access);
    const key = keys_isBackupId(backup.manifest)
        ? await findManifest(bucket, backup.folder, backup.manifest)
        : backup.manifest;
    const manifest = await readManifestAt(bucket, key);
    const { key: dump, size } = manifest.objects.dump;
    const stored = await bucket.head(dump);
    const container = await backedUpContainer(remote, manifest);
    const fault = stored?.size === size
        ? backupFault(manifest, await deploymentOf(inputs, remote, { manifest, container }))
        : 'its dump is not in the bucket any more';
    if (fault)
        throw new errors/* UserError */.y(`backup ${manifest.id} does not protect this deployment: ${fault}. Back up again`);
    const { service = '', image = '' } = container ?? {};
    await proveDatabase(inputs, remote, manifest, { service, image, model });
    log/* log */.Rm.info(`Backup ${manifest.id} is in the bucket, ${manifest.contents.rows} rows, ${proofOf(manifest)}`);
}
/** The state of what was backed up, as the server has it now. */
async function deploymentOf({ version, application }, remote, { manifest, container }) {
    return {
        ...{ version, path: application.path, container, now: Date.now() },
        revision: container?.running ? await revisionOf(remote, manifest) : undefined,
        journal: await readJournal(remote, application),
    };
}
async function backedUpContainer(remote, { source }) {
    if (source.id === undefined)
        return undefined;
    const label = (name) => `{{index .Config.Labels "com.docker.compose.${name}"}}`;
    const fields = ['{{.State.Running}}', label('project.working_dir'), label('service'), '{{.Image}}'];
    const command = ['docker', 'inspect', '--type', 'container', '--format', fields.join('\t'), '--', source.id];
    const { code, stdout } = await remote.run(command, { allowFailure: true });
    if (code !== 0)
        return undefined;
    const [running, project = '', service = '', image = ''] = stdout.trim().split('\t');
    return { running: running === 'true', project, service, image };
}
/** The schema revision as pg-backup reads it; nothing where the database has none, or refuses the login. */
async function revisionOf(remote, { source, database }) {
    const reading = await readSchema(remote, [{ container: source.id ?? '', database }]);
    return 'schema' in reading ? reading.schema.revision : undefined;
}

;// CONCATENATED MODULE: ../packages/schema/src/places.ts

/**
 * The databases that the application uses; all of them, since no one says which of them its migrations change. Where its
 * environment names none, as with a secret in a file, it is the one of the only service with a PostgreSQL image.
 * @param version what `${VERSION}` was when the model was read
 */
function databasePlaces(services, version) {
    const named = namedDatabases(services, version).filter(isAboutSql);
    const elsewhere = named.find(({ servers }) => servers.length === 0);
    if (elsewhere)
        return {
            kind: 'elsewhere',
            why: `the database that ${elsewhere.by} names is in no service of the compose file`,
        };
    if (named.length > 0)
        return { kind: 'services', databases: placesOf(named) };
    const servers = Object.keys(services).filter(name => isPostgres(services[name] ?? {}));
    const [service] = servers;
    if (service !== undefined && servers.length === 1)
        return { kind: 'services', databases: [{ service, database: '' }] };
    return {
        kind: 'elsewhere',
        why: service
            ? `no variable of the application says which of ${servers.join(', ')} has its database`
            : 'the compose file has no service with PostgreSQL',
    };
}
function placesOf(named) {
    const places = named.flatMap(({ servers: [service], database }) => (service ? [{ service, database }] : []));
    return [...new Map(places.map(place => [`${place.service}/${place.database}`, place])).values()];
}

;// CONCATENATED MODULE: ../packages/action/src/log/readable-names.ts
const names = new Set();
/**
 * Notes texts that everybody can read anyway and that must stay readable: versions, names of images and services. A
 * secret that is part of one could not be masked without blanking it out.
 */
function keepReadable(texts) {
    for (const text of texts)
        names.add(text);
}
/** A text that must stay readable and has this one in it, or nothing. */
function readableNameWith(text) {
    for (const name of names)
        if (name.includes(text))
            return name;
    return undefined;
}

;// CONCATENATED MODULE: ../packages/deployment/src/env/env-file.ts
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
const missingEnvFile = (path, server) => `${path} does not exist on ${server}. Check "path" and "env-file", or create it from its example`;
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

;// CONCATENATED MODULE: ../packages/deployment/src/env/plain-value.ts
/** A word of one case or in CamelCase, possibly with a number behind: `postgres`, `HS256`, `EmailBackend`, `v2`. */
const WORD = /^(?:\p{Ll}+|\p{Lu}+|\p{Lo}+|\p{Lu}?\p{Ll}{2,}(?:\p{Lu}\p{Ll}{2,})*|\p{Lu}\p{Ll})\d{0,4}$/u;
/** A number, possibly with a unit: `8000`, `512m`, `30sec`. */
const NUMBER = /^\d+\p{L}{0,3}$/u;
/** What may stand between words without making a secret of them: in hosts, paths, lists, names of images and the like. */
const BETWEEN = /[\s,;:/._=*()[\]{}"'|<>-]+/;
const EMAIL = /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/;
const IMAGE_DIGEST = /@sha256:[0-9a-f]{64}$/;
const URL_START = /^[a-z][a-z0-9+.-]*:\/\//i;
/**
 * Whether a value can be read without learning anything: words, numbers, hosts, paths, addresses without a password,
 * names of images, and lists of these.
 */
function isPlainValue(value) {
    return value
        .split(/[\s,]+/)
        .map(item => item.replace(IMAGE_DIGEST, ''))
        .every(item => (URL_START.test(item) ? isPlainUrl(item) : isPlainText(item)));
}
/** Words or a number, with nothing but dots, dashes and underscores between: what people call things. */
const isOrdinaryName = (value) => value.split(/[\s._-]+/).every(word => WORD.test(word) || NUMBER.test(word));
function isPlainText(text) {
    const words = (EMAIL.test(text) ? text.replace('@', '.') : text).split(BETWEEN);
    // Several words with letters and digits are the key of a license rather than names.
    const mixed = words.filter(word => /\p{L}/u.test(word) && /\d/.test(word));
    return mixed.length <= 1 && words.every(word => word === '' || WORD.test(word) || NUMBER.test(word));
}
function isPlainUrl(url) {
    const rest = url.replace(URL_START, '');
    return !rest.includes('@') && isPlainText(rest.replace(/[?&]/g, '/'));
}

;// CONCATENATED MODULE: ../packages/deployment/src/env/secret-key.ts
/** Parts of a key that make its value a secret. */
const SECRET = /^(PASS|PW|PWD|PIN|KEYS?|AUTH|CREDS?|SALTS?|PEPPER|SIGNING|SIGNATURE|DSN|SK|HMAC|WEBHOOKS?)$|(PASSWORDS?|PASSWD|PASSPHRASE|PASSCODE|SECRETS?|TOKENS?|CREDENTIALS?)$|^(PG|DB|MYSQL|SMTP|REDIS)(PASS|PWD)$|(API|ACCESS|SECRET|PRIVATE|MASTER|ENCRYPTION|LICENSE)KEYS?$/;
/** Last parts of keys that are about a secret and have none themselves: `TOKEN_HOST`, `SECRETS_BACKEND`. */
const SETTING = /^(ENV|ENVIRONMENT|HOSTS?|HOSTNAME|PORT|UR[IL]S?|ENDPOINT|DOMAIN|SERVER|SERVICE|BACKEND|PROVIDER|DRIVER|ENGINE|STORE|STORAGE|CLASS|TYPE|KIND|MODE|METHOD|STRATEGY|POLICY|ALG|ALGORITHM|FORMAT|NAME|USER|USERNAME|ID|ISSUER|AUDIENCE|SCOPES?|REALM|REGION|HEADER|PREFIX|SUFFIX|PATH|FILE|DIR|DIRECTORY|FOLDER|VERSION|LEVEL|LENGTH|SIZE|LIMIT|COUNT|ROUNDS|TTL|TIMEOUT|EXPIRY|EXPIRES|EXPIRATION|LIFETIME|AGE|DAYS|HOURS|MINUTES|SECONDS|ENABLED|DISABLED|REQUIRED)$/;
/** Last parts of keys whose value is a name, however it looks: it is a part of addresses and of keys in a bucket. */
const NAME = /(DB|DATABASE|DBNAME|BUCKET|IMAGE|ENV|ENVIRONMENT|HOSTS?|HOSTNAME)$/;
/** Whether a key says that its value is a secret, in whatever case it is written. */
function isSecretKey(key) {
    const parts = partsOf(key);
    if (parts.some(part => /^WEBHOOKS?$/.test(part)))
        return true;
    return parts.some(part => SECRET.test(part)) && !SETTING.test(parts.at(-1) ?? '');
}
/** Whether a key says that its value is a name, which may look like a secret and is none. */
function isNameKey(key) {
    const parts = partsOf(key);
    const last = parts.at(-1) === 'NAME' ? parts.at(-2) : parts.at(-1);
    return NAME.test(last ?? '') && !isSecretKey(key);
}
/** Whether deployments, or compose itself, read the value of a key. */
const isOwnKey = (key) => /^(VERSION|(ACTIVE_)?DEPLOYMENT_SLOT|COMPOSE_\w+)$/.test(key);
const partsOf = (key) => key
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1_$2')
    .toUpperCase()
    .split(/[^\p{L}\p{N}]+/u)
    .map(part => part.replace(/\d+$/, ''))
    .filter(part => part !== '');

;// CONCATENATED MODULE: ../packages/deployment/src/env/secret-values.ts



/** A shorter value is no secret worth the name, and masking it would blank out ordinary text. */
const MIN_SECRET_LENGTH = 6;
/** Words of many messages. As a password they protect nothing. */
const EVERYDAY = /^(production|staging|development|testing|default|enabled|disabled|required|optional|always|automatic|internal|external|localhost|database|postgres|postgresql|password|passwd|secret|changeme|docker|github|deploy|server|service|public|private|release|version|master|rollback|session|bearer|digest)$/i;
/** The values of an environment that must not be seen, and those of their parts that must not be seen either. */
function secretValues(entries) {
    // The name of a database is no secret where its password is the same.
    const names = new Set(entries.flatMap(([key, value]) => (key === '' || isSecretKey(key) ? [] : [value])));
    return entries
        .filter(([key]) => !isOwnKey(key))
        .flatMap(([key, value]) => secretsIn(key, value.trim()))
        .filter(({ value }) => value.length >= MIN_SECRET_LENGTH && !EVERYDAY.test(value))
        .filter(({ value, isNamed }) => !isNamed || !names.has(value));
}
function secretsIn(key, value) {
    const isNamed = isSecretKey(key) || /-----BEGIN [A-Z ]*PRIVATE KEY/.test(value);
    const isBlock = value.includes('\n');
    const inside = [
        ...[...loginsIn(value), ...assignedIn(value)].map(part => ({ key, value: part, isNamed: true })),
        ...leavesOf(value).flatMap(([name, leaf]) => secretsIn(name === '' ? key : name, leaf.trim())),
    ];
    if (isBlock && !isNamed) {
        const lines = value.split('\n').flatMap(line => secretsIn(key, line.trim()));
        // Encoded as a whole, its lines are no forms of their own.
        const whole = lines.length > 0 ? [{ key, value, isNamed: false }] : [];
        return [...lines, ...whole, ...inside];
    }
    if (isNamed ? isPath(value) : isNameKey(key) || isPlainValue(value))
        return inside;
    const forms = [value, ...secret_values_fromBase64(value), ...pathsIn(value)];
    return [...forms.map(one => ({ key, value: one, isNamed })), ...inside];
}
/** The file that a secret is read from. */
const isPath = (value) => value.startsWith('/') && isPlainValue(value);
/** An address with a login. A password that is not encoded may have an `@` in it. */
const LOGIN = /^[a-z][a-z0-9+.-]*:\/\/([^\s:/@]*)(?::(\S*))?@(\S*)$/i;
/** The passwords of addresses, as they are and decoded. */
function loginsIn(value) {
    return value.split(/[\s,]+(?=[a-z][a-z0-9+.-]*:\/\/)/i).flatMap(address => {
        const [found, user = '', password, rest = ''] = LOGIN.exec(address.trim()) ?? [];
        if (found === undefined)
            return [];
        // A login without a password is a name, or a token.
        if (password === undefined)
            return isOrdinaryName(user) ? [] : [user];
        const parts = [user, ...rest.split(/[^\w-]+/)];
        return [password, password.split('@')[0] ?? '']
            .flatMap(one => [one, ...(0,secrets/* decoded */.DH)(one)])
            .filter(one => !parts.includes(one));
    });
}
/** What follows the host of an address: of a webhook that is the secret, and logs of requests show it alone. */
function pathsIn(value) {
    const path = /^https?:\/\/[^/?#\s]*([/?#]\S*)$/i.exec(value)?.[1] ?? '';
    return isPlainValue(path) ? [] : [path];
}
/** `Password=…;` of a connection string, `token=…&` of an address. */
const ASSIGNED = /(?:^|[\s;?&,])([a-z_-]{2,40})=([^\s;&]+)/gi;
const assignedIn = (value) => [...value.matchAll(ASSIGNED)].flatMap(([, name = '', part = '']) => isSecretKey(name) ? [part, ...(0,secrets/* decoded */.DH)(part)] : []);
/** The texts of a JSON document, such as the key file of a cloud account. */
function leavesOf(value) {
    if (!/^[[{]/.test(value))
        return [];
    try {
        return textsIn(JSON.parse(value), '');
    }
    catch {
        return [];
    }
}
function textsIn(node, key) {
    if (typeof node === 'string')
        return [[key, node]];
    if (typeof node !== 'object' || node === null)
        return [];
    return Object.entries(node).flatMap(([name, inner]) => textsIn(inner, Array.isArray(node) ? key : name));
}
/** The text that a value is the Base64 of, and the password where that is a login. */
function secret_values_fromBase64(value) {
    if (!/^[A-Za-z0-9+/_-]{12,}={0,2}$/.test(value))
        return [];
    const text = Buffer.from(value, 'base64').toString('utf8');
    return /^[\t\n\r -~]+$/.test(text) ? [text, text.slice(text.indexOf(':') + 1)] : [];
}

;// CONCATENATED MODULE: ../packages/deployment/src/env/env-secrets.ts




/** Everything in an env file that must not be seen; of one that compose refuses, every line that may be part of a secret. */
function envSecrets(text) {
    const file = parseEnvFile(text);
    const values = new Map(file.entries.filter(({ key }) => !isOwnKey(key)).map(({ key, value }) => [key, value]));
    const entries = [...file.entries, ...recovered(file, text)].flatMap(entry => valuesOf(entry, values).map((value) => [entry.key, value]));
    const strays = strayTexts(file, text).map((value) => ['', value]);
    return secretValues([...entries, ...strays]);
}
/** After a quote that is lost, or in a key with blanks, every line may be its own value. */
function recovered({ faults }, text) {
    if (faults.length === 0)
        return [];
    return [...text.matchAll(/^[^\S\n]*(?:export\s+)?([^\n=:]+)[=:](.*)$/gm)].map(([, key = '', right = '']) => {
        const value = right
            .replace(/ #.*$/, '')
            .trim()
            .replace(/^["']|["']$/g, '');
        return { key, value, raw: value, quote: '' };
    });
}
/** Texts without a key: lines that compose does not understand, and ends of keys that were broken over several lines. */
function strayTexts({ entries, bare, faults }, text) {
    const ends = entries
        .filter(({ value }) => /^=*$/.test(value))
        .flatMap(({ key, value }) => [key, `${key}=${value}`]);
    const lines = faults.length > 0 ? text.split('\n').map(line => line.trim()) : [];
    return [...bare.map(({ key }) => key), ...ends, ...lines, ...faults.map(fault => fault.text)];
}
const EXPRESSION = /\$(?:\$|\{([A-Za-z_]\w*)(?::?[-+?]([^{}]*))?\}|([A-Za-z_]\w*))/g;
/** A value as it is written, as compose hands it on, and the parts of it that compose may quote in its errors. */
function valuesOf({ value, raw, quote }, known) {
    if (quote === "'" || !value.includes('$'))
        return [...new Set([value, raw])];
    const interpolated = value.replace(EXPRESSION, (expression, braced, otherwise = '', plain) => expression === '$$' ? '$' : (known.get(braced ?? plain) ?? otherwise));
    const parts = value.split(/\$\$?(?:\{[^}]*\}?)?/).filter(part => !isPlainValue(part));
    const written = value.replace(EXPRESSION, '') === '' ? [] : [value, raw];
    return [...new Set([...written, interpolated, ...parts])];
}

;// CONCATENATED MODULE: ../packages/deployment/src/env/mask-env-file.ts




/**
 * Masks everything in an env file that must not be seen. It comes before the first command that may print some of it.
 * @param file name of the env file, for messages
 * @returns what could not be masked without changing names that everybody reads, or has changed them
 */
function maskEnvFile(text, file) {
    return envSecrets(text).flatMap(({ key, value, isNamed }) => {
        const name = readableNameWith(value);
        const isMasked = mustBeMasked({ value, isNamed });
        if (isMasked)
            (0,secrets/* maskSecret */.$l)(value, key === '' ? `a line of ${file}` : `${key} in ${file}`);
        return name === undefined || !isNamed ? [] : [{ key, name, isMasked }];
    });
}
/** What only looks like a secret is none where it is part of a name. */
const mustBeMasked = ({ value, isNamed }) => readableNameWith(value) === undefined || (isNamed && !isOrdinaryName(value));
/** Masks what the services get in their environment besides, from their own files and from the compose file. */
function maskEnvironments({ services }) {
    const values = Object.values(services).flatMap(({ environment }) => Object.entries(environment ?? {}).map(([key, value]) => [key, unescapedDollars(value)]));
    for (const { key, value, isNamed } of secretValues(values))
        if (mustBeMasked({ value, isNamed }))
            (0,secrets/* maskSecret */.$l)(value, `${key} of the compose file`);
}
/** `docker compose config` prints a `$` so that it could read it again. */
const unescapedDollars = (value) => (value ?? '').replaceAll('$$', '$');

;// CONCATENATED MODULE: ../packages/deployment/src/compose/compose-model.ts



function parseComposeModel(json) {
    const model = JSON.parse(json);
    return { ...model, name: model.name ?? '', services: model.services ?? {} };
}
/** The profiles that the env file makes active, as compose reads them: `COMPOSE_PROFILES=staging,mail`. */
const activeProfiles = (env) => (envValue(env, 'COMPOSE_PROFILES') ?? '')
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '');
/** @throws UserError when the service publishes no port on which its health can be requested */
function publishedPort(model, service) {
    const found = model.services[service];
    if (!found) {
        const names = Object.keys(model.services).join(', ');
        throw new errors/* UserError */.y(`the compose file has no service "${service}" (it has ${names}). Check "service"`);
    }
    const networkMode = found.network_mode ?? '';
    if (SHARED_NETWORKS.test(networkMode))
        throw new errors/* UserError */.y(`service "${service}" uses network_mode "${networkMode}", so it publishes no port on which its health could be requested. Attach it to a network and publish a port`);
    const ports = (found.ports ?? []).filter(({ protocol }) => (protocol ?? 'tcp') === 'tcp');
    const port = ports.find(({ published = '' }) => published !== '' && published !== '0');
    if (!port?.target)
        throw new errors/* UserError */.y(`service "${service}" publishes ${ports.length > 0 ? 'its port on a random one of the server' : 'no port'}, so its health cannot be requested. Publish one, such as "127.0.0.1:8000:${ports[0]?.target ?? 8000}"`);
    const { published = '', target } = port;
    if (!/^\d+$/.test(published))
        throw new errors/* UserError */.y(`service "${service}" publishes a range of ports (${published}), but its health is requested on one. Publish one, such as "127.0.0.1:${Number.parseInt(published, 10)}:${target}"`);
    return { address: reachableAddress(port.host_ip ?? ''), published: Number(published), target };
}
/** Networks that a container shares with the server or with another container; with `none` it has none. */
const SHARED_NETWORKS = /^(host|none|service:.*|container:.*)$/;
/** What is published on all addresses is reached on the loopback. */
function reachableAddress(published) {
    const address = published.replace(/^\[|\]$/g, '');
    if (address === '' || address === '0.0.0.0')
        return '127.0.0.1';
    return /^[0:]+$/.test(address) ? '::1' : address;
}
/** An address as it is part of a URL. */
const urlHost = (address) => (address.includes(':') ? `[${address}]` : address);
/** The ports of the slots on the server. */
function slotPorts(model, { appService, slots }) {
    const ports = slots.map(slot => slotServices(appService, slot).map(name => publishedPort(model, name).published));
    return new Map(slots.map((slot, at) => [slot, ports[at] ?? []]));
}
/** The address of a service on the server itself. */
function serviceUrl(model, service) {
    const { address, published } = publishedPort(model, service);
    return `http://${urlHost(address)}:${published}`;
}

;// CONCATENATED MODULE: ../packages/deployment/src/compose/compose-problem.ts


/**
 * Why compose refuses the files of a project. Compose quotes the text that it does not understand, which may be a secret
 * or a part of one, so its words are not repeated: only names of files and keys, and numbers of lines.
 * @param output what compose has printed
 */
function composeProblem(output, source, server) {
    const text = output.slice(0, MAX_OUTPUT_CHARACTERS).replace(/^time=.*$/gm, '');
    if (MISSING.test(text))
        return `docker compose v2 not found on ${server}. Install the package docker-compose-plugin`;
    return (0,secrets/* redact */.E$)(`docker compose on ${server} rejects ${described(text, source) ?? unknown(text, source)}`);
}
/** The reason is in the first lines. */
const MAX_OUTPUT_CHARACTERS = 20_000;
function described(text, source) {
    for (const [pattern, describe] of RULES) {
        const match = pattern.exec(text);
        const problem = match ? describe(match, source) : undefined;
        if (problem !== undefined)
            return problem;
    }
    return undefined;
}
const MISSING = /unknown (?:shorthand )?flag|is not a docker command|docker: (?:command )?not found|docker'?: No such file/;
const compose_problem_NAME = '[\\w.-]+';
const compose_problem_PATH = '[\\w./@+-]+';
/** What follows a name that was read to its end: the beginning of a longer text may be that of a secret. */
const compose_problem_END = '(?=[\\s,:;]|$)';
/**
 * The place in a compose file that a message is about. It is only taken from where compose-go writes it: what the message
 * quotes may look like one, and hold the beginning of a secret.
 */
const PLACE = `(?<=^|\\bvalidating ${compose_problem_PATH}: |\\binterpolation format for |\\bdecoding ["']|^- |^\\* )(?:services|networks|volumes|configs|secrets)(?:\\.[\\w-]+|\\.?\\[[\\w-]+\\])+`;
/** What compose-go prints, most specific first. Names in it are those of services, variables and properties. */
const RULES = [
    [
        /(?:git|OCI) remote resource is disabled/,
        (_, { composeFile }) => `${composeFile}: it includes a file from a Git repository or a registry, and a deployment fetches none. Copy the file into the repository`,
    ],
    [new RegExp(`failed to read (${compose_problem_PATH}): (?:line (\\d+): )?`), envFileProblem],
    [
        /required variable (\w+) is missing a value/,
        ([, name], { composeFile, envFile }) => `${composeFile}: it requires ${name}, which ${envFile} does not have. Add it there`,
    ],
    [
        new RegExp(`(?:find|read) env file: (${compose_problem_PATH})${compose_problem_END}|env file (${compose_problem_PATH}) not found`, 'i'),
        ([, one, other], { composeFile }) => `${composeFile}: env file ${one ?? other} does not exist. Create it, or correct ${composeFile}`,
    ],
    [
        new RegExp(`(?:open|stat|lstat|read) (${compose_problem_PATH}): (no such file or directory|permission denied|is a directory)`),
        ([, path, why], { composeFile }) => `${composeFile}: ${path}: ${why}. Correct ${composeFile}`,
    ],
    [
        /(?:line (\d+): )?mapping key .*already defined/,
        ([, line], { composeFile }) => `${composeFile}: a key is defined twice${inLine(line)}. Remove one`,
    ],
    [
        /yaml: (?:[^\n]*?line (\d+))?/,
        ([, line], { composeFile }) => `${composeFile}: it is not valid YAML${inLine(line)}. Correct ${composeFile}`,
    ],
    [
        new RegExp(`(${PLACE})\\s+additional propert(?:y|ies) '?(${compose_problem_NAME})'?`, 'im'),
        ([, place, name], { composeFile }) => `${composeFile}: ${place} has the unknown property ${name}. Correct ${composeFile}`,
    ],
    [
        new RegExp(`service "?(${compose_problem_NAME})"? (?:depends on|refers to) (?:undefined|unknown) (${compose_problem_NAME}(?: secret)?) "?(${compose_problem_NAME})"?${compose_problem_END}`),
        ([, service, kind, name], { composeFile }) => `${composeFile}: service ${service} uses ${kind} ${name}, which is not defined. Correct ${composeFile}`,
    ],
    [
        new RegExp(`service "?(${compose_problem_NAME})"? has neither an image nor a build context`),
        ([, service], { composeFile }) => `${composeFile}: service ${service} has neither "image" nor "build". Add one`,
    ],
    [
        /dependency cycle detected/,
        (_, { composeFile }) => `${composeFile}: its services depend on each other in a circle. Correct "depends_on"`,
    ],
    [
        new RegExp(`invalid interpolation format for (${PLACE})`, 'm'),
        ([, place], { composeFile }) => `${composeFile}: ${place} has a "$" that starts no variable. Write "$$" for a plain "$"`,
    ],
    [
        new RegExp(`(${PLACE})`, 'm'),
        ({ 1: place, input }, source) => `${source.composeFile}: ${place} is not valid${valuesIn(input, source)}. Correct ${source.composeFile}`,
    ],
];
const inLine = (line) => (line === undefined ? '' : ` (line ${line})`);
function unknown(output, source) {
    const { composeFile, envFile } = source;
    const command = `docker compose --env-file ${envFile} -f ${composeFile} config --quiet`;
    return `${composeFile}${valuesIn(output, source)}. See why with "${command}" on the server; the reason may hold a secret, so it is not shown here`;
}
const MIN_VALUE_LENGTH = 4;
/** Says whose values compose has quoted. */
function valuesIn(output, { envFile, env = '' }) {
    const keys = envEntries(env).flatMap(([key, value]) => value.length >= MIN_VALUE_LENGTH && output.includes(value) ? [key] : []);
    return keys.length === 0 ? '' : ` because of ${[...new Set(keys)].join(', ')} in ${envFile}`;
}
/** Compose gives no line for some faults of an env file, and for a lost quote that of the end. */
function envFileProblem([, path = '', line], source) {
    const { envFile, env } = source;
    if (env === undefined || !path.endsWith(`/${envFile}`))
        return `${path}: it is not a valid env file${inLine(line)}. Correct it`;
    const file = parseEnvFile(env);
    const [fault] = file.faults;
    if (fault?.kind === 'quote')
        return `${envFile}: line ${fault.line} opens a quote for ${fault.key} that is never closed. Close it`;
    if (fault)
        return `${envFile}: line ${fault.line} is not an assignment. Put a value of several lines in quotes, or correct the line`;
    const key = invalidTemplate(file);
    if (key)
        return `${envFile}: the value of ${key} has a "$" that starts no variable. Put it in single quotes`;
    return `${envFile}: it is not a valid env file${inLine(line)}. Correct it`;
}
/** The key whose value compose cannot interpolate. */
const invalidTemplate = ({ entries }) => entries.find(({ quote, value }) => quote !== "'" && /\$\{/.test(value.replace(/\$\$|\$\{[A-Za-z_]\w*(?::?[-+?][^{}]*)?\}/g, '')))?.key;

;// CONCATENATED MODULE: ../packages/deployment/src/checkout/mounted-files.ts

/**
 * Files and folders of the checkout that a service mounts, relative to it: by a bind, a config or a secret; the checkout
 * itself is the empty path. Compose does not
 * compare their content, so a container keeps those that it was started with.
 */
function mountedFiles(model, service, path) {
    const { volumes = [], configs = [], secrets = [] } = model.services[service] ?? {};
    const sources = [
        ...volumes.filter(({ type }) => type === 'bind').map(({ source }) => source),
        ...configs.map(({ source = '' }) => model.configs?.[source]?.file),
        ...secrets.map(({ source = '' }) => model.secrets?.[source]?.file),
    ];
    const inside = sources.filter(source => source === path || source?.startsWith(`${path}/`));
    return [...new Set(inside.map(source => source.slice(path.length + 1)))].sort();
}
/** The text of the configs of a service that is in the compose file itself. */
function inlineConfigs(model, service) {
    const { configs = [] } = model.services[service] ?? {};
    return configs.flatMap(({ source = '' }) => model.configs?.[source]?.content ?? []);
}
/** The mounted files of a service that a commit changes. @param changed all that it changes, relative to the checkout */
function changedMounts(model, service, { path, changed }) {
    const mounted = mountedFiles(model, service, path);
    // What is in a submodule changes with it.
    return changed.filter(file => mounted.some(place => place === '' || isIn(file, place) || isIn(place, file)));
}
const isIn = (file, folder) => `${file}/`.startsWith(`${folder}/`);
/**
 * Prints `id path` for each path that HEAD has; of a link, the id of what it leads to; in a submodule, that of its commit.
 * The paths come on the standard input: a command line has no room for many.
 */
const IDS = `cd "$1"
xargs -0 -r sh -euc 'here=$(pwd -P)
for path; do
  real=$(readlink -f -- "./$path" || echo "$here/$path")
  case $real in "$here") real= ;; *) real=\${real#"$here"/} ;; esac
  if id=$(git rev-parse --quiet --verify "HEAD:$real"); then echo "$id $path"; continue; fi
  while [ "$real" != "\${real%/*}" ]; do
    real=\${real%/*}
    case $(git ls-tree HEAD -- "$real") in 160000*) echo "$(git rev-parse "HEAD:$real") $path"; break ;; esac
  done
done' -`;
/**
 * A digest of the mounted files of each service in the commit that is checked out, which changes with any of them; services
 * without such files are left out.
 */
async function mountedContent(remote, path, { model, services }) {
    const files = new Map(services.map(name => [name, mountedFiles(model, name, path)]));
    const all = [...new Set([...files.values()].flat())];
    const { stdout } = all.length === 0
        ? { stdout: '' }
        : await remote.run(['sh', '-euc', IDS, 'list mounted files', path], {
            input: all.map(file => `${file}\0`).join(''),
        });
    const ids = new Map(stdout
        .split('\n')
        .filter(line => line !== '')
        .map(line => [line.slice(line.indexOf(' ') + 1), line.slice(0, line.indexOf(' '))]));
    const contents = [...files].map(([name, own]) => ({
        name,
        text: [
            ...own.flatMap(file => (ids.has(file) ? [`${file} ${ids.get(file)}`] : [])),
            ...inlineConfigs(model, name),
        ].join('\n'),
    }));
    return new Map(contents.flatMap(({ name, text }) => (text === '' ? [] : [[name, digestOf(text)]])));
}
const digestOf = (text) => (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex').slice(0, 16);

;// CONCATENATED MODULE: ../packages/deployment/src/files.ts

/**
 * Written next to the target under a name that nothing has, given its mode, and renamed: a reader sees the old file or the new one. A link stays one:
 * the file that it leads to is replaced.
 */
const WRITE = `umask 077
file=$(readlink -f -- "$1") || file=$1
new=$(mktemp "$(dirname "$file")/.$(basename "$file").tsh-XXXXXXXX")
trap 'rm -f -- "$new"' EXIT
trap 'exit 1' HUP INT TERM
if [ -e "$file" ]; then cp -p -- "$file" "$new"; fi
cat > "$new"
if [ "$(wc -c < "$new")" -ne "$2" ]; then echo "the content did not arrive whole" >&2; exit 1; fi
mv -f -- "$new" "$file"`;
/** Replaces a file on the server in one step; it keeps its owner and mode, a new one gets 600. */
async function writeFile(remote, path, content) {
    // A connection that is lost now looks like the end of the content to the server.
    const size = String(Buffer.byteLength(content));
    await remote.run(['sh', '-euc', WRITE, `write ${path}`, path, size], { input: content });
}
/** The content of a file on the server, or nothing when there is none. */
async function readFile(remote, path) {
    const { code, stdout, stderr } = await remote.run(['sh', '-c', '[ -e "$1" ] || exit 3; cat -- "$1"', 'read', path], {
        allowFailure: true,
    });
    if (code === 3)
        return undefined;
    if (code !== 0)
        throw new errors/* UserError */.y(`cannot read ${path} on ${remote.name}: ${stderr.trim() || `exit code ${code}`}`);
    return stdout;
}
/** The bytes of a file that is there: what a command prints is read as UTF-8 otherwise. */
async function readBytes(remote, path) {
    const { stdout } = await remote.run(['base64', '--', path]);
    return Buffer.from(stdout, 'base64');
}

;// CONCATENATED MODULE: ../packages/deployment/src/compose/override.ts



/** The override file of a version on the server. */
function overridePath(project, version) {
    return absolute(project, `.deploy/${version}.json`);
}
/** The label of a container with the digest of the files that it was started with, see `mountedContent`. */
const MOUNTED_LABEL = 'sh.tsh.mounted-files';
/**
 * Tells the containers of a release their version and slot before the env file does: the env file changes only when
 * the traffic has moved, and a container keeps the environment that it was created with. Their images are on the server
 * by digest, so none is pulled by its name, whatever policy the compose file has. The commit of the version must be
 * checked out.
 */
async function writeOverride(remote, application, { services, version, slot, model, }) {
    const environment = ownedKeys(version, slot);
    const contents = await mountedContent(remote, application.path, { model, services });
    const override = {
        services: Object.fromEntries(services.map(service => {
            const content = contents.get(service);
            const labels = content === undefined ? {} : { labels: { [MOUNTED_LABEL]: content } };
            return [service, { environment, pull_policy: 'never', ...labels }];
        })),
    };
    await writeFile(remote, overridePath(application, version), `${JSON.stringify(override, null, 2)}\n`);
}
/** The keys of the env file that belong to the pipeline, as they are while a version is live. */
function ownedKeys(version, slot) {
    return slot === undefined
        ? { VERSION: version }
        : { VERSION: version, ACTIVE_DEPLOYMENT_SLOT: slot, DEPLOYMENT_SLOT: slot };
}

;// CONCATENATED MODULE: ../packages/deployment/src/compose/public-names.ts

/** What everybody can read of a project; a secret of the env file may be the same word. */
function namesOf(project) {
    const { path, composeFile, envFile, appService = '', slotDirectory = '', slots = [] } = project;
    return [(0,workflow_run/* workflowRun */.t)().repository, path, composeFile, envFile, appService, slotDirectory, ...slots];
}
/** The names in a compose file. */
function namesIn({ name, services }) {
    const inServices = Object.entries(services).flatMap(([service, { image = '', container_name = '' }]) => [
        service,
        image,
        container_name,
    ]);
    return [name, ...inServices];
}
/** What a release is known by. */
function namesOfRelease({ id, version, sha, services, images }) {
    const inImages = images.flatMap(({ image, reference }) => [image, reference]);
    return [id, version, sha, ...services, ...inImages];
}

;// CONCATENATED MODULE: ../packages/deployment/src/compose/compose.ts










/**
 * `docker compose` for a version of the application. The version in the command's environment wins over the one in
 * the env file, so that the file says what is live until the traffic has moved.
 *
 * @param version what `${VERSION}` in the compose file becomes
 * @param overridden whether the override file of that version is read as well
 */
function composeCommand(project, version, overridden = false) {
    const override = overridden ? [overridePath(project, version)] : [];
    return composeOf(project, version, [absolute(project, project.composeFile), ...override]);
}
/** The same with the compose files named. */
function composeOf(project, version, files) {
    return ['env', `VERSION=${version}`, ...dockerCompose(project, files)];
}
/**
 * Compose would fetch what a file includes from a Git repository or a registry: code that no commit of the application
 * contains, and with preflight already (docker/compose, pkg/remote).
 */
const NOTHING_REMOTE = ['COMPOSE_EXPERIMENTAL_GIT_REMOTE=0', 'COMPOSE_EXPERIMENTAL_OCI_REMOTE=0'];
/** The same with the version that is in the environment. */
function dockerCompose(project, files) {
    return [
        // ${LC_ALL} in a compose file is the server's own, and ${PWD} not the folder that a job happens to run in.
        ...inServerLocale('docker compose', ['env', `PWD=${project.path}`, ...NOTHING_REMOTE]),
        ...['docker', 'compose', '--ansi', 'never', '--progress', 'plain'],
        ...['--project-directory', projectDirectory(project)],
        ...['--env-file', absolute(project, project.envFile)],
        ...files.flatMap(file => ['-f', file]),
    ];
}
/** Prints the env file as Base64, if there is one, and then what a command prints. */
const WITH_ENV_FILE = `env=$1; shift
[ ! -e "$env" ] || printf 'env %s\\n' "$(base64 < "$env" | tr -d '\\n')"
exec "$@"`;
/**
 * Reads the compose file as the server understands it. What compose prints holds the secrets of the env file: they are
 * masked, and neither the model nor a reason of compose is ever printed.
 * @throws UserError naming file, line and key when compose refuses its files
 */
async function readComposeModel(remote, project, version) {
    const envPath = absolute(project, project.envFile);
    const config = [...composeCommand(project, version), '--profile', '*', 'config', '--format', 'json'];
    const command = ['sh', '-euc', WITH_ENV_FILE, 'read the compose file', envPath, ...config];
    const { code, stdout, stderr } = await remote.run(command, { allowFailure: true });
    const [line = '', base64] = /^env (\S*)\n/m.exec(stdout) ?? [];
    const env = base64 === undefined ? undefined : Buffer.from(base64, 'base64').toString('utf8');
    const model = code === 0 ? modelIn(stdout.replace(line, ''), remote.name) : undefined;
    keepReadable([version, ...namesOf(project), ...(model ? namesIn(model) : [])]);
    maskEnvFile(env ?? '', project.envFile);
    if (model) {
        maskEnvironments(model);
        return model;
    }
    throw new errors/* UserError */.y(env === undefined
        ? missingEnvFile(envPath, remote.name)
        : composeProblem(stderr, { ...project, env }, remote.name));
}
/** @throws UserError without a word of what cannot be read: the reason of the parser quotes it */
function modelIn(text, server) {
    try {
        return parseComposeModel(text);
    }
    catch {
        throw new errors/* UserError */.y(`what docker compose prints on ${server} is not valid JSON. Check whether the login shell of the user prints its own output`);
    }
}
/** Seconds that starting may take besides the waiting for health. */
const STARTING = 300;
/**
 * Starts services in a version, from images that the server has, and waits until their containers are healthy. Other
 * services stay as they are.
 */
async function startServices(remote, application, { services, version, timeout }) {
    if (services.length === 0)
        return; // without names, compose would start every service, the database included
    const wait = ['--wait', '--wait-timeout', String(timeout)];
    const up = ['up', '-d', '--no-build', '--no-deps', '--pull', 'never', ...wait, ...services];
    const command = [...composeCommand(application, version, true), ...up];
    const deadline = timeout + STARTING;
    await runJob(remote, application, { name: 'up', command, deadline, onLine: log/* log */.Rm.untrusted });
}

;// CONCATENATED MODULE: ../packages/deployment/src/jobs/one-off.ts



/** What only one container can have, for each network and for the service itself. */
const OF_NETWORK = ['ipv4_address', 'ipv6_address', 'link_local_ips', 'mac_address'];
const OF_SERVICE = ['mac_address'];
/**
 * `docker compose run` of a job, and what the job reads. The container gets no static address, which that of the service
 * may have. The file that removes it is in the folder of the job and goes with it.
 */
function oneOffJob(project, { model, service, version, args }) {
    const files = [absolute(project, project.composeFile), overridePath(project, version)];
    const override = withoutStaticAddresses(model, service);
    if (override === undefined)
        return { command: [...composeOf(project, version, files), 'run', ...args], input: '' };
    const compose = composeOf(project, version, [...files, FILE]);
    const script = `cat > ${FILE}; exec "$@"`;
    return {
        command: ['sh', '-euc', script, 'docker compose run', ...compose, 'run', ...args],
        input: override,
    };
}
const FILE = 'one-off.yml';
/** An override file that removes the static addresses of a service, or nothing where it has none. */
function withoutStaticAddresses(model, service) {
    const definition = model.services[service];
    const networks = Object.entries(definition?.networks ?? {}).flatMap(([name, options]) => {
        const resets = OF_NETWORK.filter(key => options?.[key] !== undefined).map(one_off_reset);
        return resets.length === 0 ? [] : [`${JSON.stringify(name)}: { ${resets.join(', ')} }`];
    });
    const parts = [
        ...OF_SERVICE.filter(key => definition?.[key] !== undefined).map(one_off_reset),
        ...(networks.length === 0 ? [] : [`networks: { ${networks.join(', ')} }`]),
    ];
    if (parts.length === 0)
        return undefined;
    return `services: { ${JSON.stringify(service)}: { ${parts.join(', ')} } }\n`;
}
/** A null alone would be merged away: compose removes what has this tag (since 2.18). */
const one_off_reset = (key) => `${key}: !reset null`;

;// CONCATENATED MODULE: ./ssh-deploy/src/entrypoint.ts
/**
 * What a service runs, by its compose file and its image. As in Docker, the command of the image belongs to the
 * entrypoint of the image.
 */
function startOf(service, image) {
    const entrypoint = service.entrypoint ?? image.entrypoint ?? [];
    const isReplaced = (service.entrypoint ?? []).length > 0;
    const command = service.command ?? (isReplaced ? [] : (image.command ?? []));
    return { entrypoint, command };
}
/**
 * Whether the entrypoint may be one that prepares something, such as the environment, and then runs the command that it is
 * given. Without a command, or with one that is only an option, the entrypoint is the program itself; a shell that is given
 * its script runs no command.
 */
function mayRunCommands({ entrypoint, command: [program = ''] }) {
    return entrypoint.length > 0 && !entrypoint.includes('-c') && program !== '' && !program.startsWith('-');
}
/** The words of a command that needs no shell to run, or nothing when it does. */
function plainWords(command) {
    const text = command.trim();
    const isPlain = /^[\w./:@%+,= -]+$/.test(text) && !/^\S*=/.test(text);
    return isPlain ? text.split(/ +/) : undefined;
}

;// CONCATENATED MODULE: ./ssh-deploy/src/migrations/run-in-image.ts




/** Seconds that a command may take, as long as the job of the workflow. */
const MAX_COMMAND_SECONDS = 3600;
/** Printed around the script when an entrypoint runs it, which may run something else or hide how it ends. */
const BEGUN = 'tsh: the command begins';
const DONE = 'tsh: the command has ended';
const INPUTS = { migrations: 'migrate', revision: 'revision-command' };
/** What engines say of an image without a shell. */
const NO_SHELL = /exec: "sh"|executable file `?sh`? not found/;
/**
 * Runs a command in a container of the new image: with the entrypoint of the image, when that is one that prepares the
 * environment of a command, and without a shell, when there is none and none is needed.
 * @throws RemoteCommandError when it fails
 * @throws UserError when the image cannot run it
 */
async function runInImage(remote, application, wanted) {
    const { service, model } = wanted;
    const start = startOf(model.services[service] ?? {}, await imageStart(remote, model, service));
    if (mayRunCommands(start) && (await runThroughEntrypoint(remote, application, wanted, start)))
        return;
    await runWithoutEntrypoint(remote, application, wanted);
}
/**
 * An entrypoint runs commands when the service's own command is a program: `entry.sh gunicorn`. Otherwise it is a program
 * with a word for it: `python manage.py runserver`. Which of both shows in the container.
 */
const THROUGH_ENTRYPOINT = `script=$1 program=$2; shift 2
found=$(command -v "$program") || found=
case $found in */*) [ -f "$found" ] && [ -x "$found" ] || found= ;; esac
if [ -n "$found" ]; then exec "$@" sh -euc "$script" "$0"; fi
exec sh -euc "$script" "$0"`;
/** @returns whether the command has begun; another entrypoint has not run it */
async function runThroughEntrypoint(remote, application, wanted, { entrypoint, command: [program = ''] }) {
    const script = `echo "${BEGUN}"\n(\n${wanted.script}\n)\necho "${DONE}"`;
    const words = ['sh', '-euc', THROUGH_ENTRYPOINT, wanted.name, script, program, ...entrypoint];
    const lines = [];
    try {
        await runInContainer(remote, application, wanted, words, line => {
            lines.push(line);
            if (line !== BEGUN && line !== DONE)
                wanted.onLine(line);
        });
    }
    catch (cause) {
        if (!(cause instanceof RemoteCommandError) || lines.includes(BEGUN))
            throw cause;
    }
    const name = `the entrypoint of ${wanted.service} (${entrypoint.join(' ')})`;
    if (!lines.includes(BEGUN)) {
        log/* log */.Rm.info(`Running "${wanted.command}" without ${name}, which runs no commands`);
        return false;
    }
    if (!lines.includes(DONE))
        throw new errors/* UserError */.y(`"${wanted.command}" failed, and ${name} hides it. Let it end with exec "$@"`);
    return true;
}
async function runWithoutEntrypoint(remote, application, wanted) {
    const { name, command, script, service, onLine } = wanted;
    const lines = [];
    try {
        await runInContainer(remote, application, wanted, ['sh', '-euc', script], line => {
            lines.push(line);
            onLine(line);
        });
    }
    catch (cause) {
        if (!(cause instanceof RemoteCommandError) || !NO_SHELL.test(`${cause.stderr}\n${lines.join('\n')}`))
            throw cause;
        const plain = plainWords(command);
        if (!plain)
            throw new errors/* UserError */.y(`"${command}" needs a shell, and the image of ${service} has no "sh". Write "${INPUTS[name]}" as a program and its arguments, without quotes, variables and "&&"`, { cause });
        await runInContainer(remote, application, wanted, plain, onLine);
    }
}
async function runInContainer(remote, application, { name, service, version, model, maxLineLength }, words, onLine) {
    const container = `${model.name}-${name}`;
    const options = ['--rm', '--no-deps', '-T', '--name', container, '--entrypoint', ''];
    const { command, input } = oneOffJob(application, {
        ...{ model, service, version },
        args: [...options, service, ...words],
    });
    // The name may be taken by what an engine that was killed has left.
    const free = ['sh', '-c', 'docker rm --force "$0" > /dev/null 2>&1; exec "$@"', container];
    const limits = { deadline: MAX_COMMAND_SECONDS, ...(maxLineLength ? { maxLineLength } : {}) };
    const job = { name, ...limits, container };
    await runJob(remote, application, { ...job, command: [...free, ...command], input, onLine });
}
/** What the image of a service runs by itself. */
async function imageStart(remote, model, service) {
    const format = '{{json .Config.Entrypoint}}\n{{json .Config.Cmd}}';
    const image = model.services[service]?.image ?? '';
    const { stdout } = await remote.run(['docker', 'image', 'inspect', '--format', format, image]);
    const [entrypoint = null, command = null] = stdout
        .split('\n')
        .map(line => JSON.parse(line || 'null'));
    return { entrypoint, command };
}

;// CONCATENATED MODULE: ./ssh-deploy/src/migrations/migrate.ts



/** In front of each line of what a command prints, which comes together with its errors. */
const PRINTED = 'tsh: printed ';
/** Two schemas must not look the same because the rest of a line is left out. */
const MAX_REVISION_LINE = 1024 * 1024;
/** What a command prints, which runs as the migrations do, or why it printed nothing. */
async function printedBy(remote, application, wanted) {
    const { command } = wanted;
    const script = `printed=$(\n${command}\n)\nprintf '%s\\n' "$printed" | while IFS= read -r line; do echo "${PRINTED}$line"; done`;
    const lines = [];
    const onLine = (line) => void lines.push(line);
    try {
        const revision = { name: 'revision', script, onLine, maxLineLength: MAX_REVISION_LINE };
        await runInImage(remote, application, { ...wanted, ...revision });
    }
    catch (cause) {
        if (cause instanceof RemoteCommandError) {
            const why = (0,secrets/* redactedEnd */.Kr)(lines.at(-1) ?? cause.stderr.trim().split('\n').at(-1) ?? '', 200);
            return {
                problem: `"${command}" failed with exit code ${cause.code}: ${why || 'it printed no error'}`,
            };
        }
        if (cause instanceof errors/* UserError */.y)
            return { problem: cause.message };
        throw cause;
    }
    const marked = lines.filter(line => line.startsWith(PRINTED));
    // An image without a shell runs the command alone.
    return { output: (marked.length > 0 ? marked : lines).map(line => line.replace(PRINTED, '')).join('\n') };
}
/** Runs the migrations once, in a container of the new image, before it takes traffic. */
async function migrate(remote, application, wanted) {
    const { command } = wanted;
    return log/* log */.Rm.group(`Migrations: ${command}`, async () => {
        const lines = [];
        const onLine = (line) => {
            lines.push(line);
            log/* log */.Rm.untrusted(line);
        };
        try {
            await runInImage(remote, application, { ...wanted, name: 'migrations', script: command, onLine });
        }
        catch (cause) {
            if (!(cause instanceof RemoteCommandError))
                throw cause;
            const said = (0,secrets/* redactedEnd */.Kr)(lines.slice(-3).join(' '), 400) || cause.stderr;
            throw new errors/* UserError */.y(`migrations failed (exit code ${cause.code}), so the release was not started: ${said}`, { cause });
        }
    });
}

;// CONCATENATED MODULE: ./ssh-deploy/src/migrations/revision.ts
/** What may stand before `alembic` without doing anything by itself: a folder, variables, and what starts Python programs. */
const HARMLESS = /^(?:cd [^\s;&|]+ *(?:&&|;) *|(?:export )?[A-Za-z_]\w*=[^\s;&|`(]* *(?:(?:&&|;) *)?)*(?:(?:uv|poetry|pipenv|pdm|hatch|rye) run (?:--?\S+ )*)?(?:\S*python[\d.]* -m )?\S*\balembic\b[^;&|\n]*? upgrade(?=\s|$)/;
/** The command that tells the schema revision, for an `alembic … upgrade …` command; nothing for others. */
function currentCommand(migrateCommand) {
    const [upgrade] = HARMLESS.exec(migrateCommand.trim()) ?? [];
    return upgrade?.replace(/upgrade$/, 'current');
}

;// CONCATENATED MODULE: ./ssh-deploy/src/migrations/schema-reader.ts



/** A release that fails before its migrations has migrated nothing. */
const NOT_MIGRATED = { migrates: false };
/**
 * Finds out how the schema can be read: by `revision-command`, in the application's own databases on the server, or else by
 * `alembic current` where Alembic migrates.
 * @param service whose image has the commands
 */
async function openSchemaReader(inputs, remote, { model, service }) {
    const { application, version, migrateCommand, revisionCommand } = inputs;
    const printed = async (command, revisionIn) => {
        const result = await printedBy(remote, application, { command, service, version, model });
        if ('problem' in result)
            return result;
        const revision = revisionIn(result.output);
        return { schema: { revision, heads: revision ?? '', applied: [] } };
    };
    if (revisionCommand)
        return { read: () => printed(revisionCommand, printedRevision) };
    const places = databasePlaces(model.services, version);
    const found = places.kind === 'services'
        ? await findDatabases(remote, model.name, places.databases)
        : { problem: places.why };
    const alembic = currentCommand(migrateCommand);
    const throughAlembic = alembic ? () => printed(alembic, alembicHeads) : undefined;
    if ('problem' in found)
        return { read: throughAlembic ?? (async () => found) };
    const { databases } = found;
    return {
        databases,
        async read() {
            const reading = await readSchema(remote, databases);
            const known = 'schema' in reading && reading.schema.revision !== undefined;
            return known || !throughAlembic ? reading : throughAlembic();
        },
    };
}
/** What the journal keeps, once both readings are known; before the migrations there is only the first. */
function schemaFacts({ databases }, before, after) {
    const known = schema_reader_revisionOf(before);
    if (!after)
        return { revisionBefore: known, revisionProblem: schema_reader_problemOf(before) };
    const revisionAfter = schema_reader_revisionOf(after);
    if (revisionAfter === undefined) {
        const nothing = databases ? 'its database has none of the known tables' : 'the command printed none';
        return { revisionBefore: known, revisionProblem: schema_reader_problemOf(after) ?? nothing };
    }
    if (!('schema' in before))
        return { revisionAfter, revisionProblem: before.problem };
    return {
        // Nothing had been migrated before.
        revisionBefore: known ?? NO_REVISION,
        revisionAfter,
        migrations: known === revisionAfter ? undefined : appliedBetween(before.schema, schema_reader_schemaOf(after)),
        schemaDatabases: databases,
    };
}
const schema_reader_revisionOf = (reading) => 'schema' in reading ? reading.schema.revision : undefined;
const schema_reader_problemOf = (reading) => 'problem' in reading ? reading.problem : undefined;
const schema_reader_schemaOf = (reading) => 'schema' in reading ? reading.schema : { revision: undefined, heads: '', applied: [] };

;// CONCATENATED MODULE: ./ssh-deploy/src/preflight/docker-client.ts

/** What compose says of a file that is there, when it runs in a confinement that hides it. */
const HIDDEN_FILE = /no such file|not found|couldn't find|permission denied/i;
function unsupportedDocker({ client, engine, origin, model, }) {
    if (/podman/i.test(`${client?.text}\n${engine?.text}`))
        return 'podman';
    const isFromSnap = linesOf(origin).some(path => /^\/snap\/|\/bin\/snap$/.test(path));
    return isFromSnap && model && model.code !== 0 && HIDDEN_FILE.test(model.text) ? 'snap' : undefined;
}
const INSTALL = "Install Docker Engine from Docker's own packages (https://docs.docker.com/engine/install/)";
/** Why Docker on the server cannot be used for deployments, or nothing when it can. */
function unsupportedDockerProblem(results, server, path) {
    const kind = unsupportedDocker(results);
    if (kind === 'podman')
        return `docker on ${server} is Podman (${firstLine(results.client?.text) || 'its engine'}), which deployments do not support. ${INSTALL}`;
    if (kind === 'snap')
        return `Docker on ${server} comes from snap, whose confinement hides ${path} or /tmp from it. ${INSTALL}`;
    return undefined;
}
const MAX_WARNINGS = 3;
/** What Docker's client warns of, such as a configuration that it cannot read. */
function dockerWarnings({ engine, compose }, server) {
    const lines = [engine, compose].flatMap(reply => reply?.warnings?.split('\n') ?? []);
    const distinct = new Set(lines.map(line => line.replace(/\s+/g, ' ').trim()).filter(line => line !== ''));
    return [...distinct].slice(0, MAX_WARNINGS).map(line => `docker on ${server} warns: ${line}`);
}
const firstLine = (text = '') => text.split('\n')[0]?.trim() ?? '';

;// CONCATENATED MODULE: ./ssh-deploy/src/preflight/server.ts



/** Seconds by which the clocks may differ: the journal, the age of a backup and signatures go by them. */
const server_SKEW = 300;
/** What is wrong with the server itself and with the checkout on it. */
function serverProblems(results, { application: { path }, sha }, { server, between }) {
    return [
        ...clockProblems(results, server, between),
        ...(results.missing?.text.split('\n') ?? [])
            .filter(tool => tool !== '')
            .map(tool => `${tool} is not installed on ${server}`),
        ...engineProblems(results, server, path),
        ...pathProblems(results, server, path),
        ...gitProblems(results, server, { path, sha }),
    ];
}
function clockProblems({ clock }, server, [start, end]) {
    const now = Number(clock?.text);
    const off = now < start / 1000 ? now - start / 1000 : Math.max(0, now - end / 1000);
    if (!(Math.abs(off) > server_SKEW))
        return [];
    return [
        `the clock of ${server} is ${Math.round(Math.abs(off))} s ${off < 0 ? 'behind' : 'ahead'}. Set it; the journal and the age of backups go by it`,
    ];
}
/** Whether what told its version is a compose that knows what is asked of it. */
const isComposeV2 = ({ code, text }) => code === 0 && /^v?[2-9]\./.test(text);
function engineProblems(results, server, path) {
    const unsupported = unsupportedDockerProblem(results, server, path);
    if (unsupported)
        return [unsupported];
    const { engine, compose, model } = results;
    const problems = [];
    if (engine && engine.code !== 0) {
        problems.push(/permission denied/i.test(engine.text)
            ? `${server} may not use docker. Add the user to the group "docker"`
            : `the docker engine on ${server} does not answer: ${lastLines(engine)}`);
    }
    if (compose && !isComposeV2(compose))
        problems.push(`docker compose v2 not found on ${server}. Install the package docker-compose-plugin`);
    else if (compose && model && /unknown flag/.test(model.text))
        problems.push(`docker compose ${compose.text} on ${server} is too old (${lastLines(model)}). Install a newer one`);
    return problems;
}
function pathProblems(results, server, path) {
    const { path: exists, closed, changes, link } = results;
    if (exists?.code !== 0)
        return [`${path} does not exist on ${server}. Check "path"`];
    const changed = localChangesProblem(linesOf(changes), server, path);
    return [
        ...linesOf(closed).map(place => `${server} cannot write to ${place}. Check its owner and mode`),
        ...(link?.code === 0
            ? [`${path}/.deploy on ${server} is a link. Replace it by a folder with the files that it leads to`]
            : []),
        ...(changed ? [changed] : []),
    ];
}
function gitProblems({ checkout, commit }, server, { path, sha }) {
    if (checkout && checkout.code !== 0) {
        if (/not a git repository/.test(checkout.text))
            return [`${path} on ${server} is not a git checkout`];
        return [`git cannot read ${path} on ${server}: ${lastLines(checkout)}`];
    }
    if (!commit || commit.code === 0)
        return [];
    if (/not our ref|no such remote ref|couldn't find remote ref|unadvertised object|want \S+ not valid/i.test(commit.text))
        return [`commit ${sha} is not in the repository that ${path} on ${server} comes from`];
    return [`${server} cannot reach the git remote of ${path}: ${lastLines(commit)}`];
}

;// CONCATENATED MODULE: ./ssh-deploy/src/preflight/services/writable-mounts.ts
/**
 * Services that can write what a deployment runs as the SSH user: the configuration of git, the journal, or the checkout
 * itself. Whoever gets into such a container gets the server.
 */
function writableMounts(model, { path }) {
    const isTrusted = (source = '') => `${path}/`.startsWith(`${source.replace(/\/$/, '')}/`) ||
        [`${path}/.git/`, `${path}/.deploy/`].some(folder => `${source}/`.startsWith(folder));
    return Object.entries(model.services).flatMap(([service, { volumes = [] }]) => {
        const mount = volumes.find(({ type, source, read_only: isReadOnly }) => type === 'bind' && !isReadOnly && isTrusted(source));
        if (mount === undefined)
            return [];
        return [
            `${service} can write to ${mount.source} of the server, with the .git and .deploy of the deployments. Mount it read-only (":ro"), or only the folders that ${service} needs`,
        ];
    });
}

;// CONCATENATED MODULE: ../packages/deployment/src/compose/service-roles.ts

/** The active services besides those that answer visitors, each with its role, in the order of the compose file. */
function otherServices(model, application, profiles) {
    const answering = answeringServices(application);
    const own = imagesOfRelease(model, answering);
    const others = Object.entries(model.services).filter(([name, service]) => isActive(service, profiles) && !answering.includes(name));
    return new Map(others.map(([name, service]) => [name, roleOf(model, name, service, own)]));
}
/** The services of a release that are replaced in place, besides those that answer visitors. */
function servicesInPlace(model, application, profiles) {
    return withRole(otherServices(model, application, profiles), 'in-place');
}
const withRole = (services, ...roles) => [...services].flatMap(([name, role]) => (roles.includes(role) ? [name] : []));
/** Services in an order in which each comes after those of them that it depends on. */
function inDependencyOrder(model, services) {
    const ordered = new Set();
    const add = (name, path) => {
        if (path.includes(name))
            return;
        for (const needed of Object.keys(model.services[name]?.depends_on ?? {}))
            add(needed, [...path, name]);
        ordered.add(name);
    };
    for (const name of services)
        add(name, []);
    return [...ordered].filter(name => services.includes(name));
}
/** Whether a service has succeeded when it has ended with exit code 0. */
const mayEnd = ({ restart }) => restart === 'no' || (restart ?? '').startsWith('on-failure');
function roleOf(model, name, service, own) {
    const isOfRelease = service.build !== undefined || own.has(service.image ?? '');
    if (!isOfRelease)
        return 'third-party';
    if (isDataStore(service))
        return 'data-store';
    return isAwaited(model, name) ? 'one-shot' : 'in-place';
}
/** Whether another service starts only after this one has ended well. */
const isAwaited = (model, name) => Object.values(model.services).some(({ depends_on: needed }) => needed?.[name]?.condition === 'service_completed_successfully');
/**
 * The images of a release: what is built, and whatever has the tag of the services that answer visitors, which is the
 * version. A worker often runs the image of the application and does not build it again.
 */
function imagesOfRelease(model, answering) {
    const services = Object.values(model.services);
    const built = services.filter(({ build }) => build !== undefined);
    const tags = new Set(answering.map(name => tagOf(model.services[name]?.image)));
    tags.delete('');
    tags.delete('latest');
    const tagged = services.filter(({ image }) => tags.has(tagOf(image)));
    return new Set([...built, ...tagged].flatMap(({ image }) => image ?? []));
}
const tagOf = (image = '') => /:([^:/@]+)$/.exec(image)?.[1] ?? '';
/** Where the images of databases keep their data (Docker Hub: postgres, mysql, mariadb, mongo, redis, valkey and others). */
const DATA_FOLDERS = [
    '/var/lib/postgresql',
    '/bitnami/postgresql',
    '/home/postgres/pgdata',
    '/var/lib/mysql',
    '/bitnami/mariadb',
    '/data/db',
    '/var/lib/mongodb',
    '/var/lib/redis',
    '/var/lib/valkey',
    '/usr/share/elasticsearch/data',
    '/usr/share/opensearch/data',
    '/var/lib/clickhouse',
    '/var/lib/rabbitmq',
    '/meili_data',
    '/qdrant/storage',
];
/** A database that is built from the repository, such as PostgreSQL with an extension: it has a volume for its data. */
function isDataStore({ volumes = [] }) {
    return volumes.some(({ target }) => DATA_FOLDERS.some(folder => target === folder || target?.startsWith(`${folder}/`)));
}
const isActive = ({ profiles: own = [] }, profiles) => own.length === 0 || profiles.includes('*') || own.some(name => profiles.includes(name));

;// CONCATENATED MODULE: ./ssh-deploy/src/preflight/services/started-services.ts


function startedServices(results, model, application) {
    const others = otherServices(model, application, activeProfiles(results.env?.text ?? ''));
    const existing = existingServices(results, model.name);
    const kept = withRole(others, 'third-party', 'data-store').filter(name => existing.includes(name));
    const started = [...answeringServices(application), ...others.keys()].filter(name => !kept.includes(name));
    return { started, kept };
}

;// CONCATENATED MODULE: ./ssh-deploy/src/preflight/unset-variables.ts


/**
 * Compose takes a variable that is not set as empty, and warns of it wherever the file names it, be it for a service that
 * no one starts. One that a value of the env file names is a `$` that should be none.
 */
function unsetVariables(results, model, application) {
    const { composeFile, envFile } = application;
    const raw = rawModel(results);
    const { started, kept } = model ? startedServices(results, model, application) : { started: [], kept: [] };
    const found = { problems: [], warnings: [] };
    for (const name of unsetNames(results.model?.text ?? '')) {
        const key = keyWithDollar(results.env?.text ?? '', name);
        if (key !== undefined) {
            found.problems.push(`the value of ${key} in ${envFile} has a "$" that compose takes for a variable. Put it in single quotes`);
            continue;
        }
        const use = model && raw ? unset_variables_useOf(name, raw) : undefined;
        const isNeeded = !use || use.isElsewhere || use.services.some(service => started.includes(service));
        const users = use?.services.filter(service => kept.includes(service)) ?? [];
        const missing = `${isVariableName(name) ? name : 'a variable'} is missing in ${envFile}, but ${composeFile} uses it without a default`;
        const advice = `Add it, or write \${${name}:-}`;
        if (isNeeded)
            found.problems.push(`${missing}. ${advice}`);
        else if (users.length > 0)
            found.warnings.push(`${missing} for ${users.join(', ')}, which this deployment does not change. ${advice}`);
    }
    return { ...found, problems: [...new Set(found.problems)] };
}
const unsetNames = (text) => new Set([...text.matchAll(/The \\?"(\w+)\\?" variable is not set/g)].map(([, name = '']) => name));
/** Of a value in an env file of a service, what follows a "$" may be part of a password. */
const isVariableName = (name) => /^(?:[A-Z][A-Z0-9_]*|[a-z][a-z_]*)$/.test(name);
const keyWithDollar = (env, name) => envEntries(env).find(([, value]) => new RegExp(`\\$\\{?${name}\\b`).test(value))?.[0];
function rawModel({ raw }) {
    const start = raw?.code === 0 ? raw.text.search(/^\{$/m) : -1;
    return start === -1 ? undefined : JSON.parse(raw?.text.slice(start) ?? '');
}
/**
 * Where a variable is replaced by its value; nothing when the file does not name it, as for a variable of an `env_file`.
 * Builds are left out, because nothing is built on the server, and extensions, which compose does not read.
 */
function unset_variables_useOf(name, raw) {
    if (!JSON.stringify(raw).includes(name))
        return undefined;
    const { services = {}, ...others } = raw;
    const users = Object.entries(services).filter(([, service]) => {
        const { build: _, ...definition } = service ?? {};
        return replaces(definition, name);
    });
    const elsewhere = Object.entries(others).filter(([key]) => !key.startsWith('x-'));
    return { services: users.map(([service]) => service), isElsewhere: replaces(elsewhere, name) };
}
/** `${NAME:+…}` is replaced by something else, and `$$` stands for a `$`. */
const replaces = (part, name) => new RegExp(`\\$(?:${name}(?!\\w)|\\{${name}(?!\\w|:?\\+))`).test(JSON.stringify(part).replaceAll('$$', ''));

;// CONCATENATED MODULE: ./ssh-deploy/src/preflight/compose.ts







/** The compose file of the commit as the server understands it, or nothing when it does not. */
const compose_modelIn = ({ model }) => modelOf(model);
/** The same after preflight, which refuses a server without it. */
function requireModel(results) {
    const model = compose_modelIn(results);
    if (!model)
        throw new Error('preflight has let a compose file pass that cannot be read');
    return model;
}
/** The same of what is checked out. */
const modelBefore = ({ before }) => modelOf(before);
function modelOf(reply) {
    // The warnings come first; the document is the last thing that is printed.
    const start = reply?.code === 0 ? reply.text.search(/^\{$/m) : -1;
    return start === -1 ? undefined : parseComposeModel(reply?.text.slice(start) ?? '');
}
/** What is wrong with the compose file of the commit, together with the env file on the server. No value is in it. */
function composeProblems(results, { application }, server) {
    const { composeFile, envFile } = application;
    const { model, env, compose } = results;
    if (!model || env?.code !== 0 || !compose || !isComposeV2(compose) || /unknown flag/.test(model.text))
        return [];
    if (unsupportedDocker(results))
        return [];
    const parsed = compose_modelIn(results);
    const unset = unsetVariables(results, parsed, application).problems;
    if (!parsed)
        return [...unset, composeProblem(model.text, { composeFile, envFile, env: env.text }, server)];
    return [
        ...unset,
        ...optionNames(parsed, composeFile),
        ...answeringServices(application).flatMap(name => serviceProblem(parsed, name)),
    ];
}
/** What is unwise about the compose file, and what of it is not applied. */
function composeWarnings(results, { application }) {
    const model = compose_modelIn(results);
    return [
        ...unsetVariables(results, model, application).warnings,
        ...filesNotApplied(results, application),
        ...(model ? writableMounts(model, application) : []),
    ];
}
/** What docker compose by hand would read as well, and a deployment does not. */
function filesNotApplied(results, { composeFile, envFile }) {
    const overrides = linesOf(results.overrides).map(name => `${name} on the server is not applied: deployments read ${composeFile} alone. Move what it sets there`);
    const env = results.env?.text ?? '';
    const files = (envValue(env, 'COMPOSE_FILE') ?? '')
        .split(envValue(env, 'COMPOSE_PATH_SEPARATOR') ?? ':')
        .filter(name => name !== '' && name !== composeFile);
    if (files.length === 0)
        return overrides;
    return [
        ...overrides,
        `COMPOSE_FILE in ${envFile} names ${files.join(', ')}, which is not applied: deployments read ${composeFile} alone. Move what it sets there`,
    ];
}
/** Compose would take such a name for one of its options. */
const optionNames = (model, composeFile) => Object.keys(model.services)
    .filter(name => name.startsWith('-'))
    .map(name => `service "${name}" begins with "-", like an option of compose. Rename it in ${composeFile}`);
function serviceProblem(model, service) {
    try {
        publishedPort(model, service);
        return [];
    }
    catch (cause) {
        if (cause instanceof errors/* UserError */.y)
            return [...cause.problems];
        throw cause;
    }
}

;// CONCATENATED MODULE: ./ssh-deploy/src/containers/orphans.ts

/** Containers of the project whose service is not in the compose file any more, as `name (service)`. They are left alone. */
function orphans(results, model) {
    return runningContainers(results)
        .filter(({ project, service }) => project !== '' && project === model.name && !model.services[service])
        .map(({ name, service }) => `${name} (${service})`);
}

;// CONCATENATED MODULE: ./ssh-deploy/src/containers/third-party-services.ts


/**
 * Services that would start on the data of another one: its container runs on, and the compose file has it under this name
 * only now. Two databases on one volume destroy it.
 */
function renamedServices(results, application, models) {
    const { model, before } = models;
    const running = runningContainers(results).filter(({ project }) => project === model.name);
    const removed = running.map(({ service }) => service).filter(name => !model.services[name]);
    return thirdPartyServices(results, application, models).missing.flatMap(service => {
        const sources = sourcesOf(model, service);
        const other = removed.find(name => sourcesOf(before, name).some(source => sources.includes(source)));
        return other === undefined
            ? []
            : [
                `service "${service}" has the data of "${other}", which still runs and is not in the compose file any more. When it was renamed, stop and remove the container of "${other}" first`,
            ];
    });
}
const sourcesOf = (model, service) => (model?.services[service]?.volumes ?? []).flatMap(({ source }) => source ?? []);
/** Finds them out from what preflight has read: the model of the commit, and that of what is checked out. */
function thirdPartyServices(results, application, { model, before }) {
    const services = withRole(otherServices(model, application, activeProfiles(results.env?.text ?? '')), 'third-party', 'data-store');
    const existing = existingServices(results, model.name);
    const notUpdated = services
        .filter(name => existing.includes(name))
        .flatMap(service => {
        const reason = reasonToUpdate(results, application, { service, model, before });
        return reason === undefined ? [] : [{ service, reason }];
    });
    return { missing: services.filter(name => !existing.includes(name)), notUpdated };
}
function reasonToUpdate(results, { path }, { service, model, before }) {
    const wanted = model.services[service];
    const known = before?.services[service];
    if (known && definitionIn(before, service) !== definitionIn(model, service))
        return 'its definition changes with this commit';
    const running = runningContainers(results).find(container => container.project === model.name && container.service === service);
    if (running && wanted?.build === undefined && wanted?.image !== running.image)
        return `it runs ${running.image} and not ${wanted?.image}`;
    const changed = linesOf(results.changed);
    const mounted = changedMounts(model, service, { path, changed });
    if (mounted.length > 0)
        return `this commit changes ${mounted.join(', ')}, which it mounts`;
    const context = buildContext(wanted?.build, path);
    return context && changed.some(file => file.startsWith(`${context}/`))
        ? `this commit changes ${context}, which its image is built from`
        : undefined;
}
/** A service with the configs that it uses, whose text may be in the compose file itself. */
function definitionIn(model, service) {
    const definition = model?.services[service];
    const configs = definition?.configs?.map(({ source = '' }) => model?.configs?.[source]);
    return JSON.stringify([definition, configs]);
}
/** The folder that an image is built from, relative to the checkout; nothing for the checkout itself. */
function buildContext(build, path) {
    const context = build?.context;
    return context?.startsWith(`${path}/`) ? context.slice(path.length + 1) : undefined;
}

;// CONCATENATED MODULE: ./ssh-deploy/src/preflight/checkout.ts

/** More names make a message no clearer. */
const checkout_MAX_NAMES = 5;
/** What a checkout of the commit would destroy on the server, or would leave out. */
function checkoutProblems(results, { application: { path, envFile, composeFile }, sha }, server) {
    const commit = `commit ${sha.slice(0, 12)}`;
    const added = linesOf(results.added);
    const isDeployment = (file) => /^\.deploy(\/|$)/.test(file);
    const deployment = added.filter(isDeployment);
    const blocked = linesOf(results.blocked).filter(file => file !== envFile && !isDeployment(file));
    return [
        ...trackedEnvFile(results, { path, envFile, commit, server }),
        ...(deployment.length > 0
            ? [
                `${commit} contains ${checkout_named(deployment)}, but .deploy belongs to the deployments on the server. Remove it from the repository`,
            ]
            : []),
        ...(blocked.length > 0
            ? [
                `${commit} adds ${checkout_named(blocked)}, and ${path} on ${server} has that already, outside of git. Remove it from the repository, or move away what is on the server`,
            ]
            : []),
        ...linesOf(results.sparse).map(file => `${file} is left out by the sparse checkout of ${path} on ${server}. Add its folder with "git sparse-checkout add", or check "compose-file" ("${composeFile}")`),
    ];
}
/** Git overwrites a file that it tracks, and deletes it with the commit that tracks it no more. */
function trackedEnvFile({ tracked, added }, { path, envFile, commit, server }) {
    // What is listed besides is the env file, or the file that it is a link to.
    const isEnvFile = (file) => !/^\.deploy(\/|$)/.test(file);
    const here = linesOf(tracked).some(isEnvFile);
    if (!here && !linesOf(added).some(isEnvFile))
        return [];
    const where = here ? `the commit that is checked out in ${path} on ${server}` : commit;
    const remedy = `Remove it from the repository with "git rm --cached ${envFile}" and add it to .gitignore`;
    const then = `, then check that commit out on the server while a copy of ${envFile} is kept elsewhere, and put the copy back`;
    return [
        `${envFile} is tracked by git in ${where}, so a checkout would overwrite or delete the one on the server. ${remedy}${here ? then : ''}`,
    ];
}
const checkout_named = (files) => files.length > checkout_MAX_NAMES
    ? `${files.slice(0, checkout_MAX_NAMES).join(', ')} and ${files.length - checkout_MAX_NAMES} more`
    : files.join(', ');

// EXTERNAL MODULE: ../packages/deployment/src/images/image-archive.ts + 1 modules
var image_archive = __nccwpck_require__(6326);
;// CONCATENATED MODULE: ../packages/server/src/disk-space.ts

/** A line of `df -Pk`: device, blocks, used, available, share, mount. */
const LINE = /^\S.* +\d+ +\d+ +(\d+) +\S+% +(\/.*)$/gm;
/** The file systems in the output of `df -Pk`, in the order of its arguments. */
const parseDiskSpace = (df) => [...df.matchAll(LINE)].map(([, freeKilobytes, mount = '']) => ({
    freeBytes: Number(freeKilobytes) * 1024,
    mount,
}));
/** Free bytes, from the output of `df -Pk` for one folder. @throws UserError when the output has another form */
function freeBytes(df) {
    const [space] = parseDiskSpace(df);
    if (!space)
        throw new UserError(`cannot parse df output: "${df.trim().slice(0, 200)}"`);
    return space.freeBytes;
}

;// CONCATENATED MODULE: ../packages/server/src/byte-size.ts
/** Bytes for people: `0.88 MB`, `283 MB`, `1.40 GB`. */
function formatBytes(bytes) {
    if (bytes < 10_000)
        return `${(bytes / 1000).toFixed(1)} KB`;
    if (bytes >= 1_000_000_000)
        return `${(bytes / 1_000_000_000).toFixed(2)} GB`;
    return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 2 : 0)} MB`;
}

;// CONCATENATED MODULE: ./ssh-deploy/src/preflight/disk.ts


/** What must be free besides the images: for logs, the checkout, the journal and containers. */
const FLOOR = 256 * 1024 * 1024;
/**
 * Reports where too little is free. An image takes as much as the newest one of the same repository that is there
 * already, however many layers the two share.
 */
function diskProblems(results, server, { names, archive }) {
    const { disk } = results;
    const listed = linesOf(results.sizes);
    const images = names.reduce((sum, name) => sum + addedBytes(name, listed), 0);
    const [docker, path] = parseDiskSpace(disk?.code === 0 ? disk.text : '');
    const needs = [
        ...(docker ? [{ ...docker, needed: FLOOR + Math.max(images, archive) }] : []),
        ...(path && path.mount !== docker?.mount ? [{ ...path, needed: FLOOR }] : []),
    ];
    return needs
        .filter(({ freeBytes, needed }) => freeBytes < needed)
        .map(({ freeBytes, mount, needed }) => `${mount} on ${server} has ${formatBytes(freeBytes)} free, and the deployment needs ${formatBytes(needed)}. Free some with "docker system df" and "docker image prune"`);
}
/** @param listed the images on the server, newest first, in lines with size and tags */
function addedBytes(name, listed) {
    const image = (0,image_archive/* familiarName */.hG)(name);
    if (listed.some(line => line.includes(`"${image}"`)))
        return 0;
    const older = listed.find(line => line.includes(`"${repositoryOf(image)}:`));
    return Number.parseInt(older ?? '', 10) || 0;
}

;// CONCATENATED MODULE: ./ssh-deploy/src/preflight/env.ts


/** What is wrong with the env file, without a value of it. */
function envProblems({ path, env, mounted }, server, file) {
    if (path?.code !== 0 || !env)
        return [];
    if (env.code !== 0) {
        const cannot = /No such file/.test(env.text) ? 'does not exist' : 'cannot be read';
        return [`${file} ${cannot} on ${server}. Check "path" and "env-file", or create it from its example`];
    }
    if (linesOf(mounted).length > 0)
        return [
            `${file} on ${server} is a mount, and so cannot be replaced in one step. Mount its folder instead, or copy the file to its place`,
        ];
    const unencoded = unencodedCharacters(envValue(env.text, 'DATABASE_URL') ?? '');
    if (unencoded.length === 0)
        return [];
    const codes = unencoded.map(character => `"${character}" as ${encodeURIComponent(character)}`).join(', ');
    return [
        `DATABASE_URL in ${file} has a password that must be percent-encoded: write ${codes}, so that it is SCHEME://USER:PASSWORD@HOST:PORT/DATABASE`,
    ];
}
/** What is unwise about the env file. */
function envWarnings({ mode }, file) {
    if (mode?.code !== 0 || !/[4-7]$/.test(mode.text))
        return [];
    return [
        `${file} can be read by every user of the server (mode ${mode.text}). Set it to 600 with "chmod 600"`,
    ];
}
/** An address as it should be: nothing in the password but what may stand there, and an `@` later only in a query's value. */
const PLAIN = /^[a-z][a-z0-9+.-]*:\/\/(?:[^:/@?#]*(?::([^@/?#[\]\s]*))?@)?[^:/@?#]+(?::\d+[^:/@?#]*)*(?:\/[^@?#]*)?(?:\?[^@]*=.*)?$/is;
/** Any other one, in which the last `@` stands before the host. */
const SPOILT = /^[a-z][a-z0-9+.-]*:\/\/[^:/@?#]*:(.*)@[^@]+$/is;
/** The characters in the password of an address that would end it early, or begin an escape that is none. */
function unencodedCharacters(url) {
    const password = (PLAIN.exec(url) ?? SPOILT.exec(url))?.[1] ?? '';
    return [...new Set(password.match(/[@/?#[\]\s]|%(?![0-9a-f]{2})/gi) ?? [])];
}

;// CONCATENATED MODULE: ./ssh-deploy/src/preflight/forwarding.ts


/** What sshd does not forward of what a deployment requests, so that it is known before anything is changed. */
async function forwardingProblems(remote, { application, handoverPort }, model) {
    const services = answeringServices(application).flatMap(service => urlOf(model, service));
    const urls = [...services, ...(handoverPort === undefined ? [] : handoverUrl(services, handoverPort))];
    const forbidden = (await Promise.all(urls.map(url => isForbidden(remote, url)))).flatMap((is, at) => is ? [new URL(urls[at] ?? '').host] : []);
    if (forbidden.length === 0)
        return [];
    const host = remote.name.slice(remote.name.indexOf('@') + 1);
    const permissions = forbidden.map(address => `permitopen="${address}"`).join(',');
    return [
        `sshd on ${host} does not allow port forwarding for ${remote.name} (to ${forbidden.join(', ')}). Set AllowTcpForwarding to "local" in its sshd_config; a key with "restrict" needs port-forwarding,${permissions} in authorized_keys`,
    ];
}
/** A service without a port is reported as such. */
function urlOf(model, service) {
    try {
        return [serviceUrl(model, service)];
    }
    catch {
        return [];
    }
}
/** The second container is published on the address of the app service. */
function handoverUrl([service], port) {
    if (service === undefined)
        return [];
    const url = new URL(service);
    url.port = String(port);
    return [url.origin];
}
/** Whether something listens there is of no interest. */
async function isForbidden(remote, url) {
    try {
        const connection = await remote.keep({ url });
        connection.close();
        return false;
    }
    catch (cause) {
        return cause instanceof ForwardingForbidden;
    }
}

// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __nccwpck_require__(1455);
;// CONCATENATED MODULE: ./ssh-deploy/src/preflight/images.ts


/**
 * The images that were built for the release, and what is wrong with them. A dry run may come before the build, so it
 * looks at their names alone; an existing version has its images in the journal.
 */
function imagesInBuild(model, inputs) {
    const { application, version, built, registry, dryRun } = inputs;
    const { composeFile } = application;
    if (built.size > 0)
        return serviceImages(model, built, { version, registry, composeFile });
    return { images: [], problems: dryRun ? builtImageNames(model, version).problems : [] };
}
/** What is about to be stored on the server. That the archive is missing is reported where it is sent. */
async function incomingImages(model, inputs) {
    const names = model ? builtImageNames(model, inputs.version).names : [];
    return { names, archive: await archiveSize(inputs) };
}
async function archiveSize({ archive, built }) {
    if (![...built.values()].some(({ digest }) => digest === undefined))
        return 0;
    return (0,external_node_fs_promises_.stat)(archive).then(({ size }) => size, () => 0);
}

;// CONCATENATED MODULE: ../packages/deployment/src/traffic/proxy/caddyfile.ts


/** Where Caddy's own packages keep its configuration. */
const CADDYFILE = '/etc/caddy/Caddyfile';
/** Files may import each other; Caddy itself refuses cycles. */
const MAX_DEPTH = 10;
/** The Caddyfile of a server with all files that it imports, the first one first; none where there is no Caddyfile. */
async function readCaddyfiles(remote) {
    const content = await readFile(remote, CADDYFILE);
    if (content === undefined)
        return [];
    const files = [{ path: CADDYFILE, content }];
    let newest = files;
    for (let depth = 0; depth < MAX_DEPTH; depth++) {
        const snippets = files.flatMap(({ content }) => snippetsIn(content));
        const patterns = newest.flatMap(file => importsIn(file)).filter(({ name }) => !snippets.includes(name));
        if (patterns.length === 0)
            break;
        const found = await caddyfile_matching(remote, [...new Set(patterns.map(({ pattern }) => pattern))]);
        newest = found.filter(({ path }) => !files.some(known => known.path === path));
        files.push(...newest);
    }
    return files;
}
/** What a file imports: the name as it is written, and the pattern of paths, relative to the file that imports. */
function importsIn({ path, content }) {
    return [...content.matchAll(/^[^\S\n]*import[^\S\n]+(?:"([^"\n]+)"|`([^`\n]+)`|(\S+))/gm)].map(([, quoted, raw, plain]) => {
        const name = quoted ?? raw ?? plain ?? '';
        return { name, pattern: external_node_path_.posix.resolve(external_node_path_.posix.dirname(path), name) };
    });
}
/** The names of the snippets that a file defines, which go before files of the same name. */
const snippetsIn = (content) => [...content.matchAll(/^[^\S\n]*\(([^)\s]+)\)[^\S\n]*\{/gm)].map(([, name = '']) => name);
/** The shell's wildcards are those of Caddy; both parts of a line are Base64. */
const caddyfile_READ = `IFS=
for pattern; do
  for file in $pattern; do
    [ -f "$file" ] && [ -r "$file" ] || continue
    printf '%s ' "$(printf '%s' "$file" | base64 | tr -d '\\n')"
    base64 < "$file" | tr -d '\\n'; echo
  done
done`;
async function caddyfile_matching(remote, patterns) {
    const { stdout } = await remote.run(['sh', '-uc', caddyfile_READ, 'read what the Caddyfile imports', ...patterns]);
    const decoded = (base64) => Buffer.from(base64, 'base64').toString('utf8');
    return stdout
        .split('\n')
        .filter(line => line !== '')
        .map(line => {
        const [path = '', content = ''] = line.split(' ');
        return { path: decoded(path), content: decoded(content) };
    });
}

;// CONCATENATED MODULE: ../packages/deployment/src/traffic/proxy/slot-header.ts
/** The header in which the proxy names the slot that answers, or its address. */
const slot_header_SLOT_HEADER = 'x-deployment-slot';
/** Why a proxy's configuration cannot name the slot, or nothing; comments do not count. */
function slotHeaderProblem(text, where) {
    const code = text.replace(/(?<=^|\s)#[^\n]*/g, '');
    if (new RegExp(slot_header_SLOT_HEADER, 'i').test(code))
        return undefined;
    return `${where} does not set the header ${slot_header_SLOT_HEADER}, by which a switch is proven. Add it as the README of blue-green-switch says`;
}

;// CONCATENATED MODULE: ../packages/deployment/src/traffic/proxy/upstream-text.ts
/** An address of the server itself, as nginx and Caddy write it: `127.0.0.1:8001`, `localhost:8001`, `[::1]:8001`, `:8001`. */
const ADDRESS = /((?:127\.0\.0\.1|localhost|\[::1\]|(?<=\s)):)(\d{1,5})\b/g;
/** The slots whose ports stand in a configuration, comments aside. */
function slotsNamed(text, ports) {
    const named = new Set();
    withoutComments(text, code => {
        for (const [, , port] of code.matchAll(ADDRESS)) {
            const slot = slotOfPort(Number(port), ports);
            if (slot)
                named.add(slot);
        }
        return code;
    });
    return [...named].sort();
}
/** The configuration with every port of the other slot replaced by the port of this one; all other bytes stay. */
function withSlot(text, slot, ports) {
    const own = ports.get(slot) ?? [];
    const from = [...ports].flatMap(([name, others]) => (name === slot ? [] : others));
    return withoutComments(text, code => code.replace(ADDRESS, (address, host, port) => {
        const to = own[from.indexOf(Number(port))];
        return to === undefined ? address : `${host}${to}`;
    }));
}
/** The slot that a header stands for: its name, or the address of what answered, of several the last. */
function slotOfHeader(header, ports) {
    if (ports.has(header))
        return header;
    const port = /(\d+)$/.exec(header.trim())?.[1];
    return port === undefined ? undefined : slotOfPort(Number(port), ports);
}
function slotOfPort(port, ports) {
    return [...ports.keys()].find(slot => ports.get(slot)?.includes(port));
}
/** Hands the code of every line on and leaves its comment alone; `#` begins one at the start of a word. */
function withoutComments(text, change) {
    return text
        .split('\n')
        .map(line => {
        const end = /(^|\s)#/.exec(line)?.index ?? line.length;
        return change(line.slice(0, end)) + line.slice(end);
    })
        .join('\n');
}

;// CONCATENATED MODULE: ../packages/deployment/src/traffic/proxy/caddy.ts





/** Caddy with the port of one slot in a Caddyfile: a move is another file, and a reload through its admin API. */
async function caddyProxy(remote, ports) {
    const files = await readCaddyfiles(remote);
    const path = upstreamFile(files, ports);
    if (path === undefined)
        return undefined;
    return {
        kind: 'caddy',
        description: `upstream in ${path}, Caddy with a reload`,
        warnings: [
            'Caddy ends keep-alive connections and WebSockets at every reload, and requests are lost. A slot file loses none in Caddy, too; the README of blue-green-switch has it',
        ],
        patience: 10_000,
        async current() {
            const [slot, another] = slotsNamed((await readFile(remote, path)) ?? '', ports);
            if (slot && !another)
                return slot;
            throw new errors/* UserError */.y(`cannot tell the live slot: ${path} on ${remote.name} must name the ports of one slot, but it names those of ${another ? 'both' : 'none'}`);
        },
        async move(slot) {
            const content = withSlot((await readFile(remote, path)) ?? '', slot, ports);
            const size = String(Buffer.byteLength(content));
            const command = ['sh', '-euc', EXCHANGE, 'reload Caddy', path, CADDYFILE, size];
            const { code, stderr } = await remote.run(command, { input: content, allowFailure: true });
            if (code !== 0)
                throw new errors/* UserError */.y(`proxy config rejected or not reloaded (${(0,secrets/* redactedEnd */.Kr)(stderr.trim().split('\n').slice(-2).join(' '), 600)}); previous config restored on ${remote.name}`);
        },
        async problems() {
            const header = slotHeaderProblem(files.map(({ content }) => content).join('\n'), CADDYFILE);
            return header ? [header] : [];
        },
        slotOf: header => slotOfHeader(header, ports),
    };
}
/** The one file that names the ports of one slot; none where a file names both, as with a slot file. */
function upstreamFile(files, ports) {
    const naming = files
        .map(({ path, content }) => ({ path, slots: slotsNamed(content, ports) }))
        .filter(({ slots }) => slots.length > 0);
    const [only, another] = naming;
    if (another) {
        const seen = naming.map(({ path, slots }) => `${path} (${slots.join(' and ')})`).join(', ');
        throw new errors/* UserError */.y(`cannot tell the live slot: several files that ${CADDYFILE} imports name ports of slots: ${seen}. Leave one, or set up a slot file`);
    }
    return only?.slots.length === 1 ? only.path : undefined;
}
/**
 * Caddy reads a file only on request, so the new one is validated in its place, where what it imports and what
 * imports it are found. Both files are in a separate folder until then: older versions of Caddy import hidden files,
 * too. From the rename on nothing stops it: either Caddy runs the new file, or the old one is back.
 */
const EXCHANGE = `file=$(readlink -f -- "$1"); main=$2
folder=$(mktemp -d "$(dirname "$main")/.exchange.XXXXXXXX")
trap 'rm -rf "$folder"' EXIT
cp -p "$file" "$folder/new"; cat > "$folder/new"
[ "$(wc -c < "$folder/new")" -eq "$3" ] || { echo "the content did not arrive whole" >&2; exit 1; }
cp -p "$file" "$folder/old"
trap '' HUP INT TERM PIPE
mv -f "$folder/new" "$file"
if said=$(caddy validate --config "$main" --adapter caddyfile 2>&1 && caddy reload --config "$main" --adapter caddyfile 2>&1)
then exit 0
else mv -f "$folder/old" "$file"; echo "$said" >&2; exit 1; fi`;

;// CONCATENATED MODULE: ../packages/deployment/src/traffic/proxy/nginx-configuration.ts

/** Cuts the output of `nginx -T` into files; the first is the main one. */
function filesOf(dump) {
    const parts = dump.split(/^# configuration file (\/.*):\n/m).slice(1);
    return parts.flatMap((path, index) => (index % 2 === 0 ? [{ path, content: parts[index + 1] ?? '' }] : []));
}
const INCLUDE = /(^|[\s;{}])include\s+(?:"([^"]+)"|'([^']+)'|([^\s;]+))\s*;/g;
/**
 * The whole configuration as one text, every `include` replaced by what it includes: so a candidate can be tested
 * while the file that is in use stays as it is. Relative names mean the folder of the main file, as for nginx.
 */
function wholeConfiguration(files) {
    const [main] = files;
    if (!main)
        return '';
    const folder = external_node_path_.posix.dirname(main.path);
    const expand = (content, depth) => content
        .split('\n')
        .map(line => {
        const end = /(^|\s)#/.exec(line)?.index ?? line.length;
        const code = line
            .slice(0, end)
            .replace(INCLUDE, (_, before, ...names) => {
            const pattern = external_node_path_.posix.resolve(folder, names.find(name => name !== undefined) ?? '');
            const included = files.filter(({ path }) => external_node_path_.posix.matchesGlob(path, pattern));
            return `${before}\n${included.map(file => (depth > 20 ? '' : expand(file.content, depth + 1))).join('\n')}\n`;
        });
        return code + line.slice(end);
    })
        .join('\n');
    return expand(main.content, 0);
}
/** The version in what `nginx -v` says. */
function nginxVersion(text) {
    return /nginx\/(\d+\.\d+\.\d+)/.exec(text)?.[1] ?? '';
}
/** https://nginx.org/en/docs/http/ngx_http_core_module.html#keepalive_min_timeout */
const KEEPS_CONNECTIONS = [1, 27, 4];
/** What a reload costs visitors with this nginx, or nothing when it costs them nothing. */
function reloadWarning(version, files) {
    const numbers = version.split('.').map(Number);
    const difference = KEEPS_CONNECTIONS.map((wanted, index) => (numbers[index] ?? 0) - wanted).find(part => part !== 0);
    const advice = 'A slot file loses none; "install: true" sets it up';
    if ((difference ?? 0) < 0) {
        return `nginx ${version} has no keepalive_min_timeout (1.27.4 has): every reload loses requests on keep-alive connections. ${advice}`;
    }
    if (files.some(({ content }) => /^\s*keepalive_min_timeout\s+[1-9]/m.test(content)))
        return undefined;
    return `keepalive_min_timeout is not set in nginx: every reload loses requests on keep-alive connections. Set it to 10s beside keepalive_timeout. ${advice}`;
}

;// CONCATENATED MODULE: ../packages/deployment/src/traffic/proxy/nginx.ts



/**
 * nginx as root, for another user through `sudo -n`; its folder is not on every user's path. It is run with these arguments
 * only: with any others, such as another configuration, nginx runs whatever its user wants as root.
 */
const AS_ROOT = `PATH="$PATH:/usr/sbin:/sbin"
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
`;
const AS_ROOT_ARGUMENTS = ['-T', '-t -q', '-s reload'];
/** Prints who runs nginx, and the configuration; the version goes to the error output. */
const nginx_READ = `${AS_ROOT}nginx=$(command -v nginx) || exit 3
echo "$(id -un) $nginx"
nginx -v
as_root nginx -T`;
/**
 * Reads nginx's configuration, or nothing where there is no nginx.
 * @throws UserError when the configuration on disk is broken, or the user may not run nginx
 */
async function readNginx(remote) {
    const { code, stdout, stderr } = await remote.run(['sh', '-c', nginx_READ, 'read the configuration of nginx'], {
        allowFailure: true,
    });
    if (code === 3)
        return undefined;
    const [user = '', nginx = ''] = stdout.split('\n')[0]?.split(' ') ?? [];
    // What nginx itself says begins with its name.
    if (code !== 0 && user !== 'root' && !/^nginx: /m.test(stderr)) {
        const commands = AS_ROOT_ARGUMENTS.map(words => `${nginx} ${words}`).join(', ');
        throw new errors/* UserError */.y(`${remote.name} may not run nginx as root (${lastWords(stderr)}). Allow it in sudoers, with these arguments only: ${user} ALL=(root) NOPASSWD: ${commands}`);
    }
    if (code !== 0)
        throw new errors/* UserError */.y(`nginx on ${remote.name} cannot read its configuration: ${lastWords(stderr)}`);
    return { version: nginxVersion(stderr), files: filesOf(stdout) };
}
/** The candidate is a hidden file, so that no include with a wildcard finds it, and goes with its test. */
const TEST = `[ "$(id -u)" = 0 ] || exit 0
PATH="$PATH:/usr/sbin:/sbin"
umask 077
[ -w "$1" ] && folder=$1 || folder=$2
candidate=$(mktemp "$folder/.candidate.XXXXXXXX")
trap 'rm -f "$candidate"' EXIT
trap 'exit 1' HUP INT TERM
cat > "$candidate"
[ "$(wc -c < "$candidate")" -eq "$3" ] || { echo "the candidate did not arrive whole" >&2; exit 1; }
nginx -t -q -c "$candidate"`;
/**
 * Tests the configuration with one file changed, as a whole, while nothing that is in use is touched. Only root can: for
 * another user the test of the file in its place has to do, before the reload.
 * @throws UserError with nginx's own words
 */
async function testCandidate(remote, { files }, changed) {
    const whole = wholeConfiguration(files.map(file => (file.path === changed.path ? changed : file)));
    // Relative names in the configuration, such as those of certificates, are relative to the folder of the main file.
    const folders = [external_node_path_.posix.dirname(files[0]?.path ?? '/'), changed.folder];
    const command = ['sh', '-euc', TEST, 'nginx -t', ...folders, String(Buffer.byteLength(whole))];
    const { code, stderr } = await remote.run(command, { input: whole, allowFailure: true });
    if (code !== 0)
        throw new errors/* UserError */.y(`proxy config rejected (${lastWords(stderr)}); the configuration on ${remote.name} is as it was`);
}
/**
 * From the rename on nothing stops it, least of all a lost connection: either nginx was told to read the new file, or
 * the old one is back.
 */
const nginx_EXCHANGE = `${AS_ROOT}folder=$(dirname "$1"); name=$(basename "$1")
new=$folder/.$name.new; old=$folder/.$name.old
trap '' HUP INT TERM PIPE
rm -f "$new" "$old"
if [ "$2" = link ]; then ln -s "$3" "$new"; cat > /dev/null
else
  cp -p "$1" "$new"; cat > "$new"
  [ "$(wc -c < "$new")" -eq "$3" ] || { rm -f "$new"; echo "the content did not arrive whole" >&2; exit 1; }
fi
cp -Pp "$1" "$old"
mv -fT "$new" "$1"
if said=$(as_root nginx -t -q 2>&1 && as_root nginx -s reload 2>&1); then rm -f "$old"
else mv -fT "$old" "$1"; echo "$said" >&2; exit 1; fi`;
/**
 * Puts a tested file in the place of the old one and reloads nginx once.
 * @throws UserError when nginx was not reloaded; the old file is back then
 */
async function exchangeAndReload(remote, path, { content, target }) {
    const how = target === undefined ? ['file', String(Buffer.byteLength(content ?? ''))] : ['link', target];
    const { code, stderr } = await remote.run(['sh', '-euc', nginx_EXCHANGE, 'reload nginx', path, ...how], {
        input: content ?? '',
        allowFailure: true,
    });
    if (code !== 0)
        throw new errors/* UserError */.y(`proxy config rejected or not reloaded (${lastWords(stderr)}); previous config restored on ${remote.name}`);
}
function lastWords(stderr) {
    const lines = stderr.split('\n').filter(line => /\[(emerg|error|alert|crit)\]|^[^n]/.test(line));
    return (0,secrets/* redactedEnd */.Kr)(lines.slice(-3).join(' '), 600) || 'it gave no reason';
}

;// CONCATENATED MODULE: ../packages/deployment/src/traffic/proxy/nginx-reload.ts







/** nginx with one file that names the upstream: a move is another file in its place, and a reload. */
async function nginxReloadProxy(remote, ports) {
    const nginx = await readNginx(remote);
    const path = nginx && nginx_reload_upstreamFile(nginx, ports);
    if (!nginx || path === undefined)
        return undefined;
    const warning = reloadWarning(nginx.version, nginx.files);
    return {
        kind: 'nginx-reload',
        description: `upstream in ${path}, nginx ${nginx.version} with a reload`,
        warnings: warning === undefined ? [] : [warning],
        patience: 10_000,
        async current() {
            const [slot, another] = slotsNamed((await readFile(remote, path)) ?? '', ports);
            if (slot && !another)
                return slot;
            throw new errors/* UserError */.y(`cannot tell the live slot: ${path} on ${remote.name} must name the ports of one slot, ${[...ports.values()].map(list => list.join(', ')).join(' or ')}, but it names those of ${another ? 'both' : 'none'}`);
        },
        move: slot => move(remote, path, slot, ports),
        async problems() {
            const header = slotHeaderProblem(nginx.files.map(({ content }) => content).join('\n'), 'nginx');
            const changes = await Promise.all([...ports.keys()].map(slot => nginx_reload_changeOf(remote, path, slot, ports).then(() => [], (cause) => [cause.message])));
            return [...(header ? [header] : []), ...changes.flat()];
        },
        slotOf: header => slotOfHeader(header, ports),
    };
}
/** The one file that names the ports of one slot; none where a file names both, as with a slot file. */
function nginx_reload_upstreamFile({ files }, ports) {
    const naming = files
        .map(({ path, content }) => ({ path, slots: slotsNamed(content, ports) }))
        .filter(({ slots }) => slots.length > 0);
    const [only, another] = naming;
    if (another) {
        const seen = naming.map(({ path, slots }) => `${path} (${slots.join(' and ')})`).join(', ');
        throw new errors/* UserError */.y(`cannot tell the live slot: several files of nginx name ports of slots: ${seen}. Leave one, or set up a slot file`);
    }
    return only?.slots.length === 1 ? only.path : undefined;
}
async function move(remote, path, slot, ports) {
    const nginx = await readNginx(remote);
    if (!nginx)
        throw new errors/* UserError */.y(`nginx is gone from ${remote.name}`);
    const change = await nginx_reload_changeOf(remote, path, slot, ports);
    await testCandidate(remote, nginx, { path, content: change.content, folder: external_node_path_.posix.dirname(change.path) });
    await exchangeAndReload(remote, change.path, change);
}
/** A slot's name on its own, as in upstream-blue.conf. */
const wordOf = (slots) => new RegExp(`(?<![A-Za-z0-9])(?:${slots.join('|')})(?![A-Za-z0-9])`);
/** Either the same file with other ports, or, for a link to the file of a slot, a link to that of the other. */
async function nginx_reload_changeOf(remote, path, slot, ports) {
    const { stdout } = await remote.run(['readlink', path], { allowFailure: true });
    const target = stdout.trim();
    const name = external_node_path_.posix.basename(target);
    const renamed = name.replace(wordOf([...ports.keys()]), slot);
    if (renamed !== name || wordOf([slot]).test(name)) {
        const wanted = external_node_path_.posix.join(external_node_path_.posix.dirname(target), renamed);
        const content = await readFile(remote, external_node_path_.posix.resolve(external_node_path_.posix.dirname(path), wanted));
        if (content !== undefined && slotsNamed(content, ports).join() === slot)
            return { path, content, target: wanted };
        throw new errors/* UserError */.y(`${wanted}, which ${path} would link to, ${content === undefined ? 'does not exist' : `does not name the ports of ${slot} alone`}`);
    }
    const file = target === '' ? path : external_node_path_.posix.resolve(external_node_path_.posix.dirname(path), target);
    return { path: file, content: withSlot((await readFile(remote, file)) ?? '', slot, ports) };
}

;// CONCATENATED MODULE: ../packages/deployment/src/first-line.ts
/** The first line of a command's output. Reads on after it, so that the end of the command is noticed. */
function first_line_firstLine(output) {
    return new Promise(resolve => {
        let text = '';
        output.on('data', (part) => {
            text += part.toString('utf8');
            if (text.includes('\n'))
                resolve(text.slice(0, text.indexOf('\n')).trim());
        });
        output.on('end', () => resolve(text.trim()));
    });
}

;// CONCATENATED MODULE: ../packages/deployment/src/traffic/proxy/slot-file-canary.ts





/**
 * The file lives as long as the standard input, like the lock: it goes when the action lets go, and when its process or
 * its connection dies.
 */
const slot_file_canary_HOLD = `size=$(wc -c < "$2")
trap 'rm -f -- "$1"' EXIT
trap 'exit 1' HUP INT TERM
touch -- "$1"
echo "begun $size"
timeout "$3" cat > /dev/null || true`;
/** Counts from a place in the log on; a shorter log was rotated and is new from its beginning. */
const COUNT = `size=$(wc -c < "$1")
[ "$size" -ge "$2" ] && from=$2 || from=0
tail -c "+$((from + 1))" "$1" | awk -v tried="$3" -v old="$4" '
  { requests[$1]++; if ($2 >= 500) failures[$1]++ }
  END { print requests[tried] + 0, failures[tried] + 0, requests[old] + 0, failures[old] + 0 }'`;
const LEFTOVER = `for file in "$1/canary-$2" "$1/canary-$3"; do
  if [ -e "$file" ]; then rm -f -- "$file"; echo "$file"; fi
done`;
/** Canaries of nginx with a slot file: the file `canary-green` beside it sends the visitors of `$tsh_canary` to green. */
function slotFileCanaries(remote, directory, slots) {
    return {
        async missing() {
            const nginx = await readNginx(remote);
            if (!nginx)
                return [`nginx (${remote.name} has none)`];
            const missing = missingForCanary(nginx.files, directory, slots);
            if (missing.length > 0)
                return missing;
            // nginx makes the log when it loads these lines.
            const { code } = await remote.run(['test', '-r', logFile(directory)], { allowFailure: true });
            return code === 0 ? [] : [`${logFile(directory)}, made by a reload and readable for ${remote.name}`];
        },
        begin: (slot, limit) => begin(remote, directory, { slot, old: otherSlot(slots, slot), limit }),
        async endLeftover() {
            const { stdout } = await remote.run(['sh', '-euc', LEFTOVER, 'end a canary', directory, ...slots]);
            if (stdout.trim() !== '')
                log/* log */.Rm.warning(`An earlier run left a canary on; ${stdout.trim().replaceAll('\n', ', ')} is removed`);
        },
    };
}
/** Where nginx notes the answers of a canary: /etc/nginx/slots/erp has /var/log/nginx/erp-canary.log. */
const logFile = (directory) => `/var/log/nginx/${external_node_path_.posix.basename(directory)}-canary.log`;
/** What nginx needs for canaries and has not. */
function missingForCanary(files, directory, slots) {
    const text = files.map(({ content }) => content.replace(/(?<=^|\s)#[^\n]*/g, '')).join('\n');
    const path = logFile(directory);
    const needed = [
        [/\bsplit_clients\s[^{};]*\$tsh_canary\s*\{/, 'split_clients … $tsh_canary'],
        ...slots
            .map(slot => `${directory}/\${tsh_canary}-${slot}`)
            .map((file) => [file, `if (-f ${file})`]),
        [/\blog_format\s+tsh_canary\s/, 'log_format tsh_canary'],
        [`access_log ${path} tsh_canary`, `access_log ${path} tsh_canary`],
    ];
    return needed
        .filter(([form]) => (typeof form === 'string' ? !text.includes(form) : !form.test(text)))
        .map(([, name]) => name);
}
async function begin(remote, directory, { slot, old, limit }) {
    const path = logFile(directory);
    const words = [`${directory}/canary-${slot}`, path, String(limit)];
    const holder = await remote.stream(['sh', '-euc', slot_file_canary_HOLD, 'hold the canary', ...words]);
    const size = /^begun +(\d+)$/.exec(await first_line_firstLine(holder.output))?.[1];
    if (size === undefined) {
        const { stderr } = await holder.finished;
        throw new errors/* UserError */.y(`the canary on ${remote.name} did not begin: ${stderr.trim() || 'no reason given'}`);
    }
    return {
        async answered() {
            const { stdout } = await remote.run(['sh', '-euc', COUNT, 'count the answers', path, size, slot, old]);
            return answeredIn(stdout);
        },
        async end() {
            holder.end();
            await holder.finished;
        },
    };
}
function answeredIn(counts) {
    const [tried = 0, triedFailures = 0, old = 0, oldFailures = 0] = counts.trim().split(' ').map(Number);
    return {
        tried: { requests: tried, failures: triedFailures },
        old: { requests: old, failures: oldFailures },
    };
}

;// CONCATENATED MODULE: ../packages/deployment/src/traffic/proxy/slot-file.ts






/** A canary ends with the move, and not before: so no visitor of the new slot goes back to the old one in between. */
const MOVE = `cd -- "$1"
trap 'rm -f -- "canary-$2" "canary-$3"' EXIT
[ -e "$3" ] || mv -f -- "$2" "$3"`;
/** A proxy that looks for the slot file at every request: a move is one rename, without a reload. */
async function slotFileProxy(remote, directory, slots) {
    const { code } = await remote.run(['test', '-d', directory], { allowFailure: true });
    if (code !== 0)
        return undefined;
    return {
        kind: 'slot-file',
        description: `slot file in ${directory}, without a reload`,
        warnings: [],
        patience: 1000,
        async current() {
            const { stdout } = await remote.run(['ls', '-1', directory], { allowFailure: true });
            const files = stdout.split('\n').filter(name => name !== '');
            const active = activeSlot(slots, files);
            if (active)
                return active;
            throw new errors/* UserError */.y(`cannot tell the live slot: ${directory} must hold exactly one file, "${slots.join('" or "')}", but it holds ${files.join(', ') || 'nothing'}. Look at the site, then leave the file of the slot that has the traffic`);
        },
        async move(slot) {
            await remote.run(['sh', '-euc', MOVE, 'move the traffic', directory, otherSlot(slots, slot), slot]);
        },
        async problems() {
            const site = await siteWith(remote, directory);
            const header = site && slotHeaderProblem(site.content, site.path);
            return header ? [header] : [];
        },
        canaries: slotFileCanaries(remote, directory, slots),
        slotOf: header => slots.find(slot => slot === header),
    };
}
/**
 * The file of nginx or Caddy that looks for the slot file, where it can be found: the user may not be allowed to read the
 * configuration, which a switch by a slot file does not need.
 */
async function siteWith(remote, directory) {
    const nginx = await readNginx(remote).catch((cause) => {
        if (cause instanceof errors/* UserError */.y)
            return undefined;
        throw cause;
    });
    const caddyfiles = await readCaddyfiles(remote).catch(() => []);
    const names = (content) => content.split(/[\s"';{}]+/).some(word => word === directory || word.startsWith(`${directory}/`));
    return [...(nginx?.files ?? []), ...caddyfiles].find(({ content }) => names(content));
}

;// CONCATENATED MODULE: ../packages/deployment/src/traffic/proxy/find-proxy.ts




/**
 * Finds out how the site's traffic is moved: by a slot file where there is a slot directory, else by the nginx
 * configuration or the Caddyfile in which the port of one slot stands.
 *
 * @param readPorts asks for the ports of the slots; not needed with a slot file
 * @throws UserError when none of the three is set up, or not the one that was asked for
 */
async function findProxy(remote, { slotDirectory, proxy, slots }, readPorts) {
    const wanted = (kind) => proxy === kind || proxy === 'auto';
    if (wanted('slot-file') && slotDirectory !== '') {
        const found = await slotFileProxy(remote, slotDirectory, slots);
        if (found)
            return found;
    }
    if (proxy !== 'slot-file') {
        const ports = await readPorts();
        const found = (wanted('nginx-reload') && (await nginxReloadProxy(remote, ports))) ||
            (wanted('caddy') && (await caddyProxy(remote, ports)));
        if (found)
            return found;
    }
    throw new errors/* UserError */.y(`cannot tell the live slot: ${sought(proxy, slotDirectory)} on ${remote.name}. Set the proxy up as the README of blue-green-switch says`);
}
function sought(proxy, slotDirectory) {
    const places = {
        'slot-file': slotDirectory === '' ? '"slot-directory" is empty' : `${slotDirectory} does not exist`,
        'nginx-reload': 'no file of nginx names the port of one slot',
        caddy: 'no Caddyfile names the port of one slot',
    };
    return proxy === 'auto' ? Object.values(places).join(', and ') : places[proxy];
}

;// CONCATENATED MODULE: ./ssh-deploy/src/preflight/proxy.ts


/** What the switch of this release would fail on, so that it is known before the backup and the migrations. */
async function proxyProblems(remote, application, model) {
    if (!hasSlots(application.appService) || !model)
        return [];
    try {
        const proxy = await findProxy(remote, application, async () => slotPorts(model, application));
        await proxy.current();
        return await proxy.problems();
    }
    catch (cause) {
        if (cause instanceof errors/* UserError */.y)
            return [...cause.problems];
        throw cause;
    }
}

;// CONCATENATED MODULE: ./ssh-deploy/src/preflight/commit-files.ts
/** Larger files are none that compose reads. */
const MAX_FILE_BYTES = 65_536;
/**
 * Shell functions that run a command of compose about the checkout on a commit that is not checked out, in `$folder`: with all files of the
 * commit that may be included, extended or an env file. What the commit does not have and the server has is taken from
 * there, file by file as compose misses it. Smudge filters are not run: what they change is no text for compose.
 */
const COMMIT_FILES = `write_commit_files() {
  mkdir -p "$folder" && cd "$path" || return 1
  GIT_INDEX_FILE=$scratch/index
  export GIT_INDEX_FILE
  git read-tree "$sha" || return 1
  git -c core.quotePath=false ls-tree -r -l "$sha" |
    awk -F '\\t' -v file="$file" '{ split($1, of, " "); if (of[2] == "blob" && (of[4] <= ${MAX_FILE_BYTES} || $2 == file)) print $2 }' |
    git -c filter.lfs.smudge= -c filter.lfs.process= -c filter.lfs.required=false checkout-index --quiet --stdin --prefix="$folder/"
}
# What compose could not read, as a name in the folder; it names the first only.
missed() { sed -n "s|^.*\\($folder/[^:\\"]*[^:\\" ]\\).*|\\1|p" | sed 's/ not found$//' | head -n 1; }
# Puts a link to the server's own file in its place. A link of the commit above it would lead out of the folder.
from_server() {
  parent=$(dirname "$1")
  while [ "$parent" != "$folder" ] && [ "$parent" != / ]; do
    [ ! -L "$parent" ] || rm -f "$parent"
    parent=$(dirname "$parent")
  done
  mkdir -p "$(dirname "$1")"
  rm -f "$1"
  ln -s "$path/\${1#"$folder"/}" "$1"
}
read_commit() {
  (write_commit_files) || return 1
  cd "$folder"
  from_server "$folder/\${env#"$path"/}"
  for attempt in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    code=0; printed=$(in_commit "$@" 2>&1) || code=$?
    [ "$code" -ne 0 ] || break
    name=$(printf '%s\\n' "$printed" | missed)
    [ -n "$name" ] && [ ! -e "$name" ] && [ -e "$path/\${name#"$folder"/}" ] || break
    from_server "$name"
  done
  case $printed in *' variable is not set'*) : > "$scratch/unset" ;; esac
  printf '%s\\n' "$printed"
  return "$code"
}
# A command about the checkout, about the files of the commit instead.
in_commit() {
  for word; do
    shift
    case $word in
      "$path" | "$path"/*) word=$folder\${word#"$path"} ;;
      PWD="$path") word=PWD=$folder ;;
    esac
    set -- "$@" "$word"
  done
  "$@"
}
`;

;// CONCATENATED MODULE: ./ssh-deploy/src/preflight/query-server.ts




const MAX_NAMES_BYTES = 1_000_000;
/**
 * All queries in one script, so in one round trip. It writes nothing that stays: a commit that the server does not have is
 * fetched into a folder outside of the checkout, next to the files of the commit, and both go with the script.
 */
const QUERIES = `path=$1 sha=$2 file=$3 env=$4 slots=$5
shift 5
${QUERY_FUNCTION}
${CHECKOUT_FUNCTIONS}
${COMMIT_FILES}
has() { command -v "$1" > /dev/null; }
missing() { for tool in git docker flock; do has "$tool" || echo "$tool"; done; }
closed() { for place; do [ ! -e "$place" ] || [ -w "$place" ] || echo "$place"; done; }
in_path() { cd "$path" && "$@"; }
in_folder() { cd "$folder" && in_commit "$@"; }
# More names than a user reads are not worth the other results.
changed_by_commit() {
  git -C "$path" diff --name-only -z HEAD "$sha" | tr '\\0' '\\n' | head -c ${MAX_NAMES_BYTES}
}
# Whether a commit may change what compose reads.
changes_compose() { changed_by_commit 2> /dev/null | grep -qiE '\\.(ya?ml|json)$|env|compose'; }
has_commit() { git -C "$path" cat-file -e "$sha^{commit}" 2> /dev/null; }
# As from a second worktree, which has its own FETCH_HEAD. The commit is kept as a pack: one that is unpacked renews the times
# of all objects that the checkout has already.
fetch_apart() {
  mkdir "$scratch/worktree"
  git rev-parse HEAD > "$scratch/worktree/HEAD"
  export GIT_DIR="$scratch/worktree" GIT_COMMON_DIR="$1"
  fetch_config='-c gc.auto=0 -c maintenance.auto=false -c fetch.unpackLimit=1'
  fetch_commit "$sha"
}
mounted() { awk -v file="$(readlink -f -- "$env")" '$5 == file { print $5 }' /proc/self/mountinfo; }
# A rename replaces the env file, so the folder that it is really in must be writable.
folder_of_env() { dirname "$(readlink -f -- "$env" || echo "$env")"; }
# The env file may be a link to a file that git tracks.
tracked() {
  real=$(readlink -f -- "$env" || echo "$env")
  case $real in "$path"/*) ;; *) real=$env ;; esac
  git ls-tree -r -z --name-only "$1" -- "\${env#"$path"/}" "\${real#"$path"/}" .deploy | tr '\\0' '\\n'
}
# Patterns of a sparse checkout have the form of those that ignore files, and name what is checked out.
left_out() {
  [ "$(git config --bool core.sparseCheckout)" = true ] || return 0
  patterns=$(cd "$(git rev-parse --git-dir)" && pwd)/info/sparse-checkout
  # It takes no literal names, and needs none.
  env -u GIT_LITERAL_PATHSPECS git --work-tree="$scratch" -c core.excludesFile="$patterns" check-ignore --quiet --no-index -- "$file" || echo "$file"
}
overrides() {
  name=$(basename "$file"); folder_of_file=$(dirname "$file")
  case $name in compose.yml | compose.yaml | docker-compose.yml | docker-compose.yaml) ;; *) return 0 ;; esac
  for extension in yml yaml; do
    override=$folder_of_file/\${name%.*}.override.$extension
    [ ! -e "$override" ] || git ls-files --error-unmatch -- "$override" > /dev/null 2>&1 || echo "\${override#./}"
  done
}
example() {
  for name in "$env.example" "$(dirname "$env")/.env.example"; do
    git -C "$path" show "$sha:./\${name#"$path"/}" 2> /dev/null && return
  done
}
# After a full disk "docker ps" may go on showing a container that runs as one that does not. One that is gone meanwhile is
# not there to be reported.
containers() {
  ids=$(docker ps --all --quiet)
  [ -z "$ids" ] || docker inspect --format "$1" $ids 2> /dev/null || true
}
# The client of the snap is a link to snap itself.
origin() { place=$(command -v docker); echo "$place"; readlink "$place" || true; }
sockets() { cat /proc/net/tcp /proc/net/tcp6 2> /dev/null | grep ' [0-9A-F]*:0000 0A '; }
# Size and tags of all images, newest first: which of them the release has is known from the compose file only.
sizes() {
  ids=$(docker image ls --quiet --no-trunc | awk '!seen[$0]++')
  [ -z "$ids" ] || docker image inspect --format '{{.Size}} {{json .RepoTags}}' $ids 2> /dev/null || true
}
# Its name is not known before it exists, and no one else can write into it. Compose names a project after its folder, so the
# last part is the same.
scratch=$(umask 077; mktemp -d "\${TMPDIR:-/tmp}/tsh-preflight.XXXXXXXXXX") || exit 1
folder=$scratch/$(basename "$path")
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM
query folder printf %s "$folder"
query clock date +%s
query missing missing
query path test -d "$path"
if [ -d "$path" ]; then
  query closed closed "$path" "$path/.git" "$path/.deploy" "$(folder_of_env)" "$slots"
  query link test -L "$path/.deploy"
  query mode stat -L -c %a -- "$env"
  query env cat -- "$env"
  query mounted mounted
  if has git; then
    query checkout git -C "$path" rev-parse HEAD
    # A git that was killed, or that is at work, has left its lock; the changes are its own then.
    [ -e "$path/.git/index.lock" ] || [ -e "$path/$in_progress" ] || query changes in_path changed_files
    if ! has_commit; then
      common=$(cd "$path" && cd "$(git rev-parse --git-common-dir)" && pwd)
      GIT_ALTERNATE_OBJECT_DIRECTORIES=$(cd "$path" && cd "$(git rev-parse --git-path objects)" && pwd)
      GIT_OBJECT_DIRECTORY=$scratch/objects
      mkdir "$GIT_OBJECT_DIRECTORY"
      export GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
      query commit in_path fetch_apart "$common"
    fi
    query tracked in_path tracked HEAD
    query sparse in_path left_out
    query overrides in_path overrides
    if has_commit; then
      query changed changed_by_commit
      query added in_path tracked "$sha"
      [ -e "$path/$in_progress" ] || query blocked in_path files_in_the_way "$sha"
      query example example
    fi
  fi
fi
if has docker; then
  query client docker --version
  query origin origin
  query engine docker version --format '{{.Server.Version}}{{range .Server.Components}}{{if eq .Name "Podman Engine"}} (Podman){{end}}{{end}}'
  query compose docker compose version --short
  if [ -d "$path" ]; then
    if has git && has_commit; then
      query model read_commit "$@"
      [ ! -e "$scratch/unset" ] || query raw in_folder "$@" --no-interpolate
    fi
    ! changes_compose || query before in_path "$@"
  fi
  query containers containers '${RUNNING}'
  query stopped containers '${STOPPED}'
  query sockets sockets
  query sizes sizes
  query disk df -Pk "$(docker info --format '{{.DockerRootDir}}' 2> /dev/null || echo /)" "$path"
fi
query complete true`;
/** Collects everything on the server that a deployment needs to know. */
async function queryServer(remote, inputs) {
    const { application, version, sha } = inputs;
    const words = [
        ...[application.path, sha, application.composeFile, absolute(application, application.envFile)],
        application.slotDirectory,
    ];
    const config = configOf(application, version);
    const { stdout } = await remote.run(['sh', '-uc', QUERIES, 'query the server', ...words, ...config]);
    const results = parseQueryResults(stdout);
    if (!results.complete)
        throw new errors/* UserError */.y(`the output of ${remote.name} is incomplete`);
    return withPath(results, application.path);
}
const configOf = (application, version) => [
    ...composeOf(application, version, [absolute(application, application.composeFile)]),
    ...['--profile', '*', 'config', '--format', 'json'],
];
/** The model of the commit as it will be at its place. */
function withPath(results, path) {
    const { model, folder } = results;
    if (!model || !folder)
        return results;
    return { ...results, model: { ...model, text: model.text.replaceAll(folder.text, path) } };
}

;// CONCATENATED MODULE: ./ssh-deploy/src/release-plan.ts


/** Decides slot and id of a release from what is live. @param existing services that have a container */
function planRelease({ application, version, sha, images, backup, migrateCommand, skipMigrationsReason, forceSlot, }, state, { run, existing }) {
    const slot = hasSlots(application.appService)
        ? targetSlot(application.slots, state.active, forceSlot)
        : undefined;
    const previous = state.version && hasBeenLive(application, state, existing)
        ? { version: state.version, sha: liveSha(state, state.version), slot: state.active }
        : undefined;
    return {
        id: releaseId(version, run),
        slot,
        profiles: activeProfiles(state.env),
        facts: {
            version,
            sha,
            slot,
            services: [],
            previous,
            images,
            migrates: migrateCommand !== '',
            backup: backup.manifest === '' ? undefined : backup.manifest.replace(/^.*\/|\.json$/g, ''),
            withoutMigrations: skipMigrationsReason || undefined,
            withoutBackup: backup.manifest === '' && backup.skipReason !== '' ? backup.skipReason : undefined,
            run: run.url,
            actor: run.actor,
        },
    };
}
const releaseId = (version, { id, attempt }) => `${version}.${id}.${attempt}`;
/**
 * Whether anything has been live yet: an env file names a version before the first deployment, too, and going back to
 * what never ran would be an alarm about nothing.
 */
function hasBeenLive({ appService }, { active, releases }, existing) {
    if (releases.some(({ wasLive }) => wasLive))
        return true;
    const live = active ? slotServices(appService, active) : [appService];
    return live.some(name => existing.includes(name));
}
function servicesOf(application, { slot, profiles }, model) {
    const { appService } = application;
    const services = otherServices(model, application, profiles);
    return {
        answering: slot ? slotServices(appService, slot) : [appService],
        others: withRole(services, 'in-place'),
        oneShots: inDependencyOrder(model, withRole(services, 'one-shot')),
    };
}
/** The commit of what is live: the checkout may have been left on another by a release that failed. */
function liveSha({ releases, sha }, version) {
    return releases.findLast(release => release.version === version && release.state === 'switched')?.sha ?? sha;
}
function targetSlot(slots, active, forced) {
    if (active !== undefined && forced === active) {
        throw new errors/* UserError */.y(`slot ${forced} carries the traffic; deploying into it would interrupt visitors. Set "force-slot" to idle or ${otherSlot(slots, active)}`);
    }
    return forced ?? (active === undefined ? slots[0] : otherSlot(slots, active));
}

;// CONCATENATED MODULE: ./ssh-deploy/src/preflight/secrets.ts




/**
 * Masks what the server has reported and must not be seen; nothing of it may be printed before. What the release is called
 * stays readable.
 * @returns secrets that are ordinary words of names, and so are not masked
 */
function maskSecrets(results, inputs, images) {
    const { application } = inputs;
    const models = [compose_modelIn(results), modelBefore(results)].flatMap(model => model ?? []);
    keepReadable([
        ...namesOf(application),
        ...secrets_namesOfRelease(results, inputs),
        ...images.map(({ reference }) => reference),
        ...models.flatMap(namesIn),
    ]);
    const { env } = results;
    const collisions = env?.code === 0 ? maskEnvFile(env.text, application.envFile) : [];
    models.forEach(maskEnvironments);
    return collisions.filter(({ isMasked }) => !isMasked);
}
/** Secrets that would blank out what a deployment hands on to the next jobs. It is too late for that when it is live. */
function secretProblems(results, inputs) {
    const sources = secrets_namesOfRelease(results, inputs).flatMap(name => {
        const source = (0,secrets/* secretIn */.u7)(name);
        return source === undefined ? [] : [[source, name]];
    });
    return [...new Map(sources)].map(([source, name]) => `the value of ${source} is part of "${name}", and GitHub hands on nothing that contains a secret. Change that value`);
}
const secretWarnings = (unmasked, envFile) => unmasked.map(({ key, name }) => `the value of ${key} in ${envFile} is a word of "${name}", so it is not hidden in logs. Use a random value`);
function secrets_namesOfRelease(results, { version, sha, application }) {
    const model = compose_modelIn(results);
    const live = results.env?.code === 0 ? envValue(results.env.text, 'VERSION') : undefined;
    return [
        ...[releaseId(version, (0,workflow_run/* workflowRun */.t)()), version, sha, live ?? '', ...application.slots],
        ...(model ? namesIn(model) : []),
    ];
}

;// CONCATENATED MODULE: ./ssh-deploy/src/preflight/services/container-names.ts


/**
 * Containers, running or not, that have the names of those that the services are about to get. Compose finds its own by
 * their labels, and fails at the start on any other.
 */
function containerNameProblems(results, server, model, services) {
    const containers = allContainers(results);
    const separator = /^(1|true)$/i.test(envValue(results.env?.text ?? '', 'COMPOSE_COMPATIBILITY') ?? '')
        ? '_'
        : '-';
    return services.flatMap(service => {
        const own = model.services[service]?.container_name;
        const name = own ?? [model.name, service, '1'].join(separator);
        const other = containers.find(container => container.name === name && !(container.project === model.name && container.service === service));
        if (!other)
            return [];
        const whose = other.project === ''
            ? 'a container that compose has not created'
            : `a container of service "${other.service}" in project "${other.project}"`;
        return [
            `container name ${name} of service "${service}" is taken on ${server} by ${whose}. Remove that container with "docker rm --force ${name}" when it is not needed, or rename one of them`,
        ];
    });
}

;// CONCATENATED MODULE: ./ssh-deploy/src/preflight/services/networks.ts
/** Compose compares the options of networks since 2.31 (docker/compose#12267), and makes those anew that differ. */
const COMPARES_SINCE = [2, 31];
/** Networks whose options the commit changes: to apply them disconnects what runs, the live slot and the database included. */
function networkProblems({ compose }, { model, before }, server) {
    if (!isAtLeast(compose?.text ?? '', COMPARES_SINCE))
        return [];
    return changedNetworks(model, before).map(name => `network "${name}" gets other options with this commit, for which compose ${compose?.text} on ${server} would remove it under running containers. Apply them by hand in a maintenance window (check the commit out, "docker compose down", "docker compose up -d"), or revert them`);
}
/** The same where compose leaves them as they are. */
function networkWarnings({ compose }, models) {
    if (isAtLeast(compose?.text ?? '', COMPARES_SINCE))
        return [];
    return changedNetworks(models.model, models.before).map(name => `network "${name}" gets other options with this commit, which compose ${compose?.text} does not apply`);
}
function changedNetworks(model, before) {
    const known = before?.networks ?? {};
    return Object.entries(model.networks ?? {})
        .filter(([name, options]) => name in known && JSON.stringify(known[name]) !== JSON.stringify(options))
        .map(([name]) => name);
}
function isAtLeast(version, [major, minor]) {
    const [has = 0, hasMinor = 0] = (/(\d+)\.(\d+)/.exec(version)?.slice(1) ?? []).map(Number);
    return has > major || (has === major && hasMinor >= minor);
}

;// CONCATENATED MODULE: ../packages/deployment/src/services/listening-sockets.ts
/** Reads the lines of sockets that listen (state 0A) from /proc/net/tcp and /proc/net/tcp6 (proc(5)). */
function listeningSockets(text) {
    return [...text.matchAll(/^ *\d+: ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) [0-9A-F]+:0000 0A /gm)].map(([, address = '', port = '']) => ({ address: listening_sockets_addressIn(address), port: Number.parseInt(port, 16) }));
}
/** An address as the kernel prints it: in words of four bytes, each with the least byte first. */
function listening_sockets_addressIn(hexadecimal) {
    const bytes = (hexadecimal.match(/.{8}/g) ?? []).flatMap(word => (word.match(/../g) ?? []).reverse().map(byte => Number.parseInt(byte, 16)));
    if (bytes.length === 4)
        return bytes.join('.');
    const isMapped = bytes.slice(0, 12).every((byte, at) => byte === (at < 10 ? 0 : 255));
    if (isMapped)
        return bytes.slice(12).join('.');
    const groups = Array.from({ length: 8 }, (_, at) => (bytes[2 * at] ?? 0) * 256 + (bytes[2 * at + 1] ?? 0));
    return canonicalAddress(groups.map(group => group.toString(16)).join(':'));
}
/** The shortest form of an address of IPv6; another one stays as it is. */
function canonicalAddress(address) {
    const url = `http://[${address}]`;
    return URL.canParse(url) ? new URL(url).hostname.slice(1, -1) : address;
}

;// CONCATENATED MODULE: ../packages/deployment/src/services/taken-port.ts
/** In what an engine or a process says when it cannot have a port. */
const PORT_TAKEN = /address already in use|port is already allocated/i;
/**
 * What to do about a port that no container has. An engine that was killed while a container was starting goes on
 * listening for it when it is back, though the container never ran, and gives the port back only when it is restarted
 * (moby/moby#36591; seen with Docker 26.1.5).
 */
const FREE_PORT = '"ss -ltnp" names the process; if it is dockerd, which can keep a port when it was killed, restart the engine (its containers stop meanwhile unless "live-restore" is on)';

;// CONCATENATED MODULE: ./ssh-deploy/src/preflight/services/ports.ts


/** Ports that the services are about to publish and that something else has. */
function portProblems(results, server, model, { services, handoverPort }) {
    const publishers = runningContainers(results).flatMap(publishersOf);
    const listening = listeningSockets(results.sockets?.text ?? '');
    const [first = ''] = services;
    const [own] = wantedPorts(model, [first]);
    // The second container is published where the app service is, or on the loopback.
    const address = own === undefined || isAny(own.address) ? '127.0.0.1' : own.address;
    const handover = handoverPort === undefined ? [] : [{ service: first, port: handoverPort, address }];
    return [...wantedPorts(model, services), ...handover].flatMap(wanted => {
        const { service, port } = wanted;
        const here = publishers.filter(other => meet(wanted, other));
        const isOurs = (other) => other.project === model.name && other.service === service;
        const other = here.find(candidate => !isOurs(candidate));
        if (other)
            return [
                `port ${port} of service "${service}" is taken on ${server} by the container ${other.container}`,
            ];
        if (here.length > 0 || !listening.some(socket => meet(wanted, socket)))
            return [];
        return [`port ${port} of service "${service}" is taken on ${server} by no container. ${FREE_PORT}`];
    });
}
function wantedPorts(model, services) {
    return services.flatMap(service => (model.services[service]?.ports ?? [])
        .filter(({ published, protocol }) => /^\d+$/.test(published ?? '') && (protocol ?? 'tcp') === 'tcp')
        .map(({ published, host_ip: address = '' }) => ({
        ...{ service, port: Number(published) },
        address: canonicalAddress(address),
    })));
}
function publishersOf({ name, project, service, ports }) {
    return [...ports.matchAll(/(\S*):(\d+)->\S+\/tcp/g)].map(([, address = '', port]) => ({
        ...{ container: name, project, service, address: canonicalAddress(address) },
        port: Number(port),
    }));
}
const isAny = (address) => ['', '0.0.0.0', '::'].includes(address);
const meet = (one, other) => one.port === other.port && (one.address === other.address || isAny(one.address) || isAny(other.address));

;// CONCATENATED MODULE: ./ssh-deploy/src/preflight/preflight.ts


















/**
 * Looks at everything that a deployment will need, before anything is changed.
 * @returns what the server said
 * @throws UserError with all that is wrong, not only the first
 */
async function preflight(inputs, remote) {
    const start = Date.now();
    const results = await queryServer(remote, inputs);
    const model = compose_modelIn(results);
    const { images, problems: imageProblems } = model ? imagesInBuild(model, inputs) : NO_IMAGES;
    const unmasked = maskSecrets(results, inputs, images);
    const { envFile } = inputs.application;
    const models = model && { model, before: modelBefore(results) };
    const problems = [
        ...serverProblems(results, inputs, { server: remote.name, between: [start, Date.now()] }),
        ...checkoutProblems(results, inputs, remote.name),
        ...envProblems(results, remote.name, envFile),
        ...composeProblems(results, inputs, remote.name),
        ...imageProblems,
        ...secretProblems(results, inputs),
        ...(models ? networkProblems(results, models, remote.name) : []),
        ...(models ? renamedServices(results, inputs.application, models) : []),
        ...(model ? await forwardingProblems(remote, inputs, model) : []),
        ...takenByOthers(results, remote.name, inputs),
        ...(await proxyProblems(remote, inputs.application, model)),
        ...diskProblems(results, remote.name, await incomingImages(model, inputs)),
    ];
    const left = model ? orphans(results, model) : [];
    if (left.length > 0)
        log/* log */.Rm.warning(`still running, though ${inputs.application.composeFile} has no such service any more: ${left.join(', ')}. Remove them with "docker rm --force" when they are not needed`, 'ssh-deploy');
    const warnings = [
        ...dockerWarnings(results, remote.name),
        ...envWarnings(results, envFile),
        ...secretWarnings(unmasked, envFile),
        ...composeWarnings(results, inputs),
        ...(models ? networkWarnings(results, models) : []),
    ];
    for (const warning of warnings)
        log/* log */.Rm.warning(warning, 'ssh-deploy');
    if (problems.length > 0)
        throw new errors/* UserError */.y(problems);
    const { engine, compose } = results;
    log/* log */.Rm.info(`Looked at ${remote.name}: docker ${engine?.text}, compose ${compose?.text}; nothing is missing`);
    return results;
}
const NO_IMAGES = { images: [], problems: [] };
/** Ports and names of containers that something else has. */
function takenByOthers(results, server, { application, handoverPort }) {
    const model = compose_modelIn(results);
    if (!model)
        return [];
    const { started } = startedServices(results, model, application);
    return [
        ...portProblems(results, server, model, { services: started, handoverPort }),
        ...containerNameProblems(results, server, model, started),
    ];
}

;// CONCATENATED MODULE: ../packages/deployment/src/images/required-images.ts

/**
 * Makes sure that the server has the images of services. `docker compose run` builds a missing one on the server, and has no
 * flag against it (docker/compose, cmd/compose/run.go).
 * @throws UserError naming the images that are missing
 */
async function requireImages(remote, model, services) {
    // A service without the name of an image has one after its own name.
    const images = services.map(name => model.services[name]?.image ?? `${model.name}-${name}`);
    const script = 'for image; do docker image inspect "$image" > /dev/null 2>&1 || echo "$image"; done';
    const { stdout } = await remote.run(['sh', '-c', script, 'look for the images', ...new Set(images)]);
    const missing = stdout.split('\n').filter(image => images.includes(image));
    if (missing.length === 0)
        return;
    const users = services.filter((_, at) => missing.includes(images[at] ?? ''));
    throw new errors/* UserError */.y(`${missing.join(', ')} (service ${users.join(', ')}) is not on ${remote.name}, and is neither pulled nor built there. Give the service a "build", so that build-image builds it`);
}

;// CONCATENATED MODULE: ../packages/deployment/src/jobs/one-shot.ts




/** As long as migrations, which such a service often runs. */
const MAX_RUN_SECONDS = 3600;
/** What compose prints around the output of the service. */
const OF_COMPOSE = /^\s*(Container|Network|Volume) \S+ +\w+|^Attaching to |^Aborting on container exit|^\S+ exited with code \d+$|^Gracefully /;
/**
 * Runs services one after the other, each to its end, in a version: what others wait for with
 * `service_completed_successfully`. Their containers stay, as after `docker compose up`.
 * @throws UserError when one ends with another exit code than 0
 */
async function runOneShots(remote, application, { services, version }) {
    for (const service of services) {
        const up = ['up', '--no-build', '--no-deps', '--force-recreate', '--no-log-prefix'];
        const command = [
            ...composeCommand(application, version, true),
            ...up,
            ...['--exit-code-from', service, service],
        ];
        const lines = [];
        const onLine = (line) => {
            lines.push(line);
            log/* log */.Rm.untrusted(line);
        };
        try {
            await log/* log */.Rm.group(`Running ${service} to its end`, () => runJob(remote, application, { name: service, command, deadline: MAX_RUN_SECONDS, onLine }));
        }
        catch (cause) {
            if (!(cause instanceof RemoteCommandError) || cause.code === undefined)
                throw cause;
            const own = lines.filter(line => line.trim() !== '' && !OF_COMPOSE.test(line));
            const output = (0,secrets/* redactedEnd */.Kr)(own.slice(-3).join(' '), 400);
            throw new errors/* UserError */.y(`one-shot service "${service}" ended with exit code ${cause.code}, so the release was not started: ${output || 'it printed nothing'}`, { cause });
        }
    }
}

;// CONCATENATED MODULE: ../packages/deployment/src/services/watch-services.ts


/** Seconds in which a service without a health check has to keep running. */
const WATCH_SECONDS = 3;
/**
 * Prints `service status exit-code restarts` of the newest container of each service, when the time is over, or earlier
 * when all have ended or one has failed.
 */
const WATCH = `folder=$1 seconds=$2; shift 2
look() {
  for service; do
    id=$(docker ps --all --quiet --filter "label=com.docker.compose.project.working_dir=$folder" --filter "label=com.docker.compose.service=$service" --filter label=com.docker.compose.oneoff=False | head -n 1)
    echo "$service $(docker inspect --format '{{.State.Status}} {{.State.ExitCode}} {{.RestartCount}}' "$id" 2> /dev/null || echo missing 1 0)"
  done
}
end=$(($(date +%s) + seconds))
while seen=$(look "$@"); [ "$(date +%s)" -lt "$end" ]; do
  printf '%s\\n' "$seen" | grep -qv ' exited 0 ' || break
  ! printf '%s\\n' "$seen" | grep -qv -e ' running 0 0$' -e ' exited 0 0$' || break
  sleep 0.5
done
printf '%s\\n' "$seen"`;
/**
 * Watches services that have no health check for some seconds after their start: one that crashes is running for a moment,
 * again and again.
 * @param mayEnd whether ending with exit code 0 is success
 * @throws UserError when one has failed
 */
async function watchServices(remote, application, { services, seconds, mayEnd }) {
    if (services.length === 0)
        return;
    const words = ['watch services', projectDirectory(application), String(seconds), ...services];
    const { stdout } = await remote.run(['sh', '-uc', WATCH, ...words]);
    const problems = stdout.split('\n').flatMap(line => {
        const [service = '', status, code, restarts = '0'] = line.trim().split(' ');
        if (service === '')
            return [];
        const isGood = restarts === '0' && (status === 'running' || (mayEnd && status === 'exited' && code === '0'));
        if (isGood && status === 'exited')
            log/* log */.Rm.info(`${service} ended with exit code 0`);
        return isGood
            ? []
            : [
                `service "${service}" ${restarts === '0' ? 'ended' : 'ends again and again'} with exit code ${code}. See its output with "docker compose logs ${service}"`,
            ];
    });
    if (problems.length > 0)
        throw new errors/* UserError */.y(problems);
}
/**
 * A container may stop after it was started and before it answers; nothing is waited for then.
 * @throws UserError when the newest container of a service has stopped for good
 */
async function requireRunning(remote, application, service) {
    const words = ['look at the container', projectDirectory(application), '0', service];
    const { stdout } = await remote.run(['sh', '-uc', WATCH, ...words]);
    const [, status, code] = stdout.trim().split(' ');
    if (status === 'exited' || status === 'dead')
        throw new errors/* UserError */.y(`service "${service}" ended with exit code ${code}. See its output with "docker compose logs ${service}"`);
}

;// CONCATENATED MODULE: ../packages/deployment/src/services/start-missing.ts






/** Seconds for an image to be pulled, besides the waiting for health. */
const MAX_PULL_SECONDS = 1800;
/**
 * Starts services that a release needs and that have no container yet, such as a cache that came with this commit. Containers
 * that exist stay as they are.
 * @throws UserError when one without a health check ends within a few seconds
 */
async function startMissing(remote, application, { services, version, model, timeout, }) {
    for (const service of inDependencyOrder(model, services)) {
        if (isAwaited(model, service)) {
            await runOneShots(remote, application, { services: [service], version });
            continue;
        }
        const wait = ['--wait', '--wait-timeout', String(timeout)];
        const up = ['up', '-d', '--no-build', '--no-deps', '--no-recreate', ...wait, service];
        const command = [...composeCommand(application, version, true), ...up];
        const deadline = timeout + MAX_PULL_SECONDS;
        await log/* log */.Rm.group(`Starting ${service}, which has no container yet`, () => runJob(remote, application, { name: `start ${service}`, command, deadline, onLine: log/* log */.Rm.untrusted }));
        // Compose waits until such a container runs, which it does for a moment before it ends.
        const unchecked = model.services[service]?.healthcheck === undefined ? [service] : [];
        const watched = {
            services: unchecked,
            seconds: WATCH_SECONDS,
            mayEnd: mayEnd(model.services[service] ?? {}),
        };
        await watchServices(remote, application, watched);
    }
}

;// CONCATENATED MODULE: ../packages/deployment/src/services/start-ending.ts




/** Seconds in which a service that may end by itself is watched; whatever still runs then counts as started. */
const start_ending_WATCH_SECONDS = 10;
const MAX_START_SECONDS = 300;
/**
 * Starts services that may end by themselves, such as one that collects static files: compose would take that end for a
 * failure.
 * @throws UserError when one has ended with another exit code than 0
 */
async function startEnding(remote, application, { services, version }) {
    if (services.length === 0)
        return;
    const up = ['up', '-d', '--no-build', '--no-deps', '--pull', 'never', ...services];
    const command = [...composeCommand(application, version, true), ...up];
    await runJob(remote, application, {
        name: 'up',
        command,
        deadline: MAX_START_SECONDS,
        onLine: log/* log */.Rm.untrusted,
    });
    await watchServices(remote, application, { services, seconds: start_ending_WATCH_SECONDS, mayEnd: true });
}

;// CONCATENATED MODULE: ../packages/deployment/src/services/update-services.ts









/**
 * Prints the services whose container needs nothing: it is healthy, its image is that of the new version, it was started
 * with the files of the checkout, and the compose file would give it the configuration that it has. For that it is asked with the version of the container, because the
 * version itself stands in every configuration. Those that answer visitors must have the new version itself, which they tell.
 */
const UNCHANGED = `path=$1 folder=$2 services=$3 wanted=$4 answering=$5; shift 5
for triple in $services; do
  service=\${triple%%=*} content=\${triple##*=}
  image=\${triple#*=} image=\${image%=*}
  id=$(docker ps --quiet --filter "label=com.docker.compose.project.working_dir=$folder" --filter "label=com.docker.compose.service=$service" --filter label=com.docker.compose.oneoff=False)
  [ "$(printf '%s' "$id" | wc -w)" -eq 1 ] || continue
  version=$(docker inspect --format '{{range .Config.Env}}{{println .}}{{end}}' "$id" | sed -n 's/^VERSION=//p')
  case " $answering " in *" $service "*) [ "$version" = "$wanted" ] || continue ;; esac
  override=$path/.deploy/$version.json
  [ -n "$version" ] && [ -e "$override" ] || continue
  is=$(docker inspect --format '{{.Image}} {{index .Config.Labels "com.docker.compose.config-hash"}} {{if .State.Health}}{{.State.Health.Status}}{{else}}healthy{{end}} {{index .Config.Labels "${MOUNTED_LABEL}"}}' "$id")
  hash=$(env VERSION="$version" "$@" -f "$override" config --hash "$service" 2> /dev/null) || continue
  image=$(docker image inspect --format '{{.Id}}' "$image" 2> /dev/null) || continue
  [ "$is" != "$image \${hash##* } healthy $content" ] || echo "$service"
done`;
/** Brings services to a version and waits until they are healthy. Those that need nothing stay as they are. */
async function updateServices(remote, application, update) {
    const services = await changedServices(remote, application, update);
    await startChanged(remote, application, { ...update, services });
}
/** Those of the services whose image or configuration is another in a version, or that are not well; says which are not. */
async function changedServices(remote, application, update) {
    const same = await unchangedServices(remote, application, update);
    if (same.length > 0)
        log/* log */.Rm.info(`${same.join(', ')}: the same image and configuration as before, so nothing is done`);
    return update.services.filter(name => !same.includes(name));
}
/** Whether no one asks a service how it is: those that answer visitors are asked over HTTP. */
const isUnchecked = (model, application, name) => model.services[name]?.healthcheck === undefined && !answeringServices(application).includes(name);
/** Starts services of which it is known that they need it. */
async function startChanged(remote, application, { services, version, model, timeout }) {
    if (services.length === 0)
        return;
    const ending = services.filter(name => mayEnd(model.services[name] ?? {}));
    const lasting = services.filter(name => !ending.includes(name));
    await log/* log */.Rm.group(`Starting ${services.join(', ')}`, async () => {
        await startServices(remote, application, { services: lasting, version, timeout });
        const unchecked = lasting.filter(name => isUnchecked(model, application, name));
        await watchServices(remote, application, { services: unchecked, seconds: WATCH_SECONDS, mayEnd: false });
        await startEnding(remote, application, { services: ending, version });
    });
}
/** Those of the services that a version would leave as they are. */
async function unchangedServices(remote, application, { services, version, model }) {
    const contents = await mountedContent(remote, application.path, { model, services });
    const triples = services.flatMap(name => {
        const image = model.services[name]?.image;
        return image ? [`${name}=${image}=${contents.get(name) ?? ''}`] : [];
    });
    if (triples.length === 0)
        return [];
    const compose = dockerCompose(application, [absolute(application, application.composeFile)]);
    const answering = answeringServices(application).join(' ');
    const asked = [application.path, projectDirectory(application), triples.join(' '), version, answering];
    const { stdout } = await remote.run(['sh', '-uc', UNCHANGED, 'compare the services', ...asked, ...compose]);
    return stdout.split('\n').filter(name => services.includes(name));
}

;// CONCATENATED MODULE: ../packages/deployment/src/services/health.ts



/** Milliseconds between two tries, and between two good answers. */
const health_PAUSE = 200;
const PAUSE_WELL = 100;
/** Milliseconds without an answer after which it is checked whether one can come, again and again. */
const CHECK_INTERVAL_MS = 3000;
/**
 * Asks a health address on the server, through the SSH connection, until it has answered well several times in a row.
 * @param checkAlive throws when no answer can come any more; called now and then while there is none
 * @throws UserError with the last answer when that has not happened in time
 * @throws ForwardingForbidden at once
 */
async function waitUntilHealthy(remote, url, { successes = 3, timeout, checkAlive, }) {
    const deadline = Date.now() + timeout * 1000;
    let checkAt = Date.now() + CHECK_INTERVAL_MS;
    let inARow = 0;
    let tries = 0;
    let last = 'no answer';
    while (inARow < successes) {
        remote.cancelled?.throwIfAborted();
        if (tries > 0 && Date.now() > deadline) {
            throw new errors/* UserError */.y(`${url} on ${remote.name} is not healthy (${last} after ${tries} tries)`);
        }
        if (checkAlive && Date.now() > checkAt) {
            if (!last.startsWith('HTTP '))
                await checkAlive();
            checkAt = Date.now() + CHECK_INTERVAL_MS;
        }
        if (tries > 0)
            await (0,promises_.setTimeout)(inARow > 0 ? PAUSE_WELL : health_PAUSE);
        tries++;
        last = await remote.request({ url, timeout: 5000 }).then(answer => `HTTP ${answer.status}`, (cause) => {
            if (cause instanceof ForwardingForbidden)
                throw cause;
            return cause.message;
        });
        inARow = /^HTTP 2/.test(last) ? inARow + 1 : 0;
    }
    log/* log */.Rm.info(`${url} answered well ${successes} times in a row`);
}

;// CONCATENATED MODULE: ../packages/deployment/src/services/service-health.ts



/**
 * Waits until a service is healthy at its published address.
 * @param timeout in seconds
 * @throws UserError with the last answer when that takes too long, or at once when its container has stopped
 */
async function waitForService(remote, application, { service, model, timeout }) {
    await waitUntilHealthy(remote, serviceUrl(model, service) + application.healthPath, {
        timeout,
        checkAlive: () => requireRunning(remote, application, service),
    });
}

;// CONCATENATED MODULE: ../packages/deployment/src/services/handover.ts







/** Reads the input `handover-port`: the port of the second container, or nothing when there is none. */
function readHandoverPort(input) {
    if (input.text('handover-port', { required: false }) === '')
        return undefined;
    const port = input.number('handover-port', limitsOf(release/* RELEASE_SETTINGS */.Y['handover-port']));
    if (input.text('slot-directory', { required: false }) === '') {
        input.problem('input "slot-directory" is required because "handover-port" is set');
    }
    return port;
}
/**
 * Replaces the app service without an interruption: a second container of the version takes the traffic while the
 * work replaces the first. The proxy looks for the file `handover` at every request, as it does for slots. When the
 * work fails, the second container goes on answering, until a later deployment or rollback has put a healthy one
 * beside it.
 */
async function withHandover(remote, application, handover, work) {
    const name = nameOf(handover.model);
    if (!(await hasTraffic(remote, application, handover))) {
        await end(remote, application, name);
        await start(remote, application, handover, name);
    }
    log/* log */.Rm.info('The second container has the traffic');
    await work();
    await end(remote, application, name);
    log/* log */.Rm.info(`${application.appService} has the traffic again`);
}
const nameOf = (model) => `${model.name}-handover`;
/** Ends a second container that an earlier run has left, once the app service answers. */
function endHandover(remote, application, model) {
    return end(remote, application, nameOf(model));
}
/** Whether a second container has been answering since an earlier replacement failed. */
async function hasTraffic(remote, application, handover) {
    const { slotDirectory } = application;
    const { code } = await remote.run(['test', '-e', `${slotDirectory}/handover`], { allowFailure: true });
    if (code !== 0)
        return false;
    const answer = remote.request({ url: healthUrl(application, handover), timeout: 5000 });
    return answer.then(({ status }) => status >= 200 && status < 300).catch(() => false);
}
/** The second container is published on the same address as the app service. */
const healthUrl = ({ appService, healthPath }, { model, port }) => `http://${urlHost(publishedPort(model, appService).address)}:${port}${healthPath}`;
async function start(remote, application, handover, name) {
    const { appService: service, slotDirectory } = application;
    const { port, model, version, timeout } = handover;
    const { address, target } = publishedPort(model, service);
    const published = `${urlHost(address)}:${port}:${target}`;
    await requireImages(remote, model, [service]);
    const args = ['--detach', '--no-deps', '--name', name, '--publish', published, service];
    await log/* log */.Rm.group(`Starting a second container of ${service} for the hand-over`, () => runJob(remote, application, {
        ...{ name: 'start the second container', deadline: timeout, onLine: log/* log */.Rm.untrusted },
        ...oneOffJob(application, { model, service, version, args }),
    }));
    await waitUntilHealthy(remote, healthUrl(application, handover), { timeout });
    await remote.run(['touch', '--', `${slotDirectory}/handover`]);
}
/** New requests go to the app service first; then the second container, if there is one, answers what it has and ends. */
async function end(remote, application, container) {
    const script = 'rm -f -- "$1"; docker ps --all --quiet --filter "name=^$2$"';
    const away = [
        'sh',
        '-euc',
        script,
        'take the traffic away',
        `${application.slotDirectory}/handover`,
        container,
    ];
    const { stdout } = await remote.run(away);
    if (stdout === '')
        return;
    const command = [
        'sh',
        '-c',
        'docker stop --time 30 "$1" > /dev/null 2>&1 || true',
        'docker stop',
        container,
    ];
    await runJob(remote, application, { name: 'end the second container', command, container, deadline: 60 });
}

;// CONCATENATED MODULE: ../packages/deployment/src/services/replace-in-place.ts



/**
 * Brings services to a version, the app service among them, and waits until it answers. While it is replaced a second
 * container has its traffic, when there is a port for one; when it needs nothing, nobody notices anything.
 */
async function replaceInPlace(remote, application, { handoverPort: port, ...update }) {
    const { model, version, timeout } = update;
    const { appService } = application;
    const services = await changedServices(remote, application, update);
    const work = async () => {
        await startChanged(remote, application, { ...update, services });
        await waitForService(remote, application, { service: appService, model, timeout });
    };
    if (port === undefined)
        return work();
    if (services.includes(appService))
        return withHandover(remote, application, { port, model, version, timeout }, work);
    await work();
    await endHandover(remote, application, model);
}

;// CONCATENATED MODULE: ../packages/deployment/src/traffic/traffic.ts







/** A proof is this many rounds in a row without a wrong answer, each with some new connections at once. */
const ROUNDS = 4;
const CONNECTIONS = 5;
/** Rounds with a failing answer after which the slot counts as dead. */
const FAILURES = 5;
const traffic_PAUSE = 100;
/** Opens connections that stay open over a move, each with one answer already. */
async function keepConnections(remote, site) {
    const connections = await Promise.all(Array.from({ length: 3 }, () => remote.keep(site)));
    await Promise.all(connections.map(connection => connection.request(site)));
    return connections;
}
/**
 * Asks the server's proxy for the public site until every answer comes from the slot, on new connections and on those
 * that were open before.
 * @throws UserError when an answer came from elsewhere, failed, or named no slot at all
 */
async function proveTraffic(remote, proxy, site, slot, kept = []) {
    const deadline = Date.now() + proxy.patience;
    let inARow = 0;
    let failures = 0;
    while (inARow < ROUNDS) {
        const open = kept.filter(connection => connection.open);
        const fresh = Array.from({ length: CONNECTIONS }, () => remote.request(site));
        const old = open.map(connection => connection.request(site));
        const answers = await Promise.all([
            ...fresh.map(answer => answer.catch(unanswered)),
            // A connection that has just been ended is no answer; whether it may end is for the proxy to say.
            ...old.map((answer, at) => answer.catch(cause => (open[at]?.open ? unanswered(cause) : undefined))),
        ]);
        const wrong = answers.find(answer => answer && !isGood(answer, proxy, slot));
        inARow = wrong ? 0 : inARow + 1;
        if (!wrong)
            continue;
        if (wrong.status === 0 || wrong.status >= 500)
            failures++;
        if (failures >= FAILURES || Date.now() > deadline)
            throw wrongAnswer(wrong, remote, proxy, slot);
        await sleep(traffic_PAUSE);
    }
    const followed = kept.filter(connection => connection.open).length;
    return { followed, ended: kept.length - followed };
}
/**
 * Makes sure that the proxy agrees with the slot that is believed to have the traffic, whether or not that slot is well.
 * @throws UserError when it sends requests elsewhere
 */
async function checkTraffic(remote, proxy, site, slot) {
    const answer = await remote.request(site).catch(unanswered);
    const seen = slotIn(answer, proxy);
    if (answer.status === 0 || !seen)
        throw wrongAnswer(answer, remote, proxy, slot);
    if (seen !== slot)
        throw new UserError(`cannot tell the live slot (the configuration says ${slot}, the proxy answers from ${seen}). Reload the proxy after looking at the site`);
}
const slotIn = ({ headers }, proxy) => proxy.slotOf(headers[SLOT_HEADER] ?? '');
const isGood = (answer, proxy, slot) => answer.status > 0 && answer.status < 500 && slotIn(answer, proxy) === slot;
/** What an answer shows that is not the one that was wanted. */
function wrongAnswer(answer, remote, proxy, slot) {
    const { status, body, headers } = answer;
    const from = slotIn(answer, proxy);
    if (status === 0)
        return new UserError(`the proxy on ${remote.name} does not answer (${body})`);
    if (from === slot)
        return new UserError(`${slot} does not answer well through the proxy (HTTP ${status})`);
    if (from)
        return new UserError(`the proxy still answers from ${from} (HTTP ${status}), not from ${slot}`);
    return new UserError(`the proxy on ${remote.name} does not name the slot: ${SLOT_HEADER} is ${headers[SLOT_HEADER] ?? 'missing'} in its answer (HTTP ${status}). Set it up as the README of blue-green-switch says`);
}
const unanswered = (cause) => ({ status: 0, headers: {}, body: cause.message });
/** Writes into the env file what is live now; every other byte of it stays as it is at this moment. */
async function recordLive(remote, application, live) {
    const path = absolute(application, application.envFile);
    const keys = ownedKeys(live.version, live.slot);
    const env = await readFile(remote, path);
    if (env === undefined)
        throw new errors/* UserError */.y(`${path} is gone from ${remote.name}, so nothing says what is live. Restore it, with VERSION=${live.version}`);
    if (!env.includes('\uFFFD'))
        return writeFile(remote, path, withEnvValues(env, keys));
    // Not UTF-8: as Latin-1 every byte is one character and comes back as it was.
    const bytes = await readBytes(remote, path);
    await writeFile(remote, path, Buffer.from(withEnvValues(bytes.toString('latin1'), keys), 'latin1'));
}

;// CONCATENATED MODULE: ../packages/deployment/src/images/registry-login.ts

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
    const known = registry_login_parsed(config);
    const host = registryHost(registry);
    const auth = Buffer.from(`${username}:${password}`).toString('base64');
    (0,secrets/* maskSecret */.$l)(auth, 'input "registry-password"');
    const hasHelpers = known.credsStore !== undefined || known.credHelpers !== undefined;
    return JSON.stringify({
        ...known,
        auths: { ...known.auths, [host]: { auth } },
        // Docker takes an empty name for the file itself (docker/cli, cli/config/configfile/file.go).
        ...(hasHelpers ? { credHelpers: { ...known.credHelpers, [host]: '' } } : {}),
    });
}
function registry_login_parsed(config) {
    try {
        const value = JSON.parse(config);
        return typeof value === 'object' && value !== null ? value : {};
    }
    catch {
        return {};
    }
}

;// CONCATENATED MODULE: ./ssh-deploy/src/images/pull-problem.ts
/** What registries and Docker say, and what it means for the user; the first that is found counts. */
const REASONS = [
    [
        /no space left on device/i,
        'No space left on device. Free some with "docker system df" and "docker image prune"',
    ],
    [
        /unauthorized|authentication required|no basic auth credentials|incorrect username or password/i,
        'unauthorized. Check "registry-username" and "registry-password"',
    ],
    [
        /manifest unknown|manifest for .* not found|not found: manifest/i,
        'manifest unknown. Build it again; the registry has no such image any more',
    ],
    [
        /no match(ing manifest)? for (linux|platform)|does not match the specified platform/i,
        'it is built for another architecture than that of the server. Build it for that one',
    ],
    [/denied|forbidden/i, 'denied. The account may not read this image, or there is no such image'],
    [
        /toomanyrequests|rate limit/i,
        'the registry allows no more pulls for now. Log in, or run this again later',
    ],
    [
        /no such host|server misbehaving|name resolution/i,
        'no such host. The server cannot find the address of the registry',
    ],
    [/x509|certificate/i, 'the certificate of the registry is not trusted by the server'],
    [
        /connection refused|i\/o timeout|network is unreachable|no route to host|Client\.Timeout|EOF/i,
        'the registry does not answer',
    ],
];
/** Which image could not be pulled and why, as the end of "the server …", or nothing when that was not the fault. */
function pullProblem(lines) {
    const image = lines.findLast(line => line.startsWith('cannot pull '))?.slice('cannot pull '.length);
    if (image === undefined)
        return undefined;
    const said = lines.join('\n');
    const [, reason] = REASONS.find(([sign]) => sign.test(said)) ?? [];
    return `cannot pull image ${image}: ${reason ?? lines.slice(-2)[0]}`;
}

;// CONCATENATED MODULE: ./ssh-deploy/src/images/pull-images.ts




/** Seconds that pulling may take. */
const LONGEST_PULL = 1800;
/**
 * Pulls with a dedicated Docker configuration, when there is a login: read from the standard input and gone when the
 * script ends. It is in the folder of the job, so that it goes with that if the script is killed. Whoever ends a job sends
 * the signal to all of its processes and to this one twice; the second must not interrupt the removal. The engine is the
 * one that compose uses, which the user's current context may name; without a login all of the user's configuration
 * counts.
 */
const PULL = `umask 077
own=\${DOCKER_CONFIG:-$HOME/.docker}
private=$PWD/docker
trap 'rm -rf "$private"' EXIT
trap 'trap "" HUP INT TERM; exit 1' HUP INT TERM
mkdir "$private"
cat > "$private/config.json"
if [ -s "$private/config.json" ]; then
  DOCKER_CONTEXT=$(docker context inspect --format '{{.Name}}' 2> /dev/null) || DOCKER_CONTEXT=default
  [ ! -d "$own/contexts" ] || ln -s "$own/contexts" "$private/contexts"
  DOCKER_CONFIG=$private
  export DOCKER_CONTEXT DOCKER_CONFIG
fi
while [ $# -gt 0 ]; do
  docker pull --quiet "$1" || { echo "cannot pull $2" >&2; exit 1; }
  docker tag "$1" "$2"
  shift 2
done`;
/** Pulls images by digest, and gives them the names that the compose file uses. */
async function pullImages(remote, { application, login }, images) {
    const registry = registryHost(images[0]?.reference ?? '');
    log/* log */.Rm.info(`Pulling ${images.length} images from ${registry} on ${remote.name}`);
    const pairs = images.flatMap(({ reference, image }) => [reference, image]);
    const input = login ? dockerConfig(images[0]?.reference ?? '', login) : '';
    const command = ['sh', '-euc', PULL, 'pull images', ...pairs];
    const said = [];
    const onLine = (line) => {
        said.push(line);
        log/* log */.Rm.untrusted(line);
    };
    try {
        await runJob(remote, application, { name: 'pull', command, deadline: LONGEST_PULL, input, onLine });
    }
    catch (cause) {
        const problem = cause instanceof RemoteCommandError && pullProblem(said);
        throw problem ? new errors/* UserError */.y(`${remote.name} ${problem}`, { cause }) : cause;
    }
}

;// CONCATENATED MODULE: ./ssh-deploy/src/recovery/restore-images.ts



/**
 * Gives the images of an existing version their names again: from the server by digest, else from the registry.
 * @throws UserError when one of them is in neither
 */
async function restoreImages(remote, inputs, images) {
    const missing = await tagImages(remote, images);
    const gone = missing.filter(({ reference }) => reference === '');
    if (gone.length > 0)
        throw new errors/* UserError */.y(`${gone.map(({ image }) => image).join(', ')} of ${inputs.version} is not on ${remote.name} any more, and in no registry. Deploy its commit as a new version`);
    if (missing.length > 0)
        await pullImages(remote, inputs, missing);
    log/* log */.Rm.info(`${inputs.version} has the images that it was live with`);
}

// EXTERNAL MODULE: ./ssh-deploy/src/images/check-architecture.ts + 1 modules
var check_architecture = __nccwpck_require__(7363);
;// CONCATENATED MODULE: ./ssh-deploy/src/images/bring-images.ts




/**
 * Transfers the images of a release to the server, by digest from the registry or through the connection. An existing
 * version has none of its own in the inputs: it gets those that it was live with.
 * @returns the images, those without a registry with the id that the server gives them
 */
async function bringImages(remote, inputs, images) {
    if (inputs.built.size === 0)
        await restoreImages(remote, inputs, images);
    else
        await transferImages(remote, inputs, images);
    const found = await lookAt(remote, images);
    await (0,check_architecture/* checkArchitecture */.k)(remote, found);
    return images.map((built, at) => (built.reference === '' ? { ...built, id: found[at]?.id ?? '' } : built));
}
async function transferImages(remote, inputs, images) {
    const registered = images.filter(({ reference }) => reference !== '');
    if (registered.length > 0)
        await pullImages(remote, inputs, registered);
    const carried = images.filter(({ reference }) => reference === '');
    if (carried.length > 0) {
        // Loaded when it is needed: compression costs a tenth of the start of the action.
        const { sendArchive } = await __nccwpck_require__.e(/* import() */ 654).then(__nccwpck_require__.bind(__nccwpck_require__, 4654));
        await sendArchive(remote, inputs.archive, carried);
    }
}
async function lookAt(remote, images) {
    const found = [];
    for (const { image } of images) {
        const command = ['docker', 'image', 'inspect', '--format', '{{.Id}} {{.Architecture}}', image];
        const { code, stdout } = await remote.run(command, { allowFailure: true });
        if (code !== 0)
            throw new errors/* UserError */.y(`image ${image} did not arrive on ${remote.name}`);
        const [id = '', architecture = ''] = stdout.trim().split(' ');
        found.push({ image, id, architecture });
    }
    return found;
}

;// CONCATENATED MODULE: ../packages/schema/src/migration-files.ts

/** The comment that says in a migration that the version before it works with the schema after it. */
const COMPATIBLE = '# rollback: compatible';
/** For git grep -E: the comment in Python, Ruby or YAML, in SQL, and in JavaScript or PHP. */
const MARKED = '^[[:space:]]*(#|--|//)[[:space:]]*rollback: compatible';
/** For git grep -E: a revision of Alembic, which may be in any folder. */
const ALEMBIC_REVISION = '^revision *[:=]';
/** Where the tools of the known tables have their files, as do most others. */
const FILES = [
    /(^|\/)migrations\/(?!.*__init__\.py$).+\.(py|sql|rb|php|go|java|kt|[cm]?[jt]s)$/,
    /(^|\/)db\/migrate\/.+\.rb$/,
    /(^|\/)[VR][^/]*__[^/]+\.(sql|java|kt)$/,
    /\.up\.sql$/,
];
/** Whether a file is a migration by its path. */
const isMigrationFile = (path) => FILES.some(pattern => pattern.test(path));
/**
 * The files that a migration of this name may come from. A changelog of Liquibase (`file::id::author`) has many, so a comment in
 * it says nothing about one of them.
 */
function migration_files_filesOf(migration, paths) {
    if (migration.includes('::'))
        return [];
    const names = migration_files_namesOf(migration);
    const found = paths.filter(path => {
        const base = external_node_path_.posix.basename(path);
        const stem = base.replace(/\.[^.]+$/, '');
        const folder = external_node_path_.posix.basename(external_node_path_.posix.dirname(path));
        return names.some(name => base === name || stem === name || folder === name || stem.startsWith(`${name}_`));
    });
    const [, app] = /^(\w+)\./.exec(migration) ?? [];
    const own = found.filter(path => path.includes(`${app}/migrations/`));
    return own.length > 0 ? own : found;
}
/** `0002_title` of Django's `shop.0002_title`, the file of a script in a folder, `1700000000000-Title` of TypeORM's `Title1700000000000`. */
function migration_files_namesOf(migration) {
    const [, app, number] = /^(\w+)\.(\w+)$/.exec(migration) ?? [];
    const [, name, time] = /^(\w+?)(\d{13})$/.exec(migration) ?? [];
    return [
        external_node_path_.posix.basename(migration),
        ...(app && number && !/^(sql|py|rb|php|go|java|kt|[cm]?[jt]s)$/.test(number) ? [number] : []),
        ...(name && time ? [`${time}-${name}`] : []),
    ];
}

;// CONCATENATED MODULE: ../packages/schema/src/unmarked.ts

/**
 * Files of migrations that a commit has added since another, without the comment that says that the version before works
 * with them. Undefined where it adds none, or the server does not have the commits.
 *
 * @param revisions that the schema has had before and after. Where the migrations are Alembic's and none has the revision,
 * it comes from somewhere else, and the files do not decide
 */
async function unmarkedFiles(remote, commits, revisions) {
    const git = gitIn(remote, commits.path);
    const added = await addedMigrations(git, commits);
    if (!added || (revisions && !hasHeads([...added.values()].flat(), revisions)))
        return undefined;
    const marked = await markedFiles(git, commits.after);
    return marked && [...added.keys()].filter(file => !marked.has(file));
}
function hasHeads(known, { before, after }) {
    const old = before.split(',');
    return known.length === 0 || after.split(',').every(head => old.includes(head) || known.includes(head));
}
/** The migrations that a commit has added, with their revisions where they are Alembic's. */
async function addedMigrations(git, { before, after }) {
    // A file that was only moved is none that was added.
    const diff = ['diff', '--name-only', '--diff-filter=A', '--find-renames=100%', '-z', before, after];
    const added = await git(...diff);
    if (!added?.length)
        return undefined;
    const lines = await git('grep', '-z', '-E', '-e', ALEMBIC_REVISION, after);
    if (!lines)
        return undefined;
    const isAdded = new Set(added);
    const migrations = new Map(added.filter(isMigrationFile).map(file => [file, []]));
    for (const [, name = '', line = ''] of lines.join('\0').matchAll(REVISION_LINE)) {
        const file = name.slice(after.length + 1);
        if (isAdded.has(file))
            migrations.set(file, /["']([^"']+)["']/.exec(line)?.slice(1) ?? []);
    }
    return migrations.size > 0 ? migrations : undefined;
}
/** `commit:file`, zero byte, line. */
const REVISION_LINE = /([^\0\n]+)\0([^\n]*)(?:\n|$)/g;
/** Migrations by name whose file in a commit lacks the comment, or that have no file there. Undefined without the commit. */
async function unmarkedMigrations(remote, { path, after }, migrations) {
    const git = gitIn(remote, path);
    const all = await git('ls-tree', '-r', '--name-only', '-z', after);
    if (!all)
        return undefined;
    const files = new Map(migrations.map(name => [name, migration_files_filesOf(name, all)]));
    const marked = await markedFiles(git, after);
    if (!marked)
        return undefined;
    return migrations.filter(name => {
        const own = files.get(name) ?? [];
        return own.length === 0 || !own.every(file => marked.has(file));
    });
}
function gitIn(remote, path) {
    return async (...words) => {
        const { code, stdout } = await remote.run(['git', '-C', path, ...words], { allowFailure: true });
        // git grep ends with 1 when it finds nothing.
        if (code > (words[0] === 'grep' ? 1 : 0))
            return undefined;
        return stdout.split('\0').filter(name => name !== '');
    };
}
/** All of a commit: the names of some, which may be thousands, would be too long for a command line. */
async function markedFiles(git, commit) {
    const found = await git('grep', '-l', '-z', '-E', '-e', MARKED, commit);
    return found && new Set(found.map(name => name.slice(commit.length + 1)));
}

;// CONCATENATED MODULE: ../packages/schema/src/difference.ts


/**
 * Whether a release may have changed the schema. Lines of earlier versions of these actions do not say; a version that a
 * rollback has started again never has.
 */
const mayMigrate = ({ migrates, withoutMigrations, rollbackOf, revisionAfter }) => revisionAfter !== undefined || (migrates ?? (withoutMigrations === undefined && rollbackOf === undefined));
/**
 * The releases between two versions that may have changed the schema, oldest first; also those that failed after they
 * had migrated.
 * @param releases all, oldest first
 */
function migratingReleases(releases, { from, to }) {
    const last = releasesBefore(releases, from).findLastIndex(release => release.wasLive && release.version === to.version);
    // A version that was deployed by hand is known only as what was live before another one.
    const next = releases.findIndex(release => release.previous?.version === to.version);
    const first = last !== -1 ? last + 1 : next !== -1 ? next : releases.indexOf(from);
    return releases.slice(first).filter(mayMigrate);
}
/**
 * Compares the schema that a version was live with to the present one.
 *
 * @param releases all, oldest first
 * @param present revision of the database now, where that could be read; else it is what the journal has last
 */
function schemaDifference(releases, way, present) {
    const migrating = migratingReleases(releases, way);
    const [first] = migrating;
    const newest = migrating.at(-1);
    if (!first || !newest)
        return { kind: 'none' };
    const old = releasesBefore(releases, way.from).findLast(release => release.wasLive && release.version === way.to.version);
    const before = old?.revisionAfter ?? revisionBefore(first);
    const after = present ?? newest.revisionAfter;
    const changed = migrating.filter(release => revisionBefore(release) !== release.revisionAfter);
    const backup = (changed[0] ?? first).backup;
    if (before === undefined || after === undefined)
        return { kind: 'unknown', why: whyUnknown(migrating), backup };
    if (before === after)
        return { kind: 'none' };
    return { kind: 'changed', before, after, backup, migrations: migrationsOf(migrating, before, after) };
}
/** Earlier versions of these actions have left it out where nothing had been migrated before. */
const revisionBefore = ({ migrates, revisionBefore: before, revisionAfter: after }) => before ?? (migrates === undefined && after !== undefined ? NO_REVISION : undefined);
function whyUnknown(migrating) {
    const release = migrating.find(({ revisionAfter }) => revisionAfter === undefined) ?? migrating[0];
    if (!release)
        return '';
    const { version, migrates, revisionProblem } = release;
    return migrates === undefined
        ? `the journal does not record whether ${version} has run migrations, because an earlier version of these actions wrote it`
        : `${version} has run migrations, and the schema revision is unknown (${revisionProblem ?? 'it failed before it was read'})`;
}
/** The names of all migrations from one revision to another; undefined where the journal does not have all of them. */
function migrationsOf(migrating, before, after) {
    let revision = before;
    const names = [];
    for (const release of migrating) {
        // One that was killed may have migrated; the revision that the next one has found tells.
        if (release.revisionAfter === undefined)
            continue;
        if (revisionBefore(release) !== revision)
            return undefined;
        if (release.revisionAfter !== revision) {
            if (!Array.isArray(release.migrations))
                return undefined;
            names.push(...release.migrations);
        }
        revision = release.revisionAfter;
    }
    return revision === after && names.length > 0 ? names : undefined;
}
/** Whether the names of migrations decide, because a tool lists them, and not the files of a commit alone. */
const namesDecide = ({ before, after }) => isListed(before) || isListed(after);

;// CONCATENATED MODULE: ../packages/schema/src/outlook.ts




/**
 * Decides whether an old version works with the present schema: it was live with the same one, or every migration in between
 * says so itself. The old code on a schema that it does not know may destroy data without an error, so what is unknown
 * counts as no.
 *
 * @param path of the checkout on the server
 * @param present revision of the database now, where that could be read
 */
async function rollbackOutlook(remote, { path, releases, way, present, }) {
    const difference = schemaDifference(releases, way, present);
    const { version } = way.to;
    if (difference.kind === 'none')
        return { kind: 'possible', why: `no migrations since ${version}` };
    if (difference.kind === 'unknown')
        return { kind: 'refused', difference, why: `${difference.why}. Known tables: ${TABLE_NAMES}` };
    const commits = { path, before: way.to.sha, after: way.from.sha };
    const unmarked = namesDecide(difference)
        ? difference.migrations && (await unmarkedMigrations(remote, commits, difference.migrations))
        : await unmarkedFiles(remote, commits, difference);
    if (unmarked?.length === 0)
        return { kind: 'possible', why: `every migration since ${version} is marked "${COMPATIBLE}"` };
    const { before, after } = difference;
    const which = unmarked
        ? `: ${listed(unmarked)} ${unmarked.length > 1 ? 'are' : 'is'} not marked "${COMPATIBLE}"`
        : '';
    return {
        kind: 'refused',
        difference,
        why: `the schema went from ${before} to ${after} since ${version}${which}`,
    };
}
const SHOWN = 5;
/** Names for a message, the first ones of many. */
const listed = (names) => names.length > SHOWN
    ? `${names.slice(0, SHOWN).join(', ')} and ${names.length - SHOWN} more`
    : names.join(', ');

;// CONCATENATED MODULE: ./ssh-deploy/src/recovery/reversible.ts


/**
 * With `require-reversible`, refuses a commit that adds migrations which are not marked, before they run.
 * @throws UserError that names them
 */
async function requireMarkedMigrations({ application: { path }, version, sha, migrateCommand, requireReversible }, remote, { facts: { previous } }) {
    if (!requireReversible || migrateCommand === '' || !previous)
        return;
    const unmarked = await unmarkedFiles(remote, { path, before: previous.sha, after: sha });
    if (!unmarked?.length)
        return;
    throw new errors/* UserError */.y(`${version} could not be rolled back automatically: ${listed(unmarked)} ${unmarked.length > 1 ? 'are' : 'is'} not marked "${COMPATIBLE}", and "require-reversible" is set. Nothing was migrated. Make ${previous.version} work with the new schema and mark it, or deploy without "require-reversible"`);
}
/**
 * The same for a schema revision that is unknown, so that nothing shows what a migration has changed.
 * @throws UserError with the reason
 */
function requireKnownRevision({ version, migrateCommand, requireReversible }, { facts: { previous } }, reading) {
    if (!requireReversible || migrateCommand === '' || !previous || !('problem' in reading))
        return;
    throw new errors/* UserError */.y(`${version} could not be rolled back automatically: the schema revision is unknown (${reading.problem}), and "require-reversible" is set. Nothing was migrated. Let "revision-command" print the revision, or deploy without "require-reversible"`);
}
/**
 * Refuses to start a release whose migrations have run when the schema revision cannot be read any more: the server, its disk
 * for instance, has a fault now, and the release could not be rolled back automatically. Where the revision could not be read
 * before either, that is known to the user.
 * @throws UserError with the reason
 */
function requireReadableRevision({ version }, { facts: { previous } }, { before, after }) {
    if (!previous || !('problem' in after) || !('schema' in before) || before.schema.revision === undefined)
        return;
    throw new errors/* UserError */.y(`the schema revision could be read before the migrations of ${version}, but not after them (${after.problem}), so ${version} was not started: it could not be rolled back automatically. The migrations have run. Remove the cause and deploy again`);
}
/**
 * Reports whether the release can be rolled back automatically, before visitors meet it.
 * @returns the answer in a few words
 * @throws UserError when it cannot, with `require-reversible`
 */
async function reportOutlook({ application: { path }, version, requireReversible }, remote, { plan: { id, slot, facts }, releases, schema, }) {
    const to = facts.previous;
    if (!to)
        return reported('nothing was live before');
    if (!slot && to.version === version)
        return reported(`${version} was live before as well`);
    const from = { ...facts, ...schema, id, state: 'started', exposed: false, wasLive: false };
    const way = { from, to };
    const outlook = await rollbackOutlook(remote, { path, releases: [...releases, from], way });
    if (outlook.kind === 'possible')
        return reported('possible', outlook);
    const text = `refused automatically, ${outlook.why}`;
    if (requireReversible)
        throw new errors/* UserError */.y(`${version} could not be rolled back automatically: ${outlook.why}, and "require-reversible" is set. ${to.version} stays live, and the migrations of ${version} have run`);
    log/* log */.Rm.warning(`Rollback: ${text}`, 'ssh-deploy');
    // An output with the value of a secret would be refused.
    return (0,secrets/* redact */.E$)(text);
}
function reported(text, outlook) {
    log/* log */.Rm.info(`Rollback: ${text}${outlook ? ` (${outlook.why})` : ''}`);
    return text;
}

;// CONCATENATED MODULE: ./ssh-deploy/src/prepare.ts










async function prepare(inputs, { remote, server, results, releases }, plan, progress) {
    const { application, version, sha, healthTimeout: timeout } = inputs;
    await checkOut(remote, application.path, sha);
    await requireMarkedMigrations(inputs, remote, plan);
    progress.step = 'upload';
    const images = await bringImages(remote, inputs, plan.facts.images);
    progress.step = 'configure';
    const model = await readComposeModel(remote, application, version);
    const services = servicesOf(application, plan, model);
    const { answering, others, oneShots } = services;
    const own = [...new Set([...answering, ...others, ...oneShots])];
    await requireImages(remote, model, own);
    await writeOverride(remote, application, { services: own, version, slot: plan.slot, model });
    const { missing, notUpdated } = thirdPartyServices(results, application, {
        model,
        before: modelBefore(results),
    });
    warnOf(notUpdated);
    progress.step = 'start missing services';
    progress.starting = missing;
    await startMissing(remote, application, { services: missing, version, model, timeout });
    await migrateSchema(inputs, remote, { plan, model, services }, progress);
    progress.step = 'check whether it can be rolled back';
    const rollback = await reportOutlook(inputs, remote, { plan, releases, schema: progress.schema });
    progress.step = 'start';
    const facts = { services: plan.slot ? others : [...answering, ...others], images, ...progress.schema };
    await prepare_start(inputs, { remote, server }, { plan, model, services, facts }, progress);
    return { url: serviceUrl(model, answering[0] ?? ''), notUpdated, rollback };
}
function warnOf(notUpdated) {
    for (const { service, reason } of notUpdated)
        log/* log */.Rm.warning(`${service} was not updated, although ${reason}. Apply it on the server with "docker compose up -d ${service}"`, 'ssh-deploy');
}
/** Runs the migrations and the one-shot services, which may migrate as well, and reads the schema around them. */
async function migrateSchema(inputs, remote, { plan, model, services: { answering, oneShots }, }, progress) {
    const [service = ''] = answering;
    const { application, version, migrateCommand: command } = inputs;
    progress.step = 'migrate';
    progress.starting = [];
    const migrates = command !== '' || oneShots.length > 0;
    const schema = migrates ? await openSchemaReader(inputs, remote, { model, service }) : undefined;
    const before = await schema?.read();
    if (schema && before) {
        requireKnownRevision(inputs, plan, before);
        progress.schema = schemaFacts(schema, before);
    }
    if (command !== '')
        await migrate(remote, application, { command, service, version, model });
    progress.step = 'run one-shot services';
    progress.starting = oneShots;
    progress.oneShots = oneShots;
    await runOneShots(remote, application, { services: oneShots, version });
    if (schema && before) {
        const after = await schema.read();
        progress.schema = schemaFacts(schema, before, after);
        requireReadableRevision(inputs, plan, { before, after });
    }
    // What one-shot services do is theirs, unless the database shows that they migrate.
    if (command === '' && progress.schema.revisionAfter === undefined)
        progress.schema = {};
}
/** Starts the release in the idle slot, or in place of what is live. */
async function prepare_start({ application, version, healthTimeout: timeout, handoverPort }, { remote, server }, { plan, model, services: { answering }, facts, }, progress) {
    const { id: release, slot } = plan;
    progress.starting = slot ? answering : facts.services;
    const update = { services: progress.starting, version, model, timeout };
    if (slot) {
        progress.slotStarted = true;
        await updateServices(remote, application, update);
        for (const service of answering)
            await waitForService(remote, application, { service, model, timeout });
        await appendEvent(remote, application, { release, state: 'prepared', facts });
    }
    else {
        await appendEvent(remote, application, { release, state: 'switching', facts });
        await replaceInPlace(server, application, { ...update, handoverPort });
        await recordLive(server, application, { version });
        await appendEvent(server, application, { release, state: 'switched' });
    }
}

;// CONCATENATED MODULE: ../packages/deployment/src/server-state.ts












/**
 * Reads what is live.
 * @throws UserError when the files that would tell are missing or contradict each other
 */
async function readServerState(remote, application) {
    const envPath = absolute(application, application.envFile);
    const env = await readFile(remote, envPath);
    if (env === undefined)
        throw new errors/* UserError */.y(missingEnvFile(envPath, remote.name));
    const events = await readJournal(remote, application);
    const releases = releasesOf(events);
    const version = envValue(env, 'VERSION') || undefined;
    keepReadable([version ?? '', ...namesOf(application), ...releases.flatMap(namesOfRelease)]);
    maskEnvFile(env, application.envFile);
    const head = await remote.run(['git', '-C', application.path, 'rev-parse', 'HEAD']);
    const proxy = hasSlots(application.appService) ? await proxyOf(remote, application, version) : undefined;
    return {
        env,
        proxy,
        active: proxy && (await readActiveSlot(application, proxy, env, events.at(-1)?.state === 'switching')),
        version,
        sha: head.stdout.trim(),
        releases,
    };
}
async function readActiveSlot(application, proxy, env, cutOff) {
    const active = await proxy.current();
    const said = envValue(env, 'ACTIVE_DEPLOYMENT_SLOT');
    // A switch that lost its runner moved the proxy and not yet the env file; the journal's last line says so.
    if (said && said !== active && !cutOff) {
        throw new errors/* UserError */.y(`cannot tell the live slot (${application.envFile} says ${said}, the proxy says ${active}). Correct ACTIVE_DEPLOYMENT_SLOT after looking at the site`);
    }
    return active;
}
/** The proxy of an application with slots. */
function proxyOf(remote, application, version) {
    return findProxy(remote, application, async () => slotPorts(await readComposeModel(remote, application, version ?? 'none'), application));
}

;// CONCATENATED MODULE: ./ssh-deploy/src/containers/remove-containers.ts

/** Containers know the folder of their project and their service by label, and their version by the override file. */
const remove_containers_REMOVE = `path=$1 version=$2; shift 2
for service; do
  ids=$(docker ps --all --quiet --filter "label=com.docker.compose.project.working_dir=$path" --filter "label=com.docker.compose.service=$service")
  for id in $ids; do
    docker inspect --format '{{range .Config.Env}}{{println .}}{{end}}' "$id" | grep -qxF "VERSION=$version" || continue
    docker rm --force "$id"
  done
done`;
/**
 * Removes the containers of services that run a version, also those that have not started, without waiting for their end:
 * they have no visitors.
 * @returns how many there were
 */
async function removeContainers(remote, project, { services, version }) {
    const { stdout } = await remote.run([
        'sh',
        '-euc',
        remove_containers_REMOVE,
        'remove containers',
        projectDirectory(project),
        version,
        ...services,
    ]);
    return stdout.split('\n').filter(line => line !== '').length;
}

;// CONCATENATED MODULE: ../packages/deployment/src/services/bring-back.ts







/**
 * Brings the services that a release has replaced in place back to another version, from the images that the server has;
 * without slots, the app service is one of them. The checkout must be at that version.
 *
 * @throws UserError when it does not start, or its images are gone
 */
async function bringBack(remote, { application, healthTimeout: timeout, handoverPort }, { releases, from, version, slot, }) {
    const model = await readComposeModel(remote, application, version);
    const services = from.services.filter(name => model.services[name]);
    const added = from.services.filter(name => !model.services[name]);
    if (added.length > 0)
        log/* log */.Rm.warning(`${added.join(', ')} came with ${from.version} and still runs; ${version} has no such service`);
    await nameImages(remote, releasesBefore(releases, from), version);
    await writeOverride(remote, application, { services, version, slot, model });
    const update = { services, version, model, timeout };
    if (hasSlots(application.appService))
        return updateServices(remote, application, update);
    await replaceInPlace(remote, application, { ...update, handoverPort });
}

;// CONCATENATED MODULE: ./ssh-deploy/src/recovery/settled.ts


const OUTCOMES = {
    switched: 'it is completed, and live',
    'rolled-back': 'what was live before it is live again',
    failed: 'it is given up',
};
/** Says how a release that was left in the middle has ended, in the journal and in the log. */
async function settled_end({ inputs, remote, release }, state) {
    const reason = `left ${release.state}; the next deployment has ended it`;
    await appendEvent(remote, inputs.application, { release: release.id, state, reason });
    log/* log */.Rm.info(`Release ${release.id}: ${OUTCOMES[state]}`);
}
/** Files are written next to what they replace, which a link may lead to: `$1` and `$2` name the targets. */
const settled_REMOVE = `remove() { [ ! -e "$1" ] || { rm -f -- "$1"; echo "$1"; }; }
for target in "$1" "$2"; do
  target=$(readlink -f -- "$target" || echo "$target")
  for file in "$(dirname "$target")/.$(basename "$target").tsh-"????????; do remove "$file"; done
done
shift 2
for file; do remove "$file"; done`;
/** Removes files that were being written, which may hold secrets, and the override file of a version that never was live. */
async function removeLeftFiles({ inputs: { application }, remote, state, release, }) {
    const { version, state: reached } = release;
    const wasLive = state.releases.some(one => one.version === version && (one.wasLive || one.exposed));
    const override = wasLive || reached === 'switching' ? [] : [absolute(application, `.deploy/${version}.json`)];
    const unfinished = [application.envFile, `.deploy/${version}.json`].map(name => absolute(application, name));
    const command = ['sh', '-euc', settled_REMOVE, 'remove what was left', ...unfinished, ...override];
    const { stdout } = await remote.run(command);
    const removed = stdout.split('\n').filter(line => line !== '');
    if (removed.length > 0)
        log/* log */.Rm.info(`Removed ${removed.join(', ')}`);
}

;// CONCATENATED MODULE: ./ssh-deploy/src/recovery/complete.ts



/** Seconds for a container that was started by a run that has ended. */
const LONG_ENOUGH = 30;
/** The traffic has moved to the release: it is live, and its services in place come after. */
async function completeSlot(left) {
    const { inputs, remote, release } = left;
    const { services, version } = release;
    await recordLive(remote, inputs.application, release);
    const model = await readComposeModel(remote, inputs.application, version);
    await updateServices(remote, inputs.application, {
        services,
        version,
        model,
        timeout: inputs.healthTimeout,
    });
    await settled_end(left, 'switched');
}
/**
 * Whether the app service runs the release in place and answers, so that completing is less than going back; or whether
 * there is no way back, because the database is migrated, or may be, or nothing was live before.
 */
async function runsAlready({ inputs, remote, release }) {
    const { application } = inputs;
    const { version, previous, wasLive, migrates, revisionBefore, revisionAfter } = release;
    if (!previous)
        return true;
    if (wasLive)
        return false; // a rollback of it was cut off
    if (revisionBefore !== revisionAfter || (migrates && revisionAfter === undefined))
        return true;
    const script = `id=$(docker ps --quiet --filter "label=com.docker.compose.project.working_dir=$1" --filter "label=com.docker.compose.service=$2" --filter label=com.docker.compose.oneoff=False)
docker inspect --format '{{range .Config.Env}}{{println .}}{{end}}' $id | grep -qxF "VERSION=$3"`;
    const words = [
        'sh',
        '-c',
        script,
        'look at the service',
        projectDirectory(application),
        application.appService,
        version,
    ];
    const { code } = await remote.run(words, { allowFailure: true });
    if (code !== 0)
        return false;
    const model = await readComposeModel(remote, application, version);
    const url = serviceUrl(model, application.appService) + application.healthPath;
    return waitUntilHealthy(remote, url, { timeout: LONG_ENOUGH }).then(() => true, () => false);
}
/** Starts what of a release in place is still missing, and ends the hand-over. */
async function completeInPlace(left) {
    const { inputs, remote, release } = left;
    const { application, healthTimeout: timeout, handoverPort } = inputs;
    const { services, version } = release;
    log/* log */.Rm.info(`${version} is completed in place`);
    const model = await readComposeModel(remote, application, version);
    await replaceInPlace(remote, application, { services, version, model, timeout, handoverPort });
    await recordLive(remote, application, release);
    await settled_end(left, 'switched');
}
/** Brings back what was live before: the services in place, the env file and the checkout. */
async function goBack(left) {
    const { inputs, remote, state, release } = left;
    const { application } = inputs;
    const { previous } = release;
    if (!previous)
        throw new Error('nothing was live before');
    log/* log */.Rm.info(`${previous.version} is brought back`);
    await recordLive(remote, application, previous);
    if (!(await returnCheckout(remote, application.path, previous.sha)))
        throw new errors/* UserError */.y(`${application.path} has local changes, so ${previous.version} cannot be started there`);
    await bringBack(remote, inputs, {
        ...{ releases: state.releases, from: release, version: previous.version },
        slot: previous.slot,
    });
    await settled_end(left, 'rolled-back');
}

;// CONCATENATED MODULE: ./ssh-deploy/src/recovery/settle.ts






/**
 * Reads what is live, and ends first what interrupted runs have left in the middle: a canary, and releases. What
 * visitors have met already is completed, or what was live before is brought back; anything else is given up. The lock
 * is ours and no job of theirs goes on, so nobody is working on it any more. It can be cut off itself and begun again.
 *
 * @returns the server as it is now
 */
async function settle(remote, inputs) {
    const state = await readServerState(remote, inputs.application);
    await state.proxy?.canaries?.endLeftover();
    const left = state.releases.filter(release => ['started', 'prepared', 'switching'].includes(release.state));
    if (left.length === 0)
        return state;
    for (const release of left) {
        const by = release.run === '' ? '' : ` by ${release.run}`;
        log/* log */.Rm.info(`Release ${release.id} was left ${release.state}${by}`);
        await settleOne({ inputs, remote, state, release });
    }
    return readServerState(remote, inputs.application);
}
async function settleOne(left) {
    const { state, release } = left;
    await removeLeftFiles(left);
    if (release.state !== 'switching')
        return giveUp(left);
    if (release.slot) {
        if (release.slot === state.active)
            return completeSlot(left);
        // A way back that was cut off after the traffic had moved; the release had been live.
        return release.wasLive ? goBack(left) : giveUp(left);
    }
    try {
        return (await runsAlready(left)) ? await completeInPlace(left) : await goBack(left);
    }
    catch (cause) {
        if (cause instanceof ConnectionLost)
            throw cause;
        log/* log */.Rm.warning(`${release.id} could not be settled: ${cause.message}. The next release goes over it`);
        await settled_end(left, 'failed');
    }
}
/** Removes what no visitor has met: the containers in the idle slot, and the checkout. */
async function giveUp(left) {
    const { inputs, remote, state, release } = left;
    const { application } = inputs;
    const { slot, version, previous } = release;
    if (slot && slot !== state.active) {
        const services = slotServices(application.appService, slot);
        const removed = await removeContainers(remote, application, { services, version });
        if (removed > 0)
            log/* log */.Rm.info(`Removed ${removed} containers of it from slot ${slot}`);
    }
    if (previous)
        await returnCheckout(remote, application.path, previous.sha);
    await settled_end(left, 'failed');
}

;// CONCATENATED MODULE: ./ssh-deploy/src/recovery/undo.ts





/**
 * Takes back what a release that failed has left: its container in the idle slot, if it got that far, its override file
 * and its checkout. What visitors have met in place is the business of the rollback action. The journal says last that
 * it failed: what is cut off before that is ended by the next deployment.
 */
async function undo(inputs, remote, plan, { cause, slotStarted, oneShots, schema, }) {
    const { application } = inputs;
    try {
        const releases = releasesOf(await readJournal(remote, application));
        const release = releases.find(({ id }) => id === plan.id);
        if (!release?.exposed)
            await takeBack(inputs, remote, { plan, release, releases, slotStarted, oneShots });
        const reason = cause instanceof Error ? cause.message : String(cause);
        // What it has migrated stays, and a rollback must know of it.
        await appendEvent(remote, application, { release: plan.id, state: 'failed', reason, facts: schema });
    }
    catch (second) {
        if (second instanceof ConnectionLost)
            throw second;
        log/* log */.Rm.warning(`what the release has left could not be removed: ${second.message}`, 'ssh-deploy');
    }
}
async function takeBack(inputs, remote, { plan, release, releases, slotStarted, oneShots }) {
    const { application, version } = inputs;
    const { previous } = plan.facts;
    const started = plan.slot && slotStarted ? slotServices(application.appService, plan.slot) : [];
    const services = [...started, ...oneShots];
    if (services.length > 0)
        await removeContainers(remote, application, { services, version });
    if (release)
        await removeLeftFiles({ inputs, remote, state: { releases }, release });
    if (previous)
        await returnCheckout(remote, application.path, previous.sha);
    log/* log */.Rm.info(`Removed what the release had left; ${previous?.version ?? 'nothing'} is live as before`);
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
// EXTERNAL MODULE: external "fs"
var external_fs_ = __nccwpck_require__(9896);
;// CONCATENATED MODULE: ../node_modules/.pnpm/@actions+core@3.0.1_patch_hash=46e34ea07757f16011764a56342c9c04340c223e7372393f7308827fc23a33a8/node_modules/@actions/core/lib/summary.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile: summary_writeFile } = external_fs_.promises;
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
        return __awaiter(this, void 0, void 0, function* () {
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
        return __awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? summary_writeFile : appendFile;
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
        return __awaiter(this, void 0, void 0, function* () {
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
    return (0,secrets/* redact */.E$)(text)
        .replace(/[\r\n]+/g, ' ')
        .replace(/[\\`*_{}[\]()#+!|<>&~@$-]/g, character => `&#${character.charCodeAt(0)};`)
        .replaceAll('://', ':<!-- -->//')
        .replaceAll('&#64;', '&#64;<!-- -->')
        .replace(/\bwww\./gi, name => `${name.slice(0, -1)}<!-- -->.`);
}
/** Text from outside as a code span, for names that are copied: it cannot end the span or the cell of a table. */
const inlineCode = (text) => `\`${(0,secrets/* redact */.E$)(text).replace(/[\r\n`|]+/g, ' ')}\``;
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
    const clean = (0,secrets/* redact */.E$)(markdown);
    const text = clean.length > LONGEST_SUMMARY ? `${clean.slice(0, LONGEST_SUMMARY)}\n\n… cut here\n` : `${clean}\n`;
    await summary.addRaw(text, true).write();
}

;// CONCATENATED MODULE: ./ssh-deploy/src/reports/failed-containers.ts



const CONTAINERS = `${QUERY_FUNCTION}
# A container prints to both.
logs_of() { docker logs --tail "$lines" "$1" 2>&1; }
path=$1 lines=$2; shift 2
for service; do
  for id in $(docker ps --all --quiet --filter "label=com.docker.compose.project.working_dir=$path" --filter "label=com.docker.compose.service=$service"); do
    state=$(docker inspect --format '{{if .State.Health}}{{.State.Health.Status}}{{end}} {{.State.Status}}' "$id")
    [ "$state" != 'healthy running' ] || continue
    query "$service:state:$id" docker inspect --format '{{json .}}' "$id"
    query "$service:lines:$id" logs_of "$id"
  done
done`;
const LINES = 100;
/** Looks at the containers of services that are not known to be healthy, in one round trip. */
async function failedContainers(remote, project, services) {
    if (services.length === 0)
        return [];
    const words = [
        'sh',
        '-uc',
        CONTAINERS,
        'look at the containers',
        projectDirectory(project),
        String(LINES),
        ...services,
    ];
    const { stdout } = await remote.run(words);
    const results = parseQueryResults(stdout);
    return Object.entries(results).flatMap(([name, result]) => {
        const [service = '', what, id] = name.split(':');
        if (what !== 'state' || result?.code !== 0)
            return [];
        const lines = results[`${service}:lines:${id}`]?.text.split('\n') ?? [];
        return [failedContainer(service, result.text, lines)];
    });
}
function failedContainer(service, json, lines) {
    const { Name, RestartCount, State } = JSON.parse(json);
    const probes = (State.Health?.Log ?? []).slice(-3);
    return {
        ...{ name: Name.replace(/^\//, ''), service, status: State.Status, exitCode: State.ExitCode },
        ...{ outOfMemory: State.OOMKilled, restarts: RestartCount, error: State.Error, lines },
        probes: probes.map(({ ExitCode, Output }) => `exit ${ExitCode}: ${(0,secrets/* redactedEnd */.Kr)(Output.trim(), 200) || 'no output'}`),
    };
}

;// CONCATENATED MODULE: ./ssh-deploy/src/reports/likely-cause.ts

/** Words in logs and errors, the most telling first. */
const SIGNS = [
    [/no space left on device/i, 'the disk of the server is full', 'docker system df'],
    [
        /Cannot connect to the Docker daemon|error during connect:/i,
        "the server's Docker engine ended, or does not answer",
        'systemctl status docker',
    ],
    [
        PORT_TAKEN,
        'a port is taken by something else',
        `docker ps --format "{{.Names}} {{.Ports}}". When no container has it: ${FREE_PORT}`,
    ],
    [
        /password authentication failed|Access denied for user/i,
        'the database refused the login',
        'compare the password in the env file with that of the database',
    ],
    [
        /(could not translate host name|getaddrinfo|Name or service not known|EAI_AGAIN|ENOTFOUND)/i,
        'a host name that it needs is not known',
        'docker network ls',
    ],
    [
        /ECONNREFUSED|connection refused|could not connect to server/i,
        'something that it needs does not answer',
        'docker ps --all',
    ],
    [
        /ModuleNotFoundError|Cannot find module|ImportError/,
        'a module is missing in the image',
        'add it to what the image is built from',
    ],
    [
        /relation .* does not exist|UndefinedTable|UndefinedColumn|no such table/i,
        'the database has not the schema that it needs',
        'look at the migrations of this release',
    ],
    [
        /permission denied|EACCES/i,
        'it may not read or write a file',
        'look at owner and mode of the mounted folders',
    ],
];
/** Codes that a container ends with whatever it is (docker run, "Exit status"; 128 + n is signal n). */
const ENDINGS = {
    125: 'Docker could not start it',
    126: 'its command cannot be run',
    127: 'its command is not in the image',
    134: 'it aborted (SIGABRT)',
    137: 'it was killed (SIGKILL)',
    139: 'it crashed (SIGSEGV)',
    143: 'it was asked to end (SIGTERM)',
};
/**
 * Guesses from how containers ended and what was said; the first sign that is found counts.
 * @param said the error of the step
 */
function likelyCause(containers, said) {
    const starved = containers.find(({ outOfMemory }) => outOfMemory);
    if (starved)
        return {
            cause: `${starved.service} took more memory than its limit`,
            next: `raise mem_limit of ${starved.service} in the compose file, or find what takes the memory`,
        };
    const text = [said, ...containers.flatMap(({ error, lines }) => [error, ...lines])].join('\n');
    const [, cause, next] = SIGNS.find(([sign]) => sign.test(text)) ?? [];
    if (cause && next)
        return { cause, next };
    const [container] = containers;
    if (!container)
        return { cause: 'see the error', next: 'mend what it says, then run this again' };
    const { service, status, exitCode, probes } = container;
    if (status === 'running')
        return {
            cause: probes.length > 0
                ? `${service} runs, but its health check fails`
                : `${service} runs, but does not answer`,
            next: 'run the command of the health check inside the container',
        };
    return {
        cause: `${service} ended by itself: ${ENDINGS[exitCode] ?? `exit code ${exitCode}`}`,
        next: 'look at its last lines',
    };
}

;// CONCATENATED MODULE: ./ssh-deploy/src/history.ts

/** How many releases are shown. */
const history_SHOWN = 10;
/**
 * The newest releases of the journal as a table in Markdown, newest first.
 *
 * @param releases oldest first, the current one not among them
 * @param current how the current one has ended, in a word or two
 */
function history_history(releases, { live, current }) {
    const past = releases
        .slice(1 - history_SHOWN)
        .map(release => ({ ...release, end: endOf(release, live) }))
        .reverse();
    const rows = [current, ...past].map(({ version, at = '', actor, slot = '', end }) => [
        inlineCode(version),
        escapeMarkdown(at.slice(0, 16).replace('T', ' ')),
        escapeMarkdown(actor),
        escapeMarkdown(slot),
        escapeMarkdown(end),
    ]);
    return `### Releases\n\n${table(['Version', 'Began (UTC)', 'By', 'Slot', 'State'], rows)}\n`;
}
function endOf({ version, state, wasLive }, live) {
    if (state === 'switched')
        return version === live ? 'live until now' : 'was live';
    if (state === 'rolled-back')
        return 'rolled back';
    if (state === 'failed')
        return wasLive ? 'was live' : 'failed';
    return state;
}

;// CONCATENATED MODULE: ./ssh-deploy/src/reports/report.ts


/** Writes what was prepared into the summary. */
async function reportRelease({ id, slot, facts }, state, { notUpdated, rollback }) {
    const rows = [
        ['Release', inlineCode(id)],
        ['Commit', inlineCode(facts.sha)],
        ['Where', slot ? `slot ${slot}, healthy, without traffic` : 'in place, healthy'],
        ['Before', escapeMarkdown(facts.previous?.version ?? 'nothing')],
        [
            'Backup',
            facts.backup
                ? inlineCode(facts.backup)
                : `none${facts.withoutBackup ? `: ${escapeMarkdown(facts.withoutBackup)}` : ''}`,
        ],
        ['Rollback', escapeMarkdown(rollback)],
    ];
    for (const { service, reason } of notUpdated)
        rows.push(['Not updated', `${escapeMarkdown(service)}: ${escapeMarkdown(reason)}`]);
    if (facts.withoutMigrations)
        rows.push(['Migrations', `left out: ${escapeMarkdown(facts.withoutMigrations)}`]);
    const end = slot ? 'prepared' : 'live';
    await writeSummary(`### Release\n\n${table(['', ''], rows)}\n\n${historyWith(facts, state, end)}`);
}
/** The newest releases of the journal, this one included. */
function historyWith(facts, { releases, version: live }, end) {
    return history_history(releases, { live, current: { ...facts, at: new Date().toISOString(), end } });
}

;// CONCATENATED MODULE: ./ssh-deploy/src/reports/failure-report.ts





/**
 * Says on one screen of the log, and in the summary, what a deployment failed at, while its containers are still there. It
 * is no fault when that cannot be found out.
 */
async function reportFailure({ application, version }, remote, { slot, facts }, { step, starting, cause, state }) {
    const said = cause instanceof Error ? cause.message : String(cause);
    try {
        const containers = await failedContainers(remote, application, starting);
        const likely = likelyCause(containers, said);
        const now = slot
            ? `${facts.previous?.version ?? 'nothing'} is live as before`
            : 'the services were being replaced; a rollback brings back what was live';
        const rows = [
            ['Step', step],
            ['Server', remote.name],
            ['Error', said],
            ...containers.map((container) => [container.name, failure_report_endOf(container)]),
            ['Likely cause', likely.cause],
            ['Next', likely.next],
            ['Visitors', now],
        ];
        await log/* log */.Rm.group(`${version} failed in step "${step}"`, async () => {
            for (const [what, text] of rows)
                log/* log */.Rm.untrusted(`${what}: ${text}`);
            for (const { name, lines } of containers) {
                log/* log */.Rm.untrusted(`Last lines of ${name}:`);
                for (const line of lines)
                    log/* log */.Rm.untrusted(line);
            }
        });
        const cells = rows.map(([what, text]) => [escapeMarkdown(what), escapeMarkdown(text)]);
        await writeSummary(`### ${escapeMarkdown(version)} failed\n\n${table(['', ''], cells)}\n${containers.map(logOf).join('')}\n${historyWith(facts, state, 'failed')}`);
    }
    catch (second) {
        log/* log */.Rm.warning(`why it failed could not be found out: ${second.message}`, 'ssh-deploy');
    }
}
/** How a container ended, in a sentence. */
function failure_report_endOf({ status, exitCode, outOfMemory, restarts, error, probes }) {
    const end = status === 'running' ? status : `${status}, exit code ${exitCode}${signalOf(exitCode)}`;
    return [
        end,
        ...(outOfMemory ? ['out of memory'] : []),
        ...(restarts > 0 ? [`restarted ${restarts} times`] : []),
        ...(error === '' ? [] : [error]),
        ...(probes.length === 0 ? [] : [`health checks: ${probes.join('; ')}`]),
    ].join(', ');
}
const signalOf = (exitCode) => (exitCode > 128 ? ` (signal ${exitCode - 128})` : '');
function logOf({ name, lines }) {
    const text = (0,external_node_util_.stripVTControlCharacters)(lines.join('\n')).replaceAll('````', '');
    return `\n<details><summary>Last ${lines.length} lines of ${escapeMarkdown(name)}</summary>\n\n\`\`\`\`text\n${text}\n\`\`\`\`\n\n</details>\n`;
}

;// CONCATENATED MODULE: ./ssh-deploy/src/deploy.ts



















/**
 * Makes a version ready: healthy in the idle slot, or live in place where there are no slots. A cancellation takes back
 * what was done; from the moment that visitors may notice it in place, the release is completed instead.
 */
async function deploy(inputs, server, cancelled) {
    const remote = untilCancelled(server, cancelled);
    const results = await preflight(inputs, remote);
    const model = requireModel(results);
    return withLock(remote, inputs.application, inputs.lockTimeout, async () => {
        const state = await settle(server, inputs);
        const images = releaseImages(inputs, state.releases, model);
        const plan = planRelease({ ...inputs, images }, state, {
            run: (0,workflow_run/* workflowRun */.t)(),
            existing: existingServices(results, model.name),
        });
        const before = plan.facts.previous?.version;
        log/* log */.Rm.info(`Release ${plan.id}: ${plan.slot ? `into slot ${plan.slot}` : 'in place'}, live now: ${before ?? 'nothing'}`);
        await guardOrder(inputs, remote, plan.facts.previous);
        await proveBackup(inputs, remote, model);
        const kept = { keep: inputs.keepVersions, live: state.version, next: inputs.version };
        await removeImages(remote, inputs.application, {
            names: obsoleteImages(state.releases, kept),
            kept: keptVersions(state.releases, kept),
        });
        await excludeDeployFolder(remote, inputs.application.path);
        await rotateJournal(remote, inputs.application, state.version);
        await appendEvent(remote, inputs.application, { release: plan.id, state: 'started', facts: plan.facts });
        const progress = {
            ...{ step: 'check out', starting: [], slotStarted: false, oneShots: [], schema: NOT_MIGRATED },
        };
        try {
            const place = { remote, server, results, releases: state.releases };
            const { url: slotUrl, notUpdated, rollback } = await prepare(inputs, place, plan, progress);
            if (plan.slot)
                cancelled.throwIfAborted();
            else if (cancelled.aborted)
                log/* log */.Rm.warning(completedFirst(inputs.version), 'ssh-deploy');
            await reportRelease(plan, state, { notUpdated, rollback });
            return {
                release: plan.id,
                slot: plan.slot ?? '',
                'slot-url': slotUrl,
                'previous-version': before ?? '',
                'not-updated': notUpdated.map(({ service }) => service).join(', '),
                rollback,
                url: inputs.url ?? '',
                state: plan.slot ? 'prepared' : 'live',
            };
        }
        catch (cause) {
            if (!cancelled.aborted)
                await reportFailure(inputs, server, plan, { cause, state, ...progress });
            await undo(inputs, server, plan, { cause, ...progress });
            throw cause instanceof RemoteCommandError ? inStep(progress.step, cause) : cause;
        }
    });
}
const completedFirst = (version) => `cancelled, but visitors could meet ${version} already, so it was completed first and is live. A rollback brings back what was live before`;
const inStep = (step, cause) => new errors/* UserError */.y(`in step "${step}": ${cause.message}`, { cause });

;// CONCATENATED MODULE: ../packages/action/src/log/seen-text.ts
/** What may be a login before a host, as in `user:password@host`. */
const seen_text_LOGIN = /:\S+@/;
/** More takes long to search, and no one reads it. */
const MAX_LENGTH = 1000;
/** A value as the end of a sentence, `, got "…"`; empty where it may have a password in it. */
const seenText = (value) => value.length > MAX_LENGTH || seen_text_LOGIN.test(value) ? '' : `, got "${value}"`;

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

;// CONCATENATED MODULE: ../packages/deployment/src/images/registry.ts

/** What an input `registry` must be. */
const REGISTRY = formOf(release/* RELEASE_SETTINGS */.Y.registry);
/** A registry as it is part of names, from what a user writes; nothing where there is none. */
const registryIn = (text) => text.replace(/\/+$/, '') || undefined;

;// CONCATENATED MODULE: ../packages/deployment/src/images/built-services.ts
/** GitHub takes no larger output of a job. */
const built_services_MAX_LENGTH = 1024 * 1024;
const MAX_PROBLEMS = 5;
const built_services_SERVICE = /^[a-zA-Z0-9._-]+$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
/**
 * The output `images` of build-image: `{ "<service>": { "digest": "sha256:…" or "", "id": "sha256:…" } }`. GitHub drops
 * an output that contains a secret, and the name of a service may contain the user name of the registry. So every
 * character of a name is written as an escape of JSON.
 */
function formatBuiltServices(built) {
    const entries = [...built].map(([service, { digest = '', id = '' }]) => `"${built_services_escaped(service)}":${JSON.stringify({ digest, id })}`);
    return `{${entries.join(',')}}`;
}
const built_services_escaped = (text) => text
    .split('')
    .map(character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
/** Reads the output `images` of build-image; an empty text means that nothing was built for this release. */
function parseBuiltServices(text) {
    if (text.trim() === '')
        return { built: new Map(), problems: [] };
    const entries = entriesIn(text);
    if (typeof entries === 'string')
        return { built: new Map(), problems: [entries] };
    const found = entries.map(([service, value]) => ({ service, ...readBuilt(service, value) }));
    return {
        built: new Map(found.flatMap(({ service, built }) => (built ? [[service, built]] : []))),
        problems: limited(found.flatMap(({ problem }) => problem ?? [])),
    };
}
const ADVICE = 'Pass the output "images" of build-image unchanged';
/** The entries of the JSON, or why it has none. */
function entriesIn(text) {
    if (text.length > built_services_MAX_LENGTH)
        return `input "images" has ${text.length} characters, more than an output of build-image can have. ${ADVICE}`;
    const value = built_services_parsed(text);
    if (value === undefined)
        return `input "images" is not JSON, got ${shown(text)}. ${ADVICE}`;
    if (Array.isArray(value))
        return `input "images" is a list, as an earlier version of build-image wrote it. Use the same version of build-image and ssh-deploy`;
    if (typeof value !== 'object' || value === null)
        return `input "images" is not a JSON object, got ${shown(text)}. ${ADVICE}`;
    const entries = Object.entries(value);
    return entries.length === 0 ? `input "images" has no service. ${ADVICE}` : entries;
}
function built_services_parsed(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function readBuilt(service, value) {
    if (!built_services_SERVICE.test(service))
        return { problem: `input "images" has ${shown(service)}, which is not the name of a service. ${ADVICE}` };
    const { digest, id } = ownTexts(value);
    const wrong = [digest, id].find(text => text !== '' && !DIGEST.test(text));
    if (wrong !== undefined)
        return {
            problem: `input "images" has ${shown(wrong)} for service ${shown(service)}, which is not a digest (sha256: and 64 hexadecimal digits). Images are deployed by digest only. ${ADVICE}`,
        };
    if (digest === '' && id === '')
        return {
            problem: `input "images" has neither digest nor id for service ${shown(service)}, so it is unknown what was built. ${ADVICE}`,
        };
    return { built: { ...(digest === '' ? {} : { digest }), ...(id === '' ? {} : { id }) } };
}
/** What is not a text becomes one that is no digest. */
function ownTexts(value) {
    const fields = new Map(Object.entries(value ?? {}));
    const text = (name) => {
        const field = fields.get(name) ?? '';
        return typeof field === 'string' ? field : JSON.stringify(field);
    };
    return { digest: text('digest'), id: text('id') };
}
function limited(problems) {
    const more = problems.length - MAX_PROBLEMS;
    if (more <= 0)
        return [...problems];
    return [...problems.slice(0, MAX_PROBLEMS), `input "images" has ${more} more services that are wrong`];
}
const shown = (text) => text.length > 80 ? `${JSON.stringify(text.slice(0, 80))}…` : JSON.stringify(text);

// EXTERNAL MODULE: ../packages/host-keys/src/server-text.ts
var server_text = __nccwpck_require__(4493);
// EXTERNAL MODULE: ../packages/host-keys/src/host-key-problems.ts
var host_key_problems = __nccwpck_require__(4351);
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
    const privateKey = normaliseKey(pasted);
    (0,secrets/* maskSecret */.$l)(privateKey, 'input "ssh-key"');
    if (privateKey !== pasted)
        log/* log */.Rm.debug('input "ssh-key" was not as ssh-keygen writes it, and was made readable');
    const problem = keyProblem(privateKey, passphrase);
    if (problem)
        input.problem(`input "ssh-key" ${problem}`);
    return { privateKey, passphrase };
}
/** Reads an input with an absolute http or https URL. */
function readHttpUrl(input, name, options = {}) {
    const url = input.text(name, options);
    if (url !== '' && !isHttpUrl(url))
        input.problem(`input "${name}" is not an http(s) URL without user and password${seenText(url)}`);
    return url;
}

;// CONCATENATED MODULE: ./ssh-deploy/src/inputs.ts






async function readDeployInputs() {
    return readInputs(inputs, await settingInputs(), input => {
        const application = readApplication(input);
        return {
            target: readTarget(input),
            application,
            version: input.text('version', VERSION_FORM),
            sha: input.text('sha', { pattern: /^[0-9a-f]{40}$/, expected: 'a full commit id' }),
            ...readImages(input),
            ...readMigrations(input),
            backup: readBackupProof(input),
            forceSlot: forcedSlot(input, application),
            allowDowngrade: input.flag('allow-downgrade'),
            keepVersions: input.number('keep-versions', limitsOf(release/* RELEASE_SETTINGS */.Y['keep-versions'])),
            handoverPort: readHandoverPort(input),
            ...readLimits(input),
            url: readHttpUrl(input, 'url', { required: false }) || undefined,
            dryRun: input.flag('dry-run'),
        };
    });
}
function readMigrations(input) {
    const command = input.text('migrate', { required: false });
    const skipMigrationsReason = input.text('skip-migrations-reason', { required: false });
    return {
        // GitHub passes an empty input like a missing one, which means the default; so a word disables the migrations.
        migrateCommand: skipMigrationsReason === '' && command !== 'none' ? command : '',
        skipMigrationsReason,
        revisionCommand: input.text('revision-command', { required: false }),
        requireReversible: input.flag('require-reversible'),
    };
}
function readBackupProof(input) {
    const id = input.text('backup-id', { required: false });
    const manifest = input.text('backup-manifest', { required: false });
    if (manifest !== '' && !isManifestKey(manifest))
        input.problem(`input "backup-manifest" is not the key of a manifest (output "backup-manifest" of pg-backup), got "${manifest}"`);
    if (id !== '' && !keys_isBackupId(id))
        input.problem(`input "backup-id" is not the id of a backup (output of pg-backup), got "${id}"`);
    const part = (name) => input.text(name, { required: id !== '' });
    return {
        manifest: manifest || id,
        folder: { prefix: part('prefix').replace(/\/+$/, ''), environment: part('environment') },
        access: readBucketAccess(input, { required: manifest !== '' || id !== '' }),
        database: input.text('database-name', { required: false }) || undefined,
        skipReason: input.text('skip-backup-reason', { required: false }),
    };
}
function forcedSlot(input, { slots }) {
    const slot = input.choice('force-slot', ['idle', ...slots]);
    return slot === 'idle' ? undefined : slot;
}
function readImages(input) {
    const { username, password } = readRegistryLogin(input);
    const registry = registryIn(input.text('registry', { ...REGISTRY, required: false }));
    const archive = input.text('archive', { required: false });
    const { built, problems } = parseBuiltServices(input.text('images', { required: false }));
    for (const problem of problems)
        input.problem(problem);
    const services = [...built.values()];
    if (services.some(({ digest }) => digest !== undefined) && registry === undefined)
        input.problem('input "registry" is required because "images" has digests of a registry. Set it as for build-image');
    if (services.some(({ digest }) => digest === undefined) && archive === '')
        input.problem('input "archive" is required because "images" has images without a registry');
    const login = username === '' || password === '' ? undefined : { username, password };
    return { built, registry, archive, login };
}

;// CONCATENATED MODULE: ./ssh-deploy/src/recovery/unknown.ts




/** Nobody knows how far a run came whose server went out of reach: it says so, and sets the output `state` to `unknown`. */
async function orUnknown(project, work) {
    try {
        return await work;
    }
    catch (cause) {
        if (!(cause instanceof ConnectionLost))
            throw cause;
        setOutputs(outputs, { state: 'unknown' });
        throw new errors/* UserError */.y(`connection lost during "${cause.during}"; state unknown. Check with "docker ps" and "tail ${absolute(project, '.deploy/releases.jsonl')}" on the server; rollback is safe, and the next deployment ends what was left`, { cause });
    }
}

;// CONCATENATED MODULE: ./ssh-deploy/src/reports/describe-plan.ts





/** Tells what a deployment would do and change. */
function describePlan(planned) {
    const { inputs, plan, state, results, model } = planned;
    const { application, sha, migrateCommand } = inputs;
    const { slot } = plan;
    const { answering, others, oneShots } = servicesOf(application, plan, model);
    const { missing, notUpdated } = thirdPartyServices(results, application, {
        model,
        before: modelBefore(results),
    });
    const [service = ''] = answering;
    const changed = linesOf(results.changed);
    const migrations = changed.filter(isMigration);
    return {
        service,
        steps: [
            `check out ${sha} (now ${state.sha}, ${changed.length} files differ)`,
            ...imageSteps(planned),
            ...missing.map(name => `start ${name}, which has no container yet`),
            migrateCommand === ''
                ? 'run no migrations'
                : `run "${migrateCommand}" in a container of ${service} (${migrations.length} migrations differ)`,
            ...oneShots.map(name => `run ${name} to its end`),
            slot
                ? `start ${answering.join(', ')} in the idle slot; ${state.active} keeps the traffic`
                : `replace ${service} in place`,
            `update in place, where image or configuration has changed: ${others.join(', ') || 'nothing'}`,
            ...notUpdated.map(({ service, reason }) => `not update ${service}, although ${reason}`),
        ],
        notUpdated,
        differences: [
            ...missingKeys(planned),
            ...imageChanges(planned, answering, others),
            ...migrations.map(file => `+${file}`),
        ],
    };
}
/** Before the build of a new version, its images are known by name only. */
function imageSteps({ inputs: { version }, plan, model }) {
    const { images } = plan.facts;
    if (images.length > 0)
        return images.map(({ image, reference }) => `transfer image ${image}${reference && ` as ${reference}`}`);
    return builtImageNames(model, version).names.map(name => `transfer image ${name}, once it is built`);
}
const isMigration = (file) => /(^|\/)(versions|migrations)\/.*\.(py|sql|js|ts)$/.test(file);
/** Keys that the example of the new commit has and the server's file has not. */
function missingKeys({ inputs, results }) {
    const has = new Set(envEntries(results.env?.text ?? '').map(([key]) => key));
    const example = results.example?.code === 0 ? envEntries(results.example.text) : [];
    return example
        .filter(([key]) => !has.has(key))
        .map(([key]) => `+${key} (in the example, not in ${inputs.application.envFile})`);
}
/** The image of every service that is started, before and after; that of the live slot counts as the one before. */
function imageChanges({ inputs: { application }, state, results, model }, answering, others) {
    const live = state.active ? slotServices(application.appService, state.active) : answering;
    const running = new Map(runningContainers(results)
        .filter(({ project }) => project === model.name)
        .map(({ service, image }) => [service, image]));
    const pairs = [
        ...answering.map((name, at) => [name, live[at] ?? name]),
        ...others.map(name => [name, name]),
    ];
    return pairs.flatMap(([name = '', before = '']) => {
        const old = running.get(before);
        const fresh = model.services[name]?.image ?? 'none';
        if (old === fresh)
            return [` ${name}: ${fresh}`];
        return [...(old ? [`-${before}: ${old}`] : []), `+${name}: ${fresh}`];
    });
}

;// CONCATENATED MODULE: ./ssh-deploy/src/reports/planned.ts








/** Reports what a deployment would do, from what is on the server now. It writes nothing there. */
async function planned(inputs, remote) {
    const results = await preflight(inputs, remote);
    const model = requireModel(results);
    const state = await readServerState(remote, inputs.application);
    const images = releaseImages(inputs, state.releases, model);
    const plan = planRelease({ ...inputs, images }, state, {
        run: (0,workflow_run/* workflowRun */.t)(),
        existing: existingServices(results, model.name),
    });
    const { service, steps, differences, notUpdated } = describePlan({ inputs, plan, state, results, model });
    for (const step of steps)
        log/* log */.Rm.info(`would ${step}`);
    for (const line of differences)
        log/* log */.Rm.untrusted(line);
    await writeSummary(`### Dry run of ${escapeMarkdown(inputs.version)}\n\nNothing was changed. A deployment would:\n\n${steps.map(step => `1. ${escapeMarkdown(step)}`).join('\n')}\n\n\`\`\`\`diff\n${(0,secrets/* redact */.E$)(differences.join('\n')).replaceAll('````', '')}\n\`\`\`\`\n`);
    return {
        release: '',
        slot: plan.slot ?? '',
        'slot-url': serviceUrl(model, service),
        'previous-version': plan.facts.previous?.version ?? '',
        'not-updated': notUpdated.map(one => one.service).join(', '),
        rollback: '',
        url: inputs.url ?? '',
        state: 'planned',
    };
}

;// CONCATENATED MODULE: ./ssh-deploy/src/main.ts







void run('ssh-deploy', async () => {
    const inputs = await readDeployInputs();
    const cancelled = cancellation();
    const remote = await stayConnected(inputs.target);
    try {
        const work = inputs.dryRun ? planned(inputs, remote) : deploy(inputs, remote, cancelled);
        setOutputs(outputs, await orUnknown(inputs.application, work));
    }
    finally {
        remote.close();
    }
});

module.exports = __webpack_exports__;
/******/ })()
;