import { cpSync, existsSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { run } from '../lib/run.mjs'
import { scratch } from '../lib/scratch.mjs'

/** A copy of the work tree as it stands, as a repository of its own. */
export function copyOfWorkTree() {
  const folder = scratch()
  const listed = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const files = run('git', listed).split('\0').filter(Boolean)
  for (const file of files.filter(file => existsSync(file)))
    cpSync(file, join(folder, file))
  // The tools are no part of what is released.
  symlinkSync(resolve('packaging/node_modules'), join(folder, 'packaging/node_modules'))
  run('git', ['init', '--quiet', '--initial-branch=main'], { cwd: folder })
  commit(folder, 'The work tree')
  return folder
}

export function commit(cwd, message) {
  const somebody = ['-c', 'user.name=Dry run', '-c', 'user.email=dry@run.invalid']
  const ours = ['-c', 'commit.gpgsign=false', '-c', 'core.hooksPath=/dev/null']
  run('git', ['add', '--all'], { cwd })
  run('git', [...somebody, ...ours, 'commit', '--quiet', '--message', message], { cwd })
}
