import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { build, type InlineConfig, type Rollup } from 'vite'
import { page } from '../../src/server/page'

const test = suite('build')

const readme = new URL('../../../../packages/inspector/README.md', import.meta.url)

/** All that a build of a page writes, as one text. */
async function built(options: InlineConfig = {}): Promise<string> {
  const made = await build({ ...page, ...options, build: { write: false } })
  const { output } = made as Rollup.RollupOutput
  return output.map(file => ('code' in file ? file.code : String(file.source))).join('\n')
}

/** Writes a page with this script, and builds it. */
async function builtOf(script: string, options: InlineConfig = {}): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'page-'))
  const html = '<script type="module" src="./app.js"></script>'
  await writeFile(join(root, 'index.html'), html)
  await writeFile(join(root, 'api.js'), script)
  await writeFile(join(root, 'app.js'), `import { api } from './api'; api.get('/me')`)
  return built({ ...options, root }).finally(() => rm(root, { recursive: true }))
}

test('the page builds for production', async () => {
  assert.match(await built(), /allium-inspector/)
})

test('the first example of the inspector ships nothing of it, its layer neither', async () => {
  const [, example = ''] = /```ts\n(.*?)```/s.exec(await readFile(readme, 'utf8')) ?? []
  const plain = example
    .replace(/^import.*inspector.*$/m, '')
    .replace(/import\.meta.*/, 'client')
  const text = await builtOf(example)
  assert.match(text, /api\.example\.com/)
  assert.not.match(text, /inspector|wire:sent/i)
  assert.is(text.length, (await builtOf(plain)).length)
  // In development it is there.
  const isThere = { define: { 'import.meta.env.DEV': 'true' } }
  assert.match(await builtOf(example, isThere), /allium-inspector/)
})

test.run()
