import { formStyle } from '../form-style.ts'
import { adoptStyle } from '../style.ts'

const surveyStyle = `
.in-page { display: block; container-type: inline-size; background: var(--paper); border: 1px solid var(--line); border-radius: var(--radius); }
.survey h2:focus { outline: 0; }
.survey h2:focus-visible { outline: 2px solid var(--accent); outline-offset: 4px; border-radius: 4px; }
.step { display: block; color: var(--soft); font-size: 13px; font-weight: 400; }
.step + span { display: block; margin-block-start: 2px; }
.skip { background: none; color: var(--accent); border-color: var(--edge); }
.survey :is(h2, p, span)[dir] { text-align: -webkit-match-parent; text-align: match-parent; }
.acts { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 16px; }
.scale { display: grid; grid-template-columns: repeat(var(--steps), minmax(24px, 1fr)); gap: 3px; }
.fit { display: grid; width: fit-content; max-width: 100%; }
:dir(rtl) > :dir(ltr) > .fit, :dir(ltr) > :dir(rtl) > .fit { margin-inline-start: auto; }
.fit .scale { grid-template-columns: repeat(var(--steps), minmax(24px, 50px)); }
.ends { display: flex; justify-content: space-between; gap: 16px; margin-block-start: 8px; color: var(--soft); font-size: 13px; }
.ends > :last-child { text-align: end; }
.emoji, .thumb, .star { min-height: 44px; }
.emoji svg, .thumb svg, .star svg { width: 26px; height: 26px; stroke-width: 1.8; }
.turned { rotate: 180deg; }
.cell.star, .cell.star:has(:checked) { border-color: transparent; background: none; color: var(--accent); }
.cell.star:hover { background: var(--wash); }
.lit.star svg { fill: currentColor; }
.choices { display: grid; gap: 6px; }
.pair { grid-template-columns: repeat(auto-fit, minmax(120px, 1fr)); }
.choice { display: flex; align-items: center; gap: 10px; min-height: 40px; padding: 7px 12px; border: 1px solid var(--edge); border-radius: 9px; cursor: pointer; }
.choice:hover { background: var(--wash); }
.choice:has(:checked) { background: var(--wash); border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
.choice:has(:focus-visible) { outline: 2px solid var(--accent); outline-offset: 2px; }
.choice input { width: 18px; height: 18px; flex: none; accent-color: var(--accent); outline: 0; }
.choice span { flex: 1; min-width: 0; }
input.words { font: inherit; color: inherit; width: 100%; min-height: 40px; padding: 8px 12px; border: 1px solid var(--edge); border-radius: 9px; background: var(--paper); font-size: 16px; }
.words::placeholder { color: var(--soft); opacity: 1; }
fieldset > .words, fieldset > .quiet + * { margin-block-start: 8px; }
.ranking { display: grid; gap: 6px; counter-reset: place; }
.ranking li { display: flex; align-items: center; gap: 4px; min-height: 44px; padding-block: 4px; padding-inline: 8px 4px; border: 1px solid var(--edge); border-radius: 9px; background: var(--paper); counter-increment: place; }
.ranking li::before { content: counter(place); min-width: 18px; text-align: center; color: var(--soft); font-size: 13px; font-weight: 600; }
.ranking .label { flex: 1; min-width: 0; }
.dragged { border-color: var(--accent); box-shadow: 0 6px 18px #0003; position: relative; z-index: 1; }
.grip { display: grid; place-items: center; width: 28px; height: 36px; color: var(--soft); cursor: grab; touch-action: none; user-select: none; }
.grip svg { stroke-width: 3.4; }
.mover { width: 32px; min-height: 36px; justify-content: center; }
.mover[aria-disabled=true] { opacity: .35; cursor: default; }
.ranking + .plain { margin-block-start: 6px; }
.why { border-block-start: 1px solid var(--line); padding-block-start: 8px; font-size: 13px; color: var(--soft); }
.why summary { cursor: pointer; min-height: 28px; padding-block: 4px; width: fit-content; border-radius: 6px; }
.why summary:hover { color: var(--accent); }
.why legend { font-size: 13px; color: var(--ink); }
.why .stack { padding-block: 4px; }
.budget .stops { display: grid; grid-template-columns: repeat(3, 1fr); gap: 6px; margin-block: 6px; }
.budget .cell { font-size: 13px; color: var(--ink); }
.budget .cell:has(:checked) { color: var(--accent-ink); }
@container (max-width: 359px) { .long { grid-template-columns: repeat(var(--half), 1fr); gap: 4px; } }
@media (pointer: coarse) {
  .cell, .choice, .mover, .grip, input.words { min-height: 44px; }
  .cell, .mover { min-width: 44px; }
  .survey .scale .cell { min-width: 0; }
  .survey .main-button, .plain { min-height: 44px; }
  .long { grid-template-columns: repeat(var(--half), 1fr); gap: 4px; }
  @container (max-width: 359px) { .middling { grid-template-columns: repeat(var(--half), 1fr); gap: 4px; } }
}
@media (forced-colors: active) {
  .choice:has(:checked) { border-color: Highlight; box-shadow: inset 0 0 0 2px Highlight; }
  .cell.star:has(:checked) { forced-color-adjust: auto; color: CanvasText; }
}
`

const dressed = new WeakSet<ShadowRoot>()

export function dress(root: ShadowRoot): void {
  if (dressed.has(root)) return
  dressed.add(root)
  adoptStyle(root, formStyle)
  adoptStyle(root, surveyStyle)
}
