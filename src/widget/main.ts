import { widget } from './widget.ts'

const { Sluice } = window
const boot = Sluice?.boot
if (Sluice && boot) {
  delete Sluice.boot
  // The page may hold the loader's object already, so it becomes the real one instead of being replaced.
  Object.assign(Sluice, widget(boot, Sluice.ready))
  for (const call of boot.calls) call(Sluice)
}
