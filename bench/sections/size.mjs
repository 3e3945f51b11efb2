// What an app has to carry: minified and gzipped, tree-shaken, in ES2018.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bytesByFile, weigh } from '../lab/bundle.mjs'
import { table, whole } from '../lab/table.mjs'
import { en } from '../words/en.mjs'

const slim = `
  export { createClient, headers, loading, query } from '@allium/core'
  export { wxTransport } from '@allium/transport-wx'`
const kit = `export { p0 } from '../examples/clients/src/p0.ts'`

const ours = [
  ['core', slim],
  ['kit', kit],
]
const others = [
  ['luch', `export { default } from 'luch-request'`],
  ['luchRefresh', `export * from './peers/luch-request.mjs'`],
  ['alova', `export { createAlova } from 'alova'`],
  ['alovaRefresh', `export * from './peers/alova.mjs'`],
  ['axios', `export { default } from 'axios'`],
  ['axiosRefresh', `export * from './peers/axios.mjs'`],
  ['flyio', `export { default } from 'flyio/dist/npm/wx'`],
  ['wefetch', `export { default } from 'wefetch'`],
  ['umi', `export * from 'umi-request'`],
  ['ky', `export { default } from 'ky'`],
  ['ofetch', `export { createFetch } from 'ofetch'`],
  ['wretch', `export { default } from 'wretch'`],
  ['compose', `export { default } from 'koa-compose'`],
  ['bare', `export * from './peers/bare.mjs'`],
]

export async function size({ quick }) {
  const rows = []
  const gzippedOf = new Map()
  for (const [name, code] of quick ? ours : [...ours, ...others]) {
    const { minified, gzipped } = await weigh(code)
    rows.push([name, whole(minified), whole(gzipped)])
    gzippedOf.set(code, gzipped)
  }
  const files = quick ? [] : await bytesByFile(kit)
  const fileRows = files.map(([file, bytes]) => [file, whole(bytes)])
  const targets = ({ size: words }) => [
    [words.targets.core, gzippedOf.get(slim), 3_200],
    [words.targets.kit, gzippedOf.get(kit), 5_900],
  ]
  return {
    text({ size: words }) {
      const named = rows.map(([name, ...sizes]) => [words.bundles[name], ...sizes])
      const parts = [`## ${words.title}`, words.note, table(words.columns, named)]
      return quick ? parts : [...parts, words.files, table(words.fileColumns, fileRows)]
    },
    figures: { 'size: core': gzippedOf.get(slim), 'size: kit': gzippedOf.get(kit) },
    targets,
    faults: quick ? stale(targets(en)) : [],
  }
}

/** What RESULTS.md tells of another build; a hundredth is left to small changes. */
function stale(targets) {
  const page = readFileSync(join(import.meta.dirname, '../RESULTS.md'), 'utf8')
  return targets.flatMap(([what, size]) => {
    const row = page.split('\n').find(line => line.startsWith(`| ${what} `)) ?? ''
    const told = Number(row.split('|')[2]?.replace(',', ''))
    if (Math.abs(told - size) <= size / 100) return []
    return [`${what}: ${size}, and RESULTS.md tells ${told}; \`npm run bench\` renews it`]
  })
}
