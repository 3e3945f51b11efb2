// The sizes of the build, in bytes: within the budgets of the manifests, and what the
// READMEs say. `--write` puts the numbers into the READMEs first.
import { conclude, countedChecks } from './counted-checks.mjs'
import { readPackages } from './package-checks/packages.mjs'
import { sizeChecks, writeSize } from './package-checks/sizes.mjs'

const { check, counts } = countedChecks()
for (const each of readPackages()) {
  if (process.argv.includes('--write')) await writeSize(each)
  await sizeChecks(check, each)
}
conclude(counts)
