import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type WebResumeOptions, webResume } from '../src/index'
import { handPage, quiet, withGlobals } from './helpers'

const test = suite('webResume')
test.after.each(quiet)

/** A page, and what is told of it. */
function bench() {
  const [document, window] = [handPage(), handPage()]
  const told: string[] = []
  const resume = webResume({ document, window })
  return { document, window, told, stop: resume(what => told.push(what)), resume }
}

test('C04 it tells when the page is seen again, and not when it hides', () => {
  const { document, told } = bench()
  document.visibilityState = 'hidden'
  document.fire('visibilitychange')
  assert.equal(told, [])
  document.visibilityState = 'visible'
  document.fire('visibilitychange')
  assert.equal(told, ['shown'])
})

test('C04 it tells when the network is back, where the page is seen', () => {
  const { document, window, told } = bench()
  window.fire('online')
  window.fire('offline')
  assert.equal(told, ['online'])
  document.visibilityState = 'hidden'
  window.fire('online')
  assert.equal(told, ['online'])
})

test('each listener has its own way out, and nothing is left behind', () => {
  const { document, window, told, stop, resume } = bench()
  const stopOther = resume(what => told.push(`other ${what}`))
  window.fire('online')
  stop()
  stop()
  window.fire('online')
  stopOther()
  window.fire('online')
  document.fire('visibilitychange')
  assert.equal(told, ['online', 'other online', 'other online'])
  assert.equal([document.listeners, window.listeners], [0, 0])
})

test('T05 the globals are looked up when somebody listens; a worker has no document', async () => {
  const resume = webResume()
  resume(() => {})()
  const document = handPage()
  const window = handPage()
  const { addEventListener, removeEventListener } = window
  const told: string[] = []
  const hear = (what: string) => told.push(what)
  const worker = { addEventListener, removeEventListener }
  await withGlobals(worker, () => {
    const stop = resume(hear)
    window.fire('online')
    stop()
  })
  await withGlobals({ ...worker, document }, () => {
    const stop = resume(hear)
    document.fire('visibilitychange')
    window.fire('online')
    stop()
  })
  assert.equal(told, ['online', 'shown', 'online'])
  assert.equal([document.listeners, window.listeners], [0, 0])
})

test('K32 wrong options are refused', () => {
  for (const options of [{ document: {} }, { window: 'window' }, { page: 1 }, null]) {
    assert.throws(
      () => webResume(options as WebResumeOptions),
      (error: unknown) =>
        error instanceof TypeError && error.message.startsWith('[webResume] '),
    )
  }
})

test.run()
