import { faults } from './faults'
import { surveyOf } from './plant'

for (const f of faults.filter(
  ({ name }) => !process.argv[2] || name.startsWith(process.argv[2]),
)) {
  try {
    console.log(
      f.name,
      f.caughtBy,
      await surveyOf(f.edits, { runs: Number(process.argv[3] ?? 1000), seed: 1 }),
    )
  } catch (e) {
    console.log(f.name, String(e).slice(0, 300))
  }
}
