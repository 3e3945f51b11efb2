import { systemTool } from './system-tool.mjs'

/** Keeps Chromium from asking the world for anything. */
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // What a page asks of other places fails at once, as where there is no network.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
]

/** Starts Debian's Chromium with what playwright-core gives. */
export function launch(chromium) {
  const executablePath = systemTool('chromium')
  return chromium.launch({ executablePath, args: FLAGS })
}

/** Opens a page at a URL; what goes wrong in it is kept in `faults`. */
export async function openPage(context, url) {
  const page = await context.newPage()
  const faults = []
  page.on('pageerror', error => faults.push(String(error?.stack ?? error)))
  await page.goto(url)
  return { page, faults }
}
