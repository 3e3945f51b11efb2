// What an app has to carry: minified and gzipped, tree-shaken, in ES2018.
import { bytesByFile, weigh } from '../lab/bundle.mjs'
import { table, whole } from '../lab/table.mjs'

const slim = `
  export { createClient, headers, loading, query } from '@allium/core'
  export { wxTransport } from '@allium/transport-wx'`
const kit = `export { p0 } from '../examples/clients/src/p0.ts'`

const ours = [
  ['Allium: core, transport-wx, headers, query, loading', slim],
  ['Allium: the whole kit, all that P0 imports', kit],
]
const others = [
  ['luch-request 3.1', `export { default } from 'luch-request'`],
  ['luch-request 3.1, the usual snippet', `export * from './peers/luch-request.mjs'`],
  ['alova', `export { createAlova } from 'alova'`],
  ['alova, token authentication', `export * from './peers/alova.mjs'`],
  ['axios', `export { default } from 'axios'`],
  ['axios, mini-program adapter, auth-refresh', `export * from './peers/axios.mjs'`],
  ['flyio', `export { default } from 'flyio/dist/npm/wx'`],
  ['wefetch', `export { default } from 'wefetch'`],
  ['umi-request ¹', `export * from 'umi-request'`],
  ['ky ¹', `export { default } from 'ky'`],
  ['ofetch ¹', `export { createFetch } from 'ofetch'`],
  ['wretch ¹', `export { default } from 'wretch'`],
  ['koa-compose', `export { default } from 'koa-compose'`],
  ['a bare request.js', `export * from './peers/bare.mjs'`],
]

export async function size({ quick }) {
  const rows = []
  const gzippedOf = new Map()
  for (const [name, code] of quick ? ours : [...ours, ...others]) {
    const { minified, gzipped } = await weigh(code)
    rows.push([name, whole(minified), whole(gzipped)])
    gzippedOf.set(code, gzipped)
  }
  const text = [table(['', 'minified, B', 'gzipped, B'], rows)]
  if (!quick) {
    const files = (await bytesByFile(kit)).map(([file, bytes]) => [file, whole(bytes)])
    text.push('Where the bytes of the kit are, minified:', table(['file', 'B'], files))
  }
  return {
    title: 'Size',
    note: 'Minified and gzipped by esbuild for ES2018, tree-shaken. Of the libraries, only those that stand with a refresh do the work of the kit.',
    text,
    figures: { 'size: core': gzippedOf.get(slim), 'size: kit': gzippedOf.get(kit) },
    targets: [
      ['size of the core with its transport, B', gzippedOf.get(slim), 3_200],
      ['size of the whole kit, B', gzippedOf.get(kit), 5_900],
    ],
  }
}
