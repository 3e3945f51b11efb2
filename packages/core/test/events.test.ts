import { deferred, drain } from '@allium/testing'
import * as assert from 'uvu/assert'
import { createEvents } from '../src/events'
import { bench, quietSuite, rejection } from './helpers'

const test = quietSuite('events')

interface Said {
  said: string
  other: number
}

function emitter() {
  const faults: unknown[] = []
  const events = createEvents<Said>(fault => faults.push(fault))
  return { events, faults }
}

test('K20 listeners hear in the order they came, each event by its name', () => {
  const { events } = emitter()
  const log: unknown[] = []
  events.on('said', text => log.push(`a ${text}`))
  events.on('other', number => log.push(number))
  events.on('said', text => log.push(`b ${text}`))
  events.emit('said', () => 'hello')
  events.emit('other', () => 1)
  assert.equal(log, ['a hello', 'b hello', 1])
})

test('K20 on returns its own unsubscribe, which may be called twice', () => {
  const { events } = emitter()
  const log: string[] = []
  const hear = (text: string) => log.push(text)
  const off = events.on('said', hear)
  events.on('said', hear)
  events.emit('said', () => 'two')
  off()
  off()
  events.emit('said', () => 'one')
  assert.equal(log, ['two', 'two', 'one'])
})

test('K21 a listener that throws keeps nobody from hearing, and the hook hears of it', () => {
  const { events, faults } = emitter()
  const boom = new Error('boom')
  const log: string[] = []
  events.on('said', () => {
    throw boom
  })
  events.on('said', text => log.push(text))
  events.emit('said', () => 'hello')
  assert.equal(log, ['hello'])
  assert.equal(faults, [boom])
})

test('K21 so with an async listener, and one whose thenable fails', async () => {
  const { events, faults } = emitter()
  const boom = new Error('boom')
  const log: string[] = []
  events.on('said', async () => {
    throw boom
  })
  events.on('said', () => ({
    // biome-ignore lint/suspicious/noThenProperty: a thenable is what this is about
    then: () => {
      throw boom
    },
  }))
  events.on('said', text => log.push(text))
  events.emit('said', () => 'hello')
  assert.equal(log, ['hello'])
  await drain()
  assert.equal(faults, [boom, boom])
})

test('K21 nobody waits for an async listener', async () => {
  const { events, faults } = emitter()
  const gate = deferred()
  const log: string[] = []
  events.on('said', async () => {
    await gate.promise
    log.push('slow')
  })
  events.on('said', () => log.push('quick'))
  events.emit('said', () => 'hello')
  log.push('emitted')
  gate.resolve()
  await drain()
  assert.equal(log, ['quick', 'emitted', 'slow'])
  assert.equal(faults, [])
})

test('K21 a hook that fails itself is dropped, thrown or rejected', async () => {
  for (const onFault of [
    () => {
      throw new Error('hook')
    },
    async () => {
      throw new Error('hook')
    },
  ]) {
    const events = createEvents<Said>(onFault)
    const log: string[] = []
    events.on('said', () => {
      throw new Error('listener')
    })
    events.on('said', async () => {
      throw new Error('listener')
    })
    events.on('said', text => log.push(text))
    events.emit('said', () => 'hello')
    await drain()
    assert.equal(log, ['hello'])
  }
})

test('K21 a payload that cannot be made is a fault like any other', () => {
  const { events, faults } = emitter()
  const boom = new Error('boom')
  events.on('said', () => {})
  events.emit('said', () => {
    throw boom
  })
  assert.equal(faults, [boom])
})

test('K21 where nobody listens no payload is made', () => {
  const { events } = emitter()
  let made = 0
  const payload = () => {
    made += 1
    return 'hello'
  }
  events.emit('said', payload)
  const off = events.on('said', () => {})
  events.on('other', () => {})
  events.emit('said', payload)
  off()
  events.emit('said', payload)
  assert.is(made, 1)
})

// K21, on a whole client

const names = ['request', 'attempt', 'response', 'error'] as const

test('K21 listeners that fail neither fail a request nor change its end', async () => {
  const faults: unknown[] = []
  const heard: string[] = []
  const { client } = bench(
    ({ url }) => ({ status: url === '/ok' ? 200 : 500, data: 1 }),
    {
      onFault: fault => faults.push(fault),
    },
  )
  for (const name of names) {
    client.on(name, () => {
      throw name
    })
    client.on(name, () => Promise.reject(`async ${name}`))
    client.on(name, () => heard.push(name))
  }
  assert.is((await client.get('/ok')).data, 1)
  assert.is((await rejection(client.get('/bad'))).code, 'status')
  await drain()
  const ends = ['request', 'attempt', 'response', 'request', 'attempt', 'error']
  assert.equal(heard, ends)
  assert.is(faults.length, 12)
  for (const end of ends) {
    const times = ends.filter(each => each === end).length
    assert.is(faults.filter(fault => fault === end).length, times)
    assert.is(faults.filter(fault => fault === `async ${end}`).length, times)
  }
})

test('K21 K10 a hook that throws leaves no request pending', async () => {
  const { client } = bench(({ url }) => ({ status: url === '/ok' ? 200 : 500 }), {
    onFault: () => {
      throw new Error('hook')
    },
  })
  for (const name of names) {
    client.on(name, () => {
      throw new Error('listener')
    })
  }
  assert.is((await client.get('/ok')).status, 200)
  assert.is((await rejection(client.get('/bad'))).code, 'status')
})

test('K21 a fault that nobody is to hear of is dropped', async () => {
  const { client } = bench()
  client.on('request', () => {
    throw new Error('listener')
  })
  client.on('response', () => Promise.reject(new Error('listener')))
  assert.is((await client.get('/ok')).status, 200)
})

test('K21 a request started inside a listener works, whichever the event', async () => {
  for (const name of names) {
    const log: string[] = []
    const { client } = bench(({ url }) => {
      log.push(url)
      return { status: url === '/first' && name === 'error' ? 500 : 200 }
    })
    const second = new Promise(resolve => {
      const off = client.on(name, () => {
        off()
        resolve(client.get('/second'))
      })
    })
    await client.get('/first').catch(() => {})
    assert.is(((await second) as { status: number }).status, 200, name)
    assert.equal(log.sort(), ['/first', '/second'])
  }
})

test.run()
