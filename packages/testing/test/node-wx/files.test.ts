import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createFiles } from '../../src/node-wx/files'

const test = suite('createFiles')

test('keep copies of what is written, and hand out copies', () => {
  const { control } = createFiles()
  const bytes = new Uint8Array([1, 2])
  control.write('wxfile://usr/a', bytes)
  bytes[0] = 9
  control.read('wxfile://usr/a')?.fill(9)
  assert.equal([...(control.read('wxfile://usr/a') ?? [])], [1, 2])
})

test('take texts and buffers', () => {
  const { control } = createFiles()
  control.write('wxfile://a', '中')
  control.write('wxfile://b', new Uint8Array([7]).buffer)
  assert.is(Buffer.from(control.read('wxfile://a') ?? []).toString(), '中')
  assert.equal([...(control.read('wxfile://b') ?? [])], [7])
})

test('tell their paths, and none that was removed', () => {
  const { control } = createFiles()
  control.write('wxfile://a', '')
  control.write('wxfile://b', '')
  control.remove('wxfile://a')
  assert.equal(control.paths, ['wxfile://b'])
  assert.is(control.read('wxfile://a'), undefined)
  assert.is(control.read('wxfile://b')?.length, 0)
})

test('refuse a path that is none of WeChat', () => {
  const { control } = createFiles()
  assert.throws(
    () => control.write('/tmp/a', ''),
    (error: unknown) =>
      error instanceof TypeError && error.message.startsWith('[files] path must start'),
  )
})

test('name temporary files after the end of the url, each another', () => {
  const { temporaryPath } = createFiles()
  const paths = ['/a.png?b=c.d', '/a.png', '/a', '/a.tar.gz', '/v1.0/x', '/a.%2F'].map(
    path => temporaryPath(new URL(path, 'http://h')),
  )
  assert.equal(paths, [
    'wxfile://tmp_1.png',
    'wxfile://tmp_2.png',
    'wxfile://tmp_3',
    'wxfile://tmp_4.gz',
    'wxfile://tmp_5',
    'wxfile://tmp_6',
  ])
})

test.run()
