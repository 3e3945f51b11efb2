import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { scratch } from './scratch.mjs'

/** Builds the packages, and packs each as it would be published. */
export function packPackages() {
  console.log('building and packing the packages …')
  const turbo = ['node_modules/turbo/bin/turbo', 'run', 'build', '--filter=./packages/*']
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1' }
  run(process.execPath, [...turbo, '--output-logs=errors-only'], { env })
  const folder = mkdtempSync(join(tmpdir(), 'allium-tarballs-'))
  const packages = readdirSync('packages').map(name => `./packages/${name}`)
  run('npm', ['pack', ...packages, '--silent', '--pack-destination', folder])
  return { folder, remove: () => rmSync(folder, { recursive: true }) }
}

/**
 * Installs packages of ours from their tarballs, and what they depend on.
 *
 * @returns the folder in whose `node_modules` they are; it goes with the process
 */
export function installPackages(names) {
  // A step is told where they are.
  const [, , place] = process.argv
  const packed = readdirSync(place)
  const tarballs = names.map(name => {
    const file = packed.find(each => each.startsWith(`allium-${name}-`))
    if (file === undefined) throw new Error(`no tarball of ${name}`)
    return join(place, file)
  })
  const quiet = ['--no-fund', '--no-audit', '--loglevel=error']
  const plain = ['--no-package-lock', '--no-save', '--ignore-scripts', '--prefer-offline']
  const folder = scratch()
  // Without one, npm looks for a project above.
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
  run('npm', ['install', ...quiet, ...plain, ...tarballs], { cwd: folder })
  return folder
}

/** Shows what a command printed only where it fails. */
function run(command, args, options) {
  try {
    execFileSync(command, args, { ...options, stdio: 'pipe' })
  } catch (error) {
    console.error(`${error.stdout}${error.stderr}`)
    throw error
  }
}
