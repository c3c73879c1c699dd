"use strict";
exports.id = 671;
exports.ids = [671];
exports.modules = {

/***/ 5671:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  cleanUpAfter: () => (/* reexport */ cleanUpAfter),
  perform: () => (/* binding */ perform)
});

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

// EXTERNAL MODULE: ../packages/action/src/log/log.ts
var log_log = __webpack_require__(8752);
// EXTERNAL MODULE: ../node_modules/.pnpm/@actions+core@3.0.1_patch_hash=46e34ea07757f16011764a56342c9c04340c223e7372393f7308827fc23a33a8/node_modules/@actions/core/lib/summary.js
var summary = __webpack_require__(1642);
// EXTERNAL MODULE: ../packages/action/src/log/secrets.ts
var secrets = __webpack_require__(39);
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
const summary_inlineCode = (text) => `\`${(0,secrets/* redact */.E$)(text).replace(/[\r\n`|]+/g, ' ')}\``;
/** A Markdown table; the cells are given as finished Markdown. */
function summary_table(head, rows) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
/** Half of what GitHub takes from a step (1 MiB); above that it would drop the whole summary. */
const LONGEST_SUMMARY = 512 * 1024;
/** Appends Markdown to the job summary, where there is one. */
async function summary_writeSummary(markdown) {
    if (!process.env.GITHUB_STEP_SUMMARY)
        return;
    const clean = (0,secrets/* redact */.E$)(markdown);
    const text = clean.length > LONGEST_SUMMARY ? `${clean.slice(0, LONGEST_SUMMARY)}\n\n… cut here\n` : `${clean}\n`;
    await summary/* summary */.z.addRaw(text, true).write();
}

