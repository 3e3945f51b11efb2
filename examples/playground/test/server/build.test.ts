import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { build, type Rollup } from 'vite'
import { page } from '../../src/server/page'

const test = suite('build')

/** All that a production build of the page writes, as one text. */
async function built(root?: string): Promise<string> {
  const made = await build({
    ...page,
    ...(root !== undefined && { root }),
    build: { write: false },
  })
  const { output } = made as Rollup.RollupOutput
  return output.map(file => ('code' in file ? file.code : String(file.source))).join('\n')
}

test('the page builds for production', async () => {
  assert.match(await built(), /allium-inspector/)
})

test('a page that mounts the inspector in development alone ships nothing of it', async () => {
  const root = await mkdtemp(join(tmpdir(), 'page-'))
  const app = `
    import { createClient } from '@allium/core'
    import { fetchTransport } from '@allium/transport-fetch'
    const api = createClient({ baseURL: '/api', transport: fetchTransport() })
    if (import.meta.env.DEV) {
      const { createInspector } = await import('@allium/inspector')
      const { mountInspector } = await import('@allium/inspector/dom')
      const inspector = createInspector()
      inspector.watch(api)
      mountInspector(document.body, inspector)
    }
    api.get('/me')`
  await writeFile(
    join(root, 'index.html'),
    '<script type="module" src="./app.js"></script>',
  )
  await writeFile(join(root, 'app.js'), app)
  const text = await built(root)
  await rm(root, { recursive: true })
  assert.match(text, /\/api/)
  assert.not.match(text, /inspector/i)
})

test.run()
