import { readFileSync } from 'node:fs'
import { startP0 } from '@allium/example-backends'
import type { p0 } from '@allium/example-clients'
import { createNodeWx } from '@allium/testing'
import { transformSync } from 'esbuild'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

const test = suite('the set-up of the READMEs')

/** The first block of code, made a function that gives what it exports. */
async function setUp(page: string, baseURL: string) {
  const text = readFileSync(new URL(`../../../${page}`, import.meta.url), 'utf8')
  const [, block = ''] = /^```ts\n([\s\S]*?)^```$/m.exec(text) ?? []
  const { code } = transformSync(block.replace('https://api.example.com', baseURL), {
    loader: 'ts',
    format: 'cjs',
    target: 'es2020',
  })
  const packages: Record<string, unknown> = {
    '@allium/core': await import('@allium/core'),
    '@allium/middleware-auth': await import('@allium/middleware-auth'),
    '@allium/transport-wx': await import('@allium/transport-wx'),
  }
  const module = { exports: {} }
  new Function('module', 'require', code)(module, (name: string) => packages[name])
  return module.exports as ReturnType<typeof p0>
}

for (const page of ['README.md', 'README.zh-CN.md']) {
  test(`${page} survives token after token that expires, on a server that rotates`, async () => {
    const server = await startP0()
    const phone = createNodeWx()
    const before = Object.getOwnPropertyDescriptor(globalThis, 'wx')
    ;(globalThis as { wx?: unknown }).wx = phone.wx
    try {
      const { api, session } = await setUp(page, server.url)
      await session.signIn(server.signIn('li'))
      for (let round = 0; round < 3; round += 1) {
        server.expireAccess()
        const answers = await Promise.all([api.get('/me'), api.get('/items')])
        assert.equal(
          answers.map(({ status }) => status),
          [200, 200],
        )
      }
      assert.equal(server.stats, { refreshes: 3, reuses: 0 })
      session.dispose()
    } finally {
      if (before) Object.defineProperty(globalThis, 'wx', before)
      phone.dispose()
      await server.close()
    }
  })
}

test.run()
