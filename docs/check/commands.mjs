// Every `npm run …` that a reader is told to type is a script of the root.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

export function commandFaults(pages) {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const others = ['CONTRIBUTING.md', 'docs/README.md'].map(path => ({
    path,
    text: readFileSync(join(root, path), 'utf8'),
  }))
  return [...pages, ...others].flatMap(({ path, text }) =>
    [...text.matchAll(/npm run ([\w:-]+)/g)]
      .filter(([, name]) => scripts[name] === undefined)
      .map(([, name]) => `${path} says \`npm run ${name}\`, and there is no such script`),
  )
}
