export const editorStyle = `
dialog.editor {
  position: fixed; inset: 0; margin: auto; width: min(1100px, 100vw - 16px); height: fit-content; max-height: calc(100dvh - 16px);
  overflow: auto; padding: 16px; border: 1px solid var(--line); border-radius: var(--radius); background: var(--paper); color: var(--ink);
}
.editor::backdrop { background: #0009; }
.editor, .editor form { display: grid; gap: 12px; }
.editor:not([open]) { display: none; }
.tools { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
.tools .cell { min-height: 40px; padding: 0 14px; border-radius: 9px; }
.tools .button { min-height: 40px; padding: 0 14px; border: 1px solid var(--edge); border-radius: 9px; }
.tools .button:hover { background: var(--wash); }
.tools [aria-disabled=true] { opacity: .5; }
.stage {
  position: relative; justify-self: center; width: fit-content; max-width: 100%; line-height: 0; direction: ltr;
  border: 1px solid var(--edge); touch-action: none; cursor: crosshair; user-select: none;
}
.stage canvas { max-width: 100%; max-height: max(180px, 100dvh - 300px); height: auto; width: auto; }
@media (max-width: 480px) { .stage canvas { max-height: max(180px, 100dvh - 400px); } }
.shape { position: absolute; cursor: move; touch-action: none; min-width: 24px; min-height: 24px; }
.shape:focus-visible { outline: 3px solid #fff; outline-offset: 0; box-shadow: 0 0 0 6px #0a706b; }
@media (forced-colors: active) { .tools .button { border-color: ButtonText; } .shape:focus-visible { outline-color: Highlight; } }
`
