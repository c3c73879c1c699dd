"use strict";
exports.id = 301;
exports.ids = [301];
exports.modules = {

/***/ 5301:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   findCommit: () => (/* binding */ findCommit)
/* harmony export */ });
/* harmony import */ var _actions_github__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4273);
/* harmony import */ var _tsh_action__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(628);


/** Asks GitHub for the commit. */
const findCommit = async (commit, token) => {
    try {
        const { data } = await (0,_actions_github__WEBPACK_IMPORTED_MODULE_0__/* .getOctokit */ .Q)(token).rest.repos.getCommit({ ..._actions_github__WEBPACK_IMPORTED_MODULE_0__/* .context */ ._.repo, ref: commit });
        return data.sha;
    }
    catch (cause) {
        const { status } = cause;
        const where = `${_actions_github__WEBPACK_IMPORTED_MODULE_0__/* .context */ ._.repo.owner}/${_actions_github__WEBPACK_IMPORTED_MODULE_0__/* .context */ ._.repo.repo}`;
        if (status === 404 || status === 422) {
            throw new _tsh_action__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y(`input "version" names commit ${commit}, which ${where} does not have`, { cause });
        }
        throw new _tsh_action__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y(`cannot look up commit ${commit} in ${where} (HTTP ${status ?? 'unreachable'})`, {
            cause,
        });
    }
};


/***/ })

};
;