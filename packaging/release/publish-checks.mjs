import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readPackages } from '../../scripts/package-checks/packages.mjs'
import { run, runBeside } from '../lib/run.mjs'
import { scratch } from '../lib/scratch.mjs'
import { openRegistry } from './registry.mjs'

/** What a copy publishes, as the registry sees it. */
export async function publishChecks(check, folder, version) {
  const registry = await openRegistry()
  const { published } = registry
  await check('release: it builds, and publishes', () => {
    const userconfig = join(scratch(), '.npmrc')
    writeFileSync(userconfig, registry.npmrc)
    // This file alone, so that no token of anybody is at hand.
    const npm = { npm_config_userconfig: userconfig, npm_config_registry: registry.url }
    const env = { ...process.env, ...npm, TURBO_TELEMETRY_DISABLED: '1' }
    const args = ['packaging/release/publish.mjs']
    return runBeside(process.execPath, args, { cwd: folder, env })
  })
  registry.close()

  const packages = readPackages(folder)
  const names = packages.map(({ manifest }) => manifest.name)
  await check(`release: ${names.length} packages arrive, and no other`, () => {
    assert.deepEqual([...published.keys()].sort(), names.sort())
  })
  for (const name of names.filter(name => published.has(name))) {
    await check(`release: ${name} ${version} arrives, public, with its tarball`, () => {
      const { access, versions, _attachments, 'dist-tags': tags } = published.get(name)
      assert.equal(access, 'public')
      assert.deepEqual([tags, Object.keys(versions)], [{ latest: version }, [version]])
      const [{ length }] = Object.values(_attachments)
      assert(length > 1_000, `a tarball of ${length} bytes`)
      const { dependencies = {} } = versions[version]
      for (const [inner, range] of Object.entries(dependencies))
        if (inner.startsWith('@allium/')) assert.equal(range, version, inner)
    })
  }
  await check('release: each package has its tag', () => {
    const tags = run('git', ['tag'], { cwd: folder }).trim().split('\n')
    assert.deepEqual(tags.sort(), names.map(name => `${name}@${version}`).sort())
  })
}
