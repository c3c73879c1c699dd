"use strict";
exports.id = 686;
exports.ids = [686];
exports.modules = {

/***/ 4686:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  buildVariables: () => (/* binding */ buildVariables)
});

;// CONCATENATED MODULE: ./build-image/src/interpolation.ts
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*/;
const BRACED = /^([A-Za-z_][A-Za-z0-9_]*)(?:(:?)([-?+])(.*))?$/s;
/**
 * Replaces the variables in a text of a compose file, as compose does
 * (https://docs.docker.com/reference/compose-file/interpolation/), and reports those that are not given.
 * @throws SyntaxError at a `$` that starts no variable, with the text from there
 */
function interpolate(text, given) {
    const read = new Set();
    const unset = [];
    const expand = (part) => {
        let value = '';
        for (let rest = part;;) {
            const dollar = rest.indexOf('$');
            if (dollar === -1)
                return value + rest;
            const expression = expressionIn(rest.slice(dollar));
            value += rest.slice(0, dollar) + (expression.content === '$' ? '$' : evaluate(expression.content));
            rest = rest.slice(dollar + expression.length);
        }
    };
    const evaluate = (content) => {
        const [, variable = '', colon, operator, word = ''] = BRACED.exec(content) ?? [];
        read.add(variable);
        const value = given(variable);
        const isSet = value !== undefined && !(colon && value === '');
        if (operator === '+')
            return isSet ? expand(word) : missing(value, { variable, kind: 'default', text: '' });
        if (isSet)
            return value;
        if (operator === '?')
            return missing(undefined, { variable, kind: 'required', text: word });
        if (operator === '-')
            return missing(value, { variable, kind: 'default', text: expand(word) });
        return missing(value, { variable, kind: 'empty', text: '' });
    };
    /** A variable that is given as empty is its author's decision, unless it is required. */
    const missing = (value, one) => {
        if (value === undefined)
            unset.push(one);
        return one.kind === 'default' ? one.text : '';
    };
    return { value: expand(text), read: [...read], unset };
}
/** The first expression of a text that begins with `$`: what is in it, and how long it is. `$$` is a plain `$`. */
function expressionIn(text) {
    if (text[1] === '$')
        return { content: '$', length: 2 };
    const plain = VARIABLE.exec(text.slice(1))?.[0];
    if (plain !== undefined)
        return { content: plain, length: 1 + plain.length };
    const end = text[1] === '{' ? closingBrace(text) : -1;
    const content = text.slice(2, end);
    if (end === -1 || !BRACED.test(content))
        throw new SyntaxError(text);
    return { content, length: end + 1 };
}
/** Where the braces end that a text begins with, those of nested variables left out; -1 when they do not. */
function closingBrace(text) {
    let open = 0;
    for (let at = 0; at < text.length; at++) {
        if (text.startsWith('${', at))
            open++;
        else if (text[at] === '}' && --open === 0)
            return at;
    }
    return -1;
}

;// CONCATENATED MODULE: ./build-image/src/build-variables.ts

/** Docker's own build arguments, which are optional (https://docs.docker.com/build/building/variables/). */
const PREDEFINED = /^((https?|ftp|no|all)_proxy|(HTTPS?|FTP|NO|ALL)_PROXY|BUILDKIT_\w+|SOURCE_DATE_EPOCH)$/;
/**
 * Looks at every variable that the builds of a compose file read.
 * @param path the compose file, for messages
 */
function buildVariables(services, path, given) {
    const fields = Object.entries(services).flatMap(([service, { build, image = '' }]) => [{ name: 'image', text: image }, ...fieldsOf(build)].map(field => ({ ...field, service })));
    const looks = fields.map(field => ({ ...field, ...look(field, given) }));
    const sentences = looks.flatMap(({ name, service, unset, problem }) => [
        ...(problem ? [{ name, service, sentence: problem, isWarning: false }] : []),
        ...unset.map(one => ({
            ...{ name, service, isWarning: one.kind === 'default' },
            sentence: `${reason(one)}. ${advice(one, path)}`,
        })),
    ]);
    return {
        read: [...new Set(looks.flatMap(({ read }) => read))],
        problems: joined(sentences.filter(({ isWarning }) => !isWarning)),
        warnings: joined(sentences.filter(({ isWarning }) => isWarning)),
    };
}
function look({ text, bare }, given) {
    if (bare) {
        const lacks = given(text) === undefined && !PREDEFINED.test(text);
        return { read: [text], unset: lacks ? [{ variable: text, kind: 'empty', text: '' }] : [] };
    }
    try {
        return interpolate(text, given);
    }
    catch (cause) {
        if (!(cause instanceof SyntaxError))
            throw cause;
        return { read: [], unset: [], problem: 'has a "$" that starts no variable. Write "$$" for a plain "$"' };
    }
}
function reason({ variable, kind, text }) {
    if (kind === 'default')
        return `reads ${variable}, which is not given, so "${text}" is built in`;
    if (kind === 'empty')
        return `reads ${variable}, which is not given and has no default`;
    return `reads ${variable}, which is required and not given${text === '' ? '' : ` ("${text}")`}`;
}
function advice({ variable, kind }, path) {
    const give = `Set ${variable} as an environment variable of the step, or in a file .env next to ${path}`;
    return kind === 'default' ? give : `${give}, or write a default in ${path}`;
}
/** All texts of a `build`, those of its arguments first. */
function fieldsOf(build) {
    if (typeof build === 'string')
        return [{ name: 'build', text: build }];
    const { args, ...others } = (build ?? {});
    return [...argumentsOf(args), ...textsIn(others, 'build')];
}
/** The arguments of a build, which compose takes as a list or as a mapping. */
function argumentsOf(args) {
    const pairs = Array.isArray(args)
        ? args.map(String).map(text => [text.replace(/=.*$/s, ''), /[=$]/.test(text) ? text : null])
        : Object.entries(args ?? {});
    return pairs.map(([key, value]) => {
        const name = `build argument ${key}`;
        return value === null ? { name, text: key, bare: true } : { name, text: String(value) };
    });
}
function textsIn(value, name) {
    if (typeof value === 'string')
        return [{ name: `"${name}"`, text: value }];
    if (typeof value !== 'object' || value === null)
        return [];
    return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, Array.isArray(value) ? name : `${name}.${key}`));
}
/** What holds for several services, such as both slots, is said once. */
function joined(sentences) {
    const services = new Map();
    for (const { name, service, sentence } of sentences) {
        const key = JSON.stringify([name, sentence]);
        services.set(key, [...new Set([...(services.get(key) ?? []), service])]);
    }
    return [...services].map(([key, names]) => {
        const [name, sentence] = JSON.parse(key);
        return `${name} of ${names.length > 1 ? 'services' : 'service'} ${names.join(', ')} ${sentence}`;
    });
}


/***/ })

};
;