import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createGuard } from '../../src/node-wx/guard'
import { createListeners } from '../../src/node-wx/listeners'

const test = suite('createListeners')

test('tells all listeners in order, past one that throws', () => {
  const swallowed: unknown[] = []
  const log: string[] = []
  const { on, emit } = createListeners<string>(createGuard(swallowed))
  on(value => log.push(`a ${value}`))
  on(() => {
    throw new Error('b')
  })
  on(value => log.push(`c ${value}`))
  emit('x')
  assert.equal(log, ['a x', 'c x'])
  assert.is(swallowed.length, 1)
})

test('tells nothing to a listener that is added meanwhile', () => {
  const log: string[] = []
  const { on, emit } = createListeners<string>(createGuard([]))
  on(value => {
    log.push(value)
    on(() => log.push('added'))
  })
  emit('one')
  assert.equal(log, ['one'])
})

test('removes one listener, or all', () => {
  const log: string[] = []
  const { on, off, emit } = createListeners<string>(createGuard([]))
  const a = (value: string): void => {
    log.push(`a ${value}`)
  }
  on(a)
  on(value => log.push(`b ${value}`))
  off(a)
  emit('one')
  off()
  emit('two')
  assert.equal(log, ['b one'])
})

test.run()
