import { readFileSync } from 'node:fs'
import { drain } from '@allium/testing'
import { transformSync } from 'esbuild'
import * as assert from 'uvu/assert'
import * as core from '../src/index'
import { bench, never, quietSuite } from './helpers'

const test = quietSuite('README')

/** The page in the code of createScope, loaded with this client. */
function pageOf(api: core.Client): { onUnload(): void } {
  const text = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const blocks = [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, block]) => block)
  const sample = blocks.find(block => block?.includes('onUnload'))
  const { code } = transformSync(sample ?? '', { loader: 'ts', format: 'cjs' })
  return new Function('require', 'api', `${code}; return page`)(() => core, api)
}

// That nobody leaves a rejection behind is what the suite looks at.
test('a page that goes during its first request is quiet about it', async () => {
  const { client, transport } = bench(() => never())
  const page = pageOf(client)
  await drain()
  page.onUnload()
  await drain()
  assert.equal(transport.calls.length, 1)
})

test.run()
