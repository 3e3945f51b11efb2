import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  createNodeWx,
  type NodeWxHost,
  type RequestFailure,
  type UploadFileOptions,
  type UploadFileResult,
  type UploadTask,
} from '../../src/index'
import { type Answering, fixtures, type TestServer, told, until } from '../helpers'

interface Context {
  server: TestServer
  host: NodeWxHost
  answer: Answering
}

const test = suite<Context>('uploadFile')

const { serve, keep, close } = fixtures()
test.before.each(async context => {
  context.answer = response => response.end('{"ok":true}')
  context.server = await serve((response, seen) => context.answer(response, seen))
  context.host = keep(createNodeWx())
})
test.after.each(close)

const PATH = 'wxfile://tmp_photo.png'

function uploaded(
  { host, server }: Context,
  options: Partial<UploadFileOptions> = {},
  onTask: (task: UploadTask) => void = () => {},
) {
  const { url } = server
  return told<UploadFileResult, RequestFailure>(callbacks =>
    onTask(
      host.wx.uploadFile({
        url,
        filePath: PATH,
        name: 'photo',
        ...options,
        ...callbacks,
      }),
    ),
  )
}

test('posts the file in a form, and gives the answer as text', async context => {
  context.host.files.write(PATH, new Uint8Array([0, 255, 1]))
  const { calls, result } = await uploaded(context, { formData: { user: 'Lin' } })
  assert.equal(calls, ['success', 'complete'])
  assert.equal(result, { data: '{"ok":true}', statusCode: 200, errMsg: 'uploadFile:ok' })
  const [seen] = context.server.seen
  const [, boundary] =
    /^multipart\/form-data; boundary=(.+)$/.exec(seen?.headers['content-type'] ?? '') ??
    []
  assert.is(seen?.method, 'POST')
  assert.is(seen?.headers['content-length'], String(seen?.body.length))
  assert.is(
    seen?.body.toString('latin1'),
    `--${boundary}\r\nContent-Disposition: form-data; name="user"\r\n\r\nLin\r\n` +
      `--${boundary}\r\nContent-Disposition: form-data; name="photo"; filename="tmp_photo.png"\r\n` +
      `Content-Type: image/png\r\n\r\n\x00\xff\x01\r\n--${boundary}--\r\n`,
  )
})

test('takes headers, but for the content type, which only the host knows', async context => {
  context.host.files.write(PATH, '')
  const header = { 'X-Trace': 't', 'Content-Type': 'multipart/form-data' }
  await uploaded(context, { header })
  const [seen] = context.server.seen
  assert.match(seen?.headers['content-type'] ?? '', /; boundary=/)
  assert.is(seen?.headers['x-trace'], 't')
  assert.match(seen?.headers.referer ?? '', /^https:\/\/servicewechat\.com\//)
})

test('succeeds with any status', async context => {
  context.host.files.write(PATH, 'x')
  context.answer = response => response.writeHead(413).end('too large')
  const { result } = await uploaded(context)
  assert.equal([result?.statusCode, result?.data], [413, 'too large'])
})

test('fails on a missing file and a wrong url without sending', async context => {
  assert.equal((await uploaded(context)).error, {
    errMsg: 'uploadFile:fail file not found',
    errno: 600000,
  })
  assert.equal((await uploaded(context, { url: 'foo' })).error, {
    errMsg: 'uploadFile:fail invalid url "foo"',
    errno: 600009,
  })
  assert.equal([context.host.network.sent, context.server.seen.length], [0, 0])
})

test('tells progress and headers, in order', async context => {
  context.host.files.write(PATH, new Uint8Array(150_000))
  const log: string[] = []
  const sizes = new Set<number>()
  const { calls } = await uploaded(context, {}, task => {
    task.onProgressUpdate(({ progress, totalBytesSent, totalBytesExpectedToSend }) => {
      log.push(`${progress} ${totalBytesSent === totalBytesExpectedToSend}`)
      sizes.add(totalBytesExpectedToSend)
    })
    task.onHeadersReceived(({ statusCode }) => log.push(`headers ${statusCode}`))
  })
  assert.equal(log, ['43 false', '87 false', '100 true', 'headers 200'])
  assert.equal([...sizes], [context.server.seen[0]?.body.length])
  assert.equal(calls, ['success', 'complete'])
})

test('is aborted on its way and in the queue', async context => {
  const host = keep(createNodeWx({ concurrency: 1 }))
  const { server } = context
  host.files.write(PATH, 'x')
  context.answer = () => {}
  const aborted = { errMsg: 'uploadFile:fail abort', errno: 1 }
  const flying = uploaded({ ...context, host }, {}, task => {
    until(() => server.seen.length === 1).then(task.abort)
  })
  const queued = uploaded({ ...context, host }, {}, task => task.abort())
  assert.equal(await queued, { calls: ['fail', 'complete'], error: aborted })
  assert.equal(await flying, { calls: ['fail', 'complete'], error: aborted })
  assert.is(server.seen.length, 1)
})

test('shares its places with requests', async context => {
  const host = keep(createNodeWx({ concurrency: 1 }))
  host.files.write(PATH, 'x')
  const request = told(callbacks =>
    host.wx.request({ url: context.server.url, ...callbacks }),
  )
  const upload = uploaded({ ...context, host })
  assert.equal([host.network.inFlight, host.network.queued], [1, 1])
  await Promise.all([request, upload])
  assert.equal([host.network.peak, host.network.sent], [1, 2])
  assert.equal(
    context.server.seen.map(({ method }) => method),
    ['GET', 'POST'],
  )
})

test('fails by its timeout, offline and interrupted', async context => {
  const { host, server } = context
  host.files.write(PATH, 'x')
  context.answer = () => {}
  const timedOut = await uploaded(context, { timeout: 20 })
  assert.equal(timedOut.error, { errMsg: 'uploadFile:fail timeout', errno: 5 })
  const interrupted = uploaded(context)
  await until(() => server.seen.length === 2)
  host.network.interrupt()
  assert.is((await interrupted).error?.errMsg, 'uploadFile:fail interrupted')
  host.network.offline = true
  assert.match((await uploaded(context)).error?.errMsg ?? '', /^uploadFile:fail errcode/)
})

test('sends the file as it was when it was called', async context => {
  context.host.files.write(PATH, 'before')
  const upload = uploaded(context)
  context.host.files.write(PATH, 'after')
  await upload
  assert.match(String(context.server.seen[0]?.body), '\r\n\r\nbefore\r\n')
})

test('gives no errno on an old base library', async context => {
  const host = keep(createNodeWx({ baseLibrary: '2.9.0' }))
  const { error } = await uploaded({ ...context, host })
  assert.equal(error, { errMsg: 'uploadFile:fail file not found' })
})

test.run()
