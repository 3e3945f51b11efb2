// The pages of the site, and their blocks of code.
import { readdirSync, readFileSync } from 'node:fs'
import { join, parse } from 'node:path'

const docs = join(import.meta.dirname, '..')

/** All pages, as `path` from `docs/`, the language, and the text. */
export function pages() {
  const own = readdirSync(docs, { withFileTypes: true }).filter(
    ({ name }) => name !== 'node_modules' && !name.startsWith('.'),
  )
  const names = own
    .flatMap(entry =>
      entry.isDirectory()
        ? readdirSync(join(docs, entry.name), { recursive: true }).map(
            name => `${entry.name}/${name.replaceAll('\\', '/')}`,
          )
        : [entry.name],
    )
    .filter(name => name.endsWith('.md') && name !== 'README.md')
  return names.sort().map(path => ({
    path,
    isChinese: path.startsWith('zh/'),
    text: readFileSync(join(docs, path), 'utf8'),
  }))
}

/**
 * The fenced blocks of a page: the language, the words after it, and the code. `run` says
 * that a block is run, `file=api.ts` that others import it by that name, `output` that it
 * is what the block before prints.
 */
export function blocksOf(text) {
  const fences = text.matchAll(/^```(\S*)([^\n]*)\n([\s\S]*?)^```$/gm)
  return [...fences].map(([, language, info, code]) => {
    const words = info.trim().split(/\s+/).filter(Boolean)
    const file = words.find(word => word.startsWith('file='))?.slice('file='.length)
    return { language, words, file, code }
  })
}

/**
 * The modules that a page's blocks import by `./name`: its named blocks, and the files of
 * the repository that it shows.
 */
export function modulesOf(path, text) {
  const named = blocksOf(text).filter(({ file }) => file !== undefined)
  const shown = [...text.matchAll(/^<<< (\S+\.[jt]s)$/gm)]
    .map(([, target]) => join(docs, path, '..', target))
    .filter(from => text.includes(`'./${parse(from).name}'`))
    .flatMap(shownModules)
  return [...named, ...shown]
}

/** The file; and for one that has no types, as much as says what it exports. */
function shownModules(from) {
  const { base: file, name, ext } = parse(from)
  const code = readFileSync(from, 'utf8')
  if (ext === '.ts') return [{ file, code }]
  const names = [...code.matchAll(/^export const (\w+)/gm)].map(([, each]) => each)
  const types = names.map(each => `export const ${each}: any`).join('\n')
  return [
    { file, code },
    { file: `${name}.d.ts`, code: types },
  ]
}
