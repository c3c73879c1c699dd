"use strict";
exports.id = 667;
exports.ids = [667];
exports.modules = {

/***/ 5667:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   parseSettings: () => (/* reexport safe */ _parse_js__WEBPACK_IMPORTED_MODULE_2__.P),
/* harmony export */   problemLine: () => (/* reexport safe */ _problem_js__WEBPACK_IMPORTED_MODULE_0__.YK),
/* harmony export */   resolveValues: () => (/* reexport safe */ _resolve_js__WEBPACK_IMPORTED_MODULE_1__.ho)
/* harmony export */ });
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3099);
/* harmony import */ var _resolve_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3812);
/* harmony import */ var _parse_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7617);







/***/ })

};
;