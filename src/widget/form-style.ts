/** How forms look, for every part that has one. */
export const formStyle = `
.note { color: var(--soft); font-size: 13px; }
.note:empty { display: none; }
textarea {
  font: inherit; color: var(--ink); width: 100%; min-height: 64px; max-height: 40dvh; resize: vertical; padding: 9px 12px; border-radius: 9px;
  border: 1px solid var(--edge); background: var(--paper); font-size: 16px; line-height: 1.45; field-sizing: content;
}
textarea::placeholder { color: var(--soft); opacity: 1; font-size: 15px; }
[aria-invalid=true] { border-color: var(--bad); }
`
