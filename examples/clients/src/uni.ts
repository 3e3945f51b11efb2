import type { RequestHost, ScreenHost, StorageHost } from '@allium/transport-wx'

/** The global that uni-app gives; in a test, whatever stands there. */
declare global {
  var uni: RequestHost & ScreenHost & StorageHost
}
