// The sizes as the packages' READMEs give them, which are checked against the builds.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const SENTENCE = /Size: ([\d.]+ kB), minified and gzipped(?:; ([\d.]+ kB), minified)?/
const packages = join(import.meta.dirname, '../../../packages')

export default {
  watch: ['../../../packages/*/README.md'],
  load() {
    const sizes = readdirSync(packages).flatMap(name => {
      const page = readFileSync(join(packages, name, 'README.md'), 'utf8')
      const [, size, whole] = SENTENCE.exec(page) ?? []
      return size === undefined ? [] : [[name, { size, whole }]]
    })
    return Object.fromEntries(sizes)
  },
}
