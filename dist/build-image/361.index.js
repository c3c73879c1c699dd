"use strict";
exports.id = 361;
exports.ids = [361];
exports.modules = {

/***/ 4361:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   bakeFile: () => (/* binding */ bakeFile),
/* harmony export */   plannedImages: () => (/* binding */ plannedImages)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_util__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _tsh_action__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(628);
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8293);



/**
 * The buildable part of a compose file as a document of its own. Bake would also read the env files and required
 * variables of all other services, which exist on the server only.
 * @throws UserError when there is nothing to build
 */
function bakeFile(composeText, path) {
    const { services = {} } = ((0,yaml__WEBPACK_IMPORTED_MODULE_1__/* .parse */ .qg)(composeText, { merge: true }) ?? {});
    const buildable = Object.entries(services).filter(([, service]) => service.build !== undefined);
    if (buildable.length === 0)
        throw new _tsh_action__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y(`${path} has no service with "build", so there is nothing to build`);
    for (const [name, { image }] of buildable) {
        if (!image) {
            throw new _tsh_action__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y(`service "${name}" in ${path} has "build" but no "image". Name it, for example "image: ${name}:\${VERSION}"`);
        }
    }
    return JSON.stringify({
        services: Object.fromEntries(buildable.map(([name, { build, image }]) => [name, { build, image }])),
    });
}
/** One target for each image, however many services share it. */
function plannedImages(targets, version) {
    const images = new Map();
    for (const [target, { tags = [], ...build }] of Object.entries(targets)) {
        const image = tags[0] ?? '';
        if (!image.endsWith(`:${version}`)) {
            throw new _tsh_action__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y(`image "${image}" of service "${target}" does not carry the version. Write "image: NAME:\${VERSION}" in the compose file`);
        }
        const first = images.get(image)?.target;
        if (first === undefined)
            images.set(image, { target, image });
        else if (!(0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(withoutTags(targets[first]), build))
            throw new _tsh_action__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y(`services "${first}" and "${target}" build image "${image}" in different ways, and only one of them can be it. Give each its own "image"`);
    }
    return [...images.values()];
}
function withoutTags({ tags: _, ...build } = {}) {
    return build;
}


/***/ })

};
;