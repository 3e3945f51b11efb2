import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { multipart } from '../../src/node-wx/multipart'

const test = suite('multipart')

const formOf = (path: string, fields: object = {}, name = 'file'): string => {
  const bytes = new Uint8Array(Buffer.from('bytes'))
  return Buffer.from(multipart(fields, { name, path, bytes }, 'b').body).toString()
}

test('writes the fields, then the file, then the end', () => {
  assert.is(
    formOf('wxfile://usr/a/photo.PNG', { user: '林', count: 2 }),
    [
      '--b',
      'Content-Disposition: form-data; name="user"',
      '',
      '林',
      '--b',
      'Content-Disposition: form-data; name="count"',
      '',
      '2',
      '--b',
      'Content-Disposition: form-data; name="file"; filename="photo.PNG"',
      'Content-Type: image/png',
      '',
      'bytes',
      '--b--',
      '',
    ].join('\r\n'),
  )
})

test('tells the boundary in the content type', () => {
  const file = { name: 'file', path: 'wxfile://a', bytes: new Uint8Array() }
  assert.is(multipart({}, file, 'b').contentType, 'multipart/form-data; boundary=b')
})

test('gives an unknown file the type of bytes', () => {
  for (const path of ['wxfile://tmp_1', 'wxfile://a.b/c', 'wxfile://a.xyz']) {
    assert.match(formOf(path), 'Content-Type: application/octet-stream\r\n\r\nbytes')
  }
})

test('lets no name break out of its quotes', () => {
  const text = formOf('wxfile://a".txt', { 'x"\r\ny': '' }, 'f\n')
  assert.match(text, 'name="x%22%0D%0Ay"')
  assert.match(text, 'name="f%0A"; filename="a%22.txt"')
})

test('keeps the bytes as they are', () => {
  const bytes = new Uint8Array([0, 255, 13, 10, 45, 45])
  const { body } = multipart({}, { name: 'f', path: 'wxfile://a', bytes }, 'b')
  assert.ok(Buffer.from(body).includes(Buffer.from(bytes)))
})

test.run()
