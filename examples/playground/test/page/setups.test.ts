import { readdir, readFile } from 'node:fs/promises'
import type { LoadingView } from '@allium/core'
import { createInspector, type Watchable } from '@allium/inspector'
import type { Session } from '@allium/middleware-auth'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { p0 } from '../../src/page/setups/p0'
import { p1 } from '../../src/page/setups/p1'
import { p2 } from '../../src/page/setups/p2'
import { p3 } from '../../src/page/setups/p3'
import { p4a } from '../../src/page/setups/p4a'
import { p4b } from '../../src/page/setups/p4b'
import type { BackendName } from '../../src/server/backends'
import { type Bench, openBench } from '../server/bench'
import { cookieFetch, withPage } from './page-bench'

const test = suite<{ bench: Bench }>('setups')

test.before.each(async context => {
  context.bench = await openBench()
})
test.after.each(({ bench }) => bench.close())

/** A set-up, in words that fit all. */
interface Running {
  readonly api: Watchable & {
    request(options: { url: string; query?: object }): Promise<{ data: unknown }>
  }
  readonly session: Session
}

/** How often it was shown and hidden. */
const screen = (): LoadingView & { shown: number; hidden: number } => ({
  shown: 0,
  hidden: 0,
  show() {
    this.shown += 1
  },
  hide() {
    this.hidden += 1
  },
  toast() {},
})

/** Twenty requests with an expired credential. */
async function storm(bench: Bench, name: BackendName, running: unknown): Promise<void> {
  const { api, session } = running as Running
  const inspector = createInspector()
  inspector.watch(api)
  await bench.control(`${name}/reset`)
  await bench.control(`${name}/latency`, { ms: 5 })
  await bench.control(`${name}/expire`)
  const calls = Array.from({ length: 20 }, (_, page) =>
    api.request({ url: '/items', query: { page } }),
  )
  const bodies = await Promise.all(calls)
  assert.match(JSON.stringify(bodies[7]?.data), '["page","7"]')
  const { answered, failed, pending, refreshes, logouts } = inspector.counters()
  assert.equal([answered, failed, pending, refreshes, logouts], [20, 0, 0, 1, 0])
  assert.is((await bench.control(name)).refreshes, 1)
  session.dispose()
}

/** The loading stays a moment for whoever comes next. */
const hidden = () => new Promise(resolve => setTimeout(resolve, 100))

const code = (bench: Bench) => async () => {
  const answer = await bench.control('code', { user: 'li' })
  return answer.code ?? ''
}

test('P0 refreshes once for twenty, and shows the loading once', ({ bench }) =>
  withPage({}, async () => {
    const view = screen()
    const running = p0(`${bench.url}/p0`, view)
    await running.signIn('li', 'secret')
    await hidden()
    await storm(bench, 'p0', running)
    await hidden()
    // The sign-in was one of its own.
    assert.equal([view.shown, view.hidden], [2, 2])
  }))

test('P1 signs in by one code for twenty, one after the other', ({ bench }) =>
  withPage({}, async () => {
    const running = p1(`${bench.url}/p1`, code(bench), screen())
    await running.session.refresh()
    await storm(bench, 'p1', running)
    assert.is((await bench.control('p1')).atOnce, 1)
  }))

test('P2 signs in by one code for twenty, its cookie carried by the proxy', ({ bench }) =>
  withPage({}, async () => {
    const running = p2(`${bench.url}/p2`, code(bench), screen())
    await running.session.refresh()
    await storm(bench, 'p2', running)
  }))

test('P3 gets one token for twenty', ({ bench }) =>
  withPage({}, async () => {
    const password = '5EBE2294ECD0E0F08EAB7690D2A6EE69'
    const running = p3(`${bench.url}/p3`, { username: 'app', password }, screen())
    await running.session.refresh()
    await storm(bench, 'p3', running)
  }))

test('P4, form a, refreshes once for twenty', ({ bench }) =>
  withPage({}, async () => {
    const running = p4a(`${bench.url}/p4a/api`)
    await running.signIn('li', 'secret')
    await storm(bench, 'p4a', running)
  }))

test('P4, form b, refreshes once for twenty, by a cookie that no script sees', ({
  bench,
}) => {
  const { fetch, visible } = cookieFetch()
  return withPage({ fetch }, async () => {
    const base = `${bench.url}/p4b/api`
    const running = p4b(base, visible)
    await running.signIn('li', 'secret')
    assert.not.match(visible(), 'refresh_token')
    await storm(bench, 'p4b', running)
  })
})

test('each file stands alone: it imports packages, and nothing of the page', async () => {
  const folder = new URL('../../src/page/setups/', import.meta.url)
  const files = await readdir(folder)
  assert.is(files.length, 6)
  for (const file of files) {
    const text = await readFile(new URL(file, folder), 'utf8')
    const from = [...text.matchAll(/ from '(.*)'/g)].map(([, name]) => name ?? '')
    assert.ok(from.length > 0)
    for (const name of from)
      assert.match(name, /^@allium\/(core|middleware-auth|transport-fetch)$/)
  }
})

test('a page without a view of its own sees a class while something is under way', ({
  bench,
}) => {
  const classes = new Set<string>()
  const seen: string[] = []
  const classList = {
    add: (name: string) => classes.add(name),
    remove: (name: string) => classes.delete(name),
  }
  const document = Object.assign(new EventTarget(), { body: { classList } })
  return withPage({ document }, async () => {
    const { api, session, signIn } = p0(`${bench.url}/p0`)
    const signedIn = signIn('li', 'secret')
    await Promise.resolve()
    seen.push(...classes)
    await signedIn
    assert.match(JSON.stringify((await api.get('/me')).data), '"li"')
    session.dispose()
    assert.equal(seen, ['loading'])
  })
})

test.run()
