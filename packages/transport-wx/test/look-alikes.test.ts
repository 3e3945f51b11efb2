import { createClient } from '@allium/core'
import {
  createNodeWx,
  type NodeWxHost,
  type NodeWxOptions,
  type TransportContractOptions,
  transportContract,
} from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type RequestHost, wxFiles, wxStreams, wxTransport } from '../src/index'
import { quiet, rejection, serve } from './helpers'
import { asDd } from './hosts/dd'
import { asDimina } from './hosts/dimina'
import { asMpxWeb } from './hosts/mpx-web'
import { asMy } from './hosts/my'
import { asQq } from './hosts/qq'
import { asSwan } from './hosts/swan'
import { asTaro } from './hosts/taro'
import { asTaroH5 } from './hosts/taro-h5'
import { asTt } from './hosts/tt'
import { asUniH5 } from './hosts/uni-h5'
import { leavingOut } from './leaving-out'

const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index % 256)
const filePath = 'wxfile://photo.png'

/** A host of another shape, and what it can and cannot do besides plain exchanges. */
interface LookAlike {
  readonly options?: NodeWxOptions
  make(host: NodeWxHost): RequestHost
  readonly hostOptions?: Readonly<Record<string, unknown>>
  readonly cookies?: true
  readonly redirectManual?: true
  readonly upload?: true
  readonly download?: 'where it is asked to be' | 'where the host will'
  /** In pieces, whole where it is left out, or neither. */
  readonly stream?: 'in pieces' | 'never'
  /** Checks that cannot hold there, whatever the transport does. */
  readonly cannot?: readonly string[]
}

const lookAlikes: Readonly<Record<string, LookAlike>> = {
  // Without `errno`, `cookies`, chunks and `redirect`: what is wx-shaped may have no more.
  'an old base library of WeChat': {
    options: { baseLibrary: '2.9.0' },
    make: ({ wx }) => wx,
    cookies: true,
    upload: true,
    download: 'where it is asked to be',
  },
  'uni in a browser': {
    make: ({ wx }) => asUniH5(wx),
    upload: true,
    download: 'where the host will',
  },
  'Taro on WeChat': {
    make: ({ wx }) => asTaro(wx),
    hostOptions: { redirect: 'manual' },
    cookies: true,
    redirectManual: true,
    upload: true,
    download: 'where it is asked to be',
    stream: 'in pieces',
  },
  'Taro in a browser': {
    make: ({ wx }) => asTaroH5(wx),
    upload: true,
    download: 'where the host will',
  },
  'my of Alipay': {
    make: ({ wx }) => asMy(wx),
    upload: true,
    download: 'where the host will',
    cannot: [
      // It has no HEAD and no OPTIONS.
      'T01 every method arrives as it is',
      'T01 a request without a body arrives without one',
      'T02 an empty body is undefined',
      // It tells no status of a download, and gives no task.
      'T06 a download’s status is an answer, whichever',
      'T06 a download tells its progress',
      'T06 a download is aborted, and the server sees it',
    ],
  },
  'tt of Douyin': {
    make: ({ wx }) => asTt(wx),
    upload: true,
    download: 'where it is asked to be',
  },
  qq: {
    make: ({ wx }) => asQq(wx),
    upload: true,
    download: 'where the host will',
    cannot: [
      // Nothing is written of a progress.
      'T06 an upload tells its progress',
      'T06 a download tells its progress',
    ],
  },
  'swan of Baidu': {
    make: ({ wx }) => asSwan(wx),
    upload: true,
    download: 'where it is asked to be',
  },
  'dd of DingTalk': {
    make: ({ wx }) => asDd(wx),
    stream: 'never',
    cannot: [
      // It has GET and POST alone.
      'T01 every method arrives as it is',
      'T01 a request without a body arrives without one',
      'T01 an ArrayBuffer arrives byte for byte',
      'T01 PUT and DELETE carry a body like POST',
      'K04 a request that is frozen in depth is accepted',
      'K04 a request is not written to',
      // It writes to the query.
      'T01 path and query arrive as they are',
      // It gives no bytes.
      'T02 an ArrayBuffer has the bytes that were sent',
      'T02 an empty body is undefined',
      'T02 the data of a 204 is undefined',
      // It gives no task.
      'K11 the server sees an abort: the connection closes',
    ],
  },
  'mpx in a browser': { make: ({ wx }) => asMpxWeb(wx) },
  'Dimina’s web container': {
    make: ({ wx }) => asDimina(wx),
    // It gives no task.
    cannot: ['K11 the server sees an abort: the connection closes'],
  },
}

for (const [name, lookAlike] of Object.entries(lookAlikes)) {
  const test = suite(`wxTransport keeps the transport contract on ${name}`)
  const node = createNodeWx(lookAlike.options)
  const host = lookAlike.make(node)
  node.files.write(filePath, bytes)
  test.after.each(quiet)
  test.after(node.dispose)

  const checks = transportContract(contractOptions(lookAlike, host, node))
  for (const { name, run } of leavingOut(lookAlike.cannot ?? [], checks)) test(name, run)
  if (lookAlike.stream === undefined) {
    test('T06 a stream is refused, or comes whole where that is asked for', () =>
      streamsWhole(host))
  }
  test.run()
}

function contractOptions(
  { hostOptions = {}, cookies, redirectManual, stream, upload, download }: LookAlike,
  host: RequestHost,
  { wx, files }: NodeWxHost,
): TransportContractOptions {
  const place = { filePath: `${wx.env.USER_DATA_PATH}/kept.bin` }
  const isFree = download === 'where it is asked to be'
  return {
    transport: wxTransport({
      host,
      hostOptions,
      streams: wxStreams(),
      ...((upload || download) && { files: wxFiles() }),
    }),
    cookies,
    redirectManual,
    stream: stream === 'in pieces',
    upload: upload && { filePath, bytes },
    download: download && { read: files.read, ...(isFree && place) },
  }
}

async function streamsWhole(host: RequestHost): Promise<void> {
  const server = await serve((response, { url }) => {
    if (url === '/refused') response.writeHead(401).end('{"message":"过期了"}')
    else response.end('一二三😀')
  })
  try {
    const apiOf = (whole: boolean) =>
      createClient({
        baseURL: server.url,
        transport: wxTransport({ host, streams: wxStreams({ whole }) }),
      })
    const none = await rejection(apiOf(false).stream('/good'))
    assert.is(none.code, 'invalid')
    assert.match(
      none.message,
      'this host gives no chunks; use `wxStreams({ whole: true })`',
    )
    const api = apiOf(true)
    const pieces: Uint8Array[] = []
    const { data } = await api.stream('/good')
    await data.each(piece => pieces.push(piece))
    assert.is(Buffer.concat(pieces).toString(), '一二三😀')
    const refused = await rejection(api.stream('/refused'))
    assert.equal(refused.response?.data, { message: '过期了' })
  } finally {
    await server.close()
  }
}
