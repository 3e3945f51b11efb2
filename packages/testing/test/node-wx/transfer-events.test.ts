import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createGuard } from '../../src/node-wx/guard'
import {
  createDownloadEvents,
  createUploadEvents,
} from '../../src/node-wx/transfer-events'

const test = suite('transferEvents')

test('tell the progress of an upload', () => {
  const { heard, methods } = createUploadEvents(createGuard([]))
  const log: unknown[] = []
  methods.onProgressUpdate(progress => log.push(progress))
  heard.onProgress?.(2, 3)
  heard.onProgress?.(3, 3)
  assert.equal(log, [
    { progress: 66, totalBytesSent: 2, totalBytesExpectedToSend: 3 },
    { progress: 100, totalBytesSent: 3, totalBytesExpectedToSend: 3 },
  ])
})

test('tell the progress of a download, of an unknown length too', () => {
  const { heard, methods } = createDownloadEvents(createGuard([]))
  const log: unknown[] = []
  methods.onProgressUpdate(progress => log.push(progress))
  heard.onProgress?.(1, 4)
  heard.onProgress?.(5, 0)
  assert.equal(log, [
    { progress: 25, totalBytesWritten: 1, totalBytesExpectedToWrite: 4 },
    { progress: 0, totalBytesWritten: 5, totalBytesExpectedToWrite: 0 },
  ])
})

test('forget the listeners that are taken off', () => {
  const { heard, methods } = createDownloadEvents(createGuard([]))
  const log: unknown[] = []
  const listener = (): void => {
    log.push('told')
  }
  methods.onProgressUpdate(listener)
  methods.onHeadersReceived(listener)
  methods.offProgressUpdate(listener)
  methods.offHeadersReceived()
  heard.onProgress?.(1, 1)
  heard.onHeaders({ header: {}, cookies: [], statusCode: 200 })
  assert.equal(log, [])
})

test.run()
