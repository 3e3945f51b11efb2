// The sizes as the packages' READMEs give them, which are checked against the builds.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const packages = join(import.meta.dirname, '../../../packages')

export default {
  watch: ['../../../packages/*/README.md'],
  load() {
    const sizes = readdirSync(packages).flatMap(name => {
      const page = readFileSync(join(packages, name, 'README.md'), 'utf8')
      const size = /Size: ([\d.]+ kB)/.exec(page)?.[1]
      return size === undefined ? [] : [[name, size]]
    })
    return Object.fromEntries(sizes)
  },
}
