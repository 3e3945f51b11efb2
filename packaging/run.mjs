// What is published is fit to be: the build, the tarballs, the projects they are installed
// into, a release. `node packaging/run.mjs [part …]` runs these parts, or all of them.
import { packPackages } from '../e2e/lib/tarballs.mjs'
import { conclude, countedChecks } from '../scripts/counted-checks.mjs'
import { run } from './lib/run.mjs'

const PARTS = ['build', 'tarballs', 'projects', 'release']

const given = process.argv.slice(2)
const unknown = given.filter(part => !PARTS.includes(part))
if (unknown.length > 0) {
  console.error(`no part ${unknown.join(', ')}; there are: ${PARTS.join(', ')}`)
  process.exit(1)
}
const isWanted = part => given.length === 0 || given.includes(part)

const { check, counts } = countedChecks()
// A release builds and packs for itself.
const packed = PARTS.slice(0, 3).some(isWanted) ? packPackages() : undefined

if (isWanted('build')) {
  for (const gate of ['packages', 'sizes'])
    await check(`build: scripts/check-${gate}.mjs`, () =>
      run(process.execPath, [`scripts/check-${gate}.mjs`]),
    )
}
if (isWanted('tarballs')) {
  const { tarballChecks } = await import('./tarball-checks.mjs')
  await tarballChecks(check, packed.folder)
}
if (isWanted('projects')) {
  const { projectChecks } = await import('./projects/project-checks.mjs')
  await projectChecks(check, packed.folder)
}
packed?.remove()
if (isWanted('release')) {
  const { releaseChecks } = await import('./release/release-checks.mjs')
  await releaseChecks(check)
}
conclude(counts)
