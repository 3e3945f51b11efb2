import { createNodeWx, type Misbehaviour, transportContract } from '@allium/testing'
import { suite } from 'uvu'
import { wxFiles, wxStreams, wxTransport } from '../src/index'
import { quiet } from './helpers'

const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index % 256)

/** What a host may do without anybody's noticing. */
const hosts: Readonly<Record<string, Misbehaviour | undefined>> = {
  'a host like WeChat': undefined,
  'a host like Taro': { task: 'rejecting-thenable', callbacks: 'success-and-fail' },
  'a host that calls back twice': { callbacks: 'twice' },
  'a host that forgets two callbacks': { callbacks: 'only-complete' },
  'a host that calls back at once, with Errors': {
    callbacks: 'synchronous',
    failure: ({ errMsg }) => new Error(errMsg),
  },
}

for (const [kind, misbehaviour] of Object.entries(hosts)) {
  const test = suite(`wxTransport keeps the transport contract on ${kind}`)
  const { wx, files, network, dispose } = createNodeWx()
  network.misbehave(misbehaviour)
  test.after.each(quiet)
  test.after(dispose)

  const filePath = `${wx.env.USER_DATA_PATH}/photo.png`
  files.write(filePath, bytes)
  const checks = transportContract({
    transport: wxTransport({
      host: wx,
      files: wxFiles(),
      streams: wxStreams(),
      hostOptions: { redirect: 'manual' },
    }),
    cookies: true,
    redirectManual: true,
    upload: { filePath, bytes },
    download: { read: files.read, filePath: `${wx.env.USER_DATA_PATH}/kept.bin` },
    stream: true,
  })
  for (const { name, run } of checks) test(name, run)
  test.run()
}
