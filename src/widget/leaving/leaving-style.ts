export const leavingStyle = `
.why-left { padding: 4px 20px 14px; background: var(--wash); font-size: 14px; }
.why-left:focus-within p { outline-offset: 4px; }
.reasons-left { display: flex; flex-wrap: wrap; gap: 6px; align-items: center; }
.reasons-left > p { flex-basis: 100%; }
.reasons-left .button { min-height: 32px; padding: 0 12px; font-weight: 400; font-size: 14px; background: var(--paper); }
.reasons-left .plain { font-size: 13px; margin-inline-start: 6px; }
@media (pointer: coarse) { .reasons-left button { min-height: 44px; } }
`
