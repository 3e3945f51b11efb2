import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parcelOf } from '../src/upload-form'
import { quiet, rejection, wireRequest, withGlobals } from './helpers'

const test = suite('parcelOf')
test.after.each(quiet)

const request = wireRequest({ method: 'POST', url: 'https://api.test/up' })
const upload = { kind: 'upload', filePath: 'a.txt' } as const

/** A form's parts: texts, and files by name, type and text. */
async function partsOf(form: unknown): Promise<unknown[]> {
  return Promise.all(
    [...(form as FormData)].map(async ([name, value]) =>
      typeof value === 'string'
        ? [name, value]
        : [name, value.name, value.type, await value.text()],
    ),
  )
}

test('T06 fields come first, in order, the file last, under its name', async () => {
  const formData = { 'a b': '你 好', n: '5' }
  const onProgress = () => {}
  const fileOf = (path: string) => new File(['abc'], path, { type: 'text/plain' })
  const parcel = await parcelOf(
    request,
    { ...upload, name: 'photo', formData, onProgress },
    fileOf,
  )
  assert.equal(await partsOf(parcel.form), [
    ['a b', '你 好'],
    ['n', '5'],
    ['photo', 'a.txt', 'text/plain', 'abc'],
  ])
  assert.equal([parcel.size, parcel.onProgress], [3, onProgress])
})

test('T06 a `blob:` or `data:` URL is read by the host', async () => {
  const blob = URL.createObjectURL(new Blob(['abc'], { type: 'text/plain' }))
  for (const filePath of [blob, 'data:text/plain,abc']) {
    const { form } = await parcelOf(request, { ...upload, filePath }, undefined)
    assert.equal(await partsOf(form), [['file', 'blob', 'text/plain', 'abc']])
  }
  URL.revokeObjectURL(blob)
})

test('T06 a file given as such goes as it is', async () => {
  const file = new File(['abc'], 'b.txt')
  const fileOf = () => {
    throw new Error('nobody asks')
  }
  const { form } = await parcelOf(request, { ...upload, file } as typeof upload, fileOf)
  assert.equal(await partsOf(form), [['file', 'b.txt', '', 'abc']])
})

test('T06 neither a file nor a path is an invalid use, and nobody is asked', async () => {
  const asked: unknown[] = []
  const fileOf = (path: string) => asked.push(path) as never
  const error = await rejection(parcelOf(request, { kind: 'upload' } as never, fileOf))
  assert.equal([error.code, asked], ['invalid', []])
})

test('T06 any other path needs `fileOf`; nothing is fetched for it', async () => {
  const fetch = () => {
    throw new Error('nobody asks')
  }
  await withGlobals({ fetch }, async () => {
    for (const filePath of ['/etc/passwd', 'https://api.test/a', 'wxfile://a.png']) {
      const error = await rejection(parcelOf(request, { ...upload, filePath }, undefined))
      assert.equal(
        [error.code, error.sent, error.message],
        [
          'invalid',
          false,
          'POST /up: `filePath` must be a `blob:` or `data:` URL, or give `fileOf`',
        ],
      )
    }
  })
})

test('T06 a file that cannot be read is an invalid use', async () => {
  const gone = new Error('gone')
  const ways = [
    () => {
      throw gone
    },
    () => Promise.reject(gone),
  ]
  for (const fileOf of ways) {
    const error = await rejection(parcelOf(request, upload, fileOf))
    assert.equal(
      [error.code, error.sent, error.message, error.cause],
      ['invalid', false, 'POST /up: its file cannot be read', gone],
    )
  }
  const revoked = 'blob:nodedata:00000000-0000-0000-0000-000000000000'
  const error = await rejection(
    parcelOf(request, { ...upload, filePath: revoked }, undefined),
  )
  assert.is(error.message, 'POST /up: its file cannot be read')
})

test('T06 what is no Blob is an invalid use', async () => {
  for (const value of ['text', undefined, new ArrayBuffer(2), { size: 1, type: '' }]) {
    const error = await rejection(parcelOf(request, upload, () => value as never))
    assert.equal(
      [error.code, error.message],
      ['invalid', 'POST /up: neither its `file` nor what `filePath` names is a Blob'],
    )
  }
})

test.run()
