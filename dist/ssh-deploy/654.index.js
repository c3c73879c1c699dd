"use strict";
exports.id = 654;
exports.ids = [654];
exports.modules = {

/***/ 4654:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  sendArchive: () => (/* binding */ sendArchive)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: ../packages/action/src/log/log.ts
var log = __webpack_require__(8752);
// EXTERNAL MODULE: ../packages/action/src/errors.ts
var errors = __webpack_require__(8948);
// EXTERNAL MODULE: ../packages/deployment/src/images/image-archive.ts + 1 modules
var image_archive = __webpack_require__(6326);
;// CONCATENATED MODULE: ./ssh-deploy/src/images/archive-problem.ts

/**
 * Why an archive is not the one that the build has written, or nothing when it is. Whatever is in it would be loaded, under
 * the name of a database's image as well.
 */
function archiveProblem({ path, images: archived, others }, images) {
    for (const { image, id } of images) {
        if (archived.some(one => one.id === id))
            continue;
        const found = archived.find(({ tags }) => tags.includes((0,image_archive/* familiarName */.hG)(image)));
        return found
            ? `"${path}" has ${image} as ${found.id}, and the build made ${id}. ${ADVICE}`
            : `"${path}" has no image ${image} (${id}). Build it again`;
    }
    const strange = [
        ...others,
        ...archived.flatMap(({ id, tags }) => {
            const names = images.filter(one => one.id === id).map(({ image }) => (0,image_archive/* familiarName */.hG)(image));
            return names.length === 0 ? (tags[0] ?? id) : tags.filter(tag => !names.includes(tag));
        }),
    ];
    if (strange.length === 0)
        return undefined;
    return `"${path}" would also load ${strange.join(', ')}, which is not an image of this release. ${ADVICE}`;
}
const ADVICE = 'Use the archive of the run that built the images; if it is that one, something else can write its artifacts, or variables of the server give images other names than those of the build';

// EXTERNAL MODULE: ./ssh-deploy/src/images/check-architecture.ts + 1 modules
var check_architecture = __webpack_require__(7363);
;// CONCATENATED MODULE: ./ssh-deploy/src/images/send-archive.ts







/** The layers of every image on the server, a list in a line; none where the image store takes images only whole. */
const LAYERS = `docker info --format '{{json .DriverStatus}}' | grep -q io.containerd.snapshotter && exit 0
ids=$(docker image ls --quiet | sort -u)
[ -z "$ids" ] || docker image inspect --format '{{json .RootFS.Layers}}' $ids`;
/**
 * Transfers the images of an archive through the connection: the layers that the server lacks, compressed. The build has
 * named each image by the digest of its configuration, which names all its layers; the archive is compared with it before
 * anything is sent, and the server afterwards.
 *
 * @throws UserError when the archive is not that of the build, or an image is another one afterwards
 */
async function sendArchive(remote, path, images) {
    const names = images.map(({ image }) => image).join(', ');
    const built = images.map(({ image, id = '' }) => ({ image, ids: [id] }));
    if ((await others(remote, built)).length === 0)
        return log/* log */.Rm.info(`${remote.name} has ${names} already`);
    const archive = await (0,image_archive/* readImageArchive */.El)(path);
    const problem = archiveProblem(archive, images);
    if (problem)
        throw new errors/* UserError */.y(problem);
    const wanted = wantedImages(archive, images);
    if ((await others(remote, wanted)).length === 0)
        return log/* log */.Rm.info(`${remote.name} has ${names} already`);
    await (0,check_architecture/* checkArchitecture */.k)(remote, wanted);
    const { stdout } = await remote.run(['sh', '-c', LAYERS, 'list the layers']);
    const present = stdout.split('\n').flatMap(line => (line === '' ? [] : [JSON.parse(line)]));
    await send(remote, archive, (0,image_archive/* lackingEntries */.uG)(archive, present));
    for (const { image, ids } of wanted)
        await remote.run(['sh', '-c', TAG, 'name the image', image, ...ids], { allowFailure: true });
    const [other] = await others(remote, wanted);
    if (other)
        throw new errors/* UserError */.y(`${remote.name} did not get what was sent: ${other}`);
}
const wantedImages = (archive, images) => images.map(({ image, id }) => {
    const { serverIds = [], architecture = '' } = archive.images.find(one => one.id === id) ?? {};
    return { image, ids: serverIds, architecture };
});
/** An archive of the containerd store names only one of several images with the same content. */
const TAG = 'image=$1; shift; for id; do docker tag "$id" "$image" 2> /dev/null && exit; done; exit 1';
async function send(remote, { path, entries }, chosen) {
    log/* log */.Rm.info(`Sending ${megabytes(chosen)} of ${megabytes(entries)} MB of images to ${remote.name}: the layers that it lacks`);
    // A file that cannot be read to its end breaks the stream off, which ends the command.
    const input = (0,external_node_stream_.pipeline)(external_node_stream_.Readable.from(bytesOf(path, chosen)), (0,external_node_zlib_.createGzip)({ level: 1 }), () => { });
    await remote.run(['docker', 'load', '--quiet'], { input, onLine: log/* log */.Rm.untrusted });
}
/** Entries lie in the file as they are sent, so the parts of it make a tar again with two empty blocks at its end. */
async function* bytesOf(path, entries) {
    for (const { start, end } of entries)
        yield* (0,external_node_fs_.createReadStream)(path, { start, end: end - 1 });
    yield Buffer.alloc(1024);
}
/** Those of the images that the server does not have, or has as another one, each with both ids. */
async function others(remote, wanted) {
    const format = '{{.Id}} {{json .RepoTags}}';
    const command = ['docker', 'image', 'inspect', '--format', format, ...wanted.map(({ image }) => image)];
    const { stdout } = await remote.run(command, { allowFailure: true });
    const lines = stdout.split('\n');
    return wanted.flatMap(({ image, ids }) => {
        const id = lines.find(line => line.includes(`"${(0,image_archive/* familiarName */.hG)(image)}"`))?.split(' ')[0];
        return id && ids.includes(id) ? [] : [`image ${image} is ${id ?? 'missing'}, and not ${ids[0]}`];
    });
}
const megabytes = (entries) => (entries.reduce((sum, { start, end }) => sum + end - start, 0) / 1_000_000).toFixed(1);


/***/ })

};
;