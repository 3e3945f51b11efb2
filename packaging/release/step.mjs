import { spawnSync } from 'node:child_process'

/** Runs a step of a release, in sight; the release ends where one fails. */
export function step(command, ...args) {
  const { status } = spawnSync(command, args, { stdio: 'inherit' })
  if (status !== 0) process.exit(1)
}

export const node = (...args) => step(process.execPath, ...args)

/** Of the tools beside, on the repository of the working directory. */
export const changeset = command =>
  node('packaging/node_modules/@changesets/cli/bin.js', command)
