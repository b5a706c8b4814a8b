export const surveyStyle = `
.scale { display: grid; grid-template-columns: repeat(11, 1fr); gap: 3px; }
.ends { display: flex; justify-content: space-between; gap: 16px; margin-block-start: 8px; color: var(--soft); font-size: 13px; }
.ends > :last-child { text-align: end; }
@container (max-width: 359px) { .scale { grid-template-columns: repeat(6, 1fr); gap: 4px; } }
`
