import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { build } from 'esbuild'

const PACKAGES = ['@allium/core', '@allium/middleware-auth']

/** What makes layers, by the layers that it makes. */
const MADE = {
  envelope: ({ envelope }) => [envelope()],
  headers: ({ headers }) => [headers({}), headers(() => ({}))],
  loading: ({ loading }) => [loading({ show() {}, hide() {} })],
  query: ({ query }) => [query()],
  retry: ({ retry }) => [retry()],
  auth: ({ auth, createSession }) => [auth({ session: createSession({ refresh() {} }) })],
}

/**
 * The `layer` event calls a layer by its function's name: in the build that has to be its
 * factory's still, and also where a bundler of the user's has shortened all names.
 */
export async function layerChecks(check) {
  await check('all that makes layers is known', () => {
    const found = PACKAGES.flatMap(factoriesOf)
    assert.deepEqual(found.sort(), Object.keys(MADE).sort())
  })
  const forms = { built: asBuilt, minified }
  for (const [form, load] of Object.entries(forms)) {
    await check(`${form}, a layer has its factory's name`, async () => {
      const all = await load()
      for (const name of Object.keys(MADE))
        for (const layer of MADE[name](all))
          assert.deepEqual(await namesOf(all, layer), [name])
    })
  }
}

/** The functions that give a layer, as the types tell. */
function factoriesOf(name) {
  const types = readFileSync(`node_modules/${name}/dist/index.d.mts`, 'utf8')
  const signature = /^declare function (\w+)[^;]*\): (?:Layer|Mountable)\b/gm
  return [...types.matchAll(signature)].map(([, factory]) => factory)
}

async function asBuilt() {
  const modules = await Promise.all(PACKAGES.map(name => import(name)))
  return Object.assign({}, ...modules)
}

async function minified() {
  const contents = PACKAGES.map(name => `export * from '${name}'`).join('\n')
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd() },
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
  })
  const { text } = outputFiles[0]
  return import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`)
}

/** What a client calls a layer, when a request goes through it. */
async function namesOf({ createClient }, layer) {
  const names = new Set()
  const transport = async ({ url }) => ({ status: 204, headers: {}, cookies: [], url })
  const client = createClient({ transport, baseURL: 'https://api.test' }).use(layer)
  client.on('layer', event => names.add(event.layer))
  await client.get('/')
  return [...names]
}
