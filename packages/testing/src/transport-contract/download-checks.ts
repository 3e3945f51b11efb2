import type { Checks } from './bench'
import { equal, equalBytes, holds } from './expect'
import type { RequestParts } from './flight'
import { pause } from './patience'
import type {
  ContractProgress,
  ContractTransfer,
  TransportContractOptions,
} from './types'
import { abortsTransfer, progressHolds } from './upload-checks'

type Download = Extract<ContractTransfer, { kind: 'download' }>

const content = Uint8Array.from({ length: 100_000 }, (_, index) => index % 251)

const download = (url: string, more: Partial<Download> = {}): RequestParts => ({
  url: `${url}/a.bin?v=1`,
  headers: { authorization: 'Bearer a0' },
  transfer: { kind: 'download', ...more },
})

/** Of a transport that keeps answers as files, or gives them as something to be read. */
export function downloadChecks({
  read,
  filePath,
}: NonNullable<TransportContractOptions['download']>): Checks {
  const readable = async (data: unknown) => {
    holds(data !== undefined && data !== '', 'the data', 'what leads to the file', data)
    if (read) equalBytes(await read(data as never), content, 'the file')
  }
  const isRead = read
    ? 'leads to what was sent'
    : 'is there; nobody reads what it leads to'
  const atPath: Checks = {
    async 'T06 a download is kept where it was asked to be'({ serve, answer }) {
      const { url } = await serve(response => response.end(content))
      const { data } = await answer(download(url, { filePath }))
      equal(data, filePath, 'the data')
      await readable(data)
    },
  }
  return {
    async [`T06 a download’s data ${isRead}`]({ serve, answer }) {
      const { url, seen } = await serve(response => response.end(content))
      const { status, data, url: sent } = await answer(download(url))
      equal([status, sent], [200, `${url}/a.bin?v=1`], 'the status and the URL')
      const [{ method, target, headers } = { headers: {} as never }] = seen
      const found = [method, target, headers.authorization]
      equal(found, ['GET', '/a.bin?v=1', 'Bearer a0'], 'the head of the download')
      await readable(data)
    },

    ...(filePath !== undefined && atPath),

    async 'T06 a download’s status is an answer, whichever'({ serve, answer }) {
      const { url } = await serve((response, _, index) => {
        response.writeHead([404, 401, 500][index] as number).end('{}')
      })
      for (const code of [404, 401, 500]) {
        equal((await answer(download(url))).status, code, 'the status')
      }
    },

    async 'T06 a download tells its progress'({ serve, answer }) {
      const { url } = await serve(response => {
        response.setHeader('content-length', content.length)
        response.end(content)
      })
      const told: ContractProgress[] = []
      await answer(download(url, { onProgress: progress => told.push(progress) }))
      await pause(0)
      progressHolds(told, content.length)
    },

    async 'T06 a download that is cut is a `network` error'({ serve, failure }) {
      const { url } = await serve(response => {
        response.setHeader('content-length', content.length)
        response.write(content.subarray(0, 1_000), () => response.destroy())
      })
      await failure('network', download(url))
    },

    async 'T06 a download is aborted, and the server sees it'(bench) {
      await abortsTransfer(bench, download)
    },
  }
}
