import { createClient, loading } from '@allium/core'
import {
  createNodeWx,
  type Deferred,
  deferred,
  drain,
  fakeTransport,
} from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type LoadingHost, type WxLoadingOptions, wxLoading } from '../src/index'
import { quiet, withGlobalWx } from './helpers'

const test = suite('wxLoading')
test.after.each(quiet)

/** A client with this loading, whose answers the test gives. */
function bench(options: WxLoadingOptions) {
  const answers: Array<Deferred<{ status?: number }>> = []
  const transport = fakeTransport(() => {
    const answer = deferred<{ status?: number }>()
    answers.push(answer)
    return answer.promise
  })
  const client = createClient({ baseURL: 'https://api.test', transport })
  return { client: client.use(loading(wxLoading(options))), answers }
}

function nodeScreen() {
  let now = 0
  const host = createNodeWx({ now: () => now })
  const wait = (ms: number) => {
    now += ms
  }
  return { ...host, wait }
}

test('L01 it shows with title and mask, and hides without touching a toast', () => {
  const { wx, screen } = nodeScreen()
  const view = wxLoading({ title: '请稍候', mask: true, host: wx })
  view.show()
  assert.equal(screen.visible, { kind: 'loading', title: '请稍候' })
  view.hide()
  assert.is(screen.visible, undefined)
  assert.equal(screen.timeline, [
    { at: 0, event: 'showLoading', title: '请稍候', mask: true },
    { at: 0, event: 'hideLoading', noConflict: true },
  ])
})

test('L01 the title is 加载中 and nothing is masked where nobody says otherwise', () => {
  const { wx, screen } = nodeScreen()
  wxLoading({ host: wx }).show()
  assert.equal(screen.timeline, [
    { at: 0, event: 'showLoading', title: '加载中', mask: false },
  ])
})

test('L01 two overlapping requests show once and hide once', async () => {
  const { wx, screen, wait } = nodeScreen()
  const { client, answers } = bench({ host: wx })
  const first = client.get('/a')
  wait(10)
  const second = client.get('/b')
  await drain()
  wait(10)
  answers[0]?.resolve({})
  await first
  wait(10)
  answers[1]?.reject(new Error('network'))
  await second.catch(() => {})
  assert.equal(screen.timeline, [
    { at: 0, event: 'showLoading', title: '加载中', mask: false },
    { at: 30, event: 'hideLoading', noConflict: true },
  ])
})

test('L01 hiding the loading does not hide a toast', async () => {
  const { wx, screen, dispose } = nodeScreen()
  const { client, answers } = bench({ host: wx })
  const call = client.get('/a')
  await drain()
  wx.showToast({ title: 'saved', icon: 'none' })
  answers[0]?.resolve({})
  await call
  assert.equal(
    screen.timeline.map(({ event }) => event),
    ['showLoading', 'showToast', 'hideLoading'],
  )
  assert.equal(screen.visible, { kind: 'toast', title: 'saved' })
  dispose()
})

test('L01 K10 a hide that finds nothing to hide is no rejection of anybody', async () => {
  const { wx } = nodeScreen()
  wxLoading({ host: wx }).hide()
  await drain()
})

test('K10 Taro’s promise, which rejects besides `fail`, is heard by nobody', async () => {
  const fails: unknown[] = []
  const rejecting = (options: { fail?(): void }) => {
    fails.push(typeof options.fail)
    options.fail?.()
    return Promise.reject({ errMsg: "hideLoading:fail:toast can't be found" })
  }
  const view = wxLoading({ host: { showLoading: rejecting, hideLoading: rejecting } })
  view.show()
  view.hide()
  await drain()
  assert.equal(fails, ['function', 'function'])
})

test('L01 a host that throws does not fail a request', async () => {
  const log: string[] = []
  const throwing = (name: string) => () => {
    log.push(name)
    throw new Error(name)
  }
  const host = { showLoading: throwing('show'), hideLoading: throwing('hide') }
  const { client, answers } = bench({ host })
  const call = client.get('/a')
  await drain()
  answers[0]?.resolve({ status: 201 })
  assert.is((await call).status, 201)
  assert.equal(log, ['show', 'hide'])
})

test('L01 T05 a host that is missing, or cannot show, does not fail a request', async () => {
  const { client, answers } = bench({})
  for (const wx of [undefined, {}]) {
    const status = await withGlobalWx(wx, async () => {
      const call = client.get('/a')
      await drain()
      answers.pop()?.resolve({})
      return (await call).status
    })
    assert.is(status, 200)
  }
})

test('T05 the global `wx` is looked up at each use', async () => {
  const { wx, screen } = nodeScreen()
  const view = wxLoading()
  assert.throws(() => view.show(), /no global `wx`/)
  await withGlobalWx(wx, () => view.show())
  assert.is(screen.visible?.kind, 'loading')
})

test('K32 wrong options throw when the view is made', () => {
  const refused: ReadonlyArray<[unknown, RegExp]> = [
    [{ title: 5 }, /^\[wxLoading\] `title` must be a text$/],
    [{ mask: 'yes' }, /^\[wxLoading\] `mask` must be true or false$/],
    [{ host: null }, /^\[wxLoading\] `host` must be an object$/],
    [{ host: { showLoading() {} } }, /^\[wxLoading\] `host` must have `hideLoading`$/],
    [{ delay: 5 }, /^\[wxLoading\] knows no option `delay`; it has: title, mask, host$/],
  ]
  for (const [options, message] of refused) {
    assert.throws(
      () => wxLoading(options as WxLoadingOptions),
      (error: Error) => error instanceof TypeError && message.test(error.message),
    )
  }
  const host: LoadingHost = { showLoading() {}, hideLoading() {} }
  wxLoading({ host })
})

test.run()
