// The checks that `@allium/transport-fetch` has for every place with a `fetch`.
import { webChecks } from '../../../packages/transport-fetch/test/web-checks.ts'

const checks = webChecks(location.origin)

window.namesOfChecks = () => checks.map(({ name }) => name)

window.runCheck = index =>
  checks[index].run().then(
    () => undefined,
    error => String(error?.stack ?? error),
  )
