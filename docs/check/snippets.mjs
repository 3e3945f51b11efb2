// What a page takes from a file of the repository is there.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const docs = join(import.meta.dirname, '..')

export function snippetFaults(pages) {
  return pages.flatMap(({ path, text }) =>
    [...text.matchAll(/^<<< (\S+?)(?:#([\w-]+))?(?:\{.*\})?$/gm)].flatMap(
      ([, target, region]) => {
        const file = join(docs, path, '..', target)
        if (!existsSync(file)) return [`${path}: ${target} is not there`]
        const hasRegion =
          region === undefined || readFileSync(file, 'utf8').includes(`#region ${region}`)
        return hasRegion ? [] : [`${path}: ${target} has no region ${region}`]
      },
    ),
  )
}
