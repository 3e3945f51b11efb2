import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Playground, startPlayground } from '../../src/server/start'
import { json, posted } from './bench'

const test = suite<{ playground: Playground }>('start')

test.before(async context => {
  context.playground = await startPlayground({ port: 5873, follows: false })
})
test.after(({ playground }) => playground.close())

test('serves the page, on this machine alone', async ({ playground }) => {
  assert.match(playground.url, /^http:\/\/127\.0\.0\.1:\d+\/$/)
  const html = await (await fetch(playground.url)).text()
  assert.match(html, /<div id="app">/)
  const script = await (await fetch(`${playground.url}main.ts`)).text()
  assert.match(script, /app\.ts/)
})

test('serves the packages from their sources: nothing is built before', async ({
  playground,
}) => {
  const script = await (await fetch(`${playground.url}app.ts`)).text()
  assert.match(script, /packages\/inspector\/src\/index\.ts/)
  assert.match(script, /packages\/inspector\/src\/dom\.ts/)
})

test('has the backends and their controls behind it', async ({ playground }) => {
  const me = await fetch(`${playground.url}p0/me`)
  assert.is(me.status, 401)
  const control = await fetch(`${playground.url}control/p0`, posted({}))
  assert.is((await json(control)).unauthorized, 1)
})

test('finds a port of its own where another has it', async ({ playground }) => {
  const port = Number(new URL(playground.url).port)
  const other = await startPlayground({ port, follows: false })
  assert.is.not(other.url, playground.url)
  await other.close()
  await fetch(other.url).then(
    () => assert.unreachable('it still answers'),
    () => {},
  )
})

test.run()
