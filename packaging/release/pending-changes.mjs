import { readdirSync } from 'node:fs'

/** The changes on their way to a version: their files. */
export const pendingChanges = (root = '.') =>
  readdirSync(`${root}/.changeset`)
    .filter(file => file.endsWith('.md') && file !== 'README.md')
    .map(file => `${root}/.changeset/${file}`)
