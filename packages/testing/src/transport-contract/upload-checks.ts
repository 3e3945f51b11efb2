import type { Bench, Checks } from './bench'
import { NOBODY } from './contract-server'
import { equal, equalBytes, holds, same } from './expect'
import type { RequestParts } from './flight'
import { formParts } from './form-parts'
import { brandedReason, handSignal } from './hand-signal'
import { pause } from './patience'
import { typedError } from './typed-error'
import type {
  ContractProgress,
  ContractTransfer,
  TransportContractOptions,
} from './types'

type Upload = Extract<ContractTransfer, { kind: 'upload' }>

/** Of a transport that moves files to the server. */
export function uploadChecks({
  filePath,
  bytes,
}: NonNullable<TransportContractOptions['upload']>): Checks {
  const form = { title: '头像 😀', 'a b': '1' }
  const upload = (url: string, more: Partial<Upload> = {}): RequestParts => ({
    method: 'POST',
    url: `${url}/photos?size=1`,
    // No content type of the caller's has the boundary.
    headers: { authorization: 'Bearer a0', 'content-type': 'application/json' },
    transfer: { kind: 'upload', filePath, name: 'photo', formData: form, ...more },
  })
  return {
    async 'T06 an upload arrives as a form, its file byte for byte'({ serve, answer }) {
      const { url, seen } = await serve(response => response.end())
      await answer(upload(url))
      const [{ method, target, headers } = { headers: {} as never }] = seen
      const found = [method, target, headers.authorization]
      equal(found, ['POST', '/photos?size=1', 'Bearer a0'], 'the head of the upload')
      const parts = formParts(seen[0])
      const fields = parts.filter(({ isFile }) => !isFile)
      const texts = fields.map(({ name, bytes: value }) => [name, value.toString()])
      equal(Object.fromEntries(texts), form, 'the fields of the form')
      const files = parts.filter(({ isFile }) => isFile)
      equal(
        files.map(({ name }) => name),
        ['photo'],
        'the names of the files',
      )
      equalBytes(files[0]?.bytes, bytes, 'the file')
    },

    async 'T06 an upload’s answer is read like any other, a 401’s too'(bench) {
      const { url } = await bench.serve((response, _, index) => {
        if (index === 0) response.writeHead(401).end('{"message":"过期了"}')
        else if (index === 1) response.end('{"id":1}')
        else response.end(index === 2 ? '' : '{"id":')
      })
      const expected = [
        [401, { message: '过期了' }],
        [200, { id: 1 }],
        [200, undefined],
      ]
      for (const [index, one] of expected.entries()) {
        const { status, data } = await bench.answer(upload(url))
        equal([status, data], one, `answer ${index + 1}`)
      }
      await bench.failure('unreadable', upload(url))
    },

    async 'T06 an upload tells its progress'({ serve, answer }) {
      const { url } = await serve(response => response.end())
      const told: ContractProgress[] = []
      await answer(upload(url, { onProgress: progress => told.push(progress) }))
      await pause(0)
      progressHolds(told, bytes.length)
    },

    async 'T06 an upload outlives a progress listener that throws'({ serve, answer }) {
      const { url } = await serve(response => response.end('{"id":1}'))
      const onProgress = () => {
        throw new Error('the bar is gone')
      }
      const { data } = await answer(upload(url, { onProgress }))
      equal(data, { id: 1 }, 'the data')
    },

    async 'T06 an upload is aborted, and the server sees it'(bench) {
      await abortsTransfer(bench, upload)
    },

    async 'T06 an upload without its file is a typed error, and sends nothing'(bench) {
      const server = await bench.serve(response => response.end())
      const missing = upload(server.url, { filePath: `${filePath}.missing` })
      typedError(await bench.rejection(missing), 'the error of a missing file')
      equal(server.seen.length, 0, 'how many requests reached the server')
    },

    async 'T06 an upload without a connection is a `network` error'(bench) {
      await bench.failure('network', upload(NOBODY))
    },
  }
}

/** Told at least once, never less than before, all of it at the end. */
export function progressHolds(told: readonly ContractProgress[], size: number): void {
  const loaded = told.map(each => each.loaded)
  const last = told[told.length - 1]
  const isAll = last !== undefined && last.loaded >= size
  holds(isAll, 'the last progress', `at least ${size} bytes`, last)
  const rising = [...loaded].sort((a, b) => a - b)
  equal(loaded, rising, 'the bytes moved, told in order')
  const over = told.filter(({ loaded: sofar, total }) => total !== 0 && sofar > total)
  equal(over, [], 'progress that is more than all of it')
}

/** A transfer that the server never answers; its abort rejects and closes. */
export async function abortsTransfer(
  { serve, start, until }: Bench,
  request: (url: string) => RequestParts,
): Promise<void> {
  const server = await serve(() => {})
  const signal = handSignal()
  const flight = start(request(server.url), { signal })
  await until(() => server.arrived === 1, 'the request at the server')
  const reason = brandedReason()
  signal.fire(reason)
  const ending = await flight.ending()
  same('error' in ending ? ending.error : ending, reason, 'what it rejects with')
  await until(() => server.left === 1, 'the end of the connection')
}
