import { posix } from 'node:path'
import { isDockerfile, type RepositoryFiles, readDockerfile } from '@tsh/standard/reading'
import { packageJson } from './package-json.ts'

/** The version in the base image of a Dockerfile, first of those in the folder: `FROM python:3.12-slim`. */
function imageVersion(files: RepositoryFiles, image: string, folder: string): string | undefined {
  const dockerfiles = files.paths.filter(path => isDockerfile(path) && !/(^|\/)node_modules\//.test(path))
  const inFolder = (path: string): boolean => path.startsWith(`${folder}/`)
  const sorted = [...dockerfiles.filter(inFolder), ...dockerfiles.filter(path => !inFolder(path))]
  const stages = sorted.flatMap(path => readDockerfile(path, files.text(path) ?? '').stages)
  const pattern = new RegExp(`(?:^|/)${image}:v?(\\d+(?:\\.\\d+)*)`)
  return stages.map(({ from }) => pattern.exec(from)?.[1]).find(Boolean)
}

/** The first line of a file, if it is a version. */
const fileVersion = (files: RepositoryFiles, path: string): string | undefined =>
  /^(?:python-|v)?(\d+(?:\.\d+)*)\s*$/m.exec(files.text(path) ?? '')?.[1]

/** @param folder where the tests run */
export function pythonVersion(files: RepositoryFiles, folder: string): string | undefined {
  const inFolder = (name: string): string => posix.join(folder, name)
  const project = files.text(inFolder('pyproject.toml')) ?? ''
  return (
    fileVersion(files, inFolder('.python-version')) ??
    fileVersion(files, '.python-version') ??
    imageVersion(files, 'python', folder) ??
    /^(?:requires-python|python)\s*=\s*["'][^\d"']*(\d+\.\d+)/m.exec(project)?.[1] ??
    fileVersion(files, inFolder('runtime.txt'))
  )
}

/** @param folder where the tests run */
export function nodeVersion(files: RepositoryFiles, folder: string): string | undefined {
  const { engines, volta } = packageJson(files.text(posix.join(folder, 'package.json')))
  const found = ['.nvmrc', '.node-version'].flatMap(name => [posix.join(folder, name), name])
  return (
    found.map(path => fileVersion(files, path)).find(Boolean) ??
    volta?.node ??
    imageVersion(files, 'node', folder) ??
    /(\d+)/.exec(engines?.node ?? '')?.[1]
  )
}
