"use strict";
exports.id = 846;
exports.ids = [846];
exports.modules = {

/***/ 9846:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  parseCheckList: () => (/* binding */ parseCheckList)
});

// EXTERNAL MODULE: ../node_modules/.pnpm/yaml@2.9.1/node_modules/yaml/dist/index.js
var dist = __webpack_require__(4899);
// EXTERNAL MODULE: ./smoke-test/src/checks/json-path.ts
var json_path = __webpack_require__(7743);
// EXTERNAL MODULE: ./smoke-test/src/checks/pattern.ts + 1 modules
var pattern = __webpack_require__(9618);
;// CONCATENATED MODULE: ./smoke-test/src/checks/check-keys.ts


/** The keys of a check in the YAML list. */
const keys = {
    method: value => /^[A-Z]{1,20}$/.test(String(value))
        ? { method: String(value) }
        : '"method" must be in capitals, such as POST',
    path: value => /^\/\S*$/.test(String(value)) ? { path: String(value) } : '"path" must start with / and have no blanks',
    headers: value => {
        const headers = readHeaders(value);
        return headers ? { headers } : '"headers" must be names with a text each';
    },
    body: value => {
        if (typeof value === 'string')
            return { body: value };
        if (typeof value !== 'object' || value === null)
            return '"body" must be a text, or keys and values for JSON';
        return { body: JSON.stringify(value), contentType: 'application/json' };
    },
    status: value => {
        const statuses = Array.isArray(value) ? value : String(value).split(/,\s*/);
        const known = statuses.length > 0 && statuses.every(status => /^[1-5]\d\d$/.test(String(status)));
        return known
            ? { statuses: statuses.map(Number) }
            : '"status" must be one or more statuses, such as [401, 422]';
    },
    'expect-json': value => {
        const entries = isMap(value) ? Object.entries(value) : [];
        const json = entries.flatMap(([text, wanted]) => {
            const path = (0,json_path/* parseJsonPath */.H)(text);
            return path && isJsonValue(wanted) ? { path, value: wanted } : [];
        });
        const all = json.length > 0 && json.length === entries.length;
        return all
            ? { json }
            : '"expect-json" must be paths with a text, number, true, false or null each, such as "items[0].id: 7"';
    },
    'expect-body': value => {
        if (typeof value !== 'string' || value === '')
            return '"expect-body" must be a regular expression';
        const problem = (0,pattern/* patternProblem */.A)(value);
        return problem ? `"expect-body" is not a valid regular expression (${problem})` : { pattern: value };
    },
    'expect-header': value => {
        const answerHeaders = readHeaders(value);
        return answerHeaders ? { answerHeaders } : '"expect-header" must be names with a text each';
    },
    'within-ms': value => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 60_000
        ? { within: Number(value) }
        : '"within-ms" must be a whole number from 1 to 60000',
    'expect-version': value => readVersionPlace(String(value)) ?? '"expect-version" must be "body", "json PATH" or "header NAME"',
};
/** Reads one key of a check; a text says what is wrong with it. */
function readKey(name, value) {
    const read = Object.hasOwn(keys, name) ? keys[name] : undefined;
    return read ? read(value) : `unknown key "${name}". The keys are ${Object.keys(keys).join(', ')}`;
}
const isMap = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isJsonValue = (value) => value === null || ['string', 'number', 'boolean'].includes(typeof value);
/** Names and values that HTTP allows (RFC 9110, section 5). */
function readHeaders(value) {
    const entries = isMap(value) ? Object.entries(value) : [];
    const valid = entries.every(([name, text]) => /^[\w!#$%&'*+.^`|~-]+$/.test(name) &&
        isJsonValue(text) &&
        /^[\t\x20-\x7e\x80-\xff]*$/.test(String(text)));
    if (entries.length === 0 || !valid)
        return undefined;
    return Object.fromEntries(entries.map(([name, text]) => [name, String(text)]));
}
function readVersionPlace(text) {
    const [place, name = '', more] = text.split(/\s+/);
    if (more !== undefined)
        return undefined;
    if (place === 'body' && name === '')
        return { version: { in: 'body' } };
    const path = (0,json_path/* parseJsonPath */.H)(name);
    if (place === 'json' && path)
        return { version: { in: 'json', path } };
    return place === 'header' && name !== ''
        ? { version: { in: 'header', name: name.toLowerCase() } }
        : undefined;
}

;// CONCATENATED MODULE: ./smoke-test/src/checks/check-list.ts


/** Reads checks that are a YAML list. Problems name the line and the key. */
function parseCheckList(text) {
    const counter = new dist/* LineCounter */.HN();
    const document = (0,dist/* parseDocument */.Tp)(text, { lineCounter: counter });
    const problems = [];
    const at = (position) => `input "checks", line ${counter.linePos(position).line}:`;
    for (const { message, pos } of document.errors) {
        problems.push(`${at(pos[0])} not valid YAML. ${message.split('\n')[0]?.replace(/ at line \d.*$/, '')}`);
    }
    if (problems.length > 0)
        return { checks: [], problems };
    if (!(0,dist/* isSeq */.oP)(document.contents))
        return { checks: [], problems: ['input "checks" must be lines or a YAML list'] };
    const checks = document.contents.items.map(node => {
        const where = at(node.range?.[0] ?? 0);
        const item = (0,dist/* isAlias */.Vj)(node) ? node.resolve(document) : node;
        if (!(0,dist/* isMap */.jh)(item)) {
            problems.push(`${where} a check is keys and values, such as "path: /health"`);
            return undefined;
        }
        const check = { method: 'GET', path: '', statuses: [200] };
        for (const { key, value } of item.items) {
            const name = (0,dist/* isScalar */.jn)(key) ? String(key.value) : '?';
            const read = withValue(value, document, known => readKey(name, known));
            if (typeof read === 'string')
                problems.push(`${at(key.range?.[0] ?? 0)} ${read}`);
            else
                Object.assign(check, read);
        }
        if (!item.has('path'))
            problems.push(`${where} the check has no "path"`);
        return check;
    });
    return { checks: checks.filter(check => check !== undefined), problems };
}
/** Reads what a node stands for, or says why it stands for nothing. */
function withValue(node, document, read) {
    let value;
    try {
        value = node?.toJS(document);
    }
    catch (cause) {
        return `not valid YAML. ${cause.message}`;
    }
    return read(value);
}


/***/ })

};
;