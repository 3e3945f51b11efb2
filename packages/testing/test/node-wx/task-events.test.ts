import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createGuard } from '../../src/node-wx/guard'
import { createTaskEvents } from '../../src/node-wx/task-events'

const test = suite('createTaskEvents')

test('tells headers and chunks to their own listeners', () => {
  const { headers, chunks, methods } = createTaskEvents(createGuard([]))
  const log: string[] = []
  methods.onHeadersReceived(({ statusCode }) => log.push(`headers ${statusCode}`))
  methods.onChunkReceived(({ data }) => log.push(`chunk ${data.byteLength}`))
  headers.emit({ statusCode: 200, header: {}, cookies: [] })
  chunks.emit({ data: new ArrayBuffer(3) })
  methods.offHeadersReceived()
  headers.emit({ statusCode: 201, header: {}, cookies: [] })
  methods.offChunkReceived()
  chunks.emit({ data: new ArrayBuffer(4) })
  assert.equal(log, ['headers 200', 'chunk 3'])
})

test.run()
