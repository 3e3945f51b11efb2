import { requestFailure } from './node-wx/answer'
import { type AppControl, createApp } from './node-wx/app'
import { baseLibrary } from './node-wx/base-library'
import { orderlyDelivery } from './node-wx/callbacks'
import { checkOptions } from './node-wx/check-options'
import { createDelays } from './node-wx/delays'
import { createDownloadFile } from './node-wx/download-file'
import {
  createFiles,
  type Files,
  type FilesControl,
  USER_DATA_PATH,
} from './node-wx/files'
import type { NodeGlobals } from './node-wx/globals'
import { createGuard } from './node-wx/guard'
import { createLifecycle } from './node-wx/lifecycle'
import { createLogin, type LoginControl } from './node-wx/login'
import { createMisbehaviour, type MisbehaviourSwitch } from './node-wx/misbehaviour'
import type { MisbehaviourControl } from './node-wx/misbehaviour-types'
import { createNetwork, type NetworkControl } from './node-wx/network'
import { createNetworkStatus } from './node-wx/network-status'
import { createPages, type PagesControl } from './node-wx/pages'
import { createRequest } from './node-wx/request'
import { createScreen, type ScreenControl } from './node-wx/screen'
import { createScreenMethods } from './node-wx/screen-methods'
import { createStorage, type StorageControl } from './node-wx/storage'
import { createAsyncStorage } from './node-wx/storage-async'
import type { TaskParts } from './node-wx/task'
import { platformTimers, type Timers } from './node-wx/timers'
import { createUploadFile } from './node-wx/upload-file'
import type { NodeWx } from './node-wx/wx'

/** The options of `createNodeWx`. */
export interface NodeWxOptions {
  /** How many requests run together; the others wait in a queue. @default 10 */
  readonly concurrency?: number | undefined
  /** The clock of the timelines and of login codes, in ms. @default Date.now */
  readonly now?: (() => number) | undefined
  /** The timers of toasts, timeouts, slow storage and the background. @default Node's, unref'ed */
  readonly timers?: Timers | undefined
  /** The version of the base library; older ones lack abilities. @default '3.16.2' */
  readonly baseLibrary?: string | undefined
}

/** A host, and what a test sees of it and does to it. */
export interface NodeWxHost {
  /** What the app calls. */
  readonly wx: NodeWx
  /** All the globals of a mini program, `wx` among them. */
  readonly globals: NodeGlobals
  /** The loading and the toast. */
  readonly screen: ScreenControl
  /** The storage. */
  readonly storage: StorageControl
  /** The requests, and how the host breaks the rules for them. */
  readonly network: NetworkControl & MisbehaviourControl
  /** The files that are uploaded and downloaded. */
  readonly files: FilesControl
  /** The codes of `wx.login`. */
  readonly login: LoginControl
  /** The page files, and the pages that are open. */
  readonly pages: PagesControl<NodeGlobals>
  /** The foreground and the background. */
  readonly app: AppControl
  /** Aborts everything, closes all connections and clears all timers. */
  dispose(): void
}

/**
 * Makes a `wx` for Node, whose requests go over real sockets.
 *
 * @example
 * import { createNodeWx } from '@allium/testing'
 *
 * const { wx, network, dispose } = createNodeWx()
 * wx.request({
 *   url: 'http://127.0.0.1:8080/me',
 *   success: ({ statusCode, data }) => console.log(statusCode, data, network.sent),
 *   complete: dispose,
 * })
 */
export function createNodeWx(options: NodeWxOptions = {}): NodeWxHost {
  checkOptions(options)
  const { concurrency = 10, now = Date.now, timers = platformTimers } = options
  const library = baseLibrary(options.baseLibrary ?? '3.16.2')

  const swallowed: unknown[] = []
  const guard = createGuard(swallowed)
  const deliver = orderlyDelivery(guard)
  const status = createNetworkStatus(guard)
  const network = createNetwork(concurrency, timers, swallowed, status.tell)
  const misbehaviour = createMisbehaviour()
  const files = createFiles()
  const storage = createStorage()
  const delays = createDelays(timers)
  const screen = createScreen(now, timers)
  const login = createLogin(now, deliver)
  const lifecycle = createLifecycle(now, guard)
  const pages = createPages<NodeGlobals>(() => globals, lifecycle, guard, deliver)
  const app = createApp(pages.stack, network, lifecycle, guard)

  const wx: NodeWx = library.known({
    env: { USER_DATA_PATH },
    ...createTasks({ network, deliver, guard, library }, misbehaviour, files),
    ...storage.methods,
    ...createAsyncStorage(storage, delays, deliver),
    ...createScreenMethods(screen, deliver, library),
    ...login.methods,
    ...pages.methods,
    ...app.methods,
    ...status.methods,
  })
  const { Page, control: pagesControl } = pages
  const { App, getApp } = app
  const { getCurrentPages } = pagesControl
  const globals: NodeGlobals = { wx, App, Page, getApp, getCurrentPages }
  return {
    wx,
    globals,
    screen: screen.control,
    storage: storage.control,
    network: Object.assign(network.control, misbehaviour.control),
    files: files.control,
    login: login.control,
    pages: pagesControl,
    app: app.control,
    dispose: () => {
      network.dispose()
      screen.dispose()
      delays.dispose()
    },
  }
}

/** Makes the functions that return a task, each open to misbehaviour. */
function createTasks(
  most: Omit<TaskParts, 'tell'>,
  { apply }: MisbehaviourSwitch,
  files: Files,
): Pick<NodeWx, 'request' | 'uploadFile' | 'downloadFile'> {
  const parts: TaskParts = {
    ...most,
    tell: failure => requestFailure(failure, most.library),
  }
  return {
    request: apply(createRequest, parts) as NodeWx['request'],
    uploadFile: apply(given => createUploadFile(given, files), parts),
    downloadFile: apply(given => createDownloadFile(given, files), parts),
  }
}
