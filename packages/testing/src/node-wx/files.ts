/** What a test sees of the files, and does to them. */
export interface FilesControl {
  /** The paths of all files, in order of their first writing. */
  readonly paths: readonly string[]
  /** Puts a copy of these bytes, or of this text as UTF-8, under a `wxfile://` path. */
  write(path: string, content: string | ArrayBuffer | Uint8Array): void
  /** Returns a copy of a file's bytes, or `undefined` if there is none. */
  read(path: string): Uint8Array | undefined
  /** Removes a file, as WeChat removes temporary ones when an app ends. */
  remove(path: string): void
}

/** The files of one host; they lie in memory. */
export interface Files {
  /** What is handed to the test. */
  readonly control: FilesControl
  /** A path that no file has had yet, with the file name ending of this url. */
  temporaryPath(url: URL): string
}

/** What `wx.env.USER_DATA_PATH` is: the one folder that an app may name itself. */
export const USER_DATA_PATH = 'wxfile://usr'

/** Makes a host's files, none at first. */
export function createFiles(): Files {
  const files = new Map<string, Uint8Array>()
  let temporaries = 0
  const control: FilesControl = {
    get paths(): readonly string[] {
      return [...files.keys()]
    },
    write: (path, content) => {
      if (!String(path).startsWith('wxfile://')) {
        throw new TypeError(`[files] path must start with wxfile://, unlike ${path}`)
      }
      files.set(path, bytesOf(content))
    },
    read: path => {
      const bytes = files.get(path)
      return bytes && new Uint8Array(bytes)
    },
    remove: path => {
      files.delete(path)
    },
  }
  const temporaryPath = ({ pathname }: URL): string => {
    temporaries += 1
    return `wxfile://tmp_${temporaries}${/\.[a-z\d]{1,8}$/i.exec(pathname)?.[0] ?? ''}`
  }
  return { control, temporaryPath }
}

function bytesOf(content: string | ArrayBuffer | Uint8Array): Uint8Array {
  if (typeof content === 'string') return new Uint8Array(Buffer.from(content))
  return new Uint8Array(content instanceof ArrayBuffer ? content.slice(0) : content)
}
