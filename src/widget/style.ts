export const panelStyle = `
:host { color-scheme: light dark; }
:host([scheme=light]) { color-scheme: light; }
:host([scheme=dark]) { color-scheme: dark; }
.sluice {
  all: initial; color-scheme: inherit;
  --accent: var(--sluice-accent, light-dark(#0a706b, #4cc9bd));
  --accent-ink: var(--sluice-accent-text, light-dark(#fff, #06201e));
  --paper: var(--sluice-background, light-dark(#fff, #191f25));
  --ink: var(--sluice-text, light-dark(#17222d, #e8ecef));
  --radius: var(--sluice-radius, 16px);
  --soft: var(--sluice-soft, color-mix(in srgb, var(--ink) 72%, var(--paper)));
  --line: color-mix(in srgb, var(--ink) 14%, var(--paper));
  --edge: var(--sluice-edge, color-mix(in srgb, var(--ink) 55%, var(--paper)));
  --wash: color-mix(in srgb, var(--accent) 12%, var(--paper));
  --bad: var(--sluice-bad, light-dark(#a6262c, #ff8d8d));
  --gap: 24px;
  color: var(--ink); font: 400 15px/1.5 var(--sluice-font, "Inter Variable", Inter, system-ui, sans-serif); font-variant-numeric: tabular-nums;
}
*, ::before, ::after { box-sizing: border-box; margin: 0; }
[hidden] { display: none !important; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
button { font: inherit; color: inherit; }
button { cursor: pointer; background: none; border: 0; padding: 0; text-align: start; touch-action: manipulation; }
svg { width: 20px; height: 20px; fill: none; stroke: currentColor; stroke-width: 2.2; stroke-linecap: round; stroke-linejoin: round; flex: none; display: block; }
.filled { fill: currentColor; stroke: none; }
h2, h3, legend { font-size: 15px; font-weight: 600; line-height: 1.4; padding: 0; text-wrap: balance; }
fieldset { border: 0; padding: 0; min-width: 0; }
ul, ol { list-style: none; padding: 0; }
.quiet { color: var(--soft); font-size: 13px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.error { color: var(--bad); font-size: 13px; font-weight: 600; }
.error:empty { display: none; }

.launcher {
  position: fixed; inset-block-end: max(var(--gap), env(safe-area-inset-bottom)); inset-inline-end: var(--gap); z-index: 2147483000;
  width: 54px; height: 54px; border-radius: 50%; display: grid; place-items: center;
  background: var(--accent); color: var(--accent-ink); box-shadow: 0 4px 16px #0003; border: 1px solid transparent;
}
.launcher:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
.launcher svg { width: 26px; height: 26px; }
.badge {
  position: absolute; inset-block-start: -4px; inset-inline-end: -4px; min-width: 22px; height: 22px; padding: 0 6px;
  border-radius: 99px; background: var(--paper); color: var(--accent); border: 2px solid var(--accent);
  font-size: 12px; font-weight: 600; line-height: 18px; text-align: center;
}
.dialog {
  position: fixed; inset-block-end: calc(max(var(--gap), env(safe-area-inset-bottom)) + 68px); inset-inline-end: var(--gap); z-index: 2147483000;
  width: min(376px, 100vw - 32px); max-height: calc(100dvh - 116px); overflow: auto; overscroll-behavior: contain;
  container-type: inline-size; background: var(--paper); border: 1px solid var(--line); border-radius: var(--radius);
  box-shadow: 0 18px 50px #0003; outline: 0; scroll-padding: 16px 16px 60px;
}
:host([in-page]), :host([in-page]) .sluice { display: block; }
:host([in-page]) .launcher { display: none; }
:host([in-page]) .dialog { position: static; width: auto; max-height: none; box-shadow: none; animation: none; }
@media (max-width: 480px) {
  .sluice { --gap: 16px; }
  .dialog { max-height: calc(100dvh - 100px); }
}
:host([side=start]) :is(.launcher, .dialog) { inset-inline: var(--gap) auto; }
.part { padding: 18px 20px; display: grid; gap: 12px; overflow-wrap: anywhere; }
.part + .part, .slot:not(:empty) ~ .slot:not(:empty) { border-block-start: 1px solid var(--line); }
.stack { display: grid; gap: 12px; }
.row { display: flex; gap: 12px; align-items: start; }
.row > :first-child { flex: 1; }
.compact .main { display: none; }

.plain { min-height: 32px; color: var(--accent); font-weight: 600; border-radius: 8px; display: inline-flex; align-items: center; gap: 4px; }
.square { width: 32px; justify-content: center; margin: -6px -6px 0 0; margin-inline: 0 -6px; color: var(--soft); }
.main-button {
  min-height: 40px; padding: 0 18px; border-radius: 9px; font-weight: 600; justify-self: start;
  background: var(--accent); color: var(--accent-ink); border: 1px solid transparent;
}
.main-button[aria-disabled=true] { opacity: .65; cursor: progress; }
[dir=auto] { text-align: -webkit-match-parent; text-align: match-parent; }
.acts { display: flex; flex-wrap: wrap; gap: 6px 14px; align-items: center; }
.button { min-height: 36px; min-width: 64px; padding: 0 14px; border: 1px solid var(--edge); border-radius: 9px; font-weight: 600; text-align: center; }
.button:hover { background: var(--wash); }
summary { font-size: 13px; color: var(--soft); min-height: 28px; padding-block: 4px; cursor: pointer; border-radius: 6px; width: fit-content; }
summary:hover { color: var(--accent); }
input:is([type=date], [type=text], .words) {
  font: inherit; font-size: 16px; color: var(--ink); color-scheme: inherit; background: var(--paper); min-height: 38px; max-width: 100%;
  border: 1px solid var(--edge); border-radius: 9px; padding: 6px 12px;
}
.words { width: 100%; }
label.field { display: grid; gap: 6px; font-size: 13px; color: var(--soft); }

.cell { position: relative; display: grid; place-items: center; min-height: 38px; min-width: 24px; border: 1px solid var(--edge); border-radius: 7px; cursor: pointer; }
.cell input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.cell:hover { background: var(--wash); }
.cell:has(:checked) { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); font-weight: 600; }
.cell:has(:focus-visible) { outline: 2px solid var(--accent); outline-offset: 2px; z-index: 1; }

.tabs {
  position: sticky; inset-block-end: 0; z-index: 2; display: grid; grid-template-columns: repeat(3, 1fr);
  background: var(--paper); border-block-start: 1px solid var(--line); border-radius: 0 0 var(--radius) var(--radius);
}
.tabs button { min-height: 44px; padding: 4px; text-align: center; font-size: 13px; color: var(--soft); border-block-start: 2px solid transparent; margin-block-start: -1px; }
.tabs button:first-child { border-end-start-radius: var(--radius); }
.tabs button:last-child { border-end-end-radius: var(--radius); }
.tabs button:hover { color: var(--accent); background: var(--wash); }
.tabs [aria-selected=true] { color: var(--accent); font-weight: 600; border-color: var(--accent); }
.tabs button:focus-visible { outline-offset: -4px; }
a { color: var(--accent); }

@media (prefers-reduced-motion: no-preference) {
  .dialog { animation: rise .16s ease-out; }
  @keyframes rise { from { transform: translateY(8px); opacity: 0; } }
}
@media (prefers-contrast: more) { .sluice { --soft: var(--ink); --line: var(--ink); --edge: var(--ink); } }
@media (forced-colors: active) {
  .launcher, .main-button, .button, .badge { border: 1px solid ButtonText; }
  .cell:has(:checked) { forced-color-adjust: none; background: Highlight; color: HighlightText; }
  .tabs [aria-selected=true] { border-color: Highlight; text-decoration: underline; }
}
`

/** Styles the widget in a way that every Content-Security-Policy allows, because nothing is inline. */
export function adoptStyle(root: ShadowRoot, css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  root.adoptedStyleSheets.push(sheet)
  return sheet
}