// EXTERNAL MODULE: ../packages/action/src/errors.ts
var errors = __webpack_require__(8948);
// EXTERNAL MODULE: ../packages/remote/src/commands/locale.ts
var locale = __webpack_require__(5846);
// EXTERNAL MODULE: ../packages/deployment/src/application.ts
var application = __webpack_require__(5508);
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
function env_file_envValue(text, key) {
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
    const forms = [value, ...fromBase64(value), ...pathsIn(value)];
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
function fromBase64(value) {
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
        throw new UserError(`the compose file has no service "${service}" (it has ${names}). Check "service"`);
    }
    const networkMode = found.network_mode ?? '';
    if (SHARED_NETWORKS.test(networkMode))
        throw new UserError(`service "${service}" uses network_mode "${networkMode}", so it publishes no port on which its health could be requested. Attach it to a network and publish a port`);
    const ports = (found.ports ?? []).filter(({ protocol }) => (protocol ?? 'tcp') === 'tcp');
    const port = ports.find(({ published = '' }) => published !== '' && published !== '0');
    if (!port?.target)
        throw new UserError(`service "${service}" publishes ${ports.length > 0 ? 'its port on a random one of the server' : 'no port'}, so its health cannot be requested. Publish one, such as "127.0.0.1:8000:${ports[0]?.target ?? 8000}"`);
    const { published = '', target } = port;
    if (!/^\d+$/.test(published))
        throw new UserError(`service "${service}" publishes a range of ports (${published}), but its health is requested on one. Publish one, such as "127.0.0.1:${Number.parseInt(published, 10)}:${target}"`);
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
const PATH = '[\\w./@+-]+';
/** What follows a name that was read to its end: the beginning of a longer text may be that of a secret. */
const END = '(?=[\\s,:;]|$)';
/**
 * The place in a compose file that a message is about. It is only taken from where compose-go writes it: what the message
 * quotes may look like one, and hold the beginning of a secret.
 */
const PLACE = `(?<=^|\\bvalidating ${PATH}: |\\binterpolation format for |\\bdecoding ["']|^- |^\\* )(?:services|networks|volumes|configs|secrets)(?:\\.[\\w-]+|\\.?\\[[\\w-]+\\])+`;
/** What compose-go prints, most specific first. Names in it are those of services, variables and properties. */
const RULES = [
    [
        /(?:git|OCI) remote resource is disabled/,
        (_, { composeFile }) => `${composeFile}: it includes a file from a Git repository or a registry, and a deployment fetches none. Copy the file into the repository`,
    ],
    [new RegExp(`failed to read (${PATH}): (?:line (\\d+): )?`), envFileProblem],
    [
        /required variable (\w+) is missing a value/,
        ([, name], { composeFile, envFile }) => `${composeFile}: it requires ${name}, which ${envFile} does not have. Add it there`,
    ],
    [
        new RegExp(`(?:find|read) env file: (${PATH})${END}|env file (${PATH}) not found`, 'i'),
        ([, one, other], { composeFile }) => `${composeFile}: env file ${one ?? other} does not exist. Create it, or correct ${composeFile}`,
    ],
    [
        new RegExp(`(?:open|stat|lstat|read) (${PATH}): (no such file or directory|permission denied|is a directory)`),
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
        new RegExp(`service "?(${compose_problem_NAME})"? (?:depends on|refers to) (?:undefined|unknown) (${compose_problem_NAME}(?: secret)?) "?(${compose_problem_NAME})"?${END}`),
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

;// CONCATENATED MODULE: ../packages/deployment/src/compose/override.ts



/** The override file of a version on the server. */
function overridePath(project, version) {
    return (0,application/* absolute */.ys)(project, `.deploy/${version}.json`);
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

// EXTERNAL MODULE: ../packages/action/src/workflow-run.ts
var workflow_run = __webpack_require__(8042);
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
    return composeOf(project, version, [(0,application/* absolute */.ys)(project, project.composeFile), ...override]);
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
        ...(0,locale/* inServerLocale */._)('docker compose', ['env', `PWD=${project.path}`, ...NOTHING_REMOTE]),
        ...['docker', 'compose', '--ansi', 'never', '--progress', 'plain'],
        ...['--project-directory', (0,application/* projectDirectory */.t6)(project)],
        ...['--env-file', (0,application/* absolute */.ys)(project, project.envFile)],
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
    const envPath = (0,application/* absolute */.ys)(project, project.envFile);
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
    await runJob(remote, application, { name: 'up', command, deadline, onLine: log.untrusted });
}

// EXTERNAL MODULE: ../packages/remote/src/commands/remote.ts
var remote = __webpack_require__(1570);
;// CONCATENATED MODULE: ../packages/postgres/src/plain-name.ts
/** Whether a database name can be part of an object's key; others would need an encoding that no one can read. */
function isPlainName(database) {
    return /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}$/.test(database);
}

;// CONCATENATED MODULE: ../packages/postgres/src/application-database.ts


/**
 * The database to back up where no input names one: the one that the application uses, also where the container was made
 * with another (`POSTGRES_DB`).
 * @param own of the container
 * @throws UserError when the application uses several, and not the container's own
 */
function applicationDatabase(used, own) {
    const names = [...new Set(used.map(({ database }) => database))];
    const [name = own] = names;
    if (names.includes(own))
        return own;
    if (names.length > 1)
        throw new errors/* UserError */.y(`cannot determine which database to back up: the application uses ${listed(used)}, and not "${own}", which is the container's own. Set "database-name"`);
    if (!isPlainName(name))
        throw new errors/* UserError */.y(`the application uses ${listed(used)}, a name that cannot be part of an object's key. Set "database-name"`);
    return name;
}
/** Warnings about databases that the application uses in addition to the one that is backed up. */
function otherDatabases(used, database) {
    const others = used.filter(one => one.database !== database);
    if (others.length === 0)
        return [];
    return [
        `the application also uses ${listed(others)}, which this backup of "${database}" does not contain. Back it up in another step with "database-name"`,
    ];
}
/** The databases of a server among those that the addresses of the application lead to, under the server's own names. */
function reachedOn(serverStarted, followed) {
    return followed.flatMap(({ by, reached }) => 'identity' in reached && reached.identity.serverStarted === serverStarted
        ? [{ database: reached.identity.database, by }]
        : []);
}
/** Why no database of a server is known to be the application's. @param server for the message */
function notReached(followed, server) {
    const places = followed.map(({ database, by, reached }) => `"${database}" (${by}; ${'problem' in reached ? reached.problem : 'it leads to another server'})`);
    return `the application uses ${places.join(', ')}, and nothing shows that this is in ${server}`;
}
const listed = (used) => [...new Map(used.map(({ database, by }) => [database, `"${database}" (${by})`])).values()].join(', ');

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

;// CONCATENATED MODULE: ../packages/postgres/src/safe-session.ts
/**
 * How a superuser begins in a database in which other roles may have made functions. With their `search_path`, or the
 * public schema of database postgres before PostgreSQL 15, one of theirs could stand before one of PostgreSQL's, and the
 * superuser would run it (CVE-2018-1058); so nothing is found but what is PostgreSQL's own or named with its schema.
 */
const OWN_NAMES_ONLY = `SELECT pg_catalog.set_config('search_path', '', false)`;
/** The beginning of a psql that runs a script. The result of the first statement is an empty line. */
const SAFE_PSQL = `psql -X -A -t -q -w -v ON_ERROR_STOP=1 -c "${OWN_NAMES_ONLY}"`;
/**
 * The beginning of a session. A table that is exchanged for a view at the last moment is not read (CVE-2024-7348; the
 * setting came with minor releases). Then the encoding is chosen, see `spokenEncoding`; until then it is that of the
 * database.
 */
const SAFE_SESSION = `${OWN_NAMES_ONLY} \\g /dev/null
SELECT set_config(name, 'view, foreign-table', false) FROM pg_settings WHERE name = 'restrict_nonsystem_relation_kind' \\g /dev/null
SELECT set_config('client_encoding', CASE current_setting('server_encoding') WHEN 'SQL_ASCII' THEN 'SQL_ASCII' ELSE 'UTF8' END, false) \\g /dev/null
`;

;// CONCATENATED MODULE: ../packages/postgres/src/scripts.ts


/**
 * Scripts that run next to the database server, in POSIX sh. Every one starts with `CONNECT`.
 *
 * No script starts anything in the background, and none outlives its children. In a container the postmaster is process
 * 1 and inherits every orphan; one that ends by a signal counts as a crashed backend, and the whole server restarts
 * (PostgreSQL, src/backend/postmaster/postmaster.c, CleanupBackend and HandleChildCrash).
 */
/** The database of the login. */
const DATABASE = `printf '%s' "$PGDATABASE"`;
/** When the server of the login was started, see `SERVER_STARTED`. */
const STARTED = `exec ${SAFE_PSQL} -d postgres -f - <<'SQL'
SELECT ${SERVER_STARTED};
SQL`;
const terminate = (words) => `PGCLIENTENCODING= ${SAFE_PSQL} -d postgres -v app="$TSH_APP" -f - <<'SQL' ${words}
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = :'app' AND pid <> pg_backend_pid();
SQL`;
/** Ends every connection of this run, by the server: the programs behind them then end by themselves, with exit code 1. */
const TERMINATE = terminate('');
/**
 * A psql that reads statements until its standard input ends, which it also does when the connection to the runner is
 * lost, or until its time is over. Then the dump, which may not have noticed, is ended too: it has no guard of its own,
 * since a guard that is killed leaves an orphan. It starts in the encoding of the database, which always can be spoken.
 */
const PSQL = `rc=0
PGCLIENTENCODING= timeout -s TERM "$TSH_LIMIT" psql -X -A -t -q -w || rc=$?
${terminate('>/dev/null 2>&1 || true')}
exit "$rc"`;
/**
 * Runs a program and says afterwards how it ended: an exit code that came through docker and sshd alone has been wrong
 * before (moby/moby#45795).
 */
const told = (program) => `rc=0
${program} </dev/null || rc=$?
printf '\\nTSH-END %s rc=%s\\n' "$TSH_NONCE" "$rc" >&2
exit "$rc"`;
const PG_DUMP = 'pg_dump -w -Fc -Z "$TSH_CODEC" --snapshot="$TSH_SNAPSHOT" --lock-wait-timeout=30s';
/** The dump. pg_dump compresses by itself: without a pipe there is one process and one exit code. */
const DUMP = `dump=0
${PG_DUMP} </dev/null || dump=$?
printf '\\nTSH-END %s dump=%s\\n' "$TSH_NONCE" "$dump" >&2
exit "$dump"`;
/**
 * The dump, decoded to its last byte and hashed where it is made: the bytes travel once, and the runner compares its own
 * hash with this one. Every program tells its own exit code; the one of the pipe says nothing.
 * 4 is the runner's stream, 5 leads to pg_restore, 6 to sha256sum, 7 collects how each has ended.
 */
const DUMP_AND_DECODE = `exec 4>&1
ends=$( { {
  { ${PG_DUMP} </dev/null; echo "dump=$?" >&7; } |
  { tee /dev/fd/5 /dev/fd/6 5>&1 >&4; echo "tee=$?" >&7; } |
  { pg_restore -f /dev/null; echo "decode=$?" >&7; cat >/dev/null; }
} 6>&1 | { hash=$(sha256sum); echo "sha256=\${hash%% *}" >&7; }; } 7>&1 )
printf '\\nTSH-END %s %s\\n' "$TSH_NONCE" "$(echo $ends)" >&2
dump=\${ends#*dump=}; exit "\${dump%%[!0-9]*}"`;
/** Roles and their grants, without any password. */
const GLOBALS = told('pg_dumpall -w --globals-only --no-role-passwords -l "$PGDATABASE"');
/** The contents list of an archive; only its first bytes are read. */
const CONTENTS = 'exec pg_restore -l';
const VERSIONS = 'pg_dump --version';

;// CONCATENATED MODULE: ../packages/postgres/src/application/choose-database.ts



/**
 * The database of a server that the application uses.
 * @param server with its own login
 * @throws UserError for a backup, when nothing shows that the server has a database of the application
 */
async function chooseDatabase(server, { used, follow }, purpose) {
    const { stdout: own } = await server.run(DATABASE);
    if (used.length > 0)
        return chosen(used, own);
    const serverStarted = await startOf(server);
    // Without a login there; the session reports better why.
    if (serverStarted === undefined)
        return { database: own, warnings: [] };
    const followed = await follow();
    const reached = reachedOn(serverStarted, followed);
    return reached.length > 0 ? chosen(reached, own) : unproven(followed, { own, server: server.name, purpose });
}
function chosen(used, own) {
    const database = applicationDatabase(used, own);
    if (database !== own)
        log_log/* log */.Rm.info(`The application uses database "${database}", and not the container's own "${own}"`);
    return { database, warnings: otherDatabases(used, database) };
}
function unproven(followed, { own, server, purpose }) {
    const why = notReached(followed, server);
    if (purpose === 'backup')
        throw new errors/* UserError */.y(`cannot determine which database to back up: ${why}. Set "database-name" if one there is to be backed up, or "database-source", "database-service" or "database-url" to where it is`);
    const names = new Set(followed.map(({ database }) => database));
    const [name = own] = names.size === 1 ? names : [];
    log_log/* log */.Rm.warning(`Working on database "${name}", although ${why}. Set "database-name" to be sure`);
    return { database: name, warnings: [] };
}
async function startOf(server) {
    const { code, stdout } = await server.run(STARTED, { allowFailure: true });
    return code === 0 ? stdout.trim() || undefined : undefined;
}

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
    const inQuery = (name) => decoded(new RegExp(`(?:^|&)${name}=([^&]*)`).exec(query)?.[1] ?? '');
    return {
        host: places.map(place => place?.[1]?.replace(/^\[|\]$/g, '')).join(','),
        port: places.some(place => place?.[2]) ? places.map(place => place?.[2] ?? '').join(',') : '',
        database: decoded(database),
        user: decoded(user) || inQuery('user'),
        password: decoded(password) || inQuery('password'),
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
function decoded(text) {
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

;// CONCATENATED MODULE: ../packages/postgres/src/database.ts







/** Finds the database server. @throws UserError when there is none, or more than one, or for a backup an uncertain one */
async function database_openDatabase({ source, login }, remote, applicationName, purpose = 'other') {
    if (source.kind === 'host') {
        const words = await asPostgres(remote);
        return database({
            remote,
            applicationName,
            login,
            words,
            name: `the server's own PostgreSQL on ${remote.name}`,
            source: {},
        });
    }
    const { container, application } = source.kind === 'container'
        ? { container: source.container, application: undefined }
        : await serviceContainer(source, remote);
    const facts = await inspect(remote, container);
    const name = `container ${facts.container} on ${remote.name}`;
    const parts = { remote, applicationName, words: inside(facts.id), name, source: facts };
    const own = database({ ...parts, login });
    if (login.database !== '' || application === undefined)
        return own;
    const { database: chosen, warnings } = await chooseDatabase(own, application(facts.imageId), purpose);
    return { ...own.as({ database: chosen }), warnings };
}
function database(parts) {
    const { remote, login, applicationName, words } = parts;
    const command = (script, values = {}) => {
        const known = {
            TSH_APP: applicationName,
            TSH_USER: login.user,
            TSH_DATABASE: login.database,
            TSH_HOST: login.host,
            TSH_PORT: login.port,
        };
        return [...words({ ...known, ...values }), 'sh', '-c', `${CONNECT}\n${script}`];
    };
    // The password is the first line that the script reads: it is on no command line and in no environment of ours.
    const first = `${login.password}\n`;
    return {
        ...{ name: parts.name, applicationName, source: parts.source },
        // Restoring and counting a large table is silent for as long as it takes; the whole has a deadline.
        run: (script, { input = '', values, ...options } = {}) => unlessNeverStarted(() => remote.run(command(script, values), { ...options, input: first + input, silence: 0 })),
        async stream(script, values) {
            const stream = await remote.stream(command(script, values));
            stream.input.write(first);
            return stream;
        },
        as: other => database({ ...parts, login: { ...login, ...other } }),
        inContainer: container => database({
            ...{ remote, applicationName, words: inside(container), source: parts.source },
            login: { database: '', user: '', host: '', port: '', password: '' },
            name: `container ${container.slice(0, 12)} on ${remote.name}`,
        }),
    };
}
const assignments = (values) => Object.entries(values)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${value}`);
/** Without a terminal (`-t`), which would change the bytes of a dump. */
const inside = (container) => (values) => [
    ...['docker', 'exec', '-i'],
    ...assignments(values).flatMap(assignment => ['-e', assignment]),
    container,
];
async function asPostgres(remote) {
    const { stdout } = await remote.run(['id', '-un']);
    const user = stdout.trim();
    const become = user === 'postgres'
        ? []
        : user === 'root'
            ? ['runuser', '-u', 'postgres', '--']
            : ['sudo', '-n', '-u', 'postgres'];
    const { code } = await remote.run([...become, 'true'], { allowFailure: true });
    if (code !== 0)
        throw new errors/* UserError */.y(`${remote.name} may not act as postgres. Allow it in sudoers: ${user} ALL=(postgres) NOPASSWD: ALL`);
    return values => [...become, 'env', ...assignments(values)];
}
async function serviceContainer({ project, service }, remote) {
    const version = 'any';
    const model = await readComposeModel(remote, project, version);
    const name = databaseService(model, service);
    const { stdout } = await remote.run([...composeCommand(project, version), 'ps', '--quiet', name]);
    const found = stdout.split('\n').filter(line => line !== '');
    const [container = ''] = found;
    if (found.length === 1)
        return { container, application: applicationOf(remote, model, { name, version }) };
    const seen = found.length === 0 ? 'no container' : `${found.length} containers`;
    throw new errors/* UserError */.y(`${seen} of service "${name}" run on ${remote.name}, and a backup needs exactly one. Start it, or set "database-container"`);
}
function applicationOf(remote, { name: project, services }, { name, version }) {
    const used = usedDatabases(services, { server: name, version });
    const elsewhere = namedDatabases(services, version).filter(isAboutSql);
    if (used.length === 0 && elsewhere.length === 0)
        return undefined;
    return image => ({ used, follow: () => followAddresses(remote, elsewhere, { project, image }) });
}
async function inspect(remote, container) {
    const format = '{{.Id}}\t{{.Name}}\t{{.State.Running}}\t{{.Config.Image}}\t{{.Image}}';
    const { code, stdout } = await remote.run(['docker', 'inspect', '--type', 'container', '--format', format, container], { allowFailure: true });
    const [id = '', name = '', running, image = '', imageId = ''] = stdout.trim().split('\t');
    if (code !== 0)
        throw new errors/* UserError */.y(`there is no container "${container}" on ${remote.name}. Check "database-container"`);
    if (running !== 'true')
        throw new errors/* UserError */.y(`container ${name.slice(1)} on ${remote.name} is not running. Start it`);
    return { id, container: name.slice(1), image, imageId };
}
/**
 * The compose service of the database.
 * @param wanted its name, or empty for the only service with a postgres image
 */
function databaseService(model, wanted) {
    const names = Object.keys(model.services);
    if (wanted !== '') {
        if (names.includes(wanted))
            return wanted;
        throw new errors/* UserError */.y(`the compose file has no service "${wanted}" (it has ${names.join(', ')}). Check "database-service"`);
    }
    const found = names.filter(name => isPostgres({ image: model.services[name]?.image ?? '' }));
    if (found.length === 1)
        return found[0];
    const seen = found.length === 0 ? 'no service has a postgres image' : `${found.join(' and ')} have postgres images`;
    throw new errors/* UserError */.y(`cannot tell which service is the database: ${seen}. Set "database-service"`);
}
/**
 * Under load an engine now and then loses its own helper before the command begins; nothing has been done then, and the
 * command is given once more (seen with runc 1.1.15; opencontainers/runc#1547 has the words, which Docker prints to the
 * standard output).
 */
async function unlessNeverStarted(work) {
    const output = await work().catch((cause) => {
        if (cause instanceof remote/* RemoteCommandError */.at && neverStarted(cause))
            return undefined;
        throw cause;
    });
    return output === undefined || neverStarted(output) ? work() : output;
}
const neverStarted = ({ code, stdout }) => code === 126 &&
    /^OCI runtime exec failed: exec failed: .*read init-p: connection reset by peer/.test(stdout);

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:string_decoder"
var external_node_string_decoder_ = __webpack_require__(6193);
;// CONCATENATED MODULE: ../packages/postgres/src/session.ts





/** A statement that the database refused. The connection lives on. */
class SqlError extends errors/* UserError */.y {
}
/** @param limit seconds after which the connection is ended from inside, whatever happens to this process */
async function openSession(database, limit) {
    const stream = await database.stream(PSQL, { TSH_LIMIT: String(limit) });
    let waiting;
    let end;
    let rest = '';
    let count = 0;
    // What the owner of a table makes the database say cannot end a statement of ours.
    const nonce = (0,external_node_crypto_.randomBytes)(8).toString('hex');
    const decoder = new external_node_string_decoder_.StringDecoder('utf8');
    stream.output.on('data', (part) => {
        rest += decoder.write(part);
        const lines = rest.split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines)
            take(line);
    });
    const finished = stream.finished.then(ending => {
        end = ending;
        waiting?.reject(refusal(database, ending));
    });
    function take(line) {
        if (!waiting)
            return;
        const { mark, lines, outcome } = waiting;
        if (line === `${mark}end`)
            conclude(waiting);
        else if (line.startsWith(mark))
            outcome.push(line.slice(mark.length).trim());
        else if (outcome.length > 0)
            outcome.push(line.trim());
        else
            lines.push(line);
    }
    function conclude({ lines, outcome, resolve, reject }) {
        waiting = undefined;
        const [failed, ...reasons] = outcome.join(' ').split(' ');
        if (failed === 'true')
            reject(new SqlError(`the database refused a statement: ${reasons.join(' ')}`));
        else
            resolveJson(lines.join(''), { database, resolve, reject });
    }
    stream.input.write(SAFE_SESSION);
    return {
        query: (sql) => new Promise((resolve, reject) => {
            if (end)
                return reject(refusal(database, end));
            const mark = `tsh-${nonce}-${++count}-`;
            waiting = { mark, lines: [], outcome: [], resolve: resolve, reject };
            // \echo knows how the statement ended (psql, variables ERROR and LAST_ERROR_MESSAGE).
            stream.input.write(`${sql}\n;\n\\echo ${mark} :ERROR :LAST_ERROR_MESSAGE\n\\echo ${mark}end\n`);
        }),
        ended: () => (end ? refusal(database, end).message : undefined),
        async close() {
            stream.end();
            await finished;
        },
    };
}
function resolveJson(text, { database, resolve, reject }) {
    try {
        resolve(text === '' ? undefined : JSON.parse(text));
    }
    catch (cause) {
        const said = (0,secrets/* redactedStart */.ju)(text, 200);
        reject(new errors/* UserError */.y(`psql in ${database.name} printed something that is no JSON: "${said}". Check whether its container prints its own output`, { cause }));
    }
}
function refusal(database, { code, signal, stderr }) {
    const said = stderr.trim().split('\n').slice(-2).join(' ');
    if (/password authentication failed|no password supplied|role ".*" does not exist/.test(said))
        return new errors/* UserError */.y(`PostgreSQL refused the login in ${database.name}: ${said}. Check "database-user" or "database-url"`);
    if (/cannot read \w+_FILE /.test(said))
        return new errors/* UserError */.y(`no login for PostgreSQL in ${database.name}: ${said}. Let the container's user read the file, or set "database-user", "database-name" and "database-url"`);
    if (/database ".*" does not exist/.test(said))
        return new errors/* UserError */.y(`PostgreSQL in ${database.name} has no such database: ${said}. Check "database-name" or "database-url"`);
    if (code === 124)
        return new errors/* UserError */.y(`the work in ${database.name} took longer than "timeout-minutes" allows; it was ended`);
    const how = code === undefined ? (signal ?? 'the connection was lost') : `exit ${code}`;
    return new errors/* UserError */.y(`the connection to the database in ${database.name} ended (${how}): ${said || 'it gave no reason'}`);
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
const PRINT_MIGRATIONS = (/* unused pure expression or super */ null && (`
SELECT pg_catalog.set_config('search_path', '', false) \\g /dev/null
SET default_transaction_read_only = on; SET row_security = off; SET statement_timeout = '20s'; SET lock_timeout = '10s';
SELECT set_config(name, 'view, foreign-table', false) FROM pg_settings WHERE name = 'restrict_nonsystem_relation_kind' \\g /dev/null
${FIND_QUERIES} \\gexec
`));

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
        return migrations.length > 0 ? [{ tool, migrations, text: textOf(tool, migrations, headed) }] : [];
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
function textOf(tool, migrations, headed) {
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
    return `${text.slice(0, MAX_REVISION_LENGTH)}… (${createHash('sha256').update(text).digest('hex').slice(0, 12)})`;
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

;// CONCATENATED MODULE: ../packages/backup/src/backup/facts.ts



const FACTS = `SELECT json_build_object(
  'version', current_setting('server_version_num')::int,
  'systemIdentifier', (SELECT system_identifier::text FROM pg_control_system()),
  'serverStarted', ${SERVER_STARTED},
  'database', current_database(),
  'owner', pg_get_userbyid(d.datdba),
  'encoding', pg_encoding_to_char(d.encoding),
  'collate', d.datcollate, 'ctype', d.datctype,
  'localeProvider', CASE to_jsonb(d)->>'datlocprovider' WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' END,
  'providerLocale', coalesce(to_jsonb(d)->>'datlocale', to_jsonb(d)->>'daticulocale'),
  'dataChecksums', current_setting('data_checksums') = 'on',
  'size', pg_database_size(d.oid),
  'extensions', (SELECT coalesce(json_object_agg(extname, extversion), '{}') FROM pg_extension),
  'roles', (SELECT coalesce(json_agg(rolname ORDER BY rolname), '[]') FROM pg_roles WHERE rolname !~ '^pg_'),
  'user', current_user,
  'superuser', (SELECT rolsuper FROM pg_roles WHERE rolname = current_user),
  'inRecovery', pg_is_in_recovery(),
  'lsn', CASE WHEN pg_is_in_recovery() THEN NULL ELSE pg_current_wal_lsn()::text END,
  'zeroDamagedPages', current_setting('zero_damaged_pages'),
  'ignoreChecksumFailure', current_setting('ignore_checksum_failure'),
  'preparedTransactions', (SELECT count(*) FROM pg_prepared_xacts),
  'replicationSlots', (SELECT count(*) FROM pg_replication_slots),
  'subscriptions', (SELECT count(*) FROM pg_stat_subscription),
  'setAside', (SELECT coalesce(json_agg(json_build_object('name', datname, 'size', pg_database_size(oid))), '[]')
    FROM pg_database WHERE datname LIKE replace(current_database(), '_', '\\_') || '\\_\\_before\\_%'),
  'now', to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
FROM pg_database d WHERE d.datname = current_database()`;
async function readFacts(database, session) {
    // First, since its error explains best why there is no login.
    const facts = await session
        .query(FACTS)
        .catch(explained(database));
    const readAt = Date.now();
    const [revision, { stdout }] = await Promise.all([readRevision(session), database.run(VERSIONS)]);
    return {
        ...facts,
        readAt,
        revision,
        dumpVersion: /(\d+(\.\d+)*)/.exec(stdout)?.[1] ?? '0',
    };
}
/** Not even JSON is made in an encoding without a conversion to UTF-8, of which PostgreSQL has one. */
function explained({ name }) {
    return (cause) => {
        if (!(cause instanceof SqlError) || !cause.message.includes('"MULE_INTERNAL"'))
            throw cause;
        throw new errors/* UserError */.y(`the database in ${name} has the encoding MULE_INTERNAL, which PostgreSQL cannot convert to UTF-8. Move it to a database in UTF-8`, { cause });
    };
}
/** The revision of the schema, as known migration tools have recorded it; null where it is not known. */
async function readRevision(session) {
    try {
        const queries = await session.query(`SELECT json_agg(query) FROM (${FIND_QUERIES}) AS found(query)`);
        const rows = [];
        for (const query of queries ?? [])
            rows.push(...(await session.query(`SELECT json_agg(entry::text) FROM (${query}) AS read(entry)`)));
        return schemaIn(rows).revision ?? null;
    }
    catch (error) {
        // No backup fails for this.
        if (error instanceof SqlError)
            return null;
        throw error;
    }
}
/** Refuses a server whose dump could look good and not be. @returns warnings about what no dump contains */
function checkFacts(facts) {
    const { database, version, dumpVersion } = facts;
    const problems = [];
    if (!isPlainName(database))
        problems.push(`database "${database}" has a name that cannot be part of an object's key`);
    const major = Math.floor(version / 10_000);
    if (Number.parseInt(dumpVersion, 10) < major)
        problems.push(`pg_dump ${dumpVersion} cannot dump server ${major}; install a client >= ${major} beside the server`);
    for (const [name, value] of [
        ['zero_damaged_pages', facts.zeroDamagedPages],
        ['ignore_checksum_failure', facts.ignoreChecksumFailure],
    ]) {
        if (value !== 'off')
            problems.push(`${name} is on, so damaged rows would be left out without a word. Turn it off`);
    }
    if (problems.length > 0)
        throw new errors/* UserError */.y(problems);
    return warningsOf(facts);
}
function warningsOf(facts) {
    const { preparedTransactions, replicationSlots, subscriptions, setAside, extensions, database } = facts;
    return [
        extensions.pg_cron !== undefined &&
            `pg_cron can be created in database "${database}" only (cron.database_name), so neither a drill nor a restore can create it in a new database next to the live one; restore under the same name as RESTORE.txt shows`,
        preparedTransactions > 0 && `${preparedTransactions} prepared transactions are not part of the dump`,
        replicationSlots > 0 && `${replicationSlots} replication slots are not part of the dump`,
        subscriptions > 0 && `${subscriptions} subscriptions come back disabled`,
        facts.inRecovery && 'the server is a standby; a long dump may be cancelled by replication conflicts',
        ...setAside.map(({ name, size }) => `database "${name}" (${Math.round(size / 1e6)} MB) was set aside by a restore. When it is no longer needed: DROP DATABASE "${name}"`),
    ].filter(warning => warning !== false);
}
/** zstd where pg_dump knows it: half the time of gzip for a smaller archive; gzip at level 2 elsewhere. */
function codecFor(facts, wanted) {
    if (wanted !== '')
        return wanted === 'none' ? '0' : wanted;
    return Number.parseInt(facts.dumpVersion, 10) >= 16 ? 'zstd:1' : '2';
}

;// CONCATENATED MODULE: ../packages/backup/src/catalogue/keys.ts
function keys_backupKeys({ prefix, environment }, database) {
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
const MAX_TEXT_BYTES = 8 * 1024 * 1024;
/** The whole text of a small object. @throws UserError when it is larger than any that a backup has */
async function readText(bucket, key) {
    const parts = [];
    let size = 0;
    for await (const part of await bucket.read(key)) {
        size += part.length;
        if (size > MAX_TEXT_BYTES)
            throw new errors/* UserError */.y(`the object ${key} is larger than ${MAX_TEXT_BYTES / 2 ** 20} MiB, so it is not the manifest of a backup. Use another backup`);
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
        throw new errors/* UserError */.y(`"${id}" is not the id of a backup. Use the output "backup-id" of pg-backup`);
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

// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+checksums@3.1002.5/node_modules/@aws-sdk/checksums/dist-cjs/submodules/crc/index.js
var submodules_crc = __webpack_require__(8731);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/commands/GetObjectCommand.js
var GetObjectCommand = __webpack_require__(2453);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/commands/PutObjectCommand.js
var PutObjectCommand = __webpack_require__(4046);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/pagination/ListObjectsV2Paginator.js
var ListObjectsV2Paginator = __webpack_require__(9412);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/commands/DeleteObjectCommand.js
var DeleteObjectCommand = __webpack_require__(8400);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/S3Client.js + 12 modules
var S3Client = __webpack_require__(5575);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/commands/ListObjectsV2Command.js
var ListObjectsV2Command = __webpack_require__(4080);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/commands/HeadObjectCommand.js
var HeadObjectCommand = __webpack_require__(2943);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/commands/CreateMultipartUploadCommand.js
var CreateMultipartUploadCommand = __webpack_require__(8179);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/commands/UploadPartCommand.js
var UploadPartCommand = __webpack_require__(8856);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/commands/CompleteMultipartUploadCommand.js
var CompleteMultipartUploadCommand = __webpack_require__(1904);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/commands/AbortMultipartUploadCommand.js
var AbortMultipartUploadCommand = __webpack_require__(3270);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/commands/ListPartsCommand.js
var ListPartsCommand = __webpack_require__(3846);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/commands/ListMultipartUploadsCommand.js
var ListMultipartUploadsCommand = __webpack_require__(9750);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/commands/GetBucketVersioningCommand.js
var GetBucketVersioningCommand = __webpack_require__(5414);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/commands/GetPublicAccessBlockCommand.js
var GetPublicAccessBlockCommand = __webpack_require__(7688);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/commands/GetBucketLifecycleConfigurationCommand.js
var GetBucketLifecycleConfigurationCommand = __webpack_require__(4428);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/commands/GetObjectLockConfigurationCommand.js
var GetObjectLockConfigurationCommand = __webpack_require__(3546);
;// CONCATENATED MODULE: ../packages/backup/src/store/store-error.ts

/** A fault of the object store in one sentence. The SDK's own texts may carry headers, addresses and signatures. */
class StoreError extends errors/* UserError */.y {
    /** The store's own code, such as `AccessDenied`, or the system's, such as `ECONNREFUSED`. */
    code;
    /** HTTP status; 0 when there was no answer. */
    status;
    constructor(what, code, status, options) {
        super(`S3: cannot ${what}: ${MEANINGS[code] ?? MEANINGS[status] ?? unexplained(code, status)}`, options);
        this.code = code;
        this.status = status;
    }
}
const DENIED = 'access denied. The key needs the rights that the README of pg-backup lists, with SSE-KMS also kms:GenerateDataKey and kms:Decrypt, and "bucket-owner" must own the bucket';
/** Source: docs.aws.amazon.com, "Error responses" of Amazon S3. */
const MEANINGS = {
    AccessDenied: DENIED,
    Forbidden: DENIED,
    403: DENIED,
    InvalidAccessKeyId: 'the access key is unknown. Check AWS_ACCESS_KEY_ID',
    SignatureDoesNotMatch: 'the secret key does not belong to the access key. Check AWS_SECRET_ACCESS_KEY',
    ExpiredToken: 'the temporary keys have expired. Use keys that live as long as the backup takes',
    InvalidToken: 'the session token is not valid. Check "session-token"',
    NoSuchBucket: 'the bucket does not exist. Check AWS_S3_BUCKET',
    NoSuchKey: 'there is no such object',
    NotFound: 'there is no such object or bucket. Check AWS_S3_BUCKET',
    NoSuchUpload: 'the upload is unknown to the store',
    RequestTimeTooSkewed: 'the clock of this runner is wrong by more than 15 minutes',
    PermanentRedirect: 'the bucket is in another region. Check AWS_REGION',
    MovedPermanently: 'the bucket is in another region. Check AWS_REGION',
    301: 'the bucket is in another region. Check AWS_REGION',
    AuthorizationHeaderMalformed: 'the bucket is in another region. Check AWS_REGION',
    PreconditionFailed: 'there is an object of that name already, and a backup never replaces one',
    KMSAccessDenied: 'the KMS key may not be used. Grant kms:GenerateDataKey and kms:Decrypt',
    BadDigest: 'what arrived is not what was sent',
    SlowDown: 'the store asks to slow down',
    ServiceUnavailable: 'the store is not available at the moment',
    InternalError: 'the store reports an internal error',
    ECONNREFUSED: 'connection refused. Check "endpoint"',
    ECONNRESET: 'the connection was cut',
    EPIPE: 'the connection was cut',
    ENOTFOUND: 'the host name was not found. Check "endpoint" and "region"',
    TimeoutError: 'no answer in time',
};
function unexplained(code, status) {
    return status === 0 ? `no answer (${code})` : `${code} (HTTP ${status})`;
}
/** Whether a request may have taken effect although it failed: there was no answer, or one that says nothing. */
function isAmbiguous(fault) {
    return (fault.status === 0 ||
        fault.status >= 500 ||
        [409, 412].includes(fault.status) ||
        fault.code === 'NoSuchUpload' ||
        fault.status === 200);
}
/** Runs a request; whatever goes wrong becomes a `StoreError`. */
async function store_error_explained(what, work) {
    try {
        return await work();
    }
    catch (cause) {
        throw asStoreError(what, cause);
    }
}
function asStoreError(what, cause) {
    if (cause instanceof StoreError)
        return cause;
    const { name, message, code, Code, $metadata } = cause;
    // The SDK wraps what it does not take for an error of this realm; the system's code is then only in the text.
    const wrapped = /\bE[A-Z]{4,}\b/.exec(message ?? '')?.[0];
    return new StoreError(what, Code ?? code ?? wrapped ?? name, $metadata?.httpStatusCode ?? 0, { cause });
}

;// CONCATENATED MODULE: ../packages/backup/src/store/s3-settings.ts


/** Reads how a bucket is set up. What may not be read, or is unknown to the store, stays undefined. */
async function readSettings(client, bucket) {
    const [versioning, access, rules, lock] = await Promise.all([
        s3_settings_told(client.send(new GetBucketVersioningCommand/* GetBucketVersioningCommand */._(bucket)), undefined),
        s3_settings_told(client.send(new GetPublicAccessBlockCommand/* GetPublicAccessBlockCommand */.G(bucket)), {}),
        s3_settings_told(client.send(new GetBucketLifecycleConfigurationCommand/* GetBucketLifecycleConfigurationCommand */.i(bucket)), {}),
        s3_settings_told(client.send(new GetObjectLockConfigurationCommand/* GetObjectLockConfigurationCommand */.m(bucket)), {}),
    ]);
    const block = access?.PublicAccessBlockConfiguration;
    const enabled = rules?.Rules?.filter(({ Status }) => Status === 'Enabled') ?? [];
    return {
        versioning: versioning && versioning.Status === 'Enabled',
        publicAccessBlocked: access &&
            Boolean(block?.BlockPublicAcls &&
                block.BlockPublicPolicy &&
                block.IgnorePublicAcls &&
                block.RestrictPublicBuckets),
        abortRule: rules && enabled.some(rule => rule.AbortIncompleteMultipartUpload),
        expiringPrefixes: rules && enabled.filter(rule => rule.Expiration).map(rule => rule.Filter?.Prefix ?? ''),
        objectLock: lock && lock.ObjectLockConfiguration?.ObjectLockEnabled === 'Enabled',
    };
}
/** @param absent what it means that nothing is set up (404); undefined when that is no answer */
async function s3_settings_told(answer, absent) {
    try {
        return await answer;
    }
    catch (cause) {
        return asStoreError('read the settings', cause).status === 404 ? absent : undefined;
    }
}

;// CONCATENATED MODULE: ../packages/backup/src/store/s3-bucket.ts



/** Opens a bucket of AWS S3 or of a compatible store. Nothing is sent yet. */
function openBucket(access) {
    const { bucket, owner } = access;
    const client = newClient(access);
    const account = owner === '' ? {} : { ExpectedBucketOwner: owner };
    const at = (key) => ({ Bucket: bucket, Key: key, ...account });
    return {
        name: bucket,
        check: prefix => store_error_explained(`reach bucket "${bucket}"`, () => clockOf(client, { Bucket: bucket, Prefix: `${prefix}/v1/-`, ...account })),
        head: key => head(client, at(key)),
        async read(key, versionId) {
            const command = new GetObjectCommand/* GetObjectCommand */.j({ ...at(key), ...(versionId ? { VersionId: versionId } : {}) });
            const { Body } = await store_error_explained(`read ${key}`, () => client.send(command));
            return withFaults(key, Body);
        },
        async put(key, body, options) {
            const command = new PutObjectCommand/* PutObjectCommand */.w({
                ...{ ...at(key), Body: body, ...written(options) },
                ...(options.checksum === 'none' ? {} : { ChecksumAlgorithm: 'CRC64NVME' }),
                ...(options.replace ? {} : { IfNoneMatch: '*' }),
            });
            await store_error_explained(`write ${key}`, () => client.send(command));
        },
        startUpload: (key, options) => startUpload(client, at(key), options),
        async *list(prefix) {
            const request = { Bucket: bucket, Prefix: prefix, ...account };
            try {
                for await (const { Contents } of (0,ListObjectsV2Paginator/* paginateListObjectsV2 */.O)({ client }, request)) {
                    for (const { Key = '', Size = 0, LastModified } of Contents ?? [])
                        yield { key: Key, size: Size, modified: timeOf(LastModified) };
                }
            }
            catch (cause) {
                throw asStoreError(`list ${prefix}`, cause);
            }
        },
        async remove(key, versionId) {
            const command = new DeleteObjectCommand/* DeleteObjectCommand */.k({ ...at(key), ...(versionId ? { VersionId: versionId } : {}) });
            await store_error_explained(`remove ${key}`, () => client.send(command));
        },
        openUploads: prefix => openUploads(client, { Bucket: bucket, Prefix: prefix, ...account }),
        abortUpload: (key, uploadId) => abort(client, { ...at(key), UploadId: uploadId }),
        settings: () => readSettings(client, { Bucket: bucket, ...account }),
    };
}
/** What has no time is new: whoever removes what is old must not take it. */
const timeOf = (time) => (time ?? new Date()).toISOString();
/** Part of every object that we write. */
const TOKEN = 'tsh-token';
function newClient({ region, endpoint, accessKeyId, secretAccessKey, sessionToken }) {
    return new S3Client/* S3Client */.Y({
        region,
        credentials: { accessKeyId, secretAccessKey, ...(sessionToken === '' ? {} : { sessionToken }) },
        // Compatible stores often know neither names as host names nor the newer checksum headers.
        ...(endpoint === '' ? {} : { endpoint, forcePathStyle: true }),
        // Our own checksums are asked for by name; the SDK's default would contradict them in the parts.
        requestChecksumCalculation: 'WHEN_REQUIRED',
        responseChecksumValidation: 'WHEN_REQUIRED',
        maxAttempts: 5,
        requestHandler: { connectionTimeout: 10_000, socketTimeout: 60_000 },
    });
}
function written({ token, encryption }) {
    return {
        Metadata: { [TOKEN]: token },
        ...(encryption.mode === 'sse-s3' ? { ServerSideEncryption: 'AES256' } : {}),
        ...(encryption.mode === 'sse-kms'
            ? { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: encryption.key, BucketKeyEnabled: true }
            : {}),
    };
}
/** The name of the metadata that proves an object to be ours. */
function tokenOf({ metadata }) {
    return metadata[TOKEN];
}
/** Lists what cannot be there: the answer to a HEAD would have no body that says what is wrong. */
async function clockOf(client, at) {
    let date;
    const command = new ListObjectsV2Command/* ListObjectsV2Command */.u(at);
    command.middlewareStack.add(next => async (args) => {
        const result = await next(args);
        date = result.response.headers?.date;
        return result;
    }, { step: 'deserialize', name: 'readDate' });
    await client.send(command);
    return date ? Date.parse(date) - Date.now() : 0;
}
async function head(client, at) {
    const command = new HeadObjectCommand/* HeadObjectCommand */.l({ ...at, ChecksumMode: 'ENABLED' });
    try {
        const found = await client.send(command);
        return {
            key: at.Key,
            size: found.ContentLength ?? 0,
            modified: timeOf(found.LastModified),
            versionId: found.VersionId,
            metadata: found.Metadata ?? {},
            crc64: found.ChecksumCRC64NVME,
            encryption: found.ServerSideEncryption,
        };
    }
    catch (cause) {
        const fault = asStoreError(`look at ${at.Key}`, cause);
        if (fault.status === 404 && fault.code !== 'NoSuchBucket')
            return undefined;
        throw fault;
    }
}
async function* withFaults(key, body) {
    try {
        yield* body;
    }
    catch (cause) {
        throw asStoreError(`read ${key} to its end`, cause);
    }
}
async function startUpload(client, at, options) {
    const checked = options.checksum === 'crc64nvme';
    const create = new CreateMultipartUploadCommand/* CreateMultipartUploadCommand */.n({
        ...{ ...at, ...written(options) },
        ...(checked ? { ChecksumAlgorithm: 'CRC64NVME', ChecksumType: 'FULL_OBJECT' } : {}),
    });
    const { UploadId } = await store_error_explained(`start the upload of ${at.Key}`, () => client.send(create));
    const upload = { ...at, UploadId };
    const parts = [];
    return {
        async part(PartNumber, body, abortSignal) {
            const command = new UploadPartCommand/* UploadPartCommand */.i({ ...upload, PartNumber, Body: body });
            const { ETag } = await store_error_explained(`send part ${PartNumber} of ${at.Key}`, () => client.send(command, { abortSignal }));
            parts.push({ ETag, PartNumber });
        },
        async complete({ size, crc64 }) {
            parts.sort((a, b) => (a.PartNumber ?? 0) - (b.PartNumber ?? 0));
            const command = new CompleteMultipartUploadCommand/* CompleteMultipartUploadCommand */.G({
                ...{ ...upload, MultipartUpload: { Parts: parts }, IfNoneMatch: '*', MpuObjectSize: size },
                ...(checked ? { ChecksumCRC64NVME: crc64, ChecksumType: 'FULL_OBJECT' } : {}),
            });
            await store_error_explained(`complete the upload of ${at.Key}`, () => client.send(command));
        },
        abort: () => abort(client, upload),
    };
}
/** Parts that were on their way when the upload was aborted may still arrive; they are billed until they are gone. */
async function abort(client, upload) {
    let last;
    for (let tries = 0; tries < 3; tries++) {
        try {
            await client.send(new AbortMultipartUploadCommand/* AbortMultipartUploadCommand */.t(upload));
            await client.send(new ListPartsCommand/* ListPartsCommand */.m(upload));
        }
        catch (cause) {
            last = asStoreError(`abort the upload of ${upload.Key}`, cause);
            if (last.status === 404)
                return;
            if (last.status === 501)
                return; // the store aborts, and does not list
        }
    }
    throw last ?? asStoreError(`abort the upload of ${upload.Key}`, new Error('PartsLeft'));
}
async function openUploads(client, at) {
    try {
        const { Uploads } = await client.send(new ListMultipartUploadsCommand/* ListMultipartUploadsCommand */.m(at));
        return (Uploads ?? []).map(({ Key = '', UploadId = '', Initiated }) => ({
            ...{ key: Key, uploadId: UploadId, started: timeOf(Initiated) },
        }));
    }
    catch (cause) {
        const fault = asStoreError(`list the open uploads below ${at.Prefix}`, cause);
        if (fault.status === 501 || fault.code === 'AccessDenied')
            return undefined;
        throw fault;
    }
}

;// CONCATENATED MODULE: ../packages/backup/src/store/certainly.ts



/**
 * Writes an object and knows afterwards whether it is there. When the answer to a write is lost, its repetition is
 * refused on our own object (apple/foundationdb#14027, ClickHouse#118829); the token in its metadata tells whose it is.
 */
async function certainly(write, bucket, { key, size, token }) {
    try {
        await write();
    }
    catch (cause) {
        if (!(cause instanceof StoreError) || !isAmbiguous(cause))
            throw cause;
        log_log/* log */.Rm.info(`It is not known whether ${key} was written (${cause.code}); looking`);
        const found = await bucket.head(key);
        if (!found || tokenOf(found) !== token || found.size !== size)
            throw cause;
    }
}

;// CONCATENATED MODULE: ../packages/backup/src/archive/gated-upload.ts




/** Parts on their way at the same time; each is held in memory until it has arrived. */
const IN_FLIGHT = 4;
/** Half of what S3 tools usually send: five of them are in memory, and the wire is no faster with larger ones. */
const SMALLEST_PART = 8 * 1024 * 1024;
const LARGEST_PART = 512 * 1024 * 1024;
/** S3 takes 10,000 parts; a dump may be twice as large as the database on disk and still fit. */
const MOST_PARTS = 9000;
/** @param databaseSize bytes on disk */
function partSizeFor(databaseSize) {
    return Math.min(Math.max(Math.ceil((2 * databaseSize) / MOST_PARTS), SMALLEST_PART), LARGEST_PART);
}
function gatedUpload(bucket, { key, partSize, options, readBack = false }) {
    const whole = readBack ? { ...options, checksum: 'none' } : options;
    const crc = whole.checksum === 'crc64nvme' ? new submodules_crc.Crc64Nvme() : undefined;
    const onTheirWay = new Set();
    // Buffers are used again: a new one for every part would pile up until the next garbage collection.
    const free = [];
    let filling;
    let filled = 0;
    let size = 0;
    let parts = 0;
    let open;
    let fault;
    const givenUp = new AbortController();
    async function send() {
        open ??= await bucket.startUpload(key, whole);
        while (onTheirWay.size >= IN_FLIGHT)
            await Promise.race(onTheirWay);
        if (fault)
            throw fault;
        const buffer = filling ?? Buffer.alloc(0);
        const sending = open
            .part(++parts, buffer.subarray(0, filled), givenUp.signal)
            .catch(cause => {
            fault ??= cause;
        })
            .finally(() => {
            onTheirWay.delete(sending);
            free.push(buffer);
        });
        onTheirWay.add(sending);
        filling = undefined;
        filled = 0;
    }
    async function take(chunk) {
        filling ??= free.pop() ?? Buffer.allocUnsafeSlow(partSize);
        const piece = chunk.subarray(0, partSize - filled);
        filling.set(piece, filled);
        filled += piece.length;
        if (filled === partSize)
            await send();
        return piece.length;
    }
    async function settled() {
        await Promise.all(onTheirWay);
        if (fault)
            throw fault;
    }
    async function complete(crc64) {
        if (!open)
            return bucket.put(key, (filling ?? Buffer.alloc(0)).subarray(0, filled), options);
        if (filled > 0)
            await send();
        await settled();
        await open.complete({ size, crc64 });
    }
    return {
        get parts() {
            return Math.max(parts, 1);
        },
        async write(chunk) {
            if (fault)
                throw fault;
            crc?.update(chunk);
            size += chunk.length;
            for (let at = 0; at < chunk.length;)
                at += await take(chunk.subarray(at));
        },
        async commit() {
            const crc64 = crc ? await base64Of(crc) : '';
            await certainly(() => complete(crc64), bucket, { key, size, token: options.token });
            free.length = 0;
            filling = undefined;
            return looked(bucket, key, { size, crc64, options });
        },
        async abort() {
            fault ??= new errors/* UserError */.y('the upload was given up');
            givenUp.abort();
            await Promise.all(onTheirWay);
            await open?.abort();
        },
    };
}
/** CRC64NVME in Base64, as S3 has it. */
async function crc64Of(bytes) {
    const crc = new submodules_crc.Crc64Nvme();
    crc.update(bytes);
    return base64Of(crc);
}
const base64Of = async (crc) => Buffer.from(await crc.digest()).toString('base64');
/** Whether the store says of the object what we know of it. */
async function looked(bucket, key, { size, crc64, options }) {
    const found = await bucket.head(key);
    const wrong = (!found && 'it is not there') ||
        (found && found.size !== size && `it has ${found.size} bytes, not ${size}`) ||
        (found && tokenOf(found) !== options.token && 'it is not the one that was written') ||
        (crc64 !== '' && found?.crc64 && found.crc64 !== crc64 && 'its checksum is another') ||
        (found &&
            options.encryption.mode === 'sse-kms' &&
            found.encryption !== 'aws:kms' &&
            'it is not encrypted with KMS');
    if (!found || wrong)
        throw new errors/* UserError */.y(`the object ${key} is not what was written: ${wrong || 'unknown'}. Check the bucket, then back up again`);
    return found;
}

;// CONCATENATED MODULE: ../packages/backup/src/store/conditional-writes.ts



const IGNORED = 'the store ignores If-None-Match, so nothing but the random part of its name keeps a backup from being replaced. Turn versioning on in the bucket, or use a store with conditional writes';
/**
 * Writes to an object that exists as every object of a backup is written: on the condition that it does not exist
 * (`If-None-Match: *`), in one piece and in parts. A store with conditional writes refuses both with 412.
 * @returns warnings
 * @throws UserError when the store does not know the condition, so that no backup could be written
 */
async function tryConditions(bucket, key, options) {
    const kept = [
        await isKept(bucket, () => bucket.put(key, 'probe', options)),
        await isKeptInParts(bucket, key, options),
    ];
    return kept.every(Boolean) ? [] : [IGNORED];
}
async function isKeptInParts(bucket, key, options) {
    const upload = await bucket.startUpload(key, options);
    try {
        const kept = await isKept(bucket, () => complete(upload));
        if (kept)
            await upload.abort();
        return kept;
    }
    catch (error) {
        await upload.abort().catch(() => { }); // the error counts; the sweep removes old uploads
        throw error;
    }
}
async function complete(upload) {
    const body = Buffer.from('probe');
    await upload.part(1, body, new AbortController().signal);
    await upload.complete({ size: body.length, crc64: await crc64Of(body) });
}
/** Whether a write was refused because of its condition. */
async function isKept({ name }, write) {
    try {
        await write();
        return false;
    }
    catch (error) {
        if (!(error instanceof StoreError))
            throw error;
        // 409 is the answer while another request works on the same object.
        if ([409, 412].includes(error.status))
            return true;
        // The same write without the condition has just succeeded.
        if (![400, 501].includes(error.status))
            throw error;
        throw new errors/* UserError */.y(`bucket "${name}" is in a store without conditional writes: it answers If-None-Match with ${error.code} (HTTP ${error.status}), and no backup is written without it. Use a store that has them, such as AWS S3, Cloudflare R2 or MinIO`, { cause: error });
    }
}

;// CONCATENATED MODULE: ../packages/backup/src/store/store-probe.ts





/**
 * Writes a small object the way a backup is written, and reads it again: whatever key, right, region or encryption is
 * wrong, or the store cannot do, shows in a second and not after an hour of dumping.
 */
async function tryStore(bucket, keys, { encryption: { mode, key }, verify }) {
    const text = (0,external_node_crypto_.randomBytes)(512).toString('hex');
    const wanted = { replace: true, encryption: { mode, key: key || undefined }, token: 'probe' };
    const checksum = await bucket.put(keys.probe, text, { ...wanted, checksum: 'crc64nvme' }).then(() => 'crc64nvme', async (cause) => {
        if (!(cause instanceof StoreError) || ![400, 501].includes(cause.status))
            throw cause;
        await bucket.put(keys.probe, text, { ...wanted, checksum: 'none' }).catch(refusedEncryption(mode));
        return 'none';
    });
    const found = await bucket.head(keys.probe);
    if (!found || (await readText(bucket, keys.probe)) !== text)
        throw new errors/* UserError */.y(`the bucket does not give back what was written to it (${keys.probe}). Check whether something rewrites or caches its objects`);
    if (mode === 'sse-kms' && found.encryption !== 'aws:kms')
        throw new errors/* UserError */.y('the store does not encrypt with KMS, though "encryption" asks for it. Use a store that does, or another "encryption"');
    if (mode === 'sse-s3' && found.encryption !== 'AES256')
        log_log/* log */.Rm.warning('The store does not say that it encrypts. Use "encryption: age" where it does not.', 'pg-backup');
    const how = { checksum: found.crc64 ? checksum : 'none', encryption: wanted.encryption };
    // An upload that is read back is sent without a checksum, see `gatedUpload`.
    const sent = { ...how, token: 'probe', ...(verify >= 2 ? { checksum: 'none' } : {}) };
    return { how, warnings: await tryConditions(bucket, keys.probe, sent) };
}
function refusedEncryption(mode) {
    return (cause) => {
        if (mode !== 'sse-s3' || !(cause instanceof StoreError) || cause.status !== 501)
            throw cause;
        throw new errors/* UserError */.y('the store knows no server-side encryption. Set "encryption" to age, or to none', {
            cause,
        });
    };
}

;// CONCATENATED MODULE: ../packages/backup/src/doctor.ts








const DAY = 86_400_000;
/**
 * Looks at everything that a backup depends on and changes nothing but the probe: bucket settings, encryption, database,
 * the state of the catalogue, what earlier runs left behind.
 */
async function examine(inputs, { remote, bucket, signal }) {
    const skew = await bucket.check(inputs.storage.prefix);
    const database = await database_openDatabase(inputs, remote, 'tsh-pg-backup:doctor', 'backup');
    const session = await openSession(database, 600);
    try {
        const facts = await readFacts(database, session);
        signal.throwIfAborted();
        const keys = keys_backupKeys(inputs.storage, facts.database);
        const store = await tryStore(bucket, keys, inputs);
        const findings = [
            { what: `database "${facts.database}", ${formatBytes(facts.size)}, PostgreSQL ${facts.version}` },
            ...checkFacts(facts).map(advice => ({ what: 'database', advice })),
            finding('clock of the store', Math.abs(skew) > 5 * 60_000, `it differs by ${Math.round(skew / 1000)} s; set this machine's clock`),
            finding('nothing is ever replaced', store.warnings.length > 0, store.warnings.join('; ')),
            ...(await bucketFindings(bucket, keys)),
            ...(await catalogueFindings(bucket, keys)),
        ];
        await show(findings);
        return { findings: findings.filter(({ advice }) => advice).length };
    }
    finally {
        await session.close();
    }
}
function finding(what, bad, advice) {
    return bad ? { what, advice } : { what: bad === undefined ? `${what} (the store does not tell)` : what };
}
async function bucketFindings(bucket, keys) {
    const { versioning, publicAccessBlocked, abortRule, expiringPrefixes, objectLock } = await bucket.settings();
    const not = (value) => (value === undefined ? undefined : !value);
    const expiring = expiringPrefixes?.filter(prefix => keys.data.startsWith(prefix));
    return [
        finding('public access is blocked', not(publicAccessBlocked), 'block all public access to the bucket'),
        finding('versions are kept', not(versioning), 'turn versioning on, so that an overwritten or deleted backup can come back'),
        finding('unfinished uploads are removed', not(abortRule), 'add a lifecycle rule AbortIncompleteMultipartUpload after 2 days; unfinished parts are billed'),
        finding('no rule deletes backups by age', expiring && expiring.length > 0, `the lifecycle rule for "${expiring?.join('", "')}" deletes the last good backup too when backups stop; use "retention-days" instead`),
        {
            what: `object lock is ${objectLock === undefined ? 'unknown' : objectLock ? 'on; retention removes nothing' : 'off'}`,
        },
    ];
}
async function catalogueFindings(bucket, keys) {
    const ids = await backupIds(bucket, keys);
    const [newest] = await newestManifests(bucket, keys, 1);
    const age = newest ? (Date.now() - Date.parse(newest.finished)) / DAY : Number.POSITIVE_INFINITY;
    const open = (await bucket.openUploads(keys.data))?.filter(({ started }) => Date.now() - Date.parse(started) > DAY);
    const orphans = await orphaned(bucket, keys, new Set(ids));
    return [
        finding(`${ids.length} backups, the newest ${newest?.id ?? 'none'}`, age > 2, newest ? `the newest backup is ${Math.floor(age)} days old` : 'there is no backup yet'),
        finding('the newest backup was verified', newest && verifiedLevel(newest) < 2, 'run it with "verify: 2"'),
        finding('no upload of ours is open', open && open.length > 0, `${open?.length} uploads of more than a day ago are open (${open
            ?.map(({ key }) => key)
            .slice(0, 3)
            .join(', ')})`),
        finding('no data without a manifest', orphans.length > 0, `${orphans.length} folders have no manifest, so they are not used: ${orphans.slice(0, 3).join(', ')}. Restore what was deleted below ${keys.catalogue}, or delete them`),
    ];
}
/** Folders older than two days that belong to no backup. */
async function orphaned(bucket, keys, ids) {
    const found = new Set();
    for await (const { key, modified } of bucket.list(keys.data)) {
        const id = idOfData(keys, key);
        if (id && !ids.has(id) && Date.now() - Date.parse(modified) > 2 * DAY)
            found.add(id);
    }
    return [...found];
}
async function show(findings) {
    for (const { what, advice } of findings) {
        if (advice)
            log_log/* log */.Rm.warning(`${what}: ${advice}`, 'pg-backup doctor');
        else
            log_log/* log */.Rm.info(`✓ ${what}`);
    }
    const rows = findings.map(({ what, advice }) => [
        advice ? '⚠️' : '✅',
        escapeMarkdown(what),
        escapeMarkdown(advice ?? ''),
    ]);
    await summary_writeSummary(`### Backup doctor\n\n${summary_table(['', 'Looked at', 'What to do'], rows)}\n`);
}

// EXTERNAL MODULE: ../packages/action/src/state.ts
var state = __webpack_require__(5798);
;// CONCATENATED MODULE: ../packages/postgres/src/count-tables.ts
/** Tables of one statement. Each is locked with its indexes, beside all those that pg_dump locks. */
const AT_ONCE = 20;
/**
 * Counts tables, many in one statement: a round trip for each would take longer than the counting of most.
 * @param tables names, quoted as SQL needs it
 */
async function countTables(session, tables) {
    const counts = [];
    for (let from = 0; from < tables.length; from += AT_ONCE) {
        const values = tables
            .slice(from, from + AT_ONCE)
            .map((table, at) => `(${at}, (SELECT count(*) FROM ONLY ${table}))`);
        counts.push(...(await session.query(`SELECT json_agg(rows ORDER BY at) FROM (VALUES ${values.join(', ')}) AS counted(at, rows)`)));
    }
    return counts;
}

;// CONCATENATED MODULE: ../packages/postgres/src/snapshot.ts




const APPLICATION = 'tsh-pg-backup:';
/** The same 64 bits for the same database, for backup and restore alike. */
function lockKey(database) {
    return (0,external_node_crypto_.createHash)('sha256').update(`tsh.pg-backup/${database}`).digest().readBigInt64BE().toString();
}
/**
 * Takes the lock that backup and restore of a database share; the server frees it when the session ends, however it ends.
 * @throws UserError naming who has it
 */
async function takeLock(session, database) {
    // Nothing of ours may be ended by a limit that was meant for applications.
    for (const limit of [
        'statement_timeout',
        'lock_timeout',
        'idle_in_transaction_session_timeout',
        'idle_session_timeout',
    ])
        await session.query(`SET ${limit} = 0`).catch(ignoreUnknown);
    const key = lockKey(database);
    if (await session.query(`SELECT to_json(pg_try_advisory_lock(${key}))`))
        return;
    const holder = await session.query(`SELECT json_build_object('name', a.application_name, 'since', to_char(a.backend_start AT TIME ZONE 'UTC', 'HH24:MI:SS "UTC"'))
     FROM pg_locks l JOIN pg_stat_activity a USING (pid)
     WHERE l.locktype = 'advisory' AND l.granted AND (l.classid::bigint << 32 | l.objid::bigint) = ${key} LIMIT 1`);
    const who = holder
        ? `${holder.name.replace(APPLICATION, 'run ')}, since ${holder.since}`
        : 'it has just ended';
    throw new errors/* UserError */.y(`another backup or restore of database "${database}" is running (${who}). Wait for it to end`);
}
/** idle_session_timeout came with PostgreSQL 14. */
function ignoreUnknown(cause) {
    if (!(cause instanceof SqlError))
        throw cause;
}
/** Ends dumps that lost their runner: while we have the lock, no backup of this database is running. */
async function endLeftovers(session) {
    const ended = await session.query(`SELECT to_json(count(pg_terminate_backend(pid))) FROM pg_stat_activity
     WHERE application_name LIKE '${APPLICATION}%' AND datname = current_database() AND pid <> pg_backend_pid()
       AND application_name <> current_setting('application_name')`);
    if (ended > 0)
        log_log/* log */.Rm.info(`Ended ${ended} connections that an earlier backup had left behind`);
}
/**
 * Owners of what is evaluated while rows are loaded: constraints of tables and domains, generated columns, expressions of
 * partitions, and functions that any of them may call. A superuser's own are run by a superuser anyway.
 */
const OWNERS_CODE = `SELECT proowner FROM pg_proc
  UNION ALL SELECT c.relowner FROM pg_class c JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'c'
  UNION ALL SELECT t.typowner FROM pg_type t JOIN pg_constraint k ON k.contypid = t.oid
  UNION ALL SELECT c.relowner FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attgenerated <> ''
  UNION ALL SELECT c.relowner FROM pg_class c JOIN pg_partitioned_table p ON p.partrelid = c.oid AND p.partexprs IS NOT NULL`;
/** Ordinary tables, partitions among them, that are the database's own and not an extension's. */
const TABLES = `SELECT json_build_object(
  'tables', (SELECT coalesce(json_agg(json_build_object('schema', n.nspname, 'name', c.relname) ORDER BY 1), '[]')
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')),
  'sequences', (SELECT count(*)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'S' AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')),
  'largeObjects', (SELECT count(*) FROM pg_largeobject_metadata),
  'extensions', (SELECT coalesce(json_agg(extname), '[]') FROM pg_extension WHERE extname <> 'plpgsql'),
  'ownersCode', EXISTS (SELECT FROM (${OWNERS_CODE}) AS code(owner) JOIN pg_roles r ON r.oid = code.owner WHERE NOT r.rolsuper))`;
/** Opens a snapshot that pg_dump will use too, so that what is counted here is what the dump holds. */
async function openSnapshot(session) {
    await session.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    const id = await session.query('SELECT to_json(pg_export_snapshot())');
    return { id, ...(await session.query(TABLES)) };
}
/** Seconds that a statement may count for. */
const COUNT_LIMIT = 120;
/** Seconds that it may wait for a table that is locked: pg_dump fails for it after 30, and nobody needs the count then. */
const LOCK_LIMIT = 10;
/** Counts every table in the snapshot; one that takes too long is left out and has no `rows`. */
async function countRows(session, { tables }) {
    await session.query(`SET LOCAL statement_timeout = '${COUNT_LIMIT}s'`);
    // One process beside the dump is enough: the database has other work to do, and the dump takes longer than the count.
    await session.query('SET LOCAL max_parallel_workers_per_gather = 0');
    await session.query(`SET LOCAL lock_timeout = '${LOCK_LIMIT}s'`);
    const names = tables.map(({ schema, name }) => `${quoted(schema)}.${quoted(name)}`);
    const counts = [];
    for (let from = 0; from < names.length; from += AT_ONCE)
        counts.push(...(await countSome(session, names.slice(from, from + AT_ONCE))));
    return counts;
}
/** All in one statement; when that takes too long, one by one, so that only the large ones are left out. */
async function countSome(session, names) {
    await session.query('SAVEPOINT counting');
    const rows = await countTables(session, names).catch((cause) => {
        if (!(cause instanceof SqlError))
            throw cause;
        return undefined;
    });
    // Also after a success: this gives the locks back, which a release would keep to the end of the snapshot.
    await session.query('ROLLBACK TO SAVEPOINT counting');
    if (rows)
        return names.map((table, at) => ({ table, rows: rows[at] }));
    if (names.length === 1)
        return names.map(table => ({ table }));
    const counts = [];
    for (const name of names)
        counts.push(...(await countSome(session, [name])));
    return counts;
}
function quoted(name) {
    return `"${name.replaceAll('"', '""')}"`;
}

;// CONCATENATED MODULE: ../packages/backup/src/backup/contents.ts
/** A line of `pg_restore -l` without its numbers: `TABLE DATA public orders owner`. */
function entriesOf(list) {
    return list.split('\n').flatMap(line => {
        const [, entry] = /^\d+; \d+ \d+ (.*)$/.exec(line) ?? [];
        return entry === undefined ? [] : [entry];
    });
}
/**
 * What a snapshot holds and the contents list of its archive does not; empty when all is there.
 * @param encoding of the archive: the list has names as they are in it, which is UTF-8 or unreadable here
 */
function missingEntries(snapshot, entries, encoding = 'UTF8') {
    const comparable = (name) => {
        const line = name.replace(/[\r\n]/g, ' ');
        return encoding === 'UTF8' ? line : line.replace(/[^ -~]+/g, '?');
    };
    const left = new Map();
    const add = (name, count) => {
        left.set(name, (left.get(name) ?? 0) + count);
        return left.get(name) ?? 0;
    };
    for (const entry of entries)
        if (entry.startsWith('TABLE DATA '))
            add(comparable(withoutOwner(entry)), 1);
    const missing = snapshot.tables
        .filter(({ schema, name }) => add(comparable(`TABLE DATA ${schema} ${name}`), -1) < 0)
        .map(({ schema, name }) => `data of table ${schema}.${name}`);
    const sequences = entries.filter(entry => entry.startsWith('SEQUENCE SET ')).length;
    if (sequences < snapshot.sequences)
        missing.push(`${snapshot.sequences - sequences} of ${snapshot.sequences} sequences`);
    if (snapshot.largeObjects > 0 && !entries.some(entry => /^(BLOBS|BLOB DATA) /.test(entry)))
        missing.push('the large objects');
    // An extension has no owner, and the line ends with the blank before it.
    const extensions = new Set(entries.map(entry => entry.trimEnd()));
    for (const name of snapshot.extensions)
        if (!extensions.has(`EXTENSION - ${name}`))
            missing.push(`extension ${name}`);
    return missing;
}
/** The owner is the last word; a role whose name has blanks leaves some of it behind, which no table is called. */
function withoutOwner(entry) {
    return entry.slice(0, entry.lastIndexOf(' '));
}

;// CONCATENATED MODULE: ../packages/backup/src/backup/proof.ts


/** Every archive that `pg_dump -Fc` writes starts like this (PostgreSQL, src/bin/pg_dump/pg_backup_archiver.c). */
const MAGIC = 'PGDMP';
/** The smallest archive, of an empty database, has 877 bytes. */
const SMALLEST = 512;
/**
 * Why a dump is not whole, or nothing. ssh2 ends its stream cleanly when the dump was killed, the connection lost or the
 * server gone; so nothing counts but an exit code of 0 that both sshd and the script itself have told.
 */
function dumpFault(end) {
    const { code, signal, stderr, nonce, head, size } = end;
    const said = words(stderr);
    const so = (how) => `pg_dump ${how} after ${formatBytes(size)}${said === '' ? '' : `: ${said}`}`;
    if (code === undefined)
        return so(signal ? `ended by ${signal}` : 'cut off, the connection was lost');
    if (code !== 0)
        return so(`exit ${code}`);
    const told = trailer(stderr, nonce);
    if (!told?.dump)
        return so('did not tell its end');
    if (told.dump !== '0')
        return so(`exit ${told.dump}`);
    if (!head.toString('latin1').startsWith(MAGIC))
        return so('wrote something that is no archive');
    if (size < SMALLEST)
        return so('wrote too little');
    if (/\b(error|FATAL|PANIC):/.test(said))
        return so('reported an error');
    return end.decoded ? decodeFault(told, end.sha256, said) : undefined;
}
function decodeFault(told, sha256, said) {
    if (told.decode !== '0')
        return `the archive cannot be read again: ${said || `pg_restore exit ${told.decode ?? 'unknown'}`}`;
    if (told.tee !== '0' || told.sha256 !== sha256)
        return 'what arrived is not what pg_dump wrote';
    return undefined;
}
/** The last line of a script of ours: `TSH-END <nonce> name=value …`. */
function trailer(stderr, nonce) {
    const [, ends] = new RegExp(`^TSH-END ${nonce} (.*)$`, 'm').exec(stderr) ?? [];
    return ends === undefined ? undefined : Object.fromEntries(ends.split(' ').map(end => end.split('=')));
}
/** How a program that was started by `told` has ended by its own word: its exit code, or nothing. */
function toldCode(stderr, nonce) {
    return trailer(stderr, nonce)?.rc;
}
/** What the program itself said, without our trailer. */
function words(stderr) {
    const lines = stderr.split('\n').filter(line => line.trim() !== '' && !line.startsWith('TSH-END '));
    return (0,secrets/* redactedEnd */.Kr)(lines.slice(-3).join(' '), 600);
}

// EXTERNAL MODULE: ../node_modules/.pnpm/age-encryption@0.3.1/node_modules/age-encryption/dist/index.js + 51 modules
var dist = __webpack_require__(1965);
;// CONCATENATED MODULE: ../packages/backup/src/archive/age.ts

/** Encrypts a stream to public keys, in the age format (C2SP, age.md). */
async function encrypted(plain, recipients) {
    const encrypter = new dist/* Encrypter */.T7();
    for (const recipient of recipients)
        encrypter.addRecipient(recipient);
    return encrypter.encrypt(ReadableStream.from(plain));
}
/** Decrypts a stream with a private key. What was altered ends in an error, never in other bytes. */
async function decrypted(stored, identity) {
    const decrypter = new dist/* Decrypter */.Hz();
    decrypter.addIdentity(identity);
    return decrypter.decrypt(ReadableStream.from(stored));
}

;// CONCATENATED MODULE: ../packages/backup/src/archive/meter.ts

/** Counts and hashes what goes through. */
class Meter {
    size = 0;
    head = Buffer.alloc(0);
    hash = (0,external_node_crypto_.createHash)('sha256');
    async *through(chunks, also) {
        for await (const chunk of chunks) {
            if (this.head.length < 64)
                this.head = Buffer.concat([this.head, chunk.subarray(0, 64)]);
            this.hash.update(chunk);
            this.size += chunk.length;
            await also?.(chunk);
            yield chunk;
        }
    }
    digest() {
        return this.hash.digest('hex');
    }
}

;// CONCATENATED MODULE: ../packages/backup/src/archive/progress.ts


const INTERVAL = 5000;
/**
 * Says from time to time how far a stream is.
 * @param expected bytes of the last one, or undefined when there was none
 */
function progress(what, expected) {
    const started = Date.now();
    let told = started;
    return bytes => {
        const now = Date.now();
        if (now - told < INTERVAL)
            return;
        told = now;
        const rate = bytes / ((now - started) / 1000);
        const rest = expected && expected > bytes ? `, about ${Math.ceil((expected - bytes) / rate)} s to go` : '';
        log_log/* log */.Rm.info(`${what}: ${formatBytes(bytes)}, ${formatBytes(rate)}/s${rest}`);
    };
}

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
;// CONCATENATED MODULE: ../packages/backup/src/archive/sink.ts

/** More output than this is not kept. */
const LONGEST_OUTPUT = 32 * 1024 * 1024;
async function openSink(database, script, values = {}) {
    const stream = await database.stream(script, values);
    const stdout = [];
    let length = 0;
    let over = false;
    stream.output.on('data', (part) => {
        length += part.length;
        if (length <= LONGEST_OUTPUT)
            stdout.push(part);
    });
    const finished = stream.finished.then(end => {
        over = true;
        return end;
    });
    return {
        async write(chunk) {
            if (over)
                return;
            const flowing = stream.input.write(chunk);
            if (!flowing)
                await Promise.race([(0,external_node_events_.once)(stream.input, 'drain'), finished]);
        },
        ended: () => over,
        async end() {
            stream.end();
            return { ...(await finished), stdout: Buffer.concat(stdout).toString('utf8') };
        },
        abort: () => stream.abort(),
    };
}

;// CONCATENATED MODULE: ../packages/backup/src/archive/stall.ts

/** Milliseconds without a byte after which a stream counts as stuck. pg_dump waits for a lock no longer than 30 s. */
const LONGEST_SILENCE = 5 * 60_000;
/** The chunks of a stream; only the waiting for the next one is limited, not the time that the reader takes. */
async function* withStallLimit(chunks, what, limit = LONGEST_SILENCE) {
    const iterator = chunks[Symbol.asyncIterator]();
    try {
        for (;;) {
            const next = await within(limit, iterator.next(), what);
            if (next.done)
                return;
            yield next.value;
        }
    }
    finally {
        void iterator.return?.().catch(() => { });
    }
}
async function within(limit, work, what) {
    let timer;
    const late = new Promise((_, reject) => {
        const fault = new errors/* UserError */.y(`${what} has been silent for ${Math.round(limit / 1000)} s; given up`);
        timer = setTimeout(() => reject(fault), limit);
    });
    try {
        return await Promise.race([work, late]);
    }
    finally {
        clearTimeout(timer);
    }
}

;// CONCATENATED MODULE: ../packages/backup/src/archive/dump.ts











/** Every file of age starts like this (C2SP, age.md). */
const AGE = 'age-encryption.org/v1\n';
/**
 * Streams a dump into an upload, and its beginning through pg_restore, which lists it. Nothing is committed here: when
 * this returns, the dump is whole and can be read, and when it throws, it is not.
 */
async function dumpInto(database, upload, plan) {
    const nonce = (0,external_node_crypto_.randomBytes)(8).toString('hex');
    const [lister, dump] = await Promise.all([
        openSink(database, CONTENTS),
        database.stream(plan.decode ? DUMP_AND_DECODE : DUMP, {
            ...{ TSH_NONCE: nonce, TSH_CODEC: plan.codec, TSH_SNAPSHOT: plan.snapshot.id },
            TSH_CLIENT_ENCODING: plan.encoding,
        }),
    ]);
    const giveUp = () => dump.abort();
    plan.signal.addEventListener('abort', giveUp);
    const plain = new Meter();
    const sealing = plan.recipients.length > 0;
    const stored = sealing ? new Meter() : plain;
    try {
        const tell = progress('Dumping', plan.expected);
        const archive = plain.through(withStallLimit(dump.output, 'pg_dump', plan.silence), async (chunk) => {
            await lister.write(chunk);
            tell(plain.size);
        });
        const bytes = sealing ? stored.through(await encrypted(archive, plan.recipients)) : archive;
        for await (const chunk of bytes)
            await upload.write(chunk);
        const end = await dump.finished;
        plan.signal.throwIfAborted();
        const sha256Plain = plain.digest();
        const facts = { nonce, head: plain.head, size: plain.size, sha256: sha256Plain, decoded: plan.decode };
        const fault = dumpFault({ ...end, ...facts });
        if (fault)
            throw incomplete(fault);
        if (sealing && !stored.head.toString('latin1').startsWith(AGE))
            throw incomplete('it was not encrypted');
        const { list, entries } = await judge(lister, plan);
        const said = words(end.stderr);
        return {
            ...{ size: stored.size, sha256: sealing ? stored.digest() : sha256Plain, sha256Plain, list, entries },
            warnings: said === '' ? [] : [said],
        };
    }
    catch (cause) {
        dump.abort();
        lister.abort();
        if (plan.signal.aborted)
            throw incomplete(`cancelled after ${formatBytes(plain.size)}`);
        throw cause;
    }
    finally {
        plan.signal.removeEventListener('abort', giveUp);
    }
}
async function judge(lister, { snapshot, encoding }) {
    const { code, stdout: list, stderr } = await lister.end();
    if (code !== 0)
        throw incomplete(`the archive cannot be listed: ${words(stderr) || `exit ${code}`}`);
    const entries = entriesOf(list);
    const missing = missingEntries(snapshot, entries, encoding);
    if (missing.length === 0)
        return { list, entries: entries.length };
    throw incomplete(`the archive lacks ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ` and ${missing.length - 5} more` : ''}`);
}
function incomplete(why) {
    return new errors/* UserError */.y(`backup incomplete (${why}); nothing was kept, and the deployment must not go on`);
}

;// CONCATENATED MODULE: ../packages/backup/src/catalogue/new-backup-id.ts

/** `<time>-<commit>-<run>.<attempt>-<nonce>`: sorted by time, never given twice. */
function newBackupId(now, run) {
    const time = now.toISOString().slice(0, 19).replaceAll(':', '').replaceAll('-', '');
    const sha = (run.sha || '0000000').slice(0, 12);
    return `${time}Z-${sha}-${run.id}.${run.attempt}-${(0,external_node_crypto_.randomBytes)(3).toString('hex')}`;
}

;// CONCATENATED MODULE: ../packages/backup/src/archive/archive.ts




/**
 * An object of a backup, decrypted. Its last bytes are handed on only after every byte before them was found to be what
 * the manifest says; so whoever reads an altered object never sees its end.
 * @throws UserError when anything differs, or the private key does not fit
 */
async function* readVerified(archive, object) {
    const { bucket, manifest, identity } = archive;
    const age = manifest.encryption.mode === 'age';
    if (age && identity === '')
        throw new errors/* UserError */.y(`backup ${manifest.id} is encrypted. Set "age-identity" to the private key of one of ${recipientsOf(manifest)}`);
    const stored = new Check(object, object.size, object.sha256);
    const plain = new Check(object, undefined, object.sha256Plain);
    const bytes = withStallLimit(await bucket.read(object.key, object.versionId), `the bucket (${object.key})`);
    const source = stored.through(bytes);
    let held;
    for await (const chunk of plain.through(age ? openedWith(identity, source, archive) : source)) {
        if (chunk.length === 0)
            continue;
        if (held)
            yield held;
        held = chunk;
    }
    stored.conclude();
    plain.conclude();
    if (held)
        yield held;
}
/** The whole of a small object. */
async function readWhole(archive, object) {
    const parts = [];
    for await (const part of readVerified(archive, object))
        parts.push(part);
    return Buffer.concat(parts).toString('utf8');
}
async function* openedWith(identity, stored, { manifest }) {
    try {
        yield* await decrypted(stored, identity);
    }
    catch (cause) {
        if (cause instanceof errors/* UserError */.y)
            throw cause;
        const { message } = cause;
        if (/no identity matched/.test(message))
            throw new errors/* UserError */.y(`the private key in "age-identity" does not open backup ${manifest.id}, which was encrypted to ${recipientsOf(manifest)}`, { cause });
        throw new errors/* UserError */.y(`backup ${manifest.id} cannot be decrypted, so it was altered: ${message}`, { cause });
    }
}
function recipientsOf({ encryption }) {
    return encryption.recipients?.join(', ') || 'its recipients';
}
/** Compares what goes through with what was written. */
class Check {
    hash = (0,external_node_crypto_.createHash)('sha256');
    length = 0;
    object;
    size;
    sha256;
    constructor(object, size, sha256) {
        this.object = object;
        this.size = size;
        this.sha256 = sha256;
    }
    async *through(chunks) {
        for await (const chunk of chunks) {
            this.hash.update(chunk);
            this.length += chunk.length;
            if (this.size !== undefined && this.length > this.size)
                throw this.altered(`more than ${this.size} bytes`);
            yield chunk;
        }
    }
    conclude() {
        if (this.size !== undefined && this.length !== this.size)
            throw this.altered(`${this.length} of ${this.size} bytes`);
        const found = this.hash.digest('hex');
        if (this.sha256 !== undefined && found !== this.sha256)
            throw this.altered(`SHA-256 ${found} and not ${this.sha256}`);
    }
    altered(how) {
        return new errors/* UserError */.y(`the backup was altered after it was written: ${this.object.key} has ${how}. Use another backup`);
    }
}

;// CONCATENATED MODULE: ../packages/backup/src/restore/drill/recount.ts


/** As the backup quotes a table; a name of the manifest becomes SQL here. */
const TABLE = /^"(?:[^"]|"")+"\."(?:[^"]|"")+"$/;
/** Counts every table of the restored database. @throws UserError naming the tables that differ from the manifest */
async function recount(session, { contents }) {
    const counted = contents.tables.filter(({ rows }) => rows !== undefined);
    const skipped = contents.tables.filter(({ rows }) => rows === undefined).map(({ table }) => table);
    const odd = counted.find(({ table }) => !TABLE.test(table));
    if (odd)
        throw new errors/* UserError */.y(`the manifest names a table that is none: ${odd.table}. Use another backup`);
    const found = await countTables(session, counted.map(({ table }) => table));
    const wrong = counted.flatMap(({ table, rows }, at) => rows === found[at] ? [] : [`${table} has ${found[at]} rows and not ${rows}`]);
    const objects = await session.query('SELECT count(*) FROM pg_largeobject_metadata');
    if (objects !== contents.largeObjects)
        wrong.push(`there are ${objects} large objects and not ${contents.largeObjects}`);
    if (wrong.length > 0)
        throw new errors/* UserError */.y(`the restored database differs from the manifest: ${few(wrong)}`);
    return { rows: found.reduce((sum, rows) => sum + rows, 0), skipped };
}
function few(faults) {
    return faults.slice(0, 5).join('; ') + (faults.length > 5 ? ` and ${faults.length - 5} more` : '');
}

;// CONCATENATED MODULE: ../packages/backup/src/archive/entries.ts
const LARGE_OBJECT = /^(?:BLOBS?|BLOB METADATA) |^(?:COMMENT|ACL|SECURITY LABEL) - LARGE OBJECTS? /;
/**
 * @param list text of `pg_restore -l`
 * @param superusers whose checks are restored like everything else
 * @param roles all others
 */
function specialEntries(list, { superusers, roles }) {
    // The owner is the end of a line, and a role may have a name that ends like another.
    const ownedBy = (line, names) => names.some(name => line.endsWith(` ${name}`));
    const special = { largeObjects: [], checks: [], others: [] };
    for (const line of list.split('\n')) {
        const [, id, entry = ''] = /^(\d+); \d+ \d+ (.*)$/.exec(line) ?? [];
        if (id === undefined)
            continue;
        const trusted = ownedBy(entry, superusers) && !ownedBy(entry, roles);
        const kind = LARGE_OBJECT.test(entry)
            ? 'largeObjects'
            : entry.startsWith('CHECK CONSTRAINT ') && !trusted
                ? 'checks'
                : 'others';
        special[kind].push(Number(id));
    }
    return special;
}

;// CONCATENATED MODULE: ../packages/backup/src/restore/drill/bare-name.ts
/**
 * What to do when a restore fails because a function does not find what it names. pg_dump and pg_restore work with an
 * empty `search_path`, so that no one can put other objects in front of theirs (CVE-2018-1058); a function that a generated
 * column, a constraint, an index or a materialized view calls then finds only what it names with its schema.
 * @param stderr of pg_restore
 */
function bareNameAdvice(stderr) {
    if (!/ERROR: .* does not exist$/m.test(stderr))
        return undefined;
    const called = /^CONTEXT: .*function ("?)([^"\n]+?)\1 (?:during|line|statement) /m.exec(stderr)?.[2];
    if (called === undefined)
        return undefined;
    return `${objectIn(stderr)} calls function ${called}, which uses a name without its schema, and a restore has an empty search_path. In the live database: ALTER FUNCTION ${called} SET search_path = public (or the schema of the name), then back up again`;
}
function objectIn(stderr) {
    const [, table] = /COPY failed for table "([^"\n]+)"/.exec(stderr) ?? [];
    if (table !== undefined)
        return `table ${table}`;
    const [, command = 'the archive'] = /^Command was: ([^\n(;]{1,120})/m.exec(stderr) ?? [];
    return command.trim();
}

;// CONCATENATED MODULE: ../packages/backup/src/restore/scripts.ts

/** Scripts of restore and drill; each starts with `CONNECT` of scripts.ts. */
/**
 * A database that is dropped when the standard input ends, which it also does when the runner or the connection to it
 * is gone. Once it has another name, there is nothing left to drop.
 */
const SCRATCH = `${SAFE_PSQL} -d postgres -v name="$TSH_NEW" -v owner="$TSH_OWNER" -v encoding="$TSH_ENCODING" \\
  -v collate="$TSH_COLLATE" -v ctype="$TSH_CTYPE" -v provider="\${TSH_PROVIDER:-}" -f - <<'SQL' || exit 1
SET statement_timeout = 0; SET lock_timeout = '60s';
CREATE DATABASE :"name" OWNER :"owner" TEMPLATE template0 ENCODING :'encoding' LC_COLLATE :'collate' LC_CTYPE :'ctype' :provider;
SQL
printf 'ready %s\\n' "$TSH_NEW"
timeout -s TERM "$TSH_LIMIT" cat >/dev/null
for try in 1 2 3 4 5; do
  ${SAFE_PSQL} -d postgres -v name="$TSH_NEW" -f - <<'SQL' && exit 0
SET client_min_messages = warning; SET statement_timeout = 0; SET lock_timeout = '60s';
DROP DATABASE IF EXISTS :"name" WITH (FORCE);
SQL
  sleep 1
done
exit 1`;
/**
 * Restores the archive on the standard input, after a line with the numbers of its only entries, or an empty one for all.
 * When the connection is lost, the input ends early and pg_restore fails by itself; the trailer proves that an exit code
 * of 0 is its own.
 */
function restoreScript(options) {
    return `rc=0
IFS= read -r entries || true
timeout -s TERM "$TSH_LIMIT" pg_restore -w --exit-on-error ${options} \${entries:+-L /dev/fd/3} -d "$PGDATABASE" 3<<LIST || rc=$?
$(printf '%s\\n' $entries)
LIST
printf '\\nTSH-END %s rc=%s\\n' "$TSH_NONCE" "$rc" >&2
exit "$rc"`;
}
/** A role that is made by the first line of the standard input, and dropped when that ends, with all that it owns. */
const DATA_ROLE = `IFS= read -r statement
printf '%s;\\n' "$statement" | ${SAFE_PSQL} -d "$PGDATABASE" -f - || exit 1
printf 'ready %s\\n' "$TSH_ROLE"
timeout -s TERM "$TSH_LIMIT" cat >/dev/null
for try in 1 2 3 4 5; do
  echo 'DROP OWNED BY :"role";' | ${SAFE_PSQL} -d "$PGDATABASE" -v role="$TSH_ROLE" -f - || true
  echo 'DROP ROLE IF EXISTS :"role";' | ${SAFE_PSQL} -d postgres -v role="$TSH_ROLE" -f - && exit 0
  sleep 1
done
exit 1`;
/** Whether the login is let in. */
const scripts_LOGIN = `exec ${SAFE_PSQL} -c 'SELECT 1'`;
/** Lets a role act for every owner of a table that is no superuser. */
const MEMBERSHIPS = `exec ${SAFE_PSQL} -d "$PGDATABASE" -v role="$TSH_ROLE" -f - <<'SQL'
SELECT format('GRANT %I TO %I', rolname, :'role') FROM pg_roles
WHERE NOT rolsuper AND rolname !~ '^pg_' AND oid IN (SELECT relowner FROM pg_class WHERE relkind IN ('r', 'p')) \\gexec
SQL`;
/** Creates the extension in the version of the backup, and begins the restore. */
const TIMESCALE_BEFORE = `exec ${SAFE_PSQL} -d "$PGDATABASE" -v version="$TSH_VERSION" -f - <<'SQL'
CREATE EXTENSION timescaledb WITH SCHEMA public VERSION :'version';
SELECT public.timescaledb_pre_restore();
SQL`;
const TIMESCALE_AFTER = `exec ${SAFE_PSQL} -d "$PGDATABASE" -c 'SELECT public.timescaledb_post_restore()'`;
/** Statistics, which no dump holds and without which the first queries are slow. */
const ANALYZE = 'exec timeout -s TERM "$TSH_LIMIT" vacuumdb --analyze-only -q -w -d "$PGDATABASE"';
/** Statements from the standard input, all or none. */
const STATEMENTS = `exec timeout -s TERM "$TSH_LIMIT" ${SAFE_PSQL} -1 -f -`;
/** Free kilobytes where the database's files are. */
const scripts_FREE_SPACE = 'df -Pk "$TSH_FOLDER"';
/** Waits for the final server of the official image; the temporary one of its set-up listens on no address. */
const READY = `tries=0
until pg_isready -q -h 127.0.0.1; do
  tries=$((tries + 1))
  [ "$tries" -lt 600 ] || exit 1
  sleep 0.2
done`;

;// CONCATENATED MODULE: ../packages/backup/src/restore/pour.ts






async function startRestoring(database, { limit, options, entries = [] }) {
    const nonce = (0,external_node_crypto_.randomBytes)(8).toString('hex');
    const values = { TSH_LIMIT: String(limit), TSH_NONCE: nonce };
    const sink = await openSink(database, restoreScript(options), values);
    await sink.write(Buffer.from(`${entries.join(' ')}\n`));
    return {
        write: sink.write,
        ended: sink.ended,
        abort: sink.abort,
        async conclude() {
            const fault = restoreFault(await sink.end(), nonce);
            if (fault)
                throw new errors/* UserError */.y(fault);
        },
    };
}
/** Why a restore is not whole, or nothing; see `dumpFault`. */
function restoreFault({ code, signal, stderr }, nonce) {
    const said = complaint(stderr);
    const advice = bareNameAdvice(stderr);
    const so = (how) => [`pg_restore ${how}`, said, advice].filter(text => text !== undefined && text !== '').join(': ');
    if (code === undefined)
        return so(signal ? `ended by ${signal}` : 'cut off, the connection was lost');
    if (code === 124)
        return so('took longer than "timeout-minutes"');
    if (code !== 0)
        return so(`exit ${code}`);
    const [, told] = new RegExp(`^TSH-END ${nonce} rc=(\\d+)$`, 'm').exec(stderr) ?? [];
    return told === '0' ? undefined : so(told === undefined ? 'did not tell its end' : `exit ${told}`);
}
/** pg_restore says what is wrong first, and then quotes the whole statement. */
function complaint(stderr) {
    const lines = stderr.split('\n').filter(line => /\b(error|ERROR|FATAL|DETAIL|HINT):/.test(line));
    return words(lines.length > 0 ? lines.join('\n') : stderr);
}

;// CONCATENATED MODULE: ../packages/backup/src/restore/drill/restore-apart.ts






/**
 * Restores an archive whose tables evaluate what their owners have written. A superuser makes the definitions, which
 * evaluate nothing; a role that may only write tables loads the rows, and adds the checks that are evaluated when they
 * are added; a superuser makes the rest. There PostgreSQL itself goes on as the owner of the table, which is what index
 * expressions and materialized views need, and nothing could be left to a role: until the grants come last, owners
 * themselves lack the rights on schemas and other tables that they need.
 */
async function restoreApart(database, role, { archive, plan, tell }) {
    const running = new Set();
    const giveUp = () => {
        for (const one of running)
            one.abort();
    };
    const start = async (of, section, entries = []) => {
        const options = `--section=${section} ${plan.options}`;
        const one = await startRestoring(of, { limit: plan.limit, options, entries });
        running.add(one);
        return one;
    };
    plan.signal.addEventListener('abort', giveUp);
    try {
        const { head, special } = await loadRows({ database, role, archive, start, tell });
        const late = (of, entries) => start(of, 'post-data', entries).then(one => fed(one, head));
        if (special.checks.length > 0) {
            await database.run(MEMBERSHIPS, { values: { TSH_ROLE: role.name } });
            await late(role.database, special.checks);
        }
        await role.remove();
        const { checks, largeObjects, others } = special;
        await late(database, checks.length > 0 ? [...largeObjects, ...others] : []);
    }
    catch (cause) {
        giveUp();
        throw cause;
    }
    finally {
        plan.signal.removeEventListener('abort', giveUp);
    }
}
/** Definitions and rows, in one reading. @returns the beginning of the archive, which has its contents list */
async function loadRows({ database, role, archive, start, tell }) {
    const [definitions, list] = await Promise.all([start(database, 'pre-data'), openSink(database, CONTENTS)]);
    const head = [];
    const begin = async () => {
        await definitions.conclude();
        const special = specialEntries((await list.end()).stdout, role);
        const sinks = await startLoading({ database, role, special, start });
        for (const chunk of head)
            await writeAll(sinks, chunk);
        return { sinks, special };
    };
    let loading;
    let length = 0;
    try {
        for await (const chunk of readVerified(archive, archive.manifest.objects.dump)) {
            length += chunk.length;
            tell(length);
            if (loading)
                await writeAll(loading.sinks, chunk);
            else {
                head.push(chunk);
                await writeAll([definitions, list], chunk);
                if (definitions.ended() && list.ended())
                    loading = await begin();
            }
            if (loading?.sinks.every(sink => sink.ended()))
                break;
        }
        loading ??= await begin();
        await Promise.all(loading.sinks.map(sink => sink.conclude()));
        return { head, special: loading.special };
    }
    finally {
        list.abort();
    }
}
async function startLoading({ database, role, special: { largeObjects, checks, others }, start, }) {
    if (largeObjects.length === 0)
        return [await start(role.database, 'data')];
    return Promise.all([
        start(role.database, 'data', [...others, ...checks]),
        start(database, 'data', largeObjects),
    ]);
}
async function writeAll(sinks, chunk) {
    await Promise.all(sinks.map(sink => sink.write(chunk)));
}
async function fed(restoring, head) {
    for (const chunk of head)
        await restoring.write(chunk);
    await restoring.conclude();
}

;// CONCATENATED MODULE: ../packages/postgres/src/encodings.ts
/**
 * The encoding to talk with a database in, for `PGCLIENTENCODING`: UTF-8, but for `SQL_ASCII`. Nothing is converted
 * there, and every byte that is not UTF-8 would be an error ("Character Set Support" in PostgreSQL's documentation).
 */
function spokenEncoding(encoding) {
    return encoding === 'SQL_ASCII' ? encoding : 'UTF8';
}

;// CONCATENATED MODULE: ../packages/backup/src/restore/guard.ts



/**
 * @param stream a script that prints `ready`, a blank and a value once the thing is there
 * @param what for messages
 * @throws UserError when the script ends instead
 */
async function guard(stream, what) {
    let said = '';
    stream.output.on('data', (part) => {
        said += part.toString('utf8');
    });
    const ended = stream.finished.then(() => true);
    const ready = () => /^ready (.*)\n/m.exec(said)?.[1];
    while (ready() === undefined) {
        const over = await Promise.race([ended, (0,external_node_events_.once)(stream.output, 'data').then(() => false)]);
        if (over && ready() === undefined)
            throw new errors/* UserError */.y(`cannot create ${what}: ${words((await stream.finished).stderr) || 'the connection was lost'}`);
    }
    let removal;
    return {
        value: ready(),
        remove: () => {
            removal ??= remove(stream, what);
            return removal;
        },
    };
}
async function remove(stream, what) {
    stream.end();
    const { code, stderr } = await stream.finished;
    if (code === 0)
        return;
    if (code !== undefined)
        throw new errors/* UserError */.y(`cannot remove ${what}: ${words(stderr) || `exit ${code}`}`);
    log_log/* log */.Rm.warning(`The connection was lost; the server itself removes ${what}.`, 'pg-backup');
}

;// CONCATENATED MODULE: ../packages/backup/src/restore/drill/scratch.ts




/** The same server, with another of its databases. */
function inDatabase(server, name, encoding) {
    return withValues(server, { TSH_DATABASE: name, TSH_CLIENT_ENCODING: spokenEncoding(encoding) });
}
/**
 * The same database, for a session beside others of this run: a session ends whatever has its name when it ends, and the
 * lock on the live database has the name of the run.
 */
function apart(database) {
    return withValues(database, { TSH_APP: `${database.applicationName}-aside` });
}
function withValues(database, fixed) {
    return {
        ...database,
        run: (script, options = {}) => database.run(script, { ...options, values: { ...options.values, ...fixed } }),
        stream: (script, values) => database.stream(script, { ...values, ...fixed }),
    };
}
/** A new, empty database like the one that was backed up. It is dropped by `remove`, unless it has another name then. */
async function openScratch(server, { name, manifest, limit }) {
    const { owner, encoding, collate, ctype } = manifest.server;
    const stream = await server.stream(SCRATCH, {
        ...{ TSH_NEW: name, TSH_OWNER: owner, TSH_ENCODING: encoding, TSH_COLLATE: collate, TSH_CTYPE: ctype },
        TSH_PROVIDER: providerOf(manifest),
        // What is at work in the database has a limit of its own, and ends before this one.
        TSH_LIMIT: String(2 * limit),
    });
    return guard(stream, `database "${name}"`).catch(scratch_explained(manifest));
}
/** Locales of ICU and PostgreSQL's own, such as `und-u-ks-level2` or `de_DE@collation=phonebook`. */
const LOCALE = /^[A-Za-z0-9@=;.,_+-]*$/;
/** ICU and PostgreSQL's own locales come next to the one of the C library (PostgreSQL 15, 17). Words of a manifest become SQL here. */
function providerOf({ server: { localeProvider, providerLocale }, id, }) {
    if (!localeProvider)
        return '';
    const locale = providerLocale ?? '';
    if (!['icu', 'builtin'].includes(localeProvider) || !LOCALE.test(locale))
        throw new errors/* UserError */.y(`the manifest of backup ${id} names no locale provider and locale that are known: "${localeProvider}", "${locale}". Use another backup`);
    return `LOCALE_PROVIDER ${localeProvider} ${localeProvider.toUpperCase()}_LOCALE '${locale}'`;
}
function scratch_explained({ server: { collate, ctype }, source }) {
    return (cause) => {
        if (!(cause instanceof errors/* UserError */.y) || !/locale/.test(cause.message))
            throw cause;
        const from = source.image ? `, such as that of image ${source.image}` : '';
        throw new errors/* UserError */.y(`the server does not know the locale of the backup (${collate}, ${ctype}). Restore on a server that has it${from}`, { cause });
    };
}

;// CONCATENATED MODULE: ../packages/postgres/src/properties.ts
const PROPERTIES = `SELECT json_build_object(
  'comment', shobj_description(d.oid, 'pg_database'),
  'connectionLimit', d.datconnlimit,
  'settings', (SELECT coalesce(json_agg(json_build_object('role', r.rolname,
      'name', split_part(c.setting, '=', 1), 'value', substr(c.setting, strpos(c.setting, '=') + 1)) ORDER BY r.rolname NULLS FIRST, c.at), '[]')
    FROM pg_db_role_setting s LEFT JOIN pg_roles r ON r.oid = s.setrole
      CROSS JOIN unnest(s.setconfig) WITH ORDINALITY AS c(setting, at)
    WHERE s.setdatabase = d.oid),
  'grants', CASE WHEN d.datacl IS NOT NULL THEN (SELECT coalesce(json_agg(json_build_object('grantor', pg_get_userbyid(a.grantor),
      'grantee', CASE WHEN a.grantee <> 0 THEN pg_get_userbyid(a.grantee) END, 'privilege', a.privilege_type, 'grantable', a.is_grantable)), '[]')
    FROM aclexplode(d.datacl) a) END,
  'labels', (SELECT coalesce(json_agg(json_build_object('provider', l.provider, 'label', l.label)), '[]')
    FROM pg_shseclabel l WHERE l.classoid = 'pg_database'::regclass AND l.objoid = d.oid))
FROM pg_database d WHERE d.datname = current_database()`;
/** What belongs to the name of the database of a session. */
function readProperties(session) {
    return session.query(PROPERTIES);
}
/** Settings whose value is a list of names, each of which is quoted by itself (PostgreSQL, `variable_is_guc_list_quote`). */
const LISTS = [
    'local_preload_libraries',
    'search_path',
    'session_preload_libraries',
    'shared_preload_libraries',
    'temp_tablespaces',
    'unix_socket_directories',
];
/** The values of a setting as `ALTER DATABASE … SET` takes them, unquoted. */
function settingValues({ name, value }) {
    if (!LISTS.includes(name))
        return [value];
    const names = [...value.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^\s,"]+))\s*(?:,|$)/g)];
    if (names.length === 0)
        return [''];
    return names.map(([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain);
}

;// CONCATENATED MODULE: ../packages/backup/src/restore/swap/settings.ts


/**
 * The settings of the backup's database, with their values: where the manifest has only their names, from the encrypted
 * object.
 */
async function settingsOf(archive) {
    const { id, objects, server } = archive.manifest;
    const settings = server.properties?.settings ?? [];
    if (objects.settings)
        return JSON.parse(await readWhole(archive, objects.settings));
    const without = settings.filter(({ value }) => value === undefined).map(({ name }) => name);
    if (without.length > 0)
        throw new errors/* UserError */.y(`backup ${id} has no values of the settings ${without.join(', ')}. Use another backup`);
    return settings;
}

;// CONCATENATED MODULE: ../packages/backup/src/restore/swap/apply-properties.ts




/**
 * Gives a database the settings, grants and comment that the backup's had. They belong to the database's name and not to
 * its contents, so a restore into another name loses them. They come from the catalogue, and the server quotes every one:
 * text of a dump that is taken apart line by line lets its owner write statements of their own.
 */
async function applyProperties(server, archive, name) {
    const { id, server: { owner, properties }, } = archive.manifest;
    if (!properties) {
        log_log/* log */.Rm.warning(`Backup ${id} is of a version that did not keep settings, grants and comment of the database itself; "${name}" has the defaults. pg_restore -C -s -f - shows those of the archive`, 'pg-restore');
        return;
    }
    const known = await settingsOf(archive);
    const settings = known.map(setting => ({ ...setting, values: settingValues(setting) }));
    await server.run(STATEMENTS, {
        input: statements({ ...properties, settings, owner, name }),
        values: { TSH_DATABASE: 'postgres', TSH_LIMIT: '120' },
    });
}
/** Statements that make the statements: `%I` and `%L` are quoted by the server. */
function statements(properties) {
    const json = JSON.stringify(properties).replaceAll("'", "''");
    return `SET standard_conforming_strings = on;
CREATE TEMPORARY TABLE wanted AS SELECT '${json}'::jsonb AS it;
SELECT format('ALTER DATABASE %I CONNECTION LIMIT %s', it->>'name', (it->>'connectionLimit')::int)
FROM wanted WHERE it->>'connectionLimit' <> '-1' \\gexec
SELECT format('COMMENT ON DATABASE %I IS %L', it->>'name', it->>'comment')
FROM wanted WHERE it->>'comment' IS NOT NULL \\gexec
SELECT format('SECURITY LABEL FOR %I ON DATABASE %I IS %L', label->>'provider', it->>'name', label->>'label')
FROM wanted, jsonb_array_elements(it->'labels') AS label \\gexec
SELECT format('ALTER %s SET %I TO %s',
  CASE WHEN setting->>'role' IS NULL THEN format('DATABASE %I', it->>'name')
    ELSE format('ROLE %I IN DATABASE %I', setting->>'role', it->>'name') END,
  setting->>'name', (SELECT string_agg(quote_literal(value), ', ') FROM jsonb_array_elements_text(setting->'values') AS value))
FROM wanted, jsonb_array_elements(it->'settings') AS setting \\gexec
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC, %I', it->>'name', it->>'owner')
FROM wanted WHERE jsonb_typeof(it->'grants') = 'array' \\gexec
SELECT format('SET LOCAL ROLE %I', one->>'grantor'),
  format('GRANT %s ON DATABASE %I TO %s%s', one->>'privilege', it->>'name',
    coalesce(quote_ident(one->>'grantee'), 'PUBLIC'), CASE WHEN (one->>'grantable')::boolean THEN ' WITH GRANT OPTION' ELSE '' END),
  'RESET ROLE'
FROM wanted, jsonb_array_elements(CASE WHEN jsonb_typeof(it->'grants') = 'array' THEN it->'grants' ELSE '[]' END) AS one
WHERE one->>'privilege' IN ('CREATE', 'CONNECT', 'TEMPORARY') \\gexec
`;
}

;// CONCATENATED MODULE: ../packages/backup/src/restore/swap/data-role.ts






const SERVER = `SELECT json_build_object('version', current_setting('server_version_num')::int, 'port', current_setting('port'),
  'superusers', (SELECT coalesce(json_agg(rolname), '[]') FROM pg_roles WHERE rolsuper),
  'roles', (SELECT coalesce(json_agg(rolname), '[]') FROM pg_roles WHERE NOT rolsuper))`;
/**
 * Loading rows evaluates what the owner of a table has written: checks, generated columns, domains. `SET ROLE` would not
 * hold it back, since the same session can reset it; only another login does. Without one, the superuser loads the
 * data, with a warning: a restore that is needed must not fail for that.
 * @param server its login is a superuser
 */
async function openDataRole(server, { name: database, encoding, limit }) {
    const restored = inDatabase(server, database, encoding);
    const { version, port, ...known } = await factsOf(restored);
    // pg_read_all_data and pg_write_all_data came with it.
    if (version < 140_000)
        return refused('PostgreSQL 14 is the first that knows such a role');
    const name = `tsh_data_${(0,external_node_crypto_.randomBytes)(4).toString('hex')}`;
    const password = (0,external_node_crypto_.randomBytes)(24).toString('hex');
    const stream = await restored.stream(DATA_ROLE, { TSH_ROLE: name, TSH_LIMIT: String(2 * limit) });
    stream.input.write(`CREATE ROLE "${name}" LOGIN BYPASSRLS CONNECTION LIMIT 3 PASSWORD '${scramVerifier(password)}' IN ROLE pg_read_all_data, pg_write_all_data\n`);
    const { remove } = await guard(stream, `role "${name}"`);
    // Where the socket only knows users of the system (peer), TCP usually accepts a password.
    for (const address of [{}, { host: '127.0.0.1', port }]) {
        const login = inDatabase(server.as({ user: name, password, ...address }), database, encoding);
        const { code } = await login.run(scripts_LOGIN, { allowFailure: true });
        if (code === 0)
            return { database: login, name, ...known, remove };
    }
    await remove();
    return refused('the server lets no new role log in with a password (pg_hba.conf)');
}
async function factsOf(database) {
    const session = await openSession(apart(database), 60);
    try {
        return await session.query(SERVER);
    }
    finally {
        await session.close();
    }
}
function refused(why) {
    log_log/* log */.Rm.warning(`The data are loaded by a superuser, who evaluates what the owners of tables have written into checks and generated columns: ${why}`, 'pg-restore');
}
/** What PostgreSQL stores of a password (RFC 5803), so that the password itself is in no statement and in no log. */
function scramVerifier(password, salt = (0,external_node_crypto_.randomBytes)(16)) {
    const salted = (0,external_node_crypto_.pbkdf2Sync)(password, salt, 4096, 32, 'sha256');
    const keyed = (text) => (0,external_node_crypto_.createHmac)('sha256', salted).update(text).digest();
    const stored = (0,external_node_crypto_.createHash)('sha256').update(keyed('Client Key')).digest('base64');
    return `SCRAM-SHA-256$4096:${salt.toString('base64')}$${stored}:${keyed('Server Key').toString('base64')}`;
}

;// CONCATENATED MODULE: ../packages/backup/src/restore/swap/timescale.ts



/**
 * Restores a database with TimescaleDB as its documentation says ("Logical backup with pg_dump and pg_restore"): the
 * extension comes first, in the version of the backup, and takes what is restored for plain tables until
 * `timescaledb_post_restore`. Its background jobs, which could drop old rows, begin only after `work`.
 * @param restored a new, empty database
 */
async function withTimescale(restored, { server: { extensions } }, work) {
    const version = extensions.timescaledb;
    if (version === undefined)
        return work();
    await run(restored, version, TIMESCALE_BEFORE);
    const result = await work();
    await run(restored, version, TIMESCALE_AFTER);
    return result;
}
async function run(restored, version, script) {
    const { code, stderr } = await restored.run(script, {
        values: { TSH_VERSION: version },
        allowFailure: true,
    });
    if (code !== 0)
        throw new errors/* UserError */.y(`TimescaleDB ${version}, which the backup was made with, does not take a restore: ${words(stderr) || `exit ${code}`}. Restore on a server that has this version`);
}

;// CONCATENATED MODULE: ../packages/backup/src/restore/restore-into.ts












/**
 * Restores a backup into a new database, and compares it with the manifest. No other database is touched; whatever
 * fails, the new one is dropped again, by the server itself when the connection is lost.
 */
async function restoreInto(server, archive, plan) {
    try {
        return await attempt(server, archive, { ...plan, single: true });
    }
    catch (cause) {
        if (!(cause instanceof errors/* UserError */.y) || !cause.message.includes('max_locks_per_transaction'))
            throw cause;
        log_log/* log */.Rm.info('The backup has more objects than one transaction may lock; restoring without one');
        return await attempt(server, archive, { ...plan, single: false });
    }
}
async function attempt(server, archive, plan) {
    const { manifest } = archive;
    const { name, limit, signal } = plan;
    const started = Date.now();
    signal.throwIfAborted();
    const scratch = await openScratch(server, { name, manifest, limit });
    try {
        const restored = inDatabase(server, name, manifest.server.encoding);
        const counted = await withTimescale(restored, manifest, async () => {
            await pour(server, archive, plan);
            signal.throwIfAborted();
            await restored.run(ANALYZE, { values: { TSH_LIMIT: String(limit) } });
            signal.throwIfAborted();
            return countIn(restored, archive, limit);
        });
        await applyProperties(server, archive, name);
        signal.throwIfAborted();
        return { ...counted, seconds: (Date.now() - started) / 1000, remove: scratch.remove };
    }
    catch (cause) {
        throw await dropped(scratch, name, signal.aborted ? new errors/* UserError */.y('cancelled', { cause }) : cause);
    }
}
async function dropped({ remove }, name, cause) {
    const so = await remove().then(() => `database "${name}" was dropped again`, (fault) => `and ${fault.message}. To drop it: DROP DATABASE "${name}" WITH (FORCE)`);
    if (!(cause instanceof errors/* UserError */.y))
        return cause;
    return new errors/* UserError */.y(`the restore failed: ${cause.message}; ${so}`, { cause });
}
/** Sends the archive through pg_restore. */
async function pour(server, archive, plan) {
    const { name, limit, signal, single } = plan;
    const { encoding } = archive.manifest.server;
    const restored = inDatabase(server, name, encoding);
    const options = [single ? '--single-transaction' : '', plan.options ?? ''].join(' ');
    const tell = progress('Restoring', archive.manifest.objects.dump.size);
    const role = archive.manifest.contents.ownersCode
        ? await openDataRole(server, { name, encoding, limit })
        : undefined;
    if (!role)
        return pourWhole(restored, { archive, plan: { limit, options, signal }, tell });
    try {
        await restoreApart(restored, role, { archive, plan: { limit, options, signal }, tell });
    }
    finally {
        await role.remove();
    }
}
/** All of it by one pg_restore, with the login of the server. */
async function pourWhole(database, { archive, plan, tell }) {
    const target = await startRestoring(database, plan);
    plan.signal.addEventListener('abort', target.abort);
    let length = 0;
    try {
        for await (const chunk of readVerified(archive, archive.manifest.objects.dump)) {
            if (target.ended())
                break;
            await target.write(chunk);
            length += chunk.length;
            tell(length);
        }
        await target.conclude();
    }
    catch (cause) {
        target.abort();
        throw cause;
    }
    finally {
        plan.signal.removeEventListener('abort', target.abort);
    }
}
async function countIn(database, { manifest }, limit) {
    const session = await openSession(apart(database), limit);
    try {
        return await recount(session, manifest);
    }
    finally {
        await session.close();
    }
}

;// CONCATENATED MODULE: ../packages/backup/src/restore/swap/roles.ts


const roles_NAME = `("(?:[^"]|"")+"|[a-z_][a-z0-9_$]*)`;
const ABOUT_ROLE = new RegExp(`^(?:CREATE|ALTER) ROLE ${roles_NAME}(?: WITH [A-Z0-9 ]+(?:VALID UNTIL '[^']*')?)?;$`);
const MEMBERSHIP = new RegExp(`^(GRANT ${roles_NAME} TO ${roles_NAME}(?: WITH [A-Z, ]+?)?)(?: GRANTED BY ${roles_NAME})?;$`);
/**
 * The statements of `pg_dumpall --globals-only` that make these roles and their memberships. Settings, comments and
 * tablespaces are left out, and a membership is granted by whoever restores.
 */
function roleStatements(globals, missing) {
    const made = [];
    const granted = [];
    for (const line of globals.split('\n')) {
        const role = ABOUT_ROLE.exec(line)?.[1];
        if (role && missing.has(plainName(role)))
            made.push(line);
        const [, grant, , member = ''] = MEMBERSHIP.exec(line) ?? [];
        if (grant && missing.has(plainName(member)))
            granted.push(`${grant};`);
    }
    return [...made, ...granted];
}
function plainName(identifier) {
    return identifier.startsWith('"') ? identifier.slice(1, -1).replaceAll('""', '"') : identifier;
}
/** Roles of the backup that the server does not have. */
async function missingRoles(session, { manifest }) {
    const present = await session.query(`SELECT json_agg(rolname) FROM pg_roles`);
    return manifest.server.roles.filter(role => !present.includes(role));
}
/** Makes roles as the backup has them, without passwords. Only for a server that nobody else uses. */
async function createRoles(server, archive, missing) {
    if (missing.length === 0)
        return;
    const globals = await readWhole(archive, archive.manifest.objects.globals);
    const statements = roleStatements(globals, new Set(missing));
    const values = { TSH_DATABASE: 'postgres', TSH_LIMIT: '120' };
    await server.run(STATEMENTS, { input: `${statements.join('\n')}\n`, values });
}

;// CONCATENATED MODULE: ../packages/server/src/disk-space.ts

/** A line of `df -Pk`: device, blocks, used, available, share, mount. */
const LINE = /^\S.* +\d+ +\d+ +(\d+) +\S+% +(\/.*)$/gm;
/** The file systems in the output of `df -Pk`, in the order of its arguments. */
const parseDiskSpace = (df) => [...df.matchAll(LINE)].map(([, freeKilobytes, mount = '']) => ({
    freeBytes: Number(freeKilobytes) * 1024,
    mount,
}));
/** Free bytes, from the output of `df -Pk` for one folder. @throws UserError when the output has another form */
function disk_space_freeBytes(df) {
    const [space] = parseDiskSpace(df);
    if (!space)
        throw new errors/* UserError */.y(`cannot parse df output: "${df.trim().slice(0, 200)}"`);
    return space.freeBytes;
}

;// CONCATENATED MODULE: ../packages/backup/src/restore/disk.ts


/** Free bytes where a server keeps its databases. */
async function spaceOf(database, session) {
    const folder = await session.query(`SELECT to_json(current_setting('data_directory'))`);
    const { stdout } = await database.run(FREE_SPACE, { values: { TSH_FOLDER: folder } });
    return { free: freeBytes(stdout), folder: `${folder} of ${database.name}` };
}
/** A restored database, its indexes being built and the write-ahead log of it all, per byte of the database. */
const FACTOR = 2.5;
/** Why there is too little space for a database, or nothing. */
function lackOfSpace(free, size, where) {
    const needed = size * FACTOR;
    if (free >= needed)
        return undefined;
    return `${formatBytes(free)} are free in ${where}, and ${formatBytes(needed)} are needed (${FACTOR} times the size of the database)`;
}

;// CONCATENATED MODULE: ../packages/backup/src/restore/drill/throwaway.ts





/**
 * The container goes with the standard input of this script, so also when the connection to the runner is lost.
 * Every process in it is on the loopback or a local socket; trust is the official image's name for "no password".
 */
const RUN = `id=$(docker run -d --rm --pull never --network none --cpu-shares 256 --shm-size 1g --label "tsh-pg-backup=$1" \\
  -e POSTGRES_HOST_AUTH_METHOD=trust -- "$2" postgres -c fsync=off -c full_page_writes=off -c synchronous_commit=off \\
  -c autovacuum=off -c max_wal_size=4GB -c max_locks_per_transaction=1024 </dev/null) || exit 1
printf 'ready %s\\n' "$id"
timeout -s TERM "$3" cat >/dev/null
docker rm -f -v "$id" >/dev/null
! docker inspect "$id" >/dev/null 2>&1`;
/**
 * Starts a server for a backup next to the database.
 * @param database the live one, which gives access to containers on that host
 */
async function startThrowaway(remote, database, { manifest, limit, liveVersion }) {
    const live = { version: liveVersion, imageId: database.source.imageId };
    const image = await imageOf(remote, manifest, live);
    await checkSpace(remote, manifest);
    const words = ['sh', '-c', RUN, 'throwaway', manifest.id, image, String(limit)];
    const { value, remove } = await guard(await remote.stream(words), `a throwaway server on ${remote.name} from image ${image}`);
    const throwaway = database.inContainer(value);
    const { code, stderr } = await throwaway
        .run(READY, { allowFailure: true })
        .catch((cause) => ({ code: -1, stderr: cause.message }));
    if (code === 0)
        return { database: throwaway, remove };
    await remove();
    throw new errors/* UserError */.y(`the throwaway server from image ${image} did not start: ${stderr.trim() || 'no answer'}`);
}
/** `registry:5000/name/name:tag@sha256:…`, whatever is missing of it, or the id of an image (distribution/reference). */
const IMAGE = /^(?:sha256:[0-9a-f]{64}|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?(?::\d+)?(?:\/[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)*(?::\w[\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?)$/i;
/**
 * An image that the host has: that of the live database, where it has the same major version, else that of the backup. The
 * manifest is from the bucket, so what it names is never pulled.
 */
async function imageOf(remote, manifest, live) {
    const { source, server, id } = manifest;
    if (live.imageId && major(live.version) === major(server.version) && (await hasImage(remote, live.imageId)))
        return live.imageId;
    for (const image of [source.imageId, source.image]) {
        if (!image)
            continue;
        if (!IMAGE.test(image))
            throw new errors/* UserError */.y(`the manifest of backup ${id} names "${image}", which is no image. Use another backup`);
        if (await hasImage(remote, image))
            return image;
    }
    const { image } = source;
    if (!image)
        throw new errors/* UserError */.y(`the manifest of backup ${id} names no image to start a throwaway server from`);
    throw new errors/* UserError */.y(`backup ${id} cannot be drilled: its image ${image} is not on ${remote.name}, and the live database runs PostgreSQL ${major(live.version)} and not ${major(server.version)}. Get the image there with "docker pull ${image}", if you trust it`);
}
const major = (version) => Math.floor(version / 10_000);
async function hasImage(remote, image) {
    const inspect = ['docker', 'image', 'inspect', '--format', '{{.Id}}', '--', image];
    return (await remote.run(inspect, { allowFailure: true })).code === 0;
}
async function checkSpace(remote, { server }) {
    const { stdout } = await remote.run(['docker', 'info', '--format', '{{.DockerRootDir}}']);
    const folder = stdout.trim();
    const { stdout: df } = await remote.run(['df', '-Pk', folder]);
    const lack = lackOfSpace(disk_space_freeBytes(df), server.size, `${folder} on ${remote.name}`);
    if (lack)
        throw new errors/* UserError */.y(`too little space for a drill: ${lack}. Free some, or use "verify: 2"`);
}

;// CONCATENATED MODULE: ../packages/backup/src/restore/drill/drill.ts









/** Restores a backup where it harms nobody, counts every row, and throws the restored database away. */
async function drill(inputs, ports) {
    await ports.bucket.check(inputs.storage.prefix);
    const id = `tsh-pg-backup:drill-${randomBytes(3).toString('hex')}`;
    const database = await openDatabase(inputs, ports.remote, id);
    const keys = backupKeys(inputs.storage, await asked(database, session => session.query('SELECT to_json(current_database())')));
    const manifest = await chooseBackup(ports.bucket, keys, inputs.backupId);
    const problem = drillProblem(manifest.source);
    if (problem)
        throw new UserError(`backup ${manifest.id} cannot be drilled: ${problem}`);
    const { rows, seconds, skipped } = await rehearse({ inputs, ports, database }, manifest);
    const result = {
        'backup-id': manifest.id,
        'verified-level': 3,
        rows,
        'duration-seconds': rounded(seconds),
    };
    const { tables } = manifest.contents;
    const lines = [
        ['Backup', inlineCode(manifest.id)],
        ['Restored into', 'a throwaway server'],
        ['Compared', `${rows} rows in ${tables.length - skipped.length} of ${tables.length} tables, all equal`],
        ['Took', `${result['duration-seconds']} s`],
    ];
    await writeSummary(`### Restore drill\n\n${table(['', ''], lines)}\n`);
    return result;
}
/** The drill as the last proof of a new backup. @throws UserError when it cannot be restored, or anything differs */
async function drillManifest(scene, manifest) {
    const { rows, seconds, skipped } = await rehearse(scene, manifest);
    const left = skipped.length > 0 ? `, ${skipped.length} tables not compared` : '';
    const detail = `restored into a throwaway server in ${rounded(seconds)} s, ${rows} rows counted${left}`;
    return { level: 3, at: new Date().toISOString(), detail };
}
/**
 * Why a backup of this source cannot be drilled, or nothing. A restore runs SQL that the owner of the database has
 * written, partly as a superuser; unless a person requested it, that is done only in a container without a network
 * that is thrown away, never in the live server.
 */
function drillProblem({ container }) {
    if (container)
        return undefined;
    return "a drill runs in a throwaway container of the image that the database runs in, and the server's own PostgreSQL has none. Restore it on another server as RESTORE.txt next to the backup shows";
}
const rounded = (seconds) => Math.round(seconds * 10) / 10;
/** One question by a connection of its own; it has another name than the run, whose connections go on. */
async function asked(database, question) {
    const session = await openSession(apart(database), 600);
    try {
        return await question(session);
    }
    finally {
        await session.close();
    }
}
async function rehearse({ inputs, ports, database }, manifest) {
    const archive = { bucket: ports.bucket, manifest, identity: inputs.encryption.identity };
    const name = `tsh_verify_${(0,external_node_crypto_.randomBytes)(3).toString('hex')}`;
    const plan = { name, limit: inputs.timeout, signal: ports.signal };
    const restored = await inThrowaway({ inputs, ports, database }, archive, plan);
    const { rows, seconds, skipped } = restored;
    log_log/* log */.Rm.info(`Drill: restored into a throwaway server in ${rounded(seconds)} s, ${rows} rows as in the manifest`);
    for (const one of skipped)
        log_log/* log */.Rm.info(`Drill: ${one} was not counted by the backup, so it is not compared`);
    return restored;
}
/** Tablespaces are left out: the throwaway server has none. */
async function inThrowaway({ ports, database }, archive, plan) {
    const started = Date.now();
    const { manifest } = archive;
    const liveVersion = await asked(database, session => session.query("SELECT to_json(current_setting('server_version_num')::int)"));
    const options = { manifest, limit: 2 * plan.limit, liveVersion };
    const throwaway = await startThrowaway(ports.remote, database, options);
    try {
        ports.signal.throwIfAborted();
        const missing = await asked(throwaway.database, session => missingRoles(session, archive));
        await createRoles(throwaway.database, archive, missing);
        const restored = await restoreInto(throwaway.database, archive, { ...plan, options: '--no-tablespaces' });
        return { ...restored, seconds: (Date.now() - started) / 1000 };
    }
    catch (cause) {
        if (ports.signal.aborted)
            throw new errors/* UserError */.y('drill cancelled; nothing of it is left', { cause });
        throw cause;
    }
    finally {
        await throwaway.remove();
    }
}

;// CONCATENATED MODULE: ../packages/backup/src/scene.ts
/** At most 63 characters: the run is what a person looks for. */
function applicationName(id) {
    return `tsh-pg-backup:${id.split('-').slice(-2).join('-')}`;
}

;// CONCATENATED MODULE: ../packages/backup/src/store/sha256.ts

/** SHA-256 in hexadecimal. */
function sha256(content) {
    return (0,external_node_crypto_.createHash)('sha256').update(content).digest('hex');
}

;// CONCATENATED MODULE: ../packages/backup/src/archive/globals.ts




/**
 * Roles and grants; without them a restore on a new server fails at the first owner that does not exist.
 * @param encoding of the database that pg_dumpall connects to
 */
async function dumpGlobals(database, encoding) {
    const nonce = (0,external_node_crypto_.randomBytes)(8).toString('hex');
    const values = { TSH_NONCE: nonce, TSH_CLIENT_ENCODING: spokenEncoding(encoding) };
    const stream = await database.stream(GLOBALS, values);
    const parts = [];
    for await (const part of stream.output)
        parts.push(part);
    const end = await stream.finished;
    const text = Buffer.concat(parts);
    const complete = text.includes('PostgreSQL database cluster dump complete');
    if (end.code !== 0 || toldCode(end.stderr, nonce) !== '0' || !complete)
        throw incomplete(`roles: ${words(end.stderr) || 'pg_dumpall wrote only a part'}`);
    return text;
}

;// CONCATENATED MODULE: ../packages/backup/src/backup/manifest-of.ts


/** Everything that is known of a backup whose objects are all in the bucket. */
function manifestOf(scene, stored) {
    const { inputs, id, facts, database, warnings, clock } = scene;
    const { dump, options } = stored;
    const run = (0,workflow_run/* workflowRun */.t)();
    const ahead = facts.readAt - Date.parse(facts.now);
    const now = Date.now();
    const { list, entries, warnings: said, sha256Plain, ...object } = dump;
    const age = options.encryption.mode === 'age';
    return {
        ...{
            schema: SCHEMA,
            id,
            environment: inputs.storage.environment,
            database: facts.database,
            version: inputs.version,
        },
        ...{
            started: facts.now,
            finished: new Date(now - ahead).toISOString(),
            seconds: Math.round((now - facts.readAt) / 100) / 10,
        },
        clocks: { runner: ahead, store: ahead + clock },
        ...{
            repository: run.repository,
            commit: run.sha,
            branch: run.branch,
            run: run.url,
            attempt: run.attempt,
            actor: run.actor,
        },
        server: {
            ...serverFacts(facts),
            properties: age ? withoutValues(stored.properties) : stored.properties,
        },
        source: database.source,
        dump: { version: facts.dumpVersion, codec: stored.codec, snapshot: stored.snapshot.id },
        encryption: { ...options.encryption, ...(age ? { recipients: inputs.encryption.recipients } : {}) },
        objects: { dump: { ...object, ...(age ? { sha256Plain } : {}) }, ...stored.objects },
        contents: {
            ...{ tables: stored.tables, rows: stored.rows, entries },
            ...{ sequences: stored.snapshot.sequences, largeObjects: stored.snapshot.largeObjects },
            ...(stored.snapshot.ownersCode ? { ownersCode: true } : {}),
        },
        ...(inputs.allowShrinkReason === '' ? {} : { allowShrink: inputs.allowShrinkReason }),
        warnings: [...warnings, ...said],
        verification: verificationOf(inputs.verify),
        protected: false,
    };
}
const withoutValues = (properties) => ({
    ...properties,
    settings: properties.settings.map(({ role, name }) => ({ role, name })),
});
function verificationOf(level) {
    const at = new Date().toISOString();
    const listed = {
        level: 1,
        at,
        detail: 'sent whole, and every table, sequence and extension of the snapshot is listed',
    };
    if (level < 2)
        return [listed];
    const detail = 'decoded to its last byte and hashed where it was made, the same SHA-256 sent; read back from the bucket, the same again';
    return [listed, { level: 2, at, detail }];
}
function serverFacts({ version, systemIdentifier, serverStarted, database, owner, encoding, collate, ctype, ...rest }) {
    const { localeProvider, providerLocale, dataChecksums, size, extensions, roles, lsn, revision } = rest;
    return {
        version,
        systemIdentifier,
        serverStarted,
        database,
        owner,
        encoding,
        collate,
        ctype,
        ...(localeProvider ? { localeProvider, providerLocale: providerLocale ?? '' } : {}),
        dataChecksums,
        size,
        extensions,
        roles,
        lsn,
        revision,
    };
}

// EXTERNAL MODULE: ../packages/remote/src/commands/quote.ts
var quote = __webpack_require__(4278);
;// CONCATENATED MODULE: ../packages/backup/src/backup/restore-text.ts

/** How to restore a backup with stock tools and without this action. The commands are run word by word in a test. */
function restoreText({ id, facts, dump, globals, age, tables }) {
    const { database, version, encoding, collate, ctype, localeProvider: provider } = facts;
    const { timescaledb: timescale } = facts.extensions;
    const locale = provider
        ? ` ${(0,quote/* quoteAll */._)([`--locale-provider=${provider}`, `--${provider}-locale=${facts.providerLocale}`])}`
        : '';
    const major = Math.floor(version / 10_000);
    const fetch = ({ key, sha256 }, file) => [
        `aws \${ENDPOINT:+--endpoint-url "$ENDPOINT"} s3 cp "s3://$BUCKET/${key}" ${file}`,
        `echo "${sha256}  ${file}" | sha256sum -c -`,
    ];
    const open = (file) => (age ? [`age -d -i "$IDENTITY" -o ${file} ${file}.age`] : []);
    const lines = [
        'set -eu',
        ': "${BUCKET:?the bucket that holds this file}"',
        ...(age ? [': "${IDENTITY:?a file with the private key of age}"'] : []),
        `DATABASE=\${DATABASE:-${database}_restored}`,
        ...fetch(dump, age ? 'dump.pgc.age' : 'dump.pgc'),
        ...open('dump.pgc'),
        ...fetch(globals, age ? 'globals.sql.age' : 'globals.sql'),
        ...open('globals.sql'),
        'psql -X -q -d postgres -f globals.sql # roles that exist are reported and stay as they are; passwords are not in it',
        `createdb -T template0 ${(0,quote/* quoteAll */._)(['-E', encoding, `--lc-collate=${collate}`, `--lc-ctype=${ctype}`])}${locale} "$DATABASE"`,
        ...(timescale === undefined
            ? []
            : [
                `psql -d "$DATABASE" -c ${(0,quote/* quote */.h)(`CREATE EXTENSION timescaledb VERSION '${timescale}'`)} -c 'SELECT timescaledb_pre_restore()'`,
            ]),
        'pg_restore --exit-on-error --single-transaction -d "$DATABASE" dump.pgc',
        ...(timescale === undefined ? [] : [`psql -d "$DATABASE" -c 'SELECT timescaledb_post_restore()'`]),
        'vacuumdb --analyze-only -q "$DATABASE"',
    ];
    return `Backup ${id}
Database "${database}" (${tables} tables) of PostgreSQL ${version}, ${facts.now}

To restore it without the action that made it you need: aws (AWS CLI), sha256sum,${age ? ' age,' : ''} and psql, createdb,
pg_restore, vacuumdb of PostgreSQL ${major} or newer. Set BUCKET${age ? ', IDENTITY' : ''}, the AWS_ variables, ENDPOINT for a store
that is not AWS, and PGHOST, PGUSER and so on for the server that takes the database. Then run the lines between the rulers.

----------------------------------------------------------------
${lines.join('\n')}
----------------------------------------------------------------
`;
}

;// CONCATENATED MODULE: ../packages/backup/src/backup/publish.ts






/** Writes the small objects next to the dump: roles, settings, contents list, and how to restore without this action. */
async function writeSideObjects(scene, { dump, snapshot, roles, properties }, options) {
    const { inputs, keys, id, facts } = scene;
    const folder = keys.folder(id);
    const age = inputs.encryption.mode === 'age';
    const globals = age
        ? { ...(await writeEncrypted(scene, 'globals.sql', roles, options)), sha256Plain: sha256(roles) }
        : await write(scene, `${folder}globals.sql`, roles, options);
    const instructions = restoreText({ id, facts, dump, globals, age, tables: snapshot.tables.length });
    return {
        globals,
        ...(age ? await writeSettings(scene, properties, options) : {}),
        contents: await write(scene, `${folder}toc.txt`, Buffer.from(dump.list), options),
        restore: await write(scene, `${folder}RESTORE.txt`, Buffer.from(instructions), options),
    };
}
/** Without a SHA-256 of the plain text: whoever guesses the value of a short one could tell that it is right. */
async function writeSettings(scene, { settings }, options) {
    if (settings.length === 0)
        return {};
    const text = Buffer.from(JSON.stringify(settings));
    return { settings: await writeEncrypted(scene, 'settings.json', text, options) };
}
async function writeEncrypted(scene, name, plain, options) {
    const { inputs, keys, id } = scene;
    const sealed = await collected(await encrypted(once(plain), inputs.encryption.recipients));
    return write(scene, `${keys.folder(id)}${name}.age`, sealed, options);
}
async function write({ ports: { bucket } }, key, body, options) {
    await certainly(() => bucket.put(key, body, options), bucket, {
        key,
        size: body.length,
        token: options.token,
    });
    const { versionId } = await publish_looked(bucket, key, body.length);
    return { key, versionId, size: body.length, sha256: sha256(body) };
}
/** An answer of 200 may carry an error, which the SDK sees in some operations only; so the object is looked at. */
async function publish_looked(bucket, key, size) {
    const found = await bucket.head(key);
    if (found?.size === size)
        return found;
    const how = found ? `it has ${found.size} bytes, not ${size}` : 'it is not there';
    throw new errors/* UserError */.y(`the object ${key} is not what was written: ${how}. Check the bucket, then back up again`);
}
/** Writes the manifest, which makes the backup one. @returns its text */
async function publish(bucket, keys, manifest) {
    const text = formatManifest(manifest);
    const key = keys.manifest(manifest.id);
    const options = { token: manifest.id, checksum: 'none', encryption: serverSide(manifest) };
    const size = Buffer.byteLength(text);
    await certainly(() => bucket.put(key, text, options), bucket, { key, size, token: manifest.id });
    await publish_looked(bucket, key, size);
    return text;
}
const serverSide = ({ encryption: { mode, key } }) => ({ mode, key });
async function* once(bytes) {
    yield bytes;
}
async function collected(chunks) {
    const parts = [];
    for await (const part of chunks)
        parts.push(part);
    return Buffer.concat(parts);
}

;// CONCATENATED MODULE: ../packages/backup/src/backup/read-back.ts


/** Reads an object and compares every byte with what was written. @throws UserError when anything differs */
async function readBack(bucket, { key, size, sha256, versionId, }, signal) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let read = 0;
    for await (const chunk of await bucket.read(key, versionId)) {
        signal.throwIfAborted();
        hash.update(chunk);
        read += chunk.length;
    }
    if (read === size && hash.digest('hex') === sha256)
        return;
    throw new errors/* UserError */.y(`the object read back from the bucket is not what was written (${read} of ${size} bytes): ${key}. Check the bucket, then back up again`);
}

;// CONCATENATED MODULE: ../packages/backup/src/backup/retention/shrink.ts


/** Backups that count for the comparison. */
const COMPARED = 5;
const LEAST = 0.5;
/**
 * Why a backup is suspiciously small, or nothing: a dump of the wrong or an emptied database is a perfect archive, so
 * only what was there before can tell.
 * @param before newest first; only those that were verified count
 */
function shrinkage(now, before) {
    if (now.tables === 0)
        return 'the database has no tables';
    const earlier = before
        .filter(manifest => verifiedLevel(manifest) >= 2)
        .slice(0, COMPARED)
        .map(({ objects, contents }) => ({
        size: objects.dump.size,
        rows: contents.rows,
        tables: contents.tables.length,
    }));
    if (earlier.length === 0)
        return undefined;
    const usual = (what) => median(earlier.map(extent => extent[what]));
    const said = (what) => what === 'size' ? formatBytes(now.size) : `${now[what]} ${what}`;
    const was = (what) => what === 'size' ? formatBytes(usual(what)) : `${usual(what)} ${what}`;
    const shrunk = ['size', 'rows', 'tables'].filter(what => (now[what] ?? Number.POSITIVE_INFINITY) < usual(what) * LEAST);
    if (shrunk.length === 0)
        return undefined;
    return `the backup is suspiciously small (${shrunk.map(what => `${said(what)}, usually ${was(what)}`).join('; ')})`;
}
function median(values) {
    return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;
}

;// CONCATENATED MODULE: ../packages/backup/src/backup/retention/sweep.ts



/** No backup runs as long as this, on whatever server; what is older belongs to none that is running. */
const MAX_RUN_MS = 2 * 86_400_000;
/** Aborts every open upload below a folder. An upload whose response was lost is known to no one else. */
async function abortUploads(bucket, folder) {
    for (const { key, uploadId } of (await bucket.openUploads(folder)) ?? [])
        await bucket.abortUpload(key, uploadId);
}
/**
 * Removes what runs have left in the bucket that were killed and whose post step never came: uploads that were not
 * completed, and parts of a backup without a manifest. It only warns: the backup does not depend on it.
 */
async function sweep(bucket, keys) {
    try {
        const removed = [...(await abortOld(bucket, keys)), ...(await removeOrphans(bucket, keys))];
        if (removed.length > 0)
            log_log/* log */.Rm.info(`Removed what earlier runs had left unfinished: ${removed.join(', ')}`);
    }
    catch (cause) {
        log_log/* log */.Rm.warning(`What earlier runs left unfinished was not removed: ${cause.message}`, 'pg-backup');
    }
}
async function abortOld(bucket, keys) {
    const open = await Promise.all([keys.data, keys.probe].map(prefix => bucket.openUploads(prefix)));
    const old = open
        .flatMap(uploads => uploads ?? [])
        .filter(({ key, started }) => (key === keys.probe || idOfData(keys, key) !== undefined) && isOld(started));
    for (const { key, uploadId } of old)
        await bucket.abortUpload(key, uploadId);
    return old.map(({ key }) => key);
}
/** @returns keys of the objects that were removed */
async function removeOrphans(bucket, keys) {
    const folders = new Map();
    for await (const { key, modified } of bucket.list(keys.data)) {
        const id = idOfData(keys, key);
        if (id !== undefined && isOld(modified))
            folders.set(id, [...(folders.get(id) ?? []), key]);
    }
    if (folders.size === 0)
        return [];
    // Listed after the data, so that a manifest that was written meanwhile is seen.
    for (const id of await backupIds(bucket, keys))
        folders.delete(id);
    const whole = [...folders].filter(([, found]) => isWhole(found)).map(([id]) => id);
    if (whole.length > 0)
        warnOfWhole(whole, keys);
    for (const id of whole)
        folders.delete(id);
    const removed = [...folders.values()].flat();
    for (const key of removed)
        await bucket.remove(key, (await bucket.head(key))?.versionId);
    return removed;
}
/** Whether these are all objects of a backup: only its manifest is missing, which someone may have deleted by mistake. */
const isWhole = (found) => found.some(key => /\/dump\.pgc(\.age)?$/.test(key)) && found.some(key => key.endsWith('/RESTORE.txt'));
function warnOfWhole(ids, { catalogue, data }) {
    log_log/* log */.Rm.warning(`${ids.length} backups have no manifest, so they are not used: ${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ' …' : ''}. Restore what was deleted below ${catalogue}, or delete their folders below ${data}`, 'pg-backup');
}
function isOld(time) {
    return Date.now() - Date.parse(time) > MAX_RUN_MS;
}

;// CONCATENATED MODULE: ../packages/backup/src/backup/retention/take-away.ts




/** After a failure: no upload, no object, no connection of this run is left. */
async function takeAway({ ports: { bucket }, keys, id, database }, upload) {
    const uploads = upload.abort().finally(() => abortUploads(bucket, keys.folder(id)));
    const what = [uploads, removeData(bucket, keys, id), database.run(TERMINATE, { allowFailure: true })];
    for (const { status, reason } of (await Promise.allSettled(what)))
        if (status === 'rejected')
            log_log/* log */.Rm.warning(`Something of the failed backup may be left: ${reason.message}`, 'pg-backup');
}
/**
 * Removes every object of a backup that came to nothing; the manifest first, if its writing ended in doubt. What somebody
 * else has put under one of its names does not carry its token, and stays.
 */
async function removeData(bucket, keys, id) {
    const removeOwn = async (key) => {
        const found = await bucket.head(key);
        if (found && tokenOf(found) === id)
            await bucket.remove(key, found.versionId);
    };
    await removeOwn(keys.manifest(id));
    for await (const { key } of bucket.list(keys.folder(id)))
        await removeOwn(key);
}

;// CONCATENATED MODULE: ../packages/backup/src/backup/prove.ts














/** From the snapshot to the manifest; whatever fails takes everything away again. */
async function prove(scene, options, before) {
    const { inputs, ports, id, facts, keys } = scene;
    const age = inputs.encryption.mode === 'age';
    if (age && inputs.encryption.recipients.length === 0)
        throw new errors/* UserError */.y('"age-recipients" is empty, so nothing would be encrypted');
    const key = `${keys.folder(id)}dump.pgc${age ? '.age' : ''}`;
    const upload = gatedUpload(ports.bucket, {
        key,
        partSize: ports.partSize ?? partSizeFor(facts.size),
        options,
        readBack: inputs.verify >= 2,
    });
    try {
        const written = await dumpAndCount(scene, upload, { options, before });
        ports.signal.throwIfAborted();
        const stored = await upload.commit();
        await abortUploads(ports.bucket, keys.folder(id));
        log_log/* log */.Rm.info(`${formatBytes(stored.size)} are in the bucket as ${key}`);
        const dump = {
            ...written.dump,
            key,
            versionId: stored.versionId,
            crc64: stored.crc64,
            parts: upload.parts,
        };
        if (inputs.verify >= 2)
            await readBack(ports.bucket, dump, ports.signal);
        const objects = await writeSideObjects(scene, { ...written, dump }, options);
        const manifest = manifestOf(scene, { ...written, dump, objects, options });
        if (inputs.verify === 3)
            manifest.verification.push(await drillManifest(scene, manifest));
        ports.signal.throwIfAborted();
        return { manifest, text: await publish(ports.bucket, keys, manifest) };
    }
    catch (cause) {
        await takeAway(scene, upload);
        throw cause;
    }
}
async function dumpAndCount(scene, upload, { options, before }) {
    const { inputs, ports, database, session, facts } = scene;
    const snapshot = await openSnapshot(session);
    const properties = await readProperties(session);
    log_log/* log */.Rm.info(`Dumping "${facts.database}" (${formatBytes(facts.size)}, ${snapshot.tables.length} tables) from ${database.name}`);
    const codec = codecFor(facts, inputs.compression);
    const recipients = options.encryption.mode === 'age' ? inputs.encryption.recipients : [];
    const limits = { signal: ports.signal, silence: ports.silence };
    const plan = {
        snapshot,
        encoding: facts.encoding,
        codec,
        recipients,
        decode: inputs.verify >= 2,
        expected: expectedSize(facts.size, before[0]),
        ...limits,
    };
    const [dump, tables, roles] = await prove_all(dumpInto(database, upload, plan), countRows(session, snapshot), dumpGlobals(database, facts.encoding)).catch((cause) => {
        // What the end of the session has ended complains too, and less clearly.
        const ended = session.ended();
        throw ended?.includes('timeout-minutes') ? incomplete(ended) : cause;
    });
    if (session.ended())
        throw incomplete(`the snapshot was lost: ${session.ended()}`);
    const rows = total(tables);
    const isCounted = tables.every(table => table.rows !== undefined);
    const extent = { size: dump.size, rows: isCounted ? rows : undefined, tables: tables.length };
    checkExtent(scene, extent, before);
    return { dump, tables, rows, roles, snapshot, properties, codec };
}
/** Waits for all to end, also when one has failed: the others still use what the failing one would take away. */
async function prove_all(...work) {
    await Promise.allSettled(work);
    return Promise.all(work);
}
/** Bytes that the dump will have, if it shrinks as the last one did; undefined when there was none. */
function expectedSize(databaseSize, last) {
    return last && (last.objects.dump.size / last.server.size) * databaseSize;
}
function total(tables) {
    return tables.reduce((sum, { rows = 0 }) => sum + rows, 0);
}
function checkExtent({ inputs, warnings }, extent, before) {
    const shrunk = shrinkage(extent, before);
    if (!shrunk)
        return;
    if (inputs.allowShrinkReason === '')
        throw new errors/* UserError */.y(`${shrunk}. Is it the right database? Set "allow-shrink-reason" to the reason when it is meant`);
    warnings.push(`${shrunk}; allowed because: ${inputs.allowShrinkReason}`);
}

;// CONCATENATED MODULE: ../packages/backup/src/backup/report.ts



const LEVELS = { 1: 'listed', 2: 'decoded, read back', 3: 'restored, counted' };
const NOT_RESTORED = 'Not restored yet: only a drill (`mode: drill`, or `verify: 3`) proves that this backup can be restored';
/** Says what was backed up, beside the five before it. */
async function report(manifest, before, removed) {
    const { objects, contents, seconds, id, database, warnings } = manifest;
    for (const warning of warnings)
        log_log/* log */.Rm.warning(warning, 'pg-backup');
    const row = (one, name) => [
        name,
        formatBytes(one.objects.dump.size),
        `${one.contents.rows} in ${one.contents.tables.length} tables`,
        `${one.seconds} s`,
        LEVELS[verifiedLevel(one)],
    ];
    const rows = [
        row(manifest, `**\`${id}\`**`),
        ...before.slice(0, 5).map(one => row(one, summary_inlineCode(one.id))),
    ];
    const notes = [
        `Database ${summary_inlineCode(database)}, revision ${summary_inlineCode(manifest.server.revision ?? 'unknown')}, SHA-256 \`${objects.dump.sha256}\``,
        ...(verifiedLevel(manifest) < 3 ? [NOT_RESTORED] : []),
        ...warnings.map(warning => `Warning: ${escapeMarkdown(warning)}`),
        ...(removed.length > 0 ? [`Removed by retention: ${removed.map(summary_inlineCode).join(', ')}`] : []),
    ];
    const head = ['Backup', 'Size', 'Rows', 'Time', 'Proven'];
    await summary_writeSummary(`### Backup\n\n${summary_table(head, rows)}\n\n${notes.map(note => `- ${note}`).join('\n')}\n`);
    log_log/* log */.Rm.info(`Backup ${id}: ${formatBytes(objects.dump.size)}, ${contents.rows} rows, in ${seconds} s; ${proofOf(manifest)}`);
}

;// CONCATENATED MODULE: ../packages/backup/src/backup/retention/retention.ts

/** No run removes more of the catalogue than this: whatever went wrong, most of it is left. */
const MOST = 0.3;
const retention_DAY = 86_400_000;
/** Clocks further apart than this make ages doubtful. */
const LARGEST_SKEW = 5 * 60_000;
/**
 * Decides which backups may go. It may keep too many, and never too few.
 * @param all every manifest of this database that can be read; the newest is this run's
 */
function planRetention(all, rule, now) {
    const newestFirst = [...all].sort((a, b) => (a.id < b.id ? 1 : -1));
    const verified = newestFirst.filter(manifest => verifiedLevel(manifest) >= 2);
    const kept = new Set([
        ...verified.slice(0, rule.keepLast).map(({ id }) => id),
        ...newestFirst
            .filter(manifest => verifiedLevel(manifest) === 3)
            .slice(0, 1)
            .map(({ id }) => id),
        ...rule.needed,
    ]);
    const remove = newestFirst.filter(manifest => !manifest.protected && !kept.has(manifest.id) && olderThan(manifest, rule.days, now));
    if (remove.length === 0)
        return { remove };
    const survivors = verified.filter(manifest => !remove.includes(manifest)).length;
    if (survivors < rule.keepLast)
        return {
            remove: [],
            refused: `only ${survivors} verified backups would be left, fewer than "keep-last" (${rule.keepLast})`,
        };
    if (remove.length > all.length * MOST)
        return {
            remove: [],
            refused: `${remove.length} of ${all.length} backups would go in one run, more than ${MOST * 100} %. If that is meant, lower "retention-days" in steps, or delete old ones by hand`,
        };
    return { remove };
}
/** By the time in the id and the one in the manifest; when they disagree, the backup stays. */
function olderThan({ id, finished }, days, now) {
    const told = Date.parse(finished);
    const named = Date.parse(id.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z.*$/, '$1-$2-$3T$4:$5:$6Z'));
    const limit = now - days * retention_DAY;
    return told < limit && named < limit && Math.abs(told - named) < 2 * retention_DAY;
}

;// CONCATENATED MODULE: ../packages/backup/src/backup/retention/retire.ts




/**
 * Removes backups that are too old, after this run's is proven. It never fails a backup: what it cannot do, it says.
 * @returns ids of the backups that were removed
 */
async function retire({ retention }, bucket, keys, own) {
    if (!retention)
        return [];
    const removed = [];
    const refuse = (why) => {
        log_log/* log */.Rm.warning(`No backup was removed: ${why}`, 'pg-backup');
        return removed;
    };
    try {
        if (verifiedLevel(own) < 2)
            return refuse('this backup was not verified at level 2');
        if (Math.max(...Object.values(own.clocks).map(Math.abs)) > LARGEST_SKEW)
            return refuse('the clocks of runner, store and database differ by more than 5 minutes');
        if ((await bucket.settings()).objectLock)
            return refuse('the bucket locks its objects');
        const all = await readAll(bucket, keys);
        const needed = [
            own.id,
            ...all
                .filter(({ version }) => version !== '')
                .slice(0, 2)
                .map(({ id }) => id),
        ];
        const plan = planRetention(all, { ...retention, needed }, Date.now());
        if (plan.refused)
            return refuse(plan.refused);
        for (const manifest of all.filter(one => !plan.remove.includes(one)))
            if (plan.remove.length > 0 && !(await bucket.head(manifest.objects.dump.key)))
                return refuse(`the data of backup ${manifest.id}, which would stay, is missing`);
        for (const manifest of plan.remove) {
            await removeBackup(bucket, keys, manifest);
            removed.push(manifest.id);
        }
        return removed;
    }
    catch (cause) {
        return refuse(`${cause.message}`);
    }
}
/** The manifest goes first: a manifest without data would look like a backup. Keys and versions are exact, never a prefix. */
async function removeBackup(bucket, keys, manifest) {
    const key = keys.manifest(manifest.id);
    await bucket.remove(key, (await bucket.head(key))?.versionId);
    for (const object of Object.values(manifest.objects))
        if (object.key.startsWith(keys.folder(manifest.id)))
            await bucket.remove(object.key, object.versionId);
    log_log/* log */.Rm.info(`Removed backup ${manifest.id}`);
}
/** Newest first. A manifest that cannot be read stops retention, since what it protects is unknown. */
async function readAll(bucket, keys) {
    const manifests = [];
    for (const id of await backupIds(bucket, keys))
        manifests.push(await readManifest(bucket, keys, id));
    return manifests;
}

;// CONCATENATED MODULE: ../packages/backup/src/backup/back-up.ts
















/**
 * Backs a database up: dumps a snapshot into the bucket, proves it, and writes the manifest last. Without the manifest
 * there is no backup, and nothing of a failed one is left.
 * @throws UserError when anything is not certain
 */
async function backUp(inputs, ports) {
    const id = newBackupId(new Date(), (0,workflow_run/* workflowRun */.t)());
    const { bucket, remote, signal } = ports;
    const [clock, database] = await Promise.all([
        bucket.check(inputs.storage.prefix),
        database_openDatabase(inputs, remote, applicationName(id), 'backup'),
    ]);
    const problem = inputs.verify === 3 ? drillProblem(database.source) : undefined;
    if (problem)
        throw new errors/* UserError */.y(`"verify" is 3, and ${problem}, or set "verify" to 2`);
    const session = await openSession(database, inputs.timeout);
    try {
        const facts = await readFacts(database, session);
        const warnings = [...checkFacts(facts), ...(database.warnings ?? [])];
        const keys = keys_backupKeys(inputs.storage, facts.database);
        const scene = { inputs, ports, id, database, session, facts, keys, warnings, clock };
        const store = await tryStore(bucket, keys, inputs);
        warnings.push(...store.warnings);
        signal.throwIfAborted();
        await takeLock(session, facts.database);
        await endLeftovers(session);
        await sweep(bucket, keys);
        const before = await newestManifests(bucket, keys, 10);
        (0,state/* keepForPost */.$b)('backup', id);
        (0,state/* keepForPost */.$b)('database', facts.database);
        const { manifest, text } = await prove(scene, { ...store.how, token: id }, before);
        const removed = await retire(inputs, bucket, keys, manifest);
        await report(manifest, before, removed);
        return resultOf(manifest, keys, text);
    }
    catch (cause) {
        throw signal.aborted ? incomplete('cancelled') : cause;
    }
    finally {
        await session.close();
    }
}
function resultOf(manifest, keys, text) {
    const { id, objects, seconds } = manifest;
    return {
        'backup-id': id,
        'backup-manifest': keys.manifest(id),
        'backup-manifest-sha256': sha256(text),
        'size-bytes': objects.dump.size,
        sha256: objects.dump.sha256,
        'duration-seconds': seconds,
        'verified-level': verifiedLevel(manifest),
    };
}

// EXTERNAL MODULE: ../packages/remote/src/connection/connect.ts + 13 modules
var connect = __webpack_require__(7395);
;// CONCATENATED MODULE: ../packages/backup/src/backup/clean-up.ts








/**
 * The post step of an action: cleans up after a main step that was killed. It only warns.
 *
 * @param readInputs reads the inputs of the action, which are not needed when there is nothing to clean up
 */
async function cleanUpAfter(readInputs) {
    if (!hasLeftovers())
        return;
    try {
        const inputs = await readInputs();
        const remote = await (0,connect/* connect */.N)(inputs.target);
        await cleanUp(inputs, remote, openBucket(inputs.storage)).finally(() => remote.close());
    }
    catch (cause) {
        log_log/* log */.Rm.warning(`The unfinished backup could not be cleaned up after: ${cause.message}`, 'pg-backup');
    }
}
/** Whether the main step got as far as to leave something behind. */
function hasLeftovers() {
    return (0,state/* keptByMain */.zX)('backup') !== '';
}
/**
 * Removes what a main step that was killed could not. It does nothing after a backup that has its manifest, and is
 * idempotent.
 */
async function cleanUp(inputs, remote, bucket) {
    const id = (0,state/* keptByMain */.zX)('backup');
    const keys = keys_backupKeys(inputs.storage, (0,state/* keptByMain */.zX)('database'));
    if (await bucket.head(keys.manifest(id)))
        return;
    const work = [
        endConnections(inputs, remote, id),
        abortUploads(bucket, keys.folder(id)),
        removeData(bucket, keys, id),
    ];
    for (const result of await Promise.allSettled(work))
        if (result.status === 'rejected')
            log_log/* log */.Rm.warning(`Something of the unfinished backup ${id} may be left: ${result.reason.message}`, 'pg-backup');
}
/** Of all databases of the server, so none has to be chosen. */
async function endConnections({ source, login }, remote, id) {
    const anyDatabase = { ...login, database: login.database || 'postgres' };
    const database = await database_openDatabase({ source, login: anyDatabase }, remote, applicationName(id));
    await database.run(TERMINATE);
}

;// CONCATENATED MODULE: ./pg-backup/src/perform.ts




/** Runs what the input `mode` selects. @returns the outputs */
async function perform(inputs, { remote, signal }) {
    const { bucket, prefix, environment } = inputs.storage;
    keepReadable([bucket, prefix, environment, inputs.version]);
    const ports = { remote, signal, bucket: openBucket(inputs.storage) };
    return inputs.mode === 'doctor' ? examine(inputs, ports) : backUp(inputs, ports);
}


/***/ })

};
;