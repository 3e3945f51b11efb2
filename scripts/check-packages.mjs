// What `npm run build` made is fit to be published: its manifests, its language, that it
// loads the ways users load it, and that what it makes has the names that they read.
import { conclude, countedChecks } from './counted-checks.mjs'
import { languageChecks } from './package-checks/language.mjs'
import { layerChecks } from './package-checks/layers.mjs'
import { loadChecks } from './package-checks/loads.mjs'
import { manifestChecks, sameVersions } from './package-checks/manifest.mjs'
import { readPackages } from './package-checks/packages.mjs'

const packages = readPackages()
const { check, counts } = countedChecks()

await check('the packages have one version, and want that of each other', () => {
  sameVersions(packages)
})
for (const each of packages) {
  await manifestChecks(check, each)
  await loadChecks(check, each)
}
await languageChecks(check, packages)
await layerChecks(check)
conclude(counts)
