import { setTimeout as sleep } from 'node:timers/promises'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { appTimers } from '../src/app-timers'

const test = suite('app timers')

test('fire while the app is open, and never after it is closed', async () => {
  const app = appTimers()
  const fired: string[] = []
  await new Promise<void>(resolve => {
    app.setTimeout(() => {
      fired.push('open')
      resolve()
    }, 1)
  })
  app.setTimeout(() => fired.push('closed'), 1)
  clearTimeout(app.setTimeout(() => fired.push('cleared'), 1))
  app.stop()
  await sleep(5)
  assert.equal(fired, ['open'])
})

test.run()
