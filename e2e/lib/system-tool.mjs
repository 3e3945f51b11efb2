import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { NotRun } from './step.mjs'

/** Where programs of Debian's are, and what brings them. */
const TOOLS = {
  chromium: { package: 'chromium', places: ['/usr/bin/chromium'] },
  jsc: { package: 'libjavascriptcoregtk-4.0-bin', places: ['/usr/bin/jsc'] },
}

/** The path of a program of the system; installs it where that is allowed. */
export function systemTool(name) {
  const { package: wanted, places } = TOOLS[name]
  const find = () => places.find(place => existsSync(place))
  const path = find()
  if (path !== undefined) return path
  if (process.getuid?.() !== 0) {
    throw new NotRun(`no ${name}; \`apt-get install ${wanted}\` brings it, as root`)
  }
  console.log(`  installing ${wanted} …`)
  const isInstalled = install(wanted) || (apt(['update']) && install(wanted))
  const installed = isInstalled ? find() : undefined
  if (installed === undefined) {
    throw new NotRun(`no ${name}, and \`apt-get install ${wanted}\` did not bring it`)
  }
  return installed
}

function install(name) {
  return apt(['install', '-y', '--no-install-recommends', name])
}

function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync('apt-get', args, { env, stdio: 'ignore' }).status === 0
}
