import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sameVersions } from '../../scripts/package-checks/manifest.mjs'
import { readPackages } from '../../scripts/package-checks/packages.mjs'
import { run } from '../lib/run.mjs'
import { commit, copyOfWorkTree } from './copy.mjs'
import { pendingChanges } from './pending-changes.mjs'
import { publishChecks } from './publish-checks.mjs'

/** A release, done in a copy of the work tree and to a registry of its own. */
export async function releaseChecks(check) {
  const before = fingerprint()
  const was = sameVersions(readPackages())
  const folder = copyOfWorkTree()
  const changes = changesIn(folder)

  let version
  await check(`release: the versions move together, on from ${was}`, () => {
    run(process.execPath, ['packaging/release/version.mjs'], { cwd: folder })
    version = sameVersions(readPackages(folder))
    assert(isLater(version, was), `${version} does not follow ${was}`)
    assert.deepEqual(pendingChanges(folder), [])
  })
  if (version !== undefined) {
    await check(
      `release: each CHANGELOG has ${version}, and what was written for it`,
      () => changelogChecks(folder, version, changes),
    )
    await check('release: the lock file knows the versions, and installs', () => {
      const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json')))
      for (const { short } of readPackages(folder))
        assert.equal(packages[`packages/${short}`].version, version, short)
      const ci = ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']
      run('npm', ci, { cwd: folder })
    })
    commit(folder, 'A release')
    await publishChecks(check, folder, version)
  }
  await check('release: the work tree is as it was', () => {
    assert.equal(fingerprint(), before)
  })
}

/** What is on its way, by package. Right after a release that is nothing: then a trifle. */
function changesIn(folder) {
  const file = join(folder, '.changeset/dry-run.md')
  if (pendingChanges(folder).length === 0)
    writeFileSync(file, "---\n'@allium/core': patch\n---\n\nA dry run.\n")
  return pendingChanges(folder).flatMap(path => {
    const [, head, summary] = readFileSync(path, 'utf8').split(/^---$/m)
    const names = [...head.matchAll(/@allium\/([\w-]+)/g)]
    return names.map(([, short]) => ({ short, summary: summary.trim() }))
  })
}

function changelogChecks(folder, version, changes) {
  for (const { short, folder: place } of readPackages(folder)) {
    const page = readFileSync(join(place, 'CHANGELOG.md'), 'utf8')
    const [, latest, ...older] = page.split(/^## /m)
    assert(latest?.startsWith(`${version}\n`), `${short} begins with ${latest}`)
    for (const change of changes.filter(change => change.short === short)) {
      const [firstLine] = change.summary.split('\n')
      assert(latest.includes(firstLine), `${short} lacks: ${firstLine}`)
    }
    const earlier = readFileSync(`packages/${short}/CHANGELOG.md`, 'utf8')
    assert.equal(older.length, earlier.split(/^## /m).length - 1, `${short} lost some`)
  }
}

const isLater = (one, other) => {
  const [a, b] = [one, other].map(version => version.split(/[.-]/).map(Number))
  const at = a.findIndex((part, index) => part !== b[index])
  return at !== -1 && a[at] > b[at]
}

/** What a release writes to, in the work tree. */
function fingerprint() {
  const files = ['package-lock.json', ...pendingChanges()]
  for (const { folder } of readPackages())
    files.push(`${folder}/package.json`, `${folder}/CHANGELOG.md`)
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update(readFileSync(file))
  return hash.update(run('git', ['tag'])).digest('hex')
}
