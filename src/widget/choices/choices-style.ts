export const choicesStyle = `
h4 { font-size: 15px; font-weight: 600; line-height: 1.4; }
.all:dir(rtl) svg { transform: scaleX(-1); }
.page h3 { font-size: 13px; color: var(--soft); }
.said { padding: 12px 20px; background: var(--wash); font-size: 14px; display: grid; gap: 2px; }
.said.error { background: none; border-block-end: 1px solid var(--line); }
.things, .slots, .rungs, .reasons { display: grid; gap: 18px; }
.thing { display: grid; gap: 6px; justify-items: start; }
.thing > * { max-width: 100%; }
.slot-of-day { display: grid; gap: 8px; border-inline-start: 3px solid var(--accent); padding-inline-start: 12px; }
.day { font-size: 13px; font-weight: 600; color: var(--accent); }
.acts:empty { display: none; }
.keep { display: flex; flex-wrap: wrap; gap: 0 14px; align-items: center; }
.page .keep .plain { font-weight: 400; font-size: 14px; }
.keep details[open] { flex-basis: 100%; }
.reasons { gap: 4px; font-size: 13px; color: var(--soft); list-style: decimal; padding-inline-start: 20px; padding-block: 4px; }
.date { display: flex; flex-wrap: wrap; gap: 8px; align-items: end; }
.date .error { flex-basis: 100%; }
.dates { display: grid; grid-template-columns: repeat(auto-fit, minmax(170px, 1fr)); gap: 8px; }
.dates input, input[type=text] { width: 100%; }
.rungs { gap: 8px; margin-block-start: 8px; }
.rung { position: relative; display: grid; grid-template-columns: 24px 1fr; gap: 10px; align-items: center; padding: 10px 12px; border: 1px solid var(--edge); border-radius: 10px; cursor: pointer; }
.rung:hover, .switch:hover { background: var(--wash); }
.rung .quiet { display: block; }
.rung input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.rung:has(:checked) { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); background: var(--wash); }
.rung:has(:focus-visible) { outline: 2px solid var(--accent); outline-offset: 2px; z-index: 1; }
.rung strong { font-weight: 600; }
.shape { color: var(--accent); font-size: 19px; line-height: 1; text-align: center; }
.tag { margin-inline-start: 8px; padding: 1px 8px; border: 1px solid var(--edge); border-radius: 99px; font-size: 12px; white-space: nowrap; }
.stops { display: grid; grid-template-columns: 1fr 1fr; gap: 6px; margin-block-start: 8px; }
.budget .stops { grid-template-columns: repeat(3, 1fr); margin-block-end: 6px; }
.stops .cell { padding: 4px 8px; font-size: 14px; line-height: 1.25; text-align: center; }
.effect { display: grid; gap: 8px; background: color-mix(in srgb, var(--ink) 5%, var(--paper)); border-radius: 10px; padding: 12px 14px; }
.effect .main-button { min-height: 40px; padding-block: 6px; }
.sentence { font-weight: 600; }
.lines { list-style: disc; padding-inline-start: 18px; font-size: 14px; }
.switch { width: 100%; min-height: 40px; display: flex; gap: 12px; align-items: center; justify-content: space-between; font-weight: 600; border-radius: 8px; }
.state { min-width: 52px; padding: 3px 12px; text-align: center; border: 1px solid var(--edge); border-radius: 99px; font-size: 13px; }
[aria-checked=true] .state { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); }
.all { width: 100%; min-height: 48px; padding: 0 20px; display: flex; align-items: center; justify-content: space-between; color: var(--soft); border-block-start: 1px solid var(--line); }
.all:hover { color: var(--accent); background: var(--wash); }
.all:focus-visible { outline-offset: -4px; }
.card:focus { outline: 0; }
@media (forced-colors: active) {
  .rung:has(:checked) { border: 2px solid Highlight; }
  [aria-checked=true] .state { forced-color-adjust: none; background: Highlight; color: HighlightText; }
  .said { border: 1px solid ButtonText; }
}
`
