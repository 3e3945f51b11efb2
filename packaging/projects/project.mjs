import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { run } from '../lib/run.mjs'
import { scratch } from '../lib/scratch.mjs'

/**
 * An empty project, outside of the repository, into which packages are installed as from
 * the registry: ours from their tarballs.
 *
 * @returns its folder; it goes with the process
 */
export function makeProject(tarballs, { packages, others, program }) {
  const folder = scratch()
  const packed = readdirSync(tarballs)
  const files = packages.map(name =>
    join(
      tarballs,
      packed.find(file => file.startsWith(`allium-${name}-`)),
    ),
  )
  const fromRegistry = others.map(name => `${name}@${versionHere(name)}`)
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
  const quiet = ['--no-fund', '--no-audit', '--loglevel=error']
  const plain = ['--no-package-lock', '--ignore-scripts', '--prefer-offline']
  run('npm', ['install', ...quiet, ...plain, ...files, ...fromRegistry], { cwd: folder })
  // One program; the ending says which kind of module it becomes.
  for (const ending of ['ts', 'mts', 'cts'])
    cpSync(resolve(`packaging/programs/${program}.ts`), join(folder, `use.${ending}`))
  return folder
}

/** The version that our own tests use: npm has it in its cache, network or not. */
const versionHere = name =>
  JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version
