export const talkStyle = `
.list-place > .part { padding-block-start: 4px; }
.chips { display: flex; flex-wrap: wrap; gap: 6px; }
.chips .cell { min-height: 34px; padding: 0 12px; border-radius: 99px; font-size: 14px; }
.moods { display: flex; flex-wrap: wrap; gap: 4px 6px; align-items: center; margin-block-start: 6px; }
.moods .cell { width: 40px; min-height: 44px; }
.moods svg { width: 26px; height: 26px; stroke-width: 1.8; }
.moods .plain { font-size: 13px; }
.present::before { content: "●"; color: var(--accent); margin-inline-end: 6px; font-size: 10px; vertical-align: 1px; }
.now { min-height: 20px; }
.writing:not(:empty) + .present { display: none; }
.back:dir(rtl) svg { transform: scaleX(-1); }
.read { display: block; text-align: end; }
.tight { gap: 6px; }
.asks { font-weight: 600; }
.asked { display: grid; gap: 6px; padding: 12px 14px; border: 1px solid var(--accent); border-radius: 10px; }
.card:focus { outline: 0; }
.list { display: grid; gap: 2px; margin-inline: -8px; }
.item { width: 100%; padding: 8px; border-radius: 8px; display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 12px; }
.item > :is(.excerpt, .quiet) { grid-column: 1; }
.item:hover { background: var(--wash); }
.excerpt { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.new { align-self: center; grid-row: 1 / span 2; grid-column: 2; background: var(--accent); color: var(--accent-ink); border-radius: 99px; font-size: 12px; font-weight: 600; padding: 1px 9px; }
.messages { display: grid; gap: 10px; }
.message { justify-self: start; max-width: 88%; background: color-mix(in srgb, var(--ink) 7%, var(--paper)); border-radius: 12px; border-end-start-radius: 3px; padding: 8px 12px; }
.message.own { justify-self: end; background: var(--wash); border-radius: 12px; border-end-end-radius: 3px; }
.message p { white-space: pre-wrap; }
.dialog:has(.page:not([hidden]) .thread):not(.compact) .question { display: none; }
.exactly { max-height: 240px; overflow: auto; white-space: pre-wrap; font: 12px/1.4 ui-monospace, monospace; padding: 10px 12px; border-radius: 9px; background: color-mix(in srgb, var(--ink) 6%, var(--paper)); }
.tick { display: flex; gap: 10px; align-items: start; font-size: 14px; min-height: 28px; padding-block: 2px; }
.tick input { width: 18px; height: 18px; flex: none; margin-block-start: 2px; accent-color: var(--accent); }
.row-of-acts { display: flex; flex-wrap: wrap; gap: 0 16px; }
.picked { display: flex; flex-wrap: wrap; gap: 8px; }
.picked li { display: flex; align-items: start; }
.shot { display: block; border: 1px solid var(--line); border-radius: 6px; overflow: hidden; max-width: 100%; }
.picked .shot canvas { display: block; height: 64px; width: auto; }
.message .shot { margin-block-start: 8px; width: 260px; }
.message .shot canvas { display: block; width: 100%; height: auto; }
@media (forced-colors: active) {
  .new { border: 1px solid ButtonText; }
  .message { border: 1px solid CanvasText; }
}
`
