import { transformSync } from 'esbuild'

/** Code without comments and white space. Names stay, so that the stack of a defect can be read. */
export function minify(code: string): string {
  return transformSync(code, {
    target: 'es2023',
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none', // LICENSES.txt has them
    charset: 'utf8',
  }).code
}
