"use strict";
exports.id = 420;
exports.ids = [420];
exports.modules = {

/***/ 7420:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  bakeFile: () => (/* binding */ bakeFile),
  plannedImages: () => (/* binding */ plannedImages)
});

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ../packages/action/src/errors.ts
var errors = __webpack_require__(8948);
// EXTERNAL MODULE: ../packages/deployment/src/images/image-names.ts
var image_names = __webpack_require__(7445);
// EXTERNAL MODULE: ../node_modules/.pnpm/yaml@2.9.1/node_modules/yaml/dist/index.js
var dist = __webpack_require__(4899);
;// CONCATENATED MODULE: ./build-image/src/compose-file.ts


/**
 * The services of a compose file, before variables are replaced.
 * @throws UserError with file and line when it is not valid
 */
function readServices(text, path) {
    const { services } = mapping(parse(text, path), path);
    const found = Object.entries(mapping(services, `"services" in ${path}`));
    return Object.fromEntries(found.map(([name, service]) => [name, mapping(service, `service "${name}" in ${path}`)]));
}
function parse(text, path) {
    const lines = new dist/* LineCounter */.HN();
    const document = (0,dist/* parseDocument */.Tp)(text, { merge: true, lineCounter: lines });
    const [error] = document.errors;
    if (error)
        throw invalid(path, lines.linePos(error.pos[0]), error);
    const content = contentOf(document, { path, lines });
    if (isLarger(content, text.length + MAX_ALIASED))
        throw new errors/* UserError */.y(`${path}: what its aliases stand for is longer than ${MAX_ALIASED / 2 ** 20} MiB. Use fewer aliases of aliases`);
    return content;
}
/** Characters that aliases may add to a file. */
const MAX_ALIASED = 1024 * 1024;
function contentOf(document, { path, lines }) {
    try {
        // Compose has no such limit, and an alias is the same object as its anchor: only what it is written out to may be large.
        return document.toJS({ maxAliasCount: -1 });
    }
    catch (error) {
        const alias = unresolvedAlias(document);
        throw invalid(path, alias?.range ? lines.linePos(alias.range[0]) : undefined, error);
    }
}
/** Whether a value has more characters than a limit, each alias written out. Aliases of aliases multiply. */
function isLarger(value, limit) {
    const left = [value];
    for (let size = 0; left.length > 0;) {
        const one = left.pop();
        size += typeof one === 'string' ? one.length + 1 : 1;
        if (typeof one === 'object' && one !== null)
            for (const [name, member] of Object.entries(one)) {
                if (!Array.isArray(one))
                    size += name.length;
                left.push(member);
            }
        if (size > limit)
            return true;
    }
    return false;
}
function invalid(path, place, cause) {
    const where = place ? `${path}, line ${place.line}, column ${place.col}` : path;
    return new errors/* UserError */.y(`${where}: not valid YAML. ${sentence(cause)}`, { cause });
}
/** The first alias without an anchor, which the library reports without its place. */
function unresolvedAlias(document) {
    let found;
    (0,dist/* visit */.YR)(document, {
        Alias(_key, node) {
            if (node.resolve(document))
                return undefined;
            found = node;
            return dist/* visit */.YR.BREAK;
        },
    });
    return found;
}
/** The library adds the place, and the line itself with a mark below it. */
const sentence = ({ message }) => (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '');
/** What is left empty has nothing in it. */
function mapping(value, name) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
        return value;
    if (value === null || value === undefined)
        return {};
    throw new errors/* UserError */.y(`${name} must be keys and values, got ${JSON.stringify(value)?.slice(0, 80)}`);
}

;// CONCATENATED MODULE: ./build-image/src/bake-file.ts




/**
 * The buildable part of a compose file as a document of its own. Bake would also read the env files and required
 * variables of all other services, which exist on the server only.
 * @throws UserError when there is nothing to build
 */
function bakeFile(composeText, path) {
    const buildable = Object.entries(readServices(composeText, path)).filter(([, { build }]) => build !== undefined && build !== null);
    if (buildable.length === 0)
        throw new errors/* UserError */.y(`${path} has no service with "build", so there is nothing to build`);
    for (const [name, { image }] of buildable) {
        if (name.startsWith('-'))
            throw new errors/* UserError */.y(`service "${name}" begins with "-", like an option of docker buildx bake. Rename it in ${path}`);
        if (!image) {
            throw new errors/* UserError */.y(`service "${name}" in ${path} has "build" but no "image". Name it, for example "image: ${name}:\${VERSION}"`);
        }
    }
    return JSON.stringify({
        services: Object.fromEntries(buildable.map(([name, { build, image }]) => [name, { build, image }])),
    });
}
/**
 * One target for each image, however many services share it.
 * @param services those of the bake file
 */
function plannedImages(targets, services, version) {
    const images = new Map();
    for (const [target, service] of servicesByTarget(services)) {
        const { tags = [], ...build } = (Object.hasOwn(targets, target) && targets[target]) || {};
        const image = tags[0] ?? '';
        const problem = (0,image_names/* imageNameProblem */.iS)(service, image, version);
        if (problem)
            throw new errors/* UserError */.y(problem);
        const first = images.get(image);
        if (first && !(0,external_node_util_.isDeepStrictEqual)(first.build, build))
            throw new errors/* UserError */.y(`services "${first.services[0]}" and "${service}" build image "${image}" in different ways, and only one of them can be it. Give each its own "image"`);
        const { target: built, services: sharing } = first ?? { target, services: [] };
        images.set(image, { target: built, image, build, services: [...sharing, service] });
    }
    return [...images.values()].map(({ build: _, ...planned }) => planned);
}
/** Bake replaces a dot in the name of a service (docker/buildx, bake/compose.go, sanitizeTargetName). */
function servicesByTarget(services) {
    const targets = new Map();
    for (const service of services) {
        const target = service.replaceAll('.', '_');
        const other = targets.get(target);
        if (other !== undefined)
            throw new errors/* UserError */.y(`services "${other}" and "${service}" are the same target ("${target}") for "docker buildx bake". Rename one of them`);
        targets.set(target, service);
    }
    return targets;
}


/***/ })

};
;