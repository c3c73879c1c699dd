"use strict";
exports.id = 837;
exports.ids = [837];
exports.modules = {

/***/ 8837:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openBucket: () => (/* binding */ openBucket)
/* harmony export */ });
/* harmony import */ var _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4441);
/* harmony import */ var _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8492);
/* harmony import */ var _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5327);
/* harmony import */ var _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2058);
/* harmony import */ var _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2361);
/* harmony import */ var _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(290);
/* harmony import */ var _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(358);
/* harmony import */ var _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(8295);
/* harmony import */ var _tsh_action__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(628);


/** Opens a bucket of AWS S3 or of a compatible store. */
function openBucket({ bucket, region, endpoint, accessKeyId, secretAccessKey }) {
    const client = new _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_0__/* .S3Client */ .Y({
        region,
        credentials: { accessKeyId, secretAccessKey },
        // Compatible stores often know neither names as host names nor the newer checksum headers.
        ...(endpoint === ''
            ? {}
            : {
                endpoint,
                forcePathStyle: true,
                requestChecksumCalculation: 'WHEN_REQUIRED',
                responseChecksumValidation: 'WHEN_REQUIRED',
            }),
    });
    const object = (key) => ({ Bucket: bucket, Key: key });
    return {
        startUpload: key => explained(() => startUpload(client, object(key))),
        async put(key, text) {
            await explained(() => client.send(new _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_1__/* .PutObjectCommand */ .w({ ...object(key), Body: text, ContentType: 'application/json' })));
        },
        async read(key) {
            const { Body } = await explained(() => client.send(new _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_2__/* .GetObjectCommand */ .j(object(key))));
            return Body;
        },
        async remove(key) {
            await explained(() => client.send(new _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_3__/* .DeleteObjectCommand */ .k(object(key))));
        },
    };
}
async function startUpload(client, object) {
    const { UploadId } = await client.send(new _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_4__/* .CreateMultipartUploadCommand */ .n(object));
    const upload = { ...object, UploadId };
    const parts = [];
    return {
        part: body => explained(async () => {
            const PartNumber = parts.length + 1;
            const { ETag } = await client.send(new _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_5__/* .UploadPartCommand */ .i({ ...upload, PartNumber, Body: body }));
            parts.push({ ETag, PartNumber });
        }),
        commit: () => explained(async () => {
            await client.send(new _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_6__/* .CompleteMultipartUploadCommand */ .G({ ...upload, MultipartUpload: { Parts: parts } }));
        }),
        async abort() {
            await client.send(new _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_7__/* .AbortMultipartUploadCommand */ .t(upload));
        },
    };
}
const MEANINGS = {
    AccessDenied: 'access denied. The key needs s3:PutObject, s3:GetObject, s3:DeleteObject and s3:AbortMultipartUpload on the prefix',
    InvalidAccessKeyId: 'the access key is unknown. Check AWS_ACCESS_KEY_ID',
    SignatureDoesNotMatch: 'the secret key does not belong to the access key. Check AWS_SECRET_ACCESS_KEY',
    NoSuchBucket: 'the bucket does not exist. Check AWS_S3_BUCKET',
    RequestTimeTooSkewed: 'the clock of the runner is wrong',
    PermanentRedirect: 'the bucket is in another region. Check AWS_REGION',
    ECONNREFUSED: 'connection refused. Check "endpoint"',
    ENOTFOUND: 'host name not found. Check "endpoint"',
};
/** Faults of the store in a sentence; the SDK's own texts may carry request headers. */
async function explained(work) {
    try {
        return await work();
    }
    catch (cause) {
        const { name, code } = cause;
        const meaning = MEANINGS[name] ?? MEANINGS[code ?? ''];
        throw new _tsh_action__WEBPACK_IMPORTED_MODULE_8__/* .UserError */ .y(`S3: ${meaning ?? `${name}. The store refused or did not answer`}`, { cause });
    }
}


/***/ })

};
;