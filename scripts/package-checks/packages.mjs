import { readdirSync, readFileSync } from 'node:fs'

/** Every package that is published: its folder, its manifest, its entry points. */
export function readPackages(root = '.') {
  return readdirSync(`${root}/packages`).map(short => {
    const folder = `${root}/packages/${short}`
    const manifest = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
    return { short, folder, manifest, entries: entriesOf(manifest) }
  })
}

/** `./package.json` may be read by tools; it is no code. */
const entriesOf = ({ exports }) =>
  Object.keys(exports).filter(entry => entry !== './package.json')

/** The file name that an entry point has in every form: `./dom` is `dom`. */
export const stemOf = entry => (entry === '.' ? 'index' : entry.slice('./'.length))
