import type { ContractProgress, ContractTransfer } from '../../src/index'
import { data, type Faults, type Plant, sends } from './plant'

type Upload = Extract<ContractTransfer, { kind: 'upload' }>

/** Changes the request of a file. */
function files(change: (transfer: Upload) => object): Plant {
  return sends(request => {
    const { transfer } = request
    if (transfer === undefined || transfer.kind === 'stream') return request
    return { ...request, transfer: { ...transfer, ...change(transfer as Upload) } }
  })
}

function progress(
  change: (told: ContractProgress, tell: (told: ContractProgress) => void) => void,
): Plant {
  return files(({ onProgress }) => ({
    onProgress: onProgress && ((told: ContractProgress) => change(told, onProgress)),
  }))
}

/** Faults in moving files. */
export const fileFaults: Faults = {
  'sends a file without its form’s fields': [
    files(() => ({ formData: {} })),
    'T06 an upload arrives',
  ],
  'sends a file under another name': [
    files(() => ({ name: 'file' })),
    'T06 an upload arrives',
  ],
  'sends another file where there is none': [
    files(({ kind }) => (kind === 'upload' ? { filePath: 'photo' } : {})),
    'T06 an upload without its',
  ],
  'leaves an upload’s answer as text': [
    data((value, { transfer }) =>
      transfer?.kind === 'upload' && value ? JSON.stringify(value) : value,
    ),
    'T06 an upload’s answer',
    'T06 an upload outlives',
  ],
  'tells no progress': [
    progress(() => {}),
    'T06 an upload tells',
    'T06 a download tells',
  ],
  'tells progress backwards': [
    progress(({ loaded, total }, tell) => {
      tell({ loaded, total })
      tell({ loaded: loaded - 1, total })
    }),
    'T06 an upload tells',
    'T06 a download tells',
  ],
  'tells more progress than there is': [
    progress(({ loaded, total }, tell) => tell({ loaded: loaded + total, total })),
    'T06 an upload tells',
    'T06 a download tells',
  ],
  'falls with a progress listener': [
    good => async (request, wire) => {
      const { transfer } = request
      if (transfer?.kind === 'upload') transfer.onProgress?.({ loaded: 0, total: 0 })
      return good(request, wire)
    },
    'T06 an upload outlives',
  ],
  'gives a download’s path in an object': [
    data((value, { transfer }) =>
      transfer?.kind === 'download' ? { path: value } : value,
    ),
    'T06 a download’s data',
    'T06 a download is kept',
  ],
  'keeps a download where it likes': [
    files(({ kind }) => (kind === 'upload' ? {} : { filePath: 'elsewhere' })),
    'T06 a download is kept',
  ],
}
